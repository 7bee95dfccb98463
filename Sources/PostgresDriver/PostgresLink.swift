import CPostgres
import Foundation
import Store

/// One connection to the server, with the statements that were prepared on it. It stays on one thread.
final class PostgresLink: SQLConnection {
  /// How many statements stay prepared; the one that was not used for the longest time makes way.
  private static let capacity = 256

  private struct Statement {
    let name: String
    /// The type of each parameter, as the server understands it.
    let types: [Oid]
    var lastUse: Int
  }

  private let connection: OpaquePointer
  private let address: PostgresAddress
  private var statements: [String: Statement] = [:]
  private var uses = 0
  /// What went wrong first in this transaction; the server refuses everything after it.
  private(set) var fault: PostgresFault?

  /// Connects, and waits no longer than the address says.
  init(_ address: PostgresAddress) throws {
    self.address = address
    let keywords = address.parameters.map { strdup($0.key) }
    let values = address.parameters.map { strdup($0.value) }
    defer { for text in keywords + values { free(text) } }
    let made = PQconnectStartParams(
      keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
    guard let made else { throw StoreError.diskFault("geheugen op") }
    connection = made
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
    // Notices would go to standard error.
    PQsetNoticeReceiver(connection, { _, _ in }, nil)
    if let fault = Self.awaited(connection, seconds: address.patience) {
      throw StoreError(connecting: fault, address)
    }
    PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
    let encoding = PQparameterStatus(connection, "server_encoding").map { String(cString: $0) } ?? "?"
    if encoding != "UTF8" {
      throw StoreError.noConnection(
        server: address.name, detail: "encoding \(encoding)",
        advice:
          "De database moet UTF8 zijn. Maak haar met: createdb --template=template0 --encoding=UTF8 \(address.database)"
      )
    }
  }

  deinit { PQfinish(connection) }

  /// Whether the server is still at the other end, as far as is known.
  var isAlive: Bool { PQstatus(connection) == CONNECTION_OK }

  /// Waits until a connection stands; gives what went wrong.
  private static func awaited(_ connection: OpaquePointer, seconds: Int) -> PostgresFault? {
    let end = ContinuousClock.now + .seconds(seconds)
    var asks = PGRES_POLLING_WRITING
    while PQstatus(connection) != CONNECTION_BAD {
      switch asks {
      case PGRES_POLLING_OK: return nil
      case PGRES_POLLING_FAILED: return PostgresFault(connecting: connection)
      default:
        let left = (end - .now) / .milliseconds(1)
        if left <= 0 { return PostgresFault(unanswered: seconds) }
        let events = asks == PGRES_POLLING_READING ? POLLIN : POLLOUT
        var wait = pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0)
        if poll(&wait, 1, Int32(left.rounded(.up))) > 0 { asks = PQconnectPoll(connection) }
      }
    }
    return PostgresFault(connecting: connection)
  }

  // MARK: Transactions

  /// Runs a body in one transaction; it is undone when the body throws. A body that only reads may go on after a fault
  /// that it expected, one that writes may not.
  func transaction<Value>(_ begin: String, isReading: Bool, _ body: (any SQLConnection) throws -> Value) throws -> Value
  {
    fault = nil
    try execute(begin)
    let value: Value
    do {
      value = try body(self)
      if let fault, !isReading || fault.isLoss { throw StoreError(fault, address) }
    } catch {
      try? execute("ROLLBACK")  // when that fails the connection is gone, and the transaction with it
      throw error
    }
    let hasFailed = fault != nil
    do {
      try execute(hasFailed ? "ROLLBACK" : "COMMIT")
    } catch StoreError.connectionLost where !isReading {
      throw StoreError.uncertain(server: address.name)
    }
    return value
  }

  /// Runs a statement without parameters or answer, such as one that may not be in a transaction.
  func execute(_ sql: String) throws {
    let result = PQexec(connection, sql)
    defer { PQclear(result) }
    try check(result)
  }

  // MARK: Statements

  func run(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
    try arguments.refuseNUL(in: sql)
    let statement = try prepared(sql, arguments)
    let parameters = PostgresParameters(arguments, types: statement.types)
    let result = parameters.withPointers { values, lengths, formats in
      PQexecPrepared(connection, statement.name, Int32(arguments.count), values, lengths, formats, 1)
    }
    defer { PQclear(result) }
    try check(result)
    return PostgresRows.decode(result)
  }

  private func check(_ result: OpaquePointer?) throws {
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return
    default:
      var found = PostgresFault(result, on: connection)
      if !isAlive { found.state = "" }
      if fault == nil { fault = found }
      // Another program changed a table: what was prepared on it has to be prepared again.
      if ["0A000", "26000"].contains(found.state) { statements = [:] }
      throw StoreError(found, address)
    }
  }

  /// The statement as the server keeps it. The types of its parameters are those of the first values; the server infers
  /// the type of a null from its place.
  private func prepared(_ sql: String, _ arguments: [SQLValue]) throws -> Statement {
    uses += 1
    if var known = statements[sql] {
      known.lastUse = uses
      statements[sql] = known
      return known
    }
    if statements.count >= Self.capacity, let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      statements[oldest.key] = nil
      try execute("DEALLOCATE \(oldest.value.name)")
    }
    let name = "s\(uses)"
    let hints = arguments.map(PostgresType.init(of:)).map { $0?.rawValue ?? 0 }
    let result = PQprepare(connection, name, sql, Int32(arguments.count), hints)
    defer { PQclear(result) }
    try check(result)
    let description = PQdescribePrepared(connection, name)
    defer { PQclear(description) }
    try check(description)
    let types = (0..<PQnparams(description)).map { PQparamtype(description, $0) }
    let statement = Statement(name: name, types: types, lastUse: uses)
    statements[sql] = statement
    return statement
  }
}
