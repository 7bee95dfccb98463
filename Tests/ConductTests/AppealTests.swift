import Conduct
import Testing

@Suite struct AppealTests {
  typealias Fixture = CaseFixture

  static let reporter = Fixture.member("reporter", .parent, in: Fixture.group)
  static let other = Fixture.member("other", .director)
  static let people = MeasureStepsTests.people + [reporter, other]

  static func appeal(_ state: Appeal.State, _ kind: Appeal.Kind = .measureAppeal, late: Bool = false) -> Appeal {
    let hasReviewer = state != .filed && state != .admitted && state != .inadmissible
    return Appeal(
      id: AppealID("z"), number: 1, kind: kind,
      target: kind == .measureAppeal ? .measure(MeasureID("k")) : .report(ReportID("p")),
      appellant: kind == .measureAppeal ? Fixture.author.id : reporter.id, subject: Fixture.author.id, state: state,
      version: 4, filedAt: Fixture.now, termEnds: Fixture.now + (late ? -1 : 0),
      reviewer: hasReviewer ? Fixture.board.id : nil)
  }

  static func circle(_ kind: Appeal.Kind = .measureAppeal) -> Appeal.Circle {
    Appeal.Circle(
      appellant: kind == .measureAppeal ? Fixture.author : reporter, subject: Fixture.author,
      deciders: [Fixture.director.id, Fixture.teacher.id])
  }

  static let steps: [Appeal.Step] = [
    .admit(excuse: nil, suspends: false), .reject(.notConcerned, reason: "r"), .assign(Fixture.board), .begin,
    .ask(question: "q"), .answer("a"), .decide(.confirmed, motivation: "m"), .refer(note: "n"), .close, .withdraw,
  ]

  static let reviewers: [(Appeal.State, [Appeal.Action])] = [
    (.filed, [.view, .admit, .reject]), (.admitted, [.view, .assign]), (.assigned, [.view, .assign, .begin]),
    (.underReview, [.view, .assign, .ask, .decide]), (.infoRequested, [.view, .assign, .answer]),
    (.executed, [.view, .refer, .close]), (.referredNextInstance, [.view, .close]), (.inadmissible, [.view]),
    (.decided, [.view]), (.closed, [.view]), (.withdrawn, [.view]), (.superseded, [.view]),
  ]

  @Test(arguments: reviewers) func theReviewerMayDoWhatTheTableSays(state: Appeal.State, actions: [Appeal.Action]) {
    #expect(Self.appeal(state).actions(for: Fixture.board, in: Self.circle(), at: Fixture.now) == actions)
    // Another reviewer than the one it was given to does not decide.
    let others = actions.filter { ![.begin, .ask, .decide].contains($0) }
    #expect(Self.appeal(state).actions(for: Self.other, in: Self.circle(), at: Fixture.now) == others)
  }

  @Test(arguments: Appeal.State.allCases) func theAppellantSeesAnswersAndWithdraws(state: Appeal.State) {
    let allowed = Self.appeal(state).actions(for: Fixture.author, in: Self.circle(), at: Fixture.now)
    var expected: [Appeal.Action] = [.view]
    if state == .infoRequested { expected.append(.answer) }
    if state.isOpen { expected.append(.withdraw) }
    #expect(allowed == expected)
  }

  @Test func theAllowedListAndTheRefusalAgreeForEveryKindStateStepAndPerson() {
    var allowed = 0
    for kind in Appeal.Kind.allCases {
      let circle = Self.circle(kind)
      for state in Appeal.State.allCases {
        let appeal = Self.appeal(state, kind)
        for person in Self.people {
          let offered = appeal.actions(for: person, in: circle, at: Fixture.now)
          for step in Self.steps {
            let next = try? appeal.applying(step, by: person, in: circle, at: Fixture.now)
            #expect((next != nil) == offered.contains(step.action), "\(kind) \(state) \(person.id) \(step.action)")
            guard let next else { continue }
            allowed += 1
            #expect(next.version == 5)
            if let reviewer = next.reviewer { #expect(!circle.deciders.contains(reviewer)) }
          }
        }
      }
    }
    #expect(allowed > 50)
  }

  /// Invariants 3 and 4: who decided, and whom it concerns, has no part in the appeal and does not see it.
  @Test(arguments: [
    (Fixture.director, Refusal.ownDecision), (Fixture.teacher, .ownDecision),
    (Fixture.member("kin", .director, family: "f"), .ownFamily),
    (Fixture.member("twin", .director, account: "a-author"), .ownMessage), (Fixture.neighbour, .outsideScope),
    (Fixture.support, .outsideScope),
  ])
  func nobodyWhoDecidedOrWhomItConcernsReviews(member: Member, refusal: Refusal) {
    for state in Appeal.State.allCases {
      for action in Appeal.Action.allCases {
        #expect(
          Self.appeal(state).refusal(of: action, for: member, in: Self.circle(), at: Fixture.now) == refusal)
      }
    }
    #expect(throws: ConductError.notAllowed(refusal)) {
      try Self.appeal(.admitted).applying(.assign(member), by: Fixture.board, in: Self.circle(), at: Fixture.now)
    }
  }

  /// Invariant 8: the accused sees nothing of a reporter's complaint.
  @Test func theAccusedSeesNothingOfAReportersComplaint() {
    for state in Appeal.State.allCases {
      #expect(
        Self.appeal(state, .reporterComplaint).actions(
          for: Fixture.author, in: Self.circle(.reporterComplaint), at: Fixture.now) == [])
    }
  }

  @Test func aLateAppealIsExcusedWithAReasonOrTurnedAway() throws {
    let late = Self.appeal(.filed, late: true)
    #expect(throws: ConductError.self) {
      try late.applying(.admit(excuse: nil, suspends: false), by: Fixture.board, in: Self.circle(), at: Fixture.now)
    }
    #expect(
      try late.applying(
        .admit(excuse: "Was ziek.", suspends: false), by: Fixture.board, in: Self.circle(), at: Fixture.now
      ).state == .admitted)
    #expect(throws: ConductError.self) {
      try Self.appeal(.filed).applying(
        .reject(.late, reason: "r"), by: Fixture.board, in: Self.circle(), at: Fixture.now)
    }
  }

  @Test(arguments: ["", "  "]) func nothingIsDecidedWithoutAMotivation(text: String) {
    #expect(throws: ConductError.self) {
      try Self.appeal(.underReview).applying(
        .decide(.confirmed, motivation: text), by: Fixture.board, in: Self.circle(), at: Fixture.now)
    }
  }

  @Test func theNextInstanceIsTheBoardAndAfterItTheComplaintsCommittee() throws {
    var appeal = Self.appeal(.underReview)
    let step = Appeal.Step.decide(.confirmed, motivation: "m")
    #expect(
      try appeal.applying(step, by: Fixture.board, in: Self.circle(), at: Fixture.now).nextInstance
        == .complaintsCommittee)
    appeal.reviewer = Self.other.id
    #expect(try appeal.applying(step, by: Self.other, in: Self.circle(), at: Fixture.now).nextInstance == .board)
  }

  @Test func aReversalNamesWhatItCannotTakeBack() {
    var measure = MeasureStepsTests.measure(.postingRestriction, .active)
    measure.from = Fixture.now
    let later = Fixture.now + 3 * Ladder.day
    #expect(measure.irreversible(sent: nil, at: later) == [.timeServed(days: 3)])
    #expect(measure.irreversible(sent: nil, at: Fixture.now) == [])
    let outside = MeasureStepsTests.measure(.policeReport, .active)
    var referral = Referral(id: ReferralID("w"), measure: MeasureID("k"), kind: .policeReport)
    #expect(outside.irreversible(sent: referral, at: later) == [])
    referral.sentAt = Fixture.now
    #expect(outside.irreversible(sent: referral, at: later) == [.toldOutside(.policeReport)])
  }
}
