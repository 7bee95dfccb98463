import Conduct

/// A transaction's way to the database. It remembers what changed in the tables whose rows the log tells of, until the
/// next line of the log takes it along.
final class RecordingConnection: SQLConnection {
  private let connection: any SQLConnection
  private let key: SchoolKey
  private var changed = LoggedRows()
  /// Whether a table was changed by which postings are looked at.
  private(set) var changedRegister = false

  init(_ connection: any SQLConnection, key: SchoolKey) {
    self.connection = connection
    self.key = key
  }

  @discardableResult
  func run(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] { try connection.run(sql, arguments) }

  /// Adds one row.
  func insert(into table: String, _ columns: KeyValuePairs<String, SQLValue>) throws {
    try connection.insert(into: table, columns)
    record(table, columns, isNew: true)
  }

  /// Changes the one row of a school with an id.
  func update(_ table: String, _ columns: KeyValuePairs<String, SQLValue>, school: SchoolID, id: String) throws {
    try update(table, columns, school: school, where: ["id": .text(id)])
  }

  /// Changes the one row of a school with a key.
  func update(
    _ table: String, _ columns: KeyValuePairs<String, SQLValue>, school: SchoolID,
    where key: KeyValuePairs<String, SQLValue>
  ) throws {
    try connection.update(table, columns, school: school, where: key)
    record(table, columns, of: key)
  }

  /// Remembers columns of a row that was written; `key` names the row when the columns do not.
  func record(
    _ table: String, _ columns: KeyValuePairs<String, SQLValue>, of key: KeyValuePairs<String, SQLValue> = [:],
    isNew: Bool = false
  ) {
    if Schema.postingTables.contains(table) { changedRegister = true }
    guard let layout = Schema.logged[table] else { return }
    func value(_ name: String) -> SQLValue? {
      columns.first { $0.key == name }?.value ?? key.first { $0.key == name }?.value
    }
    var told = LoggedColumns()
    for (column, value) in columns where layout.tells(column) && !(isNew && value == .null) {
      told[column] = LoggedValue(value, isSealed: layout.sealed.contains(column), by: self.key)
    }
    if told.isEmpty && !isNew { return }
    let name = layout.name(of: value)
    changed.rows[name, default: LoggedRows.Row()].columns.merge(told)
    if isNew { changed.rows[name]?.isNew = true }
  }

  /// Remembers that names in the register are gone.
  func recordDeletion() { changedRegister = true }

  /// What changed since the last line; nil when nothing did.
  func takeChanges() -> LoggedRows? {
    defer { changed = LoggedRows() }
    return changed.rows.isEmpty ? nil : changed
  }
}
