/// The forms in which a Dutch text may write a name, in letters without case and accents.
enum NameForms {
  /// One way to write a family name: what stands before it, and its own words.
  struct Family: Hashable {
    var particles: [[UInt8]]
    var words: [[UInt8]]
  }

  /// Words that stand before a family name and belong to it.
  static let particles: Set<[UInt8]> = set(
    """
    van de der den het t ter ten te tot op aan bij in von vom zu zum zur di da del della dello du des dos das do le la
    les el al ad as ben ibn bin bou ait ould abu abd af of v d vd
    """)
  /// Those among them that are sometimes written as one with what follows ("Elamrani").
  private static let joining: Set<[UInt8]> = set("el al ben ait bou ibn abd abu")

  static func set(_ words: String) -> Set<[UInt8]> {
    Set(words.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
  }

  /// The words of a given name; none for initials.
  static func given(_ name: String) -> [[UInt8]] {
    let words = NameWord.letters(of: name)
    return words.allSatisfy { $0.count < 2 } ? [] : words
  }

  /// The ways to write a family name: whole, and either half of a double one ("Bakker-de Vries").
  static func families(infix: String, family: String) -> [Family] {
    let before = NameWord.letters(of: infix)
    let halves = family.split(separator: "-").map { NameWord.letters(of: $0) }.filter { !$0.isEmpty }
    guard let whole = split(before + halves.joined()) else { return [] }
    var found = [whole]
    if halves.count == 2, !halves[0].allSatisfy(particles.contains) {
      for half in [before + halves[0], halves[1]] { if let half = split(half) { found.append(half) } }
    }
    if let last = whole.particles.last, joining.contains(last) {
      found.append(
        Family(
          particles: Array(whole.particles.dropLast()), words: [last + whole.words[0]] + whole.words.dropFirst()))
    }
    return found
  }

  private static func split(_ words: [[UInt8]]) -> Family? {
    guard !words.isEmpty else { return nil }
    let count = min(words.prefix(while: particles.contains).count, words.count - 1)
    return Family(particles: Array(words.prefix(count)), words: Array(words.dropFirst(count)))
  }

  /// The small forms of a given name: Jipje, Annetje, Brammetje, Lotje, Tomke, Semmie.
  static func diminutives(of name: [UInt8]) -> [[UInt8]] {
    guard name.count >= 2, let last = name.last else { return [] }
    var forms = ["je", "tje"].map { name + Array($0.utf8) }
    let isVowel = vowels.contains(last)
    let followsVowel = vowels.contains(name[name.count - 2])
    if last == UInt8(ascii: "m") { forms.append(name + Array("pje".utf8)) }
    if name.count >= 3 { forms.append(name + Array("ke".utf8)) }
    if !isVowel, followsVowel { forms += ["etje", "ie"].map { name + [last] + Array($0.utf8) } }
    if name.suffix(2) == Array("ng".utf8)[...] { forms.append(name.dropLast() + Array("kje".utf8)) }
    if last == UInt8(ascii: "a") {
      forms += [name.dropLast() + Array("etje".utf8), name + Array("atje".utf8)]
    } else if last == UInt8(ascii: "o") || last == UInt8(ascii: "u") {
      forms.append(name + [last] + Array("tje".utf8))
    }
    if let stem = undoubled(name) { forms.append(stem + Array("je".utf8)) }
    return forms
  }

  /// "Lot" of "Lotte": a doubled letter and an e taken off.
  private static func undoubled(_ name: [UInt8]) -> [UInt8]? {
    guard name.count >= 5, name.last == UInt8(ascii: "e"), case let doubled = name[name.count - 2],
      doubled == name[name.count - 3], !vowels.contains(doubled)
    else { return nil }
    return name.dropLast(2)
  }

  /// What a name may be shortened to: as usual (Sam, Alex), up to a doubled letter and its ending (Jippe, Tommie); and for
  /// sure only where that is no name of its own, before a vowel in a long name and from five letters on after a consonant.
  static func shorts(of name: [UInt8]) -> [(word: [UInt8], isUsual: Bool)] {
    guard name.count >= 5, !endings.contains(where: { name.reversed().starts(with: $0.utf8.reversed()) }) else {
      return []
    }
    return (3..<name.count).compactMap { count in
      let (short, rest) = (name.prefix(count), name.dropFirst(count))
      guard let last = short.last, let next = rest.first, !vowels.contains(last) else { return nil }
      let isDoubled = next == last && rest.count > 1 && rest.dropFirst().allSatisfy(vowels.contains)
      if isDoubled || (name.count >= 6 && usual.contains(Array(short))) { return (Array(short), true) }
      let isCut = name.count >= 6 && rest.count >= 2 && vowels.contains(next)
      return isCut || (count >= 5 && rest.count >= 3) ? (Array(short), false) : nil
    }
  }

  /// Names that are seldom more than the short form of a longer one that begins so.
  private static let usual = set("sam max tim alex chris ben dan nick rob fred seb vik gab")
  /// Endings that make a woman's name of a man's, whose short form would be another person's name.
  private static let endings = ["ijn", "ien", "ine", "ina", "ia", "ke", "tje", "je", "ette", "elle"]
  private static let vowels = Set("aeiouy".utf8)
}
