import Conduct
import Synchronization

extension SQLValue {
  init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }
  init(_ number: Int64?) { self = number.map(SQLValue.integer) ?? .null }
  init(_ number: Int) { self = .integer(Int64(number)) }
  init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }
  init<Subject>(_ id: Identifier<Subject>?) { self.init(id?.rawValue) }
}

extension SQLRow {
  func text(_ column: String) throws -> String {
    guard case .text(let text) = self[column] else { throw unreadable(column) }
    return text
  }

  func optionalText(_ column: String) throws -> String? {
    self[column] == .null ? nil : try text(column)
  }

  /// An integer, also when the database hands it back as a real.
  func integer(_ column: String) throws -> Int64 {
    switch self[column] {
    case .integer(let number): return number
    case .real(let number):
      guard let whole = Int64(exactly: number) else { throw unreadable(column) }
      return whole
    case .null, .text, .bytes: throw unreadable(column)
    }
  }

  func optionalInteger(_ column: String) throws -> Int64? {
    self[column] == .null ? nil : try integer(column)
  }

  func int(_ column: String) throws -> Int { Int(try integer(column)) }

  func flag(_ column: String) throws -> Bool { try integer(column) != 0 }

  func bytes(_ column: String) throws -> [UInt8] {
    guard case .bytes(let bytes) = self[column] else { throw unreadable(column) }
    return bytes
  }

  func id<Subject>(_ column: String) throws -> Identifier<Subject> { Identifier(try text(column)) }

  func optionalID<Subject>(_ column: String) throws -> Identifier<Subject>? {
    try optionalText(column).map { Identifier($0) }
  }

  func value<Value: RawRepresentable>(_ column: String) throws -> Value where Value.RawValue == String {
    guard let value = Value(rawValue: try text(column)) else { throw unreadable(column) }
    return value
  }

  func severity(_ column: String) throws -> Severity {
    guard let severity = Severity(rawValue: try int(column)) else { throw unreadable(column) }
    return severity
  }

  /// Values that were stored in one text, with spaces between.
  func words(_ column: String) throws -> [String] {
    try text(column).split(separator: " ").map(String.init)
  }

  private func unreadable(_ column: String) -> StoreError { .damaged("kolom \(column) is niet te lezen") }
}

extension SQLConnection {
  /// Adds one row.
  func insert(into table: String, _ columns: KeyValuePairs<String, SQLValue>) throws {
    try run(InsertStatements.statement(into: table, columns), columns.map { $0.value })
  }

  /// Changes the one row of a school with a key.
  func update(
    _ table: String, _ columns: KeyValuePairs<String, SQLValue>, school: SchoolID,
    where key: KeyValuePairs<String, SQLValue>
  ) throws {
    let sets = columns.enumerated().map { "\($1.key) = $\($0 + 1)" }.joined(separator: ", ")
    let count = columns.count + 1
    let conditions = key.enumerated().map { " AND \($1.key) = $\($0 + count + 1)" }.joined()
    try run(
      "UPDATE \(table) SET \(sets) WHERE school = $\(count)\(conditions)",
      columns.map { $0.value } + [SQLValue(school)] + key.map { $0.value })
  }
}

/// Statements that add a row, as they were put together before: to put one together takes longer than to run it.
private enum InsertStatements {
  private struct Known {
    let columns: [String]
    let sql: String
  }

  private static let known = Mutex<[String: [Known]]>([:])

  static func statement(into table: String, _ columns: KeyValuePairs<String, SQLValue>) -> String {
    known.withLock { known in
      let made = known[table]?.first { made in
        made.columns.count == columns.count && zip(made.columns, columns).allSatisfy { $0 == $1.key }
      }
      if let made { return made.sql }
      let names = columns.map { $0.key }
      let places = (1...names.count).map { "$\($0)" }
      let sql =
        "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places.joined(separator: ", ")))"
      known[table, default: []].append(Known(columns: names, sql: sql))
      return sql
    }
  }
}
