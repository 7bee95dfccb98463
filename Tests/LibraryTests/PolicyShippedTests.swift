import Conduct
import Foundation
import Testing

@testable import Library

private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

private func shipped(_ name: String) throws -> Policy {
  try Policy.load(file: root.appendingPathComponent("Policies/\(name).yaml").path, categories: [])
}

private let names = ["a-de-jordaan-2017", "b-school-2018"]

/// How each norm can be checked, norm by norm: t text, w weak text, m metadata, r register, f workflow, p process.
private let classes: [String: String] = [
  "A1": "p", "A2": "m", "A3": "t", "A4": "t", "A5": "t", "A6": "mr", "A7": "fr", "A8": "m", "A9": "m", "A10": "m",
  "A11": "m", "A12": "m", "A13": "m", "A14": "tm", "A15": "p", "A16": "rm", "A17": "r", "A18": "p", "A19": "r",
  "A20": "rf", "A21": "wf", "A22": "rm", "A23": "rm", "A24": "mw", "A25": "t", "A26": "m", "A27": "m", "A28": "t",
  "A29": "f", "A30": "w", "A31": "wf", "A32": "w", "A33": "t", "A34": "t", "A35": "t", "A36": "t", "A37": "t",
  "A38": "tm", "A39": "m", "A40": "m", "A41": "m", "A42": "f", "A43": "r", "A44": "r", "A45": "rp", "A46": "p",
  "A47": "f", "A48": "f", "A49": "f", "A50": "f",
  "B1": "mr", "B2": "m", "B3": "r", "B4": "r", "B5": "r", "B6": "f", "B7": "f", "B8": "m", "B9": "r", "B10": "mr",
  "B11": "p", "B12": "pr", "B13": "f", "B14": "p", "B15": "r", "B16": "w", "B17": "w", "B18": "w", "B19": "t",
  "B20": "f",
]

private let letters: [Character: Clause.Check] = [
  "t": .text, "w": .weakText, "m": .metadata, "r": .register, "f": .workflow, "p": .process,
]

@Test func allSeventyNormsAreThereEachWithItsWaysOfChecking() throws {
  var found: [String: Set<Clause.Check>] = [:]
  for name in names {
    for clause in try shipped(name).clauses { found[clause.id.rawValue] = Set(clause.checks) }
  }
  #expect(found.count == 70)
  for (id, code) in classes { #expect(found[id] == Set(code.compactMap { letters[$0] }), "\(id)") }
}

@Test(arguments: names) func clausesAreNumberedInOrderAndSayWhomTheyBind(name: String) throws {
  let policy = try shipped(name)
  #expect(policy.clauses.map(\.id.rawValue) == (1...policy.clauses.count).map { "\(policy.letter)\($0)" })
  for clause in policy.clauses {
    #expect(!clause.binds.isEmpty && clause.label.count <= 60 && clause.text.hasSuffix("."), "\(clause.id)")
  }
}

@Test(arguments: names) func aShippedPolicyIsFreeOfComplaintsAndKnowsItsCategories(name: String) throws {
  let categories = try Wordlists.load(directory: root.appendingPathComponent("Wordlists").path).categories
  var complaints: [Complaint] = []
  let file = root.appendingPathComponent("Policies/\(name).yaml")
  let policy = try #require(
    Policy.read(
      try String(contentsOf: file, encoding: .utf8), file: file.path, version: "v", categories: categories,
      complaints: &complaints))
  #expect(complaints + policy.check(categories: categories) == [])
  #expect(policy.id == name)
}

@Test func everyCategoryButCareIsCoveredBySomeClause() throws {
  let categories = try Wordlists.load(directory: root.appendingPathComponent("Wordlists").path).categories
  let covered = Set(try names.flatMap { try shipped($0).clauses.flatMap(\.categories) })
  #expect(Set(categories.filter { !$0.isCareRoute }.map(\.id)) == covered)
}

@Test(arguments: names) func everyValueThatTheSchoolDoesNotStateSaysWhy(name: String) throws {
  let policy = try shipped(name)
  var sources = [
    policy.ladder.weights.source, policy.ladder.lookBackDays.source, policy.ladder.resetsEachSchoolYear.source,
    policy.ladder.steps.source,
  ]
  sources += policy.ladder.measures.values.map(\.source)
  sources += policy.terms.values.map(\.source) + policy.retention.values.map(\.source)
  sources += policy.clauses.flatMap { $0.parameters.values.map(\.source) }
  for source in sources {
    switch source {
    case .clause(let id): #expect(policy.clause(id) != nil)
    case .productDefault(let reason): #expect(reason.count > 15)
    }
  }
}

@Test(arguments: names) func everyMeasureHasASettingAndWhatLeavesTheSchoolNeedsTwo(name: String) throws {
  let ladder = try shipped(name).ladder
  #expect(Set(ladder.measures.keys) == Set(Measure.Kind.allCases))
  for (kind, setting) in ladder.measures {
    if kind.profile.needsFourEyes { #expect(setting.value.needsFourEyes, "\(kind)") }
    if kind.profile.needsEnd { #expect(setting.value.longestTermDays != nil, "\(kind)") }
    if kind.profile.isSanction { #expect(setting.value.needsHearing, "\(kind)") }
    #expect([.teacher, .director, .board].contains(setting.value.decider), "\(kind)")
  }
}

/// What the ladder proposes to a parent after each established violation of a row, a week apart.
private func proposals(_ ladder: Ladder, severities: [Int]) -> [Measure.Kind?] {
  let zone = "Europe/Amsterdam"
  let start: Int64 = 1_790_000_000_000
  var strikes: [Strike] = []
  var imposed: [Measure] = []
  return severities.enumerated().map { index, severity in
    let at = start + Int64(index) * 7 * Ladder.day
    let weights = strikes.isEmpty ? ladder.weights.value.first : ladder.weights.value.again
    strikes.append(
      Strike(
        id: StrikeID("s\(index)"), member: MemberID("m"), review: ReviewID("r\(index)"),
        decision: DecisionID("d\(index)"), clauses: [], severity: Severity(rawValue: severity) ?? .low,
        weight: weights[severity], at: at, expiresAt: ladder.expiry(of: at, timeZone: zone)))
    let proposal = ladder.proposal(for: strikes, register: .parents, earlier: imposed, at: at, timeZone: zone)
    if let proposal {
      imposed.append(
        Measure(
          id: MeasureID("x\(index)"), number: index, member: MemberID("m"), kind: proposal.kind, state: .active,
          proposedAt: at, strikes: proposal.strikes, violations: proposal.violations))
    }
    return proposal?.kind
  }
}

@Test(
  arguments: names,
  [
    ([1, 1, 1], [.addressed, .talk, nil]),
    ([2, 2, 2], [.talk, .reminder, .formalWarning]),
    ([3, 3, 3], [.talk, .formalWarning, .preModeration]),
    ([4, 4, 4], [.formalWarning, .preModeration, .postingRestriction]),
    ([2, 3, 2], [.talk, .formalWarning, nil]),
  ] as [([Int], [Measure.Kind?])])
func threeViolationsClimbTheLadderFromLightToHeavy(name: String, row: ([Int], [Measure.Kind?])) throws {
  #expect(proposals(try shipped(name).ladder, severities: row.0) == row.1)
}

@Test func theTwoPoliciesDifferWhereTheSchoolsDo() throws {
  let a = try shipped("a-de-jordaan-2017")
  let b = try shipped("b-school-2018")
  func covered(_ policy: Policy) -> Set<String> {
    Set(policy.clauses.flatMap { $0.categories.map(\.rawValue) })
  }
  #expect(covered(a).subtracting(covered(b)) == ["commercial", "politics_religion", "language"])
  func posting(_ policy: Policy) -> Set<PostingRule> { Set(policy.clauses.flatMap { $0.posting.map(\.rule) }) }
  #expect(posting(a).union(posting(b)) == Set(PostingRule.allCases))
  #expect(
    posting(b).subtracting(posting(a)) == [.parentElsewhere, .kindOfContent, .attachmentNotAllowed, .ownChildPrivate])
  #expect(covered(b).isSubset(of: covered(a)))
  #expect(!covered(a).contains("self_harm"))
  #expect(b.lacks.contains { $0.contains("ladder") } && b.lacks.contains { $0.contains("verwijderen") })
  #expect(a.lacks.contains { $0.contains("melden") })
  #expect(b.evaluationDate == "2018-11" && a.evaluationDate == nil && a.validFrom == "2017-12-01")
  let rhythm = ClauseID("A27")
  #expect(a.clause(rhythm)?.parameters["per_week_max"] == Sourced("3", from: .clause(rhythm)))
}

@Test(arguments: names) func onlyThreatsAndSexualTextOfSeverityFourHoldAMessage(name: String) throws {
  let holds = try shipped(name).clauses.flatMap(\.covers).filter { $0.effect == .hold }
  #expect(Set(holds.map(\.category.rawValue)) == ["threat", "sexual"])
  #expect(holds.allSatisfy { $0.from == .critical })
}

@Test func theMappingOfMeasuresInTheDesignIsTheCode() throws {
  let design = try String(contentsOf: root.appendingPathComponent("docs/DESIGN.md"), encoding: .utf8)
  let rows = design.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
    row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  }
  let forms: [Measure.Profile.Form: String] = [
    .registeredLetter: "registered letter", .externalForm: "other body's form",
  ]
  let hearings: [Measure.Profile.Hearing: String] = [.none: "–", .itself: "is the hearing"]
  let expected = Measure.Kind.allCases.map { kind in
    let profile = kind.profile
    return [
      "`\(kind.rawValue)`", profile.name, "\(profile.level)", forms[profile.form] ?? profile.form.rawValue,
      profile.decider.rawValue, hearings[profile.hearing] ?? profile.hearing.rawValue,
      profile.longestTermDays.map(String.init) ?? "–", profile.needsFourEyes ? "yes" : "no",
      profile.isSanction ? "yes" : "no", profile.audience.count == 2 ? "both" : profile.audience.first?.rawValue ?? "",
    ]
  }
  #expect(rows == expected)
}

@Test(arguments: names) func noMeasureLastsLongerThanTheProductAllows(name: String) throws {
  for (kind, setting) in try shipped(name).ladder.measures {
    guard let longest = kind.profile.longestTermDays, let days = setting.value.longestTermDays else { continue }
    #expect(days <= longest, "\(kind)")
  }
}
