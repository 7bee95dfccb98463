public import Conduct

/// A measure with all that its handler may see.
public struct MeasureFile: Hashable, Sendable {
  /// The measure.
  public var measure: Measure
  /// Whom it is about.
  public var member: Member
  /// The member's strikes.
  public var strikes: [Strike]
  /// The member's other measures.
  public var others: [Measure]
  /// What must still be in order before it is imposed.
  public var preflight: Preflight
  /// What the viewer may do with it.
  public var actions: [Measure.Action]
  /// The step outside the school that carries it out.
  public var referral: Referral?
  /// What the viewer may do with that step.
  public var referralActions: [Referral.Action]
  /// What the person says is not right in it.
  public var rectifications: [Rectification]
}

extension Store {
  /// Measures that still ask for something of a member: to be prepared, agreed to, or imposed.
  public func proposals(for member: MemberID, school: SchoolID, at time: Int64) async throws -> [Measure] {
    try await read(school) { transaction in
      let viewer = try transaction.member(member)
      let policy = try transaction.policy()
      return try transaction.openMeasures().map { try transaction.withComplainants($0, at: time) }.filter { measure in
        let subject = try transaction.member(measure.member)
        return measure.refusal(of: .view, for: viewer, about: subject, policy: policy, at: time) == nil
      }
    }
  }

  /// A measure by number or identifier, with all that a member may see of it. That it was read, and why, is noted.
  public func measure(
    _ handle: String, for member: MemberID, why: Reading.Purpose = .handling, school: SchoolID, at time: Int64
  ) async throws -> MeasureFile {
    try await write(school, at: time) { try $0.measureFile(handle, for: member, why: why) }
  }

  /// What a person may see of measures about oneself: those that were announced or took effect, with why and until when.
  public func ownMeasures(of member: MemberID, school: SchoolID) async throws -> [Measure] {
    try await read(school) { transaction in
      _ = try transaction.member(member)
      return try transaction.measures(of: member).filter(\.isKnownToSubject)
    }
  }

  /// Proposes a measure about somebody, with a reason; who proposes it may not be the second person. The legal term of a
  /// data breach runs from when the school knew of it.
  public func propose(
    _ kind: Measure.Kind, about subject: MemberID, reason: String, knownAt: Int64? = nil, by member: MemberID,
    school: SchoolID, at time: Int64
  ) async throws -> Measure {
    if reason.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: vul een reden in.") }
    return try await write(school, at: time) {
      try $0.propose(kind, about: subject, reason: reason, knownAt: knownAt, by: member)
    }
  }

  /// Writes down how and why; heavy and external kinds then wait for a second person, others are agreed.
  @discardableResult
  public func prepare(
    _ id: MeasureID, _ plan: Measure.Plan, expecting version: Int, by member: MemberID, school: SchoolID,
    at time: Int64
  ) async throws -> Measure {
    try await step(.prepare(plan), on: id, expecting: version, by: member, school, at: time)
  }

  /// Agrees as the second person.
  @discardableResult
  public func approve(
    _ id: MeasureID, expecting version: Int, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Measure {
    try await step(.approve, on: id, expecting: version, by: member, school, at: time)
  }

  /// Turns a measure down, with a reason.
  @discardableResult
  public func refuse(
    _ id: MeasureID, reason: String, expecting version: Int, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Measure {
    try await step(
      .refuse(reason: reason), on: id, expecting: version, by: member, school, at: time)
  }

  /// Tells the person what will happen, who may respond until a moment.
  @discardableResult
  public func announce(
    _ id: MeasureID, respondBy: Int64, expecting version: Int, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Measure {
    try await step(.announce(respondBy: respondBy), on: id, expecting: version, by: member, school, at: time)
  }

  /// Writes down what the person answered, to an announcement or when heard after an emergency.
  @discardableResult
  public func respond(
    _ id: MeasureID, answer: String, expecting version: Int, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Measure {
    try await step(.respond(answer), on: id, expecting: version, by: member, school, at: time)
  }

  /// Writes down that the person has read it; the person does so, or a handler with a signed copy.
  @discardableResult
  public func acknowledge(
    _ id: MeasureID, expecting version: Int, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Measure {
    try await step(.acknowledge, on: id, expecting: version, by: member, school, at: time)
  }

  /// Looks at a measure again and lets it stay, with a reason.
  @discardableResult
  public func reaffirm(
    _ id: MeasureID, reason: String, reviewAt: Int64?, expecting version: Int, by member: MemberID, school: SchoolID,
    at time: Int64
  ) async throws -> Measure {
    try await step(
      .reaffirm(reason: reason, reviewAt: reviewAt), on: id, expecting: version, by: member, school, at: time)
  }

  /// Lets a measure begin, when its checklist is complete.
  @discardableResult
  public func impose(
    _ id: MeasureID, expecting version: Int, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Measure {
    try await step(.impose, on: id, expecting: version, by: member, school, at: time)
  }

  /// Ends a measure early, with a reason.
  @discardableResult
  public func lift(
    _ id: MeasureID, reason: String, expecting version: Int, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Measure {
    try await step(
      .lift(reason: reason), on: id, expecting: version, by: member, school, at: time)
  }

  private func step(
    _ step: Measure.Step, on id: MeasureID, expecting version: Int, by member: MemberID, _ school: SchoolID,
    at time: Int64
  ) async throws -> Measure {
    try await write(school, at: time) { transaction in
      let actor = try transaction.member(member)
      let before = try transaction.measure(id, for: actor, toAcknowledge: step == .acknowledge)
      let subject = try transaction.member(before.member)
      let policy = try transaction.policy()
      if before.version != version { throw StoreError.conflict(Conflict(measure: before)) }
      let measure = try before.applying(
        step, by: actor, about: subject, policy: policy,
        earlier: try transaction.measures(of: subject.id).filter { $0.id != id },
        isPublished: try transaction.isPublished(policy.version, at: time), at: time)
      var saved: Transaction.Saved?
      var isPlan = false
      if case .prepare(let plan) = step {
        saved = try transaction.save(try Transaction.json(plan), about: subject.id, .open, due: nil)
        isPlan = true
      } else if let words = step.words {
        saved = try transaction.save(words, about: subject.id, .open, due: nil)
      }
      try transaction.save(measure, after: before, step.event, by: member, saved: saved, isPlan: isPlan)
      if !measure.state.isOpen { try transaction.retain(measure) }
      try transaction.schedule(measure, after: step, by: actor)
      return measure
    }
  }
}

extension Transaction {
  /// A measure with all that a member may see of it; notes that it was read.
  func measureFile(_ handle: String, for member: MemberID, why: Reading.Purpose) throws -> MeasureFile {
    let digits = handle.numberDigits
    let rows = try run(
      "SELECT id FROM measure WHERE school = $1 AND (number = CAST($2 AS BIGINT) OR id = $3)",
      .integer(Int64(digits) ?? 0), .text(handle))
    guard let row = rows.first else { throw StoreError.notFound("Maatregel", handle: handle) }
    let viewer = try self.member(member)
    let measure = try measure(try row.id("id"), for: viewer, named: handle)
    try recordReading(.measure, of: measure.member, by: member, why: why)
    return try measureFile(measure, for: viewer)
  }

  /// A measure with all that a member who may see it is shown.
  func measureFile(_ measure: Measure, for viewer: Member) throws -> MeasureFile {
    let subject = try self.member(measure.member)
    let policy = try policy()
    let others = try measures(of: subject.id).filter { $0.id != measure.id }
    let referral = try referral(of: measure.id)
    return MeasureFile(
      measure: measure, member: subject, strikes: try strikes(of: subject.id), others: others,
      preflight: Preflight(
        of: measure, policy: policy, isCompetent: measure.isCompetent(viewer, policy: policy, at: at),
        isBoard: viewer.holds(.board, in: nil, at: at), earlier: others,
        isPublished: try isPublished(policy.version, at: at), at: at),
      actions: measure.actions(for: viewer, about: subject, policy: policy, at: at), referral: referral,
      referralActions: referral?.actions(for: viewer, on: measure, about: subject, policy: policy, at: at) ?? [],
      rectifications: try rectifications(of: .measure, measure.id.rawValue))
  }

  /// Sets how long the words of a measure stay: by its level, counted from its end when it has one. The evidence of an
  /// imposed measure stays as long.
  func retain(_ measure: Measure) throws {
    let policy = try policy()
    let retention = measure.kind.retention
    let end = measure.state.isInForce ? max(measure.until ?? at, at) : at
    let due = (measure.state == .refused ? Retention.dismissed : retention).due(from: end, policy)
    try keep(try payloads(of: measure), as: measure.state == .refused ? .dismissed : retention, until: due)
    guard measure.state.isInForce, let due else { return }
    for strike in try strikes(of: measure.member) where strike.counts(at: at) {
      for payload in try payloads(of: try review(strike.review)) {
        try connection.run(
          """
          UPDATE payload SET class = $1, due_at = $2
          WHERE school = $3 AND id = $4 AND (due_at IS NULL OR due_at < $2)
          """, [.text(retention.rawValue), .integer(due), SQLValue(school.id), .text(payload)])
      }
    }
  }
}
