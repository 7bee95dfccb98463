/// One adult's conduct over time: what was found, both sides heard, and what was decided. Two guardians are two people and
/// have two cases; a child never has one.
public struct Case: Hashable, Codable, Sendable {
  /// How far it is.
  public enum State: String, Codable, Sendable, CaseIterable {
    case opened
    case underInvestigation = "under_investigation"
    case hearingScheduled = "hearing_scheduled"
    case heard
    case noResponse = "no_response"
    case decisionPending = "decision_pending"
    case approvalPending = "approval_pending"
    case decided
    case monitoring
    case closed
    case reopened
    case archived
    case transferred

    /// Whether it still asks for something.
    public var isOpen: Bool { self != .closed && self != .archived && self != .transferred }

    /// The words on screen.
    public var name: String {
      switch self {
      case .opened: "geopend"
      case .underInvestigation: "in onderzoek"
      case .hearingScheduled: "uitgenodigd om te reageren"
      case .heard: "gehoord"
      case .noResponse: "geen reactie"
      case .decisionPending: "wacht op een besluit"
      case .approvalPending: "wacht op een tweede akkoord"
      case .decided: "besloten"
      case .monitoring: "wordt gevolgd"
      case .closed: "gesloten"
      case .reopened: "heropend"
      case .archived: "gearchiveerd"
      case .transferred: "overgedragen"
      }
    }
  }

  /// What a person may do with a case; `view` besides the steps.
  public enum Action: String, Codable, Sendable, CaseIterable {
    case view
    case investigate
    case invite
    case hear
    case hearOther = "hear_other"
    case noResponse = "no_response"
    case skipHearing = "skip_hearing"
    case conclude
    case decide
    case approve
    case sendBack = "send_back"
    case monitor
    case close
    case reopen
    case toBoard = "to_board"
    case transfer
    case archive

    /// The name on screen.
    public var name: String {
      switch self {
      case .view: "bekijken"
      case .investigate: "onderzoeken"
      case .invite: "uitnodigen om te reageren"
      case .hear: "vastleggen wat de persoon zelf zegt"
      case .hearOther: "vastleggen wat de andere kant zegt"
      case .noResponse: "vastleggen dat er geen reactie kwam"
      case .skipHearing: "horen overslaan bij acuut gevaar"
      case .conclude: "horen afronden"
      case .decide: "besluiten"
      case .approve: "akkoord geven als tweede persoon"
      case .sendBack: "terugsturen"
      case .monitor: "volgen"
      case .close: "sluiten"
      case .reopen: "heropenen"
      case .toBoard: "aan het bestuur geven"
      case .transfer: "overdragen aan een andere school"
      case .archive: "archiveren"
      }
    }

    /// The states from which it goes, and where it leads; nil is where it was.
    var way: (from: Set<State>, to: State?) {
      switch self {
      case .view: (Set(State.allCases), nil)
      case .investigate: ([.opened, .reopened], .underInvestigation)
      case .invite: ([.underInvestigation], .hearingScheduled)
      case .hear: ([.hearingScheduled, .heard, .noResponse], .heard)
      case .hearOther: ([.underInvestigation, .hearingScheduled, .heard, .noResponse], nil)
      case .noResponse: ([.hearingScheduled], .noResponse)
      case .skipHearing: ([.underInvestigation, .hearingScheduled], .decisionPending)
      case .conclude: ([.heard, .noResponse], .decisionPending)
      case .decide: ([.decisionPending], .decided)
      case .approve: ([.approvalPending], .decided)
      case .sendBack: ([.approvalPending], .decisionPending)
      case .monitor: ([.decided], .monitoring)
      case .close: ([.decided, .monitoring], .closed)
      case .reopen: ([.closed], .reopened)
      case .toBoard: (Set(State.allCases.filter(\.isOpen)), nil)
      case .transfer: (Set(State.allCases.filter(\.isOpen)), .transferred)
      case .archive: ([.closed], .archived)
      }
    }
  }

  /// A step that a person takes on a case.
  public struct Step: Hashable, Sendable {
    /// Which.
    public var action: Action
    /// The invitation, minutes, reason or motivation; compulsory where something is to be said.
    public var words: String?
    /// Until when the person may respond, in milliseconds; with an invitation only.
    public var respondBy: Int64?

    /// Makes a step.
    public init(_ action: Action, words: String? = nil, respondBy: Int64? = nil) {
      self.action = action
      self.words = words
      self.respondBy = respondBy
    }
  }

  /// The identifier.
  public var id: CaseID
  /// A short number within the school, for people.
  public var number: Int
  /// Whose conduct it is.
  public var member: MemberID
  /// Parents and staff stand apart.
  public var register: Register
  /// How far it is.
  public var state: State
  /// Counts every change.
  public var version: Int
  /// Who opened it.
  public var openedBy: MemberID
  /// When, in milliseconds.
  public var openedAt: Int64
  /// Until when the person may respond, in milliseconds.
  public var respondBy: Int64?
  /// Who decided.
  public var decidedBy: MemberID?
  /// Who agreed as the second person.
  public var approvedBy: MemberID?
  /// When the person was heard last, in milliseconds.
  public var heardAt: Int64?
  /// When the other side was: who reported it, or whom it happened to.
  public var otherHeardAt: Int64?
  /// Since when it is the board's, in milliseconds; the director only reads it then.
  public var boardSince: Int64?
  /// Who reported the person, and so has no hand in it.
  public var complainants: [Review.Party] = []
  /// Whether nobody of the board may see it, so that it cannot be given to the board.
  public var lacksBoard = false

  /// Makes a case that was just opened.
  public init(
    id: CaseID, number: Int, member: MemberID, register: Register, state: State = .opened, version: Int = 1,
    openedBy: MemberID, openedAt: Int64, respondBy: Int64? = nil, decidedBy: MemberID? = nil,
    approvedBy: MemberID? = nil, heardAt: Int64? = nil, otherHeardAt: Int64? = nil, boardSince: Int64? = nil
  ) {
    self.id = id
    self.number = number
    self.member = member
    self.register = register
    self.state = state
    self.version = version
    self.openedBy = openedBy
    self.openedAt = openedAt
    self.respondBy = respondBy
    self.decidedBy = decidedBy
    self.approvedBy = approvedBy
    self.heardAt = heardAt
    self.otherHeardAt = otherHeardAt
    self.boardSince = boardSince
  }

  /// Why a member may not open or see a case about a person; nil when it is allowed. The director and the board see cases,
  /// but not their own or their family's, nor about whom they reported; what is about a director is the board's.
  public static func refusal(
    about subject: Member, for member: Member, complainants: [Review.Party], at time: Int64
  ) -> Refusal? {
    if member.id == subject.id || member.account == subject.account { return .ownMessage }
    if member.isClose(to: subject) { return .ownFamily }
    if complainants.contains(where: { $0.isClose(to: member) }) { return .involved }
    if member.holds(.board, in: nil, at: time) { return nil }
    if subject.holds(.director, in: nil, at: time) { return .outsideScope }
    return member.holds(.director, in: nil, at: time) ? nil : .outsideScope
  }

  /// What a member may do with this case: the list that a page offers and that the store allows.
  public func actions(for member: Member, about subject: Member, at time: Int64) -> [Action] {
    Action.allCases.filter { refusal(of: $0, for: member, about: subject, at: time) == nil }
  }

  /// Why a member may not do something with this case; nil when it is allowed.
  public func refusal(of action: Action, for member: Member, about subject: Member, at time: Int64) -> Refusal? {
    if let refusal = Self.refusal(about: subject, for: member, complainants: complainants, at: time) { return refusal }
    guard action.way.from.contains(state) else { return .notNow("de zaak", state: state.name) }
    if boardSince != nil && action != .view {
      if action == .toBoard { return .notNow("de zaak", state: "al bij het bestuur") }
      if !member.holds(.board, in: nil, at: time) { return .handedUp }
    }
    switch action {
    case .toBoard: return lacksBoard ? .noBoard : nil
    case .noResponse: return respondBy.map { time <= $0 ? .mayStillRespond(until: $0) : nil } ?? nil
    case .approve, .sendBack: return member.isOne(of: [decidedBy]) ? .samePerson : nil
    // Without hearing the other side one person alone does not go on.
    case .skipHearing: return member.isOne(of: [openedBy]) ? .needsSecondPerson : nil
    default: return nil
    }
  }

  /// Whether what is decided needs a second person: when a measure that does is under way about the person, or was taken
  /// since the case was opened. It is no choice of who decides.
  public func isHeavy(_ measures: [Measure], policy: Policy) -> Bool {
    measures.contains { measure in
      let isTaken = measure.imposedBy != nil && measure.state != .reversed && measure.proposedAt >= openedAt
      return measure.needsTwo(policy) && (measure.state.isOpen || isTaken)
    }
  }

  /// The case after a step; throws `ConductError` when the person may not take it or leaves out what is compulsory.
  /// `measures` are those about the person.
  public func applying(
    _ step: Step, by member: Member, about subject: Member, measures: [Measure], policy: Policy, at time: Int64
  ) throws -> Case {
    if let refusal = refusal(of: step.action, for: member, about: subject, at: time) {
      throw ConductError.notAllowed(refusal)
    }
    if step.action == .view { return self }
    let isSilent: Set<Action> = [.investigate, .noResponse, .conclude, .approve, .monitor, .archive]
    if !isSilent.contains(step.action), (step.words ?? "").isBlank {
      throw ConductError.missing("wat is gezegd of waarom")
    }
    var next = self
    next.version += 1
    next.state = step.action.way.to ?? state
    switch step.action {
    case .hear: next.heardAt = time
    case .hearOther: next.otherHeardAt = time
    case .conclude:
      if otherHeardAt == nil && (step.words ?? "").isBlank {
        throw ConductError.missing("waarom de andere kant niet is gehoord, of leg die eerst vast")
      }
    // New facts ask for a new hearing.
    case .reopen: (next.heardAt, next.otherHeardAt) = (nil, nil)
    case .toBoard: next.boardSince = time
    case .invite:
      try policy.checkResponse(until: step.respondBy, for: register, at: time)
      next.respondBy = step.respondBy
    case .decide:
      next.decidedBy = member.id
      next.approvedBy = nil
      if isHeavy(measures, policy: policy) { next.state = .approvalPending }
    case .approve: next.approvedBy = member.id
    default: break
    }
    return next
  }
}
