import Exchange
import Testing

/// The text of a line, or the fault's message.
private func text(of line: [UInt8]) -> String {
  line.withUnsafeBufferPointer { bytes in
    var scanner = JSONObjectScanner()
    do throws(JSONFault) {
      let object = try scanner.scan(bytes)
      guard let field = object.field("text") else { return "-" }
      return object.text(field)
    } catch {
      return error.message
    }
  }
}

@Test(arguments: [
  (#"{"text":"a"}"#, "a"),
  (#" { "x" : [1, -2.5e+3, {"y": null}], "text" : "a" } "#, "a"),
  (#"{"text":"\ud83d\ude00 \u00e9\n\"\\\/"}"#, "😀 é\n\"\\/"),
  (#"{"text":"\ud83d"}"#, "\u{FFFD}"),
  (#"{"te\u0078t":"b"}"#, "b"),
  (#"{"text":"a","text":"b"}"#, "b"),
  ("{}", "-"),
])
func aStringIsFoundAndDecoded(line: String, expected: String) {
  #expect(text(of: Array(line.utf8)) == expected)
}

@Test(arguments: [
  ("[]", "geen JSON-object"), ("", "geen JSON-object"), (#"{"text":"a""#, "houdt op"), (#"{"text":"a"} x"#, "nog iets"),
  (#"{"text":01}"#, "onverwacht teken"), (#"{"text":-}"#, "onjuist getal"), (#"{"text":tru}"#, "true, false of null"),
  (#"{"text":"\x"}"#, "onbekende"), (#"{"text":"\u12g4"}"#, "onbekende"), (#"{"a":1,}"#, "onverwacht teken"),
  ("{\"text\":\"a\tb\"}", "stuurteken"),
])
func aBrokenLineIsRefusedWithAReason(line: String, part: String) {
  #expect(text(of: Array(line.utf8)).contains(part))
}

@Test func nestingHasALimitInsteadOfACrash() {
  let deep = #"{"a":"# + String(repeating: "[", count: 100_000)
  #expect(text(of: Array(deep.utf8)).contains("lagen"))
}

@Test func bytesThatAreNotUTF8AreHandedOnForTheScannerToRepair() {
  #expect(text(of: Array(#"{"text":""#.utf8) + [0xFF, 0x61] + Array(#""}"#.utf8)) == "\u{FFFD}a")
}

@Test(arguments: ["", "gewoon", "\"\\\n\r\t\u{8}\u{C}\u{1}\u{7F}", "é😀\u{2028}"])
func aWrittenStringReadsBackTheSame(value: String) {
  var json = JSONText()
  json.raw("{\"text\":")
  json.string(value)
  json.raw("}")
  #expect(text(of: json.bytes) == value)
}

@Test(arguments: [0, 7, -12, Int.max, Int.min])
func numbersAreWrittenAsSwiftWritesThem(value: Int) {
  var json = JSONText()
  json.number(value)
  #expect(String(decoding: json.bytes, as: UTF8.self) == String(value))
}

@Test(arguments: [1, 3, 7, 64])
func blocksEndWhereLinesEndWhateverTheReadsGive(size: Int) throws {
  let bytes = Array("een\ntwee is langer\n\nvier".utf8)
  var at = 0
  var blocks = LineBlocks(blockSize: size) { buffer in
    let count = min(size, buffer.count, bytes.count - at)
    buffer.copyBytes(from: bytes[at..<(at + count)])
    at += count
    return count
  }
  var all: [UInt8] = []
  while let block = try blocks.next() {
    all += block
    #expect(block.last == 0x0A || all.count == bytes.count)
  }
  #expect(all == bytes)
}
