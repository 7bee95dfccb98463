extension Measure {
  /// A step that a person takes on a measure.
  public enum Step: Hashable, Codable, Sendable {
    /// Writes down how and why.
    case prepare(Plan)
    /// Agrees as the second person; after an emergency too.
    case approve
    /// Turns it down, with a reason.
    case refuse(reason: String)
    /// Tells the person what will happen, who may respond until a moment.
    case announce(respondBy: Int64)
    /// Writes down what the person answered to the announcement, or said when heard after an emergency.
    case respond(String)
    /// Lets it begin.
    case impose
    /// Writes down that the person has read it.
    case acknowledge
    /// Looked at again, with the reason why it stays, and when to look next.
    case reaffirm(reason: String, reviewAt: Int64?)
    /// Ends it early, with a reason.
    case lift(reason: String)

    /// The action that a person must be allowed to take this step.
    public var action: Action {
      switch self {
      case .prepare: .prepare
      case .approve: .approve
      case .refuse: .refuse
      case .announce: .announce
      case .respond: .respond
      case .impose: .impose
      case .acknowledge: .acknowledge
      case .reaffirm: .reaffirm
      case .lift: .lift
      }
    }

    /// The line of the log that it leaves.
    public var event: Event.Kind {
      switch self {
      case .prepare: .measurePrepared
      case .approve: .measureApproved
      case .refuse: .measureRefused
      case .announce: .measureAnnounced
      case .respond: .measureResponse
      case .impose: .measureImposed
      case .acknowledge: .measureAcknowledged
      case .reaffirm: .measureReaffirmed
      case .lift: .measureLifted
      }
    }

    /// What the person wrote with it, besides a plan.
    public var words: String? {
      switch self {
      case .refuse(let reason), .reaffirm(let reason, _), .lift(let reason): reason
      case .respond(let answer): answer
      case .prepare, .approve, .announce, .impose, .acknowledge: nil
      }
    }
  }

  /// The measure after a step; throws `ConductError` when the person may not take it or leaves out what is compulsory.
  /// `earlier` are the person's other measures; `isPublished` says that the policy was made known.
  public func applying(
    _ step: Step, by member: Member, about subject: Member, policy: Policy, earlier: [Measure] = [],
    isPublished: Bool = true, at time: Int64
  ) throws -> Measure {
    if let refusal = refusal(of: step.action, for: member, about: subject, policy: policy, at: time) {
      throw ConductError.notAllowed(refusal)
    }
    if let words = step.words, words.isBlank { throw ConductError.missing("een reden of antwoord") }
    var next = self
    next.version += 1
    switch step {
    case .prepare(let plan):
      if plan.motivation.isBlank { throw ConductError.missing("een motivering") }
      for clause in plan.clauses ?? [] where policy.clause(clause) == nil {
        throw ConductError.unknownClause(clause, policy: policy.id)
      }
      next.plan = plan
      next.preparedBy = member.id
      next.approvedBy = nil
      next.state = needsTwo(policy) ? .approvalPending : .approved
    case .approve:
      next.approvedBy = member.id
      if state == .approvalPending { next.state = .approved }
    case .refuse: next.state = .refused
    case .announce(let respondBy):
      try policy.checkResponse(until: respondBy, for: subject.register(at: time), at: time)
      next.respondBy = respondBy
      next.state = .announced
    case .respond: if state == .announced { next.respondBy = time }
    case .impose:
      let preflight = Preflight(
        of: self, policy: policy, isCompetent: isCompetent(member, policy: policy, at: time),
        isBoard: member.holds(.board, in: nil, at: time), earlier: earlier, isPublished: isPublished, at: time)
      if !preflight.isComplete { throw ConductError.notAllowed(.incomplete(preflight.missing)) }
      next.imposedBy = member.id
      next.isEmergency = approvedBy == nil && needsTwo(policy)
      next.from = max(plan?.from ?? time, time)
      next.until = plan?.until
      next.state = .active
    case .reaffirm(_, let reviewAt):
      if let reviewAt, reviewAt <= time || reviewAt >= until ?? .max {
        throw ConductError.missing("een dag om opnieuw te kijken, voor het einde")
      }
    case .acknowledge: next.acknowledgedAt = time
    case .lift: next.state = .lifted
    }
    return next
  }

  /// The measure after something else than a person's step on it: its term, an appeal, a successor, the end of what went
  /// outside, or the loss of its ground. Nil when it cannot be there from here.
  public func moved(to state: State) -> Measure? {
    let isPossible =
      switch state {
      case .expired, .superseded, .closed: self.state.isInForce
      case .suspended: self.state == .active && !kind.profile.isExternal
      case .active: self.state == .suspended
      case .reversed: self.state != .reversed && self.state != .refused
      case .proposed, .approvalPending, .approved, .refused, .announced, .lifted: false
      }
    guard isPossible else { return nil }
    var next = self
    next.state = state
    next.version += 1
    return next
  }
}
