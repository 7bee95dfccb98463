import Conduct
import Testing

@Suite struct CaseTests {
  typealias Fixture = CaseFixture

  static let second = Fixture.member("second", .director)

  static func conductCase(_ state: Case.State) -> Case {
    Case(
      id: CaseID("f"), number: 1, member: Fixture.author.id, register: .parents, state: state, version: 2,
      openedBy: Fixture.director.id, openedAt: Fixture.now, respondBy: Fixture.now - 1, decidedBy: Fixture.director.id)
  }

  static let table: [(Case.State, [Case.Action])] = [
    (.opened, [.view, .investigate, .toBoard, .transfer]),
    (.underInvestigation, [.view, .invite, .hearOther, .skipHearing, .toBoard, .transfer]),
    (.hearingScheduled, [.view, .hear, .hearOther, .noResponse, .skipHearing, .toBoard, .transfer]),
    (.heard, [.view, .hear, .hearOther, .conclude, .toBoard, .transfer]),
    (.noResponse, [.view, .hear, .hearOther, .conclude, .toBoard, .transfer]),
    (.decisionPending, [.view, .decide, .toBoard, .transfer]),
    (.approvalPending, [.view, .approve, .sendBack, .toBoard, .transfer]),
    (.decided, [.view, .monitor, .close, .toBoard, .transfer]), (.monitoring, [.view, .close, .toBoard, .transfer]),
    (.closed, [.view, .reopen, .archive]), (.reopened, [.view, .investigate, .toBoard, .transfer]),
    (.archived, [.view]),
    (.transferred, [.view]),
  ]

  @Test(arguments: table) func aSecondPersonMayDoWhatTheTableSays(state: Case.State, actions: [Case.Action]) {
    let found = Self.conductCase(state)
    #expect(found.actions(for: Self.second, about: Fixture.author, at: Fixture.now) == actions)
    // Who opened and decided does not agree to it, nor passes over the hearing.
    let own = actions.filter { ![.approve, .sendBack, .skipHearing].contains($0) }
    #expect(found.actions(for: Fixture.director, about: Fixture.author, at: Fixture.now) == own)
    #expect(found.actions(for: Fixture.board, about: Fixture.author, at: Fixture.now) == actions)
    let directors = [Self.second.id, Fixture.director.id, Fixture.board.id]
    for person in MeasureStepsTests.people where !directors.contains(person.id) {
      #expect(found.actions(for: person, about: Fixture.author, at: Fixture.now) == [], "\(person.id)")
    }
  }

  @Test func theAllowedListAndTheRefusalAgreeForEveryStateStepAndPerson() {
    for state in Case.State.allCases {
      for person in MeasureStepsTests.people {
        let found = Self.conductCase(state)
        let offered = found.actions(for: person, about: Fixture.author, at: Fixture.now)
        for action in Case.Action.allCases where action != .view {
          let step = Case.Step(action, words: "w", respondBy: Fixture.now + 14 * Ladder.day)
          let next = try? found.applying(
            step, by: person, about: Fixture.author, measures: [], policy: Fixture.policy(), at: Fixture.now)
          #expect((next != nil) == offered.contains(action), "\(state) \(person.id) \(action)")
        }
      }
    }
  }

  @Test func whoReportedThePersonHasNoHandInTheCaseNorUnderAnotherName() {
    let complainant = Fixture.member("complainant", .director, family: "f-3")
    let kin = Fixture.member("kin", .board, family: "f-3")
    var alias = Fixture.member("alias", .board)
    alias.others = [Fixture.director.id]
    for state in Case.State.allCases {
      var found = Self.conductCase(state)
      found.complainants = [Review.Party(.reporter, complainant)]
      for person in [complainant, kin] {
        #expect(found.actions(for: person, about: Fixture.author, at: Fixture.now) == [])
      }
      let same: Set<Case.Action> = [.approve, .sendBack, .skipHearing]
      #expect(same.isDisjoint(with: found.actions(for: alias, about: Fixture.author, at: Fixture.now)))
    }
  }

  private func take(_ action: Case.Action, _ words: String?, on found: Case, by member: Member) throws -> Case {
    try found.applying(
      Case.Step(action, words: words), by: member, about: Fixture.author, measures: [], policy: Fixture.policy(),
      at: Fixture.now)
  }

  @Test func whatTheOtherSideSaysIsNoHearingOfThePerson() throws {
    let invited = Self.conductCase(.hearingScheduled)
    let other = try take(.hearOther, "Het deed pijn.", on: invited, by: Self.second)
    #expect(other.state == .hearingScheduled && other.heardAt == nil && other.otherHeardAt == Fixture.now)
    #expect(other.refusal(of: .conclude, for: Self.second, about: Fixture.author, at: Fixture.now) != nil)
    let heard = try take(.hear, "Sorry.", on: other, by: Self.second)
    #expect(heard.state == .heard && heard.heardAt == Fixture.now)
    #expect(try take(.conclude, nil, on: heard, by: Self.second).state == .decisionPending)
    // With one side only, it is said why.
    let half = try take(.hear, "Sorry.", on: invited, by: Self.second)
    #expect(throws: ConductError.self) { try take(.conclude, " ", on: half, by: Self.second) }
    #expect(try take(.conclude, "Niemand meldde het.", on: half, by: Self.second).state == .decisionPending)
  }

  @Test func whatTheBoardWasGivenTheDirectorOnlyReads() throws {
    for state in Case.State.allCases where state.isOpen {
      let given = try take(.toBoard, "Te dichtbij.", on: Self.conductCase(state), by: Self.second)
      #expect(given.state == state && given.boardSince == Fixture.now)
      #expect(given.actions(for: Self.second, about: Fixture.author, at: Fixture.now) == [.view])
      let before = Self.conductCase(state).actions(for: Fixture.board, about: Fixture.author, at: Fixture.now)
      let after = given.actions(for: Fixture.board, about: Fixture.author, at: Fixture.now)
      #expect(after == before.filter { $0 != .toBoard })
      #expect(throws: ConductError.self) { try take(.toBoard, " ", on: Self.conductCase(state), by: Self.second) }
    }
  }

  @Test func anInvitationGivesTheTimeThatThePolicyGives() throws {
    for (register, days) in [(Register.parents, Int64(14)), (.staff, 21)] {
      var found = Self.conductCase(.underInvestigation)
      found.register = register
      for respondBy in [nil, Fixture.now + 1, Fixture.now + days * Ladder.day - 1] {
        #expect(throws: ConductError.self) {
          try found.applying(
            Case.Step(.invite, words: "w", respondBy: respondBy), by: Self.second, about: Fixture.author, measures: [],
            policy: Fixture.policy(), at: Fixture.now)
        }
      }
      let invited = try found.applying(
        Case.Step(.invite, words: "w", respondBy: Fixture.now + days * Ladder.day), by: Self.second,
        about: Fixture.author, measures: [], policy: Fixture.policy(), at: Fixture.now)
      #expect(invited.state == .hearingScheduled)
    }
  }

  @Test func nobodyIsDecidedOnUnheardBeforeTheTermIsOver() {
    var invited = Self.conductCase(.hearingScheduled)
    invited.respondBy = Fixture.now
    #expect(
      invited.refusal(of: .noResponse, for: Self.second, about: Fixture.author, at: Fixture.now)
        == .mayStillRespond(until: Fixture.now))
    #expect(invited.refusal(of: .noResponse, for: Self.second, about: Fixture.author, at: Fixture.now + 1) == nil)
    #expect(throws: ConductError.self) {
      try Self.conductCase(.decisionPending).applying(
        Case.Step(.decide, words: " "), by: Self.second, about: Fixture.author, measures: [],
        policy: Fixture.policy(), at: Fixture.now)
    }
  }

  static func measure(_ kind: Measure.Kind, _ state: Measure.State, before: Bool = false, imposed: Bool = false)
    -> Measure
  {
    Measure(
      id: MeasureID("k"), number: 1, member: Fixture.author.id, kind: kind, state: state,
      proposedAt: Fixture.now - (before ? 1 : 0), imposedBy: imposed ? Fixture.director.id : nil)
  }

  /// A second person is asked when the measures and the policy say so, whatever the decider thinks.
  @Test(
    arguments: [
      ([], false), ([measure(.talk, .proposed)], false),
      ([measure(.postingRestriction, .active, imposed: true)], false),
      ([measure(.premisesBan, .proposed)], true), ([measure(.premisesBan, .approvalPending, before: true)], true),
      ([measure(.premisesBan, .refused)], false), ([measure(.premisesBan, .active, imposed: true)], true),
      ([measure(.premisesBan, .expired, imposed: true)], true),
      ([measure(.premisesBan, .active, before: true, imposed: true)], false),
      ([measure(.premisesBan, .reversed, imposed: true)], false),
      ([measure(.talk, .active), measure(.policeReport, .announced)], true),
    ] as [([Measure], Bool)])
  func theWeightOfACaseFollowsFromItsMeasures(measures: [Measure], isHeavy: Bool) throws {
    let decided = try Self.conductCase(.decisionPending).applying(
      Case.Step(.decide, words: "w"), by: Self.second, about: Fixture.author, measures: measures,
      policy: Fixture.policy(), at: Fixture.now)
    #expect(decided.state == (isHeavy ? .approvalPending : .decided))
  }

  @Test func aPolicyThatAsksForTwoMakesACaseHeavy() {
    let setting = Ladder.MeasureSetting(decider: .director, needsFourEyes: true, needsHearing: true)
    let policy = Fixture.policy(measures: [.formalWarning: Sourced(setting, from: .clause(ClauseID("A33")))])
    #expect(Self.conductCase(.decisionPending).isHeavy([Self.measure(.formalWarning, .proposed)], policy: policy))
  }
}
