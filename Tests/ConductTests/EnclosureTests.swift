import Conduct
import Testing

@Suite struct EnclosureTests {
  static let png: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
    + chunk("IDAT", [1, 2, 3]) + chunk("IEND", [])
  static let jpeg: [UInt8] =
    [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0]
    + [0x3F, 0, 0x12, 0x34, 0xFF, 0xD9]
  static let gif: [UInt8] =
    Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x21, 0xF9, 4, 0, 0, 0, 0, 0]
    + [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B]
  static let webp: [UInt8] =
    Array("RIFF".utf8) + [16, 0, 0, 0] + Array("WEBPVP8L".utf8) + [4, 0, 0, 0, 0x2F, 0, 0, 0]
  static let pdf: [UInt8] = Array("%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 1\ntrailer<<>>\nstartxref\n27\n%%EOF\n".utf8)
  static let whole: [(Enclosure, [UInt8])] = [
    (.png, png), (.jpeg, jpeg), (.gif, gif), (.webp, webp), (.pdf, pdf),
  ]

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    [0, 0, 0, UInt8(content.count)] + Array(name.utf8) + content + [0, 0, 0, 0]
  }

  @Test(arguments: whole) func aWholeFileIsKnownByItsContent(kind: Enclosure, bytes: [UInt8]) {
    #expect(Enclosure(bytes) == kind)
    #expect(Enclosure.fault(in: [bytes]) == nil)
  }

  @Test(arguments: whole) func noFileThatWasCutOffPassesWhereverItWasCut(kind: Enclosure, bytes: [UInt8]) {
    // The last bytes of a PDF are white space, which may be missing.
    let least = kind == .pdf ? 1 : 0
    for length in 0..<(bytes.count - least) { #expect(Enclosure(Array(bytes.prefix(length))) == nil, "\(length)") }
  }

  @Test(arguments: whole) func nothingBeginsLikeAFileAndIsOneByThatAlone(kind: Enclosure, bytes: [UInt8]) {
    let script = Array("<script>alert(1)</script>".utf8)
    #expect(Enclosure(Array(bytes.prefix(12)) + script) == nil)
    #expect(Enclosure(script + bytes) == nil)
  }

  @Test func otherFilesAreRefused() {
    for text in ["", "PK\u{3}\u{4}", "<svg xmlns='http://www.w3.org/2000/svg'/>", "MZ", "GIF89a", "%PDF-", "RIFF"] {
      #expect(Enclosure(Array(text.utf8)) == nil, "\(text)")
    }
    var endless = Self.png
    endless.replaceSubrange(33..<37, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(Enclosure(endless) == nil)
    var nothing = Self.png
    nothing.replaceSubrange(16..<20, with: [0, 0, 0, 0])
    #expect(Enclosure(nothing) == nil)
  }

  @Test func whatIsWrongIsSaidWithTheNumberOfTheFile() throws {
    #expect(try #require(Enclosure.fault(in: [Self.png, [1]])).hasPrefix("Bijlage 2 is geen hele"))
    #expect(try #require(Enclosure.fault(in: [Self.png], besides: 5)).contains("dit zijn er 6"))
    let long = Self.pdf + [UInt8](repeating: 0x20, count: Enclosure.longest)
    #expect(try #require(Enclosure.fault(in: [long])).contains("groter dan 10 MB"))
  }
}
