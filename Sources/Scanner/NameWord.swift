/// One word of a text as names are compared: its letters, without case and accents.
struct NameWord: BitwiseCopyable {
  /// How a word is written.
  enum Shape: UInt8 {
    case small
    /// Only the first letter for sure; what follows may be mixed.
    case capital
    /// Two letters or more, and only capitals.
    case capitals
  }

  /// Where it starts and ends, in bytes.
  var start: Int32
  var end: Int32
  var hash: UInt64
  /// The hash without its last letter when that is an s, which may be a possessive's; else nought.
  var stem: UInt64
  /// The first two letters and the last two, lowest byte last.
  var first: UInt32
  var last: UInt32
  var count: Int32
  var shape: Shape

  /// Calls `body` for each word of a valid text in UTF-8.
  @inline(__always)
  static func forEach(in text: UnsafeBufferPointer<UInt8>, _ body: (NameWord) -> Void) {
    guard let base = text.baseAddress else { return }
    var place = 0
    while place < text.count {
      // Most words are in ASCII, and take the short way.
      let start = place
      var hash = WordHash()
      var before = hash
      var bits: UInt8 = 0
      while place < text.count, (base[place] | 0x20) &- 0x61 < 26 {
        before = hash
        hash.add(base[place] | 0x20)
        bits |= base[place]
        place += 1
      }
      if place > start, place == text.count || base[place] < 0x80 {
        body(NameWord(base, start..<place, hash, before, hasSmall: bits & 0x20 != 0))
      } else if place < text.count, base[place] >= 0x80, place > start || startsLetter(text, place) {
        place = start
        body(NameWord(text, &place))
      } else {
        place += 1
      }
    }
  }

  /// A word in ASCII.
  @inline(__always)
  private init(
    _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ hash: WordHash, _ before: WordHash, hasSmall: Bool
  ) {
    (start, end) = (Int32(truncatingIfNeeded: range.lowerBound), Int32(truncatingIfNeeded: range.upperBound))
    count = end &- start
    self.hash = hash.value
    let ending = base + range.upperBound
    stem = ending[-1] | 0x20 == 0x73 && count > 2 ? before.value : 0
    first = UInt32(base[range.lowerBound] | 0x20)
    last = UInt32(ending[-1] | 0x20)
    if count > 1 {
      first = first << 8 | UInt32(base[range.lowerBound + 1] | 0x20)
      last |= UInt32(ending[-2] | 0x20) << 8
    }
    shape = base[range.lowerBound] & 0x20 != 0 ? .small : hasSmall || count == 1 ? .capital : .capitals
  }

  /// Reads the word that starts at a place, and moves past it.
  @inline(__always)
  init(_ text: UnsafeBufferPointer<UInt8>, _ place: inout Int) {
    start = Int32(place)
    var letters = Letters()
    var (capitals, smalls) = (0, 0)
    var startsBig = false
    while place < text.count {
      let byte = text[place]
      if byte < 0x80 {
        guard isLetterByte(byte) else { break }
        if byte & 0x20 == 0 {
          capitals += 1
          if letters.count == 0 { startsBig = true }
        } else {
          smalls += 1
        }
        letters.append(byte | 0x20)
        place += 1
        continue
      }
      var next = place
      let scalar = nextScalar(text, &next)
      let count = letters.count
      guard NameWord.fold(scalar, inWord: true, into: &letters) else { break }
      if letters.count > count {
        if UnicodeTables.simpleCase(scalar) != scalar {
          capitals += 1
          if count == 0 { startsBig = true }
        } else {
          smalls += 1
        }
      }
      place = next
    }
    end = Int32(place)
    hash = letters.hash.value
    stem = letters.last & 0xFF == 0x73 && letters.count > 2 ? letters.before.value : 0
    (first, last, count) = (letters.first, letters.last & 0xFFFF, Int32(letters.count))
    shape = !startsBig ? .small : capitals > 1 && smalls == 0 ? .capitals : .capital
  }

  /// The letters of the words of a text.
  static func letters(of text: some StringProtocol) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var text = String(text)
    text.withUTF8 { bytes in
      forEach(in: bytes) { word in
        var letters: [UInt8] = []
        word.appendLetters(of: bytes, to: &letters)
        words.append(letters)
      }
    }
    return words
  }

  /// Appends the word's letters, folded.
  func appendLetters(of text: UnsafeBufferPointer<UInt8>, to letters: inout [UInt8]) {
    var place = Int(start)
    while place < Int(end) {
      let scalar = nextScalar(text, &place)
      if scalar < 0x80 {
        letters.append(UInt8(scalar) | 0x20)
      } else {
        _ = NameWord.fold(scalar, inWord: true, into: &letters)
      }
    }
  }

  /// What gathers while a word is read.
  private struct Letters: ByteSink {
    var hash = WordHash()
    var before = WordHash()
    var first: UInt32 = 0
    var last: UInt32 = 0
    var count = 0

    @inline(__always)
    mutating func append(_ letter: UInt8) {
      before = hash
      hash.add(letter)
      if count < 2 { first = first << 8 | UInt32(letter) }
      last = last << 8 | UInt32(letter)
      count += 1
    }
  }

  private static func startsLetter(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    guard text[place] & 0xC0 != 0x80 else { return false }
    var (next, none) = (place, Letters())
    return fold(nextScalar(text, &next), inWord: false, into: &none)
  }

  /// Appends the letters that a scalar above ASCII stands for; false when it is no letter. Inside a word, marks and
  /// invisible signs are passed over. Look-alikes of other scripts stay what they are.
  private static func fold<Bytes: ByteSink>(_ scalar: UInt32, inWord: Bool, into letters: inout Bytes) -> Bool {
    let fold = UnicodeTables.fold(scalar)
    if fold.isPresent {
      switch fold.kind {
      case .combining, .invisible: return inWord
      case .ordinary where !fold.isScalar:
        var isLetters = fold.byteCount > 0
        fold.forEachByte { if !isLetterByte($0) { isLetters = false } }
        guard isLetters else { return false }
        fold.forEachByte { letters.append($0 | 0x20) }
        return true
      case .ordinary, .confusable: break
      }
    }
    guard scalar >= 0xC0, let known = Unicode.Scalar(scalar), known.properties.isAlphabetic else { return false }
    appendUTF8(UnicodeTables.simpleCase(scalar), to: &letters)
    return true
  }
}
