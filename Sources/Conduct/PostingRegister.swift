/// What the posting rules need to know of a school at a moment, looked up by id.
public struct PostingRegister: Sendable {
  let groups: [GroupID: Group]
  let members: [MemberID: Member]
  let pupils: [PupilID: Pupil]
  /// The children of each guardian, also of one who is known under another name; with whether the guardian is informed.
  let children: [MemberID: [PupilID: Bool]]
  let consents: ConsentRegister
  let timetable: Timetable
  let calendar: SchoolCalendar
  let mandated: Set<MemberID>
  let declared: Set<MemberID>
  let clock: LocalClock
  /// When the first role in the register begins: of what was posted before, the register cannot tell who was what.
  let since: Int64

  /// Takes the people of a school, what parents allow, who works when, who may write for the director in the school's
  /// group, and who declared how an own device is used this school year.
  public init(
    _ people: PeopleRegister, consents: ConsentRegister = ConsentRegister(), timetable: Timetable = Timetable(),
    calendar: SchoolCalendar, mandated: Set<MemberID> = [], declared: Set<MemberID> = []
  ) {
    groups = Dictionary(people.groups.map { ($0.id, $0) }) { first, _ in first }
    members = Dictionary(people.members.map { ($0.id, $0) }) { first, _ in first }
    pupils = Dictionary(people.pupils.filter { $0.until == nil }.map { ($0.id, $0) }) { first, _ in first }
    var children: [MemberID: [PupilID: Bool]] = [:]
    for one in people.guardianships where pupils[one.pupil] != nil {
      for name in [one.member] + (members[one.member]?.others.sorted() ?? []) {
        children[name, default: [:]][one.pupil, default: false] =
          children[name]?[one.pupil] == true || one.isInformed
      }
    }
    self.children = children
    self.consents = consents
    self.timetable = timetable
    self.calendar = calendar
    self.mandated = mandated
    self.declared = declared
    clock = LocalClock(calendar.timeZone)
    since = people.members.lazy.flatMap(\.assignments).map(\.from).min() ?? 0
  }

  /// The name of a child, or words for one who left.
  public func name(of pupil: PupilID) -> String { pupils[pupil]?.name.full ?? PostingRule.someonePast }

  /// Whether guardianships are kept at all; where they are not, nobody can be said to be in the wrong group.
  var knowsGuardians: Bool { !children.isEmpty }

  /// The groups that a guardian belongs in for the children about whom he or she is informed.
  func groupsOfChildren(of member: MemberID) -> Set<GroupID> {
    (children[member] ?? [:]).reduce(into: []) { groups, child in
      if child.value { groups.formUnion(pupils[child.key]?.groups ?? []) }
    }
  }

  /// Whether nobody works on a day: a public holiday, or a day of a holiday. A single day off for pupils is a study day.
  func isHoliday(_ day: Day) -> Bool {
    if let holiday = PublicHoliday.on(day), calendar.closedOn.contains(holiday) { return true }
    return calendar.periods.contains { $0.from < $0.through && $0.from <= day && day <= $0.through }
  }
}

/// What was posted shortly before a message.
public struct RecentPostings: Hashable, Sendable {
  /// Messages to the same group in the same week, reactions and emergencies left out.
  public var inWeek: Int
  /// Messages to the same person on the same day.
  public var toRecipient: Int

  /// Makes counts.
  public init(inWeek: Int = 0, toRecipient: Int = 0) {
    self.inWeek = inWeek
    self.toRecipient = toRecipient
  }
}
