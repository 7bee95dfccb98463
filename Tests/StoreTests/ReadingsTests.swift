import Conduct
import Store
import Testing

@Suite struct ReadingsTests {
  private let at = SampleSchool.start

  private func read(_ school: SampleSchool, at time: Int64) async throws {
    _ = try await school.store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: school.id, at: time)
  }

  @Test func whoLooksIntoARecordIsNoted() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.violation("b-1")
    try await read(school, at: at)
    let talk = try #require(ruling.proposal)
    _ = try await school.store.measure(talk.id.rawValue, for: school.teacher.id, school: school.id, at: at + 1)
    let readings = try await school.store.readings(
      about: school.parent.id, for: school.director.id, school: school.id, at: at + 2)
    #expect(readings.map(\.kind) == [.history, .measure])
    #expect(readings.map(\.reader) == [school.director.id, school.teacher.id])
    #expect(readings.map(\.purpose) == [.oversight, .handling])
    let verification = try await school.store.verify(school: school.id)
    #expect(verification.isWhole && verification.readings == 3)
  }

  @Test(arguments: [
    "UPDATE reading SET at = at + 1 WHERE number = 2", "DELETE FROM reading WHERE number = 3",
    "DELETE FROM reading; DELETE FROM reading_segment", "UPDATE reading_segment SET count = 2",
    "UPDATE reading SET purpose = 'handling' WHERE number = 2",
  ])
  func aNoteChangedOrTakenAwayIsFound(sql: String) async throws {
    let school = try await SampleSchool.make()
    for second in 0..<3 { try await read(school, at: at + Int64(second)) }
    try await school.database.write { connection in
      for statement in sql.split(separator: "; ") { _ = try connection.run(String(statement), []) }
    }
    let faults = try await school.store.verify(school: school.id).faults
    #expect(faults.count == 1)
    #expect(faults.contains { if case .reading(year: 2026, _) = $0 { true } else { false } })
  }

  @Test func aYearOfNotesIsPurgedWholeAndTheRestStands() async throws {
    let school = try await SampleSchool.make()
    try await read(school, at: at)
    let later = at + 1200 * SampleSchool.day
    try await read(school, at: later)
    _ = try await school.store.purge(school: school.id, at: later)
    let verification = try await school.store.verify(school: school.id)
    #expect(verification.isWhole && verification.readings == 1)
  }
}
