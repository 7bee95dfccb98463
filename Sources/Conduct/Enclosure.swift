/// A picture or PDF that a reporter sends along, known by its content and never by its name.
public enum Enclosure: String, Codable, Sendable, CaseIterable {
  case png
  case jpeg
  case gif
  case webp
  case pdf

  /// The most that one report may have.
  public static let most = 5
  /// The longest that one may be, in bytes: 10 MB.
  public static let longest = 10_000_000

  /// Recognises a whole file by its first bytes and its structure up to its end; nil for anything else, and for a file
  /// that was cut off.
  public init?(_ bytes: [UInt8]) {
    let file = FileBytes(bytes)
    if file.isPNG {
      self = .png
    } else if file.isJPEG {
      self = .jpeg
    } else if file.isGIF {
      self = .gif
    } else if file.isWebP {
      self = .webp
    } else if file.isPDF {
      self = .pdf
    } else {
      return nil
    }
  }

  /// Says in Dutch what is wrong with files that come along with a report that has some already; nil when all is well.
  /// Files are numbered as they were given.
  public static func fault(in files: [[UInt8]], besides earlier: Int = 0) -> String? {
    if files.count + earlier > most {
      return "Een melding kan hoogstens \(most) bijlagen hebben; dit zijn er \(files.count + earlier)."
    }
    for (index, file) in files.enumerated() {
      if file.count > longest { return "Bijlage \(index + 1) is groter dan 10 MB. Maak haar kleiner." }
      if Enclosure(file) == nil {
        return "Bijlage \(index + 1) is geen hele afbeelding (PNG, JPEG, GIF, WebP) of PDF. Kies een ander bestand."
      }
    }
    return nil
  }
}

/// The bytes of a file, read by its format; every read is within bounds.
private struct FileBytes {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private func has(_ signature: some Collection<UInt8>, at offset: Int = 0) -> Bool {
    offset >= 0 && bytes.count - offset >= signature.count
      && bytes[offset..<offset + signature.count].elementsEqual(signature)
  }

  private func has(_ text: String, at offset: Int = 0) -> Bool { has(Array(text.utf8), at: offset) }

  private func number(at offset: Int, _ count: Int, littleEndian: Bool = false) -> Int? {
    guard offset >= 0, bytes.count - offset >= count else { return nil }
    let part = bytes[offset..<offset + count]
    return (littleEndian ? Array(part.reversed()) : Array(part)).reduce(0) { $0 << 8 | Int($1) }
  }

  /// A signature, a header with a size, and chunks that join on until the end (ISO/IEC 15948).
  var isPNG: Bool {
    guard has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), has("IHDR", at: 12), number(at: 8, 4) == 13,
      let width = number(at: 16, 4), let height = number(at: 20, 4), width > 0, height > 0
    else { return false }
    var at = 8
    while let length = number(at: at, 4), length <= bytes.count {
      if has("IEND", at: at + 4) { return at + 12 + length == bytes.count }
      at += 12 + length
    }
    return false
  }

  /// Segments that join on until the picture itself, a frame with a size among them, and an end after it (ITU T.81).
  var isJPEG: Bool {
    guard has([0xFF, 0xD8, 0xFF]) else { return false }
    var at = 2
    var hasFrame = false
    while has([0xFF], at: at), let marker = number(at: at + 1, 1), let length = number(at: at + 2, 2), length >= 2 {
      let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
      if isFrame {
        guard let height = number(at: at + 5, 2), let width = number(at: at + 7, 2), width > 0, height > 0 else {
          return false
        }
        hasFrame = true
      }
      at += 2 + length
      guard marker == 0xDA else { continue }
      // Cameras may put more after the end; what counts is that there is one.
      return hasFrame && bytes.indices.dropFirst(at).contains { has([0xFF, 0xD9], at: $0) }
    }
    return false
  }

  /// A signature, a size, and blocks that join on until the trailer (GIF89a).
  var isGIF: Bool {
    guard has("GIF87a") || has("GIF89a"), let width = number(at: 6, 2, littleEndian: true),
      let height = number(at: 8, 2, littleEndian: true), width > 0, height > 0, let flags = number(at: 10, 1)
    else { return false }
    var at = 13 + Self.colours(flags)
    while let kind = number(at: at, 1) {
      switch kind {
      case 0x3B: return at == bytes.count - 1
      case 0x21: at += 2
      case 0x2C:
        guard let flags = number(at: at + 9, 1) else { return false }
        at += 11 + Self.colours(flags)
      default: return false
      }
      while let length = number(at: at, 1), length > 0 { at += 1 + length }
      at += 1
    }
    return false
  }

  /// The bytes of a table of colours.
  private static func colours(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << ((flags & 7) + 1) }

  /// A container of the length that it says, which begins with a picture (RFC 9649).
  var isWebP: Bool {
    guard has("RIFF"), has("WEBP", at: 8), has("VP8 ", at: 12) || has("VP8L", at: 12) || has("VP8X", at: 12),
      let length = number(at: 4, 4, littleEndian: true), let first = number(at: 16, 4, littleEndian: true)
    else { return false }
    return length + 8 == bytes.count && first > 0 && 20 + first <= bytes.count
  }

  /// A header, an end, and before it where the cross-references are, which is a table or a stream (ISO 32000).
  var isPDF: Bool {
    guard has("%PDF-1.") || has("%PDF-2.") else { return false }
    let tail = max(0, bytes.count - 1024)
    let end = String(decoding: bytes[tail...], as: UTF8.self)
    guard let start = end.ranges(of: "startxref").last, end[start.upperBound...].contains("%%EOF")
    else { return false }
    let digits = end[start.upperBound...].drop { $0.isWhitespace }.prefix { $0.isNumber }
    guard let at = Int(digits), at < bytes.count else { return false }
    return has("xref", at: at) || number(at: at, 1).map { (0x30...0x39).contains($0) } ?? false
  }
}
