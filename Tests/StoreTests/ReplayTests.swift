import Conduct
import Testing

@testable import Store

/// The log alone gives every row of the state again, and names what differs.
@Suite struct ReplayTests {
  /// Undoes what a test did to the database, after it was audited.
  private struct Undone: Error { var faults: [Verification.Fault] }

  /// What verifying says after a change behind the store's back, which is undone; nil when the database refuses it.
  private func faults(
    _ school: SampleSchool, after sql: String, _ arguments: [SQLValue]
  ) async throws -> [Verification.Fault]? {
    do {
      try await school.database.write { connection in
        try connection.run(sql, arguments)
        throw Undone(faults: try Transaction(reading: school.id, in: school.store, on: connection).audit().faults)
      }
      return nil
    } catch let undone as Undone {
      return undone.faults
    } catch StoreError.constraint {
      return nil
    }
  }

  @Test func aRowChangedBehindTheLogIsNamedInEveryTable() async throws {
    let school = try await SampleSchool.busy()
    #expect(try await school.store.verify(school: school.id).faults == [])
    var total = 0
    for layout in Schema.logged.values.sorted(by: { $0.table < $1.table }) {
      let table = try #require(Schema.tables.first { $0.name == layout.table })
      let rows = try await school.rows(of: table)
      let row = try #require(rows.last, "\(layout.table)")
      let name = layout.key.map { row[$0] }.map(Self.shown).joined(separator: " ")
      let key = [table.owner] + layout.key
      let condition = key.indices.map { "\(key[$0]) = $\($0 + 2)" }.joined(separator: " AND ")
      var named = 0
      for column in row.columns where layout.tells(column) {
        guard let other = Self.other(than: row[column]) else { continue }
        let found = try await faults(
          school, after: "UPDATE \(layout.table) SET \(column) = $1 WHERE \(condition)", [other] + key.map { row[$0] })
        guard let found else { continue }
        let isNamed = found.contains {
          guard case .column(layout.table, name, column, _) = $0 else { return false }
          return true
        }
        #expect(isNamed, "\(layout.table) \(column): \(found)")
        named += 1
        total += 1
      }
      if layout.table == "account" {
        let found = try await faults(
          school, after: "INSERT INTO account (school, id) VALUES ($1, $2)", [SQLValue(school.id), .text("a-nieuw")])
        #expect(found == [.unknownRow(table: "account", row: "a-nieuw")])
      } else if named == 0 {
        let places = condition.replacing(/\$(\d+)/) { "$\((Int($0.1) ?? 1) - 1)" }
        let found = try await faults(
          school, after: "DELETE FROM \(layout.table) WHERE \(places)", key.map { row[$0] })
        #expect(
          found?.contains {
            if case .missingRow(layout.table, name, _) = $0 { true } else { false }
          } == true, "\(layout.table)")
      }
    }
    // Most columns can be changed past the constraints of the tables.
    #expect(total > 75, "\(total)")
  }

  private static func shown(_ value: SQLValue) -> String {
    switch value {
    case .text(let text): text
    case .integer(let number): "\(number)"
    default: ""
    }
  }

  /// Another value of the same kind; nil for what is not there.
  private static func other(than value: SQLValue) -> SQLValue? {
    switch value {
    case .null: nil
    case .integer(let number): .integer(number == 0 || number == 1 ? 1 - number : number + 1)
    case .real(let number): .real(number + 1)
    case .bytes(let bytes): .bytes(bytes + [0])
    case .text(let text): .text(others[text] ?? text + "x")
    }
  }

  /// States and kinds that the table allows in place of others.
  private static let others = [
    "pending": "escalated", "resolved": "reopened", "reopened": "pending", "established": "dismissed",
    "proposed": "refused", "active": "expired", "suspended": "active", "running": "done", "paused": "done",
    "hearing_scheduled": "heard", "info_requested": "under_review", "prepared": "closed", "given": "lapsed",
    "director": "board", "visible": "restored", "removed": "visible", "group_admin": "director", "parents": "staff",
  ]

  @Test func aRowOfWhichTheLogSaysNothingIsNamed() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.violation("b-1")
    let found = try await faults(
      school,
      after: """
        INSERT INTO strike (school, id, member, review, decision, clauses, severity, weight, at, expires_at, state)
        SELECT school, 's-vals', member, review, $1, clauses, severity, 4, at, expires_at, state FROM strike
        """, [SQLValue(ruling.decision.id)])
    // One strike for one decision: the table forbids a second.
    #expect(found == nil)
    let forged = try await faults(
      school,
      after: """
        INSERT INTO measure_note (school, measure, number, payload) SELECT school, id, 9, $1 FROM measure
        """, [.text("p-vals")])
    let measure = try #require(ruling.proposal).id
    #expect(forged == [.unknownRow(table: "measure_note", row: "\(measure) 9")])
    #expect("\(try #require(forged?.first))" == "Tabel measure_note, rij \(measure) 9: het log weet niet van deze rij.")
  }

  /// The log of an older program did not tell of rows: what it is silent about is passed over.
  @Test func aLogThatSaysNothingOfRowsFindsNoFault() async throws {
    let school = try await SampleSchool.busy()
    let faults = try await school.store.read(school.id) { transaction in
      var audit = Audit(transaction: transaction)
      try audit.checkRows()
      return audit.result.faults
    }
    #expect(faults == [])
  }

  /// The log as an older program would have written it: whole and sealed, but silent about rows.
  @Test func verifyingSaysOpenlyWhatALogOfAnOlderProgramCannotTell() async throws {
    let school = try await SampleSchool.busy()
    let whole = try await school.store.verify(school: school.id)
    #expect(whole.isToldFromTheStart && whole.untoldRows == 0)
    let key = try await school.store.read(school.id) { $0.key }
    try await school.database.write { connection in
      var head = Link.origin(of: school.id)
      for row in try connection.run("SELECT * FROM event ORDER BY sequence, position", []) {
        let body = try Transaction.json(try Event.Body(silent: try row.text("body")))
        let link = Link(
          school: school.id.rawValue, sequence: try row.integer("sequence"), position: try row.int("position"),
          at: try row.integer("at"), kind: try row.text("kind"), actor: try row.optionalText("actor"),
          member: try row.optionalText("member"), review: try row.optionalText("review"), body: body, previous: head)
        try connection.run(
          "UPDATE event SET body = $1, previous = $2, hash = $3 WHERE sequence = $4 AND position = $5",
          [.text(body), .bytes(head), .bytes(link.hash), .integer(link.sequence), SQLValue(link.position)])
        head = link.hash
      }
      try connection.run(
        "UPDATE school SET chain_head = $1, seal = $2", [.bytes(head), .bytes(key.seal(head, of: school.id.rawValue))])
    }
    let older = try await school.store.verify(school: school.id)
    #expect(older.faults == [] && !older.isToldFromTheStart)
    #expect(older.untoldRows == whole.rows.values.reduce(0, +))
    // What is written from now on is told, and checked.
    try await school.violation("later")
    let later = try await school.store.verify(school: school.id)
    #expect(later.faults == [] && later.rows["decision"] == 1 && later.untoldRows == older.untoldRows)
  }

  @Test func theLogHoldsNoNamesOrTextsOfPeople() async throws {
    let school = try await SampleSchool.busy()
    let bodies = try await school.database.read { connection in
      try connection.run("SELECT body FROM event", []).map { try $0.text("body") }.joined(separator: "\n")
    }
    for secret in [
      "Ouder-1", "ouder-1", "f-1\"", "groep 4", "\"g4\"", "Gebeld", "Schelden", "Te zwaar", "Voorbeeldschool",
    ] {
      #expect(!bodies.contains(secret), "\(secret)")
    }
    #expect(bodies.contains("+review r-") && bodies.contains("claimed_by"))
  }
}

extension Verification.Fault {
  /// Whether it is about a row of the state.
  var isRow: Bool {
    switch self {
    case .column, .unknownRow, .missingRow: true
    case .changed, .gap, .head, .keptHead, .seal, .payload, .missing, .reading: false
    }
  }
}

extension Event.Body {
  /// The particulars of a line without the rows that stand beside them.
  fileprivate init(silent text: String) throws { self = try Transaction.decode(Array(text.utf8), what: "regel") }
}
