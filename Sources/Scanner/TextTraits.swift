/// What one pass over a text's bytes tells about the work it needs. Over-eager: a set trait may turn out to need
/// nothing; a trait that is not set is certain.
struct TextTraits: Sendable {
  /// Bytes above ASCII.
  private(set) var hasNonASCII = false
  /// A leet sign beside a letter, three equal letters in a row, three letters standing alone, or a mask inside a word.
  private(set) var mayFold = false

  private static let high: UInt64 = 0x8080_8080_8080_8080
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// Reads `count` bytes from `base`, eight at a time. Bytes above ASCII count as letters.
  init(_ base: UnsafePointer<UInt8>, count: Int) {
    var (above, found, alone): (UInt64, UInt64, Int) = (0, 0, 0)
    var (letters, lowered, repeats): (UInt64, UInt64, UInt64) = (0, 0, 0)
    var place = 0
    // The last word is padded with NUL, so that the last letters see an end too.
    while place <= count {
      let word = TextTraits.word(base, place, count)
      above |= word & TextTraits.high
      let plain = word & ~TextTraits.high
      let low = plain | TextTraits.ones &* 0x20
      let now = TextTraits.within(low, 0x61, 0x7A) | (word & TextTraits.high)
      let signs =
        TextTraits.within(plain, 0x21, 0x2B) | TextTraits.within(plain, 0x30, 0x40)
        | TextTraits.within(plain, 0x7C, 0x7C)
      if signs != 0 && TextTraits.hasSign(base, place, count, signs) { mayFold = true }
      let same = TextTraits.zeros(low ^ (low << 8 | lowered >> 56))
      found |= same & (same << 8 | repeats >> 56) & now
      // The byte before the current one, with its neighbours on both sides.
      alone += ((now << 8 | letters >> 56) & ~(now << 16 | letters >> 48) & ~now & TextTraits.high).nonzeroBitCount
      (letters, lowered, repeats) = (now, low, same)
      place += 8
    }
    hasNonASCII = above != 0
    if found != 0 || alone >= 3 { mayFold = true }
  }

  @inline(__always)
  private static func word(_ base: UnsafePointer<UInt8>, _ place: Int, _ count: Int) -> UInt64 {
    if place + 8 <= count { return UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self).littleEndian }
    var word: UInt64 = 0
    var shift: UInt64 = 0
    for index in place..<count {
      word |= UInt64(base[index]) << shift
      shift += 8
    }
    return word
  }

  /// The high bit of each ASCII byte from `first` to `last`.
  @inline(__always)
  private static func within(_ word: UInt64, _ first: UInt64, _ last: UInt64) -> UInt64 {
    (word &+ ones &* (0x80 - first)) & ~(word &+ ones &* (0x7F - last)) & high
  }

  /// The high bit of each byte that is zero.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    ~(((word & ~high) &+ ~high) | word | ~high)
  }

  /// Whether one of the marked bytes is a leet sign beside a letter or a mask after one.
  private static func hasSign(_ base: UnsafePointer<UInt8>, _ place: Int, _ count: Int, _ marked: UInt64) -> Bool {
    var marked = marked
    while marked != 0 {
      let index = place + marked.trailingZeroBitCount / 8
      marked &= marked &- 1
      guard index < count else { return false }
      let before = index > 0 && isLetter(base[index - 1])
      let after = index + 1 < count && isLetter(base[index + 1])
      switch base[index] {
      case 0x30...0x39, 0x40, 0x24: if before || after { return true }
      case 0x21, 0x2B, 0x7C: if before && after { return true }
      case 0x2A, 0x23, 0x25: if before { return true }
      default: break
      }
    }
    return false
  }

  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }
}
