import Conduct
import Store
import Testing

@Suite struct ReportCourseTests {
  private let at = SampleSchool.start
  private let day = SampleSchool.day

  @Test func aReportWithoutAMessageIsHandledByItself() async throws {
    let school = try await SampleSchool.make()
    let own = try await school.report(nil, .passedOn, enclosures: [onePixel])
    await #expect(throws: StoreError.notAllowed(.notClaimed)) {
      try await school.step(.askReporter(question: "Waar?"), on: own, by: school.teacher)
    }
    try await school.step(.claim, on: own, by: school.teacher)
    await #expect(throws: StoreError.notAllowed(.heldByAnother)) {
      try await school.step(.resolve(.noAction, motivation: "x"), on: own, by: school.colleague)
    }
    try await school.step(.askReporter(question: "Waar stond het?"), on: own, by: school.teacher)
    let asked = try await school.own(own)
    #expect(asked.shown == .answerNeeded && asked.question == "Waar stond het?" && asked.dueAt == nil)
    #expect(asked.actions == [.answer, .add, .withdraw])
    let due = try await school.store.due(for: school.teacher.id, school: school.id, at: at + 3 * day)
    #expect(due.map(\.duty.state) == [.paused])
    let answered = try await school.store.advanceOwn(
      own.id, .answer(text: "Op Facebook."), enclosures: [onePixel], by: school.stranger.id, school: school.id,
      at: at + 4 * day)
    #expect(answered.shown == .inReview && answered.texts.count == 2)
    #expect(try #require(answered.dueAt) > own.dueAt ?? .max)
    let file = try await school.file(own, for: school.teacher, at: at + 4 * day)
    #expect(file.enclosures == [.png, .png] && file.notes.map(\.kind) == [.question, .answer])
    let picture = try await school.store.enclosure(
      2, of: "\(own.number)", for: school.teacher.id, school: school.id, at: at)
    #expect(picture.bytes == onePixel && picture.kind == .png)
    await #expect(throws: StoreError.notFound("Bijlage", handle: "1")) {
      _ = try await school.store.enclosure(1, of: "\(own.number)", for: school.colleague.id, school: school.id, at: at)
    }
    await #expect(throws: StoreError.self) {
      try await school.step(.resolve(.actionTaken, motivation: " "), on: own, by: school.teacher, at: at + 4 * day)
    }
    try await school.step(.resolve(.actionTaken, motivation: "Gebeld."), on: own, by: school.teacher, at: at + 4 * day)
    let closed = try await school.own(own, at: at + 4 * day)
    #expect(closed.outcome == .actionTaken && closed.texts.count == 2 && closed.shown == .closed)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aReportIsNotGivenToABoardInWhichNobodyIsThere() async throws {
    let school = try await SampleSchool.make()
    let own = try await school.report(nil, .passedOn)
    try await school.step(.claim, on: own, by: school.director)
    #expect(try await school.file(own, for: school.director, at: at).actions.contains(.escalate))
    try await school.store.addAbsence(
      of: school.board.id, from: at, until: at + day, by: school.director.id, school: school.id, at: at)
    #expect(try await !school.file(own, for: school.director, at: at).actions.contains(.escalate))
    await #expect(throws: StoreError.notAllowed(.noBoard)) {
      try await school.step(.escalate(reason: "Mijn buurman."), on: own, by: school.director)
    }
    try await school.step(.escalate(reason: "Mijn buurman."), on: own, by: school.director, at: at + 2 * day)
    #expect(try await school.file(own, for: school.board, at: at + 2 * day).report.route == .board)
  }

  @Test func whoReportedMayTakeItBackAndTheSchoolMayGoOn() async throws {
    let school = try await SampleSchool.make()
    try await school.clearMessage("b-1")
    let own = try await school.report("b-1")
    await #expect(throws: StoreError.notFound("Melding", handle: "\(own.number)")) {
      _ = try await school.own(own, of: school.partner)
    }
    let back = try await school.store.advanceOwn(
      own.id, .withdraw(reason: ""), by: school.stranger.id, school: school.id, at: at)
    #expect(back.shown == .closed && back.outcome == .withdrawn && back.objectUntil == nil && back.actions.isEmpty)
    let queue = try await school.store.queue(for: school.teacher.id, school: school.id, at: at)
    #expect(queue.count == 1 && !queue[0].priority.reasons.contains("er is een melding over"))
    _ = try await school.decide(queue[0].review.id, .violation)
    #expect(try await school.own(own).outcome == .withdrawn)
    await #expect(throws: StoreError.self) {
      try await school.store.advanceOwn(
        own.id, .add(text: "Toch."), by: school.stranger.id, school: school.id, at: at)
    }
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func dangerSkipsTheQueueAndDirectorAndDeputyHearAtOnce() async throws {
    let school = try await SampleSchool.make()
    try await school.store.addAbsence(
      of: school.director.id, from: at, until: at + day, deputy: school.colleague.id, by: school.director.id,
      school: school.id, at: at)
    let review = try await school.review("b-1")
    #expect(
      try await school.store.queue(for: school.teacher.id, school: school.id, at: at).map(\.review.id) == [review])
    let own = try await school.report("b-1", .danger, at: at + 1)
    for person in [school.director, school.colleague] {
      let notices = try await school.store.notices(for: person.id, school: school.id).filter { $0.kind == .danger }
      #expect(notices.map(\.isUrgent) == [true] && notices.map(\.item) == ["report \(own.number)"])
    }
    #expect(try await !school.told(school.teacher).contains(.danger))
    let first = try await school.store.queue(for: school.colleague.id, school: school.id, at: at + 1)
    #expect(first.map(\.review.route) == [.director] && first.map(\.review.state) == [.escalated])
    // About the director it is the board that hears.
    let about = try await school.report(nil, .danger, about: school.director, at: at + 2)
    let told = try await school.store.notices(for: school.board.id, school: school.id).map(\.item)
    #expect(told == ["report \(about.number)"])
    #expect(try await school.store.notices(for: school.director.id, school: school.id).count == 1)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func worriesGoToThePeopleOfCareAndLeaveTheMessageAlone() async throws {
    let school = try await SampleSchool.make()
    let carer = try await school.store.addMember(
      MemberDraft(name: "Zorg", assignments: [Assignment(role: .staff, function: .care, from: at)]),
      school: school.id, at: at)
    try await school.clearMessage("b-1", "Het hoeft voor mij niet meer.")
    let own = try await school.report("b-1", .worry)
    #expect(try await school.told(carer) == [.care])
    #expect(try await school.store.queue(for: school.teacher.id, school: school.id, at: at).isEmpty)
    #expect(try await school.store.reports(for: school.teacher.id, school: school.id, at: at).isEmpty)
    let found = try await school.store.reports(for: carer.id, school: school.id, at: at)
    #expect(found.map(\.report.id) == [own.id] && found[0].quotation == "Het hoeft voor mij niet meer.")
    // What the report needs stays, though the message was clear.
    try await school.store.tick(school: school.id, at: at + 40 * day)
    #expect(try await school.file(own, for: carer, at: at + 40 * day).quotation != nil)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aTermThatPassesBringsTheReportToTheNextPerson() async throws {
    let school = try await SampleSchool.make()
    let own = try await school.report(nil, .passedOn)
    try await school.clearMessage("b-1")
    let bound = try await school.report("b-1")
    func tick(_ days: Int64) async throws -> TickReport {
      let report = try await school.store.tick(school: school.id, at: at + days * day)
      #expect(try await school.store.tick(school: school.id, at: at + days * day).isEmpty)
      return report
    }
    #expect(try await tick(4).escalations == 2)
    let file = try await school.file(own, for: school.director, at: at + 4 * day)
    #expect(file.report.route == .director && file.report.state == .escalated)
    await #expect(throws: StoreError.notFound("Melding", handle: "\(own.number)")) {
      _ = try await school.file(own, for: school.teacher, at: at + 4 * day)
    }
    #expect(
      try await school.store.queue(for: school.director.id, school: school.id, at: at + 4 * day).map(\.review.route)
        == [.director])
    #expect(try await school.file(bound, for: school.director, at: at + 4 * day).report.route == .director)
    #expect(try await school.told(school.director) == [.escalated, .escalated])
    #expect(try await tick(8).escalations == 2)
    #expect(try await school.file(own, for: school.board, at: at + 8 * day).report.route == .board)
    #expect(try await school.told(school.stranger) == [.reportReceived, .reportReceived])
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aReportIsClosedAfterTheTermToObjectAndPurgedWithItsPeople() async throws {
    let school = try await SampleSchool.make()
    let own = try await school.report(nil, .passedOn, enclosures: [onePixel])
    try await school.step(.claim, on: own, by: school.teacher)
    try await school.step(.resolve(.noAction, motivation: "Onvindbaar."), on: own, by: school.teacher)
    let until = try #require(try await school.own(own).objectUntil)
    #expect(try await school.store.tick(school: school.id, at: until - 1).isEmpty)
    let report = try await school.store.tick(school: school.id, at: until)
    #expect(report.reports == 1 && report.purge.contents[.dismissed] == 3)
    #expect(try await school.store.ownReports(of: school.stranger.id, school: school.id, at: until).isEmpty)
    let rows = try await school.database.read { connection in
      try connection.run("SELECT state, outcome, reporter, handler FROM report", []).map(\.values)
    }
    #expect(rows == [[.text("purged"), .text("no_action"), .null, .null]])
    let people = try await school.database.read { connection in
      try connection.run("SELECT author FROM report_note", []).map(\.values)
    }
    #expect(people == [[.null]])
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func onlyAPersonLimitsWhoReportsInBadFaithAndNeverAgainstDangerNorOneself() async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    func limit(_ until: Int64, _ reason: String, by member: Member) async throws {
      _ = try await store.limitReporting(
        of: school.stranger.id, until: until, reason: reason, by: member.id, school: school.id, at: at)
    }
    await #expect(throws: StoreError.notAllowed(.outsideScope)) { try await limit(at + day, "x", by: school.teacher) }
    for (until, reason) in [(at + day, " "), (at, "x"), (at + 400 * day, "x")] {
      await #expect(throws: StoreError.self) { try await limit(until, reason, by: school.director) }
    }
    try await limit(at + 30 * day, "Drie verzonnen meldingen.", by: school.director)
    let notice = try #require(try await store.notices(for: school.stranger.id, school: school.id).first)
    #expect(notice.kind == .reportingLimited && notice.text == "Drie verzonnen meldingen.")
    try await school.clearMessage("b-1")
    await #expect(throws: StoreError.notAllowed(.reportingLimited)) { try await school.report("b-1") }
    try await school.report("b-1", .danger)
    try await school.report(nil, .passedOn, about: school.director)
    #expect(try await store.reportLimits(for: school.director.id, school: school.id, at: at).count == 1)
    #expect(try await store.reportLimits(for: school.teacher.id, school: school.id, at: at).isEmpty)
    try await store.endReportLimits(of: school.stranger.id, by: school.director.id, school: school.id, at: at + 2)
    try await school.report(nil, .passedOn, at: at + 3)
    await #expect(throws: StoreError.self) {
      try await store.endReportLimits(of: school.stranger.id, by: school.director.id, school: school.id, at: at + 4)
    }
    #expect(try await store.verify(school: school.id).faults == [])
  }

  @Test func staffWriteDownWhatSomebodyElseTells() async throws {
    let school = try await SampleSchool.make()
    func draft(by writer: Member, for reporter: Member? = nil, name: String? = nil) -> ReportDraft {
      ReportDraft(
        reporter: reporter?.id, name: name, enteredBy: writer.id, manner: .phone, category: .passedOn,
        group: school.group.id, text: "Oma zag het op straat.")
    }
    func submit(_ draft: ReportDraft) async throws -> OwnReport {
      try await school.store.submit(draft, school: school.id, at: at)
    }
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      _ = try await submit(draft(by: school.parent, for: school.stranger))
    }
    await #expect(throws: StoreError.self) { _ = try await submit(draft(by: school.teacher)) }
    let outside = try await submit(draft(by: school.teacher, name: "Oma van Sem"))
    #expect(try await school.told(school.teacher) == [.reportReceived])
    #expect(try await school.own(outside, of: school.teacher).shown == .received)
    let inside = try await submit(draft(by: school.colleague, for: school.stranger))
    #expect(try await school.own(inside).actions == [.add, .withdraw])
    #expect(try await school.told(school.stranger) == [.reportReceived])
    try await school.step(.claim, on: outside, by: school.director)
    let file = try await school.file(outside, for: school.director)
    #expect(file.reporter == "Oma van Sem" && file.report.manner == .phone)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aReportThatChangedIsNotDecidedOn() async throws {
    let school = try await SampleSchool.make()
    let own = try await school.report(nil, .passedOn)
    let seen = try await school.file(own, for: school.teacher).report.version
    try await school.step(.claim, on: own, by: school.teacher)
    await #expect(throws: StoreError.self) {
      try await school.store.advance(
        own.id, .claim, expecting: seen, by: school.director.id, school: school.id, at: at)
    }
    try await school.step(.claim, on: own, by: school.director)
    #expect(try await school.file(own, for: school.director).report.handler == school.director.id)
  }

  @Test(arguments: [
    "UPDATE report SET state = 'queued' WHERE state = 'under_review'", "UPDATE report SET route = 'board'",
    "UPDATE report_limit SET until_at = until_at + 1",
  ])
  func aStateChangedBehindTheLogIsFound(sql: String) async throws {
    let school = try await SampleSchool.make()
    let own = try await school.report(nil, .passedOn)
    try await school.step(.claim, on: own, by: school.teacher)
    try await school.store.limitReporting(
      of: school.stranger.id, until: at + day, reason: "x", by: school.director.id, school: school.id, at: at)
    #expect(try await school.store.verify(school: school.id).faults == [])
    try await school.database.write { connection in _ = try connection.run(sql, []) }
    let faults = try await school.store.verify(school: school.id).faults
    #expect(!faults.isEmpty && faults.allSatisfy(\.isRow))
  }

  @Test(arguments: [
    ([[0x89, 0x50]], "Bijlage 1 is geen hele afbeelding"), (Array(repeating: onePixel, count: 6), "hoogstens 5"),
  ])
  func badEnclosuresAreRefusedWithNothingKept(files: [[UInt8]], part: String) async throws {
    let school = try await SampleSchool.make()
    let error = await #expect(throws: StoreError.self) {
      try await school.report(nil, .passedOn, enclosures: files)
    }
    #expect("\(try #require(error))".contains(part))
    let own = try await school.report(nil, .passedOn)
    await #expect(throws: StoreError.self) {
      try await school.store.advanceOwn(
        own.id, .add(text: "x"), enclosures: files, by: school.stranger.id, school: school.id, at: at)
    }
    #expect(try await school.own(own).texts.count == 1)
  }
}
