/// Forms of English words by the rules of English spelling.
enum EnglishInflection {
  /// The noun itself and its plural.
  static func noun(_ word: String) -> [String] { [word, withS(word)] }

  /// The adjective itself, its degrees and its adverb.
  static func adjective(_ word: String) -> [String] {
    let stem = beforeVowel(word)
    let adverb =
      if word.hasSuffix("le") {
        String(word.dropLast()) + "y"
      } else if endsInConsonantY(word) {
        String(word.dropLast()) + "ily"
      } else {
        word + "ly"
      }
    return [word, stem + "er", stem + "est", adverb]
  }

  /// The verb itself, -s, -ed and -ing.
  static func verb(_ word: String) -> [String] {
    let isE = word.hasSuffix("e") && !["ee", "oe", "ye"].contains(where: word.hasSuffix)
    let ing =
      if word.hasSuffix("ie") {
        String(word.dropLast(2)) + "ying"
      } else if isE {
        String(word.dropLast()) + "ing"
      } else if doublesFinal(word) {
        beforeVowel(word) + "ing"
      } else {
        word + "ing"
      }
    return [word, withS(word), beforeVowel(word) + "ed", ing]
  }

  private static func withS(_ word: String) -> String {
    if ["s", "x", "z", "ch", "sh"].contains(where: word.hasSuffix) { return word + "es" }
    if endsInConsonantY(word) { return word.dropLast() + "ies" }
    return word + "s"
  }

  /// The stem before -er, -est and -ed.
  private static func beforeVowel(_ word: String) -> String {
    if word.hasSuffix("e") { return String(word.dropLast()) }
    if endsInConsonantY(word) { return word.dropLast() + "i" }
    return doublesFinal(word) ? word + String(word.suffix(1)) : word
  }

  private static func endsInConsonantY(_ word: String) -> Bool {
    guard word.hasSuffix("y"), let before = word.dropLast().last else { return false }
    return !"aeiou".contains(before)
  }

  /// One syllable, one vowel letter, one final consonant: stab, fat.
  private static func doublesFinal(_ word: String) -> Bool {
    let letters = Array(word)
    guard letters.count > 2, let final = letters.last, final.isLetter, !"aeiouwxy".contains(final) else { return false }
    let vowels = letters.indices.filter { "aeiouy".contains(letters[$0]) }
    return vowels == [letters.count - 2]
  }
}
