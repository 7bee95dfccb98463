/// What one pass over a text's bytes tells about the work it needs. Over-eager: a set trait may turn out to need
/// nothing; a trait that is not set is certain.
struct TextTraits: Sendable {
  /// Bytes above ASCII.
  var hasNonASCII = false
  /// A leet sign beside a letter, three equal letters in a row, three letters standing alone, or a mask inside a word.
  var mayFold = false

  /// Reads `count` bytes from `base`.
  init(_ base: UnsafePointer<UInt8>, count: Int) {
    var high: UInt64 = 0
    var fold = SIMD16<UInt8>()
    var alone = 0
    var place = 0
    // Letters before and after the block are needed, so the block starts one byte in and ends one byte early.
    while place + 18 <= count {
      let raw = UnsafeRawPointer(base + place)
      let a = raw.loadUnaligned(as: SIMD16<UInt8>.self)
      let b = raw.loadUnaligned(fromByteOffset: 1, as: SIMD16<UInt8>.self)
      let c = raw.loadUnaligned(fromByteOffset: 2, as: SIMD16<UInt8>.self)
      high |= TextTraits.highBits(a) | TextTraits.highBits(c)
      let letterA = TextTraits.letters(a)
      let letterB = TextTraits.letters(b)
      let letterC = TextTraits.letters(c)
      fold |= TextTraits.findings(a, b, c, letterA, letterB, letterC)
      let single = letterB & ~letterA & ~letterC
      alone += Int((single & 1).wrappedSum())
      place += 16
    }
    hasNonASCII = high != 0
    mayFold = fold != SIMD16<UInt8>()
    // The rest, one byte at a time, with virtual non-letters beyond both ends.
    if count > 0 {
      finish(base, count: count, from: place, alone: &alone)
    }
    if alone >= 3 { mayFold = true }
  }

  private mutating func finish(_ base: UnsafePointer<UInt8>, count: Int, from place: Int, alone: inout Int) {
    // Blocks looked at the middle bytes place+1 ... ; the very first byte has no block.
    if place > 0 { note(before: 0x20, base[0], after: base[1], twoAfter: base[2], alone: &alone) }
    var before: UInt8 = place > 0 ? base[place] : 0x20
    if place > 0, place >= count { return }
    for index in (place > 0 ? place + 1 : 0)..<max(count, place > 0 ? place + 1 : 0) {
      let after: UInt8 = index + 1 < count ? base[index + 1] : 0x20
      let twoAfter: UInt8 = index + 2 < count ? base[index + 2] : 0x20
      note(before: before, base[index], after: after, twoAfter: twoAfter, alone: &alone)
      before = base[index]
    }
  }

  private mutating func note(before: UInt8, _ byte: UInt8, after: UInt8, twoAfter: UInt8, alone: inout Int) {
    if byte >= 0x80 { hasNonASCII = true }
    let a = SIMD16<UInt8>(repeating: before)
    let b = SIMD16<UInt8>(repeating: byte)
    let c = SIMD16<UInt8>(repeating: after)
    let (letterA, letterB, letterC) = (TextTraits.letters(a), TextTraits.letters(b), TextTraits.letters(c))
    if TextTraits.findings(a, b, c, letterA, letterB, letterC) != SIMD16<UInt8>() { mayFold = true }
    if (letterB & ~letterA & ~letterC)[0] != 0 { alone += 1 }
    _ = twoAfter
  }

  @inline(__always)
  private static func highBits(_ v: SIMD16<UInt8>) -> UInt64 {
    let halves = unsafeBitCast(v, to: SIMD2<UInt64>.self)
    return (halves[0] | halves[1]) & 0x8080_8080_8080_8080
  }

  /// 0xFF where a byte is an ASCII letter or part of a scalar above ASCII.
  @inline(__always)
  private static func letters(_ v: SIMD16<UInt8>) -> SIMD16<UInt8> {
    let offset = (v | 0x20) &- 0x61
    return mask(offset .< 26) | mask(v .>= 0x80)
  }

  @inline(__always)
  private static func mask(_ m: SIMDMask<SIMD16<Int8>>) -> SIMD16<UInt8> {
    unsafeBitCast(m, to: SIMD16<UInt8>.self)
  }

  /// 0xFF where the middle byte is a leet sign beside a letter, a mask after a letter, or the second of three equal
  /// letters.
  @inline(__always)
  private static func findings(
    _ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>, _ c: SIMD16<UInt8>,
    _ letterA: SIMD16<UInt8>, _ letterB: SIMD16<UInt8>, _ letterC: SIMD16<UInt8>
  ) -> SIMD16<UInt8> {
    let lowA = a | 0x20
    let stretched = letterB & mask(lowA .== (b | 0x20)) & mask(lowA .== (c | 0x20))
    // 0 1 3 4 5 7 8 are the digits of the leet table; 2, 6 and 9 in 0-9 cost a look and change nothing.
    let digit = mask((b &- 0x30) .< 10) | mask(b .== 0x40) | mask(b .== 0x24)
    let inner = mask(b .== 0x21) | mask(b .== 0x2B) | mask(b .== 0x7C)
    let masks = mask(b .== 0x2A) | mask(b .== 0x23) | mask(b .== 0x25)
    return stretched | (digit & (letterA | letterC)) | (inner & letterA & letterC) | (masks & letterA)
  }
}
