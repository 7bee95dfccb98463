import FoundationEssentials

/// Where the right spellings of a language come from.
public struct SpellingDictionary: Sendable, Hashable {
  /// The first part of the ids of the rules that it serves.
  public var language: String
  /// A file with one word a line, in UTF-8.
  public var path: String

  /// Names a dictionary.
  public init(language: String, path: String) {
    self.language = language
    self.path = path
  }

  /// Debian's Dutch word list (package wdutch).
  public static let dutch = SpellingDictionary(language: "nl", path: "/usr/share/dict/dutch")

  /// Whether the file can be read; without it, typing errors are not undone.
  public var isInstalled: Bool { FileManager.default.isReadableFile(atPath: path) }
}

/// Reads a misspelt word as the word of a rule that was meant: swapped, missing, doubled or wrong letters within one edit,
/// and spaces that are missing or too many. What the dictionary knows is never touched.
final class Speller: Sendable {
  /// A stretch of text that should be read otherwise.
  struct Edit {
    var range: Range<Int>
    var reading: [UInt8]
    var marks: UInt8
  }

  /// Words of rules that a typing error may hide; in shorter ones an edit makes another word too easily.
  static let leastLength = 7
  /// From here on a wrong letter counts too.
  static let leastLengthForWrongLetter = 8

  /// The words of the dictionary, names among them.
  let dictionary: Fingerprints
  /// Those that it writes with a capital only.
  let proper: Fingerprints
  /// The words of the rules.
  let listed: Fingerprints
  /// Known names, word by word.
  let names: Fingerprints
  /// The long ones among them, one a line.
  let long: [UInt8]
  /// Places in `long` by the first three letters, and by the last three.
  private let byStart: Index
  private let byEnd: Index

  init(dictionary: Fingerprints, proper: Fingerprints, listed: Fingerprints, names: Fingerprints, long: [UInt8]) {
    self.dictionary = dictionary
    self.proper = proper
    self.listed = listed
    self.names = names
    self.long = long
    var words: [Range<Int32>] = []
    var start: Int32 = 0
    // Plain steps: this is done at every start.
    long.withUnsafeBufferPointer { long in
      for place in 0...long.count where place == long.count || long[place] == 0x0A {
        if Int(start) < place { words.append(start..<Int32(place)) }
        start = Int32(place) + 1
      }
    }
    byStart = Index(words, in: long) { $0.prefix(3) }
    byEnd = Index(words, in: long) { $0.suffix(3) }
  }

  /// Whether a word is spelt right.
  @inline(__always)
  func isKnown(_ hash: UInt64) -> Bool {
    dictionary.contains(hash) || listed.contains(hash) || names.contains(hash)
  }

  /// Whether the dictionary writes the word with a small letter.
  func isSmall(_ hash: UInt64) -> Bool { dictionary.contains(hash) && !proper.contains(hash) }

  /// Whether a word of a rule is spelt so.
  func isListed(_ word: some Sequence<UInt8>) -> Bool { listed.contains(WordHash(word).value) }

  /// The listed word within one edit of an unknown word, the likeliest first.
  func nearest(to word: [UInt8]) -> [UInt8]? {
    guard word.count >= Speller.leastLength - 1 else { return swapped(word) }
    var best: (word: ArraySlice<UInt8>, error: TypingError)?
    for ranges in [byStart[Index.key(word.prefix(3))], byEnd[Index.key(word.suffix(3))]] {
      for range in ranges where abs(range.count - word.count) <= 1 {
        let meant = long[range]
        guard let error = TypingError(meant, typed: word), error.rawValue < best?.error.rawValue ?? .max else {
          continue
        }
        if error == .wrong && range.count < Speller.leastLengthForWrongLetter { continue }
        best = (meant, error)
      }
    }
    return best.map { Array($0.word) } ?? swapped(word)
  }

  /// In a short word only two letters that changed places are undone, the first letter not among them.
  private func swapped(_ word: [UInt8]) -> [UInt8]? {
    guard word.count >= 4, word.count < Speller.leastLength else { return nil }
    for place in 1..<(word.count - 1) where word[place] != word[place + 1] {
      var other = word
      other.swapAt(place, place + 1)
      if isListed(other) { return other }
    }
    return nil
  }

  /// Two words of rules that were written as one.
  func split(_ word: [UInt8]) -> [UInt8]? {
    guard word.count >= 5 else { return nil }
    for place in 2...(word.count - 2) where isListed(word[..<place]) && isListed(word[place...]) {
      return word[..<place] + [0x20] + word[place...]
    }
    return nil
  }

  /// Places of words by a key of three letters.
  private struct Index: Sendable {
    private var firsts: [UInt32]
    private var places: [Range<Int32>]

    init(_ words: [Range<Int32>], in text: [UInt8], key: (Range<Int32>) -> Range<Int32>) {
      firsts = [UInt32](repeating: 0, count: 26 * 26 * 26 + 1)
      let keys = words.map { word in
        let letters = key(word)
        return Index.key(text[Int(letters.lowerBound)..<Int(letters.upperBound)])
      }
      for key in keys { firsts[key + 1] += 1 }
      for key in 1..<firsts.count { firsts[key] += firsts[key - 1] }
      places = [Range<Int32>](repeating: 0..<0, count: words.count)
      var next = firsts
      for (word, key) in zip(words, keys) {
        places[Int(next[key])] = word
        next[key] += 1
      }
    }

    subscript(key: Int) -> some Sequence<Range<Int>> {
      places[Int(firsts[key])..<Int(firsts[key + 1])].lazy.map { Int($0.lowerBound)..<Int($0.upperBound) }
    }

    static func key(_ letters: ArraySlice<UInt8>) -> Int { letters.reduce(0) { $0 * 26 + Int($1) - 0x61 } }
  }
}

/// What went wrong between the word that was meant and the word that was typed, the likelier first.
enum TypingError: Int {
  case swapped
  case missing
  case doubled
  case added
  case wrong

  /// The one error that lies between two words of small letters, or nil when there is more between them. The first letter
  /// is the one that people type right: it may change places, nothing else.
  init?(_ meant: ArraySlice<UInt8>, typed: [UInt8]) {
    let base = meant.startIndex
    var start = 0
    while start < meant.count, start < typed.count, meant[base + start] == typed[start] { start += 1 }
    var (left, right) = (meant.count, typed.count)
    while left > start, right > start, meant[base + left - 1] == typed[right - 1] {
      (left, right) = (left - 1, right - 1)
    }
    switch (left - start, right - start) {
    case (2, 2) where meant[base + start] == typed[start + 1] && meant[base + start + 1] == typed[start]:
      self = .swapped
    case (1, 0) where start > 0: self = .missing
    case (0, 1) where start > 0: self = typed[start] == typed[start - 1] ? .doubled : .added
    case (1, 1) where start > 0: self = .wrong
    default: return nil
    }
  }
}
