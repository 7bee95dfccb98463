import Conduct

extension Transaction {
  /// All strikes of a member, oldest first.
  func strikes(of member: MemberID) throws -> [Strike] {
    try run(
      """
      SELECT id, member, review, decision, clauses, severity, weight, at, expires_at, state FROM strike
      WHERE school = $1 AND member = $2 ORDER BY at, id
      """, SQLValue(member)
    ).map { row in
      Strike(
        id: try row.id("id"), member: try row.id("member"), review: try row.id("review"),
        decision: try row.id("decision"), clauses: try row.words("clauses").map { ClauseID($0) },
        severity: try row.severity("severity"), weight: try row.int("weight"), at: try row.integer("at"),
        expiresAt: try row.integer("expires_at"), state: try row.value("state"))
    }
  }

  func add(_ strike: Strike) throws {
    try connection.insert(
      into: "strike",
      [
        "school": SQLValue(school.id), "id": SQLValue(strike.id), "member": SQLValue(strike.member),
        "review": SQLValue(strike.review), "decision": SQLValue(strike.decision),
        "clauses": .text(strike.clauses.map(\.rawValue).joined(separator: " ")),
        "severity": SQLValue(strike.severity.rawValue), "weight": SQLValue(strike.weight), "at": .integer(strike.at),
        "expires_at": .integer(strike.expiresAt), "state": .text(strike.state.rawValue),
      ])
    try log(.strikeAdded, by: nil) {
      $0.member = strike.member
      $0.review = strike.review
      $0.decision = strike.decision
      $0.strike = strike.id
      $0.severity = strike.severity
      $0.weight = strike.weight
    }
  }

  /// Takes away what a decision brought about: its strike, and what its decider proposed with it that is not in force yet.
  func withdrawEffects(of decision: DecisionID, about member: MemberID, by actor: MemberID?) throws {
    try overruleStrike(of: decision, by: actor)
    for measure in try measures(of: member)
    where measure.decision == decision && measure.proposedBy != nil && measure.state.isOpen {
      try withdraw(measure)
    }
  }

  /// Takes away the strike of a decision; what the ladder proposed because of it, and is not in force yet, falls with it.
  func overruleStrike(of decision: DecisionID, by actor: MemberID?) throws {
    let rows = try run(
      "SELECT id, member, review FROM strike WHERE school = $1 AND decision = $2 AND state = 'active'",
      SQLValue(decision))
    guard let row = rows.first else { return }
    let member: MemberID = try row.id("member")
    let (strike, review): (StrikeID, ReviewID) = (try row.id("id"), try row.id("review"))
    try connection.update(
      "strike", ["state": .text(Strike.State.overruled.rawValue)], school: school.id, id: strike.rawValue)
    try log(.strikeOverruled, by: actor) {
      $0.member = member
      $0.review = review
      $0.strike = strike
    }
    try withdrawProposals(about: member)
  }

  private func withdrawProposals(about member: MemberID) throws {
    let ladder = try policy().ladder
    let subject = try self.member(member)
    let strikes = try strikes(of: member)
    let open = try measures(of: member).filter { $0.proposedBy == nil && $0.state.isOpen }
    for measure in open {
      let proposal = ladder.proposal(
        for: strikes, register: subject.register(at: at), earlier: [], at: at, timeZone: school.timeZone)
      if let proposal, proposal.kind.profile.level >= measure.kind.profile.level { continue }
      try withdraw(measure)
    }
  }

  private func withdraw(_ measure: Measure) throws {
    guard let reversed = measure.moved(to: .reversed) else { return }
    try save(reversed, after: measure, .measureReversed, by: nil)
    try closeDuties(of: measure.id.rawValue, as: .dropped, by: nil)
    try supersedeAppeals(against: measure.id.rawValue)
    try retain(reversed)
  }

  private static let measureColumns = """
    SELECT id, number, member, kind, state, version, proposed_by, proposed_at, strikes, violations, prepared_by,
      approved_by, imposed_by, from_at, until_at, respond_by, acknowledged_at, is_emergency, payload, decision
    FROM measure WHERE school = $1
    """

  /// All measures of a member, oldest first.
  func measures(of member: MemberID) throws -> [Measure] {
    try run("\(Self.measureColumns) AND member = $2 ORDER BY number", SQLValue(member)).map(measure)
  }

  /// Measures that still ask for something.
  func openMeasures() throws -> [Measure] {
    try run(
      "\(Self.measureColumns) AND state IN ('proposed', 'approval_pending', 'approved', 'announced') ORDER BY number"
    )
    .map(measure)
  }

  /// Measures that still ask for something, or hold.
  func livingMeasures() throws -> [Measure] {
    try run(
      """
      \(Self.measureColumns) AND state IN ('proposed', 'approval_pending', 'approved', 'announced', 'active', 'suspended')
      ORDER BY number
      """
    ).map(measure)
  }

  /// Measures in force whose term is over.
  func overdueMeasures() throws -> [Measure] {
    try run(
      "\(Self.measureColumns) AND state IN ('active', 'suspended') AND until_at <= $2 ORDER BY number", .integer(at)
    ).map(measure)
  }

  /// A measure; throws `notFound`.
  func measure(_ id: MeasureID) throws -> Measure {
    guard let row = try run("\(Self.measureColumns) AND id = $2", SQLValue(id)).first else {
      throw StoreError.notFound("Maatregel", handle: id.rawValue)
    }
    return try measure(row)
  }

  /// A measure that a member may see. Whoever may not is told that there is none, by the name that was asked for: a refusal
  /// would tell that something is about somebody. The person concerned may say to have read what was made known.
  func measure(
    _ id: MeasureID, for member: Member, named handle: String? = nil, toAcknowledge: Bool = false
  ) throws -> Measure {
    let measure = try withComplainants(try measure(id))
    let subject = try self.member(measure.member)
    if toAcknowledge && member.id == subject.id && measure.isKnownToSubject { return measure }
    if measure.refusal(of: .view, for: member, about: subject, policy: try policy(), at: at) == nil { return measure }
    throw StoreError.notFound("Maatregel", handle: handle ?? id.rawValue)
  }

  /// A measure with who may have no hand in it, since they reported the person before it began.
  func withComplainants(_ measure: Measure, at time: Int64? = nil) throws -> Measure {
    var measure = measure
    measure.complainants = try complainants(
      about: measure.member, until: measure.from ?? time ?? at, at: time)
    return measure
  }

  private func measure(_ row: SQLRow) throws -> Measure {
    let id: MeasureID = try row.id("id")
    var plan: Measure.Plan?
    if let json = try payload(try row.optionalText("payload")) {
      plan = try Self.decode(Array(json.utf8), what: "maatregel \(id)")
    }
    return Measure(
      id: id, number: try row.int("number"), member: try row.id("member"), kind: try row.value("kind"),
      state: try row.value("state"), version: try row.int("version"), proposedBy: try row.optionalID("proposed_by"),
      proposedAt: try row.integer("proposed_at"), strikes: try row.int("strikes"),
      violations: try row.int("violations"), preparedBy: try row.optionalID("prepared_by"),
      approvedBy: try row.optionalID("approved_by"), imposedBy: try row.optionalID("imposed_by"),
      from: try row.optionalInteger("from_at"), until: try row.optionalInteger("until_at"),
      respondBy: try row.optionalInteger("respond_by"), acknowledgedAt: try row.optionalInteger("acknowledged_at"),
      isEmergency: try row.flag("is_emergency"), plan: plan, decision: try row.optionalID("decision"))
  }

  func nextMeasureNumber() throws -> Int { try nextNumber(in: "measure") }

  /// Adds a proposal; a person's comes with a reason.
  func add(_ measure: Measure, by actor: MemberID?, reason: String?) throws {
    try connection.insert(
      into: "measure",
      [
        "school": SQLValue(school.id), "id": SQLValue(measure.id), "number": SQLValue(measure.number),
        "member": SQLValue(measure.member), "kind": .text(measure.kind.rawValue),
        "level": SQLValue(measure.kind.profile.level), "state": .text(measure.state.rawValue),
        "version": SQLValue(measure.version), "proposed_by": SQLValue(measure.proposedBy),
        "proposed_at": .integer(measure.proposedAt), "strikes": SQLValue(measure.strikes),
        "violations": SQLValue(measure.violations), "is_emergency": SQLValue(measure.isEmergency),
        "decision": SQLValue(measure.decision),
      ])
    var saved: Saved?
    if let reason {
      let payload = try save(reason, about: measure.member, .open, due: nil)
      try addNote(payload, to: "measure_note", "measure", measure.id.rawValue)
      saved = payload
    }
    try log(.measureProposed, by: actor) {
      $0.member = measure.member
      $0.measure = measure.id
      $0.decision = measure.decision
      $0.outcome = measure.kind.rawValue
      $0.to = measure.state.rawValue
      $0.version = measure.version
      $0.counts = ["strikes": measure.strikes, "violations": measure.violations]
      $0.policy = self.policyVersion
      if let saved { $0.commitments = [saved.id: saved.commitment] }
    }
    try beginTerm(of: measure, by: actor)
  }

  /// Saves a measure after a step and logs it.
  func save(
    _ measure: Measure, after before: Measure, _ kind: Event.Kind, by actor: MemberID?, saved: Saved? = nil,
    isPlan: Bool = false
  ) throws {
    try connection.update(
      "measure",
      [
        "state": .text(measure.state.rawValue), "version": SQLValue(measure.version),
        "prepared_by": SQLValue(measure.preparedBy), "approved_by": SQLValue(measure.approvedBy),
        "imposed_by": SQLValue(measure.imposedBy), "from_at": SQLValue(measure.from),
        "until_at": SQLValue(measure.until), "respond_by": SQLValue(measure.respondBy),
        "acknowledged_at": SQLValue(measure.acknowledgedAt), "is_emergency": SQLValue(measure.isEmergency),
      ], school: school.id, id: measure.id.rawValue)
    if let saved {
      if isPlan {
        try connection.update("measure", ["payload": .text(saved.id)], school: school.id, id: measure.id.rawValue)
      }
      try addNote(saved, to: "measure_note", "measure", measure.id.rawValue)
    }
    try log(kind, by: actor) {
      $0.member = measure.member
      $0.measure = measure.id
      $0.outcome = measure.kind.rawValue
      $0.from = before.state.rawValue
      $0.to = measure.state.rawValue
      $0.version = measure.version
      if isPlan {
        $0.clauses = measure.plan?.clauses
        $0.policy = self.policyVersion
      }
      if let saved { $0.commitments = [saved.id: saved.commitment] }
    }
  }

  /// Keeps a note's payload beside what it is about.
  func addNote(_ saved: Saved, to table: String, _ column: String, _ id: String) throws {
    let number = try nextNumber(in: table, where: "\(column) = $2", .text(id))
    try connection.insert(
      into: table,
      [
        "school": SQLValue(school.id), column: .text(id), "number": SQLValue(number),
        "payload": .text(saved.id),
      ])
  }

  /// Proposes a measure about somebody, with a reason, as a person, perhaps by a decision. The legal term of a data breach
  /// runs from when the school knew of it.
  func propose(
    _ kind: Measure.Kind, about subject: MemberID, reason: String, knownAt: Int64? = nil, by member: MemberID,
    because decision: DecisionID? = nil
  ) throws -> Measure {
    let person = try self.member(subject)
    let actor = try self.member(member)
    let policy = try policy()
    if let refusal = Measure.refusalOfProposal(kind, about: person, by: actor, policy: policy, at: at) {
      throw StoreError.notAllowed(refusal)
    }
    let counted = policy.ladder.counting(try strikes(of: subject), at: at, timeZone: school.timeZone)
    let measure = Measure(
      id: MeasureID(makeID("k")), number: try nextMeasureNumber(), member: subject, kind: kind, proposedBy: member,
      proposedAt: at, strikes: counted.reduce(0) { $0 + $1.weight }, violations: counted.count, decision: decision)
    try add(measure, by: member, reason: reason)
    if kind == .dataBreachReport {
      try begin(
        .dataBreach, on: measure.duty, by: Duty.Holder(actor.leadingRole(at: at), member: member),
        within: policy.term(.dataBreach).value, from: min(knownAt ?? at, at), actor: member)
    }
    return measure
  }

  /// The payloads that belong to a measure: plans and reasons.
  func payloads(of measure: Measure) throws -> [String] {
    try run("SELECT payload FROM measure_note WHERE school = $1 AND measure = $2", SQLValue(measure.id))
      .map { try $0.text("payload") } + attached(to: .measure, measure.id.rawValue)
  }
}
