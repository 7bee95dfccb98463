import Conduct

extension Audit {
  /// A row as the log gives it.
  struct Rebuilt {
    var columns: [String: LoggedValue] = [:]
    /// Whether the log tells of all its columns.
    var isWhole = false
    /// The last line that tells of it.
    var sequence: Int64 = 0
  }

  /// Notes what a line of the log says about rows.
  mutating func replay(_ event: Event, _ line: LogLine) {
    if event.kind == .schoolCreated { result.isToldFromTheStart = line.rows != nil }
    for (name, told) in line.rows?.rows ?? [:] {
      var row = told.isNew ? Rebuilt(isWhole: true) : rebuilt[name] ?? Rebuilt()
      row.columns.merge(told.columns) { $1 }
      row.sequence = event.sequence
      rebuilt[name] = row
    }
  }

  /// Compares every row with what the log says, and what the log says with what is there.
  mutating func checkRows() throws {
    for table in Schema.tables {
      guard let layout = Schema.logged[table.name] else { continue }
      try Store.eachPage(of: table, transaction.school.id, on: transaction.connection) { rows in
        for row in rows { check(row, layout) }
      }
    }
    for (name, row) in rebuilt.sorted(by: { $0.key < $1.key }) {
      let (table, id) = Self.parts(of: name)
      result.faults.append(.missingRow(table: table, row: id, sequence: row.sequence))
    }
  }

  private mutating func check(_ row: SQLRow, _ layout: Schema.Layout) {
    let found = Dictionary(zip(row.columns, row.values)) { first, _ in first }
    let name = layout.name(of: found)
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
    for (column, value) in zip(row.columns, row.values) where layout.tells(column) {
      guard let wanted = logged.columns[column] ?? (logged.isWhole ? .null : nil) else { continue }
      let stored = LoggedValue(value, isSealed: layout.sealed.contains(column), by: transaction.key)
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
