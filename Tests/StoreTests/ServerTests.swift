import Conduct
import Foundation
import Store
import TestSupport
import Testing

/// A PostgreSQL of its own for one test, as durable as a real one, that may be ended at any moment.
private final class OwnServer: Sendable {
  let folder: String
  let url: String

  init() throws {
    folder = "/tmp/fatsoen-own-\(UUID().uuidString.prefix(8))"
    url = try Self.run(["start", folder]).trimmingCharacters(in: .newlines)
  }

  deinit {
    _ = try? Self.run(["kill", folder])  // a server that stopped already is fine
    try? FileManager.default.removeItem(atPath: folder)
  }

  func start() throws { _ = try Self.run(["start", folder]) }

  /// Ends all its processes at once.
  func kill() throws { _ = try Self.run(["kill", folder]) }

  private static func run(_ arguments: [String]) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let process = Process()
    process.executableURL = root.appending(path: "Scripts/postgres")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["FATSOEN_POSTGRES_FSYNC": "on"]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw StoreError.diskFault("Scripts/postgres \(arguments[0])") }
    return text
  }
}

@Suite(.enabled(if: TestDatabase.isPostgres), .serialized) struct ServerTests {
  private let at = SampleSchool.start

  /// What was said to be saved, by several writers at once.
  private actor Ledger {
    private(set) var saved: Set<String> = []
    private(set) var faults: [StoreError] = []

    func save(_ id: String) { saved.insert(id) }

    func note(_ fault: StoreError) { faults.append(fault) }
  }

  @Test func aServerThatIsEndedLosesNothingThatItSaidItKeptAndTheStoreGoesOn() async throws {
    let server = try OwnServer()
    let schema = try await TestSchema(on: server.url)
    let school = try await SampleSchool.make(on: schema)
    let ledger = Ledger()
    for round in 0..<2 {
      let writers = (0..<4).map { writer in
        Task {
          for number in 0..<100_000 {
            let id = "\(round)-\(writer)-\(number)"
            do {
              _ = try await school.store.receive([school.intake(id)], school: school.id, at: at)
              await ledger.save(id)
            } catch let fault as StoreError {
              await ledger.note(fault)
              return
            }
          }
        }
      }
      while await ledger.saved.count < 40 * (round + 1) { try await Task.sleep(for: .milliseconds(5)) }
      try server.kill()
      for writer in writers { try await writer.value }
      await #expect {
        try await school.store.schools()
      } throws: {
        "\($0)".contains("Daar luistert geen server")
      }
      try server.start()
      // The same store, whose connections all broke.
      let receipts = try await school.store.receive(
        await ledger.saved.sorted().map { school.intake($0) }, school: school.id, at: at)
      #expect(receipts.allSatisfy { $0.outcome == .known })
      #expect(try await school.store.verify(school: school.id).faults == [])
    }
    let faults = await ledger.faults
    #expect(faults.count == 8)
    for fault in faults {
      switch fault {
      case .connectionLost, .uncertain, .noConnection: continue
      default: Issue.record("\(fault)")
      }
    }
  }

  /// The bytes of what was purged, looked for in every file of the server: tables, indexes and write-ahead log.
  @Test func whatIsPurgedStandsInNoFileOfTheServer() async throws {
    let server = try OwnServer()
    let schema = try await TestSchema(on: server.url)
    let school = try await SampleSchool.make(on: schema)
    let clear = (0..<20).map { school.intake("c-\($0)", "Tot morgen allemaal \($0).", severity: nil) }
    _ = try await school.store.receive(clear, school: school.id, at: at)
    _ = try await school.review("b-1")
    let purged = try await boxes(of: school, "recent")
    let kept = try await boxes(of: school, "open")
    #expect(purged.count == 20 && kept.count == 1)
    #expect(try found(purged, on: server) > 16)
    let report = try await school.store.purge(school: school.id, at: at + 14 * SampleSchool.day)
    #expect(report.payloads == 20)
    #expect(try found(purged, on: server) == 0)
    #expect(try found(kept, on: server) == 1)
    for secret in ["sukkel ben", "Ouder-1", "ouder-1", "Tot morgen"] {
      #expect(try found([Array(secret.utf8)], on: server) == 0, "\(secret) staat leesbaar op de server")
    }
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  /// The bytes of what the old key opened, looked for in every file of the server after the key was replaced.
  @Test func whatWasEncryptedWithTheOldKeyStandsInNoFileOfTheServer() async throws {
    let server = try OwnServer()
    let schema = try await TestSchema(on: server.url)
    let school = try await SampleSchool.make(on: schema)
    for number in 0..<20 { _ = try await school.review("b-\(number)") }
    _ = try await school.report(nil, .passedOn, enclosures: [onePixel])
    let old = try await boxes(of: school)
    #expect(old.count > 20)
    #expect(try found(old, on: server) > old.count - 4)
    _ = try await school.store.replaceKey(of: school.id, by: school.director.id, at: at + 1)
    #expect(try found(old, on: server) == 0)
    let new = try await boxes(of: school)
    #expect(new.count == old.count)
    #expect(try found(new, on: server) > new.count - 4)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  /// The encrypted contents of a school, of one class or all.
  private func boxes(of school: SampleSchool, _ retention: String? = nil) async throws -> [[UInt8]] {
    try await school.database.read { connection in
      try connection.run(
        "SELECT box FROM payload WHERE CAST($1 AS TEXT) IS NULL OR class = $1 ORDER BY id",
        [retention.map { .text($0) } ?? .null]
      ).compactMap {
        if case .bytes(let bytes) = $0["box"] { bytes } else { nil }
      }
    }
  }

  /// How many of them stand in a file of the server.
  private func found(_ boxes: [[UInt8]], on server: OwnServer) throws -> Int {
    let names = try FileManager.default.subpathsOfDirectory(atPath: server.folder + "/data")
    let files = names.compactMap { FileManager.default.contents(atPath: "\(server.folder)/data/\($0)") }
    // A part of each, as a box may be cut by the end of a page.
    return boxes.count { box in files.contains { $0.range(of: Data(box.prefix(32))) != nil } }
  }
}
