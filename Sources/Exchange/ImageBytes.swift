import Foundation

/// Why a picture could not be read to its end, in Dutch.
struct ImageFault: Error {
  var reason: String

  static let ended = ImageFault(reason: "het bestand houdt op voor het einde")
  static let tooMuch = ImageFault(reason: "het bestand bestaat uit te veel delen")

  static func broken(_ part: String) -> ImageFault {
    ImageFault(reason: "\(part) klopt niet; het bestand is beschadigd")
  }
}

/// The bytes of a picture at any place, read in small blocks, so that a large file takes no more memory than a small one.
/// Nothing that a file says of itself is believed: a place outside it is a fault, and so is a file that sends its reader
/// to and fro without end.
final class ImageBytes {
  private static let blockSize = 1 << 16
  private static let mostSteps = 1_000_000

  /// The size of the file.
  let count: Int
  private let source: ImageMetadata.Read
  private var block: [UInt8]
  private var start = 0
  private var filled = 0
  private var steps = 0
  private var loaded = 0

  init(count: Int, read: @escaping ImageMetadata.Read) {
    self.count = count
    source = read
    block = [UInt8](repeating: 0, count: min(count, Self.blockSize))
  }

  /// Counts one part of the file; throws when there are more than any picture has.
  func step() throws {
    steps += 1
    if steps > Self.mostSteps { throw ImageFault.tooMuch }
  }

  /// The byte at a place.
  func byte(at place: Int) throws -> UInt8 {
    guard (0..<count).contains(place) else { throw ImageFault.ended }
    try load(place)
    return block[place - start]
  }

  /// A number of up to seven bytes, the highest byte first unless told otherwise.
  func number(at place: Int, _ width: Int, lowFirst: Bool = false) throws -> Int {
    var value = 0
    for i in 0..<width { value = value << 8 | Int(try byte(at: place + (lowFirst ? width - 1 - i : i))) }
    return value
  }

  /// Bytes, at most a few.
  func bytes(at place: Int, _ length: Int) throws -> [UInt8] { try (place..<(place + length)).map(byte(at:)) }

  /// Four or more bytes as text, each byte one character.
  func text(at place: Int, _ length: Int = 4) throws -> String {
    String(String.UnicodeScalarView(try bytes(at: place, length).map { UnicodeScalar($0) }))
  }

  /// Whether these bytes stand at a place.
  func has(_ text: StaticString, at place: Int, before end: Int? = nil) throws -> Bool {
    let length = text.utf8CodeUnitCount
    guard place >= 0, place + length <= end ?? count else { return false }
    for i in 0..<length where try byte(at: place + i) != text.utf8Start[i] { return false }
    return true
  }

  /// The first place of a byte, from a place on.
  func firstPlace(of byte: UInt8, from place: Int) throws -> Int? {
    var place = place
    while place < count {
      try load(place)
      let hit = block.withUnsafeBytes { block -> Int? in
        guard let base = block.baseAddress else { return nil }
        let offset = place - start
        return memchr(base + offset, Int32(byte), filled - offset).map { UnsafeRawPointer($0) - base }
      }
      if let hit { return start + hit }
      place = start + filled
    }
    return nil
  }

  /// Hands all bytes of a range to `body`, block by block.
  func forEachBlock(in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) throws {
    guard range.lowerBound >= 0, range.upperBound <= count else { throw ImageFault.ended }
    // The range may be in the block that is already there, and yet be asked for again and again.
    loaded += range.count
    var place = range.lowerBound
    while place < range.upperBound {
      try load(place)
      let end = min(range.upperBound, start + filled)
      block.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[(place - start)..<(end - start)])) }
      place = end
    }
  }

  private func load(_ place: Int) throws {
    if place >= start, place < start + filled { return }
    (start, filled) = (place, 0)
    let wanted = min(block.count, count - place)
    while filled < wanted {
      let more = try block.withUnsafeMutableBytes {
        try source(start + filled, UnsafeMutableRawBufferPointer(rebasing: $0[filled..<wanted]))
      }
      guard more > 0 else { throw ImageFault.ended }
      filled += more
    }
    loaded += filled
    if loaded > 4 * count + 256 * Self.blockSize { throw ImageFault.tooMuch }
  }
}

/// Looks for a word in bytes that come in pieces. Zero bytes are passed over, so that UTF-16 is read as well. The word's
/// first byte stands in it once only.
struct WordSearch {
  private let word: [UInt8]
  private var matched = 0
  private(set) var isFound = false

  init(_ word: StaticString) {
    self.word = Array(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  mutating func look(in bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes where byte != 0 && !isFound {
      matched = byte == word[matched] ? matched + 1 : byte == word[0] ? 1 : 0
      if matched == word.count {
        isFound = true
        matched = 0
      }
    }
  }
}
