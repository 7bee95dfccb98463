/// Dutch words that are names as well, and names that only a dictionary takes for words.
public struct NameWords: Sendable, Hashable {
  let words: Set<UInt64>
  let names: Set<UInt64>

  /// Takes both lists as people write them.
  public init(words: some Sequence<String> = [], names: some Sequence<String> = []) {
    func hashes(_ list: some Sequence<String>) -> Set<UInt64> {
      Set(list.flatMap { NameWord.letters(of: $0) }.map { WordHash($0).value })
    }
    self.words = hashes(words)
    self.names = hashes(names)
  }
}

/// What tells names from words: own lists first, then the dictionary.
struct Lexicon {
  let own: NameWords
  let speller: Speller?

  /// Whether a Dutch text may hold the word without meaning anybody.
  func isWord(_ hash: UInt64) -> Bool {
    own.words.contains(hash) || (speller?.isSmall(hash) == true && !own.names.contains(hash))
  }

  /// Whether the word is spelt right: a word, or a name of somebody. Without a dictionary nobody can say, so all are.
  func isKnown(_ hash: UInt64) -> Bool { own.words.contains(hash) || speller?.isKnown(hash) ?? true }
}
