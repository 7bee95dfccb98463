import Conduct
import Testing

@Suite struct RosterPlanTests {
  private static let at: Int64 = 1_790_000_000_000

  private func pupil(_ key: String?, _ name: String, _ groups: [String] = [], born: Day? = nil) -> Roster.Pupil {
    let parts = name.split(separator: " ").map(String.init)
    return Roster.Pupil(
      key: key, name: PersonName(given: parts[0], family: parts.dropFirst().joined(separator: " ")), groups: groups,
      born: born, place: "x")
  }

  private func guardian(
    _ key: String?, _ name: String, _ email: String?, _ pupils: [Roster.PupilReference], informed: Bool? = nil
  ) -> Roster.Guardian {
    Roster.Guardian(
      key: key, name: PersonName(given: name, family: name.isEmpty ? "" : "Berg"), email: email, pupils: pupils,
      isInformed: informed, place: "x")
  }

  private func plan(
    _ register: PeopleRegister = PeopleRegister(groups: [], pupils: [], members: [], guardianships: []),
    _ fill: (inout Roster) -> Void
  ) -> RosterPlan {
    var roster = Roster()
    roster.formats = [.oneRoster]
    fill(&roster)
    return RosterPlan(roster, against: register, at: Self.at)
  }

  private var register: PeopleRegister {
    PeopleRegister(
      groups: [
        Group(id: "g-3", name: "Groep 3", rosterKey: "oneroster:c3"), Group(id: "g-mr", name: "MR", kind: .mr),
      ],
      pupils: [
        Pupil(id: "l-1", name: PersonName(given: "Jip", family: "Berg"), rosterKey: "oneroster:u1", groups: ["g-3"])
      ],
      members: [
        member("m-1", "Karin Berg", key: "oneroster:u8", .parent), member("m-2", "Els Dekker", key: nil, .teacher),
        member("m-3", "Ine Vos", key: "oneroster:u5", .staff),
      ],
      guardianships: [Guardianship(member: "m-1", pupil: "l-1")])
  }

  private func member(_ id: MemberID, _ name: String, key: String?, _ role: Role) -> Member {
    var member = Member(id: id, account: "a", name: name, assignments: [Assignment(role: role, from: 0)])
    member.rosterKey = key
    return member
  }

  private func same(_ roster: inout Roster) {
    roster.complete = Set(Roster.Part.allCases)
    roster.groups = [Roster.Group(key: "oneroster:c3", name: "Groep 3", place: "x")]
    roster.pupils = [pupil("oneroster:u1", "Jip Berg", ["oneroster:c3"])]
    roster.guardians = [guardian("oneroster:u8", "Karin", nil, [.key("oneroster:u1")])]
    roster.workers = [
      Roster.Worker(key: "oneroster:u5", name: PersonName(given: "Ine", family: "Vos"), place: "x")
    ]
  }

  @Test func whatIsTheSameChangesNothing() {
    let plan = plan(register, same)
    #expect(plan.changesNothing && plan.remarks.isEmpty)
    #expect(plan.count(.keep, of: .pupils) == 1 && plan.count(.keep, of: .groups) == 2)
  }

  @Test func whoIsMissingFromAWholeFileHasLeftButNobodyAddedByHand() {
    let plan = plan(register) { roster in
      same(&roster)
      roster.pupils = []
      roster.guardians = []
      roster.workers = []
    }
    #expect(plan.count(.end, of: .pupils) == 1 && plan.count(.end, of: .guardians) == 1)
    #expect(plan.members.filter { $0.action == .end }.map(\.id) == ["m-1", "m-3"])
    #expect(plan.groups.allSatisfy { $0.action == .keep })
    #expect(plan.remarks.map(\.text) == ["deze groep houdt geen leerling over; klopt dat?"])
  }

  @Test func aFileOfAPartEndsNobody() {
    let plan = plan(register) { $0.pupils = [pupil("oneroster:u2", "Noor Smit", [])] }
    #expect(plan.count(.end, of: .pupils) + plan.count(.end, of: .guardians) + plan.count(.end, of: .groups) == 0)
    #expect(plan.count(.add, of: .pupils) == 1)
  }

  @Test func aTeacherWhoIsAParentIsOnePerson() {
    let plan = plan(register) { roster in
      same(&roster)
      roster.workers.append(
        Roster.Worker(
          key: "oneroster:u8", name: PersonName(given: "Karin", family: "Berg"),
          proposals: [Roster.Proposal(role: .teacher, group: "oneroster:c3")], place: "x"))
    }
    #expect(plan.members.count { $0.id == "m-1" } == 1)
    let step = plan.members.first { $0.id == "m-1" }
    #expect(step?.isWorker == true && step?.children?.count == 1 && step?.action == .change)
    #expect(plan.proposals.map(\.role) == [.teacher])
  }

  @Test func aNameOfTwoChildrenIsToldApartByDateOfBirthOrRefused() {
    func two(_ born: Day?) -> RosterPlan {
      plan { roster in
        roster.pupils = [
          pupil(nil, "Sem Smit", born: Day(2018, 11, 11)), pupil(nil, "Sem Smit", born: Day(2019, 1, 2)),
        ]
        roster.guardians = [
          guardian(nil, "", "a@thuis.test", [.named(PersonName(given: "Sem", family: "Smit"), born: born)])
        ]
      }
    }
    let known = two(Day(2019, 1, 2))
    #expect(known.members.map(\.children) == [[1: true]] && known.remarks.isEmpty)
    #expect(known.members[0].name == "Ouder van Sem Smit")
    let unknown = two(nil)
    #expect(unknown.members.isEmpty && unknown.remarks.count == 2 && unknown.remarks.allSatisfy { $0.isRefusal })
  }

  @Test func doubleKeysAndReferencesToNothingAreTold() {
    let plan = plan { roster in
      roster.groups = [
        Roster.Group(key: "a", name: "Groep 3", place: "x"), Roster.Group(key: "a", name: "Groep 4", place: "x"),
      ]
      roster.pupils = [pupil("p", "Jip Berg", ["b"]), pupil("p", "Sem Smit")]
      roster.guardians = [guardian("o", "Karin", nil, [.key("weg")])]
      roster.workers = [
        Roster.Worker(
          key: "w", name: PersonName(given: "Els"), proposals: [Roster.Proposal(role: .teacher, group: "c")],
          place: "x")
      ]
    }
    #expect(plan.groups.count == 1 && plan.pupils.count == 1 && plan.members.count == 1 && plan.proposals.isEmpty)
    #expect(plan.remarks.count { $0.isRefusal } == 3 && plan.remarks.count == 6)
  }

  @Test func twoSameNamesInARegisterAreNotGuessed() {
    let twins = PeopleRegister(
      groups: [
        Group(id: "g-3", name: "Groep 3"), Group(id: "g-4", name: "Groep 4"), Group(id: "g-5", name: "Groep 5"),
      ],
      pupils: [
        Pupil(id: "l-1", name: PersonName(given: "Sem", family: "Smit"), groups: ["g-3"]),
        Pupil(id: "l-2", name: PersonName(given: "Sem", family: "Smit"), groups: ["g-4"]),
      ], members: [], guardianships: [])
    func file(_ groups: [String]) -> RosterPlan {
      plan(twins) { roster in
        roster.formats = [.portalPupils]
        roster.groups = groups.map { Roster.Group(key: "portal:\($0)", name: $0, place: "x") }
        roster.pupils = groups.map { pupil(nil, "Sem Smit", ["portal:\($0)"]) }
      }
    }
    let same = file(["Groep 4", "Groep 3"])
    #expect(same.pupils.map(\.id) == ["l-2", "l-1"] && same.pupils.allSatisfy { $0.action == .keep })
    let moved = file(["Groep 5"])
    #expect(moved.count(.add, of: .pupils) == 0 && moved.remarks.contains { $0.isRefusal })
  }

  @Test func anAccentMoreOrLessIsNoOtherPerson() {
    #expect(PersonName.fold(" Zoë  van   DIJK ") == PersonName.fold("zoe van dijk"))
    #expect(PersonName(given: "Jip", infix: "van  den", family: " Berg").full == "Jip van den Berg")
  }

  @Test func aFileAfterWhichManyWouldBeGoneIsToldApart() {
    let many = PeopleRegister(
      groups: [],
      pupils: (0..<40).map { number in
        Pupil(id: PupilID("l-\(number)"), name: PersonName(given: "Kind \(number)"), rosterKey: "oneroster:\(number)")
      }, members: [], guardianships: [])
    func left(_ count: Int) -> Bool {
      plan(many) { roster in
        roster.complete = [.pupils]
        roster.pupils = (count..<40).map { pupil("oneroster:\($0)", "Kind \($0)") }
      }.endsMany
    }
    #expect(!left(8) && left(9) && left(40))
  }
}

extension Identifier: ExpressibleByStringLiteral {
  init(stringLiteral value: String) { self.init(value) }
}
