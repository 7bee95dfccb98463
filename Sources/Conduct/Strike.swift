/// What counts for repetition; it comes from an established violation and from nothing else.
public struct Strike: Hashable, Codable, Sendable {
  /// Whether it still counts.
  public enum State: String, Codable, Sendable {
    case active
    case expired
    case overruled
  }

  /// The identifier.
  public var id: StrikeID
  /// Whose it is.
  public var member: MemberID
  /// The review.
  public var review: ReviewID
  /// The decision that established the violation.
  public var decision: DecisionID
  /// The clauses that were violated.
  public var clauses: [ClauseID]
  /// How grave the violation was found.
  public var severity: Severity
  /// How much it counts; 0 for a talk.
  public var weight: Int
  /// When it was established, in milliseconds.
  public var at: Int64
  /// When it stops counting, in milliseconds.
  public var expiresAt: Int64
  /// Whether it still counts.
  public var state: State

  /// Makes a strike.
  public init(
    id: StrikeID, member: MemberID, review: ReviewID, decision: DecisionID, clauses: [ClauseID], severity: Severity,
    weight: Int, at: Int64, expiresAt: Int64, state: State = .active
  ) {
    self.id = id
    self.member = member
    self.review = review
    self.decision = decision
    self.clauses = clauses
    self.severity = severity
    self.weight = weight
    self.at = at
    self.expiresAt = expiresAt
    self.state = state
  }

  /// Makes the strike that a decision brings about, weighed by how often it happened before; nil for a decision that
  /// establishes nothing, or that says it counts for nothing.
  public init?(
    id: StrikeID, of member: MemberID, by decision: Decision, earlier: [Strike], ladder: Ladder, timeZone: String
  ) {
    guard case .established = decision.outcome, let severity = decision.severity,
      !decision.effects.contains(.withoutStrike)
    else { return nil }
    let before = ladder.counting(earlier, at: decision.at, timeZone: timeZone)
    let weights = before.isEmpty ? ladder.weights.value.first : ladder.weights.value.again
    self.init(
      id: id, member: member, review: decision.review, decision: decision.id, clauses: decision.clauses,
      severity: severity, weight: weights.indices.contains(severity.rawValue) ? weights[severity.rawValue] : 0,
      at: decision.at, expiresAt: ladder.expiry(of: decision.at, timeZone: timeZone))
  }

  /// Whether it counts at a moment.
  public func counts(at time: Int64) -> Bool { state == .active && at <= time && time < expiresAt }
}
