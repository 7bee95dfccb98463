public import Conduct

/// What a copy of schools to another database holds.
public struct CopyReport: Hashable, Sendable {
  /// The schools, with what re-computing their log in the copy found; all of it is whole.
  public var schools: [SchoolID: Verification]
  /// The number of rows of all tables.
  public var rows: Int
}

extension Store {
  /// The rows that are read at a time, at most.
  static let page = 1000
  /// The bytes of contents that are read at a time, at most; one row may be longer.
  static let pageBytes: Int64 = 8 << 20
  /// The rows that one statement writes.
  private static let bunch = 50

  /// Copies a school, or all of them, to another database: one snapshot here, one transaction there, so that an
  /// interrupted copy leaves nothing. Refuses a school that the other database has already, or for all schools, one that has any.
  /// Before the copy is kept, its rows are counted and its logs re-computed with the keys of this store.
  /// `progress` hears the number of rows so far, and may throw to stop.
  @discardableResult
  public func copy(
    _ school: SchoolID? = nil, to target: Store, progress: @escaping @Sendable (Int) throws -> Void = { _ in }
  ) async throws -> CopyReport {
    let all = try await schools().map(\.id)
    if let school, !all.contains(school) { throw StoreError.notFound("School", handle: school.rawValue) }
    let chosen = school.map { [$0] } ?? all
    if chosen.isEmpty { throw StoreError.invalid("Er is nog geen school om te kopiëren.") }
    // Without the right key of each, the copy could not be checked.
    for school in chosen { try await read(school) { _ in } }
    let channel = RowChannel()
    async let read = result {
      try await database.read { connection in try Self.send(chosen, from: connection, through: channel, progress) }
    }
    let written = await result {
      try await target.database.write { connection in
        try Self.refuseOccupied(connection, chosen, isWhole: school == nil)
        return try take(chosen, on: connection, from: channel)
      }
    }
    if case .failure = written { channel.stop() }
    // Whoever broke off first knows why.
    if case .failure(let error) = await read, !(error is RowChannel.Broken) { throw error }
    do { return try written.get() } catch is RowChannel.Broken {
      throw StoreError.invalid("Het kopiëren is onderbroken, en er is niets bewaard. Begin opnieuw.")
    }
  }

  private func result<Value: Sendable>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }

  private static func refuseOccupied(
    _ connection: any SQLConnection, _ schools: [SchoolID], isWhole: Bool
  ) throws {
    let there: [SchoolID] = try connection.run("SELECT id FROM school ORDER BY id", []).map { try $0.id("id") }
    guard let first = there.first(where: { isWhole || schools.contains($0) }) else { return }
    throw StoreError.invalid(
      "In de andere database staat al een school: “\(first)”. Kopieer naar een lege database, of één school naar een "
        + "database die haar nog niet heeft.")
  }

  /// Sends all rows of the schools, and at the end of each table how many there are.
  private static func send(
    _ schools: [SchoolID], from connection: any SQLConnection, through channel: RowChannel,
    _ progress: (Int) throws -> Void
  ) throws {
    do {
      try channel.beginReading()
      var sent = 0
      for school in schools {
        for table in Schema.tables {
          try eachPage(of: table, school, on: connection) { rows in
            try channel.send(RowChannel.Batch(table: table, rows: rows))
            sent += rows.count
            try progress(sent)
          }
        }
      }
      channel.complete()
    } catch {
      channel.stop()
      throw error
    }
  }

  /// Hands over the rows of a table of one school in the order of its key, some at a time: so few that large contents,
  /// such as pictures, never fill the memory.
  static func eachPage(
    of table: Schema.Table, _ school: SchoolID, bytes most: Int64 = pageBytes, on connection: any SQLConnection,
    _ body: ([SQLRow]) throws -> Void
  ) throws {
    let key = table.key.filter { $0 != table.owner }
    let order = "ORDER BY " + ([table.owner] + key).joined(separator: ", ")
    let places = key.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
    let size = table.contents.map { "COALESCE(LENGTH(\($0)), 0)" }.joined(separator: " + ")
    var condition = "\(table.owner) = $1"
    var arguments = [SQLValue(school)]
    while true {
      var count = page
      if !size.isEmpty {
        let sizes = try connection.run(
          "SELECT \(size) AS size FROM \(table.name) WHERE \(condition) \(order) LIMIT \(page)", arguments
        ).map { try $0.integer("size") }
        var left = most
        count =
          sizes.prefix {
            left -= $0
            return left >= 0
          }.count
        if count == sizes.count { count = page }
      }
      let limit = max(1, count)
      let rows = try connection.run(
        "SELECT * FROM \(table.name) WHERE \(condition) \(order) LIMIT \(limit)", arguments)
      if !rows.isEmpty { try body(rows) }
      guard rows.count == limit, let last = rows.last, !key.isEmpty else { return }
      condition = "\(table.owner) = $1 AND (\(key.joined(separator: ", "))) > (\(places))"
      arguments = [SQLValue(school)] + key.map { last[$0] }
    }
  }

  private func take(
    _ schools: [SchoolID], on connection: any SQLConnection, from channel: RowChannel
  ) throws -> CopyReport {
    try channel.beginWriting()
    var counts: [String: Int64] = [:]
    while let batch = try channel.receive() {
      counts[batch.table.name, default: 0] += Int64(batch.rows.count)
      for start in stride(from: 0, to: batch.rows.count, by: Self.bunch) {
        let rows = Array(batch.rows[start..<min(start + Self.bunch, batch.rows.count)])
        try Self.insert(rows, into: batch.table.name, connection)
      }
    }
    for table in Schema.tables {
      let kept = try schools.reduce(Int64(0)) { sum, school in
        let rows = try connection.run(
          "SELECT COUNT(*) AS rows FROM \(table.name) WHERE \(table.owner) = $1", [SQLValue(school)])
        return try sum + rows[0].integer("rows")
      }
      let sent = counts[table.name] ?? 0
      if kept != sent {
        throw StoreError.damaged("van \(table.name) zijn \(kept) van \(sent) rijen aangekomen; er is niets bewaard")
      }
    }
    var report = CopyReport(schools: [:], rows: Int(counts.values.reduce(0, +)))
    for school in schools {
      let verification = try Transaction(reading: school, in: self, on: connection).audit()
      if let fault = verification.faults.first {
        throw StoreError.damaged("het log van \(school) klopt niet in de kopie: \(fault) Er is niets bewaard")
      }
      report.schools[school] = verification
    }
    return report
  }

  private static func insert(_ rows: [SQLRow], into table: String, _ connection: any SQLConnection) throws {
    guard let columns = rows.first?.columns else { return }
    if rows.count < bunch, rows.count > 1 {
      for row in rows { try insert([row], into: table, connection) }
      return
    }
    let places = rows.indices.map { row in
      "(" + columns.indices.map { "$\(row * columns.count + $0 + 1)" }.joined(separator: ", ") + ")"
    }
    try connection.run(
      "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES \(places.joined(separator: ", "))",
      rows.flatMap(\.values))
  }
}
