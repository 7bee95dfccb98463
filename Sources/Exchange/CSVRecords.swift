/// Reads comma-separated values (RFC 4180) record by record from a stream, whatever its length.
///
/// SwiftCSV is not used: it takes a whole file as one `String`, knows neither line numbers nor Windows-1252, and keeps
/// every row.
struct CSVRecords {
  /// One record and where it begins.
  struct Record {
    /// The fields as UTF-8 (or what the file gives for it).
    var fields: [[UInt8]]
    /// The line of the file that it begins on, counted from 1.
    var line: Int
  }

  private enum Encoding {
    case undecided
    case utf8
    case windows1252
  }

  private let read: LineBlocks.Read
  private var buffer: [UInt8] = []
  private var at = 0
  private var line = 1
  private var encoding = Encoding.undecided
  private var separator: UInt8 = UInt8(ascii: ",")
  private var isAtEnd = false

  /// Reads the first block and settles separator and byte order mark.
  init(read: @escaping LineBlocks.Read) throws {
    self.read = read
    buffer = []
    // The first line decides on the separator, so all of it must be there.
    while !isAtEnd && !buffer.contains(0x0A) { try fill() }
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
      encoding = .utf8
      at = 3
    }
    separator = Self.separator(of: buffer[at...])
  }

  /// The separator that stands most often outside quotation marks in the first line.
  private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D { break }
      counts[byte, default: 0] += 1
    }
    let candidates: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")]
    return candidates.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? UInt8(ascii: ",")
  }

  private mutating func fill() throws {
    if at > 0 {
      buffer.removeFirst(at)
      at = 0
    }
    if try buffer.append(from: read, atMost: 1 << 16) == 0 { isAtEnd = true }
  }

  /// The next byte without taking it, or nil at the end.
  private mutating func peek() throws -> UInt8? {
    if at == buffer.count && !isAtEnd { try fill() }
    return at < buffer.count ? buffer[at] : nil
  }

  /// The next record; empty lines are skipped. Throws when a quotation mark is never closed.
  mutating func next() throws -> Record? {
    while let byte = try peek() {
      guard byte == 0x0A || byte == 0x0D else { return try record() }
      at += 1
      if byte == 0x0A { line += 1 }
    }
    return nil
  }

  private mutating func record() throws -> Record {
    var result = Record(fields: [], line: line)
    var field: [UInt8] = []
    while true {
      guard let byte = try peek() else { break }
      if byte == UInt8(ascii: "\""), field.isEmpty {
        at += 1
        try quoted(into: &field)
        continue
      }
      at += 1
      if byte == separator {
        result.fields.append(field)
        field = []
      } else if byte == 0x0A {
        line += 1
        break
      } else if byte == 0x0D {
        if try peek() == 0x0A { at += 1 }
        line += 1
        break
      } else {
        field.append(byte)
      }
    }
    result.fields.append(field)
    decode(&result.fields)
    return result
  }

  private mutating func quoted(into field: inout [UInt8]) throws {
    let start = line
    while let byte = try peek() {
      at += 1
      if byte == UInt8(ascii: "\"") {
        guard try peek() == UInt8(ascii: "\"") else { return }
        at += 1
      }
      if byte == 0x0A { line += 1 }
      field.append(byte)
    }
    throw ExchangeError.openQuote(line: start)
  }

  /// The first record with anything but ASCII decides: valid UTF-8 or else Windows-1252.
  private mutating func decode(_ fields: inout [[UInt8]]) {
    if encoding == .undecided, fields.contains(where: { $0.contains { $0 >= 0x80 } }) {
      let isValid = fields.allSatisfy { String(validating: $0, as: UTF8.self) != nil }
      encoding = isValid ? .utf8 : .windows1252
    }
    if encoding == .windows1252 { fields = fields.map(Windows1252.utf8) }
  }
}
