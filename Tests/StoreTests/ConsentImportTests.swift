import Conduct
import Store
import Testing

@Suite struct ConsentImportTests {
  private typealias Of = ConsentSchool
  private static let at = SampleSchool.start + 20 * SampleSchool.day
  private static let day = Day(2026, 9, 25)

  private func row(
    _ pupil: String = "Kind 0 van Test", _ guardian: String = "a0@thuis.test", _ answer: Consent.Answer = .yes,
    on day: Day = day, group: String? = nil, act: ConsentStatement.Act = .answer,
    questions: [Consent.Question] = [ConsentSchool.photo, ConsentSchool.site], line: Int = 2
  ) -> ConsentFile.Row {
    ConsentFile.Row(
      pupil: pupil, group: group, guardian: guardian, questions: questions, answer: answer, act: act, day: day,
      evidence: .paper, text: "map 3", place: "a.csv regel \(line)")
  }

  @Test func aFileIsTakenOverOnceAndARehearsalChangesNothing() async throws {
    let of = try await Of.make()
    let file = ConsentFile(rows: [
      row(), row("KIND 1 van test", "Ouder a Test 1", .no),
      row("Kind 1 van Test", "b1@thuis.test", questions: [Of.photo]),
    ])
    let plan = try await of.store.importConsents(file, isRehearsal: true, by: of.director, school: of.id, at: Self.at)
    #expect(plan.added == 5 && plan.refused == [])
    #expect(try await of.holds(at: Self.at) == .unknown)
    let head = try await of.store.verify(school: of.id).head
    let done = try await of.store.importConsents(file, by: of.director, school: of.id, at: Self.at)
    #expect(done == plan)
    #expect(try await of.holds(at: Self.at) == .yes)
    #expect(try await of.holds(of: 1, at: Self.at) == .no)
    let after = try await of.store.verify(school: of.id)
    #expect(after.head != head && after.faults == [])
    let again = try await of.store.importConsents(file, by: of.director, school: of.id, at: Self.at + 5)
    #expect(again.added == 0 && again.known == 5)
    #expect(try await of.store.verify(school: of.id).head == after.head)
  }

  @Test func whatWasWithdrawnAfterwardsStaysSoWhenTheFileComesAgain() async throws {
    let of = try await Of.make()
    let file = ConsentFile(rows: [row()])
    _ = try await of.store.importConsents(file, by: of.director, school: of.id, at: Self.at)
    let guardian = try of.guardian("a").id
    try await of.store.withdrawConsent(
      of: try of.pupil().id, for: guardian, by: guardian, school: of.id, at: Self.at + 1)
    _ = try await of.store.importConsents(file, by: of.director, school: of.id, at: Self.at + 2)
    #expect(try await of.holds(at: Self.at + 2) == .no)
    // An older answer that comes in later does not count either.
    let older = ConsentFile(rows: [row(on: Self.day + -3)])
    #expect(try await of.store.importConsents(older, by: of.director, school: of.id, at: Self.at + 3).added == 2)
    #expect(try await of.holds(at: Self.at + 3) == .no)
  }

  @Test func rowsThatCannotBeRightAreNamedAndTheRestIsTakenOver() async throws {
    let of = try await Of.make()
    let file = ConsentFile(
      rows: [
        row(line: 2), row("Kind 99 van Test", line: 3), row("Kind 1 van Test", "a0@thuis.test", line: 4),
        row(on: Day(2027, 1, 1), line: 5), row("Kind 0 van Test", "a0@thuis.test", .no, line: 6),
        row("Kind 2 van Test", "a2@thuis.test", group: "Klas 9", line: 7),
        row("Kind 2 van Test", "a2@thuis.test", group: "klas 0", line: 8),
      ], refused: [Roster.Remark(place: "a.csv regel 9", text: "de ouder ontbreekt", isRefusal: true)])
    let report = try await of.store.importConsents(file, by: of.director, school: of.id, at: Self.at)
    #expect(report.added == 4)
    #expect(
      report.refused.map { "\($0.place.suffix(1)) \($0.text)" } == [
        "9 de ouder ontbreekt", "3 leerling \"Kind 99 van Test\" is er niet",
        "4 \"a0@thuis.test\" is geen ouder of verzorger van Kind 1 van Test met recht op informatie",
        "5 2027-01-01 moet nog komen", "6 hetzelfde is op dezelfde dag ook anders beantwoord; wat geldt?",
        "7 leerling \"Kind 2 van Test\" is er niet in groep Klas 9",
      ])
  }

  @Test func aWithdrawalInAFileTakesPicturesAway() async throws {
    let of = try await Of.make()
    _ = try await of.store.importConsents(ConsentFile(rows: [row()]), by: of.director, school: of.id, at: Self.at)
    try await of.post("b-1", [0], at: Self.at)
    let file = ConsentFile(rows: [row("Kind 0 van Test", "a0@thuis.test", .no, on: Self.day + 5, act: .withdrawal)])
    let report = try await of.store.importConsents(file, by: of.director, school: of.id, at: Self.at + 1)
    #expect(report.pictures.map(\.message) == ["b-1"])
    #expect(try await of.store.pictures(for: of.director, school: of.id, at: Self.at + 1).count == 1)
  }
}
