extension Measure {
  /// What a person may do with a measure.
  public enum Action: String, Codable, Sendable, CaseIterable {
    case view
    case prepare
    case approve
    case refuse
    case announce
    case respond
    case impose
    case acknowledge
    case reaffirm
    case lift

    /// The name on screen.
    public var name: String {
      switch self {
      case .view: "bekijken"
      case .prepare: "voorbereiden"
      case .approve: "akkoord geven als tweede persoon"
      case .refuse: "afwijzen"
      case .announce: "aankondigen"
      case .respond: "reactie vastleggen"
      case .impose: "opleggen"
      case .acknowledge: "vastleggen dat het gelezen is"
      case .reaffirm: "opnieuw bekeken: blijft gelden"
      case .lift: "opheffen"
      }
    }
  }

  /// What a member may do with this measure at a moment: the list that a page offers and that the store allows.
  public func actions(for member: Member, about subject: Member, policy: Policy, at time: Int64) -> [Action] {
    Action.allCases.filter { refusal(of: $0, for: member, about: subject, policy: policy, at: time) == nil }
  }

  /// Why a member may not do something with this measure; nil when it is allowed.
  public func refusal(
    of action: Action, for member: Member, about subject: Member, policy: Policy, at time: Int64
  ) -> Refusal? {
    if action == .acknowledge && member.id == subject.id { return refusalOfAcknowledging }
    if member.id == subject.id || member.account == subject.account { return .ownMessage }
    if member.isClose(to: subject) { return .ownFamily }
    if complainants.contains(where: { $0.isClose(to: member) }) { return .involved }
    guard Self.mayWork(member, on: kind, about: subject, at: time) else { return .outsideScope }
    let mayDecide = isCompetent(member, policy: policy, at: time)
    switch action {
    case .view: return nil
    case .prepare:
      guard state == .proposed || state == .approvalPending else { return .wrongMeasureState(state) }
      if !policy.ladder.setting(for: kind).value.isEnabled { return .switchedOff(kind) }
      return mayDecide || needsTwo(policy) ? nil : .roleMayNot
    case .approve:
      guard state == .approvalPending || awaitsConfirmation else { return .wrongMeasureState(state) }
      if member.isOne(of: [preparedBy, proposedBy, imposedBy]) { return .samePerson }
      return Self.isDirection(member, at: time) ? nil : .roleMayNot
    case .refuse:
      guard state.isOpen else { return .wrongMeasureState(state) }
      return Self.isDirection(member, at: time) || mayDecide ? nil : .roleMayNot
    case .announce:
      guard state == .approved, !kind.profile.isExternal else { return .wrongMeasureState(state) }
      return mayDecide ? nil : .roleMayNot
    case .respond:
      // After haste for the sake of safety the person is heard all the same.
      guard state == .announced || state.isInForce && plan?.isUrgent == true else { return .wrongMeasureState(state) }
      return mayDecide ? nil : .roleMayNot
    case .impose: return refusalOfImposing(mayDecide: mayDecide, policy: policy, at: time)
    case .acknowledge: return mayDecide ? refusalOfAcknowledging : .roleMayNot
    case .reaffirm:
      guard state.isInForce, !kind.profile.isExternal else { return .wrongMeasureState(state) }
      if awaitsConfirmation { return .needsSecondPerson }
      return mayDecide ? nil : .roleMayNot
    case .lift:
      guard state.isInForce, !kind.profile.isExternal else { return .wrongMeasureState(state) }
      // Who should have agreed to an emergency may end it.
      return mayDecide || awaitsConfirmation && Self.isDirection(member, at: time) ? nil : .roleMayNot
    }
  }

  /// Whether it began in an emergency, and a second person has still to look at it.
  public var awaitsConfirmation: Bool { isEmergency && approvedBy == nil && state.isInForce }

  /// An announced measure begins when the person responded or the time to do so is over; in an emergency one person
  /// suffices, and nothing is announced.
  private func refusalOfImposing(mayDecide: Bool, policy: Policy, at time: Int64) -> Refusal? {
    let isUrgent = plan?.isUrgent == true
    if needsTwo(policy) && approvedBy == nil && state.isOpen && !(state == .approvalPending && isUrgent) {
      return .needsSecondPerson
    }
    switch state {
    case .approvalPending, .approved:
      if kind.profile.needsAnnouncement && !isUrgent { return .notAnnounced }
    case .announced:
      if let respondBy, time < respondBy { return .mayStillRespond(until: respondBy) }
    case .proposed, .refused, .active, .suspended, .expired, .lifted, .superseded, .closed, .reversed:
      return .wrongMeasureState(state)
    }
    return mayDecide ? nil : .roleMayNot
  }

  private var refusalOfAcknowledging: Refusal? {
    state.isInForce && !kind.profile.isExternal && acknowledgedAt == nil ? nil : .wrongMeasureState(state)
  }

  /// Whether two different people must agree: heavy and external kinds always, others when the policy says so.
  public func needsTwo(_ policy: Policy) -> Bool {
    kind.profile.needsFourEyes || policy.ladder.setting(for: kind).value.needsFourEyes
  }

  /// Whether a member may decide on this kind: the decider that the policy names, or somebody above.
  public func isCompetent(_ member: Member, policy: Policy, at time: Int64) -> Bool {
    let decider = policy.ladder.setting(for: kind).value.decider
    return member.roles(at: time).contains { $0.authority >= decider.authority && decider.authority > 0 }
  }

  /// Why a member may not propose a kind of measure about a person; nil when it is allowed.
  public static func refusalOfProposal(
    _ kind: Kind, about subject: Member, by member: Member, policy: Policy, at time: Int64
  ) -> Refusal? {
    if member.id == subject.id || member.account == subject.account { return .ownMessage }
    if member.isClose(to: subject) { return .ownFamily }
    if !mayWork(member, on: kind, about: subject, at: time) { return .outsideScope }
    if !kind.profile.audience.contains(subject.register(at: time)) { return .wrongRegister(kind) }
    return policy.ladder.setting(for: kind).value.isEnabled ? nil : .switchedOff(kind)
  }

  private static func isDirection(_ member: Member, at time: Int64) -> Bool {
    member.holds(.director, in: nil, at: time) || member.holds(.board, in: nil, at: time)
  }

  /// The director and the board see every measure but their own; a teacher sees light ones about parents.
  private static func mayWork(_ member: Member, on kind: Kind, about subject: Member, at time: Int64) -> Bool {
    if subject.holds(.director, in: nil, at: time) { return member.holds(.board, in: nil, at: time) }
    if isDirection(member, at: time) { return true }
    let groups = Set(subject.assignments.filter { $0.isHeld(at: time) }.compactMap(\.group))
    let shares = groups.contains { member.holds(.teacher, in: $0, at: time) }
    return shares && subject.register(at: time) == .parents && kind.profile.level < 200
  }
}

extension Role {
  /// Who may decide in whose place: board above director above teacher; others decide nothing.
  var authority: Int {
    switch self {
    case .board: 3
    case .director: 2
    case .teacher: 1
    case .staff, .parent, .support: 0
    }
  }
}
