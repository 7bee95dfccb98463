/// The outcome of a review and why.
public struct Decision: Hashable, Codable, Sendable {
  /// What was decided.
  public enum Outcome: Hashable, Codable, Sendable {
    case dismissed(Dismissal)
    case established
    case careArranged

    /// The outcome on screen.
    public var name: String {
      switch self {
      case .dismissed(let reason): "geen actie (\(reason.name))"
      case .established: "overtreding vastgesteld"
      case .careArranged: "zorg geregeld"
      }
    }
  }

  /// What follows from a decision besides the decision itself; several at once are one decision with one motivation.
  public enum Effect: Hashable, Codable, Sendable {
    /// The message is taken away.
    case remove
    /// It counts for nothing: somebody is talked to, and that is all.
    case withoutStrike
    /// The author is shown the complaints route.
    case complaintsRoute
    /// The named person of care is told.
    case careTold
    /// A measure is proposed; another person decides on it.
    case propose(Measure.Kind)

    /// The effect as it is stored.
    public var code: String {
      switch self {
      case .remove: "remove"
      case .withoutStrike: "without_strike"
      case .complaintsRoute: "complaints_route"
      case .careTold: "care_told"
      case .propose(let kind): "propose \(kind.rawValue)"
      }
    }

    /// Reads what is stored; nil for anything else.
    public init?(code: String) {
      switch code {
      case "remove": self = .remove
      case "without_strike": self = .withoutStrike
      case "complaints_route": self = .complaintsRoute
      case "care_told": self = .careTold
      default:
        let parts = code.split(separator: " ")
        guard parts.count == 2, parts[0] == "propose", let kind = Measure.Kind(rawValue: String(parts[1])) else {
          return nil
        }
        self = .propose(kind)
      }
    }

    /// The effect on screen.
    public var name: String {
      switch self {
      case .remove: "het bericht wordt verwijderd"
      case .withoutStrike: "telt niet als aantekening"
      case .complaintsRoute: "de schrijver is gewezen op de klachtenregeling"
      case .careTold: "de zorgpersoon weet ervan"
      case .propose(let kind): "voorstel: \(kind.profile.name)"
      }
    }
  }

  /// The identifier.
  public var id: DecisionID
  /// The review.
  public var review: ReviewID
  /// Who decided.
  public var decider: MemberID
  /// The role that was used.
  public var role: Role
  /// When, in milliseconds.
  public var at: Int64
  /// What was decided.
  public var outcome: Outcome
  /// The clauses that were violated.
  public var clauses: [ClauseID]
  /// How grave the decider found it.
  public var severity: Severity?
  /// The version of the policy in force.
  public var policy: String
  /// The version of the rules that scanned the message.
  public var ruleset: String
  /// The rules that hit.
  public var rules: [RuleID]
  /// Whether a machine found the message; a person always decides.
  public var isAutomaticallyFound: Bool
  /// What follows from it.
  public var effects: [Effect]
  /// The review that this one is a double of.
  public var duplicateOf: ReviewID?
  /// Who took it back; nil while it stands.
  public var undoneBy: MemberID?
  /// The reasons; nil without a violation, and after they were purged.
  public var statement: StatementOfReasons?
  /// The decider's note; nil when there is none, and after it was purged.
  public var note: String?

  /// Makes a decision.
  public init(
    id: DecisionID, review: ReviewID, decider: MemberID, role: Role, at: Int64, outcome: Outcome,
    clauses: [ClauseID] = [], severity: Severity? = nil, policy: String, ruleset: String, rules: [RuleID] = [],
    isAutomaticallyFound: Bool = true, effects: [Effect] = [], duplicateOf: ReviewID? = nil,
    undoneBy: MemberID? = nil, statement: StatementOfReasons? = nil, note: String? = nil
  ) {
    self.id = id
    self.review = review
    self.decider = decider
    self.role = role
    self.at = at
    self.outcome = outcome
    self.clauses = clauses
    self.severity = severity
    self.policy = policy
    self.ruleset = ruleset
    self.rules = rules
    self.isAutomaticallyFound = isAutomaticallyFound
    self.effects = effects
    self.duplicateOf = duplicateOf
    self.undoneBy = undoneBy
    self.statement = statement
    self.note = note
  }

  /// Makes the decision that a judgement on a review amounts to, with its statement of reasons. `signals` are those of
  /// the message; shadow signals say nothing.
  public init(
    id: DecisionID, on review: Review, judgement: Judgement, signals: [Signal], message: Message, by decider: Member,
    policy: Policy, duplicateOf: ReviewID? = nil, at time: Int64
  ) {
    let counted = signals.filter { !$0.isShadow }
    self.init(
      id: id, review: review.id, decider: decider.id, role: review.role(of: decider, at: time), at: time,
      outcome: .careArranged, policy: policy.version, ruleset: review.ruleset,
      rules: Set(counted.map(\.rule)).sorted(), isAutomaticallyFound: review.reason != .report,
      effects: judgement.effects, duplicateOf: duplicateOf)
    switch judgement {
    case .dismiss(let reason, let note):
      outcome = .dismissed(reason)
      self.note = note
    case .careArranged(let note): self.note = note
    case .establish(let finding):
      outcome = .established
      clauses = finding.clauses
      severity = finding.severity
      statement = StatementOfReasons(
        finding: finding, decision: self, category: counted.max { $0.severity < $1.severity }?.category,
        message: message, policy: policy)
    }
  }
}

extension Review {
  /// The role in which a member handles this review.
  public func role(of member: Member, at time: Int64) -> Role {
    if member.holds(.director, in: nil, at: time) && route != .board { return .director }
    if member.holds(.board, in: nil, at: time) { return .board }
    return member.holds(.teacher, in: subject.group, at: time) ? .teacher : .staff
  }
}
