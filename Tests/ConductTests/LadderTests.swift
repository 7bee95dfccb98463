import Conduct
import Foundation
import Testing

@Suite struct LadderTests {
  typealias Fixture = CaseFixture

  static let steps = [
    Ladder.Step(strikes: 2, proposes: .talk), Ladder.Step(strikes: 6, violations: 3, proposes: .formalWarning),
    Ladder.Step(strikes: 12, violations: 5, proposes: .postingRestriction),
  ]
  static let ladder = Fixture.policy(steps: steps).ladder

  static func measure(_ kind: Measure.Kind, _ state: Measure.State, violations: Int = 1, daysAgo: Int64 = 1) -> Measure
  {
    Measure(
      id: MeasureID("k"), number: 1, member: Fixture.author.id, kind: kind, state: state,
      proposedAt: Fixture.now - daysAgo * Ladder.day, violations: violations)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let weights: [Int]
    var earlier: [Measure] = []
    var register = Register.parents
    let proposes: Measure.Kind?

    init(
      _ name: String, _ weights: [Int], earlier: [Measure] = [], register: Register = .parents, _ kind: Measure.Kind?
    ) {
      testDescription = name
      self.weights = weights
      self.earlier = earlier
      self.register = register
      proposes = kind
    }
  }

  static let cases: [Case] = [
    Case("nothing proposes nothing", [], nil),
    Case("weight 0 proposes nothing", [0, 0, 0], nil),
    Case("one violation of weight 2 proposes a talk", [2], .talk),
    Case("enough strikes from too few violations stay at the talk", [4, 4], .talk),
    Case("both thresholds reached", [2, 2, 2], .formalWarning),
    Case("a talk that was proposed is not proposed again", [2], earlier: [measure(.talk, .proposed)], nil),
    Case("a talk that was held is not proposed again", [2, 1], earlier: [measure(.talk, .active)], nil),
    Case("after the talk comes the warning", [2, 2, 2], earlier: [measure(.talk, .active)], .formalWarning),
    Case("a heavier measure settles a lighter step", [2], earlier: [measure(.premisesBan, .active)], nil),
    Case("a refused measure stays refused", [2], earlier: [measure(.talk, .refused, violations: 1)], nil),
    Case("a refused measure returns when the count grows", [2, 1], earlier: [measure(.talk, .refused)], .talk),
    Case("a reversed measure never was", [2], earlier: [measure(.talk, .reversed)], .talk),
    Case("a measure of another period does not count", [2], earlier: [measure(.talk, .active, daysAgo: 400)], .talk),
    Case("staff get no measure for parents", [2, 2, 2], register: .staff, .talk),
    Case("far beyond", [4, 4, 4, 4, 4], .postingRestriction),
  ]

  @Test(arguments: cases) func theLadderProposesWhatTheTableSays(row: Case) {
    let strikes = row.weights.enumerated().map { Fixture.strike($1, daysAgo: Int64($0 + 1)) }
    let proposal = Self.ladder.proposal(
      for: strikes, register: row.register, earlier: row.earlier, at: Fixture.now, timeZone: "Europe/Amsterdam")
    #expect(proposal?.kind == row.proposes)
    if let proposal { #expect(proposal.warning == "Het beleid noemt geen trap.") }
  }

  @Test func aStepThatTheSchoolSwitchedOffIsSkipped() {
    let off = Sourced(
      Ladder.MeasureSetting(isEnabled: false, decider: .director, needsFourEyes: false, needsHearing: false),
      from: .clause(ClauseID("A33")))
    let ladder = Fixture.policy(steps: Self.steps, measures: [.formalWarning: off]).ladder
    let strikes = (1...3).map { Fixture.strike(2, daysAgo: $0) }
    let proposal = ladder.proposal(
      for: strikes, register: .parents, earlier: [], at: Fixture.now, timeZone: "Europe/Amsterdam")
    #expect(proposal?.kind == .talk)
  }

  @Test(arguments: [
    (Int64(1), true, Strike.State.active, 1), (51, true, .active, 1), (52, true, .active, 0), (52, false, .active, 1),
    (365, false, .active, 0), (1, true, .overruled, 0), (1, true, .expired, 0),
  ])
  func strikesCountWithinTheLookBackAndTheSchoolYear(daysAgo: Int64, resets: Bool, state: Strike.State, count: Int) {
    let ladder = Fixture.policy(resets: resets).ladder
    let strike = Fixture.strike(2, daysAgo: daysAgo, state: state)
    #expect(ladder.counting([strike], at: Fixture.now, timeZone: "Europe/Amsterdam").count == count)
  }

  @Test(arguments: [
    ("2026-07-31T21:59:59Z", "2025-07-31T22:00:00Z"), ("2026-07-31T22:00:00Z", "2026-07-31T22:00:00Z"),
    ("2027-01-01T00:00:00Z", "2026-07-31T22:00:00Z"), ("2026-12-31T23:59:59Z", "2026-07-31T22:00:00Z"),
  ])
  func aSchoolYearBeginsOnTheFirstOfAugustInTheSchoolsTimeZone(time: String, start: String) throws {
    func milliseconds(_ text: String) throws -> Int64 {
      Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970 * 1000)
    }
    let year = Ladder.schoolYear(of: try milliseconds(time), timeZone: "Europe/Amsterdam")
    #expect(year.lowerBound == (try milliseconds(start)))
  }

  @Test(arguments: Severity.allCases, [false, true])
  func aStrikeWeighsByOccurrence(severity: Severity, isRepeat: Bool) throws {
    let decision = Decision(
      id: DecisionID("d"), review: ReviewID("r"), decider: MemberID("t"), role: .teacher, at: Fixture.now,
      outcome: .established, clauses: [ClauseID("A33")], severity: severity, policy: "p", ruleset: "r")
    let strike = try #require(
      Strike(
        id: StrikeID("s"), of: Fixture.author.id, by: decision, earlier: isRepeat ? [Fixture.strike(0)] : [],
        ladder: Self.ladder, timeZone: "Europe/Amsterdam"))
    #expect(strike.weight == (isRepeat ? [0, 1, 2, 3, 4] : [0, 0, 1, 2, 4])[severity.rawValue])
  }

  @Test(arguments: [Decision.Outcome.dismissed(.context), .careArranged])
  func onlyAnEstablishedViolationGivesAStrike(outcome: Decision.Outcome) {
    let decision = Decision(
      id: DecisionID("d"), review: ReviewID("r"), decider: MemberID("t"), role: .teacher, at: Fixture.now,
      outcome: outcome, severity: .high, policy: "p", ruleset: "r")
    let strike = Strike(
      id: StrikeID("s"), of: Fixture.author.id, by: decision, earlier: [], ladder: Self.ladder,
      timeZone: "Europe/Amsterdam")
    #expect(strike == nil)
  }
}
