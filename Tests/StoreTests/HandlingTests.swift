import Conduct
import Store
import Testing

/// Reviews at work: who has them, what is found fine, doubles, terms, and second looks.
@Suite struct HandlingTests {
  private let at = SampleSchool.start

  @Test func lookingIsBeingAtWorkAndKeepsTheClaim() async throws {
    let school = try await SampleSchool.make()
    let review = try await school.review("b-1")
    let lease = Policy.sample.claimLease
    let claimed = try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
    _ = try await school.store.review(review, for: school.teacher.id, school: school.id, at: at + lease - 1)
    _ = try await school.store.review(review, for: school.director.id, school: school.id, at: at + lease)
    await #expect {
      try await school.store.claim(review, by: school.colleague.id, school: school.id, at: at + lease + 1)
    } throws: {
      guard case StoreError.notAllowed(.claimedByAnother(_, let until)) = $0 else { return false }
      return until == at + 2 * lease - 1
    }
    let noted = try await school.store.note(
      review, text: "Gebeld.", by: school.teacher.id, school: school.id, at: at + 2 * lease)
    #expect(noted.claim?.until == at + 3 * lease && noted.version == claimed.version + 1)
    let file = try await school.store.review(review, for: school.director.id, school: school.id, at: at + 2 * lease)
    #expect(file.notes.map(\.text) == ["Gebeld."] && file.notes.first?.author == school.teacher.id)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aClaimThatRanOutIsSaidInTheLogOnce() async throws {
    let school = try await SampleSchool.make()
    let review = try await school.review("b-1")
    try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
    let later = at + Policy.sample.claimLease
    #expect(try await school.store.tick(school: school.id, at: later - 1).leases == 0)
    #expect(try await school.store.tick(school: school.id, at: later).leases == 1)
    #expect(try await school.store.tick(school: school.id, at: later).leases == 0)
    let queue = try await school.store.queue(for: school.colleague.id, school: school.id, at: later)
    #expect(queue.map(\.review.state) == [.pending] && queue.first?.claimedBy == nil)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aColleagueIsHandedItAndTold() async throws {
    let school = try await SampleSchool.make()
    let review = try await school.review("b-1")
    try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
    let handed = try await school.store.handOver(
      review, to: school.colleague.id, reason: "Ik ben vrij.", by: school.teacher.id, school: school.id, at: at)
    #expect(handed.claim?.member == school.colleague.id)
    let notices = try await school.store.notices(for: school.colleague.id, school: school.id)
    #expect(notices.map(\.kind) == [.handedOver] && notices.first?.item == "review \(review)")
    let event = try #require(try await school.store.log(school: school.id).last)
    #expect(event.kind == .handedOver && event.body.other == school.colleague.id)
  }

  @Test func whatSomebodyFoundFineDoesNotComeBackUntilTheTextIsEditedWithANewSignal() async throws {
    let school = try await SampleSchool.make()
    _ = try await school.decide(try await school.review("b-1"), .dismiss(.context))
    // The same text by the same author, as another message and with the same one sent again.
    #expect(try await school.take(school.intake("b-2")) == .cleared)
    #expect(try await school.take(school.intake("b-1", editedAt: at + 1)) == .cleared)
    // By somebody else it is another matter.
    #expect(try await school.take(school.intake("b-3", by: school.stranger)) == .queued)
    // Edited: the hit that was looked at, on the same words, needs nobody; other words do.
    #expect(
      try await school.take(school.intake("b-1", "Wat een sukkel ben je, zeg.", editedAt: at + 2)) == .cleared)
    #expect(try await school.take(school.intake("b-1", "Jij sukkel, zeg.", editedAt: at + 3)) == .queued)
    let events = try await school.store.log(school: school.id).filter { $0.kind == .cleared }
    #expect(events.count == 3 && events.allSatisfy { $0.body.rules == [RuleID("nl.abuse.sample")] })
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aScanThatDidNotFinishIsNotClearedByAnEarlierText() async throws {
    let school = try await SampleSchool.make()
    _ = try await school.decide(try await school.review("b-1"), .dismiss(.context))
    var edited = school.intake("b-1", "Wat een sukkel ben je, echt.", editedAt: at + 1)
    edited.found.faults = [ScanFault(rule: RuleID("nl.abuse.other"), limit: .time)]
    #expect(try await school.take(edited) == .queued)
  }

  @Test(arguments: [
    (Dismissal.falseHit, Receipt.Outcome.cleared, Receipt.Outcome.cleared), (.context, .cleared, .queued),
    (.tooLight, .cleared, .queued), (.criticism, .cleared, .queued), (.duplicate, .queued, .queued),
    (.outOfScope, .queued, .queued),
  ])
  func whatAReasonClears(reason: Dismissal, same: Receipt.Outcome, others: Receipt.Outcome) async throws {
    let school = try await SampleSchool.make()
    _ = try await school.decide(try await school.review("b-1"), .dismiss(reason))
    #expect(try await school.take(school.intake("b-2", by: school.stranger)) == others)
    #expect(try await school.take(school.intake("b-3")) == same)
  }

  @Test func lookingAnewEndsWhatWasFoundFine() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.decide(try await school.review("b-1"), .dismiss(.falseHit))
    try await school.store.reopen(
      ruling.review.id, reason: "Toch niet.", by: school.director.id, school: school.id, at: at)
    #expect(try await school.take(school.intake("b-2")) == .queued)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func doublesAreShownFirstAndClosedTogether() async throws {
    let school = try await SampleSchool.make()
    let first = try await school.review("b-1")
    for id in ["b-2", "b-3"] { _ = try await school.review(id) }
    _ = try await school.review("b-4", by: school.stranger)
    let shown = try await school.store.duplicates(of: first, for: school.teacher.id, school: school.id, at: at)
    #expect(shown.map(\.review.number) == [2, 3])
    let file = try await school.store.review(first, for: school.teacher.id, school: school.id, at: at)
    #expect(file.duplicates == [2, 3])
    let versions = Dictionary(uniqueKeysWithValues: shown.map { ($0.review.id, $0.review.version) })
    await #expect {
      try await school.store.closeDuplicates(
        of: first, expecting: versions, by: school.teacher.id, school: school.id, at: at)
    } throws: {
      "\($0)".contains("Neem eerst zelf een besluit")
    }
    let finding = Finding(
      clauses: [ClauseID("A33")], severity: .high, motivation: "Schelden.", effects: [.remove])
    let ruling = try await school.decide(first, .establish(finding))
    #expect(ruling.review.visibility == .removed)
    let double = shown[1].review.id
    _ = try await school.store.claim(double, by: school.teacher.id, school: school.id, at: at)
    await #expect {
      try await school.store.closeDuplicates(
        of: first, expecting: versions, by: school.teacher.id, school: school.id, at: at)
    } throws: {
      if case StoreError.conflict = $0 { true } else { false }
    }
    let now = try await school.store.duplicates(of: first, for: school.teacher.id, school: school.id, at: at)
    let rulings = try await school.store.closeDuplicates(
      of: first, expecting: Dictionary(uniqueKeysWithValues: now.map { ($0.review.id, $0.review.version) }),
      by: school.teacher.id, school: school.id, at: at)
    #expect(rulings.map(\.decision.duplicateOf) == [first, first])
    #expect(rulings.allSatisfy { $0.strike == nil && $0.review.visibility == .removed })
    let history = try await school.store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: school.id, at: at)
    #expect(history.violations == 1)
    let undone = try await school.store.undo(
      double, reason: "Toch anders.", by: school.teacher.id, school: school.id, at: at)
    #expect(undone.state == .claimed && undone.visibility == .restored)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test("Invariant 6: of two who decide at once exactly one succeeds, and the other sees the first decision")
  func oneOfTwoDeciders() async throws {
    let school = try await SampleSchool.make(inFile: true)
    let review = try await school.review("b-1")
    let claimed = try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
    let outcomes = await withTaskGroup(of: Decision.Outcome?.self) { group in
      for judgement in [Judgement.violation, .dismiss(.context)] {
        group.addTask {
          do {
            return try await school.store.decide(
              review, judgement, expecting: claimed.version, by: school.teacher.id, school: school.id, at: at
            ).decision.outcome
          } catch StoreError.conflict(let conflict) {
            #expect(conflict.decision != nil && conflict.review?.state == .resolved)
            return nil
          } catch {
            Issue.record(error)
            return nil
          }
        }
      }
      return await group.reduce(into: [Decision.Outcome]()) { if let outcome = $1 { $0.append(outcome) } }
    }
    let file = try await school.store.review(review, for: school.director.id, school: school.id, at: at)
    #expect(outcomes == file.decisions.map(\.outcome) && outcomes.count == 1)
  }

  @Test func severalEffectsAreOneDecision() async throws {
    let school = try await SampleSchool.make()
    let finding = Finding(
      clauses: [ClauseID("A33")], severity: .high, motivation: "Schelden.", weighing: "Praten volstaat.",
      effects: [.remove, .withoutStrike, .propose(.talk), .remove])
    let ruling = try await school.decide(try await school.review("b-1"), .establish(finding))
    #expect(ruling.strike == nil)
    #expect(ruling.proposal?.kind == .talk && ruling.proposal?.proposedBy == school.teacher.id)
    let file = try await school.store.review(
      ruling.review.id, for: school.director.id, school: school.id, at: at)
    let decision = try #require(file.decisions.first)
    #expect(decision.effects == [.remove, .withoutStrike, .propose(.talk)])
    #expect(decision.rules == [RuleID("nl.abuse.sample")] && decision.isAutomaticallyFound)
    #expect(decision.statement?.clauses?.map(\.text) == ["Schelden past niet."])
    #expect(decision.statement?.policyVersion == Policy.sample.version)
    #expect(decision.statement?.decisionVisibility == ["DECISION_VISIBILITY_CONTENT_REMOVED"])
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func anEffectThatTheDeciderMayNotBringAboutUndoesTheWholeDecision() async throws {
    let school = try await SampleSchool.make()
    let finding = Finding(
      clauses: [ClauseID("A33")], severity: .high, motivation: "Schelden.", effects: [.propose(.premisesBan)])
    let review = try await school.review("b-1")
    await #expect(throws: StoreError.notAllowed(.outsideScope)) {
      _ = try await school.decide(review, .establish(finding))
    }
    let file = try await school.store.review(review, for: school.director.id, school: school.id, at: at)
    #expect(file.review.state == .claimed && file.decisions.isEmpty)
  }

  @Test("Invariant 7: after a decision is taken back, totals are those of a history without it, and the log shows both")
  func undoneCountsForNothing() async throws {
    let school = try await SampleSchool.make()
    _ = try await school.violation("b-1")
    let before = try await school.store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: school.id, at: at)
    let ruling = try await school.violation("b-2")
    try await school.store.undo(
      ruling.review.id, reason: "Citaat.", by: school.director.id, school: school.id, at: at + 1)
    let after = try await school.store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: school.id, at: at + 1)
    #expect(after.total == before.total && after.violations == before.violations)
    #expect(after.decisions.map(\.undoneBy) == [nil, school.director.id])
    let kinds = try await school.store.log(school: school.id).map(\.kind)
    #expect(kinds.filter { $0 == .decided }.count == 2 && kinds.filter { $0 == .undone }.count == 1)
    // Whoever decided has no hand in what becomes of it.
    await #expect(throws: StoreError.notAllowed(.ownDecision)) {
      try await school.store.claim(ruling.review.id, by: school.teacher.id, school: school.id, at: at + 2)
    }
    try await school.store.claim(ruling.review.id, by: school.colleague.id, school: school.id, at: at + 2)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func criticismIsShownTheComplaintsRoute() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.decide(try await school.review("b-1"), .dismiss(.criticism))
    #expect(ruling.decision.effects == [.complaintsRoute] && ruling.strike == nil)
    let notices = try await school.store.notices(for: school.parent.id, school: school.id)
    #expect(notices.map(\.kind) == [.complaintsRoute])
  }

  @Test func aSecondPersonJudgesBlindAndAgreementIsCounted() async throws {
    var policy = Policy.sample
    policy.terms["second_opinion_percent"] = Sourced(100, from: .clause(ClauseID("A33")))
    let school = try await SampleSchool.make(policy: policy)
    for (id, judgement) in [("b-1", Judgement.violation), ("b-2", .dismiss(.context)), ("b-3", .violation)] {
      var intake = school.intake(id, "Tekst \(id) sukkel")
      intake.message.text += "."
      let receipts = try await school.store.receive([intake], school: school.id, at: at)
      _ = try await school.decide(try #require(receipts.first?.review), judgement)
    }
    #expect(try await school.store.secondOpinions(for: school.teacher.id, school: school.id, at: at).isEmpty)
    #expect(try await school.store.secondOpinions(for: school.colleague.id, school: school.id, at: at).isEmpty)
    let files = try await school.store.secondOpinions(for: school.director.id, school: school.id, at: at)
    #expect(files.map(\.opinion.number) == [1, 2, 3] && files.allSatisfy { $0.opinion.agrees == nil })
    func give(_ number: String, _ finding: SecondOpinion.Finding, by member: Member? = nil) async throws -> Bool? {
      try await school.store.giveSecondOpinion(
        number, finding, by: (member ?? school.director).id, school: school.id, at: at
      ).agrees
    }
    #expect(try await give("#1", .established([ClauseID("A33")])) == true)
    #expect(try await give("2", .established([ClauseID("A33")])) == false)
    await #expect(throws: StoreError.notAllowed(.opinionSettled)) { _ = try await give("1", .dismissed(.context)) }
    await #expect(throws: StoreError.notFound("Tweede oordeel", handle: "3")) {
      _ = try await give("3", .dismissed(.context), by: school.teacher)
    }
    await #expect(throws: StoreError.self) { _ = try await give("3", .established([])) }
    let agreement = try await school.store.agreement(for: school.director.id, school: school.id, at: at)
    #expect(agreement == Agreement(given: 2, agreed: 1, pending: 1))
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      try await school.store.agreement(for: school.teacher.id, school: school.id, at: at)
    }
    let review = files[2].opinion.review
    try await school.store.undo(review, reason: "Vergissing.", by: school.teacher.id, school: school.id, at: at)
    #expect(
      try await school.store.agreement(for: school.director.id, school: school.id, at: at)
        == Agreement(given: 2, agreed: 1, pending: 0))
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test(arguments: [
    "UPDATE clearance SET ended_at = given_at", "DELETE FROM clearance_hit; DELETE FROM clearance",
    "UPDATE second_opinion SET state = 'lapsed'", "UPDATE absence SET until_at = until_at + 1",
    "UPDATE review SET route = 'board'", "UPDATE decision SET undone_by = decider",
  ])
  func aStateChangedBehindTheLogIsFound(sql: String) async throws {
    var policy = Policy.sample
    policy.terms["second_opinion_percent"] = Sourced(100, from: .clause(ClauseID("A33")))
    let school = try await SampleSchool.make(policy: policy)
    _ = try await school.decide(try await school.review("b-1"), .dismiss(.context))
    try await school.store.addAbsence(
      of: school.teacher.id, from: at, until: at + 5, by: school.teacher.id, school: school.id, at: at)
    #expect(try await school.store.verify(school: school.id).faults == [])
    try await school.database.write { connection in
      for statement in sql.split(separator: "; ") { _ = try connection.run(String(statement), []) }
    }
    let faults = try await school.store.verify(school: school.id).faults
    #expect(!faults.isEmpty && faults.allSatisfy { $0.isRow })
  }
}

extension SampleSchool {
  /// Claims a review and decides on it.
  func decide(
    _ review: ReviewID, _ judgement: Judgement, by member: Member? = nil, at time: Int64 = start
  ) async throws -> Ruling {
    let member = member ?? teacher
    let claimed = try await store.claim(review, by: member.id, school: id, at: time)
    return try await store.decide(
      review, judgement, expecting: claimed.version, by: member.id, school: id, at: time)
  }

  /// Takes one message in and says what became of it.
  func take(_ intake: Intake, at time: Int64 = start) async throws -> Receipt.Outcome {
    let receipts = try await store.receive([intake], school: id, at: time)
    return try #require(receipts.first).outcome
  }
}
