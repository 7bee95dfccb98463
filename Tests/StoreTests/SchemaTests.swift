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

  /// A new table is one whose rows the log tells of, or one of these.
  @Test func theLogTellsOfEveryTableButThese() {
    let apart: Set = [
      "message", "signal", "scan_fault", "tally", "payload", "rule_text", "reading_segment", "reading", "outbox",
      "event", "weighed_draft",
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
