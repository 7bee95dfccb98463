/// A posting that a rule should speak of, at an invented school: the live check of the rule.
public struct PostingExample: Sendable {
  /// What the school is.
  public var register: PostingRegister
  /// What is posted.
  public var message: Message
  /// The names in it.
  public var mentions: [Mention] = []
  /// What was posted before.
  public var recent = RecentPostings()

  /// The names of people and groups, and a Tuesday afternoon in a school week.
  private enum School {
    static let group = GroupID("groep")
    static let other = GroupID("andere groep")
    static let whole = GroupID("school")
    static let council = GroupID("mr")
    static let teacher = MemberID("leerkracht")
    static let parent = MemberID("ouder")
    static let stranger = MemberID("ander")
    static let child = PupilID("kind")
    static let classmates = (1...4).map { PupilID("klasgenoot \($0)") }
    static let clock = LocalClock("Europe/Amsterdam")
    static let day = Day(2026, 3, 3)
    static func at(_ hour: Int) -> Int64 { clock.time(day, minute: hour * 60 + 30) }

    static let calendar = SchoolCalendar(
      id: "voorbeeld", title: "Voorbeeld", version: "", years: [SchoolCalendar.Year(start: 2025)])

    static func member(_ id: MemberID, _ roles: [(Role, GroupID?)]) -> Member {
      Member(
        id: id, account: AccountID(id.rawValue), name: id.rawValue,
        assignments: roles.map { Assignment(role: $0.0, group: $0.1, from: 0) })
    }

    static func register(teacherIsParent: Bool, consents: ConsentRegister) -> PostingRegister {
      let people = PeopleRegister(
        groups: [
          Group(id: group, name: "groep"), Group(id: other, name: "andere groep"),
          Group(id: whole, name: "school", kind: .school), Group(id: council, name: "MR", kind: .mr),
        ],
        pupils: ([child] + classmates).map {
          Pupil(id: $0, name: PersonName(given: $0.rawValue, family: "Voorbeeld"), groups: [group])
        },
        members: [
          member(teacher, [(.teacher, group)] + (teacherIsParent ? [(.parent, group)] : [])),
          member(parent, [(.parent, group)]), member(stranger, [(.parent, group)]), member(MemberID("weg"), []),
        ], guardianships: [Guardianship(member: parent, pupil: child)])
      let lesson = [SchoolCalendar.Hours(opens: 8 * 60, closes: 14 * 60)]
      let work = [SchoolCalendar.Hours(opens: 8 * 60, closes: 17 * 60)]
      func week(_ hours: [SchoolCalendar.Hours]) -> Timetable.Week { Array(repeating: hours, count: 5) + [[], []] }
      return PostingRegister(
        people, consents: consents, timetable: Timetable(working: [nil: week(work)], lessons: [nil: week(lesson)]),
        calendar: calendar)
    }
  }

  fileprivate init(
    by author: MemberID = School.teacher, as persona: Role = .teacher, in group: GroupID? = School.group,
    kind: Message.Kind = .post, hour: Int = 15, text: String = "Morgen is er gym.",
    saying posting: Posting = Posting(topic: .classLife), names: [PupilID] = [],
    after recent: RecentPostings = RecentPostings(), teacherIsParent: Bool = false,
    consents: ConsentRegister = ConsentRegister()
  ) {
    register = School.register(teacherIsParent: teacherIsParent, consents: consents)
    message = Message(
      author: author, persona: persona, group: group, kind: kind, sentAt: School.at(hour), text: text, posting: posting)
    mentions = names.enumerated().map { place, pupil in
      Mention(people: [.pupil(pupil)], span: place..<(place + 1), text: "", form: .full)
    }
    self.recent = recent
  }

  fileprivate static func by(
    parent author: MemberID = School.parent, in group: GroupID? = School.group,
    kind: Message.Kind = .reaction, hour: Int = 15, text: String = "Dank u wel.", names: [PupilID] = []
  ) -> PostingExample {
    PostingExample(
      by: author, as: .parent, in: group, kind: kind, hour: hour, text: text, saying: Posting(), names: names)
  }

  fileprivate static func with(_ attachment: Attachment) -> PostingExample {
    PostingExample(saying: Posting(topic: .classLife, attachments: [attachment]))
  }
}

extension PostingRule {
  /// A posting that the rule should speak of, when a policy asks for it.
  public func example(_ frames: PostingFrames) -> PostingExample {
    func picture(pupils: [PupilID]? = [], own: Bool? = nil, place: Bool? = nil, to channel: Consent.Channel = .portal)
      -> PostingExample
    {
      .with(
        Attachment(
          name: "foto", kind: .photo, mediaType: "image/jpeg", pupils: pupils, isOwnDevice: own, hasLocation: place,
          channel: channel))
    }
    // Any word that makes a message personal, or about a result.
    func word(_ frame: PostingFrames.Frame) -> String {
      (frames.lists[frame]?.first { !$0.hasSuffix("*") }).map { " \($0)" } ?? ""
    }
    let child = PupilID("kind")
    return switch self {
    case .authorWithoutRole: .by(parent: MemberID("weg"))
    case .personaNotHeld: PostingExample(by: MemberID("ouder"))
    case .teacherElsewhere: PostingExample(in: GroupID("andere groep"))
    case .parentElsewhere: .by(in: GroupID("andere groep"))
    case .parentWithoutChild: .by(parent: MemberID("ander"))
    case .teacherReacts: PostingExample(kind: .reaction)
    case .parentPosts: .by(kind: .post)
    case .reactionWhileClosed: .by()
    case .outsiderInFunctionGroup: .by(in: GroupID("mr"))
    case .inNameOfCircle: PostingExample(saying: Posting(topic: .classLife, onBehalfOf: .mr))
    case .schoolGroupWithoutMandate: PostingExample(in: GroupID("school"))
    case .teacherAsParent:
      PostingExample(as: .parent, kind: .reaction, teacherIsParent: true)
    case .topicMissing: PostingExample(saying: Posting())
    case .topicOther: PostingExample(saying: Posting(topic: .other))
    case .kindOfContent: .with(Attachment(name: "brief", kind: .document, mediaType: "application/pdf"))
    case .pupilNamed: PostingExample(text: "x staat centraal.", names: [child])
    case .pupilPrivate: PostingExample(text: "x\(word(.personal)).", names: [child])
    case .pupilAchievement: PostingExample(text: "x\(word(.achievement)).", names: [child])
    case .ownChildPrivate: .by(text: "x\(word(.personal)).", names: [child])
    case .listOfNames: PostingExample(text: "x x x x", names: (1...4).map { PupilID("klasgenoot \($0)") })
    case .nameNotAsked: PostingExample(text: "x staat centraal.", names: [child])
    case .nameWithoutConsent:
      PostingExample(
        text: "x staat centraal.", names: [child],
        consents: ConsentRegister([Consent.Subject(pupil: child, kind: .name, channel: .portal): .no]))
    case .pictureWithoutConsent: picture(pupils: [child])
    case .externalWithoutConsent: picture(pupils: [child], to: .website)
    case .pictureUndeclared: picture(pupils: nil)
    case .ownDevice, .ownDeviceUndeclared: picture(own: true)
    case .locationInPicture: picture(place: true)
    case .attachmentNotAllowed: .with(Attachment(name: "foto", kind: .photo, mediaType: "application/x-msdownload"))
    case .weekFull: PostingExample(after: RecentPostings(inWeek: 99))
    case .outsideWorkingHours: PostingExample(hour: 21)
    case .inLessonHours: PostingExample(hour: 9)
    case .atNight: .by(hour: 23)
    case .manyToOne: PostingExample(after: RecentPostings(toRecipient: 999))
    }
  }
}
