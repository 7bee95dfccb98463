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
    // Step by step: all patterns are folded at every start.
    for scalar in source.unicodeScalars {
      guard scalar.value >= 0x80 else {
        bytes.append(UInt8(scalar.value))
        continue
      }
      let fold = UnicodeTables.fold(scalar.value)
      if !fold.isPresent || fold.isScalar || fold.value == 0 {
        appendUTF8(scalar.value, to: &bytes)
      } else {
        fold.forEachByte { byte in
          // "…" is three full stops, not any three scalars.
          if !isWordByte(byte) { bytes.append(UInt8(ascii: "\\")) }
          bytes.append(byte)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
