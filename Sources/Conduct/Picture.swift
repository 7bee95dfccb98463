/// What is kept of a posted photo or film after its message is forgotten: what was declared of it, never the picture.
public struct Picture: Hashable, Sendable {
  /// How what had to be done with a picture ended.
  public enum Outcome: String, Codable, Sendable, CaseIterable {
    /// It was taken away, or deleted from the own device and its copies.
    case removed
    /// Nobody can be recognised after all.
    case unrecognisable
    /// There is consent after all.
    case consented
    /// It was gone already, or nobody can do it any more.
    case gone

    /// The words on screen.
    public var name: String {
      switch self {
      case .removed: "verwijderd"
      case .unrecognisable: "niemand is te herkennen"
      case .consented: "er is toch toestemming"
      case .gone: "was er al niet meer"
      }
    }
  }

  /// The identifier.
  public var id: PictureID
  /// The number on screen.
  public var number: Int
  /// The portal's own name for the message, or the message's own when it has none.
  public var message: String
  /// Who posted it.
  public var author: MemberID
  /// The group it was posted in; nil is the whole school.
  public var group: GroupID?
  /// When, in milliseconds.
  public var postedAt: Int64
  /// Photo or film.
  public var kind: Consent.Kind
  /// Where it is shown.
  public var channel: Consent.Channel
  /// Whether it was made with the author's own device.
  public var isOwnDevice: Bool
  /// The pupils who can be recognised, as the author declared.
  public var pupils: [PupilID]
  /// The name of the file; nil after it was purged.
  public var name: String?

  /// Makes a picture.
  public init(
    id: PictureID, number: Int, message: String, author: MemberID, group: GroupID?, postedAt: Int64,
    kind: Consent.Kind, channel: Consent.Channel, isOwnDevice: Bool, pupils: [PupilID], name: String?
  ) {
    self.id = id
    self.number = number
    self.message = message
    self.author = author
    self.group = group
    self.postedAt = postedAt
    self.kind = kind
    self.channel = channel
    self.isOwnDevice = isOwnDevice
    self.pupils = pupils
    self.name = name
  }

  /// Whether anybody shown has no consent: an answer that is not known counts as no.
  public func lacksConsent(_ register: ConsentRegister) -> Bool {
    pupils.contains { register.answer(of: $0, kind, channel) != .yes }
  }

  /// When it need not be known any more: at the end of the school year after the one in which it was posted.
  public func forgottenAt(_ calendar: SchoolCalendar) -> Int64 {
    calendar.end(of: Day(calendar.day(of: postedAt).schoolYear + 2, 7, 31))
  }

  /// Who must do something with it: its author while at school, or else the director. What is outside the portal is the
  /// director's.
  public func holder(_ author: Member, at time: Int64, for kind: Duty.Kind) -> Duty.Holder {
    let posts: [Role] = [.teacher, .staff, .director, .board]
    guard channel == .portal || kind == .deviceRemoval,
      let role = posts.first(where: { author.roles(at: time).contains($0) })
    else { return Duty.Holder(.director) }
    return Duty.Holder(role, in: group, member: author.id)
  }

  /// Why somebody may not say that a duty on it is done; nil when it is allowed. Only the owner of a device can say that
  /// it was deleted there; that something need not be done is said by whoever keeps the consents.
  public func refusal(
    of outcome: Outcome, on duty: Duty.Kind, by member: Member, at time: Int64
  ) -> Refusal? {
    let isAuthor = member.isOne(of: [author])
    if isAuthor && outcome == .removed { return nil }
    if duty == .deviceRemoval && outcome == .removed { return .onlyOwner }
    return Consent.refusalOfKeeping(to: member, at: time)
  }
}
