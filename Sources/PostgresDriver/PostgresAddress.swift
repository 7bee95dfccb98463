import CPostgres
import Foundation
import Store

/// Where a database on a server is: `postgres://user@host:port/database?sslmode=verify-full`, with every parameter that
/// libpq knows. A password comes from the address, from `PGPASSWORD`, or from the file that `PGPASSFILE` names.
public struct PostgresAddress: Sendable {
  /// What is said to the server when a connection is made, unless the address says otherwise. What was acknowledged is
  /// on disk; nothing waits for ever.
  private static let settings = [
    "synchronous_commit=on", "statement_timeout=60s", "lock_timeout=10s", "idle_in_transaction_session_timeout=60s",
  ]

  /// What libpq is given, in order; the address is taken apart by libpq itself.
  let parameters: KeyValuePairs<String, String>
  /// Seconds that a connection may take.
  let patience: Int
  /// The database and its server, for people; never a password.
  let name: String
  let database: String
  let user: String
  /// Whether the address itself holds a password.
  public let hasPassword: Bool

  /// Whether an address is one of a server.
  public static func isServer(_ url: String) -> Bool {
    url.hasPrefix("postgres://") || url.hasPrefix("postgresql://")
  }

  /// Takes an address apart; throws `StoreError.invalid` without repeating it, since a password may be in it.
  public init(_ url: String) throws {
    guard Self.isServer(url), let given = Self.parse(url) else {
      throw StoreError.invalid(
        "Het adres van de database klopt niet. Schrijf postgres://gebruiker@server/database; tekens als @ : / # ? in een "
          + "wachtwoord als %40 %3A %2F %23 %3F.")
    }
    let environment = ProcessInfo.processInfo.environment
    let settings = Self.settings.map { "-c \($0)" } + [given["options"] ?? environment["PGOPTIONS"] ?? ""]
    let user = given["user"] ?? environment["PGUSER"] ?? NSUserName()
    let database = given["dbname"] ?? environment["PGDATABASE"] ?? user
    let host = given["host"] ?? given["hostaddr"] ?? environment["PGHOST"] ?? "deze computer"
    self.user = user
    self.database = database
    name = "\(database) op \(host)" + (given["port"].map { ":\($0)" } ?? "")
    hasPassword = given["password"] != nil || given["sslpassword"] != nil
    let timeout = given["connect_timeout"] ?? environment["PGCONNECT_TIMEOUT"]
    patience = max(2, timeout.flatMap { Int($0) } ?? 10)
    parameters = [
      "application_name": given["application_name"] ?? "fatsoen", "keepalives_idle": given["keepalives_idle"] ?? "30",
      "tcp_user_timeout": given["tcp_user_timeout"] ?? "30000", "dbname": url, "client_encoding": "UTF8",
      "options": settings.joined(separator: " "),
    ]
  }

  /// What an address says, by libpq's own names; nil when libpq does not understand it.
  private static func parse(_ url: String) -> [String: String]? {
    // libpq would take what follows the first @ of a password for the name of a server, and say it aloud.
    let authority = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).last?.prefix {
      !"/?".contains($0)
    }
    if (authority ?? "").filter({ $0 == "@" }).count > 1 { return nil }
    guard let options = PQconninfoParse(url, nil) else { return nil }
    defer { PQconninfoFree(options) }
    var given: [String: String] = [:]
    var next = options
    while let keyword = next.pointee.keyword {
      if let value = next.pointee.val { given[String(cString: keyword)] = String(cString: value) }
      next += 1
    }
    return given
  }
}
