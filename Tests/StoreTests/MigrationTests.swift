import Conduct
import Testing

@testable import Store

/// A database of an earlier version keeps what it holds when a newer program opens it.
@Suite struct MigrationTests {
  /// What a database of version 5 held: a decided review with a strike and a note, and one that waits.
  private static let rows = [
    "INSERT INTO school VALUES ('s', 'S', 'Europe/Amsterdam', 'nl', 'p', 0, $1, $1, $1, 0)",
    "INSERT INTO version VALUES ('s', 'p', 'policy', $1, 0)",
    "INSERT INTO version VALUES ('s', 'r', 'ruleset', $1, 0)",
    "INSERT INTO account VALUES ('s', 'a')",
    "INSERT INTO member VALUES ('s', 'm', 'a', NULL, NULL, 'x', 0)",
    "INSERT INTO account VALUES ('s', 'b')",
    "INSERT INTO member VALUES ('s', 'n', 'b', NULL, NULL, 'x', 0)",
    "INSERT INTO message VALUES ('s', 'b-1', NULL, 1, 'm', 'parent', NULL, 'post', 0, NULL, 0, $1, 'review', 'r', NULL, NULL)",
    "INSERT INTO message VALUES ('s', 'b-2', NULL, 1, 'm', 'parent', NULL, 'post', 0, NULL, 0, $1, 'review', 'r', NULL, NULL)",
    """
    INSERT INTO review VALUES ('s', 'r-1', 1, 'b-1', 'm', NULL, 'resolved', 'removed', 3, 'signals', 'director', NULL,
      NULL, NULL, 3, 7, 'r', 'p')
    """,
    """
    INSERT INTO review VALUES ('s', 'r-2', 2, 'b-2', 'm', NULL, 'reopened', 'visible', 2, 'not_scanned', 'director',
      NULL, NULL, NULL, 4, 8, 'r', 'p')
    """,
    "INSERT INTO decision VALUES ('s', 'd-1', 'r-1', 'n', 'director', 9, 'established', NULL, 'A33', 3, 'p', 'r', 'x', 3)",
    "INSERT INTO decision VALUES ('s', 'd-2', 'r-2', 'n', 'director', 9, 'dismissed', 'context', '', NULL, 'p', 'r', NULL, 3)",
    "INSERT INTO strike VALUES ('s', 's-1', 'm', 'r-1', 'd-1', 'A33', 3, 2, 9, 99, 'active')",
    "INSERT INTO note VALUES ('s', 'r-1', 1, 'x')",
  ]

  @Test func whatWasStoredByVersionFiveIsThereAfterwards() async throws {
    let place = try await TestPlace()
    let bytes = SQLValue.bytes([1, 2])
    let database = place.database
    try await place.database.write { connection in
      _ = try connection.run(
        "CREATE TABLE migration (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)",
        [])
      for migration in Schema.migrations.prefix(5) {
        for statement in migration.statements { try connection.run(database.schema(statement), []) }
        try connection.insert(
          into: "migration",
          ["number": SQLValue(migration.number), "name": .text(migration.name), "applied_at": .integer(0)])
      }
      for row in Self.rows { try connection.run(row, row.contains("$1") ? [bytes] : []) }
    }
    _ = try await Store.open(place.database, keyring: Keyring(directory: place.folder.path), at: 1)
    try await place.database.read { (connection: any SQLConnection) throws -> Void in
      func all(_ sql: String) throws -> [[SQLValue]] { try connection.run(sql, []).map(\.values) }
      #expect(
        try all(
          "SELECT id, state, visibility, severity, reason, decided_by, decided_at, version FROM review ORDER BY id")
          == [
            [
              .text("r-1"), .text("resolved"), .text("removed"), .integer(3), .text("signals"), .text("n"), .integer(9),
              .integer(3),
            ],
            [
              .text("r-2"), .text("reopened"), .text("visible"), .integer(2), .text("not_scanned"), .null, .null,
              .integer(4),
            ],
          ])
      #expect(
        try all("SELECT id, outcome, dismissal, clauses, rules, automated_detection FROM decision ORDER BY id") == [
          [.text("d-1"), .text("established"), .null, .text("A33"), .text(""), .integer(1)],
          [.text("d-2"), .text("dismissed"), .text("context"), .text(""), .text(""), .integer(1)],
        ])
      // What waited without a term has one, by the clock.
      #expect(
        try all("SELECT id, due_at FROM review ORDER BY id") == [
          [.text("r-1"), .null], [.text("r-2"), .integer(8 + 2 * 86_400_000)],
        ])
      // What waits has its place in the queue: 200 days ahead of what is not serious.
      #expect(
        try all("SELECT id, rank FROM review ORDER BY id") == [
          [.text("r-1"), .null], [.text("r-2"), .integer(8 + (2 - 200) * 86_400_000)],
        ])
      #expect(try all("SELECT id, weight FROM strike") == [[.text("s-1"), .integer(2)]])
      #expect(
        try all("SELECT kind, author, at, payload FROM note") == [[.text("note"), .null, .integer(7), .text("x")]])
      #expect(try connection.run("SELECT MAX(number) AS number FROM migration", [])[0].int("number") == Schema.version)
    }
  }

  @Test func migrationsAreNumberedWithoutGaps() {
    #expect(Schema.migrations.map(\.number) == Array(1...Schema.migrations.count))
  }
}
