extension Report {
  /// What somebody may do with a report.
  public enum Action: String, Codable, Sendable, CaseIterable {
    case view
    case claim
    case assign
    case release
    case askReporter = "ask_reporter"
    case escalate
    case resolve
    case reopen
    case answer
    case add
    case withdraw

    /// The name on screen.
    public var name: String {
      switch self {
      case .view: "bekijken"
      case .claim: "in behandeling nemen"
      case .assign: "aan een collega toewijzen"
      case .release: "teruggeven"
      case .askReporter: "de melder iets vragen"
      case .escalate: "naar boven doorgeven"
      case .resolve: "afhandelen"
      case .reopen: "heropenen"
      case .answer: "antwoorden"
      case .add: "aanvullen"
      case .withdraw: "intrekken"
      }
    }

    /// Whether it is the reporter's, and nobody else's.
    public var isReporters: Bool { self == .answer || self == .add || self == .withdraw }
  }

  /// What somebody may do at a moment: the list that a page offers and that the store allows.
  public func actions(for member: Member, in circle: Circle, at time: Int64) -> [Action] {
    Action.allCases.filter { refusal(of: $0, for: member, in: circle, at: time) == nil }
  }

  /// Whether the reporter may complain about what was done: there is an outcome, and it was not taken back.
  public var mayBeComplainedAbout: Bool { (state == .resolved || state == .closed) && outcome != .withdrawn }

  /// Why somebody may not complain about what was done; nil when it is allowed. The reporter may, and who wrote the report
  /// down for the reporter, unless that person decided on it or it is about that person; whoever could look at the
  /// complaint may write it down.
  public func refusalOfComplaint(by member: Member, in circle: Appeal.Circle, at time: Int64) -> Refusal? {
    guard mayBeComplainedAbout else {
      return .notNow("de melding", state: outcome == .withdrawn ? State.withdrawn.name : shown.name)
    }
    if member.isOne(of: [circle.appellant.id]) { return nil }
    guard member.isOne(of: [enteredBy]) else { return circle.refusalOfReviewing(member, at: time) }
    if circle.subject?.isClose(to: member) ?? false { return .involved }
    return member.isOne(of: circle.deciders) ? .ownDecision : nil
  }

  /// Why somebody may not do something with this report; nil when it is allowed. Whom it is about, who reported, and
  /// their families neither see nor handle it; the reporter adds, answers and withdraws.
  public func refusal(of action: Action, for member: Member, in circle: Circle, at time: Int64) -> Refusal? {
    if action.isReporters { return refusalToReporter(of: action, for: member, in: circle) }
    if circle.includes(member) { return .involved }
    if member.isOne(of: circle.deciders) { return .ownDecision }
    guard let handlesAll = standing(of: member, at: time) else { return .outsideScope }
    if action == .view { return nil }
    // A reported message is decided on once, in its review; the report follows.
    if review != nil && action != .askReporter { return .throughReview }
    switch action {
    case .claim:
      if handler == member.id { return state == .assigned ? nil : .samePerson }
      guard isAtWork else { return isWaiting ? nil : refused }
      return handlesAll ? nil : .heldByAnother
    case .assign:
      guard isAtWork || isWaiting else { return refused }
      return handlesAll || handler == member.id ? nil : .roleMayNot
    case .askReporter:
      return state == .infoRequested ? refused : refusalOfWork(for: member)
    case .release, .resolve: return refusalOfWork(for: member)
    case .escalate:
      if route == .board || route == .care { return .roleMayNot }
      // Whoever handles all gives it to the board.
      return refusalOfWork(for: member) ?? (handlesAll && circle.lacksBoard ? .noBoard : nil)
    case .reopen:
      guard state == .resolved || state == .closed || state == .withdrawn else { return refused }
      return handlesAll ? nil : .roleMayNot
    case .view, .answer, .add, .withdraw: return nil
    }
  }

  /// Whether somebody has it in hand.
  private var isAtWork: Bool { state == .assigned || state == .underReview || state == .infoRequested }
  /// Whether it is on a desk where nobody has taken it yet.
  private var isWaiting: Bool { state == .queued || state == .escalated || state == .reopened }
  private var refused: Refusal { .notNow("de melding", state: state.name) }

  /// The reporter is who reported, or who wrote it down for somebody who is no member.
  private func refusalToReporter(of action: Action, for member: Member, in circle: Circle) -> Refusal? {
    let isReporter = circle.reporter.map { $0.id == member.id || $0.account == member.account } ?? false
    guard isReporter || enteredBy == member.id else { return .outsideScope }
    guard action == .answer else { return state.isOpen ? nil : refused }
    return state == .infoRequested ? nil : refused
  }

  private func refusalOfWork(for member: Member) -> Refusal? {
    guard isAtWork else { return isWaiting ? .notClaimed : refused }
    return handler == member.id ? nil : .heldByAnother
  }

  /// Whether a member handles it, and then whether on whoever's desk it is.
  private func standing(of member: Member, at time: Int64) -> Bool? {
    let isDirector = member.holds(.director, in: nil, at: time)
    switch route {
    case .care: return isDirector || member.holds(.care, at: time) ? true : nil
    case .board: return member.holds(.board, in: nil, at: time) ? true : nil
    case .director: return isDirector ? true : nil
    case .groupAdmin:
      if isDirector { return true }
      return group.map { member.holds(.teacher, in: $0, at: time) } ?? false ? false : nil
    }
  }

  /// Who must answer it: the role that its route names.
  public var holder: Duty.Holder {
    switch route {
    case .groupAdmin: Duty.Holder(.teacher, in: group)
    case .director, .care: Duty.Holder(.director)
    case .board: Duty.Holder(.board)
    }
  }
}
