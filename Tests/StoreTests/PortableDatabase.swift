import Store
import Synchronization
import TestSupport

/// A database that refuses what the second database would not run alike, so that every test holds the portable subset;
/// and on SQLite, a statement that looks for something in a school by walking all its messages or decisions, or a whole
/// table of all schools.
struct PortableDatabase: SQLDatabase {
  let database: any SQLDatabase

  func schema(_ statement: String) -> String { database.schema(statement) }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await database.read { try body(PortableConnection(connection: $0)) }
  }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await database.write { try body(PortableConnection(connection: $0)) }
  }

  func learnSchema() async throws { try await database.learnSchema() }

  func forgetDeleted(in tables: [String]) async throws { try await database.forgetDeleted(in: tables) }

  func close() throws { try database.close() }
}

/// What is not in the portable subset.
struct Unportable: Error {
  let sql: String
  let reason: String
}

private struct PortableConnection: SQLConnection {
  let connection: any SQLConnection

  func run(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
    let places = try checked.withLock { known in
      if let places = known[sql] { return places }
      let places = try Self.places(in: sql)
      if TestDatabase.isSQLite { try refuseWalk(sql, arguments) }
      known[sql] = places
      return places
    }
    if places != arguments.count {
      throw Unportable(sql: sql, reason: "\(arguments.count) waarden voor \(places) plaatsen")
    }
    return try connection.run(sql, arguments)
  }

  /// Tables that grow with every message.
  private static let growing: Set = [
    "message", "signal", "scan_fault", "review", "payload", "event", "decision", "decision_effect", "clearance",
    "clearance_hit", "strike", "note",
  ]
  /// Parts of queries that are about all of a table, that SQLite answers from one row, or that are asked seldom: the
  /// figures of a month and of the norms, what is kept on a person, a head that was kept elsewhere, the letter about an appeal.
  private static let whole = [
    "SELECT * FROM", "AS size FROM", "SELECT COUNT(*) AS rows", "SELECT COALESCE(MAX(number)", "at >= $2 AND",
    "reason = 'report'", "AS oldest FROM review", "FROM payload WHERE school = $1 AND member = $2", "AND hash = $2",
    "AND kind IN ('appeal_decided', 'appeal_inadmissible')", "SELECT kind, COUNT(*) AS n, MAX(at) AS last FROM event",
    "WHERE decision_effect.school = $1 AND effect = 'remove'",
  ]

  private func refuseWalk(_ sql: String, _ arguments: [SQLValue]) throws {
    // What asks for nothing in particular is a migration.
    guard sql.hasPrefix("SELECT") || sql.hasPrefix("UPDATE") || sql.hasPrefix("DELETE"), !arguments.isEmpty,
      !Self.whole.contains(where: sql.contains)
    else { return }
    let tables = Self.tables(in: sql)
    for row in try connection.run("EXPLAIN QUERY PLAN \(sql)", arguments) {
      guard case .text(let step) = row["detail"],
        let walk = step.firstMatch(of: /^SEARCH (\w+) .*\(school=\?\)$/).map(\.1)
          ?? step.firstMatch(of: /^SCAN (\w+)/).map(\.1),
        Self.growing.contains(tables[String(walk)] ?? String(walk))
      else { continue }
      throw Unportable(sql: sql, reason: step)
    }
  }

  /// The tables of a statement by the other names that it gives them.
  private static func tables(in sql: String) -> [String: String] {
    let named = /\b(?:FROM|JOIN|UPDATE)\s+(\w+)\s+(?:AS\s+)?(\w+)/
    return sql.matches(of: named).reduce(into: [:]) { $0[String($1.2)] = String($1.1) }
  }

  /// Checks one statement and counts its parameters.
  private static func places(in sql: String) throws -> Int {
    var seen = 0
    for match in sql.matches(of: /\$(\d+)/) {
      let number = Int(match.1) ?? 0
      if number > seen + 1 { throw Unportable(sql: sql, reason: "$\(number) komt voor $\(seen + 1)") }
      seen = max(seen, number)
    }
    let forbidden = /\b(LIKE|GLOB|lower|upper|group_concat|json\w*|rowid|REPLACE|IFNULL|PRAGMA)\b/.ignoresCase()
    if let match = sql.firstMatch(of: forbidden) { throw Unportable(sql: sql, reason: String(match.0)) }
    return seen
  }
}

/// Statements that were checked already, with the number of their parameters.
private let checked = Mutex<[String: Int]>([:])
