import Conduct
import Store
import Testing

/// What a reporter can do who does not agree with what was done.
@Suite struct ComplaintTests {
  private let at = SampleSchool.start
  private let day = SampleSchool.day

  /// A report that stands by itself and was settled by the teacher.
  private func settled(_ school: SampleSchool) async throws -> OwnReport {
    let own = try await school.report(nil, .passedOn, about: school.parent)
    try await school.step(.claim, on: own, by: school.teacher)
    try await school.step(.resolve(.noAction, motivation: "Niets gevonden."), on: own, by: school.teacher)
    return try await school.own(own)
  }

  private func advance(
    _ appeal: Appeal, _ steps: [Appeal.Step], by member: Member, _ school: SampleSchool,
    at time: Int64 = SampleSchool.start
  ) async throws -> Appeal {
    var now = appeal
    for step in steps {
      now = try await school.store.advance(
        now.id, step, expecting: now.version, by: member.id, school: school.id, at: time)
    }
    return now
  }

  @Test func aReportWithoutAMessageIsLookedAtAnewByTheNextPerson() async throws {
    let school = try await SampleSchool.make()
    let own = try await settled(school)
    #expect(own.mayComplain && own.shown == .closed)
    let filed = try await school.complain(about: own)
    #expect(filed.kind == .reporterComplaint && filed.target == .report(own.id) && filed.termEnds == own.objectUntil)
    let due = try await school.store.due(for: school.director.id, school: school.id, at: at)
    #expect(due.map(\.duty.kind) == [.appealDecision] && due[0].duty.subject.member == nil)
    let asked = try await advance(
      filed, [.admit(excuse: nil, suspends: false), .assign(school.director), .begin, .ask(question: "Waar?")],
      by: school.director, school)
    #expect(try await school.own(own).shown == .answerNeeded)
    #expect(try await school.told(school.stranger).contains(.appealQuestion))
    let answered = try await advance(asked, [.answer("Op Facebook.")], by: school.stranger, school)
    _ = try await school.store.decide(
      answered.id, .reversed(alsoUndoing: []), motivation: "De foto staat er.", expecting: answered.version,
      by: school.director.id, school: school.id, at: at)
    let anew = try await school.own(own)
    #expect(anew.shown == .inReview && anew.outcome == nil && anew.dueAt != nil && anew.complaint?.outcome == .reversed)
    // Not by who found nothing: it is on the desk above.
    #expect(try await school.store.reports(for: school.teacher.id, school: school.id, at: at).isEmpty)
    try await school.step(.claim, on: own, by: school.director)
    try await school.step(.resolve(.actionTaken, motivation: "Gebeld."), on: own, by: school.director)
    // Another outcome can be complained about again, and that is the board's.
    #expect(try await school.own(own).mayComplain)
    _ = try await school.complain(about: own, at: at + 1)
    let later = try await school.store.due(for: school.board.id, school: school.id, at: at + 1)
    #expect(later.contains { $0.duty.kind == .appealDecision && $0.duty.subject.number == 2 })
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func whatStandsIsToldWithReasonsAndIsNotAskedTwice() async throws {
    let school = try await SampleSchool.make()
    let own = try await settled(school)
    let filed = try await school.complain(about: own)
    await #expect(throws: StoreError.self) { try await school.complain(about: own) }
    let begun = try await advance(
      filed, [.admit(excuse: nil, suspends: false), .assign(school.director), .begin], by: school.director, school)
    await #expect(throws: StoreError.self) {
      _ = try await school.store.decide(
        begun.id, .varied(Appeal.Variation(restoresMessage: true)), motivation: "x", expecting: begun.version,
        by: school.director.id, school: school.id, at: at)
    }
    _ = try await school.store.decide(
      begun.id, .confirmed, motivation: "Er is goed gekeken.", expecting: begun.version, by: school.director.id,
      school: school.id, at: at)
    let after = try await school.own(own)
    #expect(after.shown == .closed && after.outcome == .noAction && !after.mayComplain)
    let matter = try await school.store.appealMatter("1", for: school.director.id, school: school.id, at: at)
    #expect(matter.motivation == "Er is goed gekeken." && matter.addressee == "Ouder-3" && matter.measure == nil)
    await #expect(throws: StoreError.self) { try await school.complain(about: own) }
  }

  @Test func aLateOneIsTakenInAndTurnedAwayWithItsReason() async throws {
    let school = try await SampleSchool.make()
    let own = try await settled(school)
    let late = try #require(own.objectUntil) + 1
    let filed = try await school.complain(about: own, at: late)
    #expect(filed.isLate)
    await #expect(throws: StoreError.self) {
      _ = try await advance(filed, [.admit(excuse: nil, suspends: false)], by: school.director, school, at: late)
    }
    let rejected = try await advance(
      filed, [.reject(.late, reason: "Zes weken te laat.")], by: school.director, school, at: late)
    #expect(rejected.inadmissibility == .late && rejected.state == .inadmissible)
    let file = try await school.store.appeal("1", for: school.stranger.id, school: school.id, at: late)
    #expect(file.appeal.inadmissibility == .late && file.words.last == "Zes weken te laat.")
    #expect(try await school.told(school.stranger).contains(.appealDecided))
    let matter = try await school.store.appealMatter("1", for: school.director.id, school: school.id, at: late)
    #expect(matter.motivation == "Zes weken te laat." && matter.decidedAt == late)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func onlyAnOutcomeThatWasNotTakenBackCanBeComplainedAbout() async throws {
    let school = try await SampleSchool.make()
    let open = try await school.report(nil, .passedOn)
    await #expect(throws: StoreError.notAllowed(.notNow("de melding", state: "ontvangen"))) {
      try await school.complain(about: open)
    }
    _ = try await school.store.advanceOwn(
      open.id, .withdraw(reason: ""), by: school.stranger.id, school: school.id, at: at)
    await #expect(throws: StoreError.self) { try await school.complain(about: open) }
    let own = try await settled(school)
    await #expect(throws: StoreError.self) { try await school.complain(about: own, grounds: " ") }
    // Whom it is about, the family, who settled it and others find no such report.
    for member in [school.parent, school.partner, school.teacher, school.colleague] {
      await #expect(throws: StoreError.notFound("Melding", handle: "\(own.number)"), "\(member.name)") {
        try await school.complain(about: own, by: member)
      }
    }
    let written = try await school.complain(about: own, by: school.director)
    #expect(written.appellant == school.stranger.id)
    for member in [school.parent, school.partner, school.teacher, school.colleague] {
      await #expect(throws: StoreError.notFound("Bezwaar", handle: "1"), "\(member.name)") {
        _ = try await school.store.appeal("1", for: member.id, school: school.id, at: at)
      }
      #expect(try await school.store.appeals(for: member.id, school: school.id, at: at).isEmpty)
    }
  }

  @Test func theWordsOfAReportStayWhileItIsComplainedAbout() async throws {
    let school = try await SampleSchool.make()
    let own = try await settled(school)
    _ = try await school.complain(about: own)
    let later = at + 400 * day
    _ = try await school.store.purge(school: school.id, at: later)
    #expect(try await school.own(own, at: later).texts == ["Dit kwetst mijn kind."])
    let filed = try #require(try await school.own(own, at: later).complaint)
    _ = try await advance(filed, [.withdraw], by: school.stranger, school, at: later)
    _ = try await school.store.purge(school: school.id, at: later + 1)
    #expect(try await school.store.ownReports(of: school.stranger.id, school: school.id, at: later + 1).isEmpty)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }
}
