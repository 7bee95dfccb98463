extension Schema {
  /// A table as the migrations leave it.
  struct Table: Hashable, Sendable {
    var name: String
    /// The columns of its primary key.
    var key: [String]
    /// The tables that its rows name.
    var references: Set<String>
    /// The columns that name a row of the same school, with the tables that they name.
    var links: [String: String] = [:]
    /// All its columns.
    var columns: [String] = []
    /// The columns of bytes, which may be long.
    var contents: [String] = []

    /// The column that says which school a row belongs to.
    var owner: String { name == "school" ? "id" : "school" }
  }

  /// All tables that hold rows of schools, each after the tables that its rows name; read from the migrations, so that a
  /// new table is copied and counted without a second list.
  static let tables: [Table] = ordered(found(in: migrations.flatMap(\.statements)))

  static func found(in statements: [String]) -> [Table] {
    var tables: [Table] = []
    func change(_ name: Substring, _ change: (inout Table) -> Void) {
      if let index = tables.firstIndex(where: { $0.name == name }) { change(&tables[index]) }
    }
    for statement in statements {
      let named = statement.matches(of: /\bREFERENCES\s+(\w+)/).map { String($0.1) }
      if let made = statement.firstMatch(of: /CREATE TABLE\s+(\w+)/) {
        let key =
          statement.firstMatch(of: /PRIMARY KEY\s*\(([^)]*)\)/)?.1
          ?? statement.firstMatch(of: /(\w+)\s+\w+[^,(]*\bPRIMARY KEY/)?.1
        let columns = key?.split(separator: ",").map { String($0).filter { !$0.isWhitespace } }
        let links = statement.matches(of: /FOREIGN KEY \(school, (\w+)\) REFERENCES (\w+)/)
        tables.append(
          Table(
            name: String(made.1), key: columns ?? [], references: Set(named),
            links: Dictionary(links.map { (String($0.1), String($0.2)) }) { $1 },
            columns: statement.matches(of: /(\w+) (?:TEXT|BIGINT|\{bytes\})/).map { String($0.1) },
            contents: statement.matches(of: /(\w+) \{bytes\}/).map { String($0.1) }))
      } else if let dropped = statement.firstMatch(of: /DROP TABLE\s+(\w+)/) {
        tables.removeAll { $0.name == dropped.1 }
      } else if let renamed = statement.firstMatch(of: /ALTER TABLE\s+(\w+)\s+RENAME TO\s+(\w+)/) {
        change(renamed.1) { $0.name = String(renamed.2) }
      } else if let altered = statement.firstMatch(of: /ALTER TABLE\s+(\w+)/) {
        change(altered.1) { table in
          table.references.formUnion(named)
          if let added = statement.firstMatch(of: /ADD COLUMN (\w+)/) { table.columns.append(String(added.1)) }
        }
      }
    }
    return tables
  }

  /// Puts each table after those that it names; a table that names itself need not wait.
  static func ordered(_ tables: [Table]) -> [Table] {
    var waiting = tables
    var result: [Table] = []
    while !waiting.isEmpty {
      let index = waiting.firstIndex { table in
        waiting.allSatisfy { $0.name == table.name || !table.references.contains($0.name) }
      }
      result.append(waiting.remove(at: index ?? 0))
    }
    return result
  }
}
