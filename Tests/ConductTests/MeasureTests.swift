import Conduct
import Foundation
import Testing

@Suite struct MeasureTests {
  typealias Fixture = CaseFixture

  @Test func everyKindKeepsTheHouseRules() {
    for kind in Measure.Kind.allCases {
      let profile = kind.profile
      #expect(profile.level % 100 == 0 && (0...600).contains(profile.level))
      #expect(profile.isExternal == (profile.level == 600))
      #expect(profile.needsFourEyes == (profile.level >= 500))
      #expect(!profile.name.isEmpty && !profile.audience.isEmpty)
      if profile.isSanction { #expect(profile.level >= 200 && !profile.isExternal && profile.hearing == .before) }
      if profile.needsEnd { #expect(profile.longestTermDays != nil, "\(kind)") }
    }
    #expect(Set(Measure.Kind.allCases.map(\.profile.name)).count == Measure.Kind.allCases.count)
    #expect(!Measure.Kind.arrangement.profile.isSanction)
    #expect(Measure.Kind.staffSuspension.profile.audience == [.staff])
  }

  static func measure(
    _ kind: Measure.Kind, _ state: Measure.State, preparedBy: Member? = nil, approvedBy: Member? = nil
  ) -> Measure {
    Measure(
      id: MeasureID("k"), number: 1, member: Fixture.author.id, kind: kind, state: state, proposedAt: Fixture.now,
      preparedBy: preparedBy?.id, approvedBy: approvedBy?.id)
  }

  static let kin = Fixture.member("kin", .director, family: "f")
  static let second = Fixture.member("second", .director)
  static let waiting = measure(.policeReport, .approvalPending, preparedBy: Fixture.director)

  static let cases: [(Measure, Member, [Measure.Action])] = [
    (measure(.talk, .proposed), Fixture.teacher, [.view, .prepare, .refuse]),
    (measure(.talk, .approved), Fixture.teacher, [.view, .refuse, .announce, .impose]),
    (measure(.talk, .proposed), Fixture.neighbour, []),
    (measure(.talk, .proposed), Fixture.author, []),
    (measure(.talk, .proposed), Fixture.member("kin", .director, family: "f"), []),
    (measure(.formalWarning, .proposed), Fixture.teacher, []),
    (measure(.formalWarning, .proposed), Fixture.director, [.view, .prepare, .refuse]),
    (measure(.formalWarning, .active), Fixture.director, [.view, .acknowledge, .reaffirm, .lift]),
    (measure(.formalWarning, .active), Fixture.author, [.acknowledge]),
    (measure(.formalWarning, .active), kin, []),
    (measure(.formalWarning, .refused), Fixture.director, [.view]),
    (waiting, Fixture.director, [.view, .prepare, .refuse]),
    (waiting, second, [.view, .prepare, .approve, .refuse]),
    (waiting, Fixture.board, [.view, .prepare, .approve, .refuse]),
    (
      measure(.policeReport, .approved, preparedBy: Fixture.director, approvedBy: Fixture.board), Fixture.director,
      [.view, .refuse, .impose]
    ),
    (measure(.policeReport, .approved, preparedBy: Fixture.director), Fixture.director, [.view, .refuse]),
  ]

  @Test(arguments: cases) func aMemberMayDoWhatTheTableSays(
    measure: Measure, member: Member, actions: [Measure.Action]
  ) {
    let offered = measure.actions(for: member, about: Fixture.author, policy: Fixture.policy(), at: Fixture.now)
    #expect(offered == actions)
  }

  @Test func aPolicyMayAskForTwoPeopleButNeverTakeThemAway() {
    func setting(fourEyes: Bool) -> Sourced<Ladder.MeasureSetting> {
      Sourced(
        Ladder.MeasureSetting(decider: .director, needsFourEyes: fourEyes, needsHearing: false),
        from: .clause(ClauseID("A33")))
    }
    let policy = Fixture.policy(
      measures: [.formalWarning: setting(fourEyes: true), .policeReport: setting(fourEyes: false)])
    #expect(Self.measure(.formalWarning, .proposed).needsTwo(policy))
    #expect(Self.measure(.policeReport, .proposed).needsTwo(policy))
  }

  static let plan = Measure.Plan(
    motivation: "m", ruleKnown: "a", priorWarning: "b", facts: "c", weighing: "d", contactPoint: "f", redress: "g",
    hearing: "h", until: Fixture.now + 28 * Ladder.day, scope: "j", substituteChannel: "k", internalSteps: "l",
    mandate: "m", clauses: [ClauseID("A33")], urgency: "o")

  struct Gap: Sendable {
    let kind: Measure.Kind
    let change: @Sendable (inout Measure.Plan) -> Void
    let missing: [Preflight.Item]
  }

  static let gaps: [Gap] = [
    Gap(kind: .postingRestriction, change: { _ in }, missing: []),
    Gap(kind: .postingRestriction, change: { $0.ruleKnown = " " }, missing: [.ruleKnown]),
    Gap(kind: .postingRestriction, change: { $0.priorWarning = "" }, missing: [.priorWarning]),
    Gap(kind: .postingRestriction, change: { $0.facts = "" }, missing: [.facts]),
    Gap(kind: .postingRestriction, change: { $0.weighing = "" }, missing: [.weighing]),
    Gap(kind: .postingRestriction, change: { $0.until = nil }, missing: [.term]),
    Gap(kind: .postingRestriction, change: { $0.until = Fixture.now + 93 * Ladder.day }, missing: [.term]),
    Gap(kind: .postingRestriction, change: { $0.until = Fixture.now - 1 }, missing: [.term]),
    Gap(kind: .postingRestriction, change: { $0.contactPoint = "" }, missing: [.contactPoint]),
    Gap(kind: .postingRestriction, change: { $0.redress = "" }, missing: [.redress]),
    Gap(kind: .postingRestriction, change: { $0.hearing = "" }, missing: [.hearing]),
    Gap(kind: .postingRestriction, change: { ($0.hearing, $0.isUrgent) = ("", true) }, missing: []),
    Gap(kind: .postingRestriction, change: { ($0.urgency, $0.isUrgent) = (" ", true) }, missing: [.urgency]),
    Gap(kind: .policeReport, change: { ($0.urgency, $0.isUrgent) = (nil, true) }, missing: [.urgency]),
    Gap(kind: .postingRestriction, change: { $0.urgency = nil }, missing: []),
    Gap(kind: .postingRestriction, change: { $0.clauses = [] }, missing: [.clause]),
    Gap(kind: .reminder, change: { $0.clauses = nil }, missing: [.clause]),
    Gap(kind: .policeReport, change: { $0.clauses = nil }, missing: []),
    Gap(kind: .postingRestriction, change: { $0.scope = " " }, missing: [.scope]),
    Gap(kind: .postingRestriction, change: { ($0.substituteChannel, $0.mandate) = (nil, nil) }, missing: []),
    Gap(kind: .portalSuspension, change: { $0.substituteChannel = "" }, missing: [.substituteChannel]),
    Gap(kind: .contactRestriction, change: { $0.substituteChannel = nil }, missing: [.substituteChannel]),
    Gap(kind: .premisesBan, change: { ($0.scope, $0.mandate) = (nil, nil) }, missing: [.scope, .mandate]),
    Gap(kind: .policeReport, change: { $0.internalSteps = nil }, missing: [.internalSteps]),
    Gap(kind: .veiligThuis, change: { $0.internalSteps = nil }, missing: []),
    Gap(kind: .dataBreachReport, change: { $0.internalSteps = nil }, missing: []),
    Gap(kind: .talk, change: { $0 = Measure.Plan(motivation: "m", facts: "c") }, missing: []),
    Gap(kind: .talk, change: { $0 = Measure.Plan(motivation: "m") }, missing: [.facts]),
    Gap(
      kind: .boardInformed, change: { ($0.until, $0.reviewAt) = (nil, Fixture.now + Ladder.day) }, missing: []),
  ]

  @Test(arguments: gaps) func theChecklistNamesWhatIsMissing(gap: Gap) {
    var plan = Self.plan
    gap.change(&plan)
    var measure = Self.measure(gap.kind, .approved)
    measure.plan = plan
    let preflight = Preflight(
      of: measure, policy: Fixture.policy(lacks: ["Geen regeling voor bezwaar."]), isCompetent: true, at: Fixture.now)
    #expect(preflight.missing == gap.missing)
    #expect(preflight.isComplete == gap.missing.isEmpty)
    #expect(preflight.warnings.contains("Het beleid noemt geen trap."))
    #expect(preflight.unsettled.contains("Geen regeling voor bezwaar.") == (gap.kind.profile.level >= 200))
  }

  @Test func aMeasureOnViolationsNeedsNoOtherClauseAndNoneThatThePolicyLacks() {
    var measure = Self.measure(.formalWarning, .approved)
    measure.plan = Self.plan
    measure.plan?.clauses = nil
    measure.violations = 1
    #expect(Preflight(of: measure, policy: Fixture.policy(), isCompetent: true, at: Fixture.now).isComplete)
    var plan = Self.plan
    plan.clauses = [ClauseID("A33"), ClauseID("Z9")]
    #expect(throws: ConductError.unknownClause(ClauseID("Z9"), policy: "voorbeeld")) {
      try Self.measure(.formalWarning, .proposed).applying(
        .prepare(plan), by: Fixture.director, about: Fixture.author, policy: Fixture.policy(), at: Fixture.now)
    }
  }

  /// Fourteen days for parents, twenty-one for staff, when the policy says nothing else.
  @Test func whoIsToldBeforehandGetsTheTimeThatThePolicyGives() throws {
    let staff = Fixture.member("staff", .teacher, in: Fixture.group)
    for (kind, subject, days) in [
      (Measure.Kind.postingRestriction, Fixture.author, Int64(14)), (.staffReprimand, staff, 21),
    ] {
      var measure = Self.measure(kind, .approved, preparedBy: Fixture.director)
      measure.plan = Self.plan
      let policy = Fixture.policy()
      func announce(_ respondBy: Int64) throws -> Measure {
        try measure.applying(
          .announce(respondBy: respondBy), by: Fixture.board, about: subject, policy: policy, at: Fixture.now)
      }
      for early in [Fixture.now - 1, Fixture.now + 1, Fixture.now + days * Ladder.day - 1] {
        #expect(throws: ConductError.self) { try announce(early) }
      }
      let announced = try announce(Fixture.now + days * Ladder.day)
      #expect(
        announced.refusal(of: .impose, for: Fixture.board, about: subject, policy: policy, at: Fixture.now)
          == .mayStillRespond(until: Fixture.now + days * Ladder.day))
      #expect(
        measure.refusal(of: .impose, for: Fixture.board, about: subject, policy: policy, at: Fixture.now)
          == .notAnnounced)
    }
  }

  @Test("A45: a policy may ask that it was made known before a warning or more, unless safety does not wait")
  func a45WhatWasNotMadeKnownIsNotEnforced() {
    var policy = Fixture.policy()
    policy.clauses[0].parameters["before_enforcement"] = Sourced("required", from: .clause(ClauseID("A33")))
    for (kind, isUrgent, isBlocked) in [
      (Measure.Kind.talk, false, false), (.formalWarning, false, true), (.formalWarning, true, false),
      (.policeReport, false, false),
    ] {
      var measure = Self.measure(kind, .approved)
      measure.plan = Self.plan
      measure.plan?.isUrgent = isUrgent
      for (policy, isPublished, blocks) in [
        (policy, false, isBlocked), (policy, true, false), (Fixture.policy(), false, false),
      ] {
        let preflight = Preflight(
          of: measure, policy: policy, isCompetent: true, isPublished: isPublished, at: Fixture.now)
        #expect(preflight.missing.contains(.ruleKnown) == blocks, "\(kind) \(isUrgent) \(isPublished)")
        #expect(preflight.warnings.contains { $0.contains("register add") } == blocks)
      }
    }
  }

  @Test func anIncompetentDeciderBlocksTheMeasure() {
    var measure = Self.measure(.talk, .approved)
    measure.plan = Self.plan
    let preflight = Preflight(of: measure, policy: Fixture.policy(), isCompetent: false, at: Fixture.now)
    #expect(preflight.missing == [.decider])
  }

  @Test func reasonsCarryTheNamesOfTheDigitalServicesAct() throws {
    let finding = Finding(
      clauses: [ClauseID("A33")], severity: .high, motivation: "Omdat.", facts: "Dit.", effects: [.remove])
    let signal = Signal(
      rule: RuleID("nl.abuse.x"), title: "", category: CategoryID("abuse"), severity: .high, effect: .review,
      span: 0..<1, text: "", view: .original)
    let decision = Decision(
      id: DecisionID("d-1"), on: Fixture.review(), judgement: .establish(finding), signals: [signal],
      message: Message(author: Fixture.author.id, sentAt: 1, text: "Sukkel."), by: Fixture.teacher,
      policy: Fixture.policy(), at: 2)
    let statement = try #require(decision.statement)
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(statement)) as? [String: Any]
    #expect(json?["automated_detection"] as? Bool == true)
    #expect(json?["automated_decision"] as? Bool == false)
    #expect(json?["decision_ground"] as? String == "DECISION_GROUND_INCOMPATIBLE_CONTENT")
    #expect(json?["incompatible_content_ground"] as? String == "A33 Niet schelden")
    #expect(json?["incompatible_content_explanation"] as? String == "Omdat.")
    #expect(json?["decision_visibility"] as? [String] == ["DECISION_VISIBILITY_CONTENT_REMOVED"])
    #expect(json?["puid"] as? String == "d-1")
  }
}
