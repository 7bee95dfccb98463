import Conduct
import Foundation
import Testing

@testable import Library

@Suite struct CheckTests {
  /// Stands in for PCRE2 and the scanner, which this target does not know: whole texts, no views, no conditions.
  private static var engine: Check.Engine {
    Check.Engine(
      compile: { pattern in
        do {
          _ = try NSRegularExpression(pattern: pattern)
          return nil
        } catch {
          return PatternFault(message: "geen geldig patroon", offset: pattern.utf8.count)
        }
      },
      uncarried: { $0.pattern.contains("uncarried") ? "duur" : nil },
      scanner: { lists in
        let rules = lists.ruleSet.rules + (lists.overlay?.ruleSet.rules ?? [])
        let compiled = try rules.map {
          ($0.id, try NSRegularExpression(pattern: $0.pattern, options: .caseInsensitive))
        }
        return { text in
          let range = NSRange(text.startIndex..., in: text)
          return Set(compiled.filter { $0.1.firstMatch(in: text, range: range) != nil }.map(\.0))
        }
      })
  }

  private func check(_ changes: [String: String?], overlay: [String: String] = [:]) throws -> Check.Outcome {
    try withFolder(Fixture.files(changing: changes)) { folder in
      try withFolder(overlay) { school in
        var outcome = Check.run(
          wordlists: folder.path, overlay: overlay.isEmpty ? nil : school.path, engine: Self.engine)
        for index in outcome.complaints.indices {
          let file = outcome.complaints[index].location.file
          outcome.complaints[index].location.file =
            file.replacing(folder.path + "/", with: "").replacing(school.path + "/", with: "school/")
        }
        return outcome
      }
    }
  }

  /// One rule with some lines changed.
  private func rule(_ lines: String...) -> String {
    var fields = [
      "id": "nl.abuse.one", "title": "Een", "category": "abuse", "severity": "2", "pattern": #"'\bsukkel\b'"#,
      "why": "'Omdat.'", "match": "['wat een sukkel']", "pass": "['wat een dag']",
    ]
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      fields[parts[0]] = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
    }
    let order = ["id", "title", "category"]
    let keys = order.filter { fields[$0] != nil } + fields.keys.filter { !order.contains($0) }.sorted()
    return "rules:\n"
      + keys.enumerated().map { ($0 == 0 ? "  - " : "    ") + "\($1): \(fields[$1] ?? "")" }
      .joined(separator: "\n")
  }

  private func check(rule text: String) throws -> [Complaint] {
    try check(["nl/abuse.rules.yaml": text, "nl/abuse.txt": nil]).complaints
  }

  @Test func `good word lists have no complaints`() throws {
    let outcome = try check([
      "nl/abuse.rules.yaml": Fixture.rules.replacing("    suppress: {L003: 'zo bedoeld'}\n", with: "")
    ])
    #expect(outcome.complaints.filter { $0.code != "X001" && $0.code != "X002" }.map(\.description) == [])
    #expect(outcome.rules == 2 && outcome.words == 5 && outcome.examples == 4)
    #expect(try check(rule: rule()).map(\.description) == [])
  }

  @Test(arguments: [
    ("id: nl.abuse", "R001", "“nl.abuse” is geen goede id"),
    ("id: en.abuse.one", "R001", "de id begint met “en”"),
    ("id: nl.Abuse.one", "R001", "geen goede id"),
    ("category: abus", "R002", "onbekende categorie “abus”; bedoelt u “abuse”?"),
    ("category: self_harm", "R003", "de id noemt een andere categorie dan “self_harm”"),
    ("words: none.txt", "R005", "“pattern” en “words” staan er allebei"),
    ("weights: tone.weights", "R005", "“pattern” en “weights” staan er allebei"),
    ("pattern:", "R005", "“pattern”, “words” en “weights” ontbreken"),
    ("pattern: '{secondperson} gek'", "R006", "onbekend fragment {secondperson}; bedoelt u “second_person”?"),
    ("needs: [aimd]", "R007", "onbekende voorwaarde “aimd”; bedoelt u “aimed”?"),
    ("needs: [{near: 'x', side: before}]", "R008", "hoe ver het venster reikt ontbreekt"),
    ("needs: [{near: 'x', words: 2, sentence: true}]", "R008", "het venster reikt op twee manieren"),
    ("needs: [{near: 'x', words: 2, side: left}]", "Y004", "onbekende waarde “left”"),
    ("match: []", "R009", "“match” heeft geen voorbeeld"),
    ("match:", "Y002", "“match” ontbreekt"),
    ("pass:", "Y002", "“pass” ontbreekt"),
    ("why:", "Y002", "“why” ontbreekt"),
    ("severity: 5", "Y004", "hier hoort een geheel getal van 0 tot en met 4"),
    ("status: alive", "Y004", "onbekende waarde “alive”; bedoelt u “live”?"),
    ("patern: x", "Y003", "onbekende sleutel “patern”; bedoelt u “pattern”?"),
    ("pattern: '(?:sukkel'", "C001", "het patroon klopt niet op plaats 9"),
    ("allow: ['(sukkel']", "C001", "het patroon klopt niet"),
    ("needs: [{near: '(', words: 2}]", "C001", "het patroon klopt niet"),
    ("match: ['niets']", "X001", "deze zin (match) moet opvallen en doet dat niet: “niets”"),
    ("pass: ['een sukkel']", "X002", "deze zin (pass) moet met rust blijven en valt toch op: “een sukkel”"),
    ("pattern: '\\bsukkel\\b.*'", "L001", ".* loopt door"),
    ("pattern: '\\b(sukkel)\\b'", "L002", "een groep onthoudt tekst"),
    ("pattern: '\\bsukkel\\b.{0,200}'", "L003", "een herhaling van meer dan 120"),
    ("pattern: '\\bsukkel(?:\\w+\\s*)*\\b'", "L004", "een herhaling in een herhaling"),
    ("pattern: '(?:sukkel)?'", "L005", "past op een lege tekst"),
    ("pattern: 'suk'", "L006", "zonder woordgrens"),
    ("pattern: '\\b(?:sukkel|dom|sukkel)\\b'", "L007", "hetzelfde staat er 2 keer: “sukkel”"),
    ("pattern: '\\bsukkel(?:uncarried)?\\b'", "L008", "elk bericht betaalt voor deze regel: duur"),
    ("pattern: '\\bsukkel\\s*\\s*\\b'", "L009", "naast elkaar"),
    ("pattern: '\\bsukkel[a-z]?\\b'", "L010", "“[a-z]” mist letters"),
    ("suppress: {L003: 'zo bedoeld'}", "S001", "die waarschuwing komt hier niet voor"),
    ("suppress: {L999: 'zo bedoeld'}", "S001", "onbekende waarschuwing L999"),
  ])
  func `each fault of a rule has its own complaint`(line: String, code: String, text: String) throws {
    let complaints = try check(rule: rule(line))
    #expect(complaints.count == 1 || code == "L005")
    let found = complaints.first { $0.code == code && $0.description.contains(text) }
    #expect(found != nil, "\(complaints.map { $0.code + " " + $0.description })")
    #expect(found?.location.file == "nl/abuse.rules.yaml" && (found?.location.line ?? 0) > 1)
    #expect(found?.severity == (code.hasPrefix("L") && code != "L005" || code == "S001" ? .warning : .error))
    if code != "Y002" && code != "R001" { #expect(found?.subject == "nl.abuse.one") }
  }

  @Test func `a warning is silenced with a reason`() throws {
    let text = rule(#"pattern: '\b(sukkel)\b'"#, "suppress: {L002: 'wordt later gebruikt'}")
    #expect(try check(rule: text) == [])
  }

  @Test func `a category that counts together with an unknown one is refused`() throws {
    let categories = Fixture.categories.replacing(
      "default_effect: advice}", with: "default_effect: advice, together: [abus]}")
    let complaint = try #require(try check(["categories.yaml": categories]).complaints.first { $0.code == "R002" })
    #expect(complaint.problem == "onbekende categorie “abus”" && complaint.advice.contains("abuse"))
    #expect(complaint.location == SourceLocation(file: "categories.yaml", line: 4))
  }

  @Test func `an id given twice names both places`() throws {
    let outcome = try check(["nl/b.rules.yaml": rule("id: nl.abuse.words")])
    let complaint = try #require(outcome.complaints.first { $0.code == "R010" })
    #expect(complaint.location == SourceLocation(file: "nl/b.rules.yaml", line: 2))
    #expect(complaint.problem.contains("nl/abuse.rules.yaml:2"))
  }

  @Test func `fragments are linted where they stand and not again in every rule`() throws {
    let fragments = "fragments:\n  twice: '(?:een|een)'\n"
    let files = [
      "nl/fragments.yaml": fragments, "nl/abuse.txt": nil,
      "nl/abuse.rules.yaml": rule(#"pattern: '\bsukkel {twice}\b'"#),
    ]
    let complaints = try check(files).complaints.filter { $0.code != "X001" }
    #expect(complaints.map(\.code) == ["L007"])
    #expect(complaints.first?.location == SourceLocation(file: "nl/fragments.yaml", line: 2))
    var silenced = files
    silenced["nl/fragments.yaml"] = fragments + "suppress:\n  twice: {L007: 'zo bedoeld'}\n"
    #expect(try check(silenced).complaints.filter { $0.code != "X001" } == [])
  }

  @Test func `unused word files and words given twice are named`() throws {
    let outcome = try check([
      "nl/other.txt": "woord\n", "nl/abuse.txt": Fixture.words + "\nsukkels\n",
    ])
    let found = outcome.complaints.filter { $0.code.hasPrefix("W") }.map { "\($0.code) \($0.location)" }
    #expect(found == ["W003 nl/abuse.txt:7", "W004 nl/other.txt:1"])
  }

  @Test func `weights are read, and what is wrong with them is told with its line`() throws {
    let tone = rule("pattern:", "id: nl.abuse.tone", "weights: tone.weights")
    func faults(_ weights: String, rule: String? = nil) throws -> [String] {
      try check(["nl/tone.weights": weights, "nl/tone.rules.yaml": rule ?? tone]).complaints
        .filter { $0.code != "X001" && $0.code != "X002" && $0.location.file.contains("tone") }
        .map { "\($0.code) \($0.description)" }
    }
    let head = "threshold = 60\nheaviest = 40\nkinds = abuse 4 self_harm -12\n"
    #expect(try faults(head + "# uitleg\ndat mens = 12 abuse 6 self_harm -4\nstakk* = -3\n") == [])
    for (line, problem) in [
      ("mens 12", "er staat geen “=”"), ("mens = veel", "“veel” is geen gewicht"), ("mens =", "“” is geen gewicht"),
      ("mens = 12 abuse", "bij een categorie ontbreekt het getal"), ("mens = 12 abus 4", "“abus” staat niet bij kinds"),
      ("Mens = 12", "“Mens” kan niet gewogen worden"), ("dat ene mens = 12", "kan niet gewogen worden"),
      ("men* = 12", "kan niet gewogen worden"), ("dat  mens = 12", "kan niet gewogen worden"),
      ("mens = 12\nmens = 13", "“mens” staat ook op regel 4"), ("mens = 99999", "is geen gewicht"),
    ] {
      let found = try faults(head + line)
      #expect(found.count == 1 && found[0].contains(problem) && found[0].contains("W006"), "\(line): \(found)")
    }
    #expect(try faults("mens = 12").contains { $0.contains("“threshold”, “heaviest” of “kinds” ontbreekt") })
    #expect(
      try faults(head, rule: rule("pattern:", "id: nl.abuse.tone", "weights: toon.weights")).contains {
        $0.contains("R004")
      })
    let other = "threshold = 60\nheaviest = 40\nkinds = self_harm 0\n"
    #expect(try faults(other).contains { $0.contains("“tone.weights” wijst nooit naar abuse") })
    #expect(try check(["nl/tone.weights": head]).complaints.map(\.code).filter { $0.hasPrefix("W") } == ["W004"])
  }

  @Test func `a slow rule is named with its time`() throws {
    var engine = Self.engine
    engine.seconds = { rule, text in
      #expect(text.utf8.count > 60_000)
      return rule.id == RuleID("nl.abuse.words") ? 0.4 : 0.01
    }
    try withFolder(Fixture.files) { folder in
      let slow = Check.run(wordlists: folder.path, engine: engine).complaints.filter { $0.code == "L011" }
      #expect(slow.map(\.subject) == ["nl.abuse.words"])
      #expect(slow.first?.problem.contains("400 ms") == true)
    }
  }

  @Test func `a missing folder is a complaint`() {
    let outcome = Check.run(wordlists: "/bestaat/niet", engine: Self.engine)
    #expect(outcome.complaints.first?.code == "Y000" && outcome.hasErrors)
  }
}
