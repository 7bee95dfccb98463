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

  /// Who handles a message: care goes to the named person of care, what the director wrote to the board, what other
  /// staff wrote to the director, and the rest to the group's admins unless none of them may see it. `handlers` are the
  /// members who handle reviews at this school.
  public static func route(
    author: Member, group: GroupID?, isCare: Bool, handlers: [Member], at time: Int64
  ) -> Route {
    let able = handlers.filter { !$0.isClose(to: author) }
    let above = routeAbove(author: author, handlers: handlers, at: time)
    if isCare { return above == .director || able.contains { $0.holds(.care, at: time) } ? .care : .board }
    if author.register(at: time) == .staff { return above }
    let hasAdmin = group != nil && able.contains { $0.holds(.teacher, in: group, at: time) }
    return hasAdmin ? .groupAdmin : above
  }

  /// Who stands above the group's admins: the director, or the board when it is about the director or no director may
  /// see it.
  public static func routeAbove(author: Member, handlers: [Member], at time: Int64) -> Route {
    if !author.roles(at: time).isDisjoint(with: [.director, .board]) { return .board }
    let hasDirector = handlers.contains { $0.holds(.director, in: nil, at: time) && !$0.isClose(to: author) }
    return hasDirector ? .director : .board
  }
}
