/// A step taken, or proposed, about one adult's conduct; never about a child's.
public struct Measure: Hashable, Codable, Sendable {
  /// Every rung of the ladder (domain §2.2), a closed list.
  public enum Kind: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
    case explanation
    case addressed
    case talk
    case reminder
    case formalWarning = "formal_warning"
    case staffReprimand = "staff_reprimand"
    case preModeration = "pre_moderation"
    case arrangement
    case postingRestriction = "posting_restriction"
    case portalSuspension = "portal_suspension"
    case contactRestriction = "contact_restriction"
    case premisesBan = "premises_ban"
    case staffSuspension = "staff_suspension"
    case boardInformed = "board_informed"
    case confidentialAdviser = "confidential_adviser"
    case complaintsCommittee = "complaints_committee"
    case confidentialInspector = "confidential_inspector"
    case veiligThuis = "veilig_thuis"
    case schoolAttendance = "school_attendance"
    case communityOfficer = "community_officer"
    case policeReport = "police_report"
    case civilProceedings = "civil_proceedings"
    case dataBreachReport = "data_breach_report"
  }

  /// How far a measure is.
  public enum State: String, Codable, Sendable, CaseIterable {
    case proposed
    case approvalPending = "approval_pending"
    case approved
    case refused
    /// The person was told what will happen, and may respond first.
    case announced
    case active
    /// It rests while an appeal is decided.
    case suspended
    case expired
    case lifted
    /// Another measure took its place.
    case superseded
    /// Outside the school, and settled there.
    case closed
    case reversed

    /// The name on screen.
    public var name: String {
      switch self {
      case .proposed: "voorgesteld"
      case .approvalPending: "wacht op een tweede akkoord"
      case .approved: "akkoord"
      case .refused: "afgewezen"
      case .announced: "aangekondigd"
      case .active: "van kracht"
      case .suspended: "geschorst tijdens bezwaar"
      case .expired: "verlopen"
      case .lifted: "opgeheven"
      case .superseded: "vervangen"
      case .closed: "afgerond"
      case .reversed: "herroepen"
      }
    }

    /// Whether somebody still has to do something before it holds.
    public var isOpen: Bool {
      self == .proposed || self == .approvalPending || self == .approved || self == .announced
    }

    /// Whether it holds now, or rests for a while.
    public var isInForce: Bool { self == .active || self == .suspended }
  }

  /// How a measure will be carried out and why; what the checklist is judged on.
  public struct Plan: Hashable, Codable, Sendable {
    /// Why this measure.
    public var motivation: String
    /// (a) How the person knew the rule.
    public var ruleKnown: String
    /// (b) The earlier warning, or why there was none.
    public var priorWarning: String
    /// (c) What happened.
    public var facts: String
    /// (d) Both interests, and how they were weighed.
    public var weighing: String
    /// (f) Whom the person can turn to.
    public var contactPoint: String
    /// (g) How the person can object.
    public var redress: String
    /// When and how the person was heard.
    public var hearing: String
    /// Whether safety asks for it before the person is heard.
    public var isUrgent: Bool
    /// When it begins, in milliseconds; nil is at once.
    public var from: Int64?
    /// (e) When it ends, in milliseconds.
    public var until: Int64?
    /// (e) When it is looked at again, in milliseconds.
    public var reviewAt: Int64?
    /// (j) What it covers: which groups, places or hours, and the exceptions.
    public var scope: String?
    /// (k) How the person gets the school's information meanwhile; compulsory when access is limited.
    public var substituteChannel: String?
    /// (l) What was tried inside the school, or why that cannot be; for steps outside.
    public var internalSteps: String?
    /// (m) On whose behalf the decider decides, and where that is written.
    public var mandate: String?
    /// The measure in whose place it comes.
    public var replaces: MeasureID?
    /// (n) Which clauses it is about, when it does not rest on violations that were established; nil when none was named.
    public var clauses: [ClauseID]?
    /// (o) Which danger asks for haste; compulsory when it does.
    public var urgency: String?

    /// Makes a plan; what is left blank is missing from the checklist.
    public init(
      motivation: String = "", ruleKnown: String = "", priorWarning: String = "", facts: String = "",
      weighing: String = "", contactPoint: String = "", redress: String = "", hearing: String = "",
      isUrgent: Bool = false, from: Int64? = nil, until: Int64? = nil, reviewAt: Int64? = nil, scope: String? = nil,
      substituteChannel: String? = nil, internalSteps: String? = nil, mandate: String? = nil,
      replaces: MeasureID? = nil, clauses: [ClauseID]? = nil, urgency: String? = nil
    ) {
      self.motivation = motivation
      self.ruleKnown = ruleKnown
      self.priorWarning = priorWarning
      self.facts = facts
      self.weighing = weighing
      self.contactPoint = contactPoint
      self.redress = redress
      self.hearing = hearing
      self.isUrgent = isUrgent
      self.from = from
      self.until = until
      self.reviewAt = reviewAt
      self.scope = scope
      self.substituteChannel = substituteChannel
      self.internalSteps = internalSteps
      self.mandate = mandate
      self.replaces = replaces
      self.clauses = clauses
      self.urgency = urgency
    }
  }

  /// The identifier.
  public var id: MeasureID
  /// A short number within the school, for people.
  public var number: Int
  /// Whom it is about.
  public var member: MemberID
  /// Which rung.
  public var kind: Kind
  /// How far it is.
  public var state: State
  /// Counts every change; a step names the version that it was taken on.
  public var version: Int
  /// Who proposed it; nil when the ladder did.
  public var proposedBy: MemberID?
  /// When it was proposed, in milliseconds.
  public var proposedAt: Int64
  /// The sum of the strikes that counted then.
  public var strikes: Int
  /// The number of violations that counted then.
  public var violations: Int
  /// Who prepared it.
  public var preparedBy: MemberID?
  /// Who agreed as the second person.
  public var approvedBy: MemberID?
  /// Who imposed it.
  public var imposedBy: MemberID?
  /// When it begins, in milliseconds.
  public var from: Int64?
  /// When it ends, in milliseconds.
  public var until: Int64?
  /// Until when the person may respond to the announcement, in milliseconds.
  public var respondBy: Int64?
  /// When the person said to have read it, in milliseconds.
  public var acknowledgedAt: Int64?
  /// Whether safety asked for it before a second person could agree.
  public var isEmergency: Bool
  /// How and why; nil before it is prepared and after it was purged.
  public var plan: Plan?
  /// The decision that brought it about; nil when a person proposed it apart from any.
  public var decision: DecisionID?
  /// Who reported the person before it began, and so has no hand in it.
  public var complainants: [Review.Party] = []

  /// Makes a measure.
  public init(
    id: MeasureID, number: Int, member: MemberID, kind: Kind, state: State = .proposed, version: Int = 1,
    proposedBy: MemberID? = nil, proposedAt: Int64, strikes: Int = 0, violations: Int = 0,
    preparedBy: MemberID? = nil, approvedBy: MemberID? = nil, imposedBy: MemberID? = nil, from: Int64? = nil,
    until: Int64? = nil, respondBy: Int64? = nil, acknowledgedAt: Int64? = nil, isEmergency: Bool = false,
    plan: Plan? = nil, decision: DecisionID? = nil
  ) {
    self.id = id
    self.number = number
    self.member = member
    self.kind = kind
    self.state = state
    self.version = version
    self.proposedBy = proposedBy
    self.proposedAt = proposedAt
    self.strikes = strikes
    self.violations = violations
    self.preparedBy = preparedBy
    self.approvedBy = approvedBy
    self.imposedBy = imposedBy
    self.from = from
    self.until = until
    self.respondBy = respondBy
    self.acknowledgedAt = acknowledgedAt
    self.isEmergency = isEmergency
    self.plan = plan
    self.decision = decision
  }

  /// Whether the person concerned knows of it: it was announced or took effect at school.
  public var isKnownToSubject: Bool { !kind.profile.isExternal && (state == .announced || imposedBy != nil) }
}
