import Conduct

extension Transaction {
  /// The referral that carries out a measure; nil for measures inside the school, and before it is imposed.
  func referral(of measure: MeasureID) throws -> Referral? {
    let rows = try run(
      """
      SELECT id, measure, kind, state, version, legal_due, sent_at, payload FROM referral
      WHERE school = $1 AND measure = $2
      """, SQLValue(measure))
    return try rows.first.map { row in
      let id: ReferralID = try row.id("id")
      var fields: [Referral.Field: String] = [:]
      if let json = try payload(try row.optionalText("payload")) {
        fields = try Self.decode(Array(json.utf8), what: "doorverwijzing \(id)")
      }
      return Referral(
        id: id, measure: try row.id("measure"), kind: try row.value("kind"), state: try row.value("state"),
        version: try row.int("version"), fields: fields, legalDue: try row.optionalInteger("legal_due"),
        sentAt: try row.optionalInteger("sent_at"))
    }
  }

  /// Gets the step outside ready that an imposed measure stands for, with the terms for sending it.
  func prepareReferral(for measure: Measure, by actor: Member) throws {
    var legalDue: Int64?
    for duty in try openDuties(of: measure.id.rawValue) where duty.kind == .dataBreach {
      legalDue = try duty.firstDue ?? calendar().deadline(of: duty.clock).due
    }
    let referral = Referral(
      id: ReferralID(makeID("w")), measure: measure.id, kind: measure.kind, legalDue: legalDue)
    try connection.insert(
      into: "referral",
      [
        "school": SQLValue(school.id), "id": SQLValue(referral.id), "measure": SQLValue(measure.id),
        "kind": .text(referral.kind.rawValue), "state": .text(referral.state.rawValue),
        "version": SQLValue(referral.version), "legal_due": SQLValue(legalDue),
      ])
    try log(referral, .referralPrepared, about: measure.member, from: nil, by: actor.id)
    if measure.kind != .dataBreachReport {
      try begin(
        .delivery, on: measure.duty, by: Duty.Holder(actor.leadingRole(at: at), member: actor.id),
        within: .schoolDays(5), actor: actor.id)
    }
  }

  /// Saves a referral after a step, its words beside those of the measure.
  func save(
    _ referral: Referral, after before: Referral, _ step: Referral.Step, on measure: Measure, by actor: Member
  ) throws {
    var commitments: [String: String] = [:]
    var texts = step.words.map { [$0] } ?? []
    if case .fill = step { texts.append(try Self.json(referral.fields)) }
    for text in texts {
      let saved = try save(text, about: measure.member, .open, due: nil)
      try addNote(saved, to: "measure_note", "measure", measure.id.rawValue)
      commitments[saved.id] = saved.commitment
      if case .fill = step {
        try connection.update(
          "referral", ["payload": .text(saved.id)], school: school.id, id: referral.id.rawValue)
      }
    }
    try connection.update(
      "referral",
      [
        "state": .text(referral.state.rawValue), "version": SQLValue(referral.version),
        "sent_at": SQLValue(referral.sentAt),
      ], school: school.id, id: referral.id.rawValue)
    try log(
      referral, step.event, about: measure.member, from: before.state, by: actor.id,
      commitments: commitments.isEmpty ? nil : commitments)
    try schedule(referral, after: step, on: measure, by: actor)
  }

  /// What was sent waits for a sign of receipt; a committee's advice is answered within its term.
  private func schedule(_ referral: Referral, after step: Referral.Step, on measure: Measure, by actor: Member) throws {
    let holder = Duty.Holder(actor.leadingRole(at: at), member: actor.id)
    switch step {
    case .fill(let fields):
      if measure.kind == .complaintsCommittee, fields[.advice] != nil {
        let term = try policy().term(.committeeAnswer).value
        try begin(.committeeAnswer, on: measure.duty, by: holder, within: term, actor: actor.id)
      }
    case .send:
      try closeDuties(of: measure.id.rawValue, [.delivery, .dataBreach], by: actor.id)
      try begin(.delivery, on: measure.duty, by: holder, within: .schoolDays(10), actor: actor.id)
    case .receive: try closeDuties(of: measure.id.rawValue, [.delivery], by: actor.id)
    case .fail:
      try closeDuties(of: measure.id.rawValue, [.delivery], as: .dropped, by: actor.id)
      try begin(.delivery, on: measure.duty, by: holder, within: .schoolDays(1), actor: actor.id)
    case .close:
      try closeDuties(of: measure.id.rawValue, by: actor.id)
      if let closed = measure.moved(to: .closed) {
        try save(closed, after: measure, .measureClosed, by: actor.id)
        try retain(closed)
      }
    }
  }

  private func log(
    _ referral: Referral, _ kind: Event.Kind, about member: MemberID, from before: Referral.State?, by actor: MemberID,
    commitments: [String: String]? = nil
  ) throws {
    try log(kind, by: actor) {
      $0.member = member
      $0.referral = referral.id
      $0.measure = referral.measure
      $0.outcome = referral.kind.rawValue
      $0.from = before?.rawValue
      $0.to = referral.state.rawValue
      $0.version = referral.version
      $0.commitments = commitments
    }
  }
}

extension Measure {
  /// The measure as what a term is about.
  var duty: Duty.Subject { Duty.Subject(.measure, id: id.rawValue, number: number, about: member) }
}
