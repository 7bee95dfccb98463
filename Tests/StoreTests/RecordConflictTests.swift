import Conduct
import Store
import Testing

/// Who reported somebody neither has that person's record written out nor decides what is kept of it, and learns of no measure.
@Suite struct RecordConflictTests {
  private let at = SampleSchool.start

  private func access(_ school: SampleSchool, by reader: Member) async throws -> SubjectAccess {
    try await school.store.subjectAccess(of: school.parent.id, by: reader.id, school: school.id, at: at + 2)
  }

  @Test(arguments: ["self", "second name"])
  func theBoardMakesTheOverviewWhenTheDirectorReported(_ who: String) async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director)
    let reporter =
      who == "self" ? director : try await school.member("Directeur thuis", .parent, account: director.account)
    _ = try await access(school, by: director)
    await #expect(throws: StoreError.notAllowed(.outsideScope)) { try await access(school, by: school.board) }
    let hold = try await store.placeHold(
      on: school.parent.id, reason: "Aangifte.", reviewAt: at + SampleSchool.day, by: director.id, school: id, at: at)
    try await school.report(nil, .passedOn, by: reporter, about: school.parent, at: at + 1)
    let measure = try await store.propose(
      .formalWarning, about: school.parent.id, reason: "Toon.", by: school.board.id, school: id, at: at + 2)
    let refused = StoreError.notAllowed(.leavesTo(.board))
    #expect(refused.description.contains("het bestuur"))
    await #expect(throws: refused) { try await access(school, by: director) }
    await #expect(throws: refused) {
      try await store.erase(school.parent.id, isRehearsal: true, by: director.id, school: id, at: at + 2)
    }
    await #expect(throws: refused) {
      try await store.placeHold(
        on: school.parent.id, reason: "x", reviewAt: at + SampleSchool.day, by: director.id, school: id, at: at + 2)
    }
    await #expect(throws: refused) {
      try await store.readings(about: school.parent.id, for: director.id, school: id, at: at + 2)
    }
    await #expect(throws: StoreError.notFound("Bewaarplicht", handle: "1")) {
      try await store.liftHold(hold.number, reason: "x", by: director.id, school: id, at: at + 2)
    }
    #expect(try await store.holds(for: director.id, school: id, at: at + 2).isEmpty)
    #expect(try await store.due(for: director.id, all: true, school: id, at: at + 2).isEmpty)
    // A number that is there and one that is not get the same answer.
    for number in [measure.number, 77] {
      await #expect(throws: StoreError.notFound("Maatregel", handle: "\(number)")) {
        try await store.rectify(.measure, number, text: "Nee.", by: director.id, school: id, at: at + 2)
      }
    }
    // The board does all of it.
    let found = try await access(school, by: school.board)
    #expect(found.records.contains { $0.table == "measure" })
    try await store.rectify(.measure, measure.number, text: "Nee.", by: school.board.id, school: id, at: at + 2)
    #expect(try await store.holds(for: school.board.id, school: id, at: at + 2).map(\.number) == [1])
    try await store.liftHold(1, reason: "Klaar.", by: school.board.id, school: id, at: at + 2)
    _ = try await store.erase(school.parent.id, by: school.board.id, school: id, at: at + 3)
  }

  @Test func anotherDirectorGoesBeforeTheBoardAndWithoutABoardItSaysWhatToDo() async throws {
    let school = try await SampleSchool.make()
    try await school.report(nil, .passedOn, by: school.director, about: school.parent)
    try await school.report(nil, .passedOn, by: school.board, about: school.parent)
    // When all of the board complained too, the board decides all the same.
    _ = try await access(school, by: school.board)
    let family = FamilyID("f-9")
    let second = try await school.member("Adjunct", .director, family: family)
    _ = try await access(school, by: second)
    await #expect(throws: StoreError.notAllowed(.leavesTo(.director))) { try await access(school, by: school.director) }
    // Nor somebody of whose family one reported.
    try await school.report(
      nil, .passedOn, by: try await school.member("Partner", .parent, family: family), about: school.parent)
    await #expect(throws: StoreError.notAllowed(.leavesTo(.board))) { try await access(school, by: second) }
    // Without a board and another director.
    let refusal = school.parent.refusalOfRecord(
      to: school.director, complainants: [Review.Party(.reporter, school.director)], officials: [school.director],
      at: at)
    #expect(refusal == .leavesTo(nil) && refusal?.description.contains("--role bestuur") == true)
  }

  @Test func aFileOfAnOverviewDoesNotOpenForWhoReportedSince() async throws {
    let school = try await SampleSchool.make()
    _ = try await school.report(nil, .passedOn, by: school.parent, enclosures: [onePixel])
    let made = try await access(school, by: school.director)
    try await school.report(nil, .passedOn, by: school.director, about: school.parent)
    func open(_ reader: Member) async throws -> [UInt8]? {
      try await school.store.contents(
        of: try #require(made.files.first), in: made, by: reader.id, school: school.id, at: at)
    }
    await #expect(throws: StoreError.notAllowed(.leavesTo(.board))) { _ = try await open(school.director) }
    #expect(try await open(school.board) == onePixel)
  }

  @Test func whatADirectorMaySeeOfAnOlderMeasureCanBeRectifiedStill() async throws {
    let school = try await SampleSchool.make()
    let measure = try await school.imposed(.formalWarning)
    try await school.report(nil, .passedOn, by: school.director, about: school.parent, at: at + 1)
    try await school.store.rectify(
      .measure, measure.number, text: "Nee.", by: school.director.id, school: school.id, at: at + 2)
  }

  @Test func noLineOfTheHistoryTellsOfWhatStaysHidden() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let second = try await school.member("Adjunct", .director)
    try await school.report(nil, .passedOn, by: second, about: school.parent)
    let plan: Measure.Plan = {
      var plan = Measure.Plan.complete
      plan.reviewAt = at + 20 * SampleSchool.day
      return plan
    }()
    let measure = try await school.imposed(.formalWarning, plan, at: at + 1)
    try await school.keep("Beste ouder, dit is besloten.", about: .measure, measure.id.rawValue, at: at + 1)
    try await store.rectify(.measure, 1, text: "Nee.", by: school.director.id, school: id, at: at + 1)
    _ = try await store.openCase(
      about: school.parent.id, reason: "Toon.", by: school.director.id, school: id, at: at + 1)
    try await store.rectify(.conductCase, 1, text: "Nee.", by: school.director.id, school: id, at: at + 1)
    try await store.placeHold(
      on: school.parent.id, reason: "Aangifte.", reviewAt: at + SampleSchool.day, by: school.director.id, school: id,
      at: at + 1)
    let later = at + 21 * SampleSchool.day
    try await store.tick(school: id, at: later)
    func kinds(_ reader: Member) async throws -> Set<Event.Kind> {
      let history = try await store.history(
        of: school.parent.id, for: reader.id, why: .oversight, school: id, at: later)
      return Set(history.events.map(\.kind))
    }
    let telling: Set<Event.Kind> = [
      .measureProposed, .letterFinalised, .dutyBegun, .dutyEscalated, .rectified, .caseOpened, .holdPlaced,
    ]
    #expect(try await kinds(school.director).isSuperset(of: telling))
    #expect(try await kinds(second).isDisjoint(with: telling))
  }

  @Test func aCaseStaysWhereItIsWhenNobodyOfTheBoardMaySeeIt() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    // It is about the only one of the board: there is nobody to give it to.
    let opened = try await store.openCase(
      about: school.board.id, reason: "Toon.", by: director, school: id, at: at)
    func actions() async throws -> [Case.Action] {
      try await store.conductCase("1", for: director, why: .handling, school: id, at: at).actions
    }
    let step = Case.Step(.toBoard, words: "Te dichtbij.")
    #expect(try await !actions().contains(.toBoard))
    await #expect(throws: StoreError.notAllowed(.noBoard)) {
      try await store.advance(opened.id, step, expecting: 1, by: director, school: id, at: at)
    }
    #expect(Refusal.noBoard.description.contains("--role bestuur"))
    let named = try await school.member("Toezicht", .board)
    #expect(try await actions().contains(.toBoard))
    try await store.advance(opened.id, step, expecting: 1, by: director, school: id, at: at)
    #expect(try await store.cases(.staff, for: named.id, school: id, at: at).map(\.id) == [opened.id])
    #expect(try await school.told(named) == [.handedOver])
  }
}
