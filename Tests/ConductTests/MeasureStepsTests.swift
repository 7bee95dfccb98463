import Conduct
import Testing

@Suite struct MeasureStepsTests {
  typealias Fixture = CaseFixture

  static let second = Fixture.member("second", .director)
  static let people = [
    Fixture.author, Fixture.teacher, Fixture.neighbour, Fixture.director, second, Fixture.board, Fixture.support,
    Fixture.member("kin", .director, family: "f"), Fixture.member("other-account", .director, account: "a-author"),
  ]

  /// A measure in a state, with the people that the way there must have had.
  static func measure(_ kind: Measure.Kind, _ state: Measure.State, isUrgent: Bool = false) -> Measure {
    var plan = MeasureTests.plan
    plan.isUrgent = isUrgent
    let isPrepared = state != .proposed
    let isApproved = isPrepared && state != .approvalPending && kind.profile.needsFourEyes && !isUrgent
    return Measure(
      id: MeasureID("k"), number: 1, member: Fixture.author.id, kind: kind, state: state, version: 3,
      proposedAt: Fixture.now, preparedBy: isPrepared ? Fixture.director.id : nil,
      approvedBy: isApproved ? Fixture.board.id : nil,
      imposedBy: state == .active || state == .suspended ? Fixture.director.id : nil, from: Fixture.now,
      until: MeasureTests.plan.until, respondBy: state == .announced ? Fixture.now : nil,
      isEmergency: isUrgent && (state == .active || state == .suspended) && kind.profile.needsFourEyes,
      plan: isPrepared ? plan : nil)
  }

  static let steps: [Measure.Step] = [
    .prepare(MeasureTests.plan), .approve, .refuse(reason: "r"), .announce(respondBy: Fixture.now + 21 * Ladder.day),
    .respond("a"),
    .impose, .acknowledge, .reaffirm(reason: "r", reviewAt: nil), .lift(reason: "r"),
  ]

  /// All kinds, states, people and steps, urgent or not: what is offered succeeds, and nothing else does.
  @Test func theAllowedListAndTheRefusalAgreeForEveryKindStateActionAndPerson() throws {
    let policy = Fixture.policy()
    var allowed = 0
    for kind in Measure.Kind.allCases {
      for state in Measure.State.allCases {
        for isUrgent in [false, true] {
          let measure = Self.measure(kind, state, isUrgent: isUrgent)
          for person in Self.people {
            let offered = measure.actions(for: person, about: Fixture.author, policy: policy, at: Fixture.now)
            for step in Self.steps {
              let result = Result {
                try measure.applying(step, by: person, about: Fixture.author, policy: policy, at: Fixture.now)
              }
              switch result {
              case .success(let next):
                allowed += 1
                #expect(offered.contains(step.action), "\(kind) \(state) \(person.id) \(step.action)")
                #expect(next.version == measure.version + 1)
                #expect(next.approvedBy == nil || next.approvedBy != next.preparedBy)
                #expect(next.state != .active || kind.profile.level < 500 || next.approvedBy != nil || next.isEmergency)
              case .failure(let error):
                #expect(!offered.contains(step.action), "\(kind) \(state) \(person.id) \(step.action): \(error)")
              }
            }
          }
        }
      }
    }
    #expect(allowed > 500)
  }

  static let director: [(Measure.Kind, Measure.State, [Measure.Action])] = [
    (.postingRestriction, .proposed, [.view, .prepare, .refuse]),
    (.postingRestriction, .approved, [.view, .refuse, .announce]),
    (.postingRestriction, .announced, [.view, .refuse, .respond, .impose]),
    (.postingRestriction, .active, [.view, .acknowledge, .reaffirm, .lift]),
    (.postingRestriction, .suspended, [.view, .acknowledge, .reaffirm, .lift]),
    (.postingRestriction, .expired, [.view]), (.postingRestriction, .lifted, [.view]),
    (.postingRestriction, .superseded, [.view]), (.postingRestriction, .reversed, [.view]),
    (.postingRestriction, .refused, [.view]), (.portalSuspension, .approvalPending, [.view, .prepare, .refuse]),
    (.portalSuspension, .approved, [.view, .refuse, .announce]), (.policeReport, .approved, [.view, .refuse, .impose]),
    (.policeReport, .active, [.view]), (.policeReport, .closed, [.view]),
  ]

  @Test(arguments: director) func theDirectorWhoPreparedMayDoWhatTheTableSays(
    kind: Measure.Kind, state: Measure.State, actions: [Measure.Action]
  ) {
    let measure = Self.measure(kind, state)
    #expect(
      measure.actions(for: Fixture.director, about: Fixture.author, policy: Fixture.policy(), at: Fixture.now)
        == actions)
  }

  /// Invariant 3, as far as it is about measures: in an emergency too the second person is another one.
  @Test func anEmergencyBeginsWithOnePersonAndIsLookedAtByAnother() throws {
    let policy = Fixture.policy()
    let waiting = Self.measure(.portalSuspension, .approvalPending, isUrgent: true)
    let active = try waiting.applying(
      .impose, by: Fixture.director, about: Fixture.author, policy: policy, at: Fixture.now)
    #expect(active.state == .active && active.isEmergency && active.awaitsConfirmation)
    func actions(_ member: Member) -> [Measure.Action] {
      active.actions(for: member, about: Fixture.author, policy: policy, at: Fixture.now)
    }
    #expect(!actions(Fixture.director).contains(.approve) && !actions(Fixture.director).contains(.reaffirm))
    #expect(actions(Self.second).contains(.approve) && actions(Fixture.board).contains(.lift))
    let confirmed = try active.applying(
      .approve, by: Fixture.board, about: Fixture.author, policy: policy, at: Fixture.now)
    #expect(confirmed.state == .active && !confirmed.awaitsConfirmation)
    let calm = Self.measure(.portalSuspension, .approvalPending)
    #expect(
      calm.refusal(of: .impose, for: Fixture.director, about: Fixture.author, policy: policy, at: Fixture.now)
        == .needsSecondPerson)
  }

  static let moves: [(Measure.State, [Measure.State])] = [
    (.proposed, [.reversed]), (.approvalPending, [.reversed]), (.approved, [.reversed]), (.announced, [.reversed]),
    (.refused, []), (.active, [.suspended, .expired, .superseded, .closed, .reversed]),
    (.suspended, [.active, .expired, .superseded, .closed, .reversed]), (.expired, [.reversed]), (.lifted, [.reversed]),
    (.superseded, [.reversed]), (.closed, [.reversed]), (.reversed, []),
  ]

  @Test(arguments: moves) func otherThingsMoveAMeasureAsTheTableSays(from: Measure.State, to: [Measure.State]) {
    let measure = Self.measure(.postingRestriction, from)
    let possible = Measure.State.allCases.filter { measure.moved(to: $0) != nil }
    #expect(Set(possible) == Set(to))
  }

  @Test func internalStepsThatTookEffectComeBeforeExternalOnes() {
    var measure = Self.measure(.policeReport, .approved)
    measure.plan?.internalSteps = nil
    func missing(_ earlier: [Measure]) -> [Preflight.Item] {
      Preflight(of: measure, policy: Fixture.policy(), isCompetent: true, earlier: earlier, at: Fixture.now).missing
    }
    #expect(missing([]) == [.internalSteps])
    #expect(missing([Self.measure(.formalWarning, .active)]) == [])
    #expect(missing([Self.measure(.formalWarning, .proposed)]) == [.internalSteps])
    #expect(missing([Self.measure(.talk, .active)]) == [.internalSteps])
    var reversed = Self.measure(.formalWarning, .active)
    reversed.state = .reversed
    #expect(missing([reversed]) == [.internalSteps])
  }

  @Test func whatIsLookedAtAgainLiesBeforeTheEnd() {
    let active = Self.measure(.postingRestriction, .active)
    for day: Int64 in [-1, 28, 29] {
      #expect(throws: ConductError.self) {
        try active.applying(
          .reaffirm(reason: "r", reviewAt: Fixture.now + day * Ladder.day), by: Fixture.director, about: Fixture.author,
          policy: Fixture.policy(), at: Fixture.now)
      }
    }
  }
}
