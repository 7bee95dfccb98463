import Conduct
import Foundation
import Store
import TestSupport
import Testing

/// A process that is killed in the middle of an import leaves whole batches only.
@Suite struct KillTests {
  /// Set in the child: the folder of the school that it imports into until it is killed.
  private static let folder = ProcessInfo.processInfo.environment["FATSOEN_TEST_KILL"]

  @Test(.enabled(if: folder != nil)) func child() async throws {
    let folder = try #require(Self.folder)
    let database = try TestDatabase.open(try #require(ProcessInfo.processInfo.environment["FATSOEN_TEST_KILL_URL"]))
    let store = try await Store.open(database, keyring: Keyring(directory: "\(folder)/keys"), at: SampleSchool.start)
    let id = SchoolID("school-a")
    let parent = try await store.member("ouder-1", school: id)
    for batch in 0..<100_000 {
      let intakes = (0..<10).map { number in
        Intake(
          message: Message(
            externalID: "k-\(batch)-\(number)", author: parent.id, sentAt: SampleSchool.start, text: "Sukkel \(number)"),
          found: ScanResult(faults: [ScanFault(rule: RuleID("nl.abuse.sample"), limit: .time)]),
          ruleset: SampleSchool.ruleset.version)
      }
      _ = try await store.receive(intakes, school: id, at: SampleSchool.start)
    }
  }

  @Test(.enabled(if: folder == nil), arguments: [0.0, 0.05, 0.2])
  func aKilledImportLeavesWholeBatchesAndAWholeLog(pause: Double) async throws {
    let school = try await SampleSchool.make(inFile: true)
    try school.database.close()
    let process = Process()
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(filePath: program)
    process.arguments = ["--filter", "KillTests", "--testing-library", "swift-testing"]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["FATSOEN_TEST_KILL": school.folder.path, "FATSOEN_TEST_KILL_URL": school.url]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()

    let database = try TestDatabase.open(school.url)
    let store = try await Store.open(
      database, keyring: Keyring(directory: "\(school.folder.path)/keys"), at: SampleSchool.start)
    var hasBegun = false
    for _ in 0..<400 where !hasBegun {
      try await Task.sleep(for: .milliseconds(50))
      // Not found means that the child has not come so far yet.
      hasBegun = (try? await store.reviewID("20", school: school.id)) != nil
    }
    #expect(hasBegun)
    try await Task.sleep(for: .seconds(pause))
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()

    let count = try await store.queue(
      for: school.director.id, school: school.id, at: SampleSchool.start, limit: .max
    ).count
    #expect(count >= 20)
    #expect(count % 10 == 0)
    #expect(try await store.verify(school: school.id).faults == [])
    let receipts = try await store.receive(
      [school.intake("k-0-0", "Sukkel 0")], school: school.id, at: SampleSchool.start)
    #expect(receipts.map(\.outcome) == [.known])
  }
}
