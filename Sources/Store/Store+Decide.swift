public import Conduct

/// What a decision brought about.
public struct Ruling: Hashable, Sendable {
  /// The review as it is now.
  public var review: Review
  /// The decision.
  public var decision: Decision
  /// The strike, when a violation was established.
  public var strike: Strike?
  /// What the ladder proposes to a person because of it.
  public var proposal: Measure?
}

extension Store {
  /// Takes a review in hand for as long as the policy says, or for as long again.
  @discardableResult
  public func claim(_ id: ReviewID, by member: MemberID, school: SchoolID, at time: Int64) async throws -> Review {
    try await step(.claim, on: id, by: member, school: school, at: time)
  }

  /// Gives a review back.
  @discardableResult
  public func release(_ id: ReviewID, by member: MemberID, school: SchoolID, at time: Int64) async throws -> Review {
    try await step(.release, on: id, by: member, school: school, at: time)
  }

  /// Gives a review to the director, with a reason.
  @discardableResult
  public func escalate(
    _ id: ReviewID, reason: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await step(.escalate(reason: reason), on: id, by: member, school: school, at: time)
  }

  /// Asks for an explanation.
  @discardableResult
  public func askInformation(
    _ id: ReviewID, question: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await step(
      .askInformation(question: question), on: id, by: member, school: school, at: time)
  }

  /// Opens a decided review again, with a reason; strikes from the earlier decision stop counting.
  @discardableResult
  public func reopen(
    _ id: ReviewID, reason: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await step(.reopen(reason: reason), on: id, by: member, school: school, at: time)
  }

  /// Decides on a review as it was read: throws `conflict`, with what was decided first, when it changed since. An
  /// established violation gives a strike, and when the strikes reach a step of the ladder, a proposal.
  public func decide(
    _ id: ReviewID, _ judgement: Judgement, expecting version: Int, by member: MemberID, school: SchoolID,
    at time: Int64
  ) async throws -> Ruling {
    try await write(school, at: time) { transaction in
      let before = try transaction.review(id)
      let decider = try transaction.member(member)
      if let refusal = before.refusal(of: .view, for: decider, at: time) { throw StoreError.notAllowed(refusal) }
      if before.version != version {
        throw StoreError.conflict(Conflict(review: before, decision: try transaction.decisions(on: id).last))
      }
      let policy = try transaction.policy()
      let review = try before.applying(.decide(judgement), by: decider, policy: policy, at: time)
      let (message, _) = try transaction.message(review.message)
      let signals = try transaction.signals(of: review.message, ruleset: review.ruleset, text: "")
      let decision = Decision(
        id: DecisionID(makeID("d")), on: before, judgement: judgement,
        category: signals.filter { !$0.isShadow }.max { $0.severity < $1.severity }?.category, message: message,
        by: decider, policy: policy, at: time)
      try transaction.save(decision, on: review, after: before)
      let (strike, proposal) = try transaction.count(decision, on: review)
      let retention: Retention = strike == nil ? .dismissed : .minor
      let due = retention.due(from: time, policy).map { max($0, strike?.expiresAt ?? 0) }
      try transaction.keep(try transaction.payloads(of: review), as: retention, until: due)
      return Ruling(review: review, decision: decision, strike: strike, proposal: proposal)
    }
  }

  private func step(
    _ step: Review.Step, on id: ReviewID, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await write(school, at: time) { transaction in
      let before = try transaction.review(id)
      let actor = try transaction.member(member)
      let above = Review.routeAbove(
        author: try transaction.member(before.subject.author), handlers: try transaction.handlers(), at: time)
      let review = try before.applying(step, by: actor, policy: try transaction.policy(), above: above, at: time)
      var commitments: [String: String]?
      if let words = step.words {
        let saved = try transaction.save(words, about: before.subject.author, .open, due: nil)
        try transaction.addNote(saved, to: "note", "review", id.rawValue)
        commitments = [saved.id: saved.commitment]
      }
      try transaction.save(review, after: before, step.event, by: member) {
        $0.role = before.role(of: actor, at: time)
        $0.commitments = commitments
      }
      if case .reopen = step {
        try transaction.keep(try transaction.payloads(of: review), as: .open, until: nil)
        try transaction.overruleStrikes(of: id, by: member)
      }
      return review
    }
  }
}

extension Transaction {
  /// Saves a decision with its words encrypted, and the review after it.
  fileprivate func save(_ decision: Decision, on review: Review, after before: Review) throws {
    var saved: Saved?
    if decision.statement != nil || decision.note != nil {
      let words = DecisionWords(statement: decision.statement, note: decision.note)
      saved = try save(try Self.json(words), about: review.subject.author, .open, due: nil)
    }
    var dismissal: Dismissal?
    if case .dismissed(let reason) = decision.outcome { dismissal = reason }
    try connection.insert(
      into: "decision",
      [
        "school": SQLValue(school.id), "id": SQLValue(decision.id), "review": SQLValue(review.id),
        "decider": SQLValue(decision.decider), "role": .text(decision.role.rawValue), "at": .integer(decision.at),
        "outcome": .text(decision.outcome.code), "dismissal": SQLValue(dismissal?.rawValue),
        "clauses": .text(decision.clauses.map(\.rawValue).joined(separator: " ")),
        "severity": decision.severity.map { SQLValue($0.rawValue) } ?? .null, "policy": .text(decision.policy),
        "ruleset": .text(decision.ruleset), "payload": SQLValue(saved?.id), "version": SQLValue(review.version),
      ])
    try save(review, after: before, .decided, by: decision.decider) {
      $0.decision = decision.id
      $0.role = decision.role
      $0.outcome = dismissal?.rawValue ?? decision.outcome.code
      $0.clauses = decision.clauses.isEmpty ? nil : decision.clauses
      $0.severity = decision.severity
      $0.policy = decision.policy
      $0.ruleset = decision.ruleset
      if let saved { $0.commitments = [saved.id: saved.commitment] }
    }
  }

  /// Counts a decision: the strike it brings about and what the ladder proposes then, in the same transaction, so that
  /// two decisions at once cannot miss a threshold.
  fileprivate func count(_ decision: Decision, on review: Review) throws -> (Strike?, Measure?) {
    let policy = try policy()
    let subject = try member(review.subject.author)
    let earlier = try strikes(of: subject.id)
    let made = Strike(
      id: StrikeID(makeID("s")), of: subject.id, by: decision, earlier: earlier, ladder: policy.ladder,
      timeZone: school.timeZone)
    guard let strike = made else { return (nil, nil) }
    try add(strike)
    let proposal = policy.ladder.proposal(
      for: earlier + [strike], register: subject.register(at: at), earlier: try measures(of: subject.id), at: at,
      timeZone: school.timeZone)
    guard let proposal else { return (strike, nil) }
    let measure = Measure(
      id: MeasureID(makeID("k")), number: try nextMeasureNumber(), member: subject.id, kind: proposal.kind,
      proposedAt: at, strikes: proposal.strikes, violations: proposal.violations)
    try add(measure, by: nil, reason: nil)
    return (strike, measure)
  }

  /// Keeps a note's payload beside what it is about.
  func addNote(_ saved: Saved, to table: String, _ column: String, _ id: String) throws {
    let rows = try run(
      "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM \(table) WHERE school = $1 AND \(column) = $2", .text(id))
    try connection.run(
      "INSERT INTO \(table) (school, \(column), number, payload) VALUES ($1, $2, $3, $4)",
      [SQLValue(school.id), .text(id), .integer(try rows[0].integer("number")), .text(saved.id)])
  }
}

extension Decision.Outcome {
  /// The outcome as it is stored.
  var code: String {
    switch self {
    case .dismissed: "dismissed"
    case .established: "established"
    case .careArranged: "care_arranged"
    }
  }
}
