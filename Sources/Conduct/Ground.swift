/// An established violation, as a letter about it tells it to the person concerned: nothing in it says who reported.
public struct Ground: Hashable, Sendable {
  /// When the message was sent, in milliseconds.
  public var sentAt: Int64
  /// The name of the group that it was sent to.
  public var group: String?
  /// What was written; nil when it is not kept any more.
  public var text: String?
  /// When the violation was established, in milliseconds.
  public var decidedAt: Int64
  /// In which role.
  public var role: Role
  /// The clauses as they stood.
  public var clauses: [StatementOfReasons.ClauseText]
  /// The title of the policy that they stand in.
  public var policy: String
  /// Its version.
  public var policyVersion: String
  /// The first day on which it held, as `yyyy-mm-dd`.
  public var policySince: String?
  /// Whether the school's own scan found it; otherwise a person pointed it out.
  public var isAutomaticallyFound: Bool
  /// The rules that hit, with their titles.
  public var rules: [String]
  /// The statement of reasons; nil when it is not kept any more.
  public var statement: StatementOfReasons?
  /// What follows from it.
  public var effects: [Decision.Effect]

  /// Makes a ground from a decision on a message.
  public init(
    decision: Decision, message: Message, isTextKept: Bool, group: String?, policy: Policy, ruleTitles: [String]
  ) {
    sentAt = message.sentAt
    self.group = group
    text = isTextKept ? message.text : nil
    decidedAt = decision.at
    role = decision.role
    clauses =
      decision.statement?.clauses
      ?? decision.clauses.map { id in
        let clause = policy.clause(id)
        return StatementOfReasons.ClauseText(id: id, label: clause?.label ?? "", text: clause?.text ?? "")
      }
    self.policy = policy.title
    policyVersion = policy.version
    policySince = policy.validFrom
    isAutomaticallyFound = decision.isAutomaticallyFound
    rules = ruleTitles
    statement = decision.statement
    effects = decision.effects
  }
}
