extension Review {
  /// What a member may do with a review.
  public enum Action: String, Codable, Sendable, CaseIterable {
    case view
    case claim
    case release
    case dismiss
    case establish
    case arrangeCare = "arrange_care"
    case escalate
    case askInformation = "ask_information"
    case reopen

    /// The name on screen.
    public var name: String {
      switch self {
      case .view: "bekijken"
      case .claim: "in behandeling nemen"
      case .release: "teruggeven"
      case .dismiss: "niets aan de hand"
      case .establish: "vaststellen"
      case .arrangeCare: "zorg geregeld"
      case .escalate: "naar de directie"
      case .askInformation: "uitleg vragen"
      case .reopen: "heropenen"
      }
    }
  }

  /// What a member may do with this review at a moment: the list that a page offers and that the store allows.
  public func actions(for member: Member, at time: Int64) -> [Action] {
    Action.allCases.filter { refusal(of: $0, for: member, at: time) == nil }
  }

  /// Why a member may not do something with this review; nil when it is allowed.
  public func refusal(of action: Action, for member: Member, at time: Int64) -> Refusal? {
    if let conflict = conflict(of: member) { return conflict }
    guard let standing = standing(of: member, at: time) else { return .outsideScope }
    switch action {
    case .view: return nil
    case .claim: return refusalOfClaim(for: member, standing: standing, at: time)
    case .reopen:
      guard state == .resolved else { return .wrongState(state) }
      return standing == .handlesAll ? nil : .roleMayNot
    case .release, .escalate, .askInformation, .dismiss: return refusalOfWork(for: member, action: action, standing)
    case .establish:
      if route == .care { return .careOnly }
      return refusalOfWork(for: member, action: action, standing)
    case .arrangeCare:
      if route != .care { return .notCare }
      return refusalOfWork(for: member, action: action, standing)
    }
  }

  /// How a member stands to a review that is not about that member.
  private enum Standing {
    /// Sees it and nothing more.
    case reads
    /// Handles it while it is on the member's own desk.
    case handles
    /// Handles it on whoever's desk it is.
    case handlesAll
  }

  private func conflict(of member: Member) -> Refusal? {
    if member.id == subject.author || member.account == subject.account { return .ownMessage }
    if let family = member.family, family == subject.family { return .ownFamily }
    return nil
  }

  private func standing(of member: Member, at time: Int64) -> Standing? {
    let isDirector = member.holds(.director, in: nil, at: time)
    let isAdmin = subject.group.map { member.holds(.teacher, in: $0, at: time) } ?? false
    // An admin who gave it to somebody above keeps sight of it, and so do the other admins of the group.
    let reads = isAdmin && escalatedBy != nil ? Standing.reads : nil
    switch route {
    case .care: return isDirector || member.holds(.care, at: time) ? .handlesAll : nil
    case .board: return member.holds(.board, in: nil, at: time) ? .handlesAll : reads
    case .director: return isDirector ? .handlesAll : reads
    case .groupAdmin: return isDirector ? .handlesAll : isAdmin ? .handles : nil
    }
  }

  private func refusalOfClaim(for member: Member, standing: Standing, at time: Int64) -> Refusal? {
    if standing == .reads { return .handedUp }
    switch state {
    case .pending, .reopened, .escalated: return nil
    case .infoRequested, .claimed:
      guard let claim, claim.member != member.id, claim.until > time, standing != .handlesAll else { return nil }
      return .claimedByAnother(claim.member, until: claim.until)
    case .resolved, .superseded, .purged: return .wrongState(state)
    }
  }

  private func refusalOfWork(for member: Member, action: Action, _ standing: Standing) -> Refusal? {
    if standing == .reads { return .handedUp }
    guard state == .claimed, let claim else { return state.isOpen ? .notClaimed : .wrongState(state) }
    guard claim.member == member.id else { return .claimedByAnother(claim.member, until: claim.until) }
    if action == .escalate && standing == .handlesAll { return .roleMayNot }
    return nil
  }
}

extension Review.State {
  /// The name on screen.
  public var name: String {
    switch self {
    case .pending: "open"
    case .claimed: "in behandeling"
    case .infoRequested: "wacht op uitleg"
    case .escalated: "bij de directie"
    case .reopened: "heropend"
    case .resolved: "afgehandeld"
    case .superseded: "vervangen door een nieuwe tekst"
    case .purged: "gewist"
    }
  }
}

extension Member {
  /// Why somebody may not see what is on record about this person; nil when it is allowed. The director sees it, and the
  /// board sees the director's.
  public func refusalOfHistory(to reader: Member, at time: Int64) -> Refusal? {
    if reader.id == id || reader.account == account { return .ownMessage }
    if reader.isClose(to: self) { return .ownFamily }
    let isHeads = holds(.director, in: nil, at: time)
    return reader.holds(isHeads ? .board : .director, in: nil, at: time) ? nil : .outsideScope
  }
}
