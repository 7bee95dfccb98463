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

  /// Why somebody read a report follows from the reader's place in it.
  @Test func whyAReportWasReadFollowsFromWhoReadsIt() async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    let reported = try await store.submit(
      ReportDraft(
        reporter: school.stranger.id, enteredBy: school.colleague.id, manner: .phone, category: .passedOn,
        group: school.group.id, text: "Onze foto staat elders.", enclosures: [onePixel]), school: school.id, at: at)
    func noted() async throws -> [String] {
      let found = try await store.readings(
        about: school.stranger.id, for: school.board.id, school: school.id, at: at)
      return found.filter { $0.kind == .report }.map {
        "\($0.reader == school.director.id ? "d" : $0.reader == school.teacher.id ? "t" : "c") \($0.purpose?.rawValue ?? "")"
      }
    }
    _ = try await school.own(reported, of: school.stranger)
    #expect(try await noted() == [])
    _ = try await school.own(reported, of: school.colleague)
    _ = try await store.ownReports(of: school.colleague.id, school: school.id, at: at)
    _ = try await school.file(reported, for: school.director)
    try await school.step(.claim, on: reported, by: school.teacher)
    _ = try await store.enclosure(1, of: "\(reported.number)", for: school.teacher.id, school: school.id, at: at)
    #expect(
      try await noted() == ["c on_behalf", "c on_behalf", "d oversight", "t oversight", "t handling"])
    #expect(try await store.verify(school: school.id).faults == [])
  }

  /// Whoever handles a reported message reads the reporter's words on the page of its review.
  @Test func wordsOfAReporterReadInAReviewAreNoted() async throws {
    let school = try await SampleSchool.make()
    try await school.clearMessage("b-1")
    _ = try await school.report("b-1")
    let review = try await school.store.queue(for: school.teacher.id, school: school.id, at: at)[0].review.id
    func look(_ member: Member) async throws -> String? {
      try await school.store.review(review, for: member.id, school: school.id, at: at).reports.first?.text
    }
    #expect(try await look(school.teacher) == nil)
    try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
    #expect(try await look(school.teacher) != nil)
    #expect(try await look(school.director) == nil)
    let noted = try await school.store.readings(
      about: school.stranger.id, for: school.board.id, school: school.id, at: at)
    #expect(noted.map(\.reader) == [school.teacher.id] && noted.map(\.purpose) == [.handling])
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
