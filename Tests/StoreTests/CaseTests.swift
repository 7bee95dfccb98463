import Conduct
import Store
import Testing

@Suite struct CaseTests {
  private let at = SampleSchool.start

  @Test func aCaseCollectsReviewsHearsBothSidesAndIsDecidedByTwo() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    try await school.violation("b-1")
    var now = try await store.openCase(
      about: school.parent.id, reason: "Herhaling.", by: director, school: id, at: at)
    await #expect(throws: StoreError.self) {
      try await store.openCase(about: school.parent.id, reason: "Nog een.", by: director, school: id, at: at)
    }
    // The other guardian is another person, and has a case of their own.
    let partner = try await store.openCase(
      about: school.partner.id, reason: "Eigen bericht.", by: director, school: id, at: at)
    #expect(partner.id != now.id)
    func step(_ step: Case.Step, by member: MemberID, at time: Int64) async throws {
      now = try await store.advance(now.id, step, expecting: now.version, by: member, school: id, at: time)
    }
    try await step(Case.Step(.investigate), by: director, at: at)
    let respondBy = at + 14 * SampleSchool.day
    try await step(Case.Step(.invite, words: "Graag uw kant.", respondBy: respondBy), by: director, at: at)
    #expect(try await store.due(for: director, school: id, at: at).map(\.duty.kind) == [.hearingResponse])
    try await step(Case.Step(.hear, words: "Vader: het was een grap."), by: director, at: at)
    try await step(Case.Step(.hear, words: "Juf: het deed pijn."), by: director, at: at)
    try await step(Case.Step(.conclude), by: director, at: at)
    try await step(Case.Step(.decide, words: "Een gesprek.", isHeavy: true), by: director, at: at)
    #expect(now.state == .approvalPending)
    await #expect(throws: StoreError.notAllowed(.samePerson)) {
      try await store.advance(now.id, Case.Step(.approve), expecting: now.version, by: director, school: id, at: at)
    }
    try await step(Case.Step(.approve), by: school.board.id, at: at)
    let file = try await store.conductCase("1", for: director, school: id, at: at)
    #expect(file.conductCase.state == .decided && file.reviews.count == 1 && file.words.count == 5)
    #expect(try await store.due(for: director, school: id, at: at).isEmpty)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func casesOfStaffStandApartAndNobodySeesTheirOwn() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    try await store.openCase(about: school.teacher.id, reason: "Toon.", by: school.director.id, school: id, at: at)
    try await store.openCase(about: school.director.id, reason: "Toon.", by: school.board.id, school: id, at: at)
    #expect(try await store.cases(.parents, for: school.board.id, school: id, at: at).isEmpty)
    #expect(try await store.cases(.staff, for: school.board.id, school: id, at: at).count == 2)
    #expect(
      try await store.cases(.staff, for: school.director.id, school: id, at: at).map(\.member) == [school.teacher.id])
    #expect(try await store.cases(.staff, for: school.teacher.id, school: id, at: at).isEmpty)
    await #expect(throws: StoreError.notFound("Zaak", handle: "2")) {
      try await store.conductCase("2", for: school.director.id, school: id, at: at)
    }
  }
}
