import Conduct

extension Audit {
  /// A table that the log rebuilds: the name of its rows on screen, and the text that the log must give for each.
  struct Replayed {
    let kind: String
    let name: String
    let value: String
    var table: String?
    /// Whether logs of before may say nothing about it.
    var mayBeSilent = false
  }

  /// Every state that stands in a table and in the log.
  static let replayed: [Replayed] = [
    Replayed(
      kind: "review", name: "Beoordeling", value: "state || ' ' || visibility || ' ' || CAST(version AS TEXT)"),
    Replayed(kind: "route", name: "Beoordeling", value: "route", table: "review", mayBeSilent: true),
    Replayed(kind: "measure", name: "Maatregel", value: "state || ' ' || CAST(version AS TEXT)"),
    Replayed(kind: "referral", name: "Doorverwijzing", value: "state || ' ' || CAST(version AS TEXT)"),
    Replayed(kind: "appeal", name: "Bezwaar", value: "state || ' ' || CAST(version AS TEXT)"),
    Replayed(kind: "conduct_case", name: "Zaak", value: "state || ' ' || CAST(version AS TEXT)"),
    Replayed(kind: "duty", name: "Termijn", value: "state || ' ' || CAST(version AS TEXT)"),
    Replayed(
      kind: "decision", name: "Besluit",
      value: """
        COALESCE(dismissal, outcome) || ' ' || clauses || CASE WHEN undone_by IS NULL THEN '' ELSE ' undone' END
        """),
    Replayed(kind: "strike", name: "Aantekening", value: "CAST(weight AS TEXT) || ' ' || state"),
    Replayed(
      kind: "clearance", name: "Vrijgegeven tekst",
      value: "CASE WHEN ended_at IS NULL THEN 'given' ELSE 'ended' END"),
    Replayed(kind: "second_opinion", name: "Tweede oordeel", value: "state"),
    Replayed(
      kind: "absence", name: "Afwezigheid", value: "CAST(from_at AS TEXT) || ' ' || CAST(until_at AS TEXT)"),
  ]

  /// Notes what a line of the log says about a state.
  mutating func replay(_ event: Event) {
    let body = event.body
    func set(_ key: String, _ value: String) { states[key] = (value, event.sequence) }
    if let to = body.to, let version = body.version, let record = body.record {
      let isReview = record.table == "review"
      set("\(record.table) \(record.id)", isReview ? "\(to) \(body.visibility ?? "") \(version)" : "\(to) \(version)")
      if isReview, let route = body.route { set("route \(record.id)", route) }
    }
    if let decision = body.decision {
      let key = "decision \(decision)"
      if event.kind == .decided {
        let clauses = (body.clauses ?? []).map(\.rawValue).joined(separator: " ")
        set(key, "\(body.outcome ?? "") \(clauses)")
      } else if event.kind == .undone, let decided = states[key] {
        set(key, decided.value + " undone")
      }
    }
    if let strike = body.strike {
      let key = "strike \(strike)"
      if event.kind == .strikeAdded {
        set(key, "\(body.weight ?? 0) active")
      } else {
        set(key, "\(states[key]?.value.split(separator: " ").first ?? "") overruled")
      }
    }
    if let item = body.item, let outcome = body.outcome,
      Self.replayed.contains(where: { item.hasPrefix($0.kind + " ") })
    {
      set(item, outcome)
    }
  }

  /// Compares every state with what the log says, and what the log says with what is there.
  mutating func checkStates() throws {
    for replayed in Self.replayed {
      let table = replayed.table ?? replayed.kind
      let rows = try transaction.run(
        "SELECT id, \(replayed.value) AS value FROM \(table) WHERE school = $1 ORDER BY id")
      for row in rows {
        let id = try row.text("id")
        let logged = states.removeValue(forKey: "\(replayed.kind) \(id)")
        if logged == nil && replayed.mayBeSilent { continue }
        if try logged?.value != row.text("value") {
          result.faults.append(.state(what: replayed.name, id: id, sequence: logged?.sequence ?? 0))
        }
      }
    }
    for (key, logged) in states.sorted(by: { $0.key < $1.key }) {
      let parts = key.split(separator: " ").map(String.init)
      let name = Self.replayed.first { $0.kind == parts[0] }?.name ?? "Rij"
      result.faults.append(.state(what: name, id: parts[1], sequence: logged.sequence))
    }
  }
}
