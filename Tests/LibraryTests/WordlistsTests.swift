import Conduct
import Testing

@testable import Library

@Suite struct WordlistsTests {
  @Test func `word lists become a rule set with expanded patterns and conditions`() throws {
    let lists = try withFolder(Fixture.files) { try Wordlists.load(directory: $0.path) }
    #expect(lists.categories.map(\.id.rawValue) == ["abuse", "self_harm", "rhythm"])
    #expect(lists.categories.map(\.isCareRoute) == [false, true, false])
    #expect(lists.names == ["Lulofs", "De Cock"])
    #expect(lists.places == ["Sexbierum"])
    #expect(lists.overlay == nil)
    #expect(lists.version == lists.ruleSet.version)
    #expect(lists.version.hasPrefix("sha256:") && lists.version.count == 71)

    let rules = lists.ruleSet.rules
    try #require(rules.map(\.id.rawValue) == ["nl.abuse.words", "nl.abuse.aimed"])
    #expect(rules[0].status == .live && rules[0].view == .both && rules[0].effect == nil)
    #expect(
      rules[0].pattern
        == #"(?<![\p{L}\p{N}])(?:(?:hou[\s-]+je[\s-]+bek|sukkel(?:tjes|tje|s)?)(?![\p{L}\p{N}])"#
        + #"|(?:kut)[-\s]?(?:hoofd|kop)\p{L}*|\p{L}*(?:wij(?:fjes|fje|ven|f))(?![\p{L}\p{N}]))"#)
    #expect(rules[0].allow == [#"(?<![\p{L}\p{N}])(?:kuthoek)(?![\p{L}\p{N}])"#])

    let aimed = rules[1]
    #expect(aimed.pattern == #"\bgek{2,3}e?\s+(?:(?:jullie|jij|je)|men)\p{L}"#)
    #expect(aimed.severity == .high && aimed.status == .shadow && aimed.effect == .advice && aimed.view == .folded)
    #expect(aimed.yieldsToNames)
    #expect(aimed.source.line == 10 && aimed.source.file.hasSuffix("/nl/abuse.rules.yaml"))
    #expect(
      aimed.conditions == [
        Condition(
          sense: .needs,
          anyOf: [
            .near(
              pattern: #"\b(?:jullie|jij|je)\b"#, window: Condition.Window(side: .before, reach: .words(4))),
            .near(pattern: #"^\s+dat je bent"#, window: Condition.Window(side: .after, reach: .sentence)),
          ], label: "gericht aan een persoon"),
        Condition(
          sense: .needs,
          anyOf: [.near(pattern: "hoor$", window: Condition.Window(side: .before, reach: .words(2)))], label: "hoor"),
        Condition(sense: .forbids, anyOf: [.quoted], label: "tussen aanhalingstekens"),
      ])
  }

  @Test func `the version follows what decides a verdict and nothing else`() throws {
    func version(_ changes: [String: String?]) throws -> String {
      try withFolder(Fixture.files(changing: changes)) { try Wordlists.load(directory: $0.path).version }
    }
    let plain = try version([:])
    #expect(try version(["nl/abuse.txt": "# anders\n\n" + Fixture.words]) == plain)
    #expect(try version(["nl/abuse.rules.yaml": "# anders\n" + Fixture.rules]) == plain)
    #expect(try version(["nl/abuse.txt": Fixture.words + "\nlelijkerd"]) != plain)
    #expect(try version(["nl/names.txt": "Lulofs"]) != plain)
    #expect(try version(["nl/names-as-words.txt": "Storm"]) != plain)
    #expect(try version(["nl/words-as-names.txt": nil]) != plain)
    #expect(
      try version(["nl/abuse.rules.yaml": Fixture.rules.replacing("severity: 2", with: "severity: 1")]) != plain)
  }

  @Test func `names that are words, and words that are names, are read as written`() throws {
    let lists = try withFolder(Fixture.files) { try Wordlists.load(directory: $0.path) }
    #expect(lists.namesAsWords == ["Roos"] && lists.wordsAsNames == ["Sem"])
  }

  @Test func `files with CRLF and a byte order mark read the same`() throws {
    let plain = try withFolder(Fixture.files) { try Wordlists.load(directory: $0.path).version }
    let other = Fixture.files.mapValues { "\u{FEFF}" + $0.split(separator: "\n").joined(separator: "\r\n") }
    #expect(try withFolder(other) { try Wordlists.load(directory: $0.path).version } == plain)
  }

  @Test func `a missing folder says so`() {
    #expect(throws: LibraryError.unreadable(path: "/bestaat/niet", reason: "bestaat niet")) {
      try Wordlists.load(directory: "/bestaat/niet")
    }
  }
}
