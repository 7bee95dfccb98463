extension Review {
  /// A step that a person takes on a review.
  public enum Step: Hashable, Codable, Sendable {
    /// Takes it, or keeps it for another lease.
    case claim
    /// Gives it back to the queue.
    case release
    /// Gives it to the director, with a reason.
    case escalate(reason: String)
    /// Asks the author or a colleague for an explanation.
    case askInformation(question: String)
    /// Decides.
    case decide(Judgement)
    /// Opens it again, with a reason.
    case reopen(reason: String)

    /// The action that a person must be allowed to take this step.
    public var action: Action {
      switch self {
      case .claim: .claim
      case .release: .release
      case .escalate: .escalate
      case .askInformation: .askInformation
      case .decide(.dismiss): .dismiss
      case .decide(.establish): .establish
      case .decide(.careArranged): .arrangeCare
      case .reopen: .reopen
      }
    }

    /// The line of the log that it leaves.
    public var event: Event.Kind {
      switch self {
      case .claim: .claimed
      case .release: .released
      case .escalate: .escalated
      case .askInformation: .infoRequested
      case .decide: .decided
      case .reopen: .reopened
      }
    }

    /// What the person wrote with it, when words are compulsory.
    public var words: String? {
      switch self {
      case .claim, .release, .decide: nil
      case .escalate(let reason), .reopen(let reason): reason
      case .askInformation(let question): question
      }
    }
  }

  /// The review after a step; throws `ConductError` when the person may not take it or leaves out what is compulsory.
  /// `above` is where an escalated review goes.
  public func applying(
    _ step: Step, by member: Member, policy: Policy, above: Route = .director, at time: Int64
  ) throws -> Review {
    if let refusal = refusal(of: step.action, for: member, at: time) { throw ConductError.notAllowed(refusal) }
    if let words = step.words, words.isBlank { throw ConductError.missing("een reden of vraag") }
    var next = self
    next.version += 1
    next.claim = nil
    switch step {
    case .claim:
      next.state = .claimed
      next.claim = Claim(member: member.id, until: time + policy.claimLease)
    case .release:
      next.state = escalatedBy == nil ? .pending : .escalated
    case .escalate:
      next.state = .escalated
      next.route = above
      next.escalatedBy = member.id
    case .askInformation:
      next.state = .infoRequested
      next.claim = claim
    case .decide(let judgement):
      try judgement.check(against: policy)
      next.state = .resolved
      next.visibility = judgement.visibility(after: visibility)
    case .reopen:
      next.state = .reopened
    }
    return next
  }

  /// The review after its message was edited: the new text is reviewed, the old one kept.
  public func superseded() -> Review {
    var next = self
    next.state = .superseded
    next.claim = nil
    next.version += 1
    return next
  }

  /// The review after its texts were deleted by the rules of retention.
  public func purged() -> Review {
    var next = self
    next.state = .purged
    next.claim = nil
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

  /// A Dutch sentence that says what to do.
  public var description: String {
    switch self {
    case .notAllowed(let refusal): refusal.description
    case .missing(let what): "Er ontbreekt iets: vul \(what) in."
    case .unknownClause(let clause, let policy):
      "Afspraak \(clause) staat niet in het beleid \(policy). Kies een afspraak die erin staat."
    }
  }
}

extension String {
  /// Whether there is nothing to read.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
