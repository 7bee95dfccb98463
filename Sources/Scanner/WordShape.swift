/// A pattern that says no more than a word and its boundaries (`\b(?:ge)?stem\w*\b`), so that a candidate in ASCII
/// text can be confirmed by looking at the bytes beside it, without PCRE2.
struct WordShape: Sendable {
  private var literalCount = 0
  private var needsStart = false
  private var hasOpenEnd = false
  private var needsEnd = false
  /// Optional beginnings, eight letters at most, lowest byte last; kept flat so that confirming touches no memory
  /// but the text.
  private var prefixes = SIMD4<UInt64>()
  private var prefixCounts = SIMD4<UInt8>()

  /// The shape of a pattern, or nil when it says more.
  init?(_ syntax: PatternSyntax) {
    guard case .sequence(let parts) = syntax else { return nil }
    var rest = parts[...]
    if case .assertion(.wordBoundary)? = rest.first {
      needsStart = true
      rest = rest.dropFirst()
    }
    if case .repetition(let part, 0, 1)? = rest.first, needsStart, let texts = WordShape.texts(part) {
      guard texts.count <= 4, texts.allSatisfy({ $0.count <= 8 }) else { return nil }
      for (index, text) in texts.sorted(by: { $0.count > $1.count }).enumerated() {
        prefixes[index] = text.reduce(0) { $0 << 8 | UInt64($1) }
        prefixCounts[index] = UInt8(text.count)
      }
      rest = rest.dropFirst()
    }
    var literal: [UInt8] = []
    while case .literal(let scalar)? = rest.first, scalar < 0x80 {
      literal.append(UInt8(UnicodeTables.simpleCase(scalar)))
      rest = rest.dropFirst()
    }
    // Longer ones are found by a part of them, which would not tell where the word ends.
    guard let first = literal.first, let last = literal.last, isWordByte(first), isWordByte(last), literal.count >= 2,
      literal.count <= 16
    else { return nil }
    // With "ge" before "gek", "gegek" could be read in two ways.
    for index in 0..<4 where prefixCounts[index] > 0 {
      let count = Int(prefixCounts[index])
      let prefix = (0..<count).map { UInt8(truncatingIfNeeded: prefixes[index] >> UInt64(8 * (count - 1 - $0))) }
      guard !(prefix + literal).starts(with: literal) else { return nil }
    }
    // What is looked for is cut when it is long, and would not tell where the word ends either.
    guard literal.count + Int(prefixCounts.max()) < 24 else { return nil }
    literalCount = literal.count
    if case .repetition(.set(_, "\\w"), 0, nil)? = rest.first {
      hasOpenEnd = true
      rest = rest.dropFirst()
    }
    if case .assertion(.wordBoundary)? = rest.first {
      needsEnd = true
      rest = rest.dropFirst()
    }
    guard rest.isEmpty else { return nil }
  }

  /// The match of the pattern whose literal ends at `end` in ASCII text, or nil. The literal itself is already found.
  @inline(__always)
  func match(in text: UnsafeBufferPointer<UInt8>, literalEnd end: Int) -> Range<Int>? {
    var start = end - literalCount
    guard start >= 0 else { return nil }
    if needsStart && start > 0 && isWordByte(text[start - 1]) {
      guard let length = prefixLength(before: start, in: text) else { return nil }
      start -= length
    }
    var stop = end
    if hasOpenEnd {
      while stop < text.count, isWordByte(text[stop]) { stop += 1 }
    } else if needsEnd && stop < text.count && isWordByte(text[stop]) {
      return nil
    }
    return start..<stop
  }

  private func prefixLength(before place: Int, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    for index in 0..<4 {
      let length = Int(prefixCounts[index])
      let start = place - length
      guard length > 0 else { return nil }
      guard start >= 0, start == 0 || !isWordByte(text[start - 1]) else { continue }
      var value: UInt64 = 0
      for offset in start..<place { value = value << 8 | UInt64(text[offset] | 0x20) }
      if value == prefixes[index] { return length }
    }
    return nil
  }

  private static func texts(_ node: PatternSyntax) -> [[UInt8]]? {
    switch node {
    case .literal(let scalar):
      guard scalar < 0x80, case let byte = UInt8(UnicodeTables.simpleCase(scalar)), byte >= 0x61, byte <= 0x7A else {
        return nil
      }
      return [[byte]]
    case .sequence(let parts):
      var whole: [UInt8] = []
      for part in parts {
        guard let text = texts(part), text.count == 1 else { return nil }
        whole += text[0]
      }
      return [whole]
    case .alternation(let branches):
      var all: [[UInt8]] = []
      for branch in branches {
        guard let text = texts(branch) else { return nil }
        all += text
      }
      return all
    default: return nil
    }
  }
}

/// Whether a byte is an ASCII letter.
@inline(__always)
func isLetterByte(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

/// Whether an ASCII byte is a word character to PCRE2.
@inline(__always)
func isWordByte(_ byte: UInt8) -> Bool {
  isLetterByte(byte) || (byte >= 0x30 && byte <= 0x39) || byte == 0x5F
}
