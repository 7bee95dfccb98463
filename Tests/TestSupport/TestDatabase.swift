import Foundation
public import Store
import PostgresDriver
import SQLiteDriver

/// The database that the tests of the store run on: SQLite, or PostgreSQL when `FATSOEN_POSTGRES` names a server
/// (`Scripts/postgres with …` starts one).
public enum TestDatabase {
  /// The address of the server.
  public static let server = ProcessInfo.processInfo.environment["FATSOEN_POSTGRES"]

  /// Whether the tests run on PostgreSQL.
  public static var isPostgres: Bool { server != nil }

  /// Whether they run on SQLite.
  public static var isSQLite: Bool { server == nil }

  /// Opens a database by its address; waits for a lock no longer than some seconds, by default so long that no busy
  /// machine makes a test fail.
  public static func open(_ url: String, patience: Double = 60, pageLimit: Int? = nil) throws -> any SQLDatabase {
    if PostgresAddress.isServer(url) {
      return try PostgresDatabase(url: "\(url)%20-c%20lock_timeout%3D\(Int(patience * 1000))", connections: 4)
    }
    return try SQLiteDatabase(url: url, pageLimit: pageLimit, busyTimeout: patience)
  }
}

/// A schema of its own on the server, for one test; it goes when this does.
public final class TestSchema: Sendable {
  // So that hundreds of tests at once do not use up the connections of the server.
  private static let places = Places(24)

  /// The address, with the schema as the only one in the search path.
  public let url: String
  private let name: String
  private let server: String

  /// Makes the schema, as soon as there is room.
  public init(on server: String) async throws {
    await Self.places.take()
    name = "t_" + UUID().uuidString.lowercased().replacing("-", with: "")
    self.server = server
    url = "\(server)&options=-c%20search_path%3D\(name)"
    try await Self.run("CREATE SCHEMA \(name)", on: server)
  }

  deinit {
    let (name, server) = (name, server)
    Task.detached {
      // The server goes after the tests anyhow; by hand, a schema that is left over harms nobody.
      try? await Self.run("DROP SCHEMA \(name) CASCADE", on: server)
      await Self.places.give()
    }
  }

  private static func run(_ sql: String, on server: String) async throws {
    let database = try PostgresDatabase(url: server, connections: 1)
    try await database.write { connection in _ = try connection.run(sql, []) }
    database.close()
  }
}

/// So many at a time.
private actor Places {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func give() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
