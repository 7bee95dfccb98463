import Conduct

extension Transaction {
  /// An appeal; throws `notFound`.
  func appeal(_ id: AppealID) throws -> Appeal {
    guard let appeal = try appeals(where: "id = $2", SQLValue(id)).first else {
      throw StoreError.notFound("Bezwaar", handle: id.rawValue)
    }
    return appeal
  }

  /// Appeals by a condition that may use `$2`.
  func appeals(where condition: String, _ arguments: SQLValue...) throws -> [Appeal] {
    let rows = try connection.run(
      """
      SELECT id, number, kind, measure, decision, report, appellant, member, state, version, filed_at, term_ends, reviewer,
        inadmissibility, outcome, next_instance FROM appeal WHERE school = $1 AND \(condition)
      """, [SQLValue(school.id)] + arguments)
    return try rows.map { row in
      let measure: MeasureID? = try row.optionalID("measure")
      let report: ReportID? = try row.optionalID("report")
      return Appeal(
        id: try row.id("id"), number: try row.int("number"), kind: try row.value("kind"),
        target: try measure.map { .measure($0) } ?? report.map { .report($0) } ?? .decision(try row.id("decision")),
        appellant: try row.id("appellant"), subject: try row.optionalID("member"), state: try row.value("state"),
        version: try row.int("version"), filedAt: try row.integer("filed_at"),
        termEnds: try row.integer("term_ends"), reviewer: try row.optionalID("reviewer"),
        inadmissibility: row["inadmissibility"] == .null
          ? nil : try row.value("inadmissibility") as Appeal.Inadmissibility,
        outcome: row["outcome"] == .null ? nil : try row.value("outcome") as Appeal.Outcome,
        nextInstance: row["next_instance"] == .null ? nil : try row.value("next_instance") as Appeal.NextInstance)
    }
  }

  /// The people an appeal is between, and those who had a hand in what it is against.
  func circle(of appeal: Appeal, at time: Int64? = nil) throws -> Appeal.Circle {
    Appeal.Circle(
      appellant: try member(appeal.appellant), subject: try appeal.subject.map(member),
      deciders: try deciders(of: appeal.target),
      complainants: try appeal.subject.map { try complainants(about: $0, until: appeal.filedAt, at: time) } ?? [])
  }

  /// A decision; throws `notFound`.
  func decision(_ id: DecisionID) throws -> Decision {
    let rows = try run("SELECT review FROM decision WHERE school = $1 AND id = $2", SQLValue(id))
    guard let row = rows.first, let found = try decisions(on: try row.id("review")).first(where: { $0.id == id }) else {
      throw StoreError.notFound("Besluit", handle: id.rawValue)
    }
    return found
  }

  /// Whether a decision is the one that holds on its review: not taken back, and not opened anew since.
  func stands(_ decision: Decision) throws -> Bool {
    let state = try review(decision.review).state
    let last = try decisions(on: decision.review).last
    return decision.undoneBy == nil && last?.id == decision.id && (state == .resolved || state == .purged)
  }

  /// Adds an appeal and logs it.
  func add(_ appeal: Appeal, grounds: String, by actor: MemberID) throws {
    var measure: MeasureID?
    var decision: DecisionID?
    var report: ReportID?
    switch appeal.target {
    case .measure(let id): measure = id
    case .decision(let id): decision = id
    case .report(let id): report = id
    }
    try connection.insert(
      into: "appeal",
      [
        "school": SQLValue(school.id), "id": SQLValue(appeal.id), "number": SQLValue(appeal.number),
        "kind": .text(appeal.kind.rawValue), "measure": SQLValue(measure), "decision": SQLValue(decision),
        "report": SQLValue(report),
        "appellant": SQLValue(appeal.appellant), "member": SQLValue(appeal.subject),
        "state": .text(appeal.state.rawValue), "version": SQLValue(appeal.version),
        "filed_at": .integer(appeal.filedAt), "term_ends": .integer(appeal.termEnds),
      ])
    try log(appeal, .appealFiled, from: nil, by: actor, words: grounds)
  }

  /// Saves an appeal after a step and logs it.
  func save(
    _ appeal: Appeal, after before: Appeal, _ kind: Event.Kind, by actor: MemberID?, words: String? = nil
  ) throws {
    try connection.update(
      "appeal",
      [
        "state": .text(appeal.state.rawValue), "version": SQLValue(appeal.version),
        "reviewer": SQLValue(appeal.reviewer), "inadmissibility": SQLValue(appeal.inadmissibility?.rawValue),
        "outcome": SQLValue(appeal.outcome?.rawValue),
        "next_instance": SQLValue(appeal.nextInstance?.rawValue),
      ], school: school.id, id: appeal.id.rawValue)
    try log(appeal, kind, from: before.state, by: actor, words: words)
    if !appeal.state.holdsFile {
      try closeDuties(of: appeal.id.rawValue, as: .dropped, by: actor)
      let due = Retention.restriction.due(from: at, try policy())
      try keep(try payloads(of: appeal), as: .restriction, until: due)
    }
  }

  /// Appeals against something that fell away by itself need no decision any more.
  func supersedeAppeals(against target: String) throws {
    for appeal in try appeals(where: "COALESCE(measure, decision, report) = $2", .text(target)) {
      if let superseded = appeal.superseded() { try save(superseded, after: appeal, .appealSuperseded, by: nil) }
    }
  }

  func payloads(of appeal: Appeal) throws -> [String] {
    try notes(of: appeal) + attached(to: .appeal, appeal.id.rawValue)
  }

  /// What was written in an appeal, in order.
  func notes(of appeal: Appeal) throws -> [String] {
    try run("SELECT payload FROM appeal_note WHERE school = $1 AND appeal = $2 ORDER BY number", SQLValue(appeal.id))
      .map { try $0.text("payload") }
  }

  private func log(
    _ appeal: Appeal, _ kind: Event.Kind, from before: Appeal.State?, by actor: MemberID?, words: String?
  ) throws {
    var saved: Saved?
    if let words {
      let payload = try save(words, about: appeal.known, .open, due: nil)
      try addNote(payload, to: "appeal_note", "appeal", appeal.id.rawValue)
      saved = payload
    }
    try log(kind, by: actor) {
      $0.member = appeal.known
      $0.appeal = appeal.id
      switch appeal.target {
      case .measure(let id): $0.measure = id
      case .decision(let id): $0.decision = id
      case .report(let id): $0.report = id
      }
      $0.from = before?.rawValue
      $0.to = appeal.state.rawValue
      $0.version = appeal.version
      $0.outcome = appeal.outcome?.rawValue
      if let saved { $0.commitments = [saved.id: saved.commitment] }
    }
  }
}

extension Appeal {
  /// Whose record it is part of: of nobody's when a reporter complains, since that tells that somebody reported.
  var known: MemberID? { kind == .measureAppeal ? subject : nil }

  /// The appeal as what a term is about.
  var duty: Duty.Subject { Duty.Subject(.appeal, id: id.rawValue, number: number, about: known) }
}
