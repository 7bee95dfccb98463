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

  /// Appends the folded reading of valid UTF-8 with scalars above ASCII; ASCII keeps its case, since texts are matched
  /// caselessly.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout ByteBuffer) -> Outcome {
    let start = bytes.count
    var place = 0
    var didChange = false
    while place < text.count {
      let plain = text.asciiEnd(from: place)
      if plain > place {
        bytes.append(UnsafeBufferPointer(rebasing: text[place..<plain]))
        place = plain
        continue
      }
      let from = place
      let scalar = nextScalar(text, &place)
      let fold = scalar < 0x100 ? latin1[Int(scalar - 0x80)] : UnicodeTables.fold(scalar)
      if !fold.isPresent || (Folder.isSign(scalar) && !standsInWord(from, place, text)) {
        guard scalar < 0x300 || isStable(scalar), UnicodeTables.simpleCase(scalar) == scalar else {
          return decline(&bytes, start)
        }
        bytes.append(UnsafeBufferPointer(rebasing: text[from..<place]))
      } else if fold.kind == .ordinary, !fold.isScalar, scalar < 0x300 || isStable(scalar) {
        didChange = true
        bytes.reserve(4)
        var value = fold.value
        while value != 0 {
          bytes.append(UInt8(value & 0xFF))
          value >>= 8
        }
      } else if (scalar == 0xFE0F || scalar == 0x200D) && from >= 3 && text[from - 1] >= 0x80 && text[from - 3] >= 0xE2
      {
        // Part of an emoji, which is no letter, so nothing is hidden inside a word.
        didChange = true
      } else {
        return decline(&bytes, start)
      }
    }
    if !didChange {
      bytes.truncate(to: start)
      return .same
    }
    return .folded
  }

  /// Bytes above ASCII count as letters here: then `Folder` looks closer.
  private static func standsInWord(_ from: Int, _ end: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    func isLetterAt(_ place: Int) -> Bool {
      place >= 0 && place < text.count
        && (text[place] >= 0x80 || (text[place] | 0x20 >= 0x61 && text[place] | 0x20 <= 0x7A))
    }
    return isLetterAt(from - 1) || isLetterAt(end)
  }

  private static func decline(_ bytes: inout ByteBuffer, _ start: Int) -> Outcome {
    bytes.truncate(to: start)
    return .declined
  }

  /// Punctuation, currency and emoji: never part of a composition.
  static func isStable(_ scalar: UInt32) -> Bool {
    (scalar >= 0x2000 && scalar <= 0x20BF) || (scalar >= 0x2500 && scalar <= 0x2BFF) || scalar >= 0x1F300
  }

  private static let latin1: [UnicodeTables.Fold] = (0x80...0xFF).map { UnicodeTables.fold($0) }
}
