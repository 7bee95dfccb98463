import Conduct
import Store
import Testing

@Suite struct ReportTests {
  private let at = SampleSchool.start
  private let day = SampleSchool.day

  @Test func aReportedMessageWaitsForAPersonAndTheReporterHasANumberAndADate() async throws {
    let school = try await SampleSchool.make()
    try await school.clearMessage("b-1")
    let own = try await school.report("b-1")
    #expect(
      (100_000...999_999).contains(own.number) && own.shown == .received && own.texts == ["Dit kwetst mijn kind."])
    #expect(try #require(own.dueAt) > at && own.outcome == nil && own.actions == [.add, .withdraw])
    #expect(try await school.told(school.stranger) == [.reportReceived])
    let queue = try await school.store.queue(for: school.teacher.id, school: school.id, at: at)
    #expect(queue.map(\.review.reason) == [.report] && queue[0].priority.reasons.contains("er is een melding over"))
    #expect(try await school.store.reports(for: school.teacher.id, school: school.id, at: at).isEmpty)
    let due = try await school.store.due(for: school.teacher.id, school: school.id, at: at)
    #expect(due.map(\.duty.kind) == [.report] && due[0].deadline.due == own.dueAt)
    #expect(Set(due[0].recipients.map(\.id)) == [school.teacher.id, school.colleague.id])
    // The reporter, the author and their families neither see nor count it.
    for person in [school.stranger, school.parent, school.partner] {
      #expect(try await school.store.queue(for: person.id, school: school.id, at: at).isEmpty)
      #expect(try await school.store.due(for: person.id, all: true, school: school.id, at: at).isEmpty)
      await #expect(throws: StoreError.notFound("Melding", handle: "\(own.number)")) {
        _ = try await school.file(own, for: person)
      }
    }
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aReportFollowsItsReviewAndTheOutcomeSaysNothingAboutAnother() async throws {
    let school = try await SampleSchool.make()
    try await school.clearMessage("b-1")
    let own = try await school.report("b-1")
    let review = try await school.store.queue(for: school.teacher.id, school: school.id, at: at)[0].review
    let claimed = try await school.store.claim(review.id, by: school.teacher.id, school: school.id, at: at)
    #expect(try await school.own(own).shown == .inReview)
    await #expect(throws: StoreError.notAllowed(.throughReview)) {
      try await school.step(.resolve(.noAction, motivation: "x"), on: own, by: school.teacher)
    }
    let ruling = try await school.store.decide(
      review.id, .violation, expecting: claimed.version, by: school.teacher.id, school: school.id, at: at)
    #expect(!ruling.decision.isAutomaticallyFound)
    let told = try await school.own(own)
    #expect(told.shown == .closed && told.outcome == .actionTaken && told.dueAt == nil)
    #expect(try #require(told.objectUntil) > at + 41 * day && told.actions.isEmpty)
    #expect(try await Set(school.told(school.stranger)) == [.reportReceived, .reportOutcome])
    #expect(try await school.store.due(for: school.teacher.id, all: true, school: school.id, at: at).isEmpty)
    try await school.store.undo(
      review.id, reason: "Vergissing.", by: school.teacher.id, school: school.id, at: at + 1)
    let again = try await school.own(own, at: at + 1)
    #expect(again.shown == .inReview && again.outcome == nil && again.dueAt != nil)
    #expect(try await school.told(school.stranger).last == .reportReopened)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test("Invariant 4 for reports: nobody handles, sees or counts their own report, nor one about them")
  func routing() async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    /// What teacher, colleague, director and board see.
    func seen() async throws -> [[Int]] {
      var all: [[Int]] = []
      for member in [school.teacher, school.colleague, school.director, school.board] {
        let queue = try await store.queue(for: member.id, school: school.id, at: at)
        all.append(queue.map(\.review.number))
      }
      return all
    }
    for (id, author) in [("b-1", school.parent), ("b-2", school.teacher), ("b-3", school.director)] {
      try await school.clearMessage(id, "Tekst van \(id).", by: author)
    }
    // A teacher's own report is a colleague's; when both report, it is the director's.
    try await school.report("b-1", by: school.teacher)
    #expect(try await seen() == [[], [1], [1], []])
    try await school.report("b-1", by: school.colleague)
    #expect(try await seen() == [[], [], [1], []])
    #expect(
      try await store.queue(for: school.director.id, school: school.id, at: at)[0].priority.reasons.contains(
        "2 meldingen erover"))
    try await school.report("b-2")
    #expect(try await seen() == [[], [], [1, 2], []])
    let about = try await school.report("b-3")
    #expect(try await seen() == [[], [], [1, 2], [3]])
    let byHand = try await school.report(nil, .passedOn, about: school.director)
    for own in [about, byHand] {
      await #expect(throws: StoreError.notFound("Melding", handle: "\(own.number)")) {
        _ = try await school.file(own, for: school.director)
      }
    }
    #expect(try await store.reports(for: school.director.id, school: school.id, at: at).isEmpty)
    #expect(try await store.reports(for: school.board.id, school: school.id, at: at).map(\.report.id) == [byHand.id])
    #expect(try await school.told(school.director) == [])
    let due = try await store.due(for: school.director.id, all: true, school: school.id, at: at)
    #expect(!due.contains { $0.duty.subject.number == byHand.number || $0.duty.subject.number == about.number })
    #expect(try await store.verify(school: school.id).faults == [])
  }

  @Test("Invariant 8: nothing that the accused can read reveals who reported, how many, or at what hour")
  func theAccusedLearnsNothing() async throws {
    let school = try await SampleSchool.make()
    try await school.clearMessage("b-1")
    let numbers = [try await school.report("b-1"), try await school.report("b-1", by: school.colleague)].map(\.number)
    #expect(try await school.told(school.parent) == [])
    let review = try await school.store.queue(for: school.teacher.id, school: school.id, at: at)[0].review.id
    _ = try await school.decide(review, .violation)
    let notices = try await school.store.notices(for: school.parent.id, school: school.id)
    #expect(notices.map(\.kind) == [.decided] && notices.allSatisfy { $0.item.hasPrefix("decision ") })
    // What is on record about the accused is found by the member: no line about a report names one.
    let log = try await school.store.log(school: school.id)
    let lines = log.filter { $0.body.report != nil || $0.body.outcome == Duty.Kind.report.rawValue }
    #expect(lines.count > 6 && lines.allSatisfy { $0.body.member == nil && $0.body.other == nil })
    #expect(try await school.store.ownReports(of: school.parent.id, school: school.id, at: at).isEmpty)
    let history = try await school.store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: school.id, at: at)
    let statement = try #require(history.decisions.first?.statement)
    let words = "\(statement)"
    for number in numbers { #expect(!words.contains("\(number)")) }
    #expect(!words.contains(school.stranger.name) && !words.contains("meldingen"))
  }

  @Test func theReporterIsAPseudonymToAllButWhoHasItInHandAndThatIsNoted() async throws {
    let school = try await SampleSchool.make()
    let own = try await school.report(nil, .passedOn)
    let other = try await school.report(nil, .passedOn)
    func name(_ member: Member, _ own: OwnReport) async throws -> String {
      try await school.file(own, for: member).reporter
    }
    let pseudonym = try await name(school.teacher, own)
    #expect(pseudonym.wholeMatch(of: /Melder-\d{4}/) != nil)
    // Two reports of one person are not to be joined.
    let names = [try await name(school.director, own), try await name(school.director, other)]
    #expect(names[0] == pseudonym && names[1] != pseudonym)
    #expect(try await school.file(own, for: school.teacher).text == nil)
    try await school.step(.claim, on: own, by: school.teacher)
    let opened = try await school.file(own, for: school.teacher)
    #expect(opened.reporter == "Ouder-3" && opened.text == "Dit kwetst mijn kind." && opened.hopes == "Dat het stopt.")
    let director = try await school.file(own, for: school.director)
    #expect(director.reporter == pseudonym && director.text == nil && director.hopes == nil)
    func noted(_ viewer: Member) async throws -> [MemberID] {
      try await school.store.readings(about: school.stranger.id, for: viewer.id, school: school.id, at: at)
        .filter { $0.kind == .report }.map(\.reader)
    }
    // It may have been about the director, who therefore does not learn that somebody reported.
    #expect(try await noted(school.director) == [])
    #expect(try await noted(school.board).contains(school.teacher.id))
    await #expect(throws: StoreError.self) { _ = try await noted(school.teacher) }
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func whatWasEditedOrDeletedCanStillBeReportedAsItWas() async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    try await school.clearMessage("b-1", "Jij hoort hier niet.")
    var edited = school.intake("b-1", "Fijne dag allemaal.", severity: nil, editedAt: at + 5)
    _ = try await store.receive([edited], school: school.id, at: at + 5)
    let own = try await school.report("b-1", copy: "Jij hoort hier niet.", at: at + 6)
    let review = try await store.queue(for: school.teacher.id, school: school.id, at: at + 6)[0].review
    let file = try await store.review(review.id, for: school.teacher.id, school: school.id, at: at + 6)
    #expect(file.message.text == "Jij hoort hier niet." && file.reports.map(\.report.evidence) == [.snapshot])
    // Editing again does not shake a report off.
    edited.message.editedAt = at + 8
    edited.message.text = "Nog anders."
    _ = try await store.receive([edited], school: school.id, at: at + 8)
    #expect(
      try await store.queue(for: school.teacher.id, school: school.id, at: at + 8).map(\.review.id) == [review.id])
    #expect(try await school.own(own, at: at + 8).shown == .received)
    // The text is gone after its days; a copy that is the text is believed, another one is marked.
    try await school.clearMessage("b-2", "Wat een stom kind.")
    try await school.clearMessage("b-3", "Heel iets anders.")
    let later = at + 15 * day
    try await store.tick(school: school.id, at: later)
    let verified = try await school.report("b-2", copy: "Wat een stom kind.", at: later)
    let unverified = try await school.report("b-3", copy: "Dit stond er nooit.", at: later)
    let queue = try await store.queue(for: school.teacher.id, school: school.id, at: later)
    #expect(queue.map(\.excerpt).contains("Wat een stom kind."))
    let kept = try await store.reports(for: school.teacher.id, school: school.id, at: later)
    #expect(kept.map(\.report.id) == [unverified.id] && kept.map(\.report.evidence) == [.unverified])
    try await school.step(.claim, on: unverified, by: school.teacher, at: later)
    #expect(try await school.file(unverified, for: school.teacher, at: later).quotation == "Dit stond er nooit.")
    #expect(try await school.own(verified, at: later).shown == .received)
    #expect(try await store.verify(school: school.id).faults == [])
  }

  @Test func aNewReportOpensWhatWasFoundFineAndAnotherPersonLooks() async throws {
    let school = try await SampleSchool.make()
    let review = try await school.review("b-1")
    _ = try await school.decide(review, .dismiss(.context))
    let own = try await school.report("b-1", at: at + 1)
    #expect(try await school.store.queue(for: school.teacher.id, school: school.id, at: at + 1).isEmpty)
    #expect(
      try await school.store.queue(for: school.colleague.id, school: school.id, at: at + 1).map(\.review.state)
        == [.reopened])
    #expect(try await school.own(own, at: at + 1).shown == .inReview)
    let text = "U hebt dit bericht al gemeld: melding \(own.number). Vul die melding aan."
    await #expect(throws: StoreError.invalid(text)) { try await school.report("b-1", at: at + 2) }
    // One-to-one is never queued of itself, and can be reported.
    var private1 = school.intake("b-9", "Jij bent een sukkel.", kind: .oneToOne)
    private1.message.group = nil
    _ = try await school.store.receive([private1], school: school.id, at: at)
    try await school.report("b-9", at: at + 3)
    #expect(try await school.store.queue(for: school.director.id, school: school.id, at: at + 3).count == 2)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }
}
