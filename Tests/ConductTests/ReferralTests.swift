import Conduct
import Testing

@Suite struct ReferralTests {
  typealias Fixture = CaseFixture

  static let external = Measure.Kind.allCases.filter(\.profile.isExternal)

  static func measure(_ kind: Measure.Kind, approved: Bool = true, isEmergency: Bool = false) -> Measure {
    Measure(
      id: MeasureID("k"), number: 1, member: Fixture.author.id, kind: kind, state: .active, proposedAt: Fixture.now,
      preparedBy: Fixture.director.id, approvedBy: approved ? Fixture.second.id : nil, imposedBy: Fixture.director.id,
      from: Fixture.now, isEmergency: isEmergency)
  }

  static func referral(_ kind: Measure.Kind, _ state: Referral.State, isFilled: Bool = true) -> Referral {
    let fields = kind.referralFields.map { ($0.field, isFilled ? "ingevuld" : " ") }
    return Referral(
      id: ReferralID("w"), measure: MeasureID("k"), kind: kind, state: state,
      fields: Dictionary(uniqueKeysWithValues: fields))
  }

  static let steps: [Referral.Step] = [
    .fill([.recipient: "x"]), .send, .receive, .fail(reason: "r", canRetry: true), .close(outcome: "o"),
  ]

  static let table: [(Referral.State, [Referral.Action])] = [
    (.prepared, [.fill, .send, .close]), (.sent, [.fill, .receive, .fail]), (.received, [.fill, .close]),
    (.failedRetryable, [.fill, .send, .fail, .close]), (.failedPermanent, [.fill, .close]), (.closed, []),
  ]

  /// Every body, state and person: the decider that the body asks for, and whoever stands above, may do what the table
  /// says; nobody else anything.
  @Test(arguments: table) func whoDecidesMayDoWhatTheTableSaysForEveryBody(
    state: Referral.State, actions: [Referral.Action]
  ) {
    for kind in Self.external {
      let direction = [Fixture.director.id, MeasureStepsTests.second.id]
      for person in MeasureStepsTests.people {
        let isDecider =
          person.id == Fixture.board.id || kind.profile.decider == .director && direction.contains(person.id)
        let offered = Self.referral(kind, state).actions(
          for: person, on: Self.measure(kind), about: Fixture.author, policy: Fixture.policy(), at: Fixture.now)
        #expect(offered == (isDecider ? actions : []), "\(kind) \(person.id)")
      }
    }
  }

  @Test func theAllowedListAndTheRefusalAgreeForEveryBodyStateStepAndPerson() {
    for kind in Self.external {
      for state in Referral.State.allCases {
        let referral = Self.referral(kind, state)
        for person in MeasureStepsTests.people {
          let measure = Self.measure(kind)
          let offered = referral.actions(
            for: person, on: measure, about: Fixture.author, policy: Fixture.policy(), at: Fixture.now)
          for step in Self.steps {
            let next = try? referral.applying(
              step, by: person, on: measure, about: Fixture.author, policy: Fixture.policy(), at: Fixture.now)
            #expect((next != nil) == offered.contains(step.action), "\(kind) \(state) \(person.id) \(step.action)")
          }
        }
      }
    }
  }

  @Test(arguments: external) func everyBodyHasItsOwnFormAndNothingIsSentHalfFilled(kind: Measure.Kind) {
    let needed = kind.referralFields.filter(\.isNeeded).map(\.field)
    #expect(needed.first == .recipient)
    #expect(Set(kind.referralFields.map(\.field)).count == kind.referralFields.count)
    let empty = Self.referral(kind, .prepared, isFilled: false)
    #expect(empty.missing(at: Fixture.now) == needed)
    #expect(
      empty.refusal(
        of: .send, for: Fixture.board, on: Self.measure(kind), about: Fixture.author, policy: Fixture.policy(),
        at: Fixture.now) == .fieldsMissing(needed.map(\.name)))
  }

  @Test func onlyTheAdviserIsToldNothingMoreThanThatSomebodyWasReferred() {
    #expect(Measure.Kind.confidentialAdviser.referralFields.map(\.field) == [.recipient])
    #expect(Measure.Kind.talk.referralFields.isEmpty)
  }

  @Test func theFiveStepsOfTheMeldcodeAreAskedAndTheTalkOnlyLapsesWithAReason() {
    var referral = Self.referral(.veiligThuis, .prepared)
    let steps: [Referral.Field] = [.signals, .consulted, .parentsTold, .weighing, .decision]
    for step in steps {
      var without = referral
      without.fields[step] = nil
      without.fields[.whyNotTold] = nil
      #expect(without.missing(at: Fixture.now) == [step])
    }
    referral.fields[.parentsTold] = nil
    referral.fields[.whyNotTold] = "Onveilig voor het kind."
    #expect(referral.missing(at: Fixture.now) == [])
  }

  @Test func aDataBreachThatIsReportedLateSaysWhy() {
    var referral = Self.referral(.dataBreachReport, .prepared)
    referral.legalDue = Fixture.now
    #expect(referral.missing(at: Fixture.now) == [])
    #expect(referral.missing(at: Fixture.now + 1) == [.delayReason])
    referral.fields[.delayReason] = "Pas later begrepen."
    #expect(referral.missing(at: Fixture.now + 1) == [])
  }

  @Test func nothingGoesOutOnOneWordButInAnEmergency() {
    func refusal(_ measure: Measure) -> Refusal? {
      Self.referral(.policeReport, .prepared).refusal(
        of: .send, for: Fixture.director, on: measure, about: Fixture.author, policy: Fixture.policy(), at: Fixture.now)
    }
    #expect(refusal(Self.measure(.policeReport)) == nil)
    #expect(refusal(Self.measure(.policeReport, approved: false)) == .needsSecondPerson)
    #expect(refusal(Self.measure(.policeReport, approved: false, isEmergency: true)) == nil)
  }

  @Test func aFieldOfAnotherBodyIsRefused() {
    #expect(throws: ConductError.self) {
      try Self.referral(.boardInformed, .prepared).applying(
        .fill([.lawyer: "x"]), by: Fixture.director, on: Self.measure(.boardInformed), about: Fixture.author,
        policy: Fixture.policy(), at: Fixture.now)
    }
  }
}

extension CaseFixture {
  static let second = member("second", .director)
}
