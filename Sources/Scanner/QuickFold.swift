/// The folded reading of texts in which only accents and case differ from plain letters, without places or marks: the
/// path that ordinary Dutch takes. What it makes equals the first reading of `Folder`, or it declines.
enum QuickFold {
  /// What became of a text.
  enum Outcome {
    /// Folding changes nothing but case.
    case same
    /// The reading was appended.
    case folded
    /// Confusables, marks or invisible signs: `Normaliser` must look.
    case declined
  }

  /// Appends the folded reading of valid UTF-8 with scalars above ASCII.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout ByteBuffer) -> Outcome {
    let start = bytes.count
    bytes.reserve(text.count * 2)
    var place = 0
    var didChange = false
    var previous: UInt32 = 0
    while place < text.count {
      let byte = text[place]
      if byte < 0x80 {
        let isSpace = byte == 9 || byte == 13 || byte == 11 || byte == 12
        bytes.append(isSpace ? 0x20 : byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        previous = UInt32(byte)
        place += 1
        continue
      }
      let from = place
      let scalar = nextScalar(text, &place)
      let fold = scalar < 0x100 ? latin1[Int(scalar - 0x80)] : UnicodeTables.fold(scalar)
      if !fold.isPresent {
        guard scalar < 0x300 || isStable(scalar), UnicodeTables.simpleCase(scalar) == scalar else {
          return decline(&bytes, start)
        }
        for index in from..<place { bytes.append(text[index]) }
      } else if fold.kind == .ordinary, !fold.isScalar, scalar < 0x300 || isStable(scalar) {
        didChange = true
        var value = fold.value
        while value != 0 {
          bytes.append(UInt8(value & 0xFF))
          value >>= 8
        }
      } else if (scalar == 0xFE0F || scalar == 0x200D) && previous > 0x2000 {
        // Part of an emoji.
        didChange = true
        continue
      } else {
        return decline(&bytes, start)
      }
      previous = scalar
    }
    if !didChange {
      bytes.truncate(to: start)
      return .same
    }
    return .folded
  }

  private static func decline(_ bytes: inout ByteBuffer, _ start: Int) -> Outcome {
    bytes.truncate(to: start)
    return .declined
  }

  /// Punctuation, currency and emoji: never part of a composition.
  private static func isStable(_ scalar: UInt32) -> Bool {
    (scalar >= 0x2000 && scalar <= 0x20BF) || (scalar >= 0x2500 && scalar <= 0x2BFF) || scalar >= 0x1F300
  }

  private static let latin1: [UnicodeTables.Fold] = (0x80...0xFF).map { UnicodeTables.fold($0) }
}
