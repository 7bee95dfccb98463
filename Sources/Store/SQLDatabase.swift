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
  /// off there. Drivers call this for the values of every statement, so that both refuse alike. The error names the
  /// column; the text itself may be private.
  public func refuseNUL(in sql: String) throws {
    for (index, value) in enumerated() {
      guard case .text(let text) = value, Self.holdsNUL(text) else { continue }
      let field = Self.column(index, in: sql).map { "het veld “\($0)”" } ?? "waarde \(index + 1)"
      throw StoreError.invalid("In \(field) staat het teken U+0000, dat niet bewaard kan worden. Haal het weg.")
    }
  }

  private static func holdsNUL(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? text.utf8.contains(0)
  }

  /// The column that a value goes to, or is compared with; nil when the statement does not say.
  private static func column(_ index: Int, in sql: String) -> String? {
    if let list = sql.firstMatch(of: /INSERT INTO\s+\w+\s*\(([^)]*)\)\s*VALUES/) {
      let names = list.1.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
      return names.isEmpty ? nil : names[index % names.count]
    }
    return sql.matches(of: /(\w+)\s*[=<>]+\s*\$(\d+)/).first { Int($0.2) == index + 1 }.map { String($0.1) }
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

  /// Takes in the schema as it is now; called after the migrations, whenever a store is opened.
  func learnSchema() async throws

  /// Makes what was deleted from some tables unreadable in the database's files, its own logs included; called after a
  /// purge. When another program is at work it does what it can, and the next call does the rest.
  func forgetDeleted(in tables: [String]) async throws

  /// Waits for what is under way and lets go of the database.
  func close() throws
}
