import Conduct
import Store
import Testing

/// Every store method is called for one school with the ids of another, in one database.
@Suite struct IsolationTests {
  struct Call: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let run: @Sendable (SampleSchool, SchoolID) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (SampleSchool, SchoolID) async throws -> Void) {
      testDescription = name
      self.run = run
    }
  }

  private static let at = SampleSchool.start

  /// `theirs` holds the other school's ids; `mine` is the school that is asked.
  static let calls: [Call] = [
    Call("assign") {
      try await $0.store.assign(Assignment(role: .teacher, from: at), to: $0.parent.id, school: $1, at: at)
    },
    Call("decide roleProposal") {
      _ = try await $0.store.decide(roleProposal: 1, accept: true, by: $0.director.id, school: $1, at: at)
    },
    Call("end") { try await $0.store.end(.parent, in: $0.group.id, of: $0.parent.id, school: $1, at: at + 1) },
    Call("member") { _ = try await $0.store.member($0.parent.id.rawValue, school: $1) },
    Call("receive") { _ = try await $0.store.receive([$0.intake("x-1")], school: $1, at: at) },
    Call("take") { school, other in
      let intake = school.intake("x-2")
      _ = try await school.store.take(
        [(intake.message, [])], under: SampleSchool.ruleset, categories: [], school: other, at: at
      ) { _ in intake.found }
    },
    Call("queue") { _ = try await $0.store.queue(for: $0.teacher.id, school: $1, at: at) },
    Call("reviewID") {
      _ = try await $0.store.reviewID(try await $0.open().rawValue, for: $0.director.id, school: $1, at: at)
    },
    Call("review") { _ = try await $0.store.review(try await $0.open(), for: $0.director.id, school: $1, at: at) },
    Call("claim") { try await $0.store.claim(try await $0.open(), by: $0.director.id, school: $1, at: at) },
    Call("release") { try await $0.store.release(try await $0.open(), by: $0.director.id, school: $1, at: at) },
    Call("escalate") {
      try await $0.store.escalate(try await $0.open(), reason: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("askInformation") {
      try await $0.store.askInformation(try await $0.open(), question: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("reopen") {
      try await $0.store.reopen(try await $0.open(), reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("decide") {
      _ = try await $0.store.decide(
        try await $0.open(), .violation, expecting: 2, by: $0.teacher.id, school: $1, at: at)
    },
    Call("note") {
      try await $0.store.note(try await $0.open(), text: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("handOver") {
      try await $0.store.handOver(
        try await $0.open(), to: $0.colleague.id, reason: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("giveToCare") {
      try await $0.store.giveToCare(try await $0.open(), reason: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("recordAnswer") {
      try await $0.store.recordAnswer(try await $0.open(), text: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("undo") {
      try await $0.store.undo(try await $0.open(), reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("duplicates") {
      _ = try await $0.store.duplicates(of: try await $0.open(), for: $0.teacher.id, school: $1, at: at)
    },
    Call("closeDuplicates") {
      _ = try await $0.store.closeDuplicates(
        of: try await $0.open(), expecting: [:], by: $0.teacher.id, school: $1, at: at)
    },
    Call("secondOpinions") { _ = try await $0.store.secondOpinions(for: $0.director.id, school: $1, at: at) },
    Call("giveSecondOpinion") {
      let number = "o-000000000000"
      _ = try await $0.store.giveSecondOpinion(
        number, .dismissed(.context), by: $0.director.id, school: $1, at: at)
    },
    Call("agreement") { _ = try await $0.store.agreement(for: $0.director.id, school: $1, at: at) },
    Call("notices") { _ = try await $0.store.notices(for: $0.parent.id, school: $1) },
    Call("addAbsence") {
      try await $0.store.addAbsence(
        of: $0.teacher.id, from: at, until: at + 1, deputy: $0.colleague.id, by: $0.director.id, school: $1, at: at)
    },
    Call("endAbsence") {
      let absence = try await $0.store.addAbsence(
        of: $0.real.teacher.id, from: at, until: at + 1, by: $0.real.director.id, school: $0.id, at: at)
      try await $0.store.endAbsence(absence.id, by: $0.director.id, school: $1, at: at)
    },
    Call("submit") {
      _ = try await $0.store.submit(
        ReportDraft(reporter: $0.stranger.id, category: .passedOn, text: "x"), school: $1, at: at)
    },
    Call("ownReports") { _ = try await $0.store.ownReports(of: $0.stranger.id, school: $1, at: at) },
    Call("ownReport") {
      _ = try await $0.store.ownReport(try await $0.reported().rawValue, of: $0.stranger.id, school: $1, at: at)
    },
    Call("reports") { _ = try await $0.store.reports(for: $0.teacher.id, school: $1, at: at) },
    Call("report") {
      _ = try await $0.store.report(try await $0.reported().rawValue, for: $0.teacher.id, school: $1, at: at)
    },
    Call("enclosure") {
      _ = try await $0.store.enclosure(
        1, of: try await $0.reported().rawValue, for: $0.teacher.id, school: $1, at: at)
    },
    Call("advance report") {
      try await $0.store.advance(
        try await $0.reported(), .claim, expecting: 3, by: $0.teacher.id, school: $1, at: at)
    },
    Call("advanceOwn") {
      try await $0.store.advanceOwn(
        try await $0.reported(), .add(text: "x"), by: $0.stranger.id, school: $1, at: at)
    },
    Call("limitReporting") {
      try await $0.store.limitReporting(
        of: $0.parent.id, until: at + 9, reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("endReportLimits") {
      try await $0.store.endReportLimits(of: $0.parent.id, by: $0.director.id, school: $1, at: at)
    },
    Call("reportLimits") { _ = try await $0.store.reportLimits(for: $0.director.id, school: $1, at: at) },
    Call("reasons") {
      let decision = try await $0.real.violation("x-9").decision
      _ = try await $0.store.reasons(of: decision.id, for: $0.parent.id, school: $1, at: at)
    },
    Call("ask") { _ = try await $0.store.ask("x", in: $0.group.id, by: $0.parent.id, school: $1, at: at) },
    Call("questions") { _ = try await $0.store.questions(for: $0.teacher.id, school: $1, at: at) },
    Call("question") {
      _ = try await $0.store.question(try await $0.asked().rawValue, for: $0.teacher.id, school: $1, at: at)
    },
    Call("answer") {
      try await $0.store.answer(try await $0.asked(), text: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("passOn") {
      try await $0.store.passOn(try await $0.asked(), reason: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("address") {
      try await $0.store.address($0.parent.id, text: "x", on: at, by: $0.teacher.id, school: $1, at: at)
    },
    Call("ownAddressings") { _ = try await $0.store.ownAddressings(of: $0.parent.id, school: $1) },
    Call("addressings") {
      _ = try await $0.store.addressings(of: $0.parent.id, for: $0.director.id, school: $1, at: at)
    },
    Call("weighSuitability") {
      try await $0.store.weighSuitability(
        of: "x", rules: [RuleID("r")], ruleset: SampleSchool.ruleset.version, by: $0.teacher.id, school: $1, at: at)
    },
    Call("proposals") { _ = try await $0.store.proposals(for: $0.director.id, school: $1, at: at) },
    Call("measure") {
      _ = try await $0.store.measure(try await $0.proposal().rawValue, for: $0.director.id, school: $1, at: at)
    },
    Call("propose") {
      _ = try await $0.store.propose(
        .talk, about: $0.parent.id, reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("prepare") {
      try await $0.store.prepare(
        try await $0.proposal(), .complete, expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("approve") {
      try await $0.store.approve(try await $0.proposal(), expecting: 1, by: $0.board.id, school: $1, at: at)
    },
    Call("refuse") {
      try await $0.store.refuse(
        try await $0.proposal(), reason: "x", expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("impose") {
      try await $0.store.impose(try await $0.proposal(), expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("lift") {
      try await $0.store.lift(
        try await $0.proposal(), reason: "x", expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("announce") {
      try await $0.store.announce(
        try await $0.proposal(), respondBy: at + 9, expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("respond") {
      try await $0.store.respond(
        try await $0.proposal(), answer: "x", expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("acknowledge") {
      try await $0.store.acknowledge(try await $0.proposal(), expecting: 1, by: $0.parent.id, school: $1, at: at)
    },
    Call("reaffirm") {
      try await $0.store.reaffirm(
        try await $0.proposal(), reason: "x", reviewAt: nil, expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("ownMeasures") {
      _ = try await $0.store.ownMeasures(of: $0.parent.id, school: $1)
    },
    Call("fill") {
      try await $0.store.fill([:], of: try await $0.proposal(), expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("send") {
      try await $0.store.send(try await $0.proposal(), expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("confirmReceipt") {
      try await $0.store.confirmReceipt(
        of: try await $0.proposal(), expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("reportFailure") {
      try await $0.store.reportFailure(
        of: try await $0.proposal(), reason: "x", canRetry: true, expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("close") {
      try await $0.store.close(
        try await $0.proposal(), outcome: "x", expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("appeal") {
      _ = try await $0.store.appeal(
        against: .measure(try await $0.proposal()), for: $0.parent.id, grounds: "x", by: $0.parent.id,
        school: $1, at: at)
    },
    Call("appeal file") {
      _ = try await $0.store.appeal(try await $0.appealed().rawValue, for: $0.board.id, school: $1, at: at)
    },
    Call("appeals") { _ = try await $0.store.appeals(for: $0.board.id, school: $1, at: at) },
    Call("advance") {
      try await $0.store.advance(
        try await $0.appealed(), .withdraw, expecting: 1, by: $0.parent.id, school: $1, at: at)
    },
    Call("decide appeal") {
      _ = try await $0.store.decide(
        try await $0.appealed(), .confirmed, motivation: "x", expecting: 1, by: $0.board.id, school: $1, at: at)
    },
    Call("openCase") {
      try await $0.store.openCase(about: $0.parent.id, reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("conductCase") {
      _ = try await $0.store.conductCase(
        try await $0.opened().rawValue, for: $0.director.id, why: .oversight, school: $1, at: at)
    },
    Call("cases") { _ = try await $0.store.cases(.parents, for: $0.director.id, school: $1, at: at) },
    Call("advance case") {
      try await $0.store.advance(
        try await $0.opened(), Case.Step(.investigate), expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("history") {
      _ = try await $0.store.history(of: $0.parent.id, for: $0.director.id, why: .oversight, school: $1, at: at)
    },
    Call("subjectAccess") {
      _ = try await $0.store.subjectAccess(of: $0.parent.id, by: $0.director.id, school: $1, at: at)
    },
    Call("erase") { _ = try await $0.store.erase($0.parent.id, by: $0.director.id, school: $1, at: at) },
    Call("rectify") {
      _ = try await $0.open()
      try await $0.store.rectify(.review, 1, text: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("placeHold") {
      try await $0.store.placeHold(
        on: $0.parent.id, reason: "x", reviewAt: at + 1, by: $0.director.id, school: $1, at: at)
    },
    Call("prolongHold") {
      try await $0.store.placeHold(
        on: $0.parent.id, reason: "x", reviewAt: at + 1, by: $0.real.director.id, school: $0.id, at: at)
      try await $0.store.prolongHold(1, reason: "x", reviewAt: at + 2, by: $0.director.id, school: $1, at: at)
    },
    Call("liftHold") {
      try await $0.store.placeHold(
        on: $0.parent.id, reason: "x", reviewAt: at + 1, by: $0.real.director.id, school: $0.id, at: at)
      try await $0.store.liftHold(1, reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("holds") { _ = try await $0.store.holds(for: $0.director.id, school: $1, at: at) },
    Call("replaceKey") { _ = try await $0.store.replaceKey(of: $1, by: $0.director.id, at: at) },
    Call("contents") {
      _ = try await $0.reported()
      let access = try await $0.store.subjectAccess(of: $0.stranger.id, by: $0.director.id, school: $0.id, at: at)
      _ = try await $0.store.contents(
        of: try #require(access.files.first), in: access, by: $0.director.id, school: $1, at: at)
    },
    Call("keep letter") {
      let draft = LetterDraft("x", about: .measure, try await $0.proposal().rawValue)
      _ = try await $0.store.keep(draft, by: $0.director.id, school: $1, at: at)
    },
    Call("complain") {
      _ = try await $0.store.complain(
        about: try await $0.reported().rawValue, grounds: "x", by: $0.stranger.id, school: $1, at: at)
    },
    Call("keptLetters") { _ = try await $0.store.keptLetters(for: $0.director.id, school: $1, at: at) },
    Call("keptLetter") {
      let letter = try await $0.keep("x", about: .measure, try await $0.proposal().rawValue)
      _ = try await $0.store.keptLetter(letter.number, for: $0.director.id, school: $1, at: at)
    },
    Call("reportMatter") {
      let report = try await $0.reported().rawValue
      _ = try await $0.store.reportMatter(report, for: $0.stranger.id, school: $1, at: at)
    },
    Call("decisionMatter") {
      _ = try await $0.store.decisionMatter(try await $0.open(), for: $0.director.id, school: $1, at: at)
    },
    Call("measureMatter") {
      _ = try await $0.store.measureMatter(try await $0.proposal().rawValue, for: $0.director.id, school: $1, at: at)
    },
    Call("caseMatter") {
      _ = try await $0.store.caseMatter(try await $0.opened().rawValue, for: $0.director.id, school: $1, at: at)
    },
    Call("appealMatter") {
      _ = try await $0.store.appealMatter(try await $0.appealed().rawValue, for: $0.board.id, school: $1, at: at)
    },
    Call("figures") {
      _ = try await $0.store.figures(
        ofMonth: 9, in: 2026, from: 0, until: at, for: $0.director.id, school: $1, at: at)
    },
    Call("readings") {
      _ = try await $0.store.readings(about: $0.parent.id, for: $0.director.id, school: $1, at: at)
    },
    Call("due") { _ = try await $0.store.due(for: $0.director.id, all: true, school: $1, at: at) },
    Call("notices") { _ = try await $0.store.notices(for: $0.director.id, school: $1) },
    Call("policy") { _ = try await $0.store.policy(version: "sha256:other", school: $1) },
    Call("ruleset") { _ = try await $0.store.ruleset(version: "sha256:other", school: $1) },
  ]

  /// Ids of one school, asked of another: by an id of a thing, and by a person of the other school.
  @Test(arguments: calls) func idsOfAnotherSchoolAreUnknown(call: Call) async throws {
    let theirs = try await SampleSchool.make()
    let mine = try await SampleSchool.make(id: SchoolID("school-b"), beside: theirs)
    var other = Policy.sample
    other.version = "sha256:other"
    try await theirs.store.adopt(other, school: theirs.id, at: Self.at)
    let before = try await theirs.store.verify(school: theirs.id)
    let mineBefore = try await mine.store.verify(school: mine.id)
    await #expect {
      try await call.run(theirs, mine.id)
    } throws: {
      if case StoreError.notFound = $0 { true } else { false }
    }
    // The call itself may have prepared something at the other school; nothing may have happened at this one.
    #expect(try await mine.store.verify(school: mine.id).head == mineBefore.head)
    #expect(before.isWhole && mineBefore.isWhole)
  }

  @Test func listsHoldTheOwnSchoolOnly() async throws {
    let theirs = try await SampleSchool.make()
    let mine = try await SampleSchool.make(id: SchoolID("school-b"), beside: theirs)
    try await theirs.violation("b-1")
    _ = try await theirs.review("b-2")
    let at = Self.at
    #expect(try await mine.store.queue(for: mine.teacher.id, school: mine.id, at: at).isEmpty)
    #expect(try await mine.store.proposals(for: mine.director.id, school: mine.id, at: at).isEmpty)
    #expect(
      Set(try await mine.store.members(school: mine.id).map(\.id)).isDisjoint(
        with: try await theirs.store.members(school: theirs.id).map(\.id)))
    #expect(try await mine.store.groups(school: mine.id).map(\.id) == [mine.group.id])
    #expect(try await mine.store.log(school: mine.id).allSatisfy { $0.kind != .decided })
    let received = try await mine.store.receive([mine.intake("b-1")], school: mine.id, at: at)
    #expect(received.map(\.outcome) == [.queued])
    try await theirs.store.adopt(
      SchoolCalendar(id: "x", title: "Anders", version: "sha256:x"), school: theirs.id, at: at)
    #expect(try await mine.store.calendar(school: mine.id).id == "geen")
    #expect(try await mine.store.tick(school: mine.id, at: at).isEmpty)
    let purged = try await mine.store.purge(school: mine.id, at: at + 900 * SampleSchool.day)
    #expect(purged.payloads == 0)
    #expect(try await theirs.store.verify(school: theirs.id).isWhole)
    #expect(try await theirs.store.queue(for: theirs.teacher.id, school: theirs.id, at: at).count == 1)
  }
}

extension SampleSchool {
  /// A review that waits for a person.
  fileprivate func open() async throws -> ReviewID { try await review(nil) }

  /// A question that was just asked.
  fileprivate func asked() async throws -> QuestionID {
    try await store.ask("x", in: group.id, by: parent.id, school: id, at: Self.start).id
  }

  /// A report that waits.
  fileprivate func reported() async throws -> ReportID { try await report(nil, .passedOn, enclosures: [onePixel]).id }

  /// A case that was just opened.
  fileprivate func opened() async throws -> CaseID {
    try await store.openCase(about: parent.id, reason: "x", by: real.director.id, school: id, at: Self.start).id
  }

  /// An appeal that was just filed.
  fileprivate func appealed() async throws -> AppealID {
    let measure = try await real.imposed(.postingRestriction)
    return try await store.appeal(
      against: .measure(measure.id), for: parent.id, grounds: "x", by: parent.id, school: id,
      at: Self.start
    ).id
  }

  /// A measure that the ladder proposed.
  fileprivate func proposal() async throws -> MeasureID {
    try await store.propose(.talk, about: parent.id, reason: "x", by: real.director.id, school: id, at: Self.start).id
  }
}
