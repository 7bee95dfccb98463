/// A second look at a decision that was drawn by lot: somebody else judges the same message without seeing what was
/// decided. It changes nothing; how often two people agree is a figure about the school's practice.
public struct SecondOpinion: Hashable, Codable, Sendable {
  /// How far it is.
  public enum State: String, Codable, Sendable, CaseIterable {
    case pending
    case given
    /// The text is gone, or the decision was taken back, before somebody looked.
    case lapsed
  }

  /// What the second person finds.
  public enum Finding: Hashable, Codable, Sendable {
    case dismissed(Dismissal)
    case established([ClauseID])
  }

  /// The identifier.
  public var id: SecondOpinionID
  /// A short number within the school, for people.
  public var number: Int
  /// The review.
  public var review: ReviewID
  /// The decision that is looked at again.
  public var decision: DecisionID
  /// Who is asked.
  public var route: Review.Route
  /// How far it is.
  public var state: State
  /// Who gave it.
  public var by: MemberID?
  /// Whether the two people agree; nil before it is given.
  public var agrees: Bool?

  /// Makes a second opinion.
  public init(
    id: SecondOpinionID, number: Int, review: ReviewID, decision: DecisionID, route: Review.Route,
    state: State = .pending, by: MemberID? = nil, agrees: Bool? = nil
  ) {
    self.id = id
    self.number = number
    self.review = review
    self.decision = decision
    self.route = route
    self.state = state
    self.by = by
    self.agrees = agrees
  }

  /// Why a member may not give it; nil when it is allowed. `touched` are the members who had the review in hand before.
  public func refusal(
    for member: Member, on review: Review, touched: Set<MemberID>, at time: Int64
  ) -> Refusal? {
    if state != .pending { return .opinionSettled }
    if member.isOne(of: touched) { return .ownDecision }
    var asked = review
    asked.route = route
    asked.state = .pending
    asked.claim = nil
    return asked.refusal(of: .claim, for: member, at: time)
  }

  /// Whether two people agree: both find nothing, or both find a violation of at least one same clause.
  public static func agrees(_ finding: Finding, with decision: Decision) -> Bool {
    switch (finding, decision.outcome) {
    case (.dismissed, .dismissed): true
    case (.established(let clauses), .established): !Set(clauses).isDisjoint(with: decision.clauses)
    default: false
    }
  }

  /// Whether a decision is drawn, by a number from 0 to 99 that nobody can foresee, and the share in percent.
  public static func isDrawn(_ number: Int, share: Int) -> Bool { number < share }
}

extension Policy {
  /// The share of decisions that a second person looks at, in percent: the term `second_opinion_percent`; without it none.
  public var secondOpinionShare: Int { min(100, max(0, terms["second_opinion_percent"]?.value ?? 0)) }

  /// Whether the policy gives something to the director whatever the group: from a severity on
  /// (`director_from_severity`), or by a clause that names `handled_by: director`.
  public func isDirectors(clauses: [ClauseID], severity: Severity) -> Bool {
    if let from = terms["director_from_severity"]?.value, severity.rawValue >= from { return true }
    return clauses.contains { clause($0).map(Self.isDirectors) ?? false }
  }

  /// Whether another policy gives the same to the director.
  public func givesDirectorTheSame(as other: Policy) -> Bool {
    func own(_ policy: Policy) -> Set<ClauseID> { Set(policy.clauses.filter(Self.isDirectors).map(\.id)) }
    let term = "director_from_severity"
    return terms[term]?.value == other.terms[term]?.value && own(self) == own(other)
  }

  private static func isDirectors(_ clause: Clause) -> Bool {
    clause.parameters["handled_by"]?.value == Role.director.rawValue
  }
}
