import Conduct
import Store
import Testing

@Suite struct CaseworkTests {
  @Test func threeEstablishedViolationsEndInAProposalOfTheLadderAndTheLogIsWhole() async throws {
    let school = try await SampleSchool.make()
    let first = try await school.violation("b-1")
    #expect(first.strike?.weight == 2)
    #expect(first.proposal?.kind == .talk)
    let second = try await school.violation("b-2", at: SampleSchool.start + SampleSchool.day)
    #expect(second.strike?.weight == 3)
    #expect(second.proposal == nil)
    let third = try await school.violation("b-3", at: SampleSchool.start + 2 * SampleSchool.day)
    #expect(third.proposal?.kind == .formalWarning)
    #expect(third.proposal?.strikes == 8)
    #expect(third.proposal?.proposedBy == nil)

    let now = SampleSchool.start + 3 * SampleSchool.day
    let proposals = try await school.store.proposals(for: school.director.id, school: school.id, at: now)
    #expect(proposals.map(\.kind) == [.talk, .formalWarning])
    let history = try await school.store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: school.id, at: now)
    #expect(history.total == 8)
    #expect(history.violations == 3)
    #expect(history.decisions.count == 3)
    #expect(history.decisions.allSatisfy { $0.statement?.automatedDecision == false })
    let verification = try await school.store.verify(school: school.id)
    #expect(verification.faults == [])
    #expect(verification.events > 20)
  }

  @Test func aDismissedReviewGivesNoStrike() async throws {
    let school = try await SampleSchool.make()
    let review = try await school.review("b-1")
    let claimed = try await school.store.claim(review, by: school.teacher.id, school: school.id, at: SampleSchool.start)
    let ruling = try await school.store.decide(
      review, .dismiss(.context, note: "Het ging over een boek."), expecting: claimed.version, by: school.teacher.id,
      school: school.id, at: SampleSchool.start)
    #expect(ruling.strike == nil)
    #expect(ruling.review.state == .resolved)
    let file = try await school.store.review(
      review, for: school.director.id, school: school.id, at: SampleSchool.start)
    #expect(file.decisions.map(\.outcome) == [.dismissed(.context)])
    #expect(file.decisions.first?.note == "Het ging over een boek.")
    #expect(file.actions == [.view, .note, .undo, .reopen])
  }

  @Test(arguments: [
    Judgement.establish(Finding(clauses: [], severity: .high, motivation: "Waarom.")),
    .establish(Finding(clauses: [ClauseID("A33")], severity: .high, motivation: "  ")),
    .establish(Finding(clauses: [ClauseID("A99")], severity: .high, motivation: "Waarom.")),
  ])
  func aViolationWithoutClauseOrMotivationIsRefusedAndChangesNothing(judgement: Judgement) async throws {
    let school = try await SampleSchool.make()
    let review = try await school.review("b-1")
    let claimed = try await school.store.claim(review, by: school.teacher.id, school: school.id, at: SampleSchool.start)
    await #expect {
      try await school.store.decide(
        review, judgement, expecting: claimed.version, by: school.teacher.id, school: school.id, at: SampleSchool.start)
    } throws: {
      if case StoreError.invalid = $0 { true } else { false }
    }
    let file = try await school.store.review(review, for: school.teacher.id, school: school.id, at: SampleSchool.start)
    #expect(file.review.version == claimed.version)
    #expect(file.decisions.isEmpty)
  }

  @Test func aReviewShowsItsSignalsWithTheRulesAsTheyStood() async throws {
    let school = try await SampleSchool.make()
    let review = try await school.review("b-1")
    let file = try await school.store.review(review, for: school.teacher.id, school: school.id, at: SampleSchool.start)
    #expect(file.message.text == "Wat een sukkel ben je.")
    #expect(file.signals.map(\.title) == ["Schelden"])
    #expect(file.signals.first?.explanation == "Dit woord is een belediging.")
    #expect(file.signals.first?.text == "Wat ee")
    #expect(file.signals.first?.clauses == ["A33"])
    #expect(file.events.map(\.kind) == [.received])
    let number = try await school.store.reviewID(
      "#1", for: school.teacher.id, school: school.id, at: SampleSchool.start)
    #expect(number == review)
  }

  @Test func theQueueHoldsWhatAMemberMayHandleGravestFirst() async throws {
    let school = try await SampleSchool.make()
    let at = SampleSchool.start
    let receipts = try await school.store.receive(
      [
        school.intake("b-1", severity: .medium), school.intake("b-2", severity: .critical),
        school.intake("b-3", by: school.teacher), school.intake("b-4", by: school.director),
        school.intake("b-5", severity: nil), school.intake("b-6", kind: .oneToOne),
      ], school: school.id, at: at)
    #expect(receipts.map(\.outcome) == [.queued, .queued, .queued, .queued, .clear, .outOfScope])
    func queue(_ member: Member) async throws -> [Int] {
      try await school.store.queue(for: member.id, school: school.id, at: at).map(\.review.number)
    }
    #expect(try await queue(school.teacher) == [2, 1])
    #expect(try await queue(school.director) == [2, 3, 1])
    #expect(try await queue(school.board) == [4])
    #expect(try await queue(school.parent) == [])
    #expect(try await queue(school.stranger) == [])
  }

  @Test func aSecondDeciderSeesTheFirstDecision() async throws {
    let school = try await SampleSchool.make()
    let at = SampleSchool.start
    let review = try await school.review("b-1")
    let claimed = try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
    let first = try await school.store.decide(
      review, .violation, expecting: claimed.version, by: school.teacher.id, school: school.id, at: at)
    await #expect {
      try await school.store.decide(
        review, .dismiss(.tooLight), expecting: claimed.version, by: school.teacher.id, school: school.id, at: at)
    } throws: {
      guard case StoreError.conflict(let conflict) = $0 else { return false }
      return conflict.decision?.id == first.decision.id && conflict.review?.state == .resolved
    }
  }

  @Test func twoDecidersAtOnceGiveExactlyOneDecision() async throws {
    let school = try await SampleSchool.make(inFile: true)
    let at = SampleSchool.start
    for round in 0..<5 {
      let review = try await school.review("b-\(round)")
      let claimed = try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
      let outcomes = await withTaskGroup(of: Bool.self) { group in
        for judgement in [Judgement.violation, .dismiss(.outOfScope)] {
          group.addTask {
            do {
              _ = try await school.store.decide(
                review, judgement, expecting: claimed.version, by: school.teacher.id, school: school.id, at: at)
              return true
            } catch StoreError.conflict(let conflict) {
              #expect(conflict.decision != nil && conflict.review?.state == .resolved)
              return false
            } catch {
              Issue.record(error)
              return false
            }
          }
        }
        return await group.reduce(into: [Bool]()) { $0.append($1) }
      }
      #expect(outcomes.filter { $0 }.count == 1)
    }
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func transactionsAtTheSameTimeSucceedAndFailEachForItself() async throws {
    let school = try await SampleSchool.make(inFile: true)
    let ghost = Member(id: MemberID("m-nobody"), account: AccountID("a"), name: "Niemand")
    let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
      for number in 0..<60 {
        group.addTask {
          // Each third fails after it has written a part.
          let intakes = [school.intake("g-\(number)-a")] + (number % 3 == 0 ? [school.intake("g-x", by: ghost)] : [])
          let receipts = try? await school.store.receive(intakes, school: school.id, at: SampleSchool.start)
          return (number, receipts?.first?.outcome == .queued)
        }
      }
      return await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
    }
    #expect(outcomes.count == 60 && outcomes.allSatisfy { $0.value == ($0.key % 3 != 0) })
    let again = try await school.store.receive(
      (0..<60).map { school.intake("g-\($0)-a") }, school: school.id, at: SampleSchool.start)
    #expect(again.map { $0.outcome == .known } == (0..<60).map { $0 % 3 != 0 })
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func strikesAtTheSameTimeNeverMissAThreshold() async throws {
    let school = try await SampleSchool.make(inFile: true)
    let at = SampleSchool.start
    var claimed: [Review] = []
    for number in 0..<5 {
      let review = try await school.review("b-\(number)")
      claimed.append(try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at))
    }
    let proposals = try await withThrowingTaskGroup(of: Measure.Kind?.self) { group in
      for review in claimed {
        group.addTask {
          try await school.store.decide(
            review.id, .violation, expecting: review.version, by: school.teacher.id, school: school.id, at: at
          ).proposal?.kind
        }
      }
      return try await group.reduce(into: [Measure.Kind]()) { if let kind = $1 { $0.append(kind) } }
    }
    #expect(proposals.sorted { $0.rawValue < $1.rawValue } == [.formalWarning, .postingRestriction, .talk])
    let history = try await school.store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: school.id, at: at)
    #expect(history.total == 2 + 4 * 3)
  }

  @Test func aClaimIsForOneUntilItsLeaseEndsAndTheDirectorMayTakeItOver() async throws {
    let school = try await SampleSchool.make()
    let at = SampleSchool.start
    let review = try await school.review("b-1")
    try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
    await #expect {
      try await school.store.claim(review, by: school.colleague.id, school: school.id, at: at + 1000)
    } throws: {
      guard case StoreError.notAllowed(.claimedByAnother(let holder, _)) = $0 else { return false }
      return holder == school.teacher.id
    }
    let later = try await school.store.claim(
      review, by: school.colleague.id, school: school.id, at: at + Policy.sample.claimLease)
    #expect(later.claim?.member == school.colleague.id)
    let taken = try await school.store.claim(review, by: school.director.id, school: school.id, at: at + 1)
    #expect(taken.claim?.member == school.director.id)
    let released = try await school.store.release(review, by: school.director.id, school: school.id, at: at + 2)
    #expect(released.state == .pending)
  }

  @Test func anEscalatedReviewIsTheDirectorsAndTheTeacherKeepsSightOfIt() async throws {
    let school = try await SampleSchool.make()
    let at = SampleSchool.start
    let review = try await school.review("b-1")
    try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
    let escalated = try await school.store.escalate(
      review, reason: "Ik ken deze ouder goed.", by: school.teacher.id, school: school.id, at: at)
    #expect(escalated.state == .escalated)
    let file = try await school.store.review(review, for: school.teacher.id, school: school.id, at: at)
    #expect(file.actions == [.view])
    #expect(file.notes.map(\.text) == ["Ik ken deze ouder goed."])
    #expect(file.notes.map(\.kind) == [.escalation])
    #expect(try await school.store.queue(for: school.teacher.id, school: school.id, at: at).isEmpty)
    #expect(try await school.store.queue(for: school.director.id, school: school.id, at: at).count == 1)
  }

  @Test func reopeningTakesTheStrikeAwayAndWithdrawsWhatWasProposedOnIt() async throws {
    let school = try await SampleSchool.make()
    let at = SampleSchool.start
    let ruling = try await school.violation("b-1")
    #expect(ruling.proposal?.kind == .talk)
    try await school.store.reopen(
      ruling.review.id, reason: "Het bleek een citaat.", by: school.director.id, school: school.id, at: at)
    let history = try await school.store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: school.id, at: at)
    #expect(history.total == 0)
    #expect(history.measures.map(\.state) == [.reversed])
    #expect(history.strikes.map(\.state) == [.overruled])
    #expect(try await school.store.verify(school: school.id).faults == [])
    let again = try await school.store.claim(ruling.review.id, by: school.director.id, school: school.id, at: at)
    let second = try await school.store.decide(
      again.id, .violation, expecting: again.version, by: school.director.id, school: school.id, at: at)
    #expect(second.proposal?.kind == .talk)
  }
}
