import Conduct
import Store
import Testing

/// One test for each clause that is served by a way of working.
@Suite struct CaseworkNormTests {
  private let at = SampleSchool.start

  @Test("A29: the teacher of the group or the director removes a message, with a reason") func a29Removal() async throws
  {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let review = try await school.review("b-1")
    await #expect(throws: StoreError.self) { try await store.claim(review, by: school.stranger.id, school: id, at: at) }
    let claimed = try await store.claim(review, by: school.teacher.id, school: id, at: at)
    func remove(_ why: String) async throws {
      _ = try await store.decide(
        review,
        .establish(Finding(clauses: [ClauseID("A33")], severity: .medium, motivation: why, effects: [.remove])),
        expecting: claimed.version, by: school.teacher.id, school: id, at: at)
    }
    await #expect(throws: StoreError.self) { try await remove(" ") }
    try await remove("Dit is schelden.")
    let file = try await store.review(review, for: school.director.id, school: id, at: at)
    #expect(file.review.visibility == .removed)
    #expect(try await store.ruleUsage(school: id).events[.removed]?.count == 1)
    #expect(try await store.notices(for: school.parent.id, school: id).isEmpty == false)
  }

  @Test("A42: a question about the portal goes to the teacher first, then on") func a42Questions() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let asked = try await store.ask(
      "Hoe zet ik meldingen uit?", in: school.group.id, by: school.parent.id, school: id, at: at)
    #expect(asked.desk == .teacher)
    #expect(try await store.questions(for: school.teacher.id, school: id, at: at).map(\.question.id) == [asked.id])
    let own = try await store.ask("En hoe?", in: school.group.id, by: school.teacher.id, school: id, at: at)
    #expect(own.refusal(for: school.teacher, at: at) == .samePerson)
  }

  @Test("A47: anybody speaks to another, and it counts for nothing") func a47Addressing() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    _ = try await store.address(
      school.parent.id, text: "Ik vroeg om een andere toon.", on: at, by: school.stranger.id, school: id, at: at)
    #expect(try await store.ownAddressings(of: school.parent.id, school: id).count == 1)
    let history = try await store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: id, at: at)
    #expect(history.total == 0 && history.measures.isEmpty)
  }

  @Test("A48: a measure waits for its facts, its weighing and its reasons") func a48Measures() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    let proposed = try await store.propose(
      .formalWarning, about: school.parent.id, reason: "Herhaling.", by: director, school: id, at: at)
    var bare = Measure.Plan.complete
    bare.weighing = " "
    let prepared = try await store.prepare(
      proposed.id, bare, expecting: 1, by: director, school: id, at: at)
    await #expect(throws: StoreError.self) {
      try await store.impose(prepared.id, expecting: prepared.version, by: director, school: id, at: at)
    }
    let other = try await SampleSchool.make()
    #expect(try await other.imposed(.formalWarning).imposedBy == other.director.id)
  }

  @Test("A49: first something inside the school, or the reason why not") func a49InsideFirst() async throws {
    let school = try await SampleSchool.make()
    var plan = Measure.Plan.complete
    plan.internalSteps = ""
    await #expect(throws: StoreError.self) { try await school.imposed(.communityOfficer, plan) }
    #expect(try await school.imposed(.communityOfficer).imposedBy == school.director.id)
    let other = try await SampleSchool.make()
    try await other.imposed(.formalWarning)
    #expect(try await other.imposed(.communityOfficer, plan).imposedBy == other.director.id)
  }

  @Test("A50: a step outside the school takes two people") func a50Outside() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    let proposed = try await store.propose(
      .policeReport, about: school.parent.id, reason: "Dreigt.", by: director, school: id, at: at)
    let prepared = try await store.prepare(
      proposed.id, .complete, expecting: 1, by: director, school: id, at: at)
    #expect(prepared.state == .approvalPending)
    await #expect(throws: StoreError.self) {
      try await store.approve(prepared.id, expecting: prepared.version, by: director, school: id, at: at)
    }
    await #expect(throws: StoreError.self) {
      try await store.impose(prepared.id, expecting: prepared.version, by: director, school: id, at: at)
    }
    let approved = try await store.approve(
      prepared.id, expecting: prepared.version, by: school.board.id, school: id, at: at)
    #expect(approved.approvedBy == school.board.id)
  }

  @Test("B6: staff weighs beforehand whether a message is suitable") func b6Weighing() async throws {
    let school = try await SampleSchool.make()
    func weigh(by member: Member) async throws {
      try await school.store.weighSuitability(
        of: "Wat een sukkels.", rules: [RuleID("nl.abuse.sample")], ruleset: SampleSchool.ruleset.version,
        by: member.id,
        school: school.id, at: at)
    }
    try await weigh(by: school.teacher)
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) { try await weigh(by: school.parent) }
    #expect(try await school.store.log(school: school.id).contains { $0.kind == .suitabilityWeighed })
  }

  @Test("B7: who doubts reports to the teacher concerned, or past the teacher whom it is about") func b7Reporting()
    async throws
  {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    try await school.clearMessage("b-1")
    try await school.clearMessage("b-2", by: school.teacher)
    try await school.report("b-1")
    try await school.report("b-2")
    func waits(for reader: Member) async throws -> [MemberID] {
      try await store.queue(for: reader.id, school: id, at: at).map(\.review.subject.author)
    }
    #expect(try await waits(for: school.teacher) == [school.parent.id])
    #expect(try await waits(for: school.director).contains(school.teacher.id))
  }

  @Test("B13: that something was passed on outside the portal can be reported") func b13Redistribution() async throws {
    let school = try await SampleSchool.make()
    let report = try await school.report(nil, .passedOn, about: school.partner)
    let own = try await school.store.ownReports(of: school.stranger.id, school: school.id, at: at)
    #expect(own.map(\.id) == [report.id])
    let handlers = [school.director, school.teacher]
    var open = 0
    for handler in handlers { open += try await school.store.reports(for: handler.id, school: school.id, at: at).count }
    #expect(open > 0)
  }

  @Test("B20: parents speak to the school, and the school to parents") func b20BothWays() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    for (author, other) in [(school.parent, school.teacher), (school.teacher, school.parent)] {
      _ = try await store.address(other.id, text: "Besproken.", on: at, by: author.id, school: id, at: at)
    }
    #expect(try await store.ownAddressings(of: school.parent.id, school: id).count == 2)
    #expect(try await store.ownAddressings(of: school.teacher.id, school: id).count == 2)
    // What a teacher writes is looked at as what a parent writes.
    #expect(
      try await school.store.receive([school.intake("b-9", by: school.teacher)], school: id, at: at)[0].review != nil)
  }
}
