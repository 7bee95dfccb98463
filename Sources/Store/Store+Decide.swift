public import Conduct

/// What a decision brought about.
public struct Ruling: Hashable, Sendable {
  /// The review as it is now.
  public var review: Review
  /// The decision.
  public var decision: Decision
  /// The strike, when a violation was established.
  public var strike: Strike?
  /// What is proposed to a person because of it, by the ladder or by the decider.
  public var proposal: Measure?
}

extension Store {
  /// Decides on a review as it was read: throws `conflict`, with what was decided first, when it changed since. An
  /// established violation gives a strike, and when the strikes reach a step of the ladder, a proposal.
  public func decide(
    _ id: ReviewID, _ judgement: Judgement, expecting version: Int, by member: MemberID, school: SchoolID,
    at time: Int64
  ) async throws -> Ruling {
    try await write(school, at: time) { transaction in
      let decider = try transaction.member(member)
      let before = try transaction.review(id, for: decider, at: time)
      if before.version != version {
        throw StoreError.conflict(Conflict(review: before, decision: try transaction.decisions(on: id).last))
      }
      return try transaction.decide(judgement, on: before, by: decider)
    }
  }
}

extension Transaction {
  /// Decides on a review that the decider has in hand, and does all that follows.
  func decide(
    _ judgement: Judgement, on before: Review, by decider: Member, duplicateOf original: Review? = nil
  ) throws -> Ruling {
    let policy = try policy()
    var review = try before.applying(.decide(judgement), by: decider, policy: policy, at: at)
    if original?.visibility == .removed { review.visibility = .removed }
    let (message, _) = try message(review.message)
    let signals = try signals(of: review.message, ruleset: review.ruleset, text: "")
    let decision = Decision(
      id: DecisionID(makeID("d")), on: before, judgement: judgement, signals: signals, message: message, by: decider,
      policy: policy, duplicateOf: original?.id, at: at)
    try save(decision, on: review, after: before)
    let strike = try count(decision, on: review)
    var proposal = strike == nil ? nil : try propose(because: decision, on: review)
    for case .propose(let kind) in decision.effects {
      let reason = decision.statement?.incompatibleContentExplanation ?? ""
      proposal = try propose(
        kind, about: review.subject.author, reason: reason, by: decider.id, because: decision.id)
    }
    if case .dismissed(let reason) = decision.outcome { try giveClearance(to: review, reason, by: decider.id) }
    try tellAuthor(of: review, after: before, decision)
    if review.visibility != before.visibility { try letDoublesFollow(review, by: decider.id) }
    if decision.effects.contains(.careTold) { try tellCare(about: review) }
    try drawSecondOpinion(decision, on: review, decider: decider)
    let retention: Retention = decision.outcome == .established ? .minor : .dismissed
    let due = retention.due(from: at, policy).map { max($0, strike?.expiresAt ?? 0) }
    try keep(try payloads(of: review), as: retention, until: due)
    return Ruling(review: review, decision: decision, strike: strike, proposal: proposal)
  }

  /// Saves a decision with its words encrypted, and the review after it.
  private func save(_ decision: Decision, on review: Review, after before: Review) throws {
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
        "ruleset": .text(decision.ruleset), "rules": .text(decision.rules.map(\.rawValue).joined(separator: " ")),
        "automated_detection": SQLValue(decision.isAutomaticallyFound),
        "duplicate_of": SQLValue(decision.duplicateOf), "payload": SQLValue(saved?.id),
        "version": SQLValue(review.version),
      ])
    for (index, effect) in decision.effects.enumerated() {
      try connection.insert(
        into: "decision_effect",
        [
          "school": SQLValue(school.id), "decision": SQLValue(decision.id), "number": SQLValue(index + 1),
          "effect": .text(effect.code),
        ])
    }
    try save(review, after: before, .decided, by: decision.decider) {
      $0.decision = decision.id
      $0.role = decision.role
      $0.outcome = dismissal?.rawValue ?? decision.outcome.code
      $0.effects = decision.effects.isEmpty ? nil : decision.effects.map(\.code)
      $0.clauses = decision.clauses.isEmpty ? nil : decision.clauses
      $0.rules = decision.rules.isEmpty ? nil : decision.rules
      $0.severity = decision.severity
      $0.policy = decision.policy
      $0.ruleset = decision.ruleset
      $0.item = decision.duplicateOf.map { "double of \($0)" }
      if let saved { $0.commitments = [saved.id: saved.commitment] }
    }
  }

  /// Tells an author what was decided when it touches the author: a violation, or a message that is gone or visible again.
  private func tellAuthor(of review: Review, after before: Review, _ decision: Decision) throws {
    let item = "decision \(decision.id)"
    let isGone = review.visibility == .removed && before.visibility != .removed
    if decision.outcome == .established || isGone { try tell(.decided, to: review.subject.author, about: item) }
    if decision.effects.contains(.complaintsRoute) {
      try tell(.complaintsRoute, to: review.subject.author, about: item)
    }
    if before.visibility == .held && review.visibility == .restored {
      try tell(.restored, to: review.subject.author, about: item)
    }
  }

  /// Counts a decision as a strike, when it is one.
  private func count(_ decision: Decision, on review: Review) throws -> Strike? {
    let subject = try member(review.subject.author)
    let strike = Strike(
      id: StrikeID(makeID("s")), of: subject.id, by: decision, earlier: try strikes(of: subject.id),
      ladder: try policy().ladder, timeZone: school.timeZone)
    if let strike { try add(strike) }
    return strike
  }

  /// What the ladder proposes now, in the same transaction, so that two decisions at once cannot miss a threshold.
  private func propose(because decision: Decision, on review: Review) throws -> Measure? {
    let subject = try member(review.subject.author)
    let proposal = try policy().ladder.proposal(
      for: try strikes(of: subject.id), register: subject.register(at: at), earlier: try measures(of: subject.id),
      at: at, timeZone: school.timeZone)
    guard let proposal else { return nil }
    let measure = Measure(
      id: MeasureID(makeID("k")), number: try nextMeasureNumber(), member: subject.id, kind: proposal.kind,
      proposedAt: at, strikes: proposal.strikes, violations: proposal.violations, decision: decision.id)
    try add(measure, by: nil, reason: nil)
    return measure
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
