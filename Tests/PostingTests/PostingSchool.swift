import Conduct
import Foundation
import Library
import TestSupport

/// The invented school of the posting cases: three classes, a school group and three circles, with who is whose parent, what
/// they allow, and who works when.
enum PostingSchool {
  static let zone = "Europe/Amsterdam"

  /// Half past three on the first day of the school year.
  static let start = at("2025-08-04 15:30")

  /// Reads "2026-03-03 15:10" by the school's clock.
  static func at(_ text: String) -> Int64 {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let day = Day(String(parts[0])) else { return 0 }
    let clock = parts[1].split(separator: ":").compactMap { Int($0) }
    return LocalClock(zone).time(day, minute: clock[0] * 60 + clock[1])
  }

  // MARK: Groups

  static let groups: [Group] = [
    group("groep-3"), group("groep-4"), group("groep-7"), group("school", .school), group("mr", .mr), group("or", .or),
    group("tso", .tso), group("gesprek-1", .oneToOne),
  ]

  private static func group(_ id: String, _ kind: Group.Kind = .class) -> Group {
    Group(id: GroupID(id), name: id, externalID: id, kind: kind)
  }

  // MARK: Pupils

  private static let children: [(name: PersonName, group: String, parents: [String])] = [
    (PersonName(given: "Daan", infix: "de", family: "Vries"), "groep-3", ["ouder-daan"]),
    (PersonName(given: "Roos", family: "Jansen"), "groep-3", ["ouder-roos"]),
    (PersonName(given: "Storm", infix: "van den", family: "Berg"), "groep-3", ["ouder-storm", "-vader-storm"]),
    (PersonName(given: "Zoë", infix: "el", family: "Amrani"), "groep-3", ["ouder-zoe"]),
    (PersonName(given: "Sem", family: "Bakker"), "groep-3", ["ouder-sem"]),
    (PersonName(given: "Jip", infix: "de", family: "Boer"), "groep-3", ["ouder-jip"]),
    (PersonName(given: "Lotte", family: "Visser"), "groep-4", ["juf-els"]),
    (PersonName(given: "Mees", infix: "van", family: "Dijk"), "groep-4", ["ouder-mees"]),
    (PersonName(given: "Wolf", family: "Peters"), "groep-4", ["ouder-wolf"]),
    (PersonName(given: "Bo", family: "Chen"), "groep-4", ["ouder-bo"]),
    (PersonName(given: "Fatima", family: "Yilmaz"), "groep-4", ["ouder-fatima"]),
    (PersonName(given: "Anna", family: "Mulder"), "groep-4", ["ouder-anna"]),
    (PersonName(given: "Sterre", family: "Vermeulen"), "groep-7", ["ouder-sterre"]),
    (PersonName(given: "Daan", family: "Hendriks"), "groep-7", ["ouder-daan-h"]),
    (PersonName(given: "Ravi", family: "Sharma"), "groep-7", ["ouder-ravi"]),
    (PersonName(given: "Noor", infix: "de", family: "Graaf"), "groep-7", ["ouder-noor"]),
    (PersonName(given: "Finn", family: "O'Neill"), "groep-7", ["ouder-finn"]),
    (PersonName(given: "Fleur", infix: "ter", family: "Horst"), "groep-7", ["ouder-fleur"]),
  ]

  static let pupils = children.map {
    Pupil(id: PupilID($0.name.full), name: $0.name, groups: [GroupID($0.group)])
  }

  // MARK: Adults

  private struct Adult {
    var handle: String
    var name: PersonName
    var roles: [Assignment]
  }

  private static func role(
    _ role: Role, _ group: String? = nil, _ function: Assignment.Function? = nil, from: String? = nil,
    until: String? = nil
  ) -> Assignment {
    Assignment(
      role: role, function: function, group: group.map { GroupID($0) }, from: from.map(at) ?? start,
      until: until.map(at))
  }

  private static let adults: [Adult] = [
    Adult(
      handle: "juf-anne", name: PersonName(given: "Anne", infix: "de", family: "Wit"),
      roles: [role(.teacher, "groep-3")]),
    Adult(handle: "meester-bram", name: PersonName(given: "Bram", family: "Smit"), roles: [role(.teacher, "groep-4")]),
    Adult(
      handle: "juf-els", name: PersonName(given: "Els", family: "Visser"),
      roles: [role(.teacher, "groep-7"), role(.parent, "groep-4")]),
    Adult(handle: "meester-kees", name: PersonName(given: "Kees", family: "Bos"), roles: [role(.teacher)]),
    Adult(
      handle: "juf-ina", name: PersonName(given: "Ina", family: "Prins"),
      roles: [role(.teacher, "groep-3", from: "2026-03-02 00:00", until: "2026-03-14 00:00"), role(.staff)]),
    Adult(handle: "ib-petra", name: PersonName(given: "Petra", family: "Kok"), roles: [role(.staff)]),
    Adult(handle: "conc-hans", name: PersonName(given: "Hans", family: "Mol"), roles: [role(.support)]),
    Adult(handle: "directie", name: PersonName(given: "Ria", family: "Groen"), roles: [role(.director)]),
    Adult(handle: "adjunct-joke", name: PersonName(given: "Joke", family: "Vos"), roles: [role(.staff)]),
    Adult(
      handle: "tso-truus", name: PersonName(given: "Truus", family: "Kuiper"), roles: [role(.support, nil, .tso)]),
    Adult(handle: "bestuur", name: PersonName(given: "Piet", family: "Kroon"), roles: [role(.board)]),
    Adult(handle: "iemand", name: PersonName(given: "Gerda", family: "Blok"), roles: []),
    Adult(handle: "ouder-oud", name: PersonName(given: "Bea", family: "Post"), roles: [role(.parent, "groep-7")]),
    Adult(handle: "vader-storm", name: PersonName(given: "Rik", family: "Hoek"), roles: [role(.parent, "groep-3")]),
    parent("ouder-daan", "Mark", "de", "Vries", "groep-3"), parent("ouder-roos", "Ilse", "", "Jansen", "groep-3"),
    parent("ouder-storm", "Eva", "van den", "Berg", "groep-3"),
    parent("ouder-zoe", "Samira", "el", "Amrani", "groep-3"),
    parent("ouder-sem", "Linda", "", "Bakker", "groep-3", .mr), parent("ouder-jip", "Tim", "de", "Boer", "groep-3"),
    parent("ouder-mees", "Kim", "van", "Dijk", "groep-4"), parent("ouder-wolf", "Jan", "", "Peters", "groep-4"),
    parent("ouder-bo", "Li", "", "Chen", "groep-4"), parent("ouder-fatima", "Ayse", "", "Yilmaz", "groep-4", .or),
    parent("ouder-anna", "Saskia", "", "Mulder", "groep-4", .classParent),
    parent("ouder-sterre", "Tom", "", "Vermeulen", "groep-7"),
    parent("ouder-daan-h", "Ruud", "", "Hendriks", "groep-7"),
    parent("ouder-ravi", "Priya", "", "Sharma", "groep-7"), parent("ouder-noor", "Ellen", "de", "Graaf", "groep-7"),
    parent("ouder-finn", "Sean", "", "O'Neill", "groep-7"), parent("ouder-fleur", "Marije", "ter", "Horst", "groep-7"),
  ]

  private static func parent(
    _ handle: String, _ given: String, _ infix: String, _ family: String, _ group: String,
    _ function: Assignment.Function? = nil
  ) -> Adult {
    let own = role(.parent, group, function == .classParent ? function : nil)
    let more = function.flatMap { $0 == .classParent ? nil : role(.parent, nil, $0) }
    return Adult(
      handle: handle, name: PersonName(given: given, infix: infix, family: family),
      roles: [own] + (more.map { [$0] } ?? []))
  }

  static let members = adults.map { adult in
    var member = Member(
      id: MemberID(adult.handle), account: AccountID(adult.handle), name: adult.name.full, externalID: adult.handle,
      assignments: adult.roles)
    member.parts = adult.name
    return member
  }

  private static let guardianships = children.flatMap { child in
    child.parents.map { parent in
      let isInformed = !parent.hasPrefix("-")
      return Guardianship(
        member: MemberID(isInformed ? parent : String(parent.dropFirst())), pupil: PupilID(child.name.full),
        isInformed: isInformed)
    }
  }

  /// Everybody whose name may stand in a text.
  static let people =
    pupils.map { NamedPerson(.pupil($0.id), $0.name) }
    + members.map { NamedPerson(.member($0.id), $0.parts ?? PersonName(given: $0.name)) }

  // MARK: Consents, hours, calendar

  private static let consents: ConsentRegister = {
    var answers: [Consent.Subject: Consent.Answer] = [:]
    func set(_ kind: Consent.Kind, _ channel: Consent.Channel, _ answer: Consent.Answer, _ names: [String]) {
      for name in names { answers[Consent.Subject(pupil: PupilID(name), kind: kind, channel: channel)] = answer }
    }
    let all = pupils.map(\.name.full)
    set(.name, .portal, .yes, all)
    set(.name, .portal, .no, ["Roos Jansen", "Wolf Peters"])
    set(.name, .portal, .unknown, ["Jip de Boer", "Ravi Sharma"])
    for kind in [Consent.Kind.photo, .film] {
      set(kind, .portal, .yes, all)
      set(kind, .portal, .no, ["Roos Jansen", "Bo Chen"])
      set(kind, .portal, .unknown, ["Storm van den Berg"])
    }
    set(.photo, .website, .yes, ["Daan de Vries", "Lotte Visser"])
    set(.photo, .website, .no, ["Fatima Yilmaz"])
    return ConsentRegister(answers)
  }()

  private static let timetable: Timetable = {
    // Without hours every case about them would fail.
    func week(_ text: String) -> Timetable.Week { (try? Timetable.week(text)) ?? [] }
    return Timetable(
      working: [nil: week("ma-vr 08:00-17:00"), MemberID("meester-bram"): week("ma-wo 08:00-16:30")],
      lessons: [nil: week("ma-vr 08:30-12:00 12:45-14:00, wo 08:30-12:15")],
      exceptions: [
        Timetable.Exception(
          kind: .excursion, groups: [GroupID("groep-4")], from: at("2026-03-10 00:00"), until: at("2026-03-11 00:00")),
        Timetable.Exception(kind: .calamity, from: at("2026-03-12 07:00"), until: at("2026-03-12 12:00")),
      ])
  }()

  static let calendar: SchoolCalendar = {
    func period(_ name: String, _ from: Day, _ through: Day) -> SchoolCalendar.Period {
      SchoolCalendar.Period(name: name, from: from, through: through)
    }
    return SchoolCalendar(
      id: "midden", title: "Midden", version: "v",
      periods: [
        period("Voorjaarsvakantie", Day(2026, 2, 14), Day(2026, 2, 22)),
        period("Meivakantie", Day(2026, 4, 25), Day(2026, 5, 3)),
        period("Studiedag", Day(2026, 5, 15), Day(2026, 5, 15)),
      ], years: [SchoolCalendar.Year(start: 2025)])
  }()

  static let register = PostingRegister(
    PeopleRegister(groups: groups, pupils: pupils, members: members, guardianships: guardianships), consents: consents,
    timetable: timetable, calendar: calendar, mandated: [MemberID("adjunct-joke")], declared: [MemberID("juf-anne")])

  // MARK: The school's own data

  static let root = BuiltCommand.root
  static let lists = Result { try Wordlists.load(directory: root.appendingPathComponent("Wordlists").path) }

  /// A shipped policy by its letter.
  static func policy(_ letter: String) throws -> Policy {
    let name = letter == "A" ? "a-de-jordaan-2017" : "b-school-2018"
    return try Policy.load(
      file: root.appendingPathComponent("Policies/\(name).yaml").path, categories: try lists.get().categories)
  }

  /// The rules of a shipped policy; parents may react unless a case says that they may not.
  static func rules(_ letter: String, isClosed: Bool = false) throws -> PostingRules {
    var policy = try policy(letter)
    if !isClosed {
      for place in policy.clauses.indices where policy.clauses[place].parameters["parents_may_react"] != nil {
        policy.clauses[place].parameters["parents_may_react"]?.value = "yes"
      }
    }
    return PostingRules(policy: policy, register: register, frames: try lists.get().frames)
  }
}
