/// Why a message needs no action.
public enum Dismissal: String, Codable, Sendable, CaseIterable {
  case falseHit = "false_hit"
  case context
  case tooLight = "too_light"
  case duplicate

  /// The reason on screen.
  public var name: String {
    switch self {
    case .falseHit: "onterecht gesignaleerd"
    case .context: "past in de context"
    case .tooLight: "te licht"
    case .duplicate: "dubbel"
    }
  }
}

/// A violation that a person establishes: which clauses, how grave, and why.
public struct Finding: Hashable, Codable, Sendable {
  /// The clauses of the policy in force; at least one.
  public var clauses: [ClauseID]
  /// How grave the person finds it.
  public var severity: Severity
  /// Why these clauses were violated; compulsory.
  public var motivation: String
  /// What happened, in the person's words.
  public var facts: String
  /// Whether the message is taken away.
  public var removes: Bool

  /// Makes a finding.
  public init(
    clauses: [ClauseID], severity: Severity, motivation: String, facts: String = "", removes: Bool = false
  ) {
    self.clauses = clauses
    self.severity = severity
    self.motivation = motivation
    self.facts = facts
    self.removes = removes
  }
}

/// What a decider says about a review.
public enum Judgement: Hashable, Codable, Sendable {
  /// No action, with one reason.
  case dismiss(Dismissal, note: String? = nil)
  /// A violation is established.
  case establish(Finding)
  /// Care was arranged; no violation is established.
  case careArranged(note: String)

  /// Throws `ConductError` when something compulsory is missing or a clause is not in the policy.
  public func check(against policy: Policy) throws {
    switch self {
    case .dismiss: break
    case .careArranged(let note):
      if note.isBlank { throw ConductError.missing("wat er is geregeld") }
    case .establish(let finding):
      if finding.clauses.isEmpty { throw ConductError.missing("een afspraak uit het beleid") }
      if finding.motivation.isBlank { throw ConductError.missing("een motivering") }
      for clause in finding.clauses where policy.clause(clause) == nil {
        throw ConductError.unknownClause(clause, policy: policy.id)
      }
    }
  }

  /// What readers of the portal see afterwards.
  func visibility(after before: Review.Visibility) -> Review.Visibility {
    switch self {
    case .establish(let finding) where finding.removes: .removed
    case .dismiss, .establish, .careArranged: before == .visible ? .visible : .restored
    }
  }
}

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
  /// The reasons; nil without a violation, and after they were purged.
  public var statement: StatementOfReasons?
  /// The decider's note; nil when there is none, and after it was purged.
  public var note: String?

  /// Makes a decision.
  public init(
    id: DecisionID, review: ReviewID, decider: MemberID, role: Role, at: Int64, outcome: Outcome,
    clauses: [ClauseID] = [], severity: Severity? = nil, policy: String, ruleset: String,
    statement: StatementOfReasons? = nil, note: String? = nil
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
    self.statement = statement
    self.note = note
  }

  /// Makes the decision that a judgement on a review amounts to, with its statement of reasons.
  public init(
    id: DecisionID, on review: Review, judgement: Judgement, category: CategoryID?, message: Message,
    by decider: Member,
    policy: Policy, at time: Int64
  ) {
    self.init(
      id: id, review: review.id, decider: decider.id, role: review.role(of: decider, at: time), at: time,
      outcome: .careArranged, policy: policy.version, ruleset: review.ruleset)
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
        id: id, finding: finding, category: category, message: message, policy: policy, at: time)
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
