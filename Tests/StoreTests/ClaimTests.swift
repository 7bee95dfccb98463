import Conduct
import Foundation
import Store
import TestSupport
import Testing

/// Several processes at work on one queue.
@Suite struct ClaimTests {
  private static let processes = 8

  @Test(.enabled(if: Child.role == "claims")) func claiming() async throws {
    let store = try await Child.store()
    let id = SchoolID("school-a")
    let member = try await store.member(try Child.setting("MEMBER"), school: id)
    let journal = Journal(path: try Child.setting("JOURNAL"))
    let queue = try await store.queue(for: member.id, school: id, at: SampleSchool.start, limit: .max)
    try journal.add("gereed")
    // All begin at once, so that they are after the same reviews.
    let start = Journal(path: try Child.setting("START"))
    for _ in 0..<6000 where start.lines.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    for item in queue {
      do {
        try await store.claim(item.review.id, by: member.id, school: id, at: SampleSchool.start)
        try journal.add(item.review.id.rawValue)
      } catch StoreError.notAllowed(.claimedByAnother) { continue }
    }
    try journal.add("klaar")
  }

  @Test(.enabled(if: Child.role == nil)) func aClaimIsNeverGivenTwice() async throws {
    let school = try await SampleSchool.make(inFile: true)
    let reviews = 60
    let intakes = (0..<reviews).map { school.intake("b-\($0)") }
    _ = try await school.store.receive(intakes, school: school.id, at: SampleSchool.start)
    var journals: [Journal] = []
    var running: [Process] = []
    let start = Journal(path: school.folder.path + "/start")
    for number in 0..<Self.processes {
      _ = try await school.store.addMember(
        MemberDraft(
          name: "Leerkracht \(number)", externalID: "juf-\(number)",
          assignments: [Assignment(role: .teacher, group: school.group.id, from: SampleSchool.start)]),
        school: school.id, at: SampleSchool.start)
      let journal = Journal(path: school.folder.path + "/journal-\(number)")
      journals.append(journal)
      running.append(
        try Child.start(
          "claims", of: "ClaimTests", on: school,
          ["MEMBER": "juf-\(number)", "JOURNAL": journal.path, "START": start.path]))
    }
    for _ in 0..<6000 where journals.contains(where: { $0.lines.isEmpty }) && running.allSatisfy(\.isRunning) {
      try await Task.sleep(for: .milliseconds(10))
    }
    try start.add("nu")
    for process in running { #expect(await process.finished() == 0) }
    let claimed = journals.flatMap { $0.lines.dropFirst().dropLast() }
    #expect(journals.allSatisfy { $0.lines.last == "klaar" })
    #expect(claimed.count == reviews)
    #expect(Set(claimed).count == reviews)
    #expect(try await school.store.verify(school: school.id).faults == [])
    for number in 0..<Self.processes {
      let member = try await school.store.member("juf-\(number)", school: school.id)
      let queue = try await school.store.queue(for: member.id, school: school.id, at: SampleSchool.start, limit: .max)
      let own = queue.filter { $0.review.claim?.member == member.id }.map(\.review.id.rawValue)
      #expect(Set(own) == Set(journals[number].lines.dropFirst().dropLast()))
    }
  }

  @Test(.enabled(if: Child.role == nil)) func manyProgramsThatOpenAnEmptyDatabaseAtOnceMakeItOnce() async throws {
    let folder = try Folder()
    var schema: TestSchema?
    if let server = TestDatabase.server { schema = try await TestSchema(on: server) }
    let url = schema?.url ?? "sqlite://\(folder.path)/school.db"
    let versions = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<6 {
        group.addTask { try await Store.migrate(TestDatabase.open(url), at: SampleSchool.start).after }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(versions.count == 6)
    let rows = try await TestDatabase.open(url).read { connection in
      try connection.run("SELECT number FROM migration ORDER BY number", [])
    }
    #expect(rows.count == versions[0])
    withExtendedLifetime(schema) {}
  }
}
