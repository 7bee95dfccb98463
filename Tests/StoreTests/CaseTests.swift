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
    func terms() async throws -> [Duty.Kind] {
      try await store.due(for: director, school: id, at: at).map(\.duty).filter { $0.subject.kind == .conductCase }
        .map(\.kind)
    }
    #expect(try await terms() == [.hearingResponse])
    try await step(Case.Step(.hearOther, words: "Juf: het deed pijn."), by: director, at: at)
    try await step(Case.Step(.hear, words: "Vader: het was een grap."), by: director, at: at)
    try await step(Case.Step(.conclude), by: director, at: at)
    let ban = try await store.propose(
      .premisesBan, about: school.parent.id, reason: "Dreigt.", by: director, school: id, at: at)
    try await step(Case.Step(.decide, words: "Een verbod."), by: director, at: at)
    #expect(now.state == .approvalPending)
    await #expect(throws: StoreError.notAllowed(.samePerson)) {
      try await store.advance(now.id, Case.Step(.approve), expecting: now.version, by: director, school: id, at: at)
    }
    try await step(Case.Step(.approve), by: school.board.id, at: at)
    let file = try await store.conductCase("1", for: director, why: .oversight, school: id, at: at)
    #expect(file.conductCase.state == .decided && file.reviews.count == 1 && file.notes.count == 5)
    #expect(file.notes.map(\.isOpening) == [true, false, false, false, false])
    #expect(file.notes.map(\.action) == [nil, .invite, .hearOther, .hear, .decide])
    #expect(file.notes[2].text == "Juf: het deed pijn." && file.notes[3].author == director)
    #expect(file.conductCase.heardAt == at && file.conductCase.otherHeardAt == at)
    #expect(file.measures.map(\.id).contains(ban.id))
    #expect(try await terms() == [])
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func aCaseGivenToTheBoardGoesOnThereAndTheBoardIsTold() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    var now = try await store.openCase(about: school.parent.id, reason: "Toon.", by: director, school: id, at: at)
    for step in [
      Case.Step(.investigate), Case.Step(.invite, words: "Graag uw kant.", respondBy: at + 14 * SampleSchool.day),
      Case.Step(.toBoard, words: "De directie staat er te dichtbij."),
    ] { now = try await store.advance(now.id, step, expecting: now.version, by: director, school: id, at: at) }
    #expect(try await store.notices(for: school.board.id, school: id).map(\.item) == ["case \(now.id)"])
    #expect(try await store.due(for: school.board.id, school: id, at: at).map(\.duty.kind) == [.hearingResponse])
    await #expect(throws: StoreError.notAllowed(.handedUp)) {
      try await store.advance(
        now.id, Case.Step(.hear, words: "Sorry."), expecting: now.version, by: director, school: id, at: at)
    }
    let file = try await store.conductCase("1", for: director, why: .oversight, school: id, at: at)
    #expect(file.actions == [.view] && file.notes.count == 3)
    now = try await store.advance(
      now.id, Case.Step(.hear, words: "Sorry."), expecting: now.version, by: school.board.id, school: id, at: at)
    #expect(now.state == .heard)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func aLightCaseIsDecidedByOneAndReopenedWhenNoOtherIsOpen() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    var now = try await store.openCase(about: school.parent.id, reason: "Toon.", by: director, school: id, at: at)
    for step in [
      Case.Step(.investigate), Case.Step(.invite, words: "Graag uw kant.", respondBy: at + 14 * SampleSchool.day),
      Case.Step(.hear, words: "Sorry."), Case.Step(.conclude, words: "Niemand meldde het."),
      Case.Step(.decide, words: "Een gesprek."),
      Case.Step(.close, words: "Klaar."),
    ] { now = try await store.advance(now.id, step, expecting: now.version, by: director, school: id, at: at) }
    #expect(now.state == .closed && now.approvedBy == nil)
    let other = try await store.openCase(about: school.parent.id, reason: "Weer.", by: director, school: id, at: at)
    await #expect {
      try await store.advance(
        now.id, Case.Step(.reopen, words: "Toch."), expecting: now.version, by: director, school: id, at: at)
    } throws: {
      if case StoreError.invalid(let advice) = $0 { advice.contains("nummer \(other.number)") } else { false }
    }
    try await store.advance(
      other.id, Case.Step(.transfer, words: "Verhuisd."), expecting: 1, by: director, school: id, at: at)
    let again = try await store.advance(
      now.id, Case.Step(.reopen, words: "Toch."), expecting: now.version, by: director, school: id, at: at)
    #expect(again.state == .reopened)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func whatAnOpenCaseCollectsIsNotPurged() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    _ = try await school.decide(try await school.review("b-1"), .dismiss(.context, note: "Een grap."))
    let now = try await store.openCase(about: school.parent.id, reason: "Toon.", by: director, school: id, at: at)
    let later = at + 900 * SampleSchool.day
    let held = try await store.purge(school: id, at: later)
    #expect(held.payloads == 0 && held.held == 2)
    try await store.advance(
      now.id, Case.Step(.transfer, words: "Verhuisd."), expecting: 1, by: director, school: id, at: later)
    #expect(try await store.purge(school: id, at: later).contents[.dismissed] == 2)
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
      try await store.conductCase("2", for: school.director.id, why: .oversight, school: id, at: at)
    }
  }
}
