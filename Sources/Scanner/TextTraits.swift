import CBlocks

/// What one pass over a text's bytes tells about the work it needs. Over-eager: a set trait may turn out to need
/// nothing; a trait that is not set is certain.
struct TextTraits: Sendable {
  /// Bytes above ASCII.
  let hasNonASCII: Bool
  /// A leet sign or mask beside a letter, three equal letters in a row, or three letters standing alone. Bytes above ASCII
  /// count as letters.
  let mayFold: Bool
  /// Three equal letters in a row, and nothing else that may fold.
  let isOnlyStretched: Bool
  /// A quotation mark, or a sign above ASCII that may be one.
  let mayQuote: Bool

  /// Reads `count` bytes from `base`; no letter stands right before them, and sixteen bytes on both sides can be read.
  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, count: Int) {
    let traits = blocks_traits(base, count)
    func has(_ bits: Int) -> Bool { traits & Int32(bits) != 0 }
    hasNonASCII = has(BLOCKS_ABOVE_ASCII)
    mayFold = has(BLOCKS_SIGN | BLOCKS_STRETCHED | BLOCKS_ALONE)
    isOnlyStretched = has(BLOCKS_STRETCHED) && !has(BLOCKS_SIGN | BLOCKS_ALONE)
    mayQuote = has(BLOCKS_QUOTE | BLOCKS_ABOVE_ASCII)
  }
}
