/// Finds the fields of one JSON object in a line of bytes, without decoding what nobody asks for.
///
/// The grammar is RFC 8259's, checked in full; bytes that are not UTF-8 are passed on as they are. One scanner is
/// reused for all lines, so that a line costs no allocation.
public struct JSONObjectScanner {
  /// The most layers of arrays and objects inside one another.
  public static let deepest = 512

  /// One field of the object, as places in the line.
  public struct Field {
    /// The name, without its quotation marks.
    public var key: Range<Int>
    /// Whether the name holds `\` sequences.
    public var keyHasEscapes: Bool
    /// The value as it is written, quotation marks included.
    public var value: Range<Int>
    /// Whether the value is a string.
    public var isString: Bool
    /// Whether the value is a string with `\` sequences.
    public var hasEscapes: Bool
  }

  private var fields: [Field] = []

  /// Makes a scanner.
  public init() { fields.reserveCapacity(16) }

  /// Forgets the fields of all lines so far, and keeps their room.
  public mutating func forget() { fields.removeAll(keepingCapacity: true) }

  /// Reads one line that holds one object; white space around it is allowed. What it gives stays true until `forget`,
  /// as long as the bytes do.
  public mutating func scan(_ line: UnsafeBufferPointer<UInt8>) throws(JSONFault) -> JSONObject {
    let places = try scanPlaces(line)
    return JSONObject(line: line, fields: fields[places])
  }

  /// Reads one line like `scan`, and gives the places of its fields for `object`.
  public mutating func scanPlaces(_ line: UnsafeBufferPointer<UInt8>) throws(JSONFault) -> Range<Int> {
    let first = fields.count
    do throws(JSONFault) {
      try read(line)
    } catch {
      fields.removeLast(fields.count - first)
      throw error
    }
    return first..<fields.count
  }

  /// The object of a line that was scanned before, by the places of its fields.
  public func object(_ places: Range<Int>, in line: UnsafeBufferPointer<UInt8>) -> JSONObject {
    JSONObject(line: line, fields: fields[places])
  }

  private mutating func read(_ line: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
    var cursor = Cursor(bytes: line)
    cursor.skipSpace()
    guard cursor.peek == UInt8(ascii: "{") else { throw JSONFault(.notAnObject, column: cursor.at + 1) }
    cursor.at += 1
    cursor.skipSpace()
    if cursor.peek == UInt8(ascii: "}") {
      cursor.at += 1
    } else {
      while true {
        cursor.skipSpace()
        guard cursor.peek == UInt8(ascii: "\"") else { throw cursor.fault }
        let key = try cursor.string()
        cursor.skipSpace()
        guard cursor.peek == UInt8(ascii: ":") else { throw cursor.fault }
        cursor.at += 1
        cursor.skipSpace()
        let start = cursor.at
        let isString = cursor.peek == UInt8(ascii: "\"")
        var hasEscapes = false
        if isString { hasEscapes = try cursor.string().hasEscapes } else { try cursor.value() }
        fields.append(
          Field(
            key: key.range, keyHasEscapes: key.hasEscapes, value: start..<cursor.at, isString: isString,
            hasEscapes: hasEscapes))
        cursor.skipSpace()
        guard let next = cursor.peek else { throw cursor.fault }
        cursor.at += 1
        if next == UInt8(ascii: ",") { continue }
        if next == UInt8(ascii: "}") { break }
        cursor.at -= 1
        throw cursor.fault
      }
    }
    cursor.skipSpace()
    guard cursor.at == line.count else { throw JSONFault(.trailing, column: cursor.at + 1) }
  }
}

/// A place in a line of JSON.
private struct Cursor {
  let bytes: UnsafeBufferPointer<UInt8>
  var at = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  @inline(__always) var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  var fault: JSONFault {
    if let byte = peek { JSONFault(.unexpected(byte), column: at + 1) } else { JSONFault(.unfinished, column: at + 1) }
  }

  @inline(__always) mutating func skipSpace() {
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      at += 1
    }
  }

  /// Reads a string from its first quotation mark and gives what stands between the two.
  mutating func string() throws(JSONFault) -> (range: Range<Int>, hasEscapes: Bool) {
    at += 1
    let start = at
    var hasEscapes = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        at += 1
        return (start..<(at - 1), hasEscapes)
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try escape()
      } else if byte < 0x20 {
        throw JSONFault(.controlCharacter, column: at + 1)
      } else {
        at += 1
      }
    }
    throw JSONFault(.unfinished, column: at + 1)
  }

  private mutating func escape() throws(JSONFault) {
    let start = at
    at += 1
    guard let kind = peek else { throw fault }
    at += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return
    case UInt8(ascii: "u"):
      guard at + 4 <= bytes.count else { throw JSONFault(.badEscape, column: start + 1) }
      for i in at..<(at + 4) where JSONText.hexadecimal(bytes[i]) == nil {
        throw JSONFault(.badEscape, column: start + 1)
      }
      at += 4
    default: throw JSONFault(.badEscape, column: start + 1)
    }
  }

  /// Skips any value, checking its grammar.
  mutating func value(depth: Int = 1) throws(JSONFault) {
    guard depth < JSONObjectScanner.deepest else { throw JSONFault(.tooDeep, column: at + 1) }
    guard let byte = peek else { throw fault }
    switch byte {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "{"): try collection(end: UInt8(ascii: "}"), isObject: true, depth: depth)
    case UInt8(ascii: "["): try collection(end: UInt8(ascii: "]"), isObject: false, depth: depth)
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default: throw fault
    }
  }

  private mutating func collection(end: UInt8, isObject: Bool, depth: Int) throws(JSONFault) {
    at += 1
    skipSpace()
    if peek == end {
      at += 1
      return
    }
    while true {
      skipSpace()
      if isObject {
        guard peek == UInt8(ascii: "\"") else { throw fault }
        _ = try string()
        skipSpace()
        guard peek == UInt8(ascii: ":") else { throw fault }
        at += 1
        skipSpace()
      }
      try value(depth: depth + 1)
      skipSpace()
      guard let next = peek else { throw fault }
      guard next == UInt8(ascii: ",") || next == end else { throw fault }
      at += 1
      if next == end { return }
    }
  }

  private mutating func literal(_ word: StaticString) throws(JSONFault) {
    let count = word.utf8CodeUnitCount
    guard at + count <= bytes.count else { throw JSONFault(.badLiteral, column: at + 1) }
    for i in 0..<count where bytes[at + i] != word.utf8Start[i] { throw JSONFault(.badLiteral, column: at + 1) }
    at += count
  }

  private mutating func number() throws(JSONFault) {
    let start = at
    if peek == UInt8(ascii: "-") { at += 1 }
    if peek == UInt8(ascii: "0") { at += 1 } else { try digits(from: start) }
    if peek == UInt8(ascii: ".") {
      at += 1
      try digits(from: start)
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      at += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { at += 1 }
      try digits(from: start)
    }
  }

  private mutating func digits(from start: Int) throws(JSONFault) {
    let first = at
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { at += 1 }
    if at == first { throw JSONFault(.badNumber, column: start + 1) }
  }
}
