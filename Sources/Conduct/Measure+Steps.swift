extension Measure {
  /// What a person may do with a measure.
  public enum Action: String, Codable, Sendable, CaseIterable {
    case view
    case prepare
    case approve
    case refuse
    case impose
    case lift

    /// The name on screen.
    public var name: String {
      switch self {
      case .view: "bekijken"
      case .prepare: "voorbereiden"
      case .approve: "akkoord geven als tweede persoon"
      case .refuse: "afwijzen"
      case .impose: "opleggen"
      case .lift: "opheffen"
      }
    }
  }

  /// A step that a person takes on a measure.
  public enum Step: Hashable, Codable, Sendable {
    /// Writes down how and why.
    case prepare(Plan)
    /// Agrees as the second person.
    case approve
    /// Turns it down, with a reason.
    case refuse(reason: String)
    /// Lets it begin.
    case impose
    /// Ends it early, with a reason.
    case lift(reason: String)

    /// The action that a person must be allowed to take this step.
    public var action: Action {
      switch self {
      case .prepare: .prepare
      case .approve: .approve
      case .refuse: .refuse
      case .impose: .impose
      case .lift: .lift
      }
    }

    /// The line of the log that it leaves.
    public var event: Event.Kind {
      switch self {
      case .prepare: .measurePrepared
      case .approve: .measureApproved
      case .refuse: .measureRefused
      case .impose: .measureImposed
      case .lift: .measureLifted
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
    if member.id == subject.id || member.account == subject.account { return .ownMessage }
    if member.isClose(to: subject) { return .ownFamily }
    guard Self.mayWork(member, on: kind, about: subject, at: time) else { return .outsideScope }
    let setting = policy.ladder.setting(for: kind).value
    switch action {
    case .view: return nil
    case .prepare:
      guard state == .proposed || state == .approvalPending else { return .wrongMeasureState(state) }
      if !setting.isEnabled { return .switchedOff(kind) }
      return isCompetent(member, policy: policy, at: time) || needsTwo(policy) ? nil : .roleMayNot
    case .approve:
      guard state == .approvalPending else { return .wrongMeasureState(state) }
      if member.id == preparedBy || member.id == proposedBy { return .samePerson }
      return Self.isDirection(member, at: time) ? nil : .roleMayNot
    case .refuse:
      guard state.isOpen else { return .wrongMeasureState(state) }
      return Self.isDirection(member, at: time) || isCompetent(member, policy: policy, at: time) ? nil : .roleMayNot
    case .impose:
      if needsTwo(policy) && approvedBy == nil && state.isOpen { return .needsSecondPerson }
      guard state == .approved else { return .wrongMeasureState(state) }
      return isCompetent(member, policy: policy, at: time) ? nil : .roleMayNot
    case .lift:
      guard state == .active else { return .wrongMeasureState(state) }
      return isCompetent(member, policy: policy, at: time) ? nil : .roleMayNot
    }
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

  /// The measure after a step; throws `ConductError` when the person may not take it or leaves out what is compulsory.
  public func applying(
    _ step: Step, by member: Member, about subject: Member, policy: Policy, at time: Int64
  ) throws -> Measure {
    if let refusal = refusal(of: step.action, for: member, about: subject, policy: policy, at: time) {
      throw ConductError.notAllowed(refusal)
    }
    var next = self
    next.version += 1
    switch step {
    case .prepare(let plan):
      if plan.motivation.isBlank { throw ConductError.missing("een motivering") }
      next.plan = plan
      next.preparedBy = member.id
      next.approvedBy = nil
      next.state = needsTwo(policy) ? .approvalPending : .approved
    case .approve:
      next.approvedBy = member.id
      next.state = .approved
    case .refuse(let reason):
      if reason.isBlank { throw ConductError.missing("een reden") }
      next.state = .refused
    case .impose:
      let preflight = Preflight(
        of: self, policy: policy, isCompetent: isCompetent(member, policy: policy, at: time), at: time)
      if !preflight.isComplete { throw ConductError.notAllowed(.incomplete(preflight.missing)) }
      next.imposedBy = member.id
      next.from = plan?.from ?? time
      next.until = plan?.until
      next.state = .active
    case .lift(let reason):
      if reason.isBlank { throw ConductError.missing("een reden") }
      next.state = .lifted
    }
    return next
  }

  /// A measure after its term.
  public func expired() -> Measure {
    var next = self
    next.state = .expired
    next.version += 1
    return next
  }

  /// A measure whose ground was taken away.
  public func reversed() -> Measure {
    var next = self
    next.state = .reversed
    next.version += 1
    return next
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
