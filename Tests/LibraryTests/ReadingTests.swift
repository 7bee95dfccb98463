import Conduct
import Foundation
import Testing

@testable import Library

@Suite struct ReadingTests {
  private func complaints(_ files: [String: String?], overlay: [String: String]? = nil) throws -> [String] {
    try withFolder(Fixture.files(changing: files)) { folder in
      try withFolder(overlay ?? [:]) { school in
        do {
          let lists = try Wordlists.load(directory: folder.path, overlay: overlay == nil ? nil : school.path)
          return lists.warnings.map {
            $0.description.replacing(school.path + "/", with: "school/")
          }
        } catch LibraryError.invalid(let complaints) {
          return complaints.map {
            $0.description.replacing(folder.path + "/", with: "").replacing(school.path + "/", with: "school/")
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("nl/abuse.rules.yaml", "rules:\n  - id: [\n", "nl/abuse.rules.yaml:3: geen geldige YAML"),
    (
      "nl/abuse.rules.yaml", "rules: [{id: a, id: b}]", "nl/abuse.rules.yaml:1: dezelfde sleutel staat er twee keer: id"
    ),
    ("nl/abuse.rules.yaml", "", "nl/abuse.rules.yaml:1: het bestand is leeg"),
    ("nl/abuse.rules.yaml", "regels: []", "nl/abuse.rules.yaml:1: onbekende sleutel “regels”; bekend zijn: rules"),
    ("nl/abuse.rules.yaml", "rules: ja", "nl/abuse.rules.yaml:1: hier hoort een lijst"),
    (
      "nl/fragments.yaml", "fragments:\n  a: '{b}'\n  b: '{a}'\n",
      "nl/fragments.yaml:2: a: fragment {a} gebruikt zichzelf"
    ),
    ("nl/fragments.yaml", "fragments:\n  Groot: x\n", "nl/fragments.yaml:2: “Groot” kan geen naam"),
    ("nl/fragments.yaml", "fragments:\n  a: '{bb}'\n", "nl/fragments.yaml:2: a: onbekend fragment {bb}"),
    ("categories.yaml", "categories:\n  - {id: abuse, kind: tekst}", "categories.yaml:2: onbekende waarde “tekst”"),
    ("nl/abuse.txt", "sukkel\nge(k\n", "nl/abuse.txt:2: het haakje ( heeft geen sluithaakje"),
    ("nl/abuse.txt", "suk.*\nba[dt]\n", "nl/abuse.txt:2: het teken [ hoort niet in een woord"),
    ("nl/abuse.txt", "gaan +v\n", "nl/abuse.txt:1: “gaan” is niet te verbuigen met +v"),
    ("nl/abuse.txt", "sukkel +x\n", "nl/abuse.txt:1: onbekend teken “+x”"),
    ("nl/abuse.txt", "sukkel ()\n", "nl/abuse.txt:1: tussen de haakjes ontbreekt een uitgang"),
    ("nl/abuse.txt", "+\n", "nl/abuse.txt:1: hier staat geen woord"),
    ("nl/abuse.txt", "# niets\n", "nl/abuse.rules.yaml:6: nl.abuse.words: woordenlijst “abuse.txt” is leeg"),
    ("nl/abuse.yml.yaml", "x: 1", "nl/abuse.yml.yaml:1: onbekend bestand"),
  ])
  func `a file that cannot be read names file, line, fault and advice`(
    name: String, text: String, expected: String
  ) throws {
    let found = try complaints([name: text])
    #expect(found.contains { $0.hasPrefix(expected) && $0.contains("; ") }, "\(found)")
  }

  @Test func `a missing file of categories or words is named`() throws {
    #expect(
      try complaints(["categories.yaml": nil]).contains { $0.hasPrefix("categories.yaml:1: het bestand ontbreekt") })
    #expect(
      try complaints(["nl/abuse.txt": nil]).contains {
        $0.hasPrefix("nl/abuse.rules.yaml:6: nl.abuse.words: woordenlijst “abuse.txt” is er niet")
      })
  }

  @Test func `a file that is no UTF-8 is named`() throws {
    try withFolder(Fixture.files) { folder in
      try folder.write(Data([0x63, 0xE9, 0x0A]), to: "nl/abuse.txt")
      #expect {
        try Wordlists.load(directory: folder.path)
      } throws: { "\($0)".contains("nl/abuse.txt:1: het bestand is geen UTF-8") }
    }
  }

  @Test func `an overlay adds rules, switches, exceptions and names`() throws {
    let own = """
      rules:
        - {id: school.abuse.own, title: Eigen, category: abuse, severity: 1, words: own.txt, why: Zo.,
           needs: [aimed], match: [flapdrol], pass: [dag]}
      """
    let overlay = [
      "overlay.yaml": """
      switch:
        - {rule: nl.abuse.words, to: off, reason: niet bij ons}
        - {rule: nl.abuse.aimed, to: live, severity: 4, reason: juist wel}
        - {rule: school.abuse.own, to: shadow, reason: nog even kijken}
      """,
      "eigen.rules.yaml": own, "own.txt": "flapdrol +n\n", "exceptions.txt": "sukkelrock (ers)\n*kutten\n",
      "names.txt": "Van Sukkel\n",
    ]
    try withFolder(Fixture.files) { folder in
      try withFolder(overlay) { school in
        let plain = try Wordlists.load(directory: folder.path)
        let lists = try Wordlists.load(directory: folder.path, overlay: school.path)
        let added = try #require(lists.overlay)
        #expect(lists.ruleSet == plain.ruleSet && lists.version != plain.version)
        #expect(added.ruleSet.rules.map(\.id.rawValue) == ["school.abuse.own"])
        #expect(added.ruleSet.rules[0].pattern.contains("flapdrol(?:letjes|letje|tjes|len|tje)?"))
        #expect(added.ruleSet.rules[0].conditions[0].label == "gericht aan een persoon")
        #expect(added.switches.map(\.to) == [.off, .live, .shadow])
        #expect(added.switches.map(\.severity) == [nil, .critical, nil])
        #expect(added.names == ["Van Sukkel"] && lists.warnings == [])
        #expect(added.exceptions.count == 1 && added.exceptions[0].contains(#"\p{L}*(?:kutten)"#))
      }
    }
  }

  @Test func `a language is switched as a whole, but for rules with a setting of their own and rules not in use`()
    throws
  {
    let english = """
      rules:
        - {id: en.abuse.one, title: Eén, category: abuse, severity: 2, pattern: '\\bmoron\\b', why: Zo., match: [moron], pass: [dag]}
        - {id: en.abuse.two, title: Twee, category: abuse, severity: 2, pattern: '\\bloser\\b', why: Zo., match: [loser], pass: [dag]}
        - {id: en.abuse.new, title: Drie, category: abuse, severity: 2, status: draft, pattern: '\\bhag\\b', why: Zo., match: [hag], pass: [dag]}
      """
    let overlay = [
      "overlay.yaml": """
      languages:
        - {language: en, to: off, reason: niemand schrijft hier Engels}
      switch:
        - {rule: en.abuse.two, to: shadow, reason: nog even kijken}
      """
    ]
    try withFolder(Fixture.files(changing: ["en/abuse.rules.yaml": english])) { folder in
      try withFolder(overlay) { school in
        let plain = try Wordlists.load(directory: folder.path)
        let lists = try Wordlists.load(directory: folder.path, overlay: school.path)
        let switches = try #require(lists.overlay).switches
        #expect(
          Dictionary(uniqueKeysWithValues: switches.map { ($0.rule.rawValue, $0.to) })
            == ["en.abuse.one": .off, "en.abuse.two": .shadow])
        #expect(switches.contains { $0.reason == "niemand schrijft hier Engels" && $0.source.line == 2 })
        #expect(lists.ruleSet == plain.ruleSet && lists.version != plain.version)
      }
    }
  }

  @Test func `a switch of a rule that is gone is a warning, so that an overlay survives an upgrade`() throws {
    let found = try complaints(
      [:], overlay: ["overlay.yaml": "switch:\n  - {rule: nl.abuse.wordz, to: off, reason: x}"])
    #expect(found == ["school/overlay.yaml:2: regel “nl.abuse.wordz” bestaat niet (meer); bedoelt u “nl.abuse.words”?"])
  }

  @Test(arguments: [
    ("switch:\n  - {rule: nl.abuse.words, to: off}", "school/overlay.yaml:2: “reason” ontbreekt"),
    ("switch:\n  - {rule: nl.abuse.words, to: away, reason: x}", "school/overlay.yaml:2: onbekende waarde “away”"),
    (
      "switch:\n  - {rule: nl.abuse.words, to: off, reason: x}\n  - {rule: nl.abuse.words, to: off, reason: y}",
      "school/overlay.yaml:3: regel “nl.abuse.words” wordt twee keer omgezet"
    ),
    (
      "languages:\n  - {language: nll, to: off, reason: x}",
      "school/overlay.yaml:2: taal “nll” is er niet; bedoelt u “nl”?"
    ),
    ("languages:\n  - {language: nl, to: off}", "school/overlay.yaml:2: “reason” ontbreekt"),
    (
      "languages:\n  - {language: nl, to: off, reason: x}\n  - {language: nl, to: off, reason: y}",
      "school/overlay.yaml:3: taal “nl” wordt twee keer omgezet"
    ),
  ])
  func `a switch that is not well written is refused`(text: String, expected: String) throws {
    let found = try complaints([:], overlay: ["overlay.yaml": text])
    #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
  }
}
