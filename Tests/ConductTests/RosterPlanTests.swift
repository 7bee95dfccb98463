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
    roster.complete[.oneRoster] = Set(Roster.Part.allCases)
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

  @Test func aFileEndsNobodyOfAnotherProgramAndNeverADirector() {
    var people = register
    people.members[1].rosterKey = "portal:p1"
    people.members[2].assignments = [Assignment(role: .director, from: 0)]
    people.pupils.append(Pupil(id: "l-9", name: PersonName(given: "Noor", family: "Smit"), rosterKey: "portal:l9"))
    let plan = plan(people) { roster in
      same(&roster)
      roster.formats.insert(.portalParents)
      roster.pupils = []
      roster.workers = []
    }
    #expect(plan.pupils.filter { $0.action == .end }.map(\.id) == ["l-1"])
    #expect(plan.members.allSatisfy { $0.action != .end })
    #expect(plan.remarks.contains { $0.place == "Ine Vos" })
  }

  @Test func twoPeopleWithOneAddressOrNameStayTwo() {
    func worker(_ key: String, _ given: String, _ family: String) -> Roster.Worker {
      Roster.Worker(
        key: "oneroster:\(key)", name: PersonName(given: given, family: family), email: "info@school.test", place: "x")
    }
    let shared = plan { $0.workers = [worker("w1", "Els", "Dekker"), worker("w2", "Anna", "Mol")] }
    #expect(shared.members.map(\.name) == ["Els Dekker", "Anna Mol"])
    // A parent's row with the address of the director under another name does not become the director.
    var people = register
    people.members[1].email = "info@school.test"
    let taken = plan(people) { roster in
      same(&roster)
      roster.guardians.append(guardian("oneroster:x", "Karin", "info@school.test", [.key("oneroster:u1")]))
    }
    #expect(taken.members.filter { $0.action == .add }.map(\.name) == ["Karin Berg"])
    #expect(!taken.members.contains { $0.id == "m-2" })
    // Nor do two parents of one name share a member who was added by hand.
    var byHand = register
    byHand.members[0].rosterKey = nil
    let doubled = plan(byHand) { roster in
      roster.pupils = [pupil("oneroster:u1", "Jip Berg"), pupil("oneroster:u2", "Noor Berg")]
      roster.guardians = [
        guardian("oneroster:a", "Karin", nil, [.key("oneroster:u1")]),
        guardian("oneroster:b", "Karin", nil, [.key("oneroster:u2")]),
      ]
    }
    #expect(doubled.members.count { $0.action == .add } == 2 && !doubled.members.contains { $0.id == "m-1" })
  }

  @Test func filesOfTwoProgramsThatAreGivenTogetherNameEachChildOnce() {
    let plan = plan { roster in
      roster.formats = [.edexml, .portalPupils, .portalParents]
      roster.groups = [
        Roster.Group(key: "edexml:g3", name: "Groep 3", place: "x"),
        Roster.Group(key: "portal:Groep 3", name: "Groep 3", place: "y"),
      ]
      roster.pupils = [
        pupil("edexml:l1", "Jip Berg", ["edexml:g3"], born: Day(2019, 3, 4)),
        pupil(nil, "Jip Berg", ["portal:Groep 3"], born: Day(2019, 3, 4)),
      ]
      roster.guardians = [
        guardian(nil, "", "k@thuis.test", [.named(PersonName(given: "Jip", family: "Berg"), born: Day(2019, 3, 4))])
      ]
    }
    #expect(plan.groups.count == 1 && plan.pupils.count == 1 && plan.members.map(\.children) == [[0: true]])
    #expect(plan.remarks.isEmpty)
  }

  @Test func aNewKeyIsTheNamesakeOfTheSameClass() {
    let known = PeopleRegister(
      groups: [Group(id: "g-3", name: "Groep 3"), Group(id: "g-7", name: "Groep 7")],
      pupils: [Pupil(id: "l-1", name: PersonName(given: "Noa", family: "Jansen"), groups: ["g-3"])], members: [],
      guardianships: [])
    let plan = plan(known) { roster in
      roster.groups = ["7", "3"].map { Roster.Group(key: "oneroster:\($0)", name: "Groep \($0)", place: "x") }
      roster.pupils = [
        pupil("oneroster:a", "Noa Jansen", ["oneroster:7"]), pupil("oneroster:b", "Noa Jansen", ["oneroster:3"]),
      ]
    }
    #expect(plan.pupils.map(\.id) == [nil, "l-1"] && plan.pupils.map(\.rosterKey) == ["oneroster:a", "oneroster:b"])
  }

  @Test func aFileAfterWhichManyWouldBeGoneIsToldApart() {
    let many = PeopleRegister(
      groups: [],
      pupils: (0..<40).map { number in
        Pupil(id: PupilID("l-\(number)"), name: PersonName(given: "Kind \(number)"), rosterKey: "oneroster:\(number)")
      }, members: [], guardianships: [])
    func left(_ count: Int) -> Bool {
      plan(many) { roster in
        roster.complete[.oneRoster] = [.pupils]
        roster.pupils = (count..<40).map { pupil("oneroster:\($0)", "Kind \($0)") }
      }.isDrastic
    }
    #expect(!left(8) && left(9) && left(40))
    let others = plan(many) { roster in
      roster.pupils = (0..<40).map { pupil("oneroster:\($0)", "Ander \($0)") }
    }
    #expect(others.isDrastic && others.renamed == 40)
  }
}

extension Identifier: ExpressibleByStringLiteral {
  init(stringLiteral value: String) { self.init(value) }
}
