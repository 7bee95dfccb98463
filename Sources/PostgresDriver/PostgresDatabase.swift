import Foundation
public import Store

/// Runs the store's SQL on PostgreSQL, over libpq.
public final class PostgresDatabase: SQLDatabase {
  private let pool: PostgresPool
  private let address: PostgresAddress

  /// Names a database by its address; connections are made when they are needed, at most `connections` at a time. Throws
  /// `StoreError.invalid` for an address that libpq does not understand.
  public init(url: String, connections: Int = 8) throws {
    address = try PostgresAddress(url)
    pool = PostgresPool(address, limit: max(1, connections))
  }

  deinit { pool.shut() }

  /// Bytes are BYTEA, and texts sort by their code points as SQLite sorts them, whatever the language of the server.
  public func schema(_ statement: String) -> String {
    statement.replacing("{bytes}", with: "BYTEA").replacing(/\bTEXT\b/, with: #"TEXT COLLATE "C""#)
  }

  /// Runs a body on one snapshot of the database, in a transaction that the server keeps from writing.
  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await perform { worker in
      try worker.perform("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", isReading: true, body)
    }
  }

  /// Runs a body in one transaction, all or nothing. Each statement sees what others committed before it began: so once
  /// a body holds the lock on its school's row, it sees all that was done to that school, and needs no second attempt.
  public func write<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await perform { worker in
      try worker.perform("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", isReading: false, body)
    }
  }

  /// Nothing: the server counts the rows of its tables by itself.
  public func learnSchema() {}

  /// Writes the tables anew without what was deleted, and begins a new segment of the write-ahead log, so that the
  /// earlier ones can go. The second half takes a right that not everybody has; without it the server does so in time.
  public func forgetDeleted(in tables: [String]) async throws {
    do {
      try await perform { worker in
        let link = try worker.connected()
        try link.execute("SET statement_timeout = 0")
        defer { try? link.execute("RESET statement_timeout") }  // on a lost connection there is nothing to reset
        for table in tables { try link.execute("VACUUM FULL \(table)") }
        try link.execute("SELECT pg_switch_wal()")
        try link.execute("CHECKPOINT")
      }
    } catch StoreError.locked {
      return  // somebody is at work; the next purge does it
    } catch StoreError.readOnly {
      return  // no right to the second half
    } catch StoreError.connectionLost {
      return  // what was deleted stays deleted; the next purge does the rest
    }
  }

  /// Waits for what is under way and closes all connections.
  public func close() { pool.close() }

  private func perform<Value: Sendable>(
    _ job: @escaping @Sendable (PostgresWorker) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let isTaken = pool.submit { worker in continuation.resume(with: Result { try job(worker) }) }
      if !isTaken { continuation.resume(throwing: StoreError.connectionLost(server: address.name)) }
    }
  }
}
