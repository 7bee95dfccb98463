import Conduct
import Foundation
import GRDB
import SQLiteDriver
import Store
import TestSupport
import Testing

@Suite struct BadInputTests {
  private func reopen(_ school: SampleSchool) async throws -> Store {
    let database = try TestDatabase.open(school.url, patience: 0.2)
    return try await Store.open(
      database, keyring: Keyring(directory: "\(school.folder.path)/keys"), at: SampleSchool.start)
  }

  @Test func aDatabaseOfANewerProgramIsRefusedAndLeftAsItIs() async throws {
    let school = try await SampleSchool.make(inFile: true)
    try await school.database.write { connection in
      _ = try connection.run("INSERT INTO migration (number, name, applied_at) VALUES (99, 'later', 0)", [])
    }
    await #expect {
      try await reopen(school)
    } throws: {
      guard case StoreError.newerDatabase(let found, _) = $0 else { return false }
      return found == 99 && "\($0)".contains("Werk Fatsoen bij")
    }
  }

  @Test func aMissingWrongBrokenOrReadableKeyFileIsRefused() async throws {
    let school = try await SampleSchool.make(inFile: true)
    let path = "\(school.folder.path)/keys/\(school.id).key"
    let good = try #require(FileManager.default.contents(atPath: path))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    func put(_ text: String, _ mode: Int = 0o600) throws {
      try Data(text.utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
    func fails(_ error: StoreError) async {
      await #expect(throws: error) { try await school.store.members(school: school.id) }
      await #expect(throws: error) {
        try await school.store.receive([school.intake("b-1")], school: school.id, at: SampleSchool.start)
      }
    }
    try put(String(repeating: "ab", count: 32))
    await fails(.wrongKey(path: path))
    try put("geen sleutel")
    await fails(.wrongKey(path: path))
    try put(String(decoding: good, as: UTF8.self), 0o644)
    await fails(.exposedKey(path: path))
    try FileManager.default.removeItem(atPath: path)
    await fails(.missingKey(path: path))
    try put(String(decoding: good, as: UTF8.self))
    #expect(try await school.store.members(school: school.id).count == 7)
    #expect(try await school.store.verify(school: school.id).isWhole)
  }

  @Test func aLockedDatabaseSaysSoAndTakesTheMessageAfterwards() async throws {
    let school = try await SampleSchool.make(inFile: true)
    let store = try await reopen(school)
    let gate = Gate()
    let holder = Task {
      try await school.database.write { connection in
        try connection.run("UPDATE school SET name = name WHERE id = 'school-a'", [])
        gate.pass()
      }
    }
    await gate.isReached()
    await #expect(throws: StoreError.locked) {
      try await store.receive([school.intake("b-1")], school: school.id, at: SampleSchool.start)
    }
    gate.open()
    try await holder.value
    let receipts = try await store.receive([school.intake("b-1")], school: school.id, at: SampleSchool.start)
    #expect(receipts.map(\.outcome) == [.queued])
  }

  @Test(.enabled(if: TestDatabase.isSQLite)) func aFullDiskLeavesWholeBatchesOnlyAndTheImportCanBeRepeated()
    async throws
  {
    let school = try await SampleSchool.make(inFile: true, pageLimit: 300)
    let batches = (0..<100).map { batch in
      (0..<20).map { school.intake("b-\(batch)-\($0)", "Wat een sukkel \(batch) \($0).") }
    }
    var taken = 0
    var fault: StoreError?
    for batch in batches {
      do {
        taken += try await school.store.receive(batch, school: school.id, at: SampleSchool.start).count
      } catch let error as StoreError {
        fault = error
        break
      }
    }
    #expect(fault == .diskFull)
    #expect(taken > 0 && taken % 20 == 0)
    try school.database.close()
    let store = try await reopen(school)
    let queue = try await store.queue(for: school.teacher.id, school: school.id, at: SampleSchool.start, limit: 5000)
    #expect(queue.count == taken)
    #expect(try await store.verify(school: school.id).faults == [])
    var outcomes: [Receipt.Outcome] = []
    for batch in batches {
      outcomes += try await store.receive(batch, school: school.id, at: SampleSchool.start + 1).map(\.outcome)
    }
    #expect(outcomes.filter { $0 == .known }.count == taken)
    #expect(outcomes.filter { $0 == .queued }.count == 2000 - taken)
  }

  @Test func aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() async throws {
    let folder = try Folder()
    let path = "\(folder.path)/brief.txt"
    let text = String(repeating: "Beste ouders, dit is een brief. ", count: 200)
    try Data(text.utf8).write(to: URL(filePath: path))
    await #expect(throws: StoreError.notADatabase(path: path)) {
      let database = try SQLiteDatabase(url: "sqlite://\(path)")
      _ = try await Store.open(database, keyring: Keyring(directory: folder.path), at: 0)
    }
    #expect(FileManager.default.contents(atPath: path) == Data(text.utf8))
  }

  @Test func aDatabaseOfAnotherProgramIsRefusedAndLeftAsItIs() async throws {
    let folder = try Folder()
    let path = "\(folder.path)/other.db"
    let other = try DatabaseQueue(path: path)
    try await other.write { try $0.execute(sql: "CREATE TABLE recipe (name TEXT)") }
    try other.close()
    let before = FileManager.default.contents(atPath: path)
    #expect(throws: StoreError.notADatabase(path: path)) { try SQLiteDatabase(url: "sqlite://\(path)") }
    #expect(FileManager.default.contents(atPath: path) == before)
  }

  @Test(arguments: ["postgres://x", "sqlite://relatief", "sqlite:///bestaat/niet/echt.db"])
  func anAddressThatCannotBeOpenedSaysWhy(url: String) {
    #expect {
      try SQLiteDatabase(url: url)
    } throws: {
      if case StoreError.cannotOpen = $0 { true } else { false }
    }
  }

  @Test func anEmptyDatabaseHasNoSchoolAndASchoolIsMadeOnce() async throws {
    let school = try await SampleSchool.make()
    await #expect(throws: StoreError.notFound("School", handle: "elders")) {
      try await school.store.members(school: SchoolID("elders"))
    }
    await #expect {
      try await school.store.createSchool(School(id: school.id, name: "Weer"), policy: .sample, at: 0)
    } throws: {
      "\($0)".contains("bestaat al")
    }
    await #expect {
      try await school.store.createSchool(School(id: SchoolID("../x"), name: "Pad"), policy: .sample, at: 0)
    } throws: {
      if case StoreError.invalid = $0 { true } else { false }
    }
    #expect(try await school.store.schools().map(\.id) == [school.id])
  }

  @Test func everyErrorSaysWhatToDoInDutch() {
    let errors: [StoreError] = [
      .conflict(Conflict()), .notFound("Lid", handle: "x"), .notAllowed(.ownMessage), .invalid("Vul iets in."),
      .newerDatabase(found: 9, known: 4), .locked, .diskFull, .diskFault("d"), .missingKey(path: "k"),
      .wrongKey(path: "k"),
      .exposedKey(path: "k"), .notADatabase(path: "p"), .cannotOpen(path: "p", detail: "d"), .readOnly,
      .damaged("d"), .missingTable("t"), .constraint("c"), .noConnection(server: "s", detail: "d", advice: "Kijk na."),
      .connectionLost(server: "s"), .uncertain(server: "s"),
    ]
    for error in errors { #expect(error.description.count > 10 && error.description.contains(" "), "\(error)") }
  }
}
