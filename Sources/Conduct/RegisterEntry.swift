/// One dated fact that a policy asks the school to keep: a training, a mandate, that the policy was made known.
public struct RegisterEntry: Hashable, Sendable {
  /// What is kept.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// Somebody was trained in the use of the portal (A43).
    case training
    /// Two colleagues who help each other (A44).
    case buddy
    /// A device of the school (A18).
    case device
    /// Somebody declares to use an own device for messages to parents only; for one school year (A19).
    case ownDevice = "own_device"
    /// The policy was made known (A45, B14).
    case publication
    /// The school looked back at the policy (B15).
    case evaluation
    /// How a parent wants to receive messages (B3).
    case delivery
    /// A parent was let into the portal (B9).
    case admission
    /// Somebody may write to the whole school by virtue of the director (A26).
    case mandate
    /// The yearly look at security or at the care for data (A15, B12).
    case check
  }

  /// One of the answers that a kind has.
  public enum Value: String, Codable, Sendable, CaseIterable {
    case letter
    case meeting
    case demonstration
    case app
    case mail
    case weekly
    case security
    case privacy
  }

  /// The identifier.
  public var id: RegisterEntryID
  /// What is kept.
  public var kind: Kind
  /// Whom it is about; nil when it is about the school.
  public var member: MemberID?
  /// The other one of a pair.
  public var other: MemberID?
  /// The answer, for kinds that have a list of them.
  public var value: Value?
  /// The version of the policy that it is about.
  public var policy: String?
  /// When it happened or began, in milliseconds.
  public var from: Int64
  /// When it is over, or when the next one is due, in milliseconds; nil when that is open.
  public var until: Int64?
  /// What more is to be said; nil when there is nothing, or it was deleted.
  public var text: String?
  /// Who wrote it down.
  public var addedBy: MemberID

  /// Makes an entry.
  public init(
    id: RegisterEntryID, kind: Kind, member: MemberID? = nil, other: MemberID? = nil, value: Value? = nil,
    policy: String? = nil, from: Int64, until: Int64? = nil, text: String? = nil, addedBy: MemberID
  ) {
    self.id = id
    self.kind = kind
    self.member = member
    self.other = other
    self.value = value
    self.policy = policy
    self.from = from
    self.until = until
    self.text = text
    self.addedBy = addedBy
  }

  /// Whether it holds at a moment.
  public func holds(at time: Int64) -> Bool { from <= time && time < (until ?? .max) }
}

/// An entry as somebody asks to write it down.
public struct RegisterDraft: Hashable, Sendable {
  /// What is kept.
  public var kind: RegisterEntry.Kind
  /// Whom it is about.
  public var member: MemberID?
  /// The other one of a pair.
  public var other: MemberID?
  /// The answer.
  public var value: RegisterEntry.Value?
  /// When it happened or began, in milliseconds; nil is now.
  public var from: Int64?
  /// When it is over, or the next one is due.
  public var until: Int64?
  /// What more is to be said.
  public var text: String?

  /// Makes a draft.
  public init(
    _ kind: RegisterEntry.Kind, member: MemberID? = nil, other: MemberID? = nil, value: RegisterEntry.Value? = nil,
    from: Int64? = nil, until: Int64? = nil, text: String? = nil
  ) {
    self.kind = kind
    self.member = member
    self.other = other
    self.value = value
    self.from = from
    self.until = until
    self.text = text
  }
}
