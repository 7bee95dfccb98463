import GRDB
import GRDBSQLite
import Store

/// One transaction on SQLite. GRDB prepares the statements and keeps them; values go in and rows come out through
/// SQLite's own functions, since a wrapped value each way costs more than most statements.
struct SQLiteConnection: SQLConnection {
  /// Has SQLite take a copy of what it is given.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  let database: Database
  let path: String

  func run(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
    try arguments.refuseNUL(in: sql)
    do {
      let statement = try database.cachedStatement(sql: sql)
      guard !arguments.isEmpty || statement.columnCount > 0 else {
        // It may change the schema, of which GRDB keeps track.
        try statement.execute()
        return []
      }
      // A full disk ends the transaction itself; what a body does then would be kept, each step by itself.
      guard database.isInsideTransaction else {
        throw DatabaseError(resultCode: .SQLITE_ABORT, message: "transaction is gone", sql: sql)
      }
      return try rows(of: statement, arguments)
    } catch let error as DatabaseError { throw StoreError(error, path: path) }
  }

  private func rows(of statement: Statement, _ arguments: [SQLValue]) throws -> [SQLRow] {
    let pointer = statement.sqliteStatement
    defer {
      sqlite3_reset(pointer)  // gives once more the error that was thrown
      sqlite3_clear_bindings(pointer)  // what was looked for stays in no memory
    }
    guard arguments.count == Int(sqlite3_bind_parameter_count(pointer)) else {
      throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "\(arguments.count) arguments", sql: statement.sql)
    }
    // By place: parameters first appear in order, so the place of `$2` is the second.
    for (index, argument) in arguments.enumerated() {
      let code = Self.bind(argument, at: Int32(index + 1), of: pointer)
      if code != SQLITE_OK { throw error(code, statement) }
    }
    var rows: [SQLRow] = []
    while true {
      let code = sqlite3_step(pointer)
      if code == SQLITE_DONE { return rows }
      if code == SQLITE_INTERRUPT { throw CancellationError() }  // by GRDB, when the task was cancelled
      guard code == SQLITE_ROW else { throw error(code, statement) }
      let values = (0..<sqlite3_column_count(pointer)).map { Self.value(at: $0, of: pointer) }
      rows.append(SQLRow(columns: statement.columnNames, values: values))
    }
  }

  private func error(_ code: Int32, _ statement: Statement) -> DatabaseError {
    let message = sqlite3_errmsg(database.sqliteConnection).map { String(cString: $0) }
    return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
  }

  private static func bind(_ value: SQLValue, at index: Int32, of statement: OpaquePointer) -> Int32 {
    switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let number): sqlite3_bind_int64(statement, index, number)
    case .real(let number): sqlite3_bind_double(statement, index, number)
    case .text(let text): sqlite3_bind_text(statement, index, text, Int32(text.utf8.count), copied)
    case .bytes(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(statement, index, 0)
    case .bytes(let bytes): sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), copied)
    }
  }

  private static func value(at index: Int32, of statement: OpaquePointer) -> SQLValue {
    // The number of bytes is asked after the pointer, as SQLite wants it.
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, index))
    case SQLITE_TEXT:
      let start = sqlite3_column_text(statement, index)
      let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))
      return .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      let start = sqlite3_column_blob(statement, index)
      let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))
      return .bytes(Array(bytes))
    default: return .null
    }
  }
}
