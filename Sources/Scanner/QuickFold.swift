/// The folded reading of texts in which only accents and case differ from plain letters, without places or marks: the
/// path that ordinary Dutch takes. What it makes equals the first reading of `Folder`, or it declines.
enum QuickFold {
  /// What became of a text.
  enum Outcome {
    /// Folding changes nothing but case.
    case same
    /// The reading was appended.
    case folded
    /// The same, and all that differs is letters with accents, in place of which plain letters stand.
    case accents
    /// Confusables, marks or invisible signs: `Normaliser` must look.
    case declined
  }

  /// Unpacks the tables now, instead of at the first text above ASCII.
  static func prepare() { _ = latin1.count }

  /// Appends the folded reading of valid UTF-8 with scalars above ASCII; ASCII keeps its case, since texts are matched
  /// caselessly.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout ByteBuffer) -> Outcome {
    let start = bytes.count
    var place = 0
    var didChange = false
    var isOnlyAccents = true
    var previous: UInt32 = 0
    while place < text.count {
      let plain = text.asciiEnd(from: place)
      if plain > place {
        previous = 0
        bytes.append(UnsafeBufferPointer(rebasing: text[place..<plain]))
        place = plain
        continue
      }
      let from = place
      let scalar = nextScalar(text, &place)
      if isJoint(scalar), standsInWord(from, place, text) { return decline(&bytes, start) }
      let fold = scalar < 0x100 ? latin1[Int(scalar - 0x80)] : UnicodeTables.fold(scalar)
      if !fold.isPresent || (Folder.isSign(scalar) && !standsInWord(from, place, text)) {
        guard scalar < 0x300 || isStable(scalar), UnicodeTables.simpleCase(scalar) == scalar else {
          return decline(&bytes, start)
        }
        bytes.append(UnsafeBufferPointer(rebasing: text[from..<place]))
        if scalar >= 0x300, !isStable(scalar) { isOnlyAccents = false }
      } else if fold.kind == .ordinary, !fold.isScalar, scalar < 0x300 || isStable(scalar) {
        didChange = true
        // Words stay words, and places in the reading lie no later than in the text.
        if !hasAccent(scalar) || fold.byteCount > place - from { isOnlyAccents = false }
        bytes.reserve(4)
        fold.forEachByte { byte in
          bytes.append(byte)
          if !isLetterByte(byte) { isOnlyAccents = false }
        }
      } else if (scalar == 0xFE0F || scalar == 0x200D) && previous >= 0x2000 {
        // Part of an emoji, which is no letter, so nothing is hidden inside a word.
        didChange = true
        isOnlyAccents = false
      } else {
        return decline(&bytes, start)
      }
      previous = scalar
    }
    if !didChange {
      bytes.truncate(to: start)
      return .same
    }
    return isOnlyAccents ? .accents : .folded
  }

  /// Latin letters with an accent, and a few more that stand for plain ones.
  static func hasAccent(_ scalar: UInt32) -> Bool {
    scalar >= 0xC0 && scalar < 0x250 && scalar != 0xD7 && scalar != 0xF7
  }

  /// A literal as it stands in a reading in which accents are plain letters; nil when it has none.
  static func withoutAccents(_ scalars: [UInt32]) -> [UInt32]? {
    guard scalars.contains(where: hasAccent) else { return nil }
    var plain: [UInt32] = []
    for scalar in scalars {
      let fold = UnicodeTables.fold(scalar)
      if hasAccent(scalar), fold.isPresent, !fold.isScalar {
        fold.forEachByte { plain.append(UInt32($0)) }
      } else {
        plain.append(scalar)
      }
    }
    return plain
  }

  /// Appends the reading of ASCII text in which stretched letters stand once, or twice; false, and nothing appended, when
  /// a word has more than one stretched letter and so more than two readings.
  static func appendSqueezed(
    _ text: UnsafeBufferPointer<UInt8>, doubling: Bool, to bytes: inout ByteBuffer
  ) -> Bool {
    let start = bytes.count
    bytes.reserve(text.count)
    var copied = 0
    var place = 2
    var hasStretched = false
    while place < text.count {
      let byte = text[place] | 0x20
      if byte < 0x61 || byte > 0x7A {
        hasStretched = false
        place += 1
        continue
      }
      guard text[place - 1] | 0x20 == byte, text[place - 2] | 0x20 == byte else {
        place += 1
        continue
      }
      if hasStretched {
        bytes.truncate(to: start)
        return false
      }
      hasStretched = true
      bytes.append(UnsafeBufferPointer(rebasing: text[copied..<(doubling ? place : place - 1)]))
      while place < text.count, text[place] | 0x20 == byte { place += 1 }
      copied = place
    }
    bytes.append(UnsafeBufferPointer(rebasing: text[copied...]))
    return true
  }

  /// The scalars of the text as given that a range of bytes of its quick reading stands for.
  static func origin(of range: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    var (place, scalars, made) = (0, 0, 0)
    var start = 0
    while place < text.count {
      let from = place
      let scalar = nextScalar(text, &place)
      var length = place - from
      if scalar >= 0x80 {
        let fold = UnicodeTables.fold(scalar)
        if fold.isPresent, !(Folder.isSign(scalar) && !standsInWord(from, place, text)) {
          length = fold.kind == .ordinary ? fold.byteCount : 0
        }
      }
      if made <= range.lowerBound { start = scalars }
      made += length
      scalars += 1
      if made >= range.upperBound { break }
    }
    return start..<max(start, scalars)
  }

  /// Bytes above ASCII count as letters here: then `Folder` looks closer.
  private static func standsInWord(_ from: Int, _ end: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    func isLetterAt(_ place: Int) -> Bool {
      place >= 0 && place < text.count
        && (text[place] >= 0x80 || isLetterByte(text[place]))
    }
    return isLetterAt(from - 1) || isLetterAt(end)
  }

  /// Masks and separators above ASCII, which beside a letter may be part of a word: "k•t", "k–u–t".
  private static func isJoint(_ scalar: UInt32) -> Bool {
    LeetTable.isMask(scalar) || LeetTable.isSeparator(scalar)
  }

  private static func decline(_ bytes: inout ByteBuffer, _ start: Int) -> Outcome {
    bytes.truncate(to: start)
    return .declined
  }

  /// Punctuation, currency and emoji: never part of a composition.
  static func isStable(_ scalar: UInt32) -> Bool {
    (scalar >= 0x2002 && scalar <= 0x20BF) || (scalar >= 0x2500 && scalar <= 0x2BFF && scalar != 0x2ADC)
      || scalar == 0xFE0F || (scalar >= 0x1F300 && scalar < 0x20000)
  }

  private static let latin1: [UnicodeTables.Fold] = (0x80...0xFF).map { UnicodeTables.fold($0) }
}
