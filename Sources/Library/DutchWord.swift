/// The end of a Dutch word as spelling sees it: the last vowels, the consonants after them, and what follows from those.
struct DutchWord {
  /// How the last vowel is written before the final consonants.
  enum Length {
    /// One letter in a closed syllable: zak.
    case short
    /// A doubled letter: idioot.
    case long
    /// Two different letters for one sound: vies, wijf.
    case digraph
  }

  let text: String
  /// The last run of vowels, at most the two letters that make its sound.
  let vowels: String
  /// The consonants at the end; empty when the word ends in a vowel.
  let coda: String
  let length: Length
  let syllables: Int

  private static let digraphs: Set<String> = ["ie", "oe", "ij", "ui", "ou", "au", "ei", "eu", "ai", "oi"]

  init(_ text: String) {
    self.text = text
    let letters = Array(text)
    var sounds: [Bool] = []
    for (index, letter) in letters.enumerated() {
      let isJOfIJ = letter == "j" && index > 0 && letters[index - 1] == "i"
      let isConsonantY =
        letter == "y" && index + 1 < letters.count && Self.isVowel(letters[index + 1])
        && (index == 0 || !sounds[index - 1])
      sounds.append((Self.isVowel(letter) && !isConsonantY) || isJOfIJ)
    }
    let codaStart = (sounds.lastIndex(of: true) ?? -1) + 1
    coda = String(letters[codaStart...])
    var start = codaStart
    while start > 0 && sounds[start - 1] { start -= 1 }
    let run = String(letters[start..<codaStart].suffix(2))
    if run.count == 2, run.first == run.last {
      vowels = run
      length = .long
    } else if Self.digraphs.contains(run) {
      vowels = run
      length = .digraph
    } else if run.count == 2, coda.isEmpty {
      vowels = run
      length = .digraph
    } else {
      vowels = String(run.suffix(1))
      length = .short
    }
    var count = 0
    for index in sounds.indices where sounds[index] && (index == 0 || !sounds[index - 1]) { count += 1 }
    syllables = count
  }

  static func isVowel(_ letter: Character) -> Bool { "aeiouyáàâäéèêëíìîïóòôöúùûü".contains(letter) }

  /// -el, -er, -em, -en after another syllable: taken as unstressed (sukkel, hufter).
  var hasWeakEnding: Bool { syllables > 1 && vowels == "e" && ["l", "r", "m", "n"].contains(coda) }

  /// Ends in a vowel that takes -en or -e: smeerlapperij, lui, mooi.
  var endsInDiphthong: Bool {
    coda.isEmpty && ["ij", "ui", "ei", "aai", "ooi", "oei"].contains { text.hasSuffix($0) }
  }

  /// The word as it is written before an ending that starts with a vowel; two when spelling alone cannot tell.
  var stemsBeforeVowel: [String] {
    guard let final = coda.last else { return [text] }
    let body = String(text.dropLast())
    if coda.count > 1 {
      if ["lf", "rf"].contains(where: text.hasSuffix) { return [body + "v"] }
      if ["ls", "ns", "rs", "ms"].contains(where: text.hasSuffix) { return [text, body + "z"] }
      return [text]
    }
    switch length {
    case .long:
      let open = String(body.dropLast())
      switch final {
      case "f": return ["aaf", "oof"].contains(where: text.hasSuffix) ? [open + "v", open + "f"] : [open + "v"]
      case "s": return [open + "z", open + "s"]
      default: return [open + String(final)]
      }
    case .digraph:
      switch final {
      case "f": return [body + "v"]
      case "s": return [body + "z", text]
      default: return [text]
      }
    case .short:
      if "wxhjq".contains(final) || hasWeakEnding { return [text] }
      if syllables > 1 {
        if text.hasSuffix("ig") { return [text] }
        if ["ik", "es", "et"].contains(where: text.hasSuffix) { return [text, text + String(final)] }
      }
      return text.hasSuffix("of") ? [text + "f", body + "v"] : [text + String(final)]
    }
  }

  /// The stems of a verb whose infinitive is the base plus -en: lop: loop, pakk: pak, lev: leef.
  static func stems(ofVerb base: String) -> [String] {
    let letters = Array(base)
    guard letters.count > 1, let final = letters.last else { return [base] }
    let before = letters[letters.count - 2]
    if final == before { return [String(letters.dropLast())] }
    let unvoiced: Character = final == "v" ? "f" : final == "z" ? "s" : final
    let closed = String(letters.dropLast()) + String(unvoiced)
    guard isVowel(before) else { return [closed] }
    let word = DutchWord(base)
    guard word.length == .short, "aeou".contains(before) else { return [closed] }
    let doubled = String(letters.dropLast()) + String(before) + String(unvoiced)
    if word.syllables > 1, before == "e", "lrnm".contains(final) { return [closed, doubled] }
    return [doubled]
  }
}
