import Conduct
import Foundation
import Store
import TestSupport
import Testing

/// Copies from the database that the tests run on to SQLite, and back.
@Suite struct CopyTests {
  private struct Stop: Error {}

  private let at = SampleSchool.start

  /// An empty database with the keys of a school: a file, or the kind that the tests run on.
  private struct Target {
    let store: Store
    let database: any SQLDatabase
    let schema: TestSchema?

    init(for school: SampleSchool, isFile: Bool) async throws {
      var schema: TestSchema?
      if !isFile, let server = TestDatabase.server { schema = try await TestSchema(on: server) }
      let url = schema?.url ?? "sqlite://\(school.folder.path)/\(UUID().uuidString).db"
      self.schema = schema
      database = try TestDatabase.open(url)
      store = try await Store.open(
        PortableDatabase(database: database), keyring: Keyring(directory: "\(school.folder.path)/keys"), at: 0)
    }
  }

  /// Schools with something in every table that a use case fills.
  private func filled() async throws -> SampleSchool {
    let school = try await SampleSchool.make(inFile: true)
    for number in 0..<3 { try await school.violation("b-\(number)", at: at + Int64(number) * SampleSchool.day) }
    let reviews = (0..<120).map { school.intake("q-\($0)", "Sukkel \($0) é\n", severity: $0 % 3 == 0 ? nil : .medium) }
    _ = try await school.store.receive(reviews, school: school.id, at: at)
    var unfinished = school.intake("q-x")
    unfinished.found = ScanResult(faults: [ScanFault(rule: RuleID("nl.abuse.sample"), limit: .time)])
    _ = try await school.store.receive([unfinished], school: school.id, at: at)
    _ = try await school.store.propose(
      .reminder, about: school.parent.id, reason: "Toon.", by: school.director.id, school: school.id, at: at)
    let review = try await school.review("q-y")
    try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
    try await school.store.escalate(review, reason: "Lastig.", by: school.teacher.id, school: school.id, at: at)
    _ = try await school.store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: school.id, at: at)
    _ = try await school.store.purge(school: school.id, at: at + 15 * SampleSchool.day)
    return school
  }

  private func rows(_ database: any SQLDatabase, of school: SchoolID) async throws -> [String: Int64] {
    try await database.read { connection in
      var counts: [String: Int64] = [:]
      for table in [
        "message", "signal", "scan_fault", "review", "decision", "note", "strike", "measure", "event", "payload",
      ] {
        let rows = try connection.run("SELECT COUNT(*) AS n FROM \(table) WHERE school = $1", [.text(school.rawValue)])
        if case .integer(let count) = rows[0]["n"] { counts[table] = count }
      }
      return counts
    }
  }

  @Test func aCopyThereAndBackIsTheSame() async throws {
    let school = try await filled()
    _ = try await SampleSchool.make(id: SchoolID("school-b"), beside: school)
    let there = try await Target(for: school, isFile: true)
    let report = try await school.store.copy(to: there.store)
    #expect(report.schools.keys.map(\.rawValue).sorted() == ["school-a", "school-b"])
    let back = try await Target(for: school, isFile: false)
    #expect(try await there.store.copy(to: back.store) == report)
    for store in [there.store, back.store] {
      let verification = try await store.verify(school: school.id)
      #expect(try await school.store.verify(school: school.id) == verification)
      #expect(verification.isWhole && report.schools[school.id] == verification)
      let queue = try await store.queue(for: school.teacher.id, school: school.id, at: at, limit: .max)
      #expect(try await school.store.queue(for: school.teacher.id, school: school.id, at: at, limit: .max) == queue)
      #expect(try await store.members(school: school.id) == school.store.members(school: school.id))
      // The copy is at work at once.
      _ = try await store.receive([school.intake("later")], school: school.id, at: at)
      #expect(try await store.verify(school: school.id).isWhole)
    }
    let counts = try await rows(school.database, of: school.id)
    #expect(counts.values.allSatisfy { $0 > 0 }, "\(counts)")
  }

  @Test func oneSchoolIsCopiedBesideOthersAndNothingElse() async throws {
    let school = try await filled()
    let other = try await SampleSchool.make(id: SchoolID("school-b"), beside: school)
    let target = try await Target(for: school, isFile: false)
    try await school.store.copy(other.id, to: target.store)
    #expect(try await rows(target.database, of: school.id).values.allSatisfy { $0 == 0 })
    try await school.store.copy(school.id, to: target.store)
    #expect(try await rows(target.database, of: school.id) == rows(school.database, of: school.id))
    #expect(try await target.store.schools().count == 2)
  }

  @Test func aDatabaseWithSchoolsIsRefusedAndLeftAsItIs() async throws {
    let school = try await filled()
    let target = try await Target(for: school, isFile: false)
    try await school.store.copy(to: target.store)
    let before = try await target.store.verify(school: school.id).head
    for chosen in [nil, school.id] {
      await #expect {
        try await school.store.copy(chosen, to: target.store)
      } throws: {
        guard case StoreError.invalid(let advice) = $0 else { return false }
        return advice.contains("school-a")
      }
    }
    #expect(try await target.store.verify(school: school.id).head == before)
    await #expect(throws: StoreError.notFound("School", handle: "elders")) {
      try await school.store.copy(SchoolID("elders"), to: target.store)
    }
    let empty = try await Target(for: school, isFile: true)
    await #expect {
      try await empty.store.copy(to: target.store)
    } throws: {
      "\($0)".contains("nog geen school")
    }
  }

  @Test func aCopyThatIsInterruptedLeavesNothingAndCanBeginAgain() async throws {
    let school = try await filled()
    let target = try await Target(for: school, isFile: false)
    await #expect(throws: Stop.self) {
      try await school.store.copy(to: target.store) { rows in if rows > 300 { throw Stop() } }
    }
    #expect(try await target.store.schools().isEmpty)
    #expect(try await rows(target.database, of: school.id).values.allSatisfy { $0 == 0 })
    #expect(try await school.store.copy(to: target.store).rows > 300)
  }

  @Test func aDamagedLogIsNotCopied() async throws {
    let school = try await filled()
    try await school.database.write { connection in
      _ = try connection.run("UPDATE event SET at = at + 1 WHERE sequence = 5", [])
    }
    let target = try await Target(for: school, isFile: false)
    await #expect {
      try await school.store.copy(to: target.store)
    } throws: {
      "\($0)".contains("Logregel 5.0")
    }
    #expect(try await target.store.schools().isEmpty)
  }
}
