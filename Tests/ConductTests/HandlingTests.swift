import Conduct
import Testing

/// Claims, handing over, terms, priority and second looks.
@Suite struct HandlingTests {
  typealias Fixture = CaseFixture
  private let now = Fixture.now
  private let policy = Fixture.policy()

  @Test func aLeaseIsRenewedForWhoeverIsAtWorkAndForNobodyElse() {
    let review = Fixture.review(.claimed, claimedBy: Fixture.teacher, until: now + 1000)
    let renewed = review.renewed(by: Fixture.teacher, policy: policy, at: now)
    #expect(renewed.claim?.until == now + policy.claimLease)
    #expect(renewed.version == review.version)
    #expect(review.renewed(by: Fixture.director, policy: policy, at: now) == review)
    let handed = Fixture.review(.claimed, claimedBy: Fixture.teacher, until: now + Ladder.day)
    #expect(handed.renewed(by: Fixture.teacher, policy: policy, at: now) == handed)
  }

  @Test func aLeaseEndsInTimeAndTheReviewWaitsWhereItWas() {
    let held = Fixture.review(.claimed, claimedBy: Fixture.teacher, until: now)
    #expect(held.leaseEnded(at: now - 1) == nil)
    #expect(held.leaseEnded(at: now)?.state == .pending)
    #expect(held.leaseEnded(at: now)?.claim == nil)
    let handedUp = Fixture.review(
      .claimed, route: .director, claimedBy: Fixture.director, until: now, escalatedBy: Fixture.teacher)
    #expect(handedUp.leaseEnded(at: now)?.state == .escalated)
    #expect(Fixture.review(.infoRequested, claimedBy: Fixture.teacher, until: now).leaseEnded(at: now) == nil)
  }

  @Test func aReviewIsHandedOverToAColleagueWhoMayHandleIt() throws {
    let review = Fixture.review(.claimed, claimedBy: Fixture.teacher)
    let next = try review.applying(
      .handOver(to: Fixture.colleague, reason: "vrij"), by: Fixture.teacher, policy: policy, at: now)
    #expect(next.claim == Review.Claim(member: Fixture.colleague.id, until: now + Ladder.day))
    for other in [Fixture.neighbour, Fixture.author, Fixture.board, Fixture.member("kin", .director, family: "f")] {
      #expect(throws: ConductError.notAllowed(.colleagueMayNot)) {
        try review.applying(.handOver(to: other, reason: "x"), by: Fixture.teacher, policy: policy, at: now)
      }
    }
    #expect(throws: ConductError.notAllowed(.samePerson)) {
      try review.applying(.handOver(to: Fixture.teacher, reason: "x"), by: Fixture.teacher, policy: policy, at: now)
    }
  }

  @Test(arguments: [
    (Review.Route.groupAdmin, Review.Route.director, Review.Route.director), (.groupAdmin, .board, .board),
    (.director, .director, .board), (.care, .director, .care), (.board, .board, .board),
  ])
  func whatIsNotDecidedInTimeGoesToTheNextPerson(from: Review.Route, above: Review.Route, to: Review.Route) {
    let review = Fixture.review(.claimed, route: from, claimedBy: Fixture.teacher)
    let passed = review.passedOn(to: review.route.next(above: above), dueAt: now + 5)
    #expect(passed?.route == (from == to ? nil : to))
    #expect(passed == nil || passed?.claim == nil && passed?.state == .escalated && passed?.dueAt == now + 5)
  }

  @Test func careStaysWithThePeopleOfCareWhateverItsTerm() {
    let pressed = Fixture.review(.claimed, route: .care, claimedBy: Fixture.director).carePressed(dueAt: now + 5)
    #expect(pressed?.route == .care && pressed?.dueAt == now + 5 && pressed?.claim?.member == Fixture.director.id)
    #expect(Fixture.review(.claimed, route: .director, claimedBy: Fixture.director).carePressed(dueAt: now) == nil)
  }

  @Test func nothingThatIsDecidedPassesOn() {
    #expect(Fixture.review(.resolved).passedOn(to: .board, dueAt: nil) == nil)
    #expect(Fixture.review(.pending, route: .board).passedOn(to: .director, dueAt: nil) == nil)
  }

  @Test(arguments: [(Review.graceTerm, true), (Review.graceTerm + 1, false)])
  func whoDecidedMayUndoASlipForAnHour(after: Int64, isAllowed: Bool) throws {
    let review = Fixture.review(.resolved, visibility: .removed, decidedBy: Fixture.teacher)
    let refusal = review.refusal(of: .undo, for: Fixture.teacher, at: now + after)
    #expect(refusal == (isAllowed ? nil : .graceOver))
    guard isAllowed else { return }
    let next = try review.applying(.undo(reason: "x"), by: Fixture.teacher, policy: policy, at: now + after)
    #expect(next.state == .claimed && next.claim?.member == Fixture.teacher.id && next.visibility == .restored)
    #expect(next.decidedBy == nil && next.decidedAt == nil)
  }

  @Test func whatADirectorTakesBackIsOpenToSomebodyElse() throws {
    let review = Fixture.review(.resolved, decidedBy: Fixture.teacher)
    let next = try review.applying(
      .undo(reason: "x"), by: Fixture.director, policy: policy, onward: Review.Onward(again: .director), at: now)
    #expect(next.state == .reopened && next.route == .director && next.claim == nil)
  }

  @Test func aDirectorWhoMayNotJudgeFairlyLeavesItToTheBoard() throws {
    let review = Fixture.review(.claimed, claimedBy: Fixture.director)
    let next = try review.applying(.escalate(reason: "Mijn buurman."), by: Fixture.director, policy: policy, at: now)
    #expect(next.route == .board)
    #expect(next.actions(for: Fixture.director, at: now) == [])
  }

  @Test func priorityIsExplainedInWordsAndDangerGoesFirst() {
    var old = Fixture.review(severity: .high)
    old.receivedAt = now - 40 * Ladder.day
    old.dueAt = now - 30 * Ladder.day
    let late = Priority(of: old, reports: 5, readers: 300, at: now)
    #expect(
      late.reasons == [
        "ernst hoog", "de termijn is voorbij", "5 meldingen erover", "wacht 40 dagen", "te lezen door 300 mensen",
      ])
    let danger = Priority(of: Fixture.review(visibility: .held, severity: .critical), at: now)
    #expect(danger.reasons == ["ernst kritiek", "verborgen: de schrijver wacht"])
    #expect(late < danger)
    let fresh = Priority(of: Fixture.review(), at: now)
    for more in [
      Priority(of: Fixture.review(), reports: 1, at: now), Priority(of: Fixture.review(), readers: 30, at: now), late,
    ] {
      #expect(fresh < more)
    }
    #expect(Priority(of: Fixture.review(severity: .medium), reports: 3, readers: 90, at: now) < fresh)
  }

  @Test func aDeputyHoldsTheRolesOfWhoIsAwayAndOnlyThen() {
    let absence = Absence(id: AbsenceID("w"), member: Fixture.teacher.id, from: now, until: now + 1000)
    var deputy = Fixture.neighbour
    deputy.assignments += absence.deputed(Fixture.teacher.assignments)
    for (at, holds) in [(now - 1, false), (now, true), (now + 999, true), (now + 1000, false)] {
      #expect(deputy.holds(.teacher, in: Fixture.group, at: at) == holds)
    }
    #expect(deputy.assignments.last?.inPlaceOf == Fixture.teacher.id)
    #expect(absence.deputed([Assignment(role: .parent, group: Fixture.group, from: 0)]).isEmpty)
    #expect(absence.deputed(deputy.assignments).count == 1)
  }

  @Test func whoMayWriteDownAnAbsenceAndWhoMayStandIn() {
    func refusal(_ absent: Member, _ deputy: Member?, by member: Member) -> Refusal? {
      Absence.refusal(of: absent, deputy: deputy, by: member, at: now)
    }
    #expect(refusal(Fixture.teacher, Fixture.neighbour, by: Fixture.teacher) == nil)
    #expect(refusal(Fixture.teacher, Fixture.neighbour, by: Fixture.director) == nil)
    #expect(refusal(Fixture.director, Fixture.teacher, by: Fixture.board) == nil)
    #expect(refusal(Fixture.director, Fixture.teacher, by: Fixture.colleague) == .roleMayNot)
    #expect(refusal(Fixture.teacher, Fixture.author, by: Fixture.director) == .noDeputy)
    #expect(refusal(Fixture.teacher, Fixture.teacher, by: Fixture.director) == .samePerson)
  }

  @Test func aSecondOpinionIsForSomebodyWhoHadNoHandInIt() {
    let review = Fixture.review(.resolved, decidedBy: Fixture.teacher)
    let opinion = SecondOpinion(
      id: SecondOpinionID("o"), number: 1, review: review.id, decision: DecisionID("d"), route: .director)
    func refusal(_ member: Member, touched: Set<MemberID> = [Fixture.teacher.id]) -> Refusal? {
      opinion.refusal(for: member, on: review, touched: touched, at: now)
    }
    #expect(refusal(Fixture.director) == nil)
    #expect(refusal(Fixture.teacher) == .ownDecision)
    #expect(refusal(Fixture.director, touched: [Fixture.director.id]) == .ownDecision)
    #expect(refusal(Fixture.colleague) == .outsideScope)
    #expect(refusal(Fixture.member("kin", .director, family: "f")) == .ownFamily)
    var given = opinion
    given.state = .given
    #expect(given.refusal(for: Fixture.director, on: review, touched: [], at: now) == .opinionSettled)
  }

  @Test func aShareOfDecisionsIsDrawn() {
    #expect((0..<100).filter { SecondOpinion.isDrawn($0, share: 7) }.count == 7)
    #expect(!SecondOpinion.isDrawn(0, share: 0) && SecondOpinion.isDrawn(99, share: 100))
  }
}
