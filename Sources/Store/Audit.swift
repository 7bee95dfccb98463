import Conduct

/// A walk along the log and what it collects.
struct Audit {
  let transaction: Transaction
  var result = Verification(
    events: 0, payloads: 0, purged: 0, readings: 0, rows: [:], isToldFromTheStart: false, untoldRows: 0, head: "",
    keptHeadAt: nil, faults: [])
  private var commitments: [String: (value: String, sequence: Int64)] = [:]
  private var purged: Set<String> = []
  /// What the log says that stands in the tables, by table and key.
  var rebuilt: [String: Rebuilt] = [:]
  private var readingYears: [String] = []

  init(transaction: Transaction) { self.transaction = transaction }

  mutating func walk() throws {
    let school = transaction.school.id
    var head = Link.origin(of: school)
    var after: (Int64, Int64) = (0, -1)
    var last: Int64 = 0
    while true {
      let rows = try transaction.run(
        """
        SELECT sequence, position, at, kind, actor, member, review, body, previous, hash FROM event
        WHERE school = $1 AND (sequence, position) > ($2, $3)
        ORDER BY sequence, position LIMIT 1000
        """, .integer(after.0), .integer(after.1))
      for row in rows {
        let sequence = try row.integer("sequence")
        let position = try row.int("position")
        after = (sequence, Int64(position))
        last = sequence
        result.events += 1
        head = try check(row, sequence: sequence, position: position, after: head)
      }
      if rows.count < 1000 { break }
    }
    result.head = hex(head)
    let rows = try transaction.run("SELECT chain_head, seal FROM school WHERE id = $1")
    if try rows[0].bytes("chain_head") != head { result.faults.append(.head(sequence: last)) }
    if try rows[0].bytes("seal") != transaction.key.seal(try rows[0].bytes("chain_head"), of: school.rawValue) {
      result.faults.append(.seal)
    }
  }

  /// Checks one line and gives the hash that the next one must name.
  private mutating func check(
    _ row: SQLRow, sequence: Int64, position: Int, after head: [UInt8]
  ) throws -> [UInt8] {
    // A column that no longer has its type was changed too.
    guard let link = try? Link(row, school: transaction.school.id.rawValue), let stored = try? row.bytes("hash") else {
      result.faults.append(.changed(sequence: sequence, position: position, kind: "?"))
      return (try? row.bytes("hash")) ?? head
    }
    if link.previous != head { result.faults.append(.gap(sequence: sequence, position: position)) }
    if link.hash == stored {
      try note(link)
    } else {
      result.faults.append(.changed(sequence: sequence, position: position, kind: link.kind))
    }
    return stored
  }

  private mutating func note(_ link: Link) throws {
    guard let line = try? LogLine(link.body) else {
      throw StoreError.damaged("logregel \(link.sequence) is niet te lezen")
    }
    for (payload, value) in line.commitments { commitments[payload] = (value, link.sequence) }
    purged.formUnion(line.deleted)
    if link.kind == Event.Kind.readingsBegun.rawValue, let year = line.outcome { readingYears.append(year) }
    replay(line, of: link)
  }

  mutating func checkPayloads() throws {
    var seen: Set<String> = []
    guard let table = Schema.tables.first(where: { $0.name == "payload" }) else { return }
    try Store.eachPage(of: table, transaction.school.id, on: transaction.connection) { rows in
      for row in rows {
        let id = try row.text("id")
        seen.insert(id)
        let opened = try? transaction.key.open(try row.bytes("box"), name: transaction.name(of: id))
        let committed = commitments[id]
        // The text of a clear message has no line in the log; it must only be readable.
        let isRight = committed == nil ? opened != nil && isUnlogged(row) : opened?.commitment == committed?.value
        if isRight {
          result.payloads += 1
        } else {
          result.faults.append(.payload(id, sequence: committed?.sequence ?? 0))
        }
      }
    }
    for (id, committed) in commitments.sorted(by: { $0.value.sequence < $1.value.sequence }) where !seen.contains(id) {
      if purged.contains(id) {
        result.purged += 1
      } else {
        result.faults.append(.missing(id, sequence: committed.sequence))
      }
    }
  }

  private func isUnlogged(_ row: SQLRow) -> Bool { row["class"] == .text("recent") }

  mutating func checkReadings() throws {
    let audited = try transaction.auditReadings()
    result.readings = audited.count
    result.faults += audited.faults
    for year in readingYears where !audited.years.contains(year) && !purged.contains("readings-\(year)") {
      result.faults.append(.reading(year: Int64(year) ?? 0, number: 0))
    }
  }
}

extension Link {
  fileprivate init(_ row: SQLRow, school: String) throws {
    self.init(
      school: school, sequence: try row.integer("sequence"), position: try row.int("position"),
      at: try row.integer("at"), kind: try row.text("kind"), actor: try row.optionalText("actor"),
      member: try row.optionalText("member"), review: try row.optionalText("review"), body: try row.text("body"),
      previous: try row.bytes("previous"))
  }
}
