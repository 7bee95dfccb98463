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
  /// The long ones among them.
  let long: NearWords

  init(dictionary: Fingerprints, proper: Fingerprints, listed: Fingerprints, names: Fingerprints, long: NearWords) {
    self.dictionary = dictionary
    self.proper = proper
    self.listed = listed
    self.names = names
    self.long = long
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
    return long.nearest(to: word).map { Array($0) } ?? swapped(word)
  }

  /// In a short word only two letters that changed places are undone, the first letter not among them.
  private func swapped(_ word: [UInt8]) -> [UInt8]? {
    guard word.count >= 4, word.count < Speller.leastLength else { return nil }
    var other = word
    for place in 1..<(word.count - 1) where word[place] != word[place + 1] {
      other.swapAt(place, place + 1)
      if isListed(other) { return other }
      other.swapAt(place, place + 1)
    }
    return nil
  }

  /// Two words of rules that were written as one.
  func split(_ word: [UInt8]) -> [UInt8]? {
    guard word.count >= 5 else { return nil }
    var head = WordHash()
    for (place, letter) in word.enumerated().dropLast(2) {
      head.add(letter)
      if place >= 1, listed.contains(head.value), isListed(word[(place + 1)...]) {
        return word[...place] + [0x20] + word[(place + 1)...]
      }
    }
    return nil
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
