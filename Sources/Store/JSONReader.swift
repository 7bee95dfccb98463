import Foundation

/// Reads a JSON text from front to back, without making anything of what nobody asks for.
struct JSONReader {
  /// The text is no JSON, or holds something else than was asked for.
  struct Fault: Error {}

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  /// How many lists and objects are open.
  private var depth = 0
  /// More than any log line has; a forged one shall not exhaust the stack.
  private static let deepest = 64

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Reads a whole text.
  static func read<Value>(_ text: String, _ body: (inout JSONReader) throws -> Value) throws -> Value {
    var text = text
    return try text.withUTF8 { bytes in
      var reader = JSONReader(bytes)
      let value = try body(&reader)
      guard reader.next == nil else { throw Fault() }
      return value
    }
  }

  /// The first sign of what comes next; nil at the end.
  var next: UInt8? {
    mutating get {
      while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
      return place < bytes.count ? bytes[place] : nil
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 13 || byte == 9 }

  /// Reads an object; the body reads or skips each value.
  mutating func members(_ body: (String, inout JSONReader) throws -> Void) throws {
    try list(from: "{", to: "}") { reader in
      let name = try reader.string()
      try reader.take(":")
      try body(name, &reader)
    }
  }

  /// Reads a list; the body reads or skips each value.
  mutating func elements(_ body: (inout JSONReader) throws -> Void) throws {
    try list(from: "[", to: "]", body)
  }

  private mutating func list(
    from first: Unicode.Scalar, to last: Unicode.Scalar, _ body: (inout JSONReader) throws -> Void
  ) throws {
    try take(first)
    depth += 1
    guard depth <= Self.deepest else { throw Fault() }
    defer { depth -= 1 }
    var isFirst = true
    while next != UInt8(ascii: last) {
      if !isFirst { try take(",") }
      isFirst = false
      try body(&self)
    }
    try take(last)
  }

  private mutating func take(_ sign: Unicode.Scalar) throws {
    guard next == UInt8(ascii: sign) else { throw Fault() }
    place += 1
  }

  /// Reads a text.
  mutating func string() throws -> String {
    let (span, isPlain) = try quoted()
    if isPlain { return String(decoding: bytes[span].dropFirst().dropLast(), as: UTF8.self) }
    guard let text = try? JSONDecoder().decode(String.self, from: Data(bytes[span])) else { throw Fault() }
    return text
  }

  /// Passes by a text; gives its place, quotes included, and whether all its signs stand for themselves.
  private mutating func quoted() throws -> (span: Range<Int>, isPlain: Bool) {
    try take("\"")
    let start = place - 1
    var isPlain = true
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      let isEscape = bytes[place] == UInt8(ascii: "\\")
      if isEscape { isPlain = false }
      place += isEscape ? 2 : 1
    }
    guard place < bytes.count else { throw Fault() }
    place += 1
    return (start..<place, isPlain)
  }

  /// Reads a whole number.
  mutating func integer() throws -> Int64 {
    guard let number = Int64(String(decoding: bytes[try bare()], as: UTF8.self)) else { throw Fault() }
    return number
  }

  /// Passes by a value without quotes.
  private mutating func bare() throws -> Range<Int> {
    guard next != nil else { throw Fault() }
    let start = place
    while place < bytes.count, !Self.isSpace(bytes[place]), bytes[place] != UInt8(ascii: ","),
      bytes[place] != UInt8(ascii: "}"), bytes[place] != UInt8(ascii: "]")
    {
      place += 1
    }
    if place == start { throw Fault() }
    return start..<place
  }

  /// Passes by one value of any kind.
  mutating func skip() throws {
    switch next {
    case UInt8(ascii: "{"): try members { _, reader in try reader.skip() }
    case UInt8(ascii: "["): try elements { try $0.skip() }
    case UInt8(ascii: "\""): _ = try quoted()
    default: _ = try bare()
    }
  }
}
