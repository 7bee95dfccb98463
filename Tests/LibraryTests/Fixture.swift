/// A small set of word lists that tests change one thing in.
enum Fixture {
  static let categories = """
    categories:
      - {id: abuse, kind: text, name: schelden, explanation: Scheldwoorden., default_effect: review}
      - {id: self_harm, kind: text, name: zorg, explanation: Zorg om iemand., default_effect: review, care_route: true}
      - {id: rhythm, kind: posting, name: ritme, explanation: Te vaak., default_effect: advice}
    """

  static let fragments = #"""
    fragments:
      second_person: [je, jullie, jij]
      heads: [kop, hoofd]
      both: '{second_person}|men'
    conditions:
      aimed:
        label: gericht aan een persoon
        any:
          - {near: '\b{second_person}\b', side: before, words: 4}
          - {near: '^\s+dat je bent', side: after, sentence: true}
    """#

  static let rules = #"""
    rules:
      - id: nl.abuse.words
        title: Scheldwoorden
        category: abuse
        severity: 2
        words: abuse.txt
        why: 'Dit is een scheldwoord.'
        match: ['Wat een sukkel']
        pass: ['Wat een dag']
      - id: nl.abuse.aimed
        title: Gericht
        category: abuse
        severity: 3
        status: shadow
        effect: advice
        view: folded
        pattern: '\bgek{2,3}e?\s+{both}\p{L}'
        allow: ['gekkenhuis\w*']
        needs: [aimed, {near: 'hoor$', side: before, words: 2, label: hoor}]
        forbids: [quoted]
        names: true
        why: 'Dit is gericht.'
        suppress: {L003: 'zo bedoeld'}
        match: ['je bent gek']
        pass: ['gekkenhuis']
    """#

  static let words = """
    # scheldwoorden
    sukkel +n
    kut+   # samenstellingen
    +wijf +n
    hou je bek
    !kuthoek
    """

  static let files = [
    "categories.yaml": categories, "nl/fragments.yaml": fragments, "nl/abuse.rules.yaml": rules, "nl/abuse.txt": words,
    "nl/names.txt": "Lulofs\n# een achternaam\nDe Cock\n", "nl/places.txt": "Sexbierum\n",
    "nl/names-as-words.txt": "# een bloem\nRoos\n", "nl/words-as-names.txt": "Sem\n",
  ]

  /// The files with some changed, added or taken away (nil).
  static func files(changing changes: [String: String?]) -> [String: String] {
    var files = Self.files
    for (name, text) in changes { files[name] = text }
    return files
  }
}
