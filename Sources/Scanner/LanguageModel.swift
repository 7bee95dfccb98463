/// Tells Dutch from other languages by the letters of the words: each three letters speak for the one or the other.
enum LanguageModel {
  /// A shorter text says too little.
  private static let leastWords = 9
  /// Of so few words that are no names nothing can be said either.
  private static let leastJudged = 6
  /// What one word may say for another language, and for Dutch: a few Dutch words show that there is Dutch in it.
  private static let bounds = -20...32
  /// What the words of a foreign text say on average, at most.
  private static let foreign = -2

  /// So much of a text says enough.
  private static let mostBytes = 2048

  /// Whether a text, but for its names, quotations and addresses, is written in another language. A song, which repeats
  /// itself, is not, nor a list of words.
  static func isForeign(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = text.count > mostBytes ? UTF8Check.cut(text, near: mostBytes) : text.count
    var words = WordReader(UnsafeBufferPointer(rebasing: text[..<end]))
    var (all, judged, sum) = (0, 0, 0)
    var different: Set<UInt64> = []
    while let word = words.next() {
      if !word.isTail { all += 1 }
      guard !word.isName, word.letters > 1 else { continue }
      judged += 1
      sum += min(max(word.score, bounds.lowerBound), bounds.upperBound)
      different.insert(word.hash.value)
    }
    guard all >= leastWords, judged >= leastJudged, judged * 2 >= all, sum < foreign * judged else { return false }
    return different.count * 4 >= judged * 3 && words.commas * 2 < all
  }

  /// How much more a letter speaks for Dutch than for another language after two others; 0 is the edge of a word.
  @inline(__always)
  fileprivate static func score(_ first: Int, _ second: Int, _ third: Int) -> Int {
    Int(data.utf8Start[(first * 28 + second) * 28 + third]) - 67
  }

  /// The plain letters of what Dutch writes with accents, from U+00C0 and again from U+00E0; `{` is for other letters.
  private static let latin1: StaticString = "aaa{a{{ceeeeiiii{{ooo{o {uuuuy{{"

  /// 1 to 26 for the letters, 27 for those that Dutch does not write, 0 for what is no letter.
  fileprivate static func letter(_ scalar: UInt32) -> Int {
    if scalar < 0x80 { return (0x61...0x7A).contains(scalar | 0x20) ? Int(scalar | 0x20) - 0x60 : 0 }
    if (0xC0..<0xFF).contains(scalar) { return max(0, Int(latin1.utf8Start[Int(scalar & 0x1F)]) - 0x60) }
    return Unicode.Scalar(scalar)?.properties.isAlphabetic == true ? 27 : 0
  }

  fileprivate static func isCapital(_ scalar: UInt32) -> Bool {
    scalar < 0x80
      ? (0x41...0x5A).contains(scalar) : Unicode.Scalar(scalar)?.properties.isUppercase == true
  }
}

/// Reads the words of a text one by one, without quotations and addresses.
private struct WordReader {
  struct Word {
    var letters = 0
    var score = 0
    var hash = WordHash()
    /// Whether it has a capital that no start of a sentence explains.
    var isName = false
    /// Whether it goes on after an apostrophe.
    var isTail = false
  }

  private let text: UnsafeBufferPointer<UInt8>
  private var place = 0
  /// The sign before `place`, and the one before that.
  private var previous: UInt32 = 0x20
  private var earlier: UInt32 = 0x20
  private var startsSentence = true
  private(set) var commas = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  mutating func next() -> Word? {
    while place < text.count {
      if previous <= 0x20, isAddress { place = tokenEnd }
      let start = place
      guard let scalar = take() else { return nil }
      if LanguageModel.letter(scalar) != 0 {
        place = start
        return word()
      }
      if let mark = Surroundings.opened(scalar, previous: earlier, next: place < text.count ? text[place] : 0x20) {
        skipQuotation(mark)
      }
      if scalar == 0x2C { commas += 1 }
      switch scalar {
      case 0x0A, 0x21, 0x2E, 0x3A, 0x3F, 0x2026: startsSentence = true
      default: break
      }
    }
    return nil
  }

  /// The sign at `place`, which moves on.
  private mutating func take() -> UInt32? {
    guard place < text.count else { return nil }
    earlier = previous
    previous = nextScalar(text, &place)
    return previous
  }

  private mutating func word() -> Word {
    var word = Word()
    word.isTail = (earlier == 0x27 || earlier == 0x2019) && !startsSentence
    var (first, second) = (0, 0)
    var (capitals, isCapital) = (0, false)
    while place < text.count {
      let start = place
      let scalar = nextScalar(text, &place)
      let letter = LanguageModel.letter(scalar)
      guard letter != 0 else {
        place = start
        break
      }
      if LanguageModel.isCapital(scalar) {
        capitals += 1
        if word.letters == 0 { isCapital = true }
      }
      word.letters += 1
      word.score += LanguageModel.score(first, second, letter)
      word.hash.add(UInt8(letter))
      (first, second, previous) = (second, letter, scalar)
    }
    word.score += LanguageModel.score(first, second, 0)
    word.isName = isCapital && capitals < max(word.letters, 2) && !startsSentence
    startsSentence = false
    return word
  }

  /// Passes over a quotation, when it ends on the same line.
  private mutating func skipQuotation(_ mark: UInt32) {
    var index = place
    var before = previous
    while index < text.count, text[index] != 0x0A {
      let scalar = nextScalar(text, &index)
      let next = index < text.count ? text[index] : 0x20
      if Surroundings.closed(scalar, mark, previous: before, next: next) != nil {
        (place, previous) = (index, scalar)
        return
      }
      before = scalar
    }
  }

  private var tokenEnd: Int { text[place...].firstIndex { $0 <= 0x20 } ?? text.count }

  /// Whether what stands here up to the next space is an address of mail or the web.
  private var isAddress: Bool {
    let token = text[place..<tokenEnd]
    for index in token.indices where index > token.startIndex && index + 1 < token.endIndex {
      let byte = token[index]
      if byte == 0x40 || (byte == 0x2F && token[index + 1] == 0x2F) { return true }
      if byte == 0x2E, isLetterByte(token[index - 1]), isLetterByte(token[index + 1]) { return true }
    }
    return false
  }
}
