/// A value on its way to or from a database.
public enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case bytes([UInt8])
}

/// One row of an answer; columns go by name.
public struct SQLRow: Sendable {
  /// The names, in the order of the query.
  public let columns: [String]
  /// The values, in the same order.
  public let values: [SQLValue]

  /// Makes a row; both lists are equally long.
  public init(columns: [String], values: [SQLValue]) {
    self.columns = columns
    self.values = values
  }

  /// The value of a column; null when there is no such column.
  public subscript(_ column: String) -> SQLValue {
    columns.firstIndex(of: column).map { values[$0] } ?? .null
  }
}

extension [SQLValue] {
  /// Throws `StoreError.invalid` for a text with the sign U+0000: PostgreSQL cannot keep it, and SQLite would cut the text
  /// off there. Drivers call this for the values of every statement, so that both refuse alike.
  public func refuseNUL() throws {
    for case .text(let text) in self where text.utf8.contains(0) {
      let shown = text.replacing("\u{0}", with: "␀").prefix(40)
      throw StoreError.invalid("In “\(shown)” staat het teken U+0000, dat niet bewaard kan worden. Haal het weg.")
    }
  }
}

/// One transaction's way to the database.
public protocol SQLConnection {
  /// Runs one statement of the portable subset; parameters `$1, $2 …` first appear in order. After an error a
  /// transaction that writes is lost, also when the error is caught.
  @discardableResult
  func run(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow]
}

/// A database that a store can live in. Drivers throw `StoreError` for what they know.
public protocol SQLDatabase: Sendable {
  /// A statement of the schema in the database's own words; `{bytes}` stands for the type of a column of bytes.
  func schema(_ statement: String) -> String

  /// Runs a body in one transaction that changes nothing. The body is synchronous, may run again, and has no effects
  /// outside the database.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value

  /// Runs a body in one transaction, all or nothing. The body is synchronous, may run again, and has no effects outside
  /// the database.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value

  /// Makes what was deleted from some tables unreadable in the database's files, its own logs included; called after a
  /// purge. When another program is at work it does what it can, and the next call does the rest.
  func forgetDeleted(in tables: [String]) async throws

  /// Waits for what is under way and lets go of the database.
  func close() throws
}
