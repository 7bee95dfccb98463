import Conduct
import Store
import Testing

@Suite struct PictureTests {
  private typealias Of = ConsentSchool
  private static let at = SampleSchool.start
  private static let day = SampleSchool.day

  private func tasks(_ of: ConsentSchool, _ viewer: MemberID, at time: Int64 = at) async throws -> [String] {
    try await of.store.pictures(for: viewer, school: of.id, at: time).flatMap { item in
      item.duties.map { "\(item.picture.number) \($0.kind.rawValue)" }
    }
  }

  @Test func onlyWhatWasDeclaredIsKeptAndNotTheName() async throws {
    let of = try await Of.make()
    try await of.answer(Of.yes)
    try await of.post("b-1", [0], named: "Kind 0 op de schommel.jpg")
    try await of.post("b-2", [])
    try await of.post("b-3", [0], kind: .document)
    let kept = try await of.store.pictures(for: of.director, all: true, school: of.id, at: Self.at)
    #expect(kept.map(\.picture.message) == ["b-1"] && kept[0].duties == [])
    let pupil = try of.pupil().id
    #expect(kept[0].picture.name == "Kind 0 op de schommel.jpg" && kept[0].picture.pupils == [pupil])
    let bytes = try await of.school.database.read { connection in
      try connection.run("SELECT * FROM picture", []).map { "\($0.values)" }.joined()
    }
    #expect(!bytes.contains("schommel") && bytes.contains("b-1"))
  }

  @Test func aWithdrawalAsksForEveryPictureThatShowsTheChildThere() async throws {
    let of = try await Of.make()
    try await of.answer(ConsentAnswers(.yes, to: ConsentTerms(ConsentSchool.policy()).questions))
    try await of.answer(ConsentAnswers(.yes, to: ConsentTerms(ConsentSchool.policy()).questions), of: 1)
    try await of.post("b-1", [0, 1])
    try await of.post("b-2", [1])
    try await of.post("b-3", [0], channel: .website)
    try await of.post("b-4", [0], kind: .film)
    #expect(try await tasks(of, of.director) == [])
    // The message and all that was known of it is gone.
    let later = Self.at + 40 * Self.day
    _ = try await of.store.purge(school: of.id, at: later)
    #expect(try await of.school.count(of: "message") == 0)
    let guardian = try of.guardian("a").id
    let going = try await of.store.withdrawConsent(
      [Of.photo], of: try of.pupil().id, for: guardian, by: guardian, school: of.id, at: later)
    #expect(going.map(\.message) == ["b-1"])
    #expect(try await tasks(of, of.school.teacher.id, at: later) == ["1 take_down"])
    let due = try await of.store.due(for: of.school.teacher.id, school: of.id, at: later)
    #expect(due.map(\.duty.subject.number) == [1] && due.map(\.duty.kind) == [.takeDown])
    let notices = try await of.store.notices(for: of.school.teacher.id, school: of.id)
    #expect(notices.filter { $0.kind == .takeDown }.map(\.item) == ["picture 1"])
    // The rest goes too; what is on the website is the director's.
    try await of.store.withdrawConsent(of: try of.pupil().id, for: guardian, by: guardian, school: of.id, at: later + 1)
    #expect(try await tasks(of, of.director, at: later + 1) == ["1 take_down", "3 take_down", "4 take_down"])
    let director = try await of.store.due(for: of.director, school: of.id, at: later + 1)
    #expect(director.map(\.duty.subject.number) == [3])
    try await of.store.settlePicture(1, by: of.school.teacher.id, school: of.id, at: later + 2)
    #expect(try await tasks(of, of.school.teacher.id, at: later + 2) == ["3 take_down", "4 take_down"])
    #expect(try await of.store.verify(school: of.id).faults == [])
  }

  @Test func aNoAfterAYesAsksTheSameAndAYesAgainTakesItBack() async throws {
    let of = try await Of.make()
    try await of.answer(Of.yes)
    try await of.post("b-1", [0])
    let going = try await of.answer(Of.no, "b", at: Self.at + 1)
    #expect(going.map(\.message) == ["b-1"])
    try await of.answer(Of.yes, "b", at: Self.at + 2)
    #expect(try await tasks(of, of.director, at: Self.at + 2) == [])
  }

  @Test func aPictureWithoutConsentMustGoAtOnce() async throws {
    let of = try await Of.make()
    try await of.answer(ConsentAnswers(.yes, to: [Of.photo]))
    try await of.post("b-1", [0])
    try await of.post("b-2", [0, 1])
    try await of.post("b-3", [0], channel: .website)
    // Of the press this policy says nothing.
    try await of.post("b-4", [0], channel: .press)
    #expect(try await tasks(of, of.director) == ["2 take_down", "3 take_down"])
    try await of.store.settlePicture(2, as: .unrecognisable, by: of.director, school: of.id, at: Self.at)
    #expect(try await tasks(of, of.director) == ["3 take_down"])
    await #expect(throws: StoreError.self) {
      try await of.store.settlePicture(2, by: of.director, school: of.id, at: Self.at)
    }
    let settled = try await of.store.log(school: of.id).filter { $0.kind == .pictureSettled }
    #expect(settled.map(\.body.outcome) == ["unrecognisable"])
  }

  @Test func anEditedMessageBringsWhatIsKeptUpToDate() async throws {
    let of = try await Of.make()
    try await of.answer(Of.yes)
    try await of.post("b-1", [0, 1])
    #expect(try await tasks(of, of.director) == ["1 take_down"])
    try await of.post("b-1", [0], editedAt: Self.at + 5)
    let kept = try await of.store.pictures(for: of.director, all: true, school: of.id, at: Self.at + 5)
    #expect(kept.map(\.picture.pupils) == [[try of.pupil().id]])
    #expect(try await tasks(of, of.director, at: Self.at + 5) == [])
  }

  @Test func whatIsOnAnOwnDeviceIsDeletedInAWeekAndOnlyItsOwnerSaysSo() async throws {
    let of = try await Of.make()
    try await of.post("b-1", [], own: true)
    try await of.post("b-2", [], by: of.school.parent, own: true)
    let teacher = of.school.teacher.id
    #expect(try await tasks(of, teacher) == ["1 device_removal"])
    let item = try #require(try await of.store.pictures(for: of.director, school: of.id, at: Self.at).first)
    #expect(item.due.map { ($0 - Self.at) / Self.day } == 7 && !item.isOverdue(at: Self.at + 6 * Self.day))
    await #expect(throws: StoreError.notAllowed(.onlyOwner)) {
      try await of.store.settlePicture(1, by: of.director, school: of.id, at: Self.at)
    }
    await #expect(throws: StoreError.notFound("Beeld", handle: "1")) {
      try await of.store.settlePicture(1, by: of.school.colleague.id, school: of.id, at: Self.at)
    }
    // Too late: the director hears of it, and it goes no further.
    for day: Int64 in [6, 9, 12, 20, 40] { try await of.store.tick(school: of.id, at: Self.at + day * Self.day) }
    let late = Self.at + 41 * Self.day
    let overdue = try #require(try await of.store.pictures(for: of.director, school: of.id, at: late).first)
    #expect(overdue.isOverdue(at: late) && overdue.duties[0].holder.role == .director)
    #expect(overdue.duties[0].escalations == 1)
    #expect(try await of.store.due(for: of.school.board.id, school: of.id, at: late) == [])
    let kinds = try await of.store.notices(for: of.director, school: of.id).map(\.kind)
    #expect(kinds.filter { $0 == .escalated }.count == 1)
    // Its owner still finds it, and says so.
    #expect(try await tasks(of, teacher, at: late) == ["1 device_removal"])
    try await of.store.settlePicture(1, by: teacher, school: of.id, at: late)
    #expect(try await tasks(of, of.director, at: late) == [])
    #expect(try await of.store.verify(school: of.id).faults == [])
  }

  @Test func aPictureIsForgottenAtTheEndOfTheNextSchoolYearUnlessItMustStillGo() async throws {
    let of = try await Of.make()
    try await of.answer(Of.yes)
    try await of.post("b-1", [0])
    try await of.post("b-2", [1])
    // 21 September 2026: until 31 July 2028.
    _ = try await of.store.purge(school: of.id, at: Self.at + 678 * Self.day)
    #expect(try await of.school.count(of: "picture") == 2)
    let over = Self.at + 680 * Self.day
    #expect(try await of.store.purgeRehearsal(school: of.id, at: over).pictures == 1)
    #expect(try await of.store.purge(school: of.id, at: over).pictures == 1)
    #expect(
      try await of.store.pictures(for: of.director, all: true, school: of.id, at: over).map(\.picture.number) == [2])
    try await of.store.settlePicture(2, by: of.director, school: of.id, at: over)
    _ = try await of.store.purge(school: of.id, at: over)
    #expect(try await of.school.count(of: "picture") == 0)
    #expect(try await of.school.count(of: "picture_pupil") == 0)
    #expect(try await of.store.verify(school: of.id).faults == [])
  }
}
