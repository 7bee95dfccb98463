/// A step outside the school: what is told to whom, and whether it arrived. It carries out an agreed external measure; nothing
/// is ever sent by itself.
public struct Referral: Hashable, Codable, Sendable {
  /// How far it is.
  public enum State: String, Codable, Sendable, CaseIterable {
    case prepared
    case sent
    case received
    case failedRetryable = "failed_retryable"
    case failedPermanent = "failed_permanent"
    case closed

    /// The words on screen.
    public var name: String {
      switch self {
      case .prepared: "klaargezet"
      case .sent: "verstuurd"
      case .received: "ontvangen"
      case .failedRetryable: "versturen mislukt, kan opnieuw"
      case .failedPermanent: "versturen mislukt"
      case .closed: "afgerond"
      }
    }
  }

  /// What a person may do with it.
  public enum Action: String, Codable, Sendable, CaseIterable {
    case fill
    case send
    case receive
    case fail
    case close

    /// The name on screen.
    public var name: String {
      switch self {
      case .fill: "invullen"
      case .send: "vastleggen dat het verstuurd is"
      case .receive: "ontvangst vastleggen"
      case .fail: "vastleggen dat versturen mislukte"
      case .close: "afronden"
      }
    }
  }

  /// A step that a person takes on it.
  public enum Step: Hashable, Codable, Sendable {
    /// Fills in fields; an empty value takes one away.
    case fill([Field: String])
    /// It went out.
    case send
    /// The other body has it.
    case receive
    /// It did not arrive, with what went wrong, and whether trying again makes sense.
    case fail(reason: String, canRetry: Bool)
    /// It is settled, with the outcome.
    case close(outcome: String)

    /// The action that a person must be allowed to take this step.
    public var action: Action {
      switch self {
      case .fill: .fill
      case .send: .send
      case .receive: .receive
      case .fail: .fail
      case .close: .close
      }
    }

    /// The line of the log that it leaves.
    public var event: Event.Kind {
      switch self {
      case .fill: .referralFilled
      case .send: .referralSent
      case .receive: .referralReceived
      case .fail: .referralFailed
      case .close: .referralClosed
      }
    }

    /// What the person wrote with it.
    public var words: String? {
      switch self {
      case .fail(let reason, _): reason
      case .close(let outcome): outcome
      case .fill, .send, .receive: nil
      }
    }
  }

  /// The identifier.
  public var id: ReferralID
  /// The measure that it carries out.
  public var measure: MeasureID
  /// Which body.
  public var kind: Measure.Kind
  /// How far it is.
  public var state: State
  /// Counts every change.
  public var version: Int
  /// What is filled in; empty after it was purged.
  public var fields: [Field: String]
  /// Until when it must be sent by law, in milliseconds.
  public var legalDue: Int64?
  /// When it was sent, in milliseconds.
  public var sentAt: Int64?

  /// Makes a referral that is ready to be filled in.
  public init(
    id: ReferralID, measure: MeasureID, kind: Measure.Kind, state: State = .prepared, version: Int = 1,
    fields: [Field: String] = [:], legalDue: Int64? = nil, sentAt: Int64? = nil
  ) {
    self.id = id
    self.measure = measure
    self.kind = kind
    self.state = state
    self.version = version
    self.fields = fields
    self.legalDue = legalDue
    self.sentAt = sentAt
  }

  /// What a member may do with this referral: the list that a page offers and that the store allows.
  public func actions(
    for member: Member, on measure: Measure, about subject: Member, policy: Policy, at time: Int64
  ) -> [Action] {
    Action.allCases.filter {
      refusal(of: $0, for: member, on: measure, about: subject, policy: policy, at: time) == nil
    }
  }

  /// Why a member may not do something with this referral; nil when it is allowed.
  public func refusal(
    of action: Action, for member: Member, on measure: Measure, about subject: Member, policy: Policy, at time: Int64
  ) -> Refusal? {
    if let refusal = measure.refusal(of: .view, for: member, about: subject, policy: policy, at: time) {
      return refusal
    }
    let allowed: Bool =
      switch action {
      case .fill: state != .closed
      case .send: state == .prepared || state == .failedRetryable
      case .receive: state == .sent
      case .fail: state == .sent || state == .failedRetryable
      case .close: state != .closed && state != .sent
      }
    guard allowed else { return .notNow("de doorverwijzing", state: state.name) }
    guard measure.isCompetent(member, policy: policy, at: time) else { return .roleMayNot }
    if action == .send {
      // An emergency goes out on one word; all else on two.
      if measure.approvedBy == nil && !measure.isEmergency { return .needsSecondPerson }
      if measure.state != .active { return .wrongMeasureState(measure.state) }
      let missing = missing(at: time)
      if !missing.isEmpty { return .fieldsMissing(missing.map(\.name)) }
    }
    return nil
  }

  /// Fields that must be filled in before it is sent.
  public func missing(at time: Int64) -> [Field] {
    var needed = kind.referralFields.filter(\.isNeeded).map(\.field)
    if let legalDue, time > legalDue { needed.append(.delayReason) }
    if (fields[.parentsTold] ?? "").isBlank && !(fields[.whyNotTold] ?? "").isBlank {
      needed.removeAll { $0 == .parentsTold }
    }
    return needed.filter { (fields[$0] ?? "").isBlank }
  }

  /// The referral after a step; throws `ConductError` when it is not allowed or something compulsory is left out.
  public func applying(
    _ step: Step, by member: Member, on measure: Measure, about subject: Member, policy: Policy, at time: Int64
  ) throws -> Referral {
    if let refusal = refusal(of: step.action, for: member, on: measure, about: subject, policy: policy, at: time) {
      throw ConductError.notAllowed(refusal)
    }
    if let words = step.words, words.isBlank { throw ConductError.missing("wat er is gebeurd") }
    var next = self
    next.version += 1
    switch step {
    case .fill(let values):
      let known = Set(kind.referralFields.map(\.field)).union([.delayReason])
      for (field, value) in values {
        guard known.contains(field) else {
          throw ConductError.missing("alleen velden van deze stap (niet \(field.name))")
        }
        next.fields[field] = value.isBlank ? nil : value
      }
    case .send:
      next.state = .sent
      next.sentAt = time
    case .receive: next.state = .received
    case .fail(_, let canRetry): next.state = canRetry ? .failedRetryable : .failedPermanent
    case .close: next.state = .closed
    }
    return next
  }
}
