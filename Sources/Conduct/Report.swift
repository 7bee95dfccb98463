/// A member's notice of doubtful content or conduct.
public struct Report: Hashable, Codable, Sendable {
  /// How far it is.
  public enum State: String, Codable, Sendable, CaseIterable {
    case submitted
    case acknowledged
    case queued
    case assigned
    case underReview = "under_review"
    case infoRequested = "info_requested"
    case escalated
    case reopened
    case resolved
    /// The time to object to the outcome is over.
    case closed
    case withdrawn
    /// Words and people are gone, by the rules of retention.
    case purged

    /// Whether a person still has to do something.
    public var isOpen: Bool {
      switch self {
      case .submitted, .acknowledged, .queued, .assigned, .underReview, .infoRequested, .escalated, .reopened: true
      case .resolved, .closed, .withdrawn, .purged: false
      }
    }

    /// The name on screen, for handlers.
    public var name: String {
      switch self {
      case .submitted: "binnengekomen"
      case .acknowledged: "ontvangst bevestigd"
      case .queued: "wacht"
      case .assigned: "toegewezen"
      case .underReview: "in behandeling"
      case .infoRequested: "wacht op de melder"
      case .escalated: "doorgegeven"
      case .resolved: "afgehandeld"
      case .closed: "gesloten"
      case .withdrawn: "ingetrokken"
      case .reopened: "heropend"
      case .purged: "gewist"
      }
    }
  }

  /// What became of it.
  public enum Outcome: String, Codable, Sendable, CaseIterable {
    case actionTaken = "action_taken"
    case noAction = "no_action"
    case duplicate
    case outOfScope = "out_of_scope"
    case withdrawn

    /// What the reporter is told, without a word about anybody else.
    public var text: String {
      switch self {
      case .actionTaken:
        "Wij hebben uw melding bekeken en iets gedaan. Wat precies, vertellen wij niet: dat gaat over een ander."
      case .noAction: "Wij hebben uw melding bekeken. Het past binnen de afspraken; wij doen nu niets."
      case .duplicate: "Wij waren hier al mee bezig. Uw melding is erbij gevoegd."
      case .outOfScope: "Dit valt buiten de afspraken van het portaal. De school wijst u graag de weg die wel past."
      case .withdrawn: "U hebt uw melding ingetrokken."
      }
    }
  }

  /// The four words that a reporter sees.
  public enum Shown: String, Codable, Sendable, CaseIterable {
    case received
    case inReview = "in_review"
    case answerNeeded = "answer_needed"
    case closed

    /// The word on screen.
    public var name: String {
      switch self {
      case .received: "ontvangen"
      case .inReview: "wordt bekeken"
      case .answerNeeded: "uw antwoord is nodig"
      case .closed: "afgesloten"
      }
    }
  }

  /// How it came in.
  public enum Manner: String, Codable, Sendable, CaseIterable {
    case portal
    case phone
    case paper
    case inPerson = "in_person"

    /// The words on screen.
    public var name: String {
      switch self {
      case .portal: "in het portaal"
      case .phone: "telefonisch"
      case .paper: "op papier"
      case .inPerson: "in een gesprek"
      }
    }
  }

  /// What is known of the text that was reported.
  public enum Evidence: String, Codable, Sendable, CaseIterable {
    /// The school has the text as it was received.
    case snapshot
    /// The reporter's own copy is the text that was received: its keyed hash is the same.
    case verified
    /// The reporter's copy, which nothing confirms.
    case unverified
    /// No message is named.
    case none

    /// The words on screen.
    public var name: String {
      switch self {
      case .snapshot: "de tekst zoals de school die ontving"
      case .verified: "de kopie van de melder; dat is de tekst die de school ontving"
      case .unverified: "de kopie van de melder; niet na te gaan"
      case .none: "er is geen bericht bij genoemd"
      }
    }
  }

  /// The people in it, whose own matter it is.
  public struct Circle: Hashable, Sendable {
    /// Who reported, when that is a member.
    public var reporter: Member?
    /// Whom it is about, when that is known.
    public var about: Member?
    /// Who decided on it before a complaint about that was found right, and so is not asked again.
    public var deciders: Set<MemberID>
    /// Whether nobody of the board is there who may handle it, so that it is not given to the board.
    public var lacksBoard = false

    /// Makes a circle.
    public init(reporter: Member? = nil, about: Member? = nil, deciders: Set<MemberID> = []) {
      self.reporter = reporter
      self.about = about
      self.deciders = deciders
    }

    /// Whether a member, or somebody of the member's family, is in it.
    public func includes(_ member: Member) -> Bool {
      [reporter, about].contains { $0?.isClose(to: member) ?? false }
    }
  }

  /// The identifier.
  public var id: ReportID
  /// What the reporter quotes: six digits drawn by lot, so that they tell nobody how many reports there are.
  public var number: Int
  /// The message.
  public var message: MessageID?
  /// The review that decides on it; nil when the report is judged by itself.
  public var review: ReviewID?
  /// Whom it is about.
  public var about: MemberID?
  /// The group.
  public var group: GroupID?
  /// Who reported; nil for somebody who is no member.
  public var reporter: MemberID?
  /// Who wrote it down on the reporter's behalf.
  public var enteredBy: MemberID?
  /// How it came in.
  public var manner: Manner
  /// The category that the reporter chose.
  public var category: String
  /// How fast somebody should look.
  public var severity: Severity
  /// Whether somebody may be in danger now.
  public var isAcute: Bool
  /// How far it is.
  public var state: State
  /// What became of it.
  public var outcome: Outcome?
  /// Who handles it.
  public var route: Review.Route
  /// Who is at work on it.
  public var handler: MemberID?
  /// What is known of the text.
  public var evidence: Evidence
  /// When it came in, in milliseconds.
  public var submittedAt: Int64
  /// Until when the reporter may object to the outcome, in milliseconds; nil while it is open.
  public var closesAt: Int64?
  /// Counts every change.
  public var version: Int

  /// Makes a report that just came in.
  public init(
    id: ReportID, number: Int, message: MessageID? = nil, review: ReviewID? = nil, about: MemberID? = nil,
    group: GroupID? = nil, reporter: MemberID? = nil, enteredBy: MemberID? = nil, manner: Manner = .portal,
    category: String, severity: Severity, isAcute: Bool = false, state: State = .submitted, outcome: Outcome? = nil,
    route: Review.Route = .groupAdmin, handler: MemberID? = nil, evidence: Evidence = .none, submittedAt: Int64,
    closesAt: Int64? = nil, version: Int = 1
  ) {
    self.id = id
    self.number = number
    self.message = message
    self.review = review
    self.about = about
    self.group = group
    self.reporter = reporter
    self.enteredBy = enteredBy
    self.manner = manner
    self.category = category
    self.severity = severity
    self.isAcute = isAcute
    self.state = state
    self.outcome = outcome
    self.route = route
    self.handler = handler
    self.evidence = evidence
    self.submittedAt = submittedAt
    self.closesAt = closesAt
    self.version = version
  }

  /// What the reporter sees of how far it is.
  public var shown: Shown {
    switch state {
    case .submitted, .acknowledged, .queued: .received
    case .assigned, .underReview, .escalated, .reopened: .inReview
    case .infoRequested: .answerNeeded
    case .resolved, .closed, .withdrawn, .purged: .closed
    }
  }

  /// The term of the answer to the reporter, by how grave it is and who handles it.
  public var term: Policy.TermName {
    if route == .care { return .care }
    switch severity {
    case .information, .low: return .reviewLow
    case .medium: return .reviewMedium
    case .high, .critical: return .reviewHigh
    }
  }
}
