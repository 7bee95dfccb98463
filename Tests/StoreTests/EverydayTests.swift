import Conduct
import Store
import Testing

@Suite struct EverydayTests {
  private let at = SampleSchool.start
  private let day = SampleSchool.day

  private func add(_ name: String, _ function: Assignment.Function, to school: SampleSchool) async throws -> Member {
    try await school.store.addMember(
      MemberDraft(name: name, assignments: [Assignment(role: .support, function: function, from: at)]),
      school: school.id, at: at)
  }

  @Test func aQuestionGoesFromTeacherToICTToAdministration() async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    let (ict, office) = (try await add("ICT", .ict, to: school), try await add("Kantoor", .administration, to: school))
    let question = try await store.ask(
      "Hoe zet ik meldingen uit?", in: school.group.id, by: school.parent.id, school: school.id, at: at)
    #expect(question.desk == .teacher && question.number == 1)
    for member in [school.teacher, school.colleague] { #expect(try await school.told(member) == [.questionAsked]) }
    func passOn(by member: Member) async throws -> Question.Desk {
      try await store.passOn(question.id, reason: "Weet ik niet.", by: member.id, school: school.id, at: at).desk
    }
    await #expect(throws: StoreError.notFound("Vraag", handle: question.id.rawValue)) { _ = try await passOn(by: ict) }
    #expect(try await passOn(by: school.teacher) == .ict)
    await #expect(throws: StoreError.notFound("Vraag", handle: question.id.rawValue)) {
      _ = try await passOn(by: school.teacher)
    }
    #expect(try await passOn(by: ict) == .administration)
    #expect(try await store.questions(for: office.id, school: school.id, at: at).map(\.isForViewer) == [true])
    #expect(try await store.questions(for: school.stranger.id, school: school.id, at: at).isEmpty)
    #expect(try await store.questions(for: ict.id, school: school.id, at: at).isEmpty)
    await #expect(throws: StoreError.notAllowed(.samePerson)) {
      try await store.answer(question.id, text: "x", by: school.parent.id, school: school.id, at: at)
    }
    await #expect(throws: StoreError.self) {
      try await store.answer(question.id, text: " ", by: office.id, school: school.id, at: at)
    }
    try await store.answer(question.id, text: "Onder instellingen.", by: office.id, school: school.id, at: at + 1)
    #expect(try await school.told(school.parent) == [.questionAnswered])
    let file = try await store.question("#1", for: school.parent.id, school: school.id, at: at + 1)
    #expect(file.notes.map(\.kind) == [.question, .escalation, .escalation, .answer])
    #expect(file.notes.last?.text == "Onder instellingen." && file.question.state == .answered)
    #expect(try await store.verify(school: school.id).faults == [])
    // Once it is over, who asked is forgotten with the words.
    try await store.tick(school: school.id, at: at + 30 * day)
    #expect(try await store.questions(for: school.parent.id, school: school.id, at: at + 30 * day).isEmpty)
    let rows = try await school.database.read { try $0.run("SELECT state, asker FROM question", []).map(\.values) }
    #expect(rows == [[.text("purged"), .null]])
    #expect(try await store.verify(school: school.id).faults == [])
  }

  @Test func aDeskWhereNobodySitsIsPassedOver() async throws {
    let school = try await SampleSchool.make()
    func ask(by member: Member, in group: GroupID?) async throws -> Question.Desk {
      try await school.store.ask("Hoe?", in: group, by: member.id, school: school.id, at: at).desk
    }
    #expect(try await ask(by: school.parent, in: nil) == .director)
    let office = try await add("Kantoor", .administration, to: school)
    #expect(try await ask(by: school.parent, in: nil) == .administration)
    // A teacher's own question is a colleague's, or goes on.
    #expect(try await ask(by: school.teacher, in: school.group.id) == .teacher)
    try await school.store.addAbsence(
      of: school.colleague.id, from: at, until: at + day, by: school.director.id, school: school.id, at: at)
    #expect(try await ask(by: school.teacher, in: school.group.id) == .administration)
    #expect(try await ask(by: office, in: nil) == .director)
  }

  @Test func anybodyWritesDownThatSomebodyWasSpokenToAndItCountsForNothing() async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    func note(_ person: Member, by author: Member, _ clause: String? = "A33", on time: Int64 = SampleSchool.start)
      async throws
    {
      try await store.address(
        person.id, text: "Gepraat.", clause: clause.map { ClauseID($0) }, on: time, by: author.id, school: school.id,
        at: at)
    }
    try await note(school.parent, by: school.teacher)
    // A parent addresses the school, too.
    try await note(school.teacher, by: school.stranger, nil)
    await #expect(throws: StoreError.notAllowed(.samePerson)) { try await note(school.parent, by: school.parent) }
    await #expect(throws: StoreError.self) { try await note(school.parent, by: school.teacher, "A99") }
    await #expect(throws: StoreError.self) { try await note(school.parent, by: school.teacher, on: at + 1) }
    func own(_ member: Member) async throws -> [MemberID] {
      try await store.ownAddressings(of: member.id, school: school.id).map(\.member)
    }
    #expect(try await own(school.parent) == [school.parent.id])
    #expect(try await Set(own(school.teacher)) == [school.parent.id, school.teacher.id])
    for other in [school.partner, school.director] { #expect(try await own(other) == []) }
    func record(_ viewer: Member) async throws -> Int {
      try await store.addressings(of: school.parent.id, for: viewer.id, school: school.id, at: at).count
    }
    #expect(try await record(school.director) == 1)
    for other in [school.teacher, school.partner, school.parent] {
      await #expect(throws: StoreError.self) { _ = try await record(other) }
    }
    let history = try await store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: school.id, at: at)
    #expect(history.total == 0 && history.violations == 0 && history.measures.isEmpty)
    #expect(try await store.verify(school: school.id).faults == [])
    try await store.tick(school: school.id, at: at + 366 * day)
    #expect(try await own(school.parent) == [])
    #expect(try await store.verify(school: school.id).faults == [])
  }

  @Test func theTickThatSuitabilityWasWeighedIsSeenAndChangesNothing() async throws {
    let school = try await SampleSchool.make()
    let text = "Wat een sukkels waren dat in de gymles."
    func weigh(_ text: String, _ rules: [String], by member: Member) async throws {
      try await school.store.weighSuitability(
        of: text, rules: rules.map { RuleID($0) }, ruleset: SampleSchool.ruleset.version, by: member.id,
        school: school.id, at: at)
    }
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) { try await weigh(text, ["r"], by: school.parent) }
    await #expect(throws: StoreError.self) { try await weigh(text, [], by: school.teacher) }
    try await weigh(text, ["nl.abuse.sample"], by: school.teacher)
    func seen(_ id: String, _ text: String, by author: Member) async throws -> Int64? {
      let receipts = try await school.store.receive(
        [school.intake(id, text, by: author, at: at + 5)], school: school.id, at: at + 5)
      let review = try #require(receipts[0].review)
      return try await school.store.review(review, for: school.director.id, school: school.id, at: at + 5)
        .suitabilityWeighed
    }
    #expect(try await seen("b-1", text, by: school.teacher) == at)
    #expect(try await seen("b-2", text + "!", by: school.teacher) == nil)
    #expect(try await seen("b-3", text, by: school.colleague) == nil)
    let stored = try await school.database.read { try $0.run("SELECT * FROM weighed_draft", []) }
    #expect(!"\(stored)".contains("sukkel"))
    try await school.store.tick(school: school.id, at: at + 29 * day)
    let left = try await school.database.read { try $0.run("SELECT id FROM weighed_draft", []).count }
    #expect(left == 0)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test(arguments: [
    "UPDATE question SET desk = 'ict'", "UPDATE addressing SET author = NULL, member = NULL",
  ])
  func aStateChangedBehindTheLogIsFound(sql: String) async throws {
    let school = try await SampleSchool.make()
    try await school.store.address(
      school.parent.id, text: "x", on: at, by: school.teacher.id, school: school.id, at: at)
    _ = try await school.store.ask("Hoe?", by: school.parent.id, school: school.id, at: at)
    #expect(try await school.store.verify(school: school.id).faults == [])
    try await school.database.write { connection in _ = try connection.run(sql, []) }
    let faults = try await school.store.verify(school: school.id).faults
    #expect(!faults.isEmpty && faults.allSatisfy(\.isRow))
  }
}
