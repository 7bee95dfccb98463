import CSQLiteSetup
import Foundation
import GRDB
public import Store
import Synchronization

/// Runs the store's SQL on SQLite, in a file or in memory.
public final class SQLiteDatabase: SQLDatabase {
  private let writer: any DatabaseWriter
  private let path: String
  private let group = WriteGroup()
  /// What SQLite is told once in a program, before anything is opened. Where somebody opened something before, it counts
  /// its memory all the same, and is only slower.
  private static let isSetUp: Bool = fatsoen_sqlite_count_no_memory() == 0

  /// Opens `sqlite:///path/to/file` or `sqlite::memory:`. A file is made when it is not there; it gets a write-ahead log
  /// with full synchronisation, and waits 5 seconds for another program. `pageLimit` bounds the size of the file, in
  /// pages of 4096 bytes; beyond it `StoreError.diskFull` is thrown.
  public init(url: String, pageLimit: Int? = nil, busyTimeout: Double = 5) throws {
    _ = Self.isSetUp
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(busyTimeout)
    configuration.label = "fatsoen"
    configuration.prepareDatabase { database in
      // What is purged is overwritten, so that the key does not open it again from free space.
      try database.execute(sql: "PRAGMA secure_delete = ON")
      // Pages of many schools stay at hand, in KiB; with SQLite's own 2000 a write reads most of them again.
      try database.execute(sql: "PRAGMA cache_size = -32000")
      if let pageLimit { try database.execute(sql: "PRAGMA max_page_count = \(pageLimit)") }
    }
    if url == "sqlite::memory:" {
      path = "(geheugen)"
      writer = try Self.translating(path) { try DatabaseQueue(configuration: configuration) }
      return
    }
    guard url.hasPrefix("sqlite:///") else {
      throw StoreError.cannotOpen(path: url, detail: "schrijf sqlite:///map/bestand of sqlite::memory:")
    }
    let path = String(url.dropFirst("sqlite://".count))
    self.path = path
    try Self.refuseStranger(path, configuration)
    writer = try Self.translating(path) {
      let pool = try DatabasePool(path: path, configuration: configuration)
      // Opening a pool sets NORMAL, which may lose the last transactions at a power cut.
      try pool.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = FULL")
        // Pages that are written again and again go from the log to the file once in 40 MB, not once in 4.
        try database.execute(sql: "PRAGMA wal_autocheckpoint = 10000")
      }
      return pool
    }
    // Best effort: on a file system without permissions the key still protects the content.
    try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }

  /// Refuses a file of another program before anything in it changes.
  private static func refuseStranger(_ path: String, _ configuration: Configuration) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let isStranger = try translating(path) {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? queue.close() }  // nothing was written, and the file is opened again at once
      return try queue.read { database in
        let tables = try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
        return !tables.isEmpty && !tables.contains("migration")
      }
    }
    if isStranger { throw StoreError.notADatabase(path: path) }
  }

  /// Bytes are a BLOB. A list of values that a column may have becomes a comparison with each: of a list SQLite makes a
  /// table, and of a check anew for every row, which costs as much as all the rest of adding the row. Indexes keep their
  /// lists, since a query finds an index by its words.
  public func schema(_ statement: String) -> String {
    let said = statement.replacing("{bytes}", with: "BLOB")
    guard said.hasPrefix("CREATE TABLE") || said.hasPrefix("ALTER TABLE") else { return said }
    return Self.comparing(said[...])
  }

  /// The statement with each list of texts written out.
  private static func comparing(_ statement: Substring) -> String {
    guard let list = statement.firstRange(of: " IN ('"),
      let end = statement[list.upperBound...].firstIndex(of: ")")
    else { return String(statement) }
    var before = statement[..<list.lowerBound]
    let isNot = before.hasSuffix(" NOT")
    if isNot { before = before.dropLast(4) }
    let column = String(before.reversed().prefix { $0.isLetter || $0 == "_" }.reversed())
    let comparisons = statement[list.upperBound..<end].split(separator: ",").map { value in
      "\(column) \(isNot ? "<>" : "=") '\(value.filter { !$0.isWhitespace && $0 != "'" })'"
    }
    let written = comparisons.joined(separator: isNot ? " AND " : " OR ")
    return before.dropLast(column.count) + "(\(written))" + comparing(statement[end...].dropFirst())
  }

  /// Runs a body in one transaction that changes nothing.
  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await Self.translating(path) {
      try await self.writer.read { database in try body(SQLiteConnection(database: database, path: self.path)) }
    }
  }

  /// Runs a body in one transaction, all or nothing; bodies that wait at the same time share one commit.
  public func write<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await Self.translating(path) {
      let path = self.path
      let value = Mutex<Value?>(nil)
      return try await withCheckedThrowingContinuation { continuation in
        let run: @Sendable (Database) throws -> Void = { database in
          let made = try body(SQLiteConnection(database: database, path: path))
          value.withLock { $0 = made }
        }
        self.group.add(
          WriteGroup.Job(run: run) { error in
            if let value = value.withLock({ $0 }), error == nil {
              continuation.resume(returning: value)
            } else {
              continuation.resume(throwing: error ?? StoreError.locked)
            }
          }, to: self.writer)
      }
    }
  }

  /// Tells SQLite what to expect of the tables.
  public func learnSchema() async throws {
    do {
      try await Self.translating(path) {
        // Read first: whoever only looks does not wait for whoever writes.
        if try await self.writer.read({ try PlannerStatistics.isKept(in: $0) }) { return }
        try await self.writer.write { try PlannerStatistics.keep(in: $0) }
        // Others begin with what they read when they were opened.
        (self.writer as? DatabasePool)?.invalidateReadOnlyConnections()
      }
    } catch StoreError.locked, StoreError.readOnly, StoreError.diskFull {
      return  // all works without it, only slower; the next to open the file does it
    }
  }

  /// Empties the write-ahead log, in which deleted rows still stand; rows in the file are overwritten at once.
  public func forgetDeleted(in tables: [String]) async throws {
    do {
      try await Self.translating(path) {
        try await self.writer.writeWithoutTransaction { database in
          try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
      }
    } catch StoreError.locked { return }  // somebody reads; the next purge empties it
  }

  /// Waits for what is under way and lets go of the file.
  public func close() throws {
    try Self.translating(path) {
      // A reader that goes last could not take the write-ahead log in: it would stay beside the file.
      (writer as? DatabasePool)?.invalidateReadOnlyConnections()
      try writer.close()
    }
  }

  private static func translating<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as DatabaseError { throw StoreError(error, path: path) }
  }

  private static func translating<Value: Sendable>(
    _ path: String, _ body: @Sendable () async throws -> Value
  ) async throws -> Value {
    do { return try await body() } catch let error as DatabaseError { throw StoreError(error, path: path) }
  }
}
