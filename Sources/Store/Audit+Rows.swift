import Conduct

extension Audit {
  /// A row as the log gives it.
  struct Rebuilt {
    var columns = LoggedColumns()
    /// Whether the log tells of all its columns.
    var isWhole = false
    /// The last line that tells of it.
    var sequence: Int64 = 0
  }

  /// Notes what a line of the log says about rows.
  mutating func replay(_ line: LogLine, of link: Link) {
    if link.kind == Event.Kind.schoolCreated.rawValue {
      result.isToldFromTheStart = line.rows != nil
    }
    for (name, told) in line.rows ?? [] {
      if told.isNew {
        rebuilt[name] = Rebuilt(columns: told.columns, isWhole: true, sequence: link.sequence)
      } else {
        rebuilt[name, default: Rebuilt()].columns.merge(told.columns)
        rebuilt[name]?.sequence = link.sequence
      }
    }
  }

  /// Compares every row with what the log says, and what the log says with what is there.
  mutating func checkRows() throws {
    for table in Schema.tables {
      guard let layout = Schema.logged[table.name] else { continue }
      try Store.eachPage(of: table, transaction.school.id, on: transaction.connection) { rows in
        let told = rows.first?.columns.map(layout.tells) ?? []
        for row in rows { check(row, layout, told) }
      }
    }
    for (name, row) in rebuilt.sorted(by: { $0.key < $1.key }) {
      let (table, id) = Self.parts(of: name)
      result.faults.append(.missingRow(table: table, row: id, sequence: row.sequence))
    }
  }

  private mutating func check(_ row: SQLRow, _ layout: Schema.Layout, _ told: [Bool]) {
    let name = layout.name { row[$0] }
    guard let logged = rebuilt.removeValue(forKey: name) else {
      if result.isToldFromTheStart {
        result.faults.append(.unknownRow(table: layout.table, row: Self.parts(of: name).id))
      } else {
        // The log of an older program did not tell of rows.
        result.untoldRows += 1
      }
      return
    }
    result.rows[layout.table, default: 0] += 1
    for (index, column) in row.columns.enumerated() where told[index] {
      guard let wanted = logged.columns[column] ?? (logged.isWhole ? .null : nil) else { continue }
      let stored = LoggedValue(row.values[index], isSealed: layout.sealed.contains(column), by: transaction.key)
      if stored == wanted { continue }
      result.faults.append(
        .column(table: layout.table, row: Self.parts(of: name).id, column: column, sequence: logged.sequence))
    }
  }

  private static func parts(of name: String) -> (table: String, id: String) {
    let parts = name.split(separator: " ", maxSplits: 1).map(String.init)
    return (parts[0], parts.count > 1 ? parts[1] : "")
  }
}
