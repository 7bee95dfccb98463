import Conduct
import Testing

/// What the person concerned says oneself, and when.
@Suite struct OwnAnswerTests {
  typealias Fixture = CaseFixture
  static let now = Fixture.now
  static let kin = Fixture.member("kin", .parent, in: Fixture.group, family: "f")

  private static func review(_ state: Review.State, heldUntil: Int64 = now + 1000) -> Review {
    Fixture.review(state, claimedBy: Fixture.teacher, until: heldUntil)
  }

  @Test func theAuthorAnswersAndWhoAskedGoesOnWhileTheClaimLasts() throws {
    let asked = try Self.review(.infoRequested).answered(by: Fixture.author, at: Self.now)
    #expect(asked.state == .claimed && asked.claim?.member == Fixture.teacher.id && asked.version == 4)
    let late = try Self.review(.infoRequested, heldUntil: Self.now).answered(by: Fixture.author, at: Self.now)
    #expect(late.state == .pending && late.claim == nil)
    let above = Fixture.review(.infoRequested, route: .director, escalatedBy: Fixture.teacher)
    #expect(try above.answered(by: Fixture.author, at: Self.now).state == .escalated)
  }

  @Test(arguments: [kin, Fixture.teacher, Fixture.director]) func nobodyElseAnswersForTheAuthor(other: Member) {
    #expect(throws: ConductError.notAllowed(.outsideScope)) {
      try Self.review(.infoRequested).answered(by: other, at: Self.now)
    }
    #expect(throws: ConductError.notAllowed(.outsideScope)) {
      try Self.measure(.announced).answered(by: other, at: Self.now)
    }
    #expect(throws: ConductError.notAllowed(.outsideScope)) {
      try Self.invited(.hearingScheduled).answered(by: other, at: Self.now)
    }
  }

  @Test(arguments: Review.State.allCases) func onlyAQuestionIsAnswered(state: Review.State) {
    #expect((Self.review(state).refusalOfAnswer(by: Fixture.author) == nil) == (state == .infoRequested))
  }

  private static func measure(_ state: Measure.State, isUrgent: Bool = false) -> Measure {
    Measure(
      id: MeasureID("k"), number: 1, member: Fixture.author.id, kind: .postingRestriction, state: state,
      proposedAt: now, respondBy: now + 10, plan: Measure.Plan(motivation: "x", isUrgent: isUrgent))
  }

  @Test func anAnnouncementIsAnsweredOnceWithinItsTerm() throws {
    let answered = try Self.measure(.announced).answered(by: Fixture.author, at: Self.now + 5)
    #expect(answered.respondBy == Self.now + 5 && answered.state == .announced)
    #expect(answered.refusalOfAnswer(by: Fixture.author, at: Self.now + 6) != nil)
    #expect(Self.measure(.announced).refusalOfAnswer(by: Fixture.author, at: Self.now + 11) != nil)
  }

  @Test(arguments: Measure.State.allCases) func afterHasteThePersonIsHeardAllTheSame(state: Measure.State) {
    let calm = Self.measure(state).refusalOfAnswer(by: Fixture.author, at: Self.now)
    let urgent = Self.measure(state, isUrgent: true).refusalOfAnswer(by: Fixture.author, at: Self.now)
    #expect((calm == nil) == (state == .announced))
    #expect((urgent == nil) == (state == .announced || state.isInForce))
  }

  private static func invited(_ state: Case.State) -> Case {
    Case(
      id: CaseID("f"), number: 1, member: Fixture.author.id, register: .parents, state: state,
      openedBy: Fixture.director.id, openedAt: now, respondBy: now + 10)
  }

  @Test(arguments: Case.State.allCases) func anInvitationIsAnsweredWhileItStands(state: Case.State) throws {
    guard state == .hearingScheduled else {
      #expect(Self.invited(state).refusalOfAnswer(by: Fixture.author) != nil)
      return
    }
    let heard = try Self.invited(state).answered(by: Fixture.author, at: Self.now)
    #expect(heard.state == .heard && heard.heardAt == Self.now && heard.version == 2)
  }
}
