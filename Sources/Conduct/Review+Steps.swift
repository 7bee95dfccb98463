extension Review {
  /// A step that a person takes on a review.
  public enum Step: Hashable, Codable, Sendable {
    /// Writes something down for colleagues.
    case note(text: String)
    /// Takes it, or keeps it for another lease.
    case claim
    /// Gives it back to the queue.
    case release
    /// Gives it to a colleague, who has a day to take it up.
    case handOver(to: Member, reason: String)
    /// Gives it to whoever stands above, with a reason.
    case escalate(reason: String)
    /// Gives it to the people of care: it is about somebody's safety, not about conduct.
    case giveToCare(reason: String)
    /// Asks the author for an explanation, who can answer oneself.
    case askInformation(question: String)
    /// Writes down what was answered, and goes on.
    case recordAnswer(text: String)
    /// Decides.
    case decide(Judgement)
    /// Takes the last decision back, with a reason.
    case undo(reason: String)
    /// Opens it again for new facts, with a reason.
    case reopen(reason: String)

    /// The action that a person must be allowed to take this step.
    public var action: Action {
      switch self {
      case .note: .note
      case .claim: .claim
      case .release: .release
      case .handOver: .handOver
      case .escalate: .escalate
      case .giveToCare: .giveToCare
      case .askInformation: .askInformation
      case .recordAnswer: .recordAnswer
      case .decide(.dismiss): .dismiss
      case .decide(.establish): .establish
      case .decide(.careArranged): .arrangeCare
      case .undo: .undo
      case .reopen: .reopen
      }
    }

    /// The line of the log that it leaves.
    public var event: Event.Kind {
      switch self {
      case .note: .noted
      case .claim: .claimed
      case .release: .released
      case .handOver: .handedOver
      case .escalate: .escalated
      case .giveToCare: .givenToCare
      case .askInformation: .infoRequested
      case .recordAnswer: .answered
      case .decide: .decided
      case .undo: .undone
      case .reopen: .reopened
      }
    }

    /// What the person wrote with it, when words are compulsory.
    public var words: (kind: Note.Kind, text: String)? {
      switch self {
      case .claim, .release, .decide: nil
      case .note(let text): (.note, text)
      case .handOver(_, let reason): (.handOver, reason)
      case .escalate(let reason): (.escalation, reason)
      case .giveToCare(let reason): (.care, reason)
      case .askInformation(let question): (.question, question)
      case .recordAnswer(let text): (.answer, text)
      case .undo(let reason): (.undoing, reason)
      case .reopen(let reason): (.reopening, reason)
      }
    }
  }

  /// Where a review goes that leaves the desk it is on.
  public struct Onward: Hashable, Sendable {
    /// When it goes up.
    public var above: Route
    /// When it is opened again.
    public var again: Route

    /// Names the routes.
    public init(above: Route = .director, again: Route = .director) {
      self.above = above
      self.again = again
    }
  }

  /// The review after a step; throws `ConductError` when the person may not take it or leaves out what is compulsory.
  public func applying(
    _ step: Step, by member: Member, policy: Policy, onward: Onward = Onward(), at time: Int64
  ) throws -> Review {
    if let refusal = refusal(of: step.action, for: member, at: time) { throw ConductError.notAllowed(refusal) }
    if let words = step.words, words.text.isBlank { throw ConductError.missing("een reden, vraag of tekst") }
    if case .note = step { return renewed(by: member, policy: policy, at: time).counted }
    var next = counted
    next.claim = nil
    switch step {
    case .note: break
    case .claim, .recordAnswer:
      next.state = .claimed
      next.claim = Claim(member: member.id, until: time + policy.claimLease)
    case .release:
      next.state = resting
    case .handOver(let colleague, _):
      var free = next
      free.state = resting
      if colleague.id == member.id { throw ConductError.notAllowed(.samePerson) }
      if free.refusal(of: .claim, for: colleague, at: time) != nil {
        throw ConductError.notAllowed(.colleagueMayNot)
      }
      next.claim = Claim(member: colleague.id, until: time + Ladder.day)
    case .escalate:
      next.state = .escalated
      // Who stands above already, and has a reason not to handle it, leaves it to the board.
      next.route = route == .groupAdmin && !member.holds(.director, in: nil, at: time) ? onward.above : .board
      if next.route == .board && lacksBoard { throw ConductError.notAllowed(.noBoard) }
      next.escalatedBy = member.id
    case .giveToCare:
      next.state = .pending
      next.route = .care
    case .askInformation:
      next.state = .infoRequested
      next.claim = Claim(member: member.id, until: time + policy.claimLease)
    case .decide(let judgement):
      try judgement.check(against: policy)
      next.state = .resolved
      next.visibility = judgement.visibility(after: visibility)
      next.decidedBy = member.id
      next.decidedAt = time
    case .undo:
      next.visibility = visibility == .removed ? .restored : visibility
      next.decidedBy = nil
      next.decidedAt = nil
      if decidedBy == member.id {
        next.state = .claimed
        next.claim = Claim(member: member.id, until: time + policy.claimLease)
      } else {
        next.state = .reopened
        next.route = onward.again
      }
    case .reopen:
      next.state = .reopened
      next.route = onward.again
    }
    return next
  }

  /// The review with the claim of who is at work on it begun anew; unchanged for anybody else.
  public func renewed(by member: Member, policy: Policy, at time: Int64) -> Review {
    guard state == .claimed || state == .infoRequested, let claim, claim.member == member.id else { return self }
    var next = self
    next.claim?.until = max(claim.until, time + policy.claimLease)
    return next
  }

  /// The review after its message was edited: the new text is reviewed, the old one kept.
  public func superseded() -> Review {
    var next = counted
    next.state = .superseded
    next.claim = nil
    return next
  }

  /// The review after somebody above found that it must be looked at anew; it goes to the route that is given.
  public func reopenedFromAbove(on route: Route) -> Review {
    var next = counted
    next.state = .reopened
    next.route = route
    next.claim = nil
    return next
  }

  /// The review after its texts were deleted by the rules of retention.
  public func purged() -> Review {
    var next = counted
    next.state = .purged
    next.claim = nil
    return next
  }

  private var counted: Review {
    var next = self
    next.version += 1
    return next
  }
}

/// What is wrong with a step, found by the domain itself.
public enum ConductError: Error, Hashable, CustomStringConvertible {
  /// The person may not do it.
  case notAllowed(Refusal)
  /// Something compulsory was left out.
  case missing(String)
  /// The clause does not exist in the policy in force.
  case unknownClause(ClauseID, policy: String)
  /// What was typed cannot be read; the text says what, and what to write.
  case invalid(String)

  /// A Dutch sentence that says what to do.
  public var description: String {
    switch self {
    case .notAllowed(let refusal): refusal.description
    case .missing(let what): "Er ontbreekt iets: vul \(what) in."
    case .unknownClause(let clause, let policy):
      "Afspraak \(clause) staat niet in het beleid \(policy). Kies een afspraak die erin staat."
    case .invalid(let advice): advice
    }
  }
}

extension String {
  /// Whether there is nothing to read.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
