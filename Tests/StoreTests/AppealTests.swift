import Conduct
import Store
import Testing

@Suite struct AppealTests {
  private let at = SampleSchool.start
  private let day = SampleSchool.day

  /// A restriction of the director's, and the parent's appeal against it.
  private func filed(_ school: SampleSchool, at time: Int64? = nil) async throws -> (Measure, Appeal) {
    let measure = try await school.imposed(.postingRestriction)
    let appeal = try await school.store.appeal(
      against: .measure(measure.id), for: school.parent.id, grounds: "Ik ben niet gehoord.",
      by: school.parent.id, school: school.id, at: time ?? at + day)
    return (measure, appeal)
  }

  /// Admits an appeal and gives it to the board, who begins.
  private func begun(_ appeal: Appeal, _ school: SampleSchool, suspends: Bool = false) async throws -> Appeal {
    let (store, board) = (school.store, school.board)
    var now = appeal
    for step: Appeal.Step in [
      .admit(excuse: now.isLate ? "Was ziek." : nil, suspends: suspends), .assign(board), .begin,
    ] {
      now = try await store.advance(
        now.id, step, expecting: now.version, by: board.id, school: school.id, at: at + day)
    }
    return now
  }

  @Test func theDirectorWhoImposedNeitherSeesNorDecidesTheAppeal() async throws {
    let school = try await SampleSchool.make()
    let (_, appeal) = try await filed(school)
    let (store, id) = (school.store, school.id)
    for member in [school.director, school.teacher, school.partner, school.stranger] {
      #expect(try await store.appeals(for: member.id, school: id, at: at).isEmpty)
      #expect(
        try await !store.due(for: member.id, all: true, school: id, at: at).contains { $0.duty.kind == .appealDecision }
      )
      await #expect(throws: StoreError.self) { try await store.appeal("1", for: member.id, school: id, at: at) }
      await #expect(throws: StoreError.self) {
        try await store.advance(
          appeal.id, .admit(excuse: nil, suspends: false), expecting: 1, by: member.id, school: id, at: at)
      }
    }
    // No other director is there: it is the board's, and so is its term.
    #expect(try await store.due(for: school.board.id, school: id, at: at).map(\.duty.kind) == [.appealDecision])
    let file = try await store.appeal("#1", for: school.board.id, school: id, at: at)
    #expect(file.words == ["Ik ben niet gehoord."] && file.actions == [.view, .admit, .reject])
    #expect(try await store.readings(about: school.parent.id, for: school.director.id, school: id, at: at).count > 0)
    try await store.tick(school: id, at: at + 40 * day)
    let told = try await store.notices(for: school.director.id, school: id)
    #expect(!told.contains { $0.item.contains("u-") && $0.at > at + 39 * day && $0.kind == .escalated })
  }

  /// Invariant 7: after a reversal all totals are as if the measure had never been, and the log shows both.
  @Test func afterReversedTheTotalsAreThoseOfAHistoryWithoutIt() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let before = try await store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: id, at: at)
    let ruling = try await school.violation("b-1")
    if let proposal = ruling.proposal {
      try await store.refuse(
        proposal.id, reason: "Zwaarder.", expecting: 1, by: school.director.id, school: id, at: at)
    }
    let (measure, appeal) = try await filed(school)
    let reviewing = try await begun(appeal, school)
    let result = try await store.decide(
      reviewing.id, .reversed(alsoUndoing: [ruling.decision.id]), motivation: "Het was een grap van een ander.",
      expecting: reviewing.version, by: school.board.id, school: id, at: at + 3 * day)
    #expect(result.appeal.state == .executed && result.appeal.nextInstance == .complaintsCommittee)
    #expect(result.irreversible == [.timeServed(days: 3)])
    let after = try await store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: id, at: at + 3 * day)
    #expect((after.total, after.violations) == (before.total, before.violations))
    #expect(after.measures.first { $0.id == measure.id }?.state == .reversed)
    #expect(after.strikes.map(\.state) == [.overruled])
    let kinds = after.events.map(\.kind)
    #expect(kinds.contains(.measureImposed) && kinds.contains(.measureReversed) && kinds.contains(.strikeOverruled))
    #expect(
      try await !store.due(for: school.director.id, school: id, at: at).contains { $0.duty.subject.kind == .measure })
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func aQuestionStopsTheClockAndTheAnswerLetsItRunOn() async throws {
    let school = try await SampleSchool.make()
    let (store, id, board) = (school.store, school.id, school.board.id)
    let (_, appeal) = try await filed(school)
    var now = try await begun(appeal, school)
    let due = try #require(try await store.appeal("1", for: board, school: id, at: at).due)
    now = try await store.advance(
      now.id, .ask(question: "Waar was u?"), expecting: now.version, by: board, school: id, at: at + 2 * day)
    #expect(try await store.appeal("1", for: board, school: id, at: at).due == nil)
    #expect(try await store.tick(school: id, at: due + 30 * day).escalations == 0)
    now = try await store.advance(
      now.id, .answer("Thuis."), expecting: now.version, by: school.parent.id, school: id, at: at + 9 * day)
    let later = try #require(try await store.appeal("1", for: board, school: id, at: at).due)
    let calendar = SchoolCalendar.unset(timeZone: "Europe/Amsterdam")
    #expect(calendar.day(of: later) == calendar.day(of: due) + 7)
    #expect(try await store.appeal("1", for: school.parent.id, school: id, at: at).words.count == 3)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func aSuspendedMeasureRestsAndHoldsAgainWhenItIsConfirmed() async throws {
    let school = try await SampleSchool.make()
    let (store, id, board) = (school.store, school.id, school.board.id)
    let (measure, appeal) = try await filed(school)
    let now = try await begun(appeal, school, suspends: true)
    func state() async throws -> Measure.State {
      try await store.measure(measure.id.rawValue, for: board, school: id, at: at).measure.state
    }
    #expect(try await state() == .suspended)
    let result = try await store.decide(
      now.id, .confirmed, motivation: "Terecht en niet te lang.", expecting: now.version, by: board, school: id,
      at: at + 2 * day)
    #expect(try await state() == .active)
    #expect(result.irreversible == [])
    await #expect(throws: StoreError.self) {
      try await store.appeal(
        against: .measure(measure.id), for: school.parent.id, grounds: "Nog eens.",
        by: school.parent.id, school: id, at: at + 3 * day)
    }
  }

  @Test func aVariedMeasureEndsSoonerAndTheFileIsHeldUntilItIsClosed() async throws {
    let school = try await SampleSchool.make()
    let (store, id, board) = (school.store, school.id, school.board.id)
    let (measure, appeal) = try await filed(school)
    let now = try await begun(appeal, school)
    await #expect(throws: StoreError.self) {
      try await store.decide(
        now.id, .varied(Appeal.Variation(until: at + 99 * day)), motivation: "m", expecting: now.version, by: board,
        school: id, at: at + 2 * day)
    }
    let result = try await store.decide(
      now.id, .varied(Appeal.Variation(until: at + 10 * day)), motivation: "Korter volstaat.", expecting: now.version,
      by: board, school: id, at: at + 2 * day)
    #expect(try await store.tick(school: id, at: at + 10 * day).endedMeasures == 1)
    // The term of a restriction is over, but the appeal is not closed.
    let late = at + 500 * day
    #expect(try await store.tick(school: id, at: late).purge.payloads == 0)
    #expect(try await store.measure(measure.id.rawValue, for: board, school: id, at: late).measure.plan != nil)
    try await store.advance(
      result.appeal.id, .close, expecting: result.appeal.version, by: board, school: id, at: late)
    #expect(try await store.tick(school: id, at: late + 366 * day).purge.payloads > 0)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func anAppealIsTheConcernedPersonsAndItsTermIsADate() async throws {
    let school = try await SampleSchool.make()
    let measure = try await school.imposed(.postingRestriction)
    for person in [school.partner, school.stranger] {
      await #expect(throws: StoreError.self) {
        try await school.store.appeal(
          against: .measure(measure.id), for: person.id, grounds: "g", by: person.id,
          school: school.id, at: at)
      }
    }
    let appeal = try await school.store.appeal(
      against: .measure(measure.id), for: school.parent.id, grounds: "g", by: school.parent.id,
      school: school.id, at: at + 43 * day)
    // Six weeks after Monday 21 September 2026 is Monday 2 November.
    #expect(
      appeal.isLate && SchoolCalendar.unset(timeZone: "Europe/Amsterdam").day(of: appeal.termEnds) == Day("2026-11-02"))
    let rejected = try await school.store.advance(
      appeal.id, .reject(.late, reason: "Zonder reden te laat."), expecting: 1, by: school.board.id, school: school.id,
      at: at + 44 * day)
    #expect(rejected.state == .inadmissible)
    #expect(try await school.store.due(for: school.board.id, school: school.id, at: at).isEmpty)
  }

  @Test func aReportersComplaintThatSucceedsOpensTheReviewAgain() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let review = try await school.review("b-1")
    let own = try await school.report("b-1")
    _ = try await school.decide(review, .dismiss(.context))
    #expect(try await school.own(own).mayComplain)
    let appeal = try await school.complain(about: own)
    let waiting = try await school.own(own)
    #expect(waiting.shown == .inReview && waiting.complaint?.id == appeal.id && !waiting.mayComplain)
    #expect(waiting.complaintDue != nil && appeal.termEnds == waiting.objectUntil)
    #expect(try await store.appeals(for: school.parent.id, school: id, at: at).isEmpty)
    #expect(try await store.appeals(for: school.stranger.id, school: id, at: at).count == 1)
    #expect(try await store.appeals(for: school.teacher.id, school: id, at: at).isEmpty)
    var now = appeal
    for step: Appeal.Step in [.admit(excuse: nil, suspends: false), .assign(school.director), .begin] {
      now = try await store.advance(now.id, step, expecting: now.version, by: school.director.id, school: id, at: at)
    }
    let result = try await store.decide(
      now.id, .reversed(alsoUndoing: []), motivation: "Het is wel een overtreding.", expecting: now.version,
      by: school.director.id, school: id, at: at)
    #expect(result.appeal.nextInstance == .board)
    let anew = try await school.own(own)
    #expect(anew.shown == .inReview && anew.outcome == nil && !anew.mayComplain)
    #expect(try await school.told(school.stranger).contains(.appealDecided))
    let file = try await store.review(review, for: school.director.id, school: id, at: at)
    #expect(file.review.state == .reopened)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func theBoardJudgesAComplaintAboutTheDirectorsDecision() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let review = try await school.review("b-1")
    let own = try await school.report("b-1")
    let claimed = try await store.claim(review, by: school.director.id, school: id, at: at)
    _ = try await store.decide(
      review, .violation, expecting: claimed.version, by: school.director.id, school: id, at: at)
    var now = try await school.complain(about: own, by: school.board)
    #expect(now.appellant == school.stranger.id)
    // Whom it is about does not learn that somebody complained.
    await #expect(throws: StoreError.notFound("Bezwaar", handle: "1")) {
      try await store.appeal("1", for: school.parent.id, school: id, at: at)
    }
    for step: Appeal.Step in [.admit(excuse: nil, suspends: false), .assign(school.board), .begin] {
      now = try await store.advance(now.id, step, expecting: now.version, by: school.board.id, school: id, at: at)
    }
    _ = try await store.decide(
      now.id, .reversed(alsoUndoing: []), motivation: "Het is ernstiger.", expecting: now.version,
      by: school.board.id, school: id, at: at)
    // It begins anew: what the earlier decision counted for counts no more.
    let file = try await store.review(review, for: school.teacher.id, school: id, at: at)
    #expect(file.review.state == .reopened && file.review.route == .groupAdmin)
    let history = try await store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: id, at: at)
    #expect(history.strikes.map(\.state) == [.overruled])
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func anAppealFallsAwayWithWhatItWasAgainst() async throws {
    let school = try await SampleSchool.make()
    let (measure, _) = try await filed(school)
    var plan = Measure.Plan.complete
    plan.replaces = measure.id
    try await school.imposed(.arrangement, plan)
    let file = try await school.store.appeal("1", for: school.parent.id, school: school.id, at: at)
    #expect(file.appeal.state == .superseded && file.due == nil && file.actions == [.view])
    #expect(try await school.store.verify(school: school.id).faults == [])
  }
}
