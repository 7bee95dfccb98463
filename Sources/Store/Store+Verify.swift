public import Conduct

/// What re-computing a school's log found.
public struct Verification: Hashable, Sendable {
  /// The lines of the log.
  public var events: Int
  /// Payloads that are there and match their commitment.
  public var payloads: Int
  /// Payloads that were deleted by the rules.
  public var purged: Int
  /// Notes of who looked into a record.
  public var readings: Int
  /// The last hash, in hexadecimal digits; it belongs in every export.
  public var head: String
  /// What is wrong, first one first; empty when all is well.
  public var faults: [Fault]

  /// Whether all is well.
  public var isWhole: Bool { faults.isEmpty }

  /// One thing that is wrong.
  public enum Fault: Hashable, Sendable, CustomStringConvertible {
    /// A line was changed after it was written.
    case changed(sequence: Int64, position: Int, kind: String)
    /// A line does not follow the one before it: something was taken out or put in.
    case gap(sequence: Int64, position: Int)
    /// The last line is not the one that the school's row names.
    case head(sequence: Int64)
    /// The whole log was written anew without the school's key.
    case seal
    /// A payload is not what the log committed to.
    case payload(String, sequence: Int64)
    /// A payload is gone, and no line says that it was purged.
    case missing(String, sequence: Int64)
    /// The notes of who looked into a record were changed, in a year, at a note or after it.
    case reading(year: Int64, number: Int64)
    /// A stored state is not what the log says.
    case state(what: String, id: String, sequence: Int64)

    /// A Dutch sentence that says where.
    public var description: String {
      switch self {
      case .changed(let sequence, let position, let kind):
        "Logregel \(sequence).\(position) (\(kind)) is na het schrijven veranderd."
      case .gap(let sequence, let position):
        "Logregel \(sequence).\(position) sluit niet aan op de regel ervoor: er is iets weggehaald of tussengevoegd."
      case .head(let sequence): "Het log houdt op bij regel \(sequence), maar er hoort meer te zijn."
      case .seal: "Het zegel op het log klopt niet: het log is buiten het programma om herschreven."
      case .payload(let id, let sequence): "De inhoud \(id) is niet meer wat logregel \(sequence) heeft vastgelegd."
      case .missing(let id, let sequence):
        "De inhoud \(id) van logregel \(sequence) is weg, zonder dat het log zegt dat zij is gewist."
      case .reading(let year, let number): "Het leeslog van \(year) klopt niet, bij of na regel \(number)."
      case .state(let what, let id, let sequence):
        "\(what) \(id) staat anders in de database dan logregel \(sequence) zegt."
      }
    }
  }
}

extension Store {
  /// Re-computes the hash chain, opens every payload that still exists against its commitment, replays the log, and says
  /// where something does not fit. Deleting payloads by `purge` breaks nothing.
  public func verify(school: SchoolID) async throws -> Verification {
    try await read(school) { try $0.audit() }
  }
}

extension Transaction {
  /// Re-computes the school's log as this transaction sees it.
  func audit() throws -> Verification {
    var audit = Audit(transaction: self)
    try audit.walk()
    try audit.checkPayloads()
    try audit.checkStates()
    try audit.checkReadings()
    return audit.result
  }
}

/// A walk along the log and what it collects.
private struct Audit {
  let transaction: Transaction
  var result = Verification(events: 0, payloads: 0, purged: 0, readings: 0, head: "", faults: [])
  private var commitments: [String: (value: String, sequence: Int64)] = [:]
  private var purged: Set<String> = []
  private var states: [String: (state: String, version: Int, sequence: Int64)] = [:]
  private var readingYears: [String] = []
  private var outcomes: [String: (value: String, sequence: Int64)] = [:]
  /// Tables whose rows have a state and a version of their own, with the word on screen.
  private static let stateTables = [
    "measure": "Maatregel", "referral": "Doorverwijzing", "appeal": "Bezwaar", "duty": "Termijn",
  ]

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
        WHERE school = $1 AND (sequence > $2 OR (sequence = $2 AND position > $3))
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
      note(try Event(row))
    } else {
      result.faults.append(.changed(sequence: sequence, position: position, kind: link.kind))
    }
    return stored
  }

  private mutating func note(_ event: Event) {
    let body = event.body
    for (payload, value) in body.commitments ?? [:] { commitments[payload] = (value, event.sequence) }
    purged.formUnion(body.deleted ?? [])
    if event.kind == .readingsBegun, let year = body.outcome { readingYears.append(year) }
    if let to = body.to, let version = body.version, let record = body.record {
      let state = record.table == "review" ? "\(to) \(body.visibility ?? "")" : to
      states["\(record.table) \(record.id)"] = (state, version, event.sequence)
    }
    if event.kind == .decided, let decision = body.decision {
      let clauses = (body.clauses ?? []).map(\.rawValue).joined(separator: " ")
      outcomes["decision \(decision)"] = ("\(body.outcome ?? "") \(clauses)", event.sequence)
    }
    if let strike = body.strike {
      let isAdded = event.kind == .strikeAdded
      let weight = isAdded ? "\(body.weight ?? 0)" : outcomes["strike \(strike)"]?.value.split(separator: " ").first
      outcomes["strike \(strike)"] = ("\(weight ?? "") \(isAdded ? "active" : "overruled")", event.sequence)
    }
  }

  mutating func checkPayloads() throws {
    var after = ""
    var seen: Set<String> = []
    while true {
      let rows = try transaction.run(
        "SELECT id, class, box FROM payload WHERE school = $1 AND id > $2 ORDER BY id LIMIT 1000", .text(after))
      for row in rows {
        let id = try row.text("id")
        after = id
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
      if rows.count < 1000 { break }
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

  mutating func checkStates() throws {
    let reviews = try transaction.run("SELECT id, state, visibility, version FROM review WHERE school = $1 ORDER BY id")
    for row in reviews {
      let state = "\(try row.text("state")) \(try row.text("visibility"))"
      try compare("review", row, state: state, what: "Beoordeling")
    }
    for (table, what) in Self.stateTables {
      for row in try transaction.run("SELECT id, state, version FROM \(table) WHERE school = $1 ORDER BY id") {
        try compare(table, row, state: try row.text("state"), what: what)
      }
    }
    let decisions = try transaction.run(
      "SELECT id, outcome, dismissal, clauses FROM decision WHERE school = $1 ORDER BY id")
    for row in decisions {
      let dismissal = try row.optionalText("dismissal")
      let outcome = try dismissal ?? row.text("outcome")
      try compare("decision", row, outcome: "\(outcome) \(try row.text("clauses"))", what: "Besluit")
    }
    for row in try transaction.run("SELECT id, weight, state FROM strike WHERE school = $1 ORDER BY id") {
      let outcome = "\(try row.integer("weight")) \(try row.text("state"))"
      try compare("strike", row, outcome: outcome, what: "Aantekening")
    }
    for (key, logged) in states { reportLost(key, sequence: logged.sequence) }
    for (key, logged) in outcomes { reportLost(key, sequence: logged.sequence) }
  }

  mutating func checkReadings() throws {
    let audited = try transaction.auditReadings()
    result.readings = audited.count
    result.faults += audited.faults
    for year in readingYears where !audited.years.contains(year) && !purged.contains("readings-\(year)") {
      result.faults.append(.reading(year: Int64(year) ?? 0, number: 0))
    }
  }

  private mutating func compare(_ kind: String, _ row: SQLRow, state: String, what: String) throws {
    let id = try row.text("id")
    let logged = states.removeValue(forKey: "\(kind) \(id)")
    if try logged?.state != state || logged?.version != row.int("version") {
      result.faults.append(.state(what: what, id: id, sequence: logged?.sequence ?? 0))
    }
  }

  private mutating func compare(_ kind: String, _ row: SQLRow, outcome: String, what: String) throws {
    let id = try row.text("id")
    let logged = outcomes.removeValue(forKey: "\(kind) \(id)")
    if logged?.value != outcome {
      result.faults.append(.state(what: what, id: id, sequence: logged?.sequence ?? 0))
    }
  }

  private mutating func reportLost(_ key: String, sequence: Int64) {
    let names = Self.stateTables.merging(
      ["review": "Beoordeling", "decision": "Besluit", "strike": "Aantekening"]) { $1 }
    let parts = key.split(separator: " ")
    result.faults.append(
      .state(what: names[String(parts[0])] ?? "Rij", id: String(parts[1]), sequence: sequence))
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
