import Conduct

/// A pattern for both views: as written for the original, with its accents and look-alikes folded for the folded one.
struct PatternPair: Sendable {
  let original: Pattern
  let folded: Pattern

  init(_ source: String) {
    original = Pattern(source)
    let plain = PatternPair.fold(source)
    folded = plain == source ? original : Pattern(plain)
  }

  /// Whether the views are matched by different patterns.
  var differs: Bool { original !== folded }

  func `for`(_ view: Signal.View) -> Pattern { view == .original ? original : folded }

  /// The pattern's letters folded as texts are; syntax is ASCII and stays as it is.
  static func fold(_ source: String) -> String {
    var source = source
    guard source.withUTF8({ $0.asciiEnd(from: 0) < $0.count }) else { return source }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.utf8.count)
    // All patterns are folded at every start, so what is ASCII goes in one piece.
    source.withUTF8 { given in
      var place = 0
      while place < given.count {
        let end = given.asciiEnd(from: place)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: given[place..<end]))
        place = end
        guard place < given.count else { break }
        let count = given[place] < 0xE0 ? 2 : given[place] < 0xF0 ? 3 : 4
        let scalar = String(decoding: given[place..<(place + count)], as: UTF8.self).unicodeScalars.first
        if let scalar { appendFolded(scalar.value, to: &bytes) }
        place += count
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func appendFolded(_ scalar: UInt32, to bytes: inout [UInt8]) {
    let fold = UnicodeTables.fold(scalar)
    guard fold.isPresent, !fold.isScalar, fold.value != 0 else {
      appendUTF8(scalar, to: &bytes)
      return
    }
    fold.forEachByte { byte in
      // "…" is three full stops, not any three scalars.
      if !isWordByte(byte) { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
  }
}
