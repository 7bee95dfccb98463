/// Why a message needs no action.
public enum Dismissal: String, Codable, Sendable, CaseIterable {
  case falseHit = "false_hit"
  case context
  case tooLight = "too_light"
  case duplicate
  /// Criticism of the school is no violation; its author is shown the complaints route.
  case criticism
  /// The school's agreements do not reach it.
  case outOfScope = "out_of_scope"

  /// The reason on screen.
  public var name: String {
    switch self {
    case .falseHit: "onterecht gesignaleerd"
    case .context: "past in de context"
    case .tooLight: "te licht"
    case .duplicate: "dubbel"
    case .criticism: "kritiek op de school: dat mag, en er is een klachtenregeling"
    case .outOfScope: "valt buiten de afspraken"
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
  /// Why nothing lighter would do, and what was weighed.
  public var weighing: String
  /// What follows from it, each once.
  public var effects: [Decision.Effect]

  /// Makes a finding.
  public init(
    clauses: [ClauseID], severity: Severity, motivation: String, facts: String = "", weighing: String = "",
    effects: [Decision.Effect] = []
  ) {
    self.clauses = clauses
    self.severity = severity
    self.motivation = motivation
    self.facts = facts
    self.weighing = weighing
    self.effects = effects
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

  /// What follows from it. Criticism always brings the complaints route with it.
  public var effects: [Decision.Effect] {
    switch self {
    case .dismiss(.criticism, _): [.complaintsRoute]
    case .dismiss, .careArranged: []
    case .establish(let finding):
      finding.effects.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
  }

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
    case .establish(let finding) where finding.effects.contains(.remove): .removed
    case .dismiss, .establish, .careArranged: before == .visible ? .visible : .restored
    }
  }
}
