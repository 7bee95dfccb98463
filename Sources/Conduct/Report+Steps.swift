extension Report {
  /// A step on a report.
  public enum Step: Hashable, Codable, Sendable {
    /// Takes it in hand.
    case claim
    /// Gives it to a colleague, who is told.
    case assign(to: Member)
    /// Gives it back.
    case release
    /// Asks the reporter something; the clock stands still.
    case askReporter(question: String)
    /// Gives it to whoever stands above.
    case escalate(reason: String)
    /// Says what became of it; the motivation is for the file, the reporter is told the fixed words of the outcome.
    case resolve(Outcome, motivation: String)
    /// Opens it again for new facts.
    case reopen(reason: String)
    /// The reporter answers what was asked.
    case answer(text: String)
    /// The reporter adds something.
    case add(text: String)
    /// The reporter takes it back; a reason is welcome and not asked.
    case withdraw(reason: String)

    /// The action that a person must be allowed to take this step.
    public var action: Action {
      switch self {
      case .claim: .claim
      case .assign: .assign
      case .release: .release
      case .askReporter: .askReporter
      case .escalate: .escalate
      case .resolve: .resolve
      case .reopen: .reopen
      case .answer: .answer
      case .add: .add
      case .withdraw: .withdraw
      }
    }

    /// The line of the log that it leaves.
    public var event: Event.Kind {
      switch self {
      case .claim: .reportClaimed
      case .assign: .reportAssigned
      case .release: .reportReleased
      case .askReporter: .reporterAsked
      case .escalate: .reportEscalated
      case .resolve: .reportResolved
      case .reopen: .reportReopened
      case .answer: .reporterAnswered
      case .add: .reportAdded
      case .withdraw: .reportWithdrawn
      }
    }

    /// What the person wrote with it, and whether it may be left out.
    public var words: (kind: Note.Kind, text: String, isOptional: Bool)? {
      switch self {
      case .claim, .assign, .release: nil
      case .askReporter(let text): (.question, text, false)
      case .escalate(let text): (.escalation, text, false)
      case .resolve(_, let text): (.outcome, text, false)
      case .reopen(let text): (.reopening, text, false)
      case .answer(let text): (.answer, text, false)
      case .add(let text): (.addition, text, false)
      case .withdraw(let text): (.withdrawal, text, true)
      }
    }
  }

  /// The report after a step; throws `ConductError` when the person may not take it or leaves out what is compulsory.
  /// `above` is who stands above the desk that it is on.
  public func applying(
    _ step: Step, by member: Member, in circle: Circle, above: Review.Route = .director, at time: Int64
  ) throws -> Report {
    if let refusal = refusal(of: step.action, for: member, in: circle, at: time) {
      throw ConductError.notAllowed(refusal)
    }
    if let words = step.words, !words.isOptional, words.text.isBlank {
      throw ConductError.missing("een reden, vraag of tekst")
    }
    var next = counted
    switch step {
    case .claim:
      next.state = .underReview
      next.handler = member.id
    case .assign(let colleague):
      var free = next
      (free.state, free.handler) = (.queued, nil)
      if free.refusal(of: .claim, for: colleague, in: circle, at: time) != nil {
        throw ConductError.notAllowed(.colleagueMayNot)
      }
      next.state = .assigned
      next.handler = colleague.id
    case .release: next.rest()
    case .askReporter: next.state = .infoRequested
    case .escalate:
      next.state = .escalated
      next.route = route == .groupAdmin && !member.holds(.director, in: nil, at: time) ? above : .board
      if next.route == .board && circle.lacksBoard { throw ConductError.notAllowed(.noBoard) }
      next.handler = nil
    case .resolve(let outcome, _):
      if outcome == .withdrawn { throw ConductError.notAllowed(.roleMayNot) }
      next.state = .resolved
      next.outcome = outcome
    case .reopen:
      next.state = .reopened
      next.outcome = nil
      next.closesAt = nil
      next.handler = nil
    case .answer: next.state = handler == nil && review == nil ? .queued : .underReview
    case .add: break
    case .withdraw:
      next.state = .withdrawn
      next.outcome = .withdrawn
    }
    return next
  }

  /// The report in another state, by itself.
  public func moved(to state: State) -> Report {
    var next = counted
    next.state = state
    return next
  }

  /// The report after its term passed, or after nobody whom it was with is there any more; nil when it stays.
  public func passedOn(to route: Review.Route) -> Report? {
    guard state.isOpen, review == nil, route.rank > self.route.rank else { return nil }
    var next = counted
    next.route = route
    next.state = .escalated
    next.handler = nil
    return next
  }

  /// The report after its review took a step, and what was decided there; nil when that changes nothing for it.
  public func following(_ review: Review, decided: Decision.Outcome?) -> Report? {
    guard state != .withdrawn, state != .purged else { return nil }
    var next = self
    next.route = review.route
    next.handler = review.claim?.member
    switch review.state {
    case .pending: next.state = .queued
    case .claimed, .infoRequested: next.state = .underReview
    case .escalated: next.state = .escalated
    case .reopened: next.state = .reopened
    case .resolved: next.state = state == .closed ? .closed : .resolved
    // What was reported is judged by itself when its review cannot any more.
    case .superseded: (next.state, next.review) = (.queued, nil)
    case .purged: return nil
    }
    if state == .infoRequested && next.state.isOpen { next.state = .infoRequested }
    if next.state.isOpen {
      next.outcome = nil
    } else if state.isOpen {
      next.outcome = decided.map(Outcome.init) ?? .noAction
    }
    if next.state.isOpen { next.closesAt = nil }
    if next == self { return nil }
    next.version += 1
    return next
  }

  /// The report after somebody else found that what was done was wrong; nil when nothing was done.
  public func reversed() -> Report? {
    guard outcome == .actionTaken, !state.isOpen, state != .purged else { return nil }
    var next = counted
    next.outcome = .noAction
    return next
  }

  /// The report after a complaint about its outcome was found right: somebody else looks at it anew.
  public func reopened(on route: Review.Route) -> Report {
    var next = counted
    next.state = .reopened
    next.route = route
    (next.outcome, next.closesAt, next.handler) = (nil, nil, nil)
    return next
  }

  /// The report without people and without what it was about: what is left is that there was one, and its outcome.
  public func purged() -> Report {
    var next = counted
    next.state = .purged
    (next.reporter, next.enteredBy, next.about, next.handler) = (nil, nil, nil, nil)
    (next.message, next.review, next.closesAt) = (nil, nil, nil)
    return next
  }

  /// Back on the desk that it is on.
  private mutating func rest() {
    state = .queued
    handler = nil
  }

  private var counted: Report {
    var next = self
    next.version += 1
    return next
  }
}

extension Report.Outcome {
  /// What a decision on the message means for who reported it.
  public init(_ decided: Decision.Outcome) {
    switch decided {
    case .established, .careArranged: self = .actionTaken
    case .dismissed(.duplicate): self = .duplicate
    case .dismissed(.outOfScope), .dismissed(.criticism): self = .outOfScope
    case .dismissed: self = .noAction
    }
  }
}
