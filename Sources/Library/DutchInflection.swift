/// Forms of Dutch words by the rules of Dutch spelling. Where spelling alone cannot tell (kans: kansen, hals: halzen)
/// both forms are given: one of them is no word and does no harm.
enum DutchInflection {
  /// The noun itself, its plural, its diminutive and the plural of that.
  static func noun(_ text: String) -> [String] {
    let word = DutchWord(text)
    return [text] + plurals(of: word) + diminutives(of: word).flatMap { [$0, $0 + "s"] }
  }

  /// The adjective itself, inflected, compared, and used as a noun.
  static func adjective(_ text: String) -> [String] {
    let word = DutchWord(text)
    if word.coda.isEmpty && !word.endsInDiphthong {
      return word.vowels == "e" ? [text, text + "n"] : [text]
    }
    var forms = [text]
    for stem in word.stemsBeforeVowel {
      forms.append(stem + "e")
      forms.append(stem + "en")
      if !text.hasSuffix("r") { forms += [stem + "er", stem + "ere"] }
    }
    if text.hasSuffix("r") { forms += [text + "der", text + "dere"] }
    if text.hasSuffix("s") || text.hasSuffix("sch") {
      forms += [text + "t", text + "te"]
    } else {
      forms += [text + "st", text + "ste", text + "s"]
    }
    return forms
  }

  /// The forms of a regular verb given as infinitive; nil when the word does not end in -en.
  static func verb(_ infinitive: String) -> [String]? {
    guard infinitive.hasSuffix("en"), infinitive.count > 3 else { return nil }
    let base = String(infinitive.dropLast(2))
    guard let final = base.last, !DutchWord.isVowel(final) else { return nil }
    let isVoiceless = "tkfspxc".contains(final) || base.hasSuffix("ch") || base.hasSuffix("sh")
    var forms = [infinitive, infinitive + "d", infinitive + "de"]
    for stem in DutchWord.stems(ofVerb: base) {
      forms.append(stem)
      if !stem.hasSuffix("t") { forms.append(stem + "t") }
      let ending = isVoiceless ? "t" : "d"
      forms += [stem + ending + "e", stem + ending + "en"]
      let closed = stem.hasSuffix(ending) ? stem : stem + ending
      let participle = hasUnstressedPrefix(base) ? closed : "ge" + closed
      forms.append(participle)
      forms += DutchWord(participle).stemsBeforeVowel.map { $0 + "e" }
    }
    return forms
  }

  /// Verbs with these prefixes take no ge- (belasteren: belasterd).
  private static func hasUnstressedPrefix(_ base: String) -> Bool {
    ["be", "ge", "her", "ont", "ver"].contains { prefix in
      base.hasPrefix(prefix) && base.dropFirst(prefix.count).contains { DutchWord.isVowel($0) }
        && base.dropFirst(prefix.count).first.map { !DutchWord.isVowel($0) || prefix != "be" && prefix != "ge" }
          ?? false
    }
  }

  private static func plurals(of word: DutchWord) -> [String] {
    let text = word.text
    if text.hasSuffix("heid") { return [text.dropLast(4) + "heden"] }
    if word.coda.isEmpty { return vowelPlurals(of: word) }
    if word.hasWeakEnding {
      return text.hasSuffix("n") ? [text + "s", text + "en"] : [text + "s"]
    }
    let regular = word.stemsBeforeVowel.map { $0 + "en" }
    if text.hasSuffix("tch") || text.hasSuffix("sh") { return [text + "es", text + "en"] }
    if word.syllables > 1, text.hasSuffix("or") { return [text + "s", text + "en"] }
    if word.syllables > 1, text.hasSuffix("um") { return [text + "s"] }
    let alsoWithS = ["erd", "aard", "aar", "ier", "eur", "oor"]
    if word.syllables > 1, alsoWithS.contains(where: text.hasSuffix) { return [text + "s"] + regular }
    return regular
  }

  private static func vowelPlurals(of word: DutchWord) -> [String] {
    let text = word.text
    if text.hasSuffix("ie") { return [text + "s", text + "ën", text.dropLast() + "ën"] }
    if text.hasSuffix("ee") { return [text + "s", text + "ën"] }
    switch word.vowels {
    case "e": return [text + "s", text + "n"]
    case "a", "i", "o", "u", "y": return [text + "'s"]
    case "é": return [text + "s"]
    default: return word.endsInDiphthong ? [text + "en"] : [text + "s"]
    }
  }

  private static func diminutives(of word: DutchWord) -> [String] {
    let text = word.text
    if word.coda.isEmpty {
      switch word.vowels {
      case "a", "o", "u": return [text + word.vowels + "tje"]
      case "i": return [text + "etje"]
      case "y": return [text + "'tje"]
      case "é": return [text.dropLast() + "eetje"]
      default: return [text + "tje"]
      }
    }
    if text.hasSuffix("ng") {
      return word.syllables > 1 && text.hasSuffix("ing") ? [text.dropLast() + "kje", text + "etje"] : [text + "etje"]
    }
    let doubled = text + String(word.coda.suffix(1)) + "etje"
    switch (word.coda, word.length) {
    case ("m", .short):
      if word.hasWeakEnding || text.hasSuffix("um") { return [text + "pje"] }
      return word.syllables > 1 ? [doubled, text + "pje"] : [doubled]
    case ("m", _): return [text + "pje"]
    case ("l", .short), ("n", .short), ("r", .short):
      if word.hasWeakEnding { return [text + "tje"] }
      return word.syllables > 1 ? [doubled, text + "tje"] : [doubled]
    case ("l", _), ("n", _), ("r", _), ("w", _): return [text + "tje"]
    case ("b", .short), ("g", .short), ("p", .short): return [text + "je", doubled]
    default: break
    }
    if text.hasSuffix("lm") || text.hasSuffix("rm") { return [text + "pje"] }
    if ["rn", "ln", "rl"].contains(where: text.hasSuffix) { return [text + "tje"] }
    return [text + "je"]
  }
}
