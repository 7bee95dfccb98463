import GRDB

/// What SQLite expects of the tables. Left to itself it takes all rows of a school for a handful, and walks them to save
/// itself a sort; what ANALYZE counts depends on the day it ran. These numbers say the same of every database: a school
/// has many rows, and each further column of an index leaves few of them.
enum PlannerStatistics {
  private struct Line: Hashable {
    var table: String
    var index: String
    var expected: String
  }

  /// Whether SQLite expects this.
  static func isKept(in database: Database) throws -> Bool {
    guard try database.tableExists("sqlite_stat1") else { return false }
    let rows = try Row.fetchAll(database, sql: "SELECT tbl, idx, stat FROM sqlite_stat1")
    let known = rows.map { Line(table: $0["tbl"], index: $0["idx"] ?? "", expected: $0["stat"]) }
    return Set(known) == Set(try lines(of: database))
  }

  /// Has SQLite expect this.
  static func keep(in database: Database) throws {
    // The only way to make the table; what it counts goes at once.
    try database.execute(sql: "ANALYZE migration")
    try database.execute(sql: "DELETE FROM sqlite_stat1")
    for line in try lines(of: database) {
      try database.execute(
        sql: "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)",
        arguments: [line.table, line.index, line.expected])
    }
    try database.execute(sql: "ANALYZE sqlite_schema")  // reads them again
  }

  private static func lines(of database: Database) throws -> [Line] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT owner.name AS owner, list.name AS name, list."unique" AS is_unique, COUNT(*) AS columns
        FROM sqlite_schema owner JOIN pragma_index_list(owner.name) list JOIN pragma_index_info(list.name)
        WHERE owner.type = 'table' AND owner.name NOT LIKE 'sqlite%' GROUP BY 1, 2, 3
        """)
    return rows.map { row in
      let (columns, isUnique): (Int, Bool) = (row["columns"], row["is_unique"])
      // The rows of the table, and how many of them are left after the first column, the first two and so on.
      let numbers =
        [1_000_000]
        + (1...columns).map { place in
          if place == 1 && (columns > 1 || !isUnique) { return 5000 }
          return place == columns && isUnique ? 1 : isUnique || place > 2 ? 2 : 50
        }
      return Line(
        table: row["owner"], index: row["name"], expected: numbers.map(String.init).joined(separator: " "))
    }
  }
}
