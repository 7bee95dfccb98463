import Conduct
import Foundation
import PostgresDriver
import Store
import TestSupport
import Testing

/// What only PostgreSQL does: losing against another transaction, connections that come and go, faults of the server.
@Suite(.enabled(if: TestDatabase.isPostgres)) struct PostgresTests {
  private func text(_ connection: any SQLConnection, _ sql: String) throws -> SQLValue {
    try connection.run(sql, []).first?.values.first ?? .null
  }

  @Test(arguments: ["40001", "40P01"]) func aTransactionThatLostRunsAgainAndIsKeptOnce(state: String) async throws {
    let school = try await SampleSchool.make()
    // A sequence keeps its count when a transaction is undone, so that the first two attempts fail.
    try await school.database.write { connection in
      try connection.run("CREATE SEQUENCE attempts", [])
      try connection.run(
        """
        CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF nextval('attempts') <= 2 THEN RAISE EXCEPTION 'lost' USING ERRCODE = '\(state)'; END IF; RETURN NEW; END $$
        """, [])
      try connection.run("CREATE TRIGGER lose BEFORE INSERT ON school_group FOR EACH ROW EXECUTE FUNCTION lose()", [])
    }
    let group = try await school.store.addGroup(name: "groep 5", school: school.id, at: SampleSchool.start)
    #expect(try await school.store.groups(school: school.id).filter { $0 == group }.count == 1)
    let attempts = try await school.database.read { try text($0, "SELECT last_value FROM attempts") }
    #expect(attempts == .integer(3))
    #expect(try await school.store.verify(school: school.id).isWhole)
  }

  @Test func twoTransactionsThatWaitForEachOtherBothEnd() async throws {
    let school = try await SampleSchool.make()
    _ = try await SampleSchool.make(id: SchoolID("school-b"), beside: school)
    let database = school.database
    let gates = [Gate(), Gate()]
    let orders = [["school-a", "school-b"], ["school-b", "school-a"]]
    let both = orders.indices.map { index in
      Task {
        let isFirst = Once()
        try await database.write { connection in
          for (step, id) in orders[index].enumerated() {
            try connection.run("UPDATE school SET name = name || 'x' WHERE id = $1", [.text(id)])
            if step == 0, isFirst.take() { gates[index].pass() }
          }
        }
      }
    }
    for gate in gates { await gate.isReached() }
    for gate in gates { gate.open() }
    for task in both { try await task.value }
    let names = try await school.store.schools().map(\.name)
    #expect(names == ["De Voorbeeldschoolxx", "De Voorbeeldschoolxx"])
  }

  @Test func readsCannotWriteAndSeeOneMoment() async throws {
    let school = try await SampleSchool.make()
    await #expect(throws: StoreError.readOnly) {
      try await school.database.read { try $0.run("UPDATE school SET name = 'x'", []) }
    }
    let gate = Gate()
    let reader = Task {
      try await school.database.read { connection in
        let before = try text(connection, "SELECT COUNT(*) FROM school_group")
        gate.pass()
        return try [before, text(connection, "SELECT COUNT(*) FROM school_group")]
      }
    }
    await gate.isReached()
    _ = try await school.store.addGroup(name: "erbij", school: school.id, at: SampleSchool.start)
    gate.open()
    #expect(try await reader.value == [.integer(1), .integer(1)])
  }

  @Test func aFaultThatABodyHidesStillUndoesTheTransaction() async throws {
    let school = try await SampleSchool.make()
    await #expect {
      try await school.database.write { connection in
        try connection.run("UPDATE school SET name = 'weg'", [])
        _ = try? connection.run("INSERT INTO school_group (school, id, name) VALUES ('school-a', 'g', '')", [])
      }
    } throws: {
      guard case StoreError.constraint = $0 else { return false }
      return true
    }
    #expect(try await school.store.schools().map(\.name) == ["De Voorbeeldschool"])
  }

  @Test(arguments: [
    ("23505", StoreError.constraint("reden")), ("55P03", .locked), ("57014", .locked), ("40001", .locked),
    ("53100", .diskFull), ("58030", .diskFault("reden")), ("25006", .readOnly), ("42501", .readOnly),
    ("XX001", .damaged("reden (code XX001)")),
  ])
  func whatTheServerReportsIsSaidInTheStoresWords(state: String, error: StoreError) async throws {
    let school = try await SampleSchool.make()
    await #expect(throws: error) {
      try await school.database.write { connection in
        try connection.run("DO $$ BEGIN RAISE EXCEPTION 'reden' USING ERRCODE = '\(state)'; END $$", [])
      }
    }
    #expect(try await school.store.schools().count == 1)
  }

  @Test func aStatementThatTakesTooLongIsEnded() async throws {
    let school = try await SampleSchool.make()
    let database = try PostgresDatabase(url: school.url + "%20-c%20statement_timeout%3D100")
    await #expect(throws: StoreError.locked) { try await database.read { try text($0, "SELECT pg_sleep(20)") } }
    #expect(try await database.read { try text($0, "SELECT 1") } == .integer(1))
    database.close()
  }

  // MARK: Connections

  @Test func connectionsAreBoundedAndTakenInTurn() async throws {
    let school = try await SampleSchool.make()
    let database = try PostgresDatabase(url: school.url, connections: 2)
    let processes = try await withThrowingTaskGroup(of: SQLValue.self) { group in
      for _ in 0..<40 {
        group.addTask { try await database.read { try text($0, "SELECT pg_backend_pid() FROM pg_sleep(0.002)") } }
      }
      return try await group.reduce(into: [SQLValue: Int]()) { $0[$1, default: 0] += 1 }
    }
    #expect(processes.count == 2 && processes.values.reduce(0, +) == 40 && processes.values.allSatisfy { $0 >= 5 })
    database.close()
    await #expect {
      try await database.read { try text($0, "SELECT 1") }
    } throws: {
      if case StoreError.connectionLost = $0 { true } else { false }
    }
    // The server's processes end a moment after their connections.
    var left = 2
    for _ in 0..<600 where left > 0 {
      left = try await school.database.read {
        try $0.run("SELECT pid FROM pg_stat_activity WHERE pid = $1 OR pid = $2", Array(processes.keys)).count
      }
      if left > 0 { try await Task.sleep(for: .milliseconds(100)) }
    }
    #expect(left == 0)
  }

  @Test func aConnectionThatWasCutIsReplacedUnseen() async throws {
    let school = try await SampleSchool.make()
    let database = try PostgresDatabase(url: school.url, connections: 1)
    let first = try await database.read { try text($0, "SELECT pg_backend_pid()") }
    try await school.database.write { _ = try $0.run("SELECT pg_terminate_backend(CAST($1 AS INT))", [first]) }
    let second = try await database.write { try text($0, "SELECT pg_backend_pid()") }
    #expect(first != second && second != .null)
    database.close()
  }

  /// Cut in the middle, a transaction begins anew on another connection, since nothing of it can have been kept.
  @Test func aTransactionCutInTheMiddleRunsAgain() async throws {
    let school = try await SampleSchool.make()
    let once = Once()
    let database = try PostgresDatabase(url: school.url, connections: 1)
    _ = try await database.read { try text($0, "SELECT 1") }
    try await database.write { connection in
      try connection.run("UPDATE school SET name = name || 'x'", [])
      if once.take() { _ = try connection.run("SELECT pg_terminate_backend(pg_backend_pid())", []) }
      try connection.run("UPDATE school SET name = name || 'y'", [])
    }
    #expect(try await school.store.schools().map(\.name) == ["De Voorbeeldschoolxy"])
    database.close()
  }

  @Test func aTableThatAnotherProgramChangedIsReadAnew() async throws {
    let school = try await SampleSchool.make()
    let database = try PostgresDatabase(url: school.url, connections: 1)
    let columns: @Sendable (any SQLConnection) throws -> Int = { connection in
      try connection.run("SELECT * FROM school", []).first?.columns.count ?? 0
    }
    let before = try await database.read(columns)
    try await school.database.write { _ = try $0.run("ALTER TABLE school ADD COLUMN extra BIGINT", []) }
    #expect(try await database.read(columns) == before + 1)
    database.close()
  }

  @Test func moreStatementsThanStayPreparedStillWork() async throws {
    let school = try await SampleSchool.make()
    for round in 0..<2 {
      try await school.database.read { connection in
        for number in 0..<600 {
          let rows = try connection.run("SELECT CAST($1 AS BIGINT) + \(number) AS sum", [.integer(Int64(round))])
          #expect(rows[0]["sum"] == .integer(Int64(round + number)))
        }
      }
    }
  }
}

/// True the first time only.
final class Once: @unchecked Sendable {
  private let lock = NSLock()
  private var isTaken = false

  func take() -> Bool {
    lock.withLock {
      defer { isTaken = true }
      return !isTaken
    }
  }
}
