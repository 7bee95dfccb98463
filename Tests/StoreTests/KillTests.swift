import Conduct
import Foundation
import Store
import TestSupport
import Testing

/// A process that is killed in the middle of an import leaves whole batches only.
@Suite struct KillTests {
  @Test(.enabled(if: Child.role == "import")) func importing() async throws {
    let store = try await Child.store()
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

  @Test(.enabled(if: Child.role == nil), arguments: [0.0, 0.05, 0.2])
  func aKilledImportLeavesWholeBatchesAndAWholeLog(pause: Double) async throws {
    let school = try await SampleSchool.make(inFile: true)
    try school.database.close()
    let process = try Child.start("import", of: "KillTests", on: school)

    let database = try TestDatabase.open(school.url)
    let store = try await Store.open(
      database, keyring: Keyring(directory: "\(school.folder.path)/keys"), at: SampleSchool.start)
    var hasBegun = false
    for _ in 0..<400 where !hasBegun {
      try await Task.sleep(for: .milliseconds(50))
      // Not found means that the child has not come so far yet.
      hasBegun =
        (try? await store.reviewID("20", for: school.director.id, school: school.id, at: SampleSchool.start)) != nil
    }
    #expect(hasBegun)
    try await Task.sleep(for: .seconds(pause))
    kill(process.processIdentifier, SIGKILL)
    _ = await process.finished()

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

  // MARK: Random operations

  @Test(.enabled(if: Child.role == "random")) func working() async throws {
    let store = try await Child.store()
    let journal = Journal(path: try Child.setting("JOURNAL"))
    let id = SchoolID("school-a")
    let last = try #require(Int(try Child.setting("LAST")))
    var history = try await RandomHistory(store, id, seed: UInt64(last))
    for number in 0..<200 {
      if number == last {
        // Some moment within the next steps.
        Thread.detachNewThread {
          usleep(.random(in: 0...5000))
          kill(getpid(), SIGKILL)
        }
      }
      guard let saved = try await history.step() else { continue }
      // Said only after the store said so: from here on it may not be lost.
      try journal.add("\(saved.id) \(saved.version)")
    }
    try journal.add("klaar")
  }

  @Test(.enabled(if: Child.role == nil), arguments: [5, 40, 100, 150])
  func nothingThatWasSaidToBeSavedIsLostWhenItsProcessIsKilled(after steps: Int) async throws {
    let school = try await SampleSchool.make(inFile: true)
    let journal = Journal(path: school.folder.path + "/journal")
    let process = try Child.start(
      "random", of: "KillTests", on: school, ["JOURNAL": journal.path, "LAST": String(steps)])
    #expect(await process.finished() == SIGKILL)
    let said = journal.lines
    #expect(!said.isEmpty && said.last != "klaar")
    #expect(try await school.store.verify(school: school.id).faults == [])
    var versions: [String: Int] = [:]
    for line in said {
      let parts = line.split(separator: " ")
      versions[String(parts[0])] = Int(parts[1])
    }
    // No one person may see all of them any more; `verify` said that the log is what the tables hold.
    var kept: [String: Int] = [:]
    for event in try await school.store.log(school: school.id, limit: 10_000) {
      let body = event.body
      let matter =
        body.conductCase?.rawValue ?? body.appeal?.rawValue ?? body.referral?.rawValue ?? body.report?.rawValue
      guard body.duty == nil, let version = body.version else { continue }
      if let id = matter ?? body.measure?.rawValue ?? body.review?.rawValue { kept[id] = version }
    }
    for (id, version) in versions {
      // One step more may have been saved before it could be said.
      #expect(kept[id] ?? 0 >= version)
    }
  }
}
