extension Appeal {
  /// How a decision changes.
  public struct Variation: Hashable, Codable, Sendable {
    /// A nearer end of a measure, in milliseconds.
    public var until: Int64?
    /// Whether the strike of a violation no longer counts.
    public var overrulesStrike: Bool
    /// Whether a message that was taken away comes back.
    public var restoresMessage: Bool

    /// Makes a variation.
    public init(until: Int64? = nil, overrulesStrike: Bool = false, restoresMessage: Bool = false) {
      self.until = until
      self.overrulesStrike = overrulesStrike
      self.restoresMessage = restoresMessage
    }
  }

  /// What a reviewer decides.
  public enum Ruling: Hashable, Codable, Sendable {
    /// It stands.
    case confirmed
    /// It changes.
    case varied(Variation)
    /// It falls; with a measure also the violations that are named, which were its ground.
    case reversed(alsoUndoing: [DecisionID])

    /// The outcome.
    public var outcome: Outcome {
      switch self {
      case .confirmed: .confirmed
      case .varied: .varied
      case .reversed: .reversed
      }
    }
  }

  /// A step that a person takes on an appeal.
  public enum Step: Hashable, Codable, Sendable {
    /// It will be looked at; coming late is excused with a reason, and the measure may rest meanwhile.
    case admit(excuse: String?, suspends: Bool)
    /// It will not be looked at, with the reason.
    case reject(Inadmissibility, reason: String)
    /// Gives it to a reviewer.
    case assign(Member)
    /// The reviewer begins.
    case begin
    /// Asks something; the clock stands still until the answer.
    case ask(question: String)
    /// The answer.
    case answer(String)
    /// Decides, with the motivation.
    case decide(Ruling, motivation: String)
    /// The appellant goes on to the next instance, with what was agreed.
    case refer(note: String)
    /// Nothing more to do.
    case close
    /// The appellant takes it back.
    case withdraw

    /// The action that a person must be allowed to take this step.
    public var action: Action {
      switch self {
      case .admit: .admit
      case .reject: .reject
      case .assign: .assign
      case .begin: .begin
      case .ask: .ask
      case .answer: .answer
      case .decide: .decide
      case .refer: .refer
      case .close: .close
      case .withdraw: .withdraw
      }
    }

    /// The line of the log that it leaves.
    public var event: Event.Kind {
      switch self {
      case .admit: .appealAdmitted
      case .reject: .appealInadmissible
      case .assign: .appealAssigned
      case .begin: .appealBegun
      case .ask: .appealAsked
      case .answer: .appealAnswered
      case .decide: .appealDecided
      case .refer: .appealReferred
      case .close: .appealClosed
      case .withdraw: .appealWithdrawn
      }
    }

    /// What the person wrote with it.
    public var words: String? {
      switch self {
      case .admit(let excuse, _): excuse
      case .reject(_, let reason): reason
      case .ask(let question): question
      case .answer(let answer): answer
      case .decide(_, let motivation): motivation
      case .refer(let note): note
      case .assign, .begin, .close, .withdraw: nil
      }
    }
  }

  /// The appeal after a step; throws `ConductError` when the person may not take it or leaves out what is compulsory.
  public func applying(_ step: Step, by member: Member, in circle: Circle, at time: Int64) throws -> Appeal {
    if let refusal = refusal(of: step.action, for: member, in: circle, at: time) {
      throw ConductError.notAllowed(refusal)
    }
    if let words = step.words, words.isBlank { throw ConductError.missing("een motivering, reden of antwoord") }
    var next = self
    next.version += 1
    switch step {
    case .admit(let excuse, _):
      if isLate && excuse == nil { throw ConductError.missing("waarom het te laat mag zijn") }
      next.state = .admitted
    case .reject(let reason, _):
      if reason == .late && !isLate { throw ConductError.missing("een andere reden: het bezwaar was op tijd") }
      next.inadmissibility = reason
      next.state = .inadmissible
    case .assign(let reviewer):
      if let refusal = circle.refusalOfReviewing(reviewer, at: time) { throw ConductError.notAllowed(refusal) }
      next.reviewer = reviewer.id
      next.state = state == .admitted ? .assigned : state
    case .begin, .answer: next.state = .underReview
    case .ask: next.state = .infoRequested
    case .decide(let ruling, _):
      if kind == .reporterComplaint, case .varied = ruling {
        throw ConductError.missing("blijft of herroepen als uitkomst")
      }
      next.outcome = ruling.outcome
      next.nextInstance = member.holds(.board, in: nil, at: time) ? .complaintsCommittee : .board
      next.state = .decided
    case .refer: next.state = .referredNextInstance
    case .close: next.state = .closed
    case .withdraw: next.state = .withdrawn
    }
    return next
  }

  /// The appeal after its decision was carried out, in the same transaction.
  public func executed() -> Appeal? { state == .decided ? moved(to: .executed) : nil }

  /// The appeal after what it was against fell away by itself; nil when it was over already.
  public func superseded() -> Appeal? { state.isOpen ? moved(to: .superseded) : nil }

  private func moved(to state: State) -> Appeal {
    var next = self
    next.state = state
    next.version += 1
    return next
  }
}

/// What a reversal cannot take back, and is named to the person instead.
public enum Irreversible: Hashable, Codable, Sendable {
  /// A measure was in force for so many days.
  case timeServed(days: Int)
  /// Another body was told.
  case toldOutside(Measure.Kind)
  /// A message was away from readers for so many days.
  case messageAway(days: Int)

  /// The sentence on screen.
  public var name: String {
    switch self {
    case .timeServed(let days): "De maatregel heeft \(days) \(days == 1 ? "dag" : "dagen") gegolden."
    case .toldOutside(let kind): "Buiten de school is het al verteld: \(kind.profile.name). Vraag daar om verbetering."
    case .messageAway(let days): "Het bericht was \(days) \(days == 1 ? "dag" : "dagen") niet te lezen."
    }
  }
}

extension Measure {
  /// What of this measure a reversal at a moment cannot take back.
  public func irreversible(sent referral: Referral?, at time: Int64) -> [Irreversible] {
    var result: [Irreversible] = []
    if imposedBy != nil, let from, from < time, !kind.profile.isExternal {
      let end = min(until ?? time, time)
      if end > from { result.append(.timeServed(days: Int((end - from + Ladder.day - 1) / Ladder.day))) }
    }
    if referral?.sentAt != nil { result.append(.toldOutside(kind)) }
    return result
  }

  /// The measure with a nearer end; nil when it is not in force or the end is no nearer.
  public func shortened(to end: Int64, at time: Int64) -> Measure? {
    guard state.isInForce, end > time, end < until ?? .max else { return nil }
    var next = self
    next.until = end
    next.state = .active
    next.version += 1
    return next
  }
}
