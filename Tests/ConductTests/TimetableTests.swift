import Conduct
import Testing

@Suite struct TimetableTests {
  @Test(arguments: [
    ("ma-vr 08:00-16:30, wo 08:00-12:30", "ma-di 08:00-16:30, wo 08:00-12:30, do-vr 08:00-16:30"),
    ("ma+do 8.30-12.00 12:45-14:30", "ma 08:30-12:00 12:45-14:30, do 08:30-12:00 12:45-14:30"),
    ("maandag-vrijdag 08:00-17:00,woensdag vrij", "ma-di 08:00-17:00, do-vr 08:00-17:00"),
    ("ZA 0:00-24:00", "za 00:00-24:00"), ("mon 08:00-17:00, tue 08:00-17:00", "ma-di 08:00-17:00"),
    ("ma-zo vrij", "ma-zo vrij"), ("ma-vr 08:00-12:00, ma-wo 09:00-12:00", "ma-wo 09:00-12:00, do-vr 08:00-12:00"),
  ])
  func hoursOfAWeekAreReadAndWritten(text: String, wanted: String) throws {
    let week = try Timetable.week(text)
    #expect(week.count == 7 && Timetable.text(week) == wanted)
    #expect(try Timetable.week(wanted) == week)
  }

  @Test(arguments: [
    ("", "geen dag"), ("ma", "geen tijden"), ("ma 08:00", "zijn geen tijden"), ("ma 08:00-", "zijn geen tijden"),
    ("ma 16:00-08:00", "niet na het begin"), ("ma 08:00-08:00", "niet na het begin"),
    ("ma 08:00-24:01", "zijn geen tijden"), ("ma 08:60-09:00", "zijn geen tijden"),
    ("ma ٠٨:٠٠-09:00", "zijn geen tijden"), ("ma +8:00-09:00", "zijn geen tijden"),
    ("ma 08:00-12:00 11:00-13:00", "niet na de tijden"), ("vr-ma 08:00-12:00", "laatste dag ligt voor"),
    ("ma+ma-di 08:00-12:00", "staat er twee keer"), ("wo 08:00-12:00, wo 13:00-15:00", "wo staat er twee keer"),
    ("wo 08:00-12:00, ma-vr 13:00-15:00", "wo staat er twee keer"), ("xx 08:00-12:00", "geen dagen"),
    ("ma-di-wo 08:00-12:00", "geen dagen"), ("ma, , di 08:00-12:00", "geen tijden"),
    ("ma 08:00-12:00, , di 08:00-12:00", "niets tussen"), ("ma vrij 08:00-12:00", "zijn geen tijden"),
  ])
  func whatCannotBeReadIsNamed(text: String, problem: String) {
    #expect {
      _ = try Timetable.week(text)
    } throws: { error in
      "\(error)".contains(problem) && "\(error)".contains("Schrijf bijvoorbeeld")
    }
  }

  private let monday = Day(2026, 9, 21)
  private let group = GroupID("g-4")
  private let other = GroupID("g-5")
  private let els = MemberID("els")
  private let ben = MemberID("ben")

  @Test func everybodyHasTheSchoolsHoursOrTheirOwn() throws {
    var timetable = Timetable()
    #expect(timetable.works(els, on: monday, minute: 600) == nil)
    #expect(timetable.hasLessons(group, on: monday, minute: 600) == nil)
    timetable.working = [nil: try Timetable.week("ma-vr 08:00-17:00"), els: try Timetable.week("ma 13:00-17:00")]
    timetable.lessons = [group: try Timetable.week("ma-vr 08:30-12:00")]
    #expect(timetable.works(els, on: monday, minute: 600) == false)
    #expect(timetable.works(els, on: monday, minute: 780) == true)
    #expect(timetable.works(els, on: monday, minute: 1020) == false)
    #expect(timetable.works(ben, on: monday, minute: 600) == true)
    #expect(timetable.works(ben, on: monday + 5, minute: 600) == false)
    #expect(timetable.hasLessons(group, on: monday, minute: 719) == true)
    #expect(timetable.hasLessons(group, on: monday, minute: 720) == false)
    #expect(timetable.hasLessons(other, on: monday, minute: 600) == nil)
  }

  @Test func anExceptionHoldsForItsGroupsOrForAll() {
    let timetable = Timetable(exceptions: [
      Timetable.Exception(kind: .excursion, groups: [group], from: 10, until: 20),
      Timetable.Exception(kind: .calamity, from: 30, until: 40),
    ])
    for (group, time, wanted) in [
      (group, 10, true), (group, 20, false), (group, 9, false), (other, 15, false), (nil, 15, false), (other, 35, true),
      (nil, 35, true),
    ] as [(GroupID?, Int64, Bool)] {
      #expect(timetable.isExcepted(group, at: time) == wanted, "\(time)")
    }
  }

  private func member(_ role: Role, _ group: GroupID? = nil, id: String = "els") -> Member {
    Member(
      id: MemberID(id), account: AccountID(id), name: id, assignments: [Assignment(role: role, group: group, from: 0)])
  }

  @Test func theDirectorSetsAllHoursAndStaffTheirOwn() {
    let holders: [Timetable.Holder] = [
      .working(els), .working(ben), .working(nil), .lessons(group), .lessons(nil),
    ]
    for (member, allowed) in [
      (member(.director), holders), (member(.teacher, group), [.working(els)]), (member(.support), [.working(els)]),
      (member(.parent, group), []),
    ] {
      let may = holders.filter { Timetable.refusal(ofSetting: $0, by: member, at: 1) == nil }
      #expect(may == allowed, "\(member.assignments)")
    }
  }

  @Test func aTeacherMakesExceptionsForTheOwnGroupsOnly() {
    let groups: [Set<GroupID>] = [[group], [other], [group, other], []]
    for (member, allowed) in [
      (member(.director), groups), (member(.teacher, group), [[group]]),
      (member(.teacher), [[group], [other], [group, other]]), (member(.parent, group), []), (member(.support), []),
    ] {
      let may = groups.filter { Timetable.refusal(ofExceptionFor: $0, by: member, at: 1) == nil }
      #expect(may == allowed, "\(member.assignments)")
    }
  }

  @Test func aClauseSaysTheUsualHours() throws {
    func policy(_ parameters: [String: String]) -> Policy {
      var policy = CaseFixture.policy()
      policy.clauses = [
        Clause(
          id: ClauseID("A40"), label: "x", text: "x", binds: [.teacher],
          parameters: parameters.mapValues { Sourced($0, from: .clause(ClauseID("A40"))) })
      ]
      return policy
    }
    let week = try #require(policy(["days": "mon, wed", "hours": "08:00-17:00"]).workingHours)
    #expect(Timetable.text(week) == "ma 08:00-17:00, wo 08:00-17:00")
    #expect(policy(["hours": "08:00-17:00"]).workingHours == nil)
    #expect(throws: ConductError.self) {
      try policy(["days": "mon", "hours": "acht tot vijf"]).clauses[0].workingHours()
    }
  }
}
