import Conduct
import Store
import Testing

/// Who complained decides nothing about whom they complained of, and one person is one person under every name.
@Suite struct ConflictTests {
  private let at = SampleSchool.start

  @Test func whoReportedSomebodySeesNoMeasureCaseOrTermAboutThatPerson() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let family = FamilyID("f-9")
    let second = try await school.member("Adjunct", .director, family: family)
    let spouse = try await school.member("Partner", .parent, family: family)
    let imposed = try await school.imposed(.formalWarning)
    let opened = try await store.openCase(
      about: school.parent.id, reason: "Toon.", by: school.board.id, school: id, at: at)
    #expect(try await store.cases(.parents, for: second.id, school: id, at: at).count == 1)
    #expect(try await !store.due(for: second.id, all: true, school: id, at: at).isEmpty)

    try await school.report(nil, .passedOn, by: spouse, about: school.parent, at: at + 1)
    let proposed = try await store.propose(
      .premisesBan, about: school.parent.id, reason: "Dreigt.", by: school.board.id, school: id, at: at + 2)
    let later = at + 3
    #expect(try await store.proposals(for: second.id, school: id, at: later).isEmpty)
    #expect(try await store.cases(.parents, for: second.id, school: id, at: later).isEmpty)
    #expect(try await store.due(for: second.id, all: true, school: id, at: later).isEmpty)
    await #expect(throws: StoreError.notFound("Maatregel", handle: "2")) {
      try await store.measure("2", for: second.id, school: id, at: later)
    }
    await #expect(throws: StoreError.notFound("Maatregel", handle: proposed.id.rawValue)) {
      try await store.prepare(proposed.id, .complete, expecting: 1, by: second.id, school: id, at: later)
    }
    await #expect(throws: StoreError.notFound("Zaak", handle: "1")) {
      try await store.conductCase("1", for: second.id, why: .handling, school: id, at: later)
    }
    await #expect(throws: StoreError.notFound("Zaak", handle: opened.id.rawValue)) {
      try await store.advance(
        opened.id, Case.Step(.investigate), expecting: 1, by: second.id, school: id, at: later)
    }
    // What began before the complaint has nothing to do with it; who did not complain sees all.
    #expect(try await store.measure("1", for: second.id, school: id, at: later).measure.id == imposed.id)
    #expect(try await store.proposals(for: school.director.id, school: id, at: later).map(\.id) == [proposed.id])
    let history = try await store.history(
      of: school.parent.id, for: second.id, why: .oversight, school: id, at: later)
    #expect(history.measures.map(\.id) == [imposed.id])
    #expect(history.events.allSatisfy { $0.body.measure != proposed.id && $0.body.conductCase == nil })
  }

  @Test func whoReportedOpensNoCaseAndJudgesNoAppeal() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let second = try await school.member("Adjunct", .director)
    try await school.clearMessage("b-1")
    try await school.report("b-1", by: second)
    let queue = try await store.queue(for: school.teacher.id, school: id, at: at)
    let ruling = try await school.decide(try #require(queue.first).review.id, .violation)
    await #expect(throws: StoreError.notAllowed(.involved)) {
      try await store.openCase(about: school.parent.id, reason: "Toon.", by: second.id, school: id, at: at)
    }
    let appeal = try await store.appeal(
      against: .decision(ruling.decision.id), for: school.parent.id, grounds: "Grap.",
      by: school.parent.id, school: id, at: at + 1)
    #expect(try await store.appeals(for: second.id, school: id, at: at + 1).isEmpty)
    #expect(try await store.appeals(for: school.director.id, school: id, at: at + 1).map(\.id) == [appeal.id])
    let admitted = try await store.advance(
      appeal.id, .admit(excuse: nil, suspends: false), expecting: 1, by: school.director.id, school: id, at: at + 1)
    await #expect(throws: StoreError.notAllowed(.involved)) {
      try await store.advance(
        appeal.id, .assign(second), expecting: admitted.version, by: school.director.id, school: id, at: at + 1)
    }
    // The record of the person leaves out what the reader reported, and says nothing of how much that is.
    let own = try await store.history(of: school.parent.id, for: second.id, why: .oversight, school: id, at: at + 1)
    let all = try await store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: id, at: at + 1)
    #expect(own.reviews.isEmpty && own.decisions.isEmpty && own.strikes.isEmpty && own.total == 0)
    #expect(own.events.allSatisfy { $0.body.review == nil })
    #expect(all.reviews.count == 1 && all.decisions.count == 1 && all.strikes.count == 1 && all.total == 2)
  }

  @Test func theBoardDecidesWhenEverybodyElseComplained() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    try await school.report(nil, .passedOn, by: school.director, about: school.parent)
    try await school.report(nil, .passedOn, by: school.board, about: school.parent)
    let proposed = try await store.propose(
      .formalWarning, about: school.parent.id, reason: "Toon.", by: school.board.id, school: id, at: at)
    #expect(try await store.proposals(for: school.director.id, school: id, at: at).isEmpty)
    #expect(try await store.proposals(for: school.board.id, school: id, at: at).map(\.id) == [proposed.id])
    let other = try await school.member("Toezicht", .board)
    #expect(try await store.proposals(for: school.board.id, school: id, at: at).isEmpty)
    #expect(try await store.proposals(for: other.id, school: id, at: at).map(\.id) == [proposed.id])
  }

  @Test func aReportThatWasTakenBackAndCareForSomebodyAreNoComplaint() async throws {
    let school = try await SampleSchool.make()
    _ = try await school.store.addMember(
      MemberDraft(name: "Zorg", assignments: [Assignment(role: .staff, function: .care, from: at)]),
      school: school.id, at: at)
    let own = try await school.report(nil, .passedOn, by: school.director, about: school.parent)
    try await school.report(nil, .worry, by: school.director, about: school.parent)
    #expect(try await school.store.cases(.parents, for: school.director.id, school: school.id, at: at).isEmpty)
    try await school.store.advanceOwn(
      own.id, .withdraw(reason: ""), by: school.director.id, school: school.id, at: at)
    try await school.store.openCase(
      about: school.parent.id, reason: "Toon.", by: school.director.id, school: school.id, at: at)
  }

  @Test func onePersonWithTwoNamesIsNoSecondPerson() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let alias = try await school.member("Directeur als bestuurder", .board, account: school.director.account)
    let proposed = try await store.propose(
      .premisesBan, about: school.parent.id, reason: "Dreigt.", by: school.director.id, school: id, at: at)
    try await store.prepare(proposed.id, .complete, expecting: 1, by: school.director.id, school: id, at: at)
    await #expect(throws: StoreError.notAllowed(.samePerson)) {
      try await store.approve(proposed.id, expecting: 2, by: alias.id, school: id, at: at)
    }
    var opened = try await store.openCase(
      about: school.parent.id, reason: "Toon.", by: school.director.id, school: id, at: at)
    opened = try await store.advance(
      opened.id, Case.Step(.investigate), expecting: 1, by: school.director.id, school: id, at: at)
    await #expect(throws: StoreError.notAllowed(.needsSecondPerson)) {
      try await store.advance(
        opened.id, Case.Step(.skipHearing, words: "Gevaar."), expecting: 2, by: alias.id, school: id, at: at)
    }
    let warning = try await school.imposed(.formalWarning)
    let appeal = try await store.appeal(
      against: .measure(warning.id), for: school.parent.id, grounds: "Te zwaar.",
      by: school.parent.id, school: id, at: at)
    #expect(try await store.appeals(for: alias.id, school: id, at: at).isEmpty)
    #expect(try await store.appeals(for: school.board.id, school: id, at: at).map(\.id) == [appeal.id])
  }
}
