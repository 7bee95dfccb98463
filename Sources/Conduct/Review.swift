/// One item of the queue: a message that waits for a person, or on which a person has decided.
public struct Review: Hashable, Codable, Sendable {
  /// How far the review is; what readers of the portal see stands apart, in `Visibility`.
  public enum State: String, Codable, Sendable, CaseIterable {
    case pending
    case claimed
    case infoRequested = "info_requested"
    case escalated
    case reopened
    case resolved
    case superseded
    case purged

    /// Whether a person still has to decide.
    public var isOpen: Bool {
      switch self {
      case .pending, .claimed, .infoRequested, .escalated, .reopened: true
      case .resolved, .superseded, .purged: false
      }
    }
  }

  /// Whether readers of the portal see the message.
  public enum Visibility: String, Codable, Sendable, CaseIterable {
    case visible
    case held
    case removed
    case restored
  }

  /// Why the message is in the queue.
  public enum Reason: String, Codable, Sendable {
    case signals
    case notScanned = "not_scanned"
    /// A member reported it; no signal asked for a person.
    case report
  }

  /// Who handles the review.
  public enum Route: String, Codable, Sendable, CaseIterable {
    case groupAdmin = "group_admin"
    case director
    case board
    case care
  }

  /// Whom a review is about, as far as the question who may handle it needs.
  public struct Subject: Hashable, Codable, Sendable {
    /// The author.
    public var author: MemberID
    /// The author's sign-in.
    public var account: AccountID
    /// The author's family.
    public var family: FamilyID?
    /// The group that the message was written for.
    public var group: GroupID?

    /// Makes a subject.
    public init(author: MemberID, account: AccountID, family: FamilyID? = nil, group: GroupID? = nil) {
      self.author = author
      self.account = account
      self.family = family
      self.group = group
    }
  }

  /// Somebody besides the author whom a review concerns, and who therefore neither handles, sees nor counts it.
  public struct Party: Hashable, Codable, Sendable {
    /// How somebody is concerned.
    public enum Kind: String, Codable, Sendable {
      /// Reported it.
      case reporter
      /// Decided on it before.
      case decider
    }

    /// How.
    public var kind: Kind
    /// Who.
    public var member: MemberID
    /// That person's sign-in.
    public var account: AccountID
    /// That person's family.
    public var family: FamilyID?

    /// Makes a party.
    public init(_ kind: Kind, member: MemberID, account: AccountID, family: FamilyID? = nil) {
      self.kind = kind
      self.member = member
      self.account = account
      self.family = family
    }

    /// Makes a party of a member.
    public init(_ kind: Kind, _ member: Member) {
      self.init(kind, member: member.id, account: member.account, family: member.family)
    }

    /// Whether a member is this person or lives with this person.
    public func isClose(to other: Member) -> Bool {
      other.id == member || other.account == account || (family != nil && family == other.family)
    }
  }

  /// Who is at work on a review, and how long others leave it alone.
  public struct Claim: Hashable, Codable, Sendable {
    /// Who took it.
    public var member: MemberID
    /// When it ends by itself, in milliseconds.
    public var until: Int64

    /// Makes a claim.
    public init(member: MemberID, until: Int64) {
      self.member = member
      self.until = until
    }
  }

  /// The identifier.
  public var id: ReviewID
  /// A short number within the school, for people.
  public var number: Int
  /// The message.
  public var message: MessageID
  /// Whom it is about.
  public var subject: Subject
  /// How far it is.
  public var state: State
  /// What readers of the portal see.
  public var visibility: Visibility
  /// The highest severity of the signals.
  public var severity: Severity
  /// Why it is in the queue.
  public var reason: Reason
  /// Who handles it.
  public var route: Route
  /// Who is at work on it.
  public var claim: Claim?
  /// The group admin who gave it to the director.
  public var escalatedBy: MemberID?
  /// Who decided last, while that decision stands.
  public var decidedBy: MemberID?
  /// When that was, in milliseconds.
  public var decidedAt: Int64?
  /// Reporters and earlier deciders.
  public var parties: [Party] = []
  /// Whether it is about somebody's safety and none of the people of care may see it or is there, so that the board does.
  public var lacksCarer = false
  /// Whether nobody of the board is there who may handle it, so that it is not given to the board: it would wait in silence.
  public var lacksBoard = false
  /// Whether it is open on the board, and everybody there decided on it before: nobody stands above the board, so that it
  /// looks at it all the same.
  public var isLastResort = false
  /// When a person should have decided, in milliseconds.
  public var dueAt: Int64?
  /// Counts every change; a decision names the version that it was taken on.
  public var version: Int
  /// When the message came in, in milliseconds.
  public var receivedAt: Int64
  /// The version of the rules that scanned it.
  public var ruleset: String
  /// The version of the policy that weighed it.
  public var policy: String

  /// Makes a review.
  public init(
    id: ReviewID, number: Int, message: MessageID, subject: Subject, state: State = .pending,
    visibility: Visibility = .visible, severity: Severity, reason: Reason = .signals, route: Route,
    claim: Claim? = nil, escalatedBy: MemberID? = nil, version: Int = 1, receivedAt: Int64, ruleset: String,
    policy: String
  ) {
    self.id = id
    self.number = number
    self.message = message
    self.subject = subject
    self.state = state
    self.visibility = visibility
    self.severity = severity
    self.reason = reason
    self.route = route
    self.claim = claim
    self.escalatedBy = escalatedBy
    self.version = version
    self.receivedAt = receivedAt
    self.ruleset = ruleset
    self.policy = policy
  }
}
