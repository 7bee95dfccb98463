/// The kinds of words that a word file can inflect.
enum Inflection: String, CaseIterable {
  case noun = "+n"
  case adjective = "+a"
  case verb = "+v"

  /// The languages that have rules.
  static let languages = ["nl", "en"]

  /// All forms of a word, the word itself first; nil when the language has no such rules or the word does not fit them.
  func forms(of word: String, language: String) -> [String]? {
    switch (language, self) {
    case ("nl", .noun): DutchInflection.noun(word)
    case ("nl", .adjective): DutchInflection.adjective(word)
    case ("nl", .verb): DutchInflection.verb(word)
    case ("en", .noun): EnglishInflection.noun(word)
    case ("en", .adjective): EnglishInflection.adjective(word)
    case ("en", .verb): EnglishInflection.verb(word)
    default: nil
    }
  }
}
