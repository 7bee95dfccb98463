import SQLiteDriver
import Testing

@testable import Store

@Suite struct SchemaTests {
  @Test func everyTableOfTheSchemaIsKnownByItsKeyAfterWhatItNames() async throws {
    let school = try await SampleSchool.make()
    var before: Set<String> = []
    for table in Schema.tables {
      let key = table.key.joined(separator: ", ")
      let rows = try await school.database.read { connection in
        try connection.run(
          "SELECT \(table.owner), \(key), COUNT(*) AS n FROM \(table.name) GROUP BY \(table.owner), \(key)", [])
      }
      #expect(rows.allSatisfy { $0["n"] == .integer(1) } && table.key.first == table.owner, "\(table.name)")
      #expect(table.references.subtracting([table.name]).isSubset(of: before), "\(table.name)")
      before.insert(table.name)
    }
    let made = Schema.migrations.reduce(0) { $0 + $1.statements.count { $0.contains("CREATE TABLE") } }
    let dropped = Schema.migrations.reduce(0) { $0 + $1.statements.count { $0.contains("DROP TABLE") } }
    #expect(made - dropped == Schema.tables.count)
  }

  @Test func columnsAndLinksAreKnownAsTheDatabaseHasThem() async throws {
    let database = try SQLiteDatabase(url: "sqlite::memory:")
    try await Store.migrate(database, at: 0)
    for table in Schema.tables {
      let (columns, links) = try await database.read { connection in
        (
          try connection.run("SELECT name, type FROM pragma_table_info('\(table.name)')", []),
          try connection.run(
            "SELECT \"from\", \"table\" FROM pragma_foreign_key_list('\(table.name)') WHERE seq = 1", [])
        )
      }
      let names = try columns.map { try $0.text("name") }
      #expect(Set(table.columns) == Set(names) && table.columns.count == names.count, "\(table.name)")
      let bytes = try columns.filter { try $0.text("type") == "BLOB" }.map { try $0.text("name") }
      #expect(table.contents == bytes, "\(table.name)")
      let named = try links.map { (try $0.text("from"), try $0.text("table")) }
      #expect(table.links == Dictionary(named) { $1 }, "\(table.name)")
    }
  }

  /// A list in a check would cost a table for every row.
  @Test func checksHoldWithoutLists() async throws {
    let database = try SQLiteDatabase(url: "sqlite::memory:")
    try await Store.migrate(database, at: 0)
    let lists = try await database.read { connection in
      try connection.run("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '% IN (''%'", [])
    }
    #expect(lists.isEmpty)
    let made = database.schema(
      "CREATE TABLE a (b TEXT CHECK (b IN ('x',\n  'y')), c TEXT, CHECK (c NOT IN ('z') OR b = 'x'))")
    _ = try await database.write { try $0.run(made, []) }
    for (b, c, isRight) in [("x", "z", true), ("y", "z", false), ("w", "a", false), ("y", "a", true)] {
      let kept = try? await database.write { connection in
        try connection.run("INSERT INTO a (b, c) VALUES ($1, $2)", [.text(b), .text(c)])
      }
      #expect((kept != nil) == isRight, "\(b) \(c)")
    }
  }

  /// A new table is one whose rows the log tells of, or one of these.
  @Test func theLogTellsOfEveryTableButThese() {
    let apart: Set = [
      "message", "signal", "scan_fault", "tally", "payload", "rule_text", "reading_segment", "reading", "outbox",
      "event", "weighed_draft", "picture", "picture_pupil", "rule_count", "rule_day", "contact_count",
      "credential", "recovery_code", "session", "one_time_link",
    ]
    let told = Set(Schema.logged.keys)
    #expect(told.union(apart) == Set(Schema.tables.map(\.name)) && told.isDisjoint(with: apart))
  }

  @Test func laterMigrationsChangeWhatIsKnown() {
    let tables = Schema.found(in: [
      "CREATE TABLE a (id TEXT NOT NULL PRIMARY KEY, n BIGINT)",
      "CREATE TABLE b (school TEXT NOT NULL REFERENCES a (id), id TEXT, PRIMARY KEY (school,  id))",
      "ALTER TABLE a ADD COLUMN c TEXT REFERENCES c (id)", "CREATE TABLE c (id TEXT PRIMARY KEY)",
      "CREATE TABLE b2 (school TEXT, PRIMARY KEY (school))", "INSERT INTO b2 SELECT school FROM b", "DROP TABLE b",
      "ALTER TABLE b2 RENAME TO b",
    ])
    #expect(tables.map(\.name) == ["a", "c", "b"])
    #expect(tables.map(\.key) == [["id"], ["id"], ["school"]])
    #expect(Schema.ordered(tables).map(\.name) == ["c", "a", "b"])
  }
}
