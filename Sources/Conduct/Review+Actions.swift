extension Review {
  /// What a member may do with a review.
  public enum Action: String, Codable, Sendable, CaseIterable {
    case view
    case note
    case claim
    case release
    case handOver = "hand_over"
    case dismiss
    case establish
    case arrangeCare = "arrange_care"
    case escalate
    case giveToCare = "give_to_care"
    case askInformation = "ask_information"
    case recordAnswer = "record_answer"
    case undo
    case reopen

    /// The name on screen.
    public var name: String {
      switch self {
      case .view: "bekijken"
      case .note: "aantekenen voor collega's"
      case .claim: "in behandeling nemen"
      case .release: "teruggeven"
      case .handOver: "overdragen aan een collega"
      case .dismiss: "niets aan de hand"
      case .establish: "vaststellen"
      case .arrangeCare: "zorg geregeld"
      case .escalate: "naar boven doorgeven"
      case .giveToCare: "naar de zorgpersoon"
      case .askInformation: "uitleg vragen"
      case .recordAnswer: "antwoord vastleggen"
      case .undo: "besluit herroepen"
      case .reopen: "heropenen"
      }
    }
  }

  /// How long a decider may undo a slip of one's own, in milliseconds: one hour.
  public static let graceTerm: Int64 = 60 * 60_000

  /// What a member may do with this review at a moment: the list that a page offers and that the store allows.
  public func actions(for member: Member, at time: Int64) -> [Action] {
    Action.allCases.filter { refusal(of: $0, for: member, at: time) == nil }
  }

  /// Whether it waits for a member: who may only read on, after handing it up, need not do anything.
  public func isWaiting(for member: Member, at time: Int64) -> Bool {
    refusal(of: .view, for: member, at: time) == nil && refusal(of: .claim, for: member, at: time) != .handedUp
  }

  /// Why a member may not do something with this review; nil when it is allowed.
  public func refusal(of action: Action, for member: Member, at time: Int64) -> Refusal? {
    if let conflict = conflict(of: member) { return conflict }
    guard let standing = standing(of: member, at: time) else { return .outsideScope }
    switch action {
    case .view: return nil
    case .note:
      if standing == .reads { return .handedUp }
      return state == .purged ? .wrongState(state) : nil
    case .claim: return refusalOfClaim(for: member, standing: standing, at: time)
    case .recordAnswer:
      guard state == .infoRequested else { return .wrongState(state) }
      return refusalOfClaim(for: member, standing: standing, at: time)
    case .undo: return refusalOfUndo(for: member, standing: standing, at: time)
    case .reopen:
      guard state == .resolved else { return .wrongState(state) }
      return standing == .handlesAll ? nil : .roleMayNot
    case .release, .handOver, .escalate, .giveToCare, .askInformation, .dismiss, .establish, .arrangeCare:
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

  /// Why it is no business of a member whatever the role; nil when the member has no part in it.
  public func conflict(of member: Member) -> Refusal? {
    if member.id == subject.author || member.account == subject.account { return .ownMessage }
    if let family = member.family, family == subject.family { return .ownFamily }
    for party in parties where party.isClose(to: member) {
      switch party.kind {
      case .reporter: return .involved
      // Who decided may read what became of it, and is not asked again once it is open anew.
      case .decider: if state.isOpen && !isLastResort { return party.member == member.id ? .ownDecision : .involved }
      }
    }
    return nil
  }

  private func standing(of member: Member, at time: Int64) -> Standing? {
    let isDirector = member.holds(.director, in: nil, at: time)
    let isAdmin = subject.group.map { member.holds(.teacher, in: $0, at: time) } ?? false
    // An admin who gave it to somebody above keeps sight of it, and so do the other admins of the group.
    let reads = isAdmin && escalatedBy != nil ? Standing.reads : nil
    switch route {
    case .care:
      let isBoards = lacksCarer && member.holds(.board, in: nil, at: time)
      return isDirector || member.holds(.care, at: time) || isBoards ? .handlesAll : nil
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
    if action == .establish && route == .care { return .careOnly }
    if action == .arrangeCare && route != .care { return .notCare }
    if action == .giveToCare && route == .care { return .alreadyCare }
    if standing == .reads { return .handedUp }
    guard state == .claimed, let claim else { return state.isOpen ? .notClaimed : .wrongState(state) }
    guard claim.member == member.id else { return .claimedByAnother(claim.member, until: claim.until) }
    // Nobody stands above the board, and care stays with the people of care.
    if action == .escalate && (route == .board || route == .care) { return .roleMayNot }
    // Whoever handles all gives it to the board.
    if action == .escalate && standing == .handlesAll && lacksBoard { return .noBoard }
    return nil
  }

  private func refusalOfUndo(for member: Member, standing: Standing, at time: Int64) -> Refusal? {
    if standing == .reads { return .handedUp }
    guard state == .resolved else { return .wrongState(state) }
    if standing == .handlesAll && decidedBy != member.id { return nil }
    guard decidedBy == member.id, let decidedAt else { return .roleMayNot }
    return time - decidedAt <= Self.graceTerm ? nil : .graceOver
  }
}

extension Review.State {
  /// The name on screen.
  public var name: String {
    switch self {
    case .pending: "open"
    case .claimed: "in behandeling"
    case .infoRequested: "wacht op uitleg"
    case .escalated: "doorgegeven"
    case .reopened: "heropend"
    case .resolved: "afgehandeld"
    case .superseded: "vervangen door een nieuwe tekst"
    case .purged: "gewist"
    }
  }
}
