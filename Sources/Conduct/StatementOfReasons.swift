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
  }

  /// Writes down the reasons of a finding.
  public init(
    id: DecisionID, finding: Finding, category: CategoryID?, message: Message, policy: Policy, at time: Int64
  ) {
    decisionVisibility = finding.removes ? ["DECISION_VISIBILITY_CONTENT_REMOVED"] : []
    decisionGround = "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    incompatibleContentGround =
      finding.clauses
      .map { label in policy.clause(label).map { "\(label) \($0.label)" } ?? label.rawValue }
      .joined(separator: "; ")
    incompatibleContentExplanation = finding.motivation
    self.category = category?.rawValue ?? ""
    contentType = ["CONTENT_TYPE_TEXT"]
    contentDate = message.sentAt
    applicationDate = time
    decisionFacts = finding.facts
    sourceType = "SOURCE_VOLUNTARY"
    automatedDetection = true
    automatedDecision = false
    puid = id.rawValue
  }
}
