import Conduct

/// Remembers. Every method is one use case in one transaction: it loads, calls the domain, saves and logs, all or
/// nothing. Times are handed in, in milliseconds; the store has no clock.
public struct Store: Sendable {
  let database: any SQLDatabase
  let keyring: Keyring
  let policies = PolicyCache()
  let registers = RegisterCache()

  /// Opens the store in a database and brings the schema up to date. Throws `StoreError.newerDatabase` for a database of
  /// a newer program, and leaves that as it is.
  public static func open(_ database: any SQLDatabase, keyring: Keyring, at time: Int64) async throws -> Store {
    try await migrate(database, at: time)
    return Store(database: database, keyring: keyring)
  }

  /// Brings the schema of a database up to date; gives the number of its last migration before and after, 0 for an empty
  /// one. Throws `StoreError.newerDatabase` for a database of a newer program, and leaves that as it is.
  @discardableResult
  public static func migrate(_ database: any SQLDatabase, at time: Int64) async throws -> (before: Int, after: Int) {
    let found = try await database.read { connection in try Self.version(connection) }
    if found > Schema.version { throw StoreError.newerDatabase(found: found, known: Schema.version) }
    if found < Schema.version {
      try await database.write { connection in
        try Self.migrate(connection, at: time) { database.schema($0) }
      }
    }
    try await database.learnSchema()
    return (found, Schema.version)
  }

  /// The number of the last migration; 0 for an empty database.
  private static func version(_ connection: any SQLConnection) throws -> Int {
    do {
      return try connection.run("SELECT COALESCE(MAX(number), 0) AS number FROM migration", []).first?.int("number")
        ?? 0
    } catch StoreError.missingTable { return 0 }
  }

  private static func migrate(
    _ connection: any SQLConnection, at time: Int64, inWordsOf schema: (String) -> String
  ) throws {
    try connection.run(
      schema(
        """
        CREATE TABLE IF NOT EXISTS migration (
          number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)
        """), [])
    // Who comes second waits here, and then finds all done.
    try connection.run("UPDATE migration SET applied_at = applied_at WHERE number = $1", [.integer(1)])
    let found = try version(connection)
    for migration in Schema.migrations where migration.number > found {
      for statement in migration.statements {
        try connection.run(schema(statement), [])
      }
      try connection.insert(
        into: "migration",
        ["number": SQLValue(migration.number), "name": .text(migration.name), "applied_at": .integer(time)])
    }
  }

  /// Runs a use case that changes nothing; `time` is for what depends on the moment.
  func read<Value: Sendable>(
    _ school: SchoolID, at time: Int64 = 0, _ body: @escaping @Sendable (Transaction) throws -> Value
  ) async throws -> Value {
    try await database.read { connection in
      try translating { try body(Transaction(reading: school, in: self, on: connection, at: time)) }
    }
  }

  /// Runs a use case that writes: takes the school's next number first, and seals the log at the end.
  func write<Value: Sendable>(
    _ school: SchoolID, at time: Int64, _ body: @escaping @Sendable (Transaction) throws -> Value
  ) async throws -> Value {
    try await database.write { connection in
      try translating {
        let transaction = try Transaction(writing: school, in: self, on: connection, at: time)
        let value = try body(transaction)
        try transaction.finish()
        return value
      }
    }
  }
}

/// Turns what the domain refuses into what the store reports.
func translating<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let error as ConductError {
    if case .notAllowed(let refusal) = error { throw StoreError.notAllowed(refusal) }
    throw StoreError.invalid(error.description)
  }
}
