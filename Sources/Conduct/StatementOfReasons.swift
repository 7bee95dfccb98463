/// The reasons of a decision, under the field names of the EU's Digital Services Act (art. 17 and the Commission's
/// transparency database): a vocabulary, no claim of compliance.
public struct StatementOfReasons: Hashable, Codable, Sendable {
  /// What happens to the message.
  public var decisionVisibility: [String]
  /// What happens to the service; never anything by a decision on a message.
  public var decisionProvision: String?
  /// What happens to the account; never anything by a decision on a message.
  public var decisionAccount: String?
  /// The ground: the school's own policy.
  public var decisionGround: String
  /// The clauses, by label and name as they stood.
  public var incompatibleContentGround: String
  /// The motivation.
  public var incompatibleContentExplanation: String
  /// The legal ground, when the content is against the law.
  public var illegalContentLegalGround: String?
  /// The category of the gravest signal.
  public var category: String
  /// The kinds of content.
  public var contentType: [String]
  /// The language of the content.
  public var contentLanguage: String?
  /// When the content was sent, in milliseconds.
  public var contentDate: Int64
  /// From when the decision holds, in milliseconds.
  public var applicationDate: Int64
  /// When a restriction of the account ends, in milliseconds.
  public var endDateAccountRestriction: Int64?
  /// When a restriction of visibility ends, in milliseconds.
  public var endDateVisibilityRestriction: Int64?
  /// The facts.
  public var decisionFacts: String
  /// Where the notice came from: the school's own scan, or a member's report.
  public var sourceType: String
  /// Whether a machine found the message.
  public var automatedDetection: Bool
  /// Whether a machine decided: never.
  public var automatedDecision: Bool
  /// The decision's own identifier.
  public var puid: String

  /// A clause as it stood when the decision was taken.
  public struct ClauseText: Hashable, Codable, Sendable {
    /// The label.
    public var id: ClauseID
    /// The short name.
    public var label: String
    /// The text.
    public var text: String

    /// Makes a clause's text.
    public init(id: ClauseID, label: String, text: String) {
      self.id = id
      self.label = label
      self.text = text
    }
  }

  /// The clauses with their text as it stood; not a field of the DSA.
  public var clauses: [ClauseText]?
  /// The version of the policy that they stand in; not a field of the DSA.
  public var policyVersion: String?
  /// Why nothing lighter would do; not a field of the DSA.
  public var weighing: String?

  enum CodingKeys: String, CodingKey {
    case decisionVisibility = "decision_visibility"
    case decisionProvision = "decision_provision"
    case decisionAccount = "decision_account"
    case decisionGround = "decision_ground"
    case incompatibleContentGround = "incompatible_content_ground"
    case incompatibleContentExplanation = "incompatible_content_explanation"
    case illegalContentLegalGround = "illegal_content_legal_ground"
    case category
    case contentType = "content_type"
    case contentLanguage = "content_language"
    case contentDate = "content_date"
    case applicationDate = "application_date"
    case endDateAccountRestriction = "end_date_account_restriction"
    case endDateVisibilityRestriction = "end_date_visibility_restriction"
    case decisionFacts = "decision_facts"
    case sourceType = "source_type"
    case automatedDetection = "automated_detection"
    case automatedDecision = "automated_decision"
    case puid
    case clauses
    case policyVersion = "policy_version"
    case weighing
  }

  /// Writes down the reasons of a finding. Nothing in it says who reported a message, how many did, or when.
  public init(finding: Finding, decision: Decision, category: CategoryID?, message: Message, policy: Policy) {
    decisionVisibility = finding.effects.contains(.remove) ? ["DECISION_VISIBILITY_CONTENT_REMOVED"] : []
    decisionGround = "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    let texts = finding.clauses.map { id in
      let clause = policy.clause(id)
      return ClauseText(id: id, label: clause?.label ?? "", text: clause?.text ?? "")
    }
    incompatibleContentGround = texts.map { "\($0.id) \($0.label)" }.joined(separator: "; ")
    incompatibleContentExplanation = finding.motivation
    self.category = category?.rawValue ?? ""
    contentType = ["CONTENT_TYPE_TEXT"]
    contentDate = message.sentAt
    applicationDate = decision.at
    decisionFacts = finding.facts
    sourceType = decision.isAutomaticallyFound ? "SOURCE_VOLUNTARY" : "SOURCE_TYPE_OTHER_NOTIFICATION"
    automatedDetection = decision.isAutomaticallyFound
    automatedDecision = false
    puid = decision.id.rawValue
    clauses = texts
    policyVersion = policy.version
    weighing = finding.weighing
  }
}
