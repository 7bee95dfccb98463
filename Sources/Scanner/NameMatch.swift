import Conduct

/// A name in a text, as far as it is known.
struct NameMatch: BitwiseCopyable {
  enum Form: UInt8 {
    case full
    case given
    case family
    case diminutive
    case near
  }

  private var firstWord: Int
  private var nextWord: Int
  private var firstPerson: Int
  private var nextPerson: Int
  /// Where it ends, in bytes, without a possessive s.
  let end: Int
  let form: Form
  let isWord: Bool
  /// Whether capital and surroundings say that it is a name; else only a name beside it can.
  var isSure: Bool

  init(words: Range<Int>, end: Int, people: Range<Int>, form: Form, isWord: Bool, isSure: Bool) {
    (firstWord, nextWord) = (words.lowerBound, words.upperBound)
    (firstPerson, nextPerson) = (people.lowerBound, people.upperBound)
    (self.end, self.form, self.isWord, self.isSure) = (end, form, isWord, isSure)
  }

  /// Its words, by number.
  var words: Range<Int> { firstWord..<nextWord }
  /// Whom it may mean, in the rows of the finder.
  var people: Range<Int> { firstPerson..<nextPerson }
}

extension Mention.Form {
  init(_ form: NameMatch.Form) {
    self =
      switch form {
      case .full: .full
      case .given: .given
      case .family: .family
      case .diminutive: .diminutive
      case .near: .near
      }
  }
}

/// Finds the names of a school's people in texts; keeps its memory from one to the next.
struct NameFinder: ~Copyable {
  private var words = Rows<NameWord>(capacity: 256)
  /// Words that may begin a name.
  private var candidates = Rows<Int>(capacity: 64)
  private var matches = Rows<NameMatch>(capacity: 64)
  private var people = Rows<Int32>(capacity: 256)
  private var typed: [UInt8] = []
  /// Whether every word is looked up; only to test that the table's first look misses nothing.
  var looksUpAll = false

  /// Calls `body` with each name in a text, in order of place: where it stands in bytes, and who it may be.
  mutating func find(
    _ table: NameTable, _ lexicon: Lexicon, in text: UnsafeBufferPointer<UInt8>,
    _ body: (Range<Int>, NameMatch, UnsafeBufferPointer<Int32>) -> Void
  ) {
    words.removeAll()
    candidates.removeAll()
    NameWord.forEach(in: text) { word in
      words.append(word)
      if looksUpAll || table.mayBegin(word) || (word.shape == .capital && word.count >= 4 && table.near.mayHold(word)) {
        candidates.append(words.count - 1)
      }
    }
    guard candidates.count > 0 else { return }
    matches.removeAll()
    people.removeAll()
    let matcher = NameMatcher(
      reading: NameReading(text: text, words: words.all), table: table, lexicon: lexicon)
    var free = 0
    for place in candidates.indices where candidates[place] >= free {
      if let match = matcher.match(at: candidates[place], from: free, &people, &typed) {
        matches.append(match)
        free = match.words.upperBound
      }
    }
    settle(matcher.reading)
    for match in matches.all where match.isSure {
      body(
        Int(words[match.words.lowerBound].start)..<match.end, match,
        UnsafeBufferPointer(rebasing: people.all[match.people]))
    }
  }

  /// Lets names speak for those beside them ("Roos en Daan", a list).
  private mutating func settle(_ reading: NameReading) {
    guard matches.count > 1 else { return }
    func lean(_ place: Int, on other: Int) {
      guard !matches[place].isSure, matches[other].isSure else { return }
      let (first, second) = (matches[min(place, other)], matches[max(place, other)])
      if reading.isLinked(first.words.upperBound, second.words.lowerBound) { matches[place].isSure = true }
    }
    for place in matches.indices.dropFirst() { lean(place, on: place - 1) }
    for place in matches.indices.dropLast().reversed() { lean(place, on: place + 1) }
  }
}

extension NameReading {
  /// Whether two names, the first ending before a word and the second beginning with one, stand in one list.
  fileprivate func isLinked(_ first: Int, _ second: Int) -> Bool {
    switch second - first {
    case 0: gap(before: second).isList || gap(before: second).isSpace
    case 1: NameSigns.linking.contains(words[first].hash) && follows(first) && follows(second)
    default: false
    }
  }
}
