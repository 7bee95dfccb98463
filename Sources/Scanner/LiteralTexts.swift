/// Texts to look for, in simple case folding and UTF-8, one after another in one piece of memory.
struct LiteralTexts: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Where each ends in `bytes`.
  private(set) var ends: [UInt32] = []

  init() {}

  /// Texts as they were kept; nil when they do not fit together.
  init?(bytes: [UInt8]?, ends: [UInt32]?) {
    guard let bytes, let ends, Int(ends.last ?? 0) == bytes.count else { return nil }
    (self.bytes, self.ends) = (bytes, ends)
  }

  var count: Int { ends.count }

  subscript(number: Int) -> ArraySlice<UInt8> {
    bytes[(number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])]
  }

  mutating func append(_ text: [UInt8]) {
    bytes += text
    ends.append(UInt32(bytes.count))
  }

  /// Their lengths in bytes.
  var lengths: [UInt32] { ends.indices.map { ends[$0] - ($0 == 0 ? 0 : ends[$0 - 1]) } }
}
