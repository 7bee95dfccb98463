import Conduct
import Testing

@testable import Library

/// A small policy that is right; each test spoils one line of it.
private let right = """
  id: t-proef
  letter: T
  title: Proefschool
  source: Verzonnen
  valid_from: '2020-08-01'
  clauses:
    - id: T1
      label: Niet schelden
      text: Schelden mag niet.
      binds: [everyone]
      checks: [text]
      covers:
        - {category: abuse, effect: review}
    - id: T2
      label: Eén bericht
      text: Eén bericht per week.
      binds: [teacher]
      checks: [metadata]
      parameters:
        most: {value: '1', source: T2}
  ladder:
    weights: {first: [0, 0, 1, 2, 4], again: [0, 1, 2, 3, 4], source: default, reason: Een proef.}
    look_back_days: {value: 365, source: default, reason: Een proef.}
    resets_each_school_year: {value: true, source: T2}
    steps:
      list:
        - {strikes: 1, violations: 1, proposes: talk}
        - {strikes: 3, violations: 2, proposes: formal_warning}
      source: default
      reason: Een proef.
    measures:
      talk: {enabled: true, decider: teacher, four_eyes: false, hearing: false, source: T1}
  terms:
    appeal_days: {value: 42, source: default, reason: Een proef.}
  retention:
    recent: {value: 14, source: default, reason: Een proef.}
  """

private let categories = ["abuse", "threat", "self_harm"].map {
  Conduct.Category(
    id: CategoryID($0), kind: .text, name: $0, explanation: $0, defaultEffect: .review, isCareRoute: $0 == "self_harm")
}

private func complaints(_ text: String) -> [Complaint] {
  var complaints: [Complaint] = []
  let policy = Policy.read(text, file: "proef.yaml", version: "v", categories: categories, complaints: &complaints)
  return complaints + (policy?.check(categories: categories) ?? [])
}

struct Spoiled: CustomTestStringConvertible, Sendable {
  var line: String
  var with: String
  var code: String
  var at: Int
  var says: String
  var testDescription: String { "\(code) \(with)" }

  init(_ line: String, _ with: String, _ code: String, at: Int, _ says: String) {
    (self.line, self.with, self.code, self.at, self.says) = (line, with, code, at, says)
  }
}

private let table: [Spoiled] = [
  Spoiled("- id: T2", "- id: T1", "P001", at: 14, "staat er al, op regel 7"),
  Spoiled("category: abuse", "category: abuze", "P002", at: 13, "bedoelt u “abuse”?"),
  Spoiled("proposes: talk", "proposes: tallk", "P003", at: 27, "bedoelt u “talk”?"),
  Spoiled("    talk: {", "    tea: {", "P003", at: 32, "onbekende maatregel “tea”"),
  Spoiled("value: '1', source: T2", "value: '1', source: T9", "P004", at: 20, "een afspraak die er niet is: T9"),
  Spoiled(
    ", source: default, reason: Een proef.}\n  look", ", source: default}\n  look", "P005", at: 22, "zonder reden"),
  Spoiled(
    "value: 42, source: default, reason: Een proef.", "value: 42, source: default", "P005", at: 34, "zonder reden"),
  Spoiled("- id: T1", "- id: A1", "P006", at: 7, "geen nummer van een afspraak"),
  Spoiled("first: [0, 0, 1, 2, 4]", "first: [0, 0, 1, 2]", "P007", at: 22, "er staan 4 gewichten"),
  Spoiled("first: [0, 0, 1, 2, 4], ", "", "Y002", at: 22, "“first” ontbreekt"),
  Spoiled(
    "  weights: {first: [0, 0, 1, 2, 4], again: [0, 1, 2, 3, 4], source: default, reason: Een proef.}\n", "", "Y002",
    at: 22, "“weights” ontbreekt"),
  Spoiled("effect: review", "effect: block", "Y004", at: 13, "onbekende waarde “block”"),
  Spoiled("binds: [teacher]", "binds: [teachers]", "Y004", at: 17, "bedoelt u “teacher”?"),
  Spoiled("binds: [teacher]", "binds: []", "Y004", at: 17, "de lijst is leeg"),
  Spoiled("label: Niet", "labell: Niet", "Y003", at: 8, "onbekende sleutel “labell”"),
  Spoiled("'2020-08-01'", "augustus", "Y004", at: 5, "geen datum"),
  Spoiled("letter: T", "letter: tt", "Y004", at: 2, "één hoofdletter"),
  Spoiled("value: 365", "value: -1", "Y004", at: 23, "geheel getal"),
  Spoiled("clauses:", "clauses: [", "Y001", at: 7, "geen geldige YAML"),
  Spoiled("recent: {", "resent: {", "P018", at: 36, "bedoelt u “recent”?"),
  Spoiled("recent: {value: 14", "recent: {value: 15", "Y004", at: 36, "van 0 tot en met 14"),
  // Doubts about a policy that can be read.
  Spoiled("strikes: 3", "strikes: 0", "P008", at: 28, "lager dan die van een eerdere stap (1)"),
  Spoiled("strikes: 3, violations: 2", "strikes: 1, violations: 1", "P008", at: 28, "niet hoger dan die van talk"),
  Spoiled("enabled: true", "enabled: false", "P009", at: 27, "staat uit"),
  Spoiled("[0, 1, 2, 3, 4]", "[0, 0, 0, 0, 0]", "P013", at: 22, "weegt minder dan de eerste keer"),
  Spoiled(
    "first: [0, 0, 1, 2, 4], again: [0, 1, 2, 3, 4]", "first: [0, 0, 0, 0, 0], again: [0, 0, 0, 0, 0]", "P010", at: 27,
    "nooit voorgesteld"),
  Spoiled("proposes: talk", "proposes: police_report", "P011", at: 28, "lichter dan de stap ervoor"),
  Spoiled("    covers:\n      - {category: abuse, effect: review}\n", "", "P012", at: 7, "raakt geen categorie"),
  Spoiled(
    "talk: {enabled: true, decider: teacher", "police_report: {enabled: true, decider: director", "P017", at: 32,
    "altijd twee"),
  Spoiled("effect: review", "effect: hold", "P014", at: 7, "werkt pas bij ernst 4"),
  Spoiled("category: abuse", "category: self_harm", "P015", at: 7, "is een zorgroute"),
  Spoiled(
    "effect: review}", "effect: review}\n      - {category: abuse, effect: advice}", "P016", at: 7, "twee keer"),
]

@Test func aRightPolicyGivesNoComplaint() { #expect(complaints(right).isEmpty) }

@Test(arguments: table) func aSpoiledPolicyIsNamedWithFileLineAndAdvice(_ spoiled: Spoiled) throws {
  #expect(right.contains(spoiled.line))
  let text = right.replacing(spoiled.line, with: spoiled.with, maxReplacements: 1)
  let complaint = try #require(complaints(text).first { $0.code == spoiled.code }, "\(complaints(text))")
  #expect(complaint.location == SourceLocation(file: "proef.yaml", line: spoiled.at))
  #expect(complaint.description.contains(spoiled.says), "\(complaint)")
  #expect(!complaint.advice.isEmpty)
}

@Test func oneRunNamesAllThatIsWrong() {
  let text = right.replacing("category: abuse", with: "category: abuze").replacing("source: T2", with: "source: T9")
    .replacing("proposes: talk", with: "proposes: tea")
  #expect(complaints(text).map(\.code) == ["P002", "P003", "P004", "P004"])
}

@Test func aPolicyWithAnErrorIsRefusedAndAMissingFileSaysSo() {
  var complaints: [Complaint] = []
  let text = right.replacing("category: abuse", with: "category: abuze")
  #expect(Policy.read(text, file: "p", version: "v", categories: categories, complaints: &complaints) == nil)
  #expect(throws: LibraryError.self) { try Policy.load(file: "/nergens/p.yaml", categories: []) }
}
