import Foundation

/// What stands before the first element of an XML file, read before the parser sees any of it.
///
/// A document type can make a parser read other files or grow a few bytes into gigabytes; no roster needs one.
enum XMLProlog {
  private static let encodings: Set<String> = ["utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"]

  /// Throws `documentType` for a DOCTYPE, `otherEncoding` for bytes in which one could hide, and `notUTF8` for a file that
  /// is not in the encoding that it says: Foundation's parser ends the process on such a name of an element.
  static func check(_ source: RosterSource) throws {
    let encoding = try checkStart(of: source)?.lowercased() ?? "utf-8"
    if encoding == "utf-8" || encoding == "us-ascii" { try checkUTF8(source) }
  }

  private static func checkUTF8(_ source: RosterSource) throws {
    var blocks = LineBlocks(blockSize: 1 << 14, longestLine: RosterSource.largest, read: try source.reader())
    var line = 1
    while let block = try blocks.next() {
      if String(validating: block, as: UTF8.self) == nil {
        for text in block.split(separator: 0x0A, omittingEmptySubsequences: false) {
          if String(validating: text, as: UTF8.self) == nil { throw ExchangeError.notUTF8(line: line) }
          line += 1
        }
      }
      line += block.count { $0 == 0x0A }
    }
  }

  /// Gives the encoding that the declaration names.
  private static func checkStart(of source: RosterSource) throws -> String? {
    let read = try source.reader()
    var bytes: [UInt8] = []
    var encoding: String?
    // Long comments may stand before the first element; each round looks at all that was read so far.
    while true {
      let isFirst = bytes.isEmpty
      let isAtEnd = try bytes.append(from: read, atMost: 1 << 16) == 0
      if isFirst { encoding = try checkEncoding(bytes) }
      if try isDone(bytes) || isAtEnd { return encoding }
    }
  }

  private static func checkEncoding(_ bytes: [UInt8]) throws -> String? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(4).contains(0) {
      throw ExchangeError.otherEncoding("UTF-16")
    }
    let head = String(decoding: bytes.prefix(9), as: UTF8.self)
    if head.contains("<?xml"), find(Array("?>".utf8), in: bytes, from: 0) == nil {
      throw ExchangeError.otherEncoding("een onbekende vorm")
    }
    guard let name = encoding(in: bytes) else { return nil }
    if !encodings.contains(name.lowercased()) { throw ExchangeError.otherEncoding(name) }
    return name
  }

  /// The encoding that the declaration names.
  private static func encoding(in bytes: [UInt8]) -> String? {
    let start = String(decoding: bytes, as: UTF8.self)
    guard start.hasPrefix("<?xml") || start.hasPrefix("\u{FEFF}<?xml"), let end = start.range(of: "?>"),
      let word = start.range(of: "encoding", range: start.startIndex..<end.lowerBound)
    else { return nil }
    let value = start[word.upperBound..<end.lowerBound].drop { $0.isWhitespace || $0 == "=" }
    guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
    return String(value.dropFirst().prefix { $0 != quote })
  }

  /// Whether the first element has been reached; what is no XML at all is left to the parser.
  private static func isDone(_ bytes: [UInt8]) throws -> Bool {
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while at < bytes.count {
      if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) {
        at += 1
        continue
      }
      let rest = bytes[at...]
      let end: [UInt8]
      if rest.starts(with: Array("<?".utf8)) {
        end = Array("?>".utf8)
      } else if rest.starts(with: Array("<!--".utf8)) {
        end = Array("-->".utf8)
      } else if rest.starts(with: Array("<!".utf8)), rest.count > 2, rest[at + 2] != UInt8(ascii: "-") {
        throw ExchangeError.documentType(line: bytes[..<at].count { $0 == 0x0A } + 1)
      } else {
        return rest.count > 3
      }
      // `<!-->` opens a comment and does not close it.
      guard let next = find(end, in: bytes, from: at + (end.count == 3 ? 4 : 2)) else { return false }
      at = next
    }
    return false
  }

  private static func find(_ end: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    var at = start
    while at + end.count <= bytes.count {
      if bytes[at] == end[0], bytes[at..<(at + end.count)].elementsEqual(end) { return at + end.count }
      at += 1
    }
    return nil
  }
}
