import Conduct
import Store
import Testing

@Suite struct RosterTests {
  private static let at = SampleSchool.start

  /// A school of 600 pupils with two guardians each would be this file; here with a few.
  static func roster(pupils count: Int = 3, complete: Bool = true) -> Roster {
    var roster = Roster()
    roster.formats = [.oneRoster]
    if complete { roster.complete[.oneRoster] = Set(Roster.Part.allCases) }
    roster.groups = (0..<max(1, count / 25)).map {
      Roster.Group(key: "oneroster:c\($0)", name: "Klas \($0)", years: "\($0 % 8 + 1)", place: "x")
    }
    for number in 0..<count {
      let key = "oneroster:u\(number)"
      let name = PersonName(given: "Kind \(number)", infix: "van", family: "Test")
      roster.pupils.append(
        Roster.Pupil(key: key, name: name, groups: [roster.groups[number % roster.groups.count].key], place: "x"))
      for parent in ["a", "b"] {
        roster.guardians.append(
          Roster.Guardian(
            key: "oneroster:\(parent)\(number)", name: PersonName(given: "Ouder \(parent)", family: "Test \(number)"),
            email: "\(parent)\(number)@thuis.test", pupils: [.key(key)], place: "x"))
      }
    }
    roster.workers = [
      Roster.Worker(
        key: "oneroster:t1", name: PersonName(given: "Els", family: "Dekker"), email: "els@school.test",
        proposals: [Roster.Proposal(role: .teacher, group: "oneroster:c0"), Roster.Proposal(role: .director)],
        place: "x")
    ]
    return roster
  }

  private func guardian(_ school: SampleSchool, _ email: String) async throws -> Member {
    let register = try await school.store.peopleRegister(school: school.id, at: Self.at)
    return try #require(register.members.first { $0.email == email })
  }

  @Test func aRosterIsCarriedOutOnceAndThenChangesNothing() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    _ = try await store.addGroup(name: "De hele school", kind: .school, school: id, at: Self.at)
    let plan = try await store.rosterPlan(Self.roster(), school: id, at: Self.at)
    let before = try await store.peopleRegister(school: id, at: Self.at)
    #expect(before.pupils.isEmpty && plan.count(.add, of: .pupils) == 3)
    _ = try await store.adopt(Self.roster(), school: id, at: Self.at)
    let register = try await store.peopleRegister(school: id, at: Self.at)
    #expect(register.pupils.map(\.name.full).sorted() == ["Kind 0 van Test", "Kind 1 van Test", "Kind 2 van Test"])
    #expect(register.guardianships.count == 6)
    let parent = try await guardian(school, "a1@thuis.test")
    let names = Dictionary(uniqueKeysWithValues: register.groups.map { ($0.id, $0.name) })
    let groups = parent.assignments.filter { $0.isHeld(at: Self.at) && $0.role == .parent }
    #expect(Set(groups.compactMap { $0.group.flatMap { names[$0] } }) == ["Klas 0", "De hele school"])
    // Two guardians of one child are two people of one family.
    let partner = try await guardian(school, "b1@thuis.test")
    #expect(parent.isClose(to: partner) && parent.id != partner.id)
    let again = try await store.adopt(Self.roster(), school: id, at: Self.at + 1)
    #expect(again.changesNothing)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func whoMovesOrLeavesLosesTheGroupsThatGoWithIt() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    var roster = Self.roster(pupils: 50)
    _ = try await store.adopt(roster, school: id, at: Self.at)
    let name = Dictionary(
      uniqueKeysWithValues: try await store.groups(school: id).map { ($0.id, $0.name) })
    func classes(_ email: String, at time: Int64) async throws -> [String] {
      try await guardian(school, email).assignments.filter { $0.isHeld(at: time) && $0.role == .parent }
        .compactMap { $0.group.flatMap { name[$0] } }
    }
    #expect(try await classes("a0@thuis.test", at: Self.at) == ["Klas 0"])
    roster.pupils[0].groups = ["oneroster:c1"]
    roster.pupils.remove(at: 1)
    roster.guardians.removeAll { $0.email == "a1@thuis.test" || $0.email == "b1@thuis.test" }
    let later = Self.at + 1000
    let plan = try await store.adopt(roster, school: id, at: later)
    #expect(plan.count(.change, of: .pupils) == 1 && plan.count(.end, of: .pupils) == 1)
    #expect(try await classes("a0@thuis.test", at: later + 2) == ["Klas 1"])
    #expect(try await classes("a1@thuis.test", at: later + 2) == [])
    // Ended, not deleted: the past stays, until the name is purged.
    let left = try await store.peopleRegister(school: id, at: later).pupils.filter { $0.until != nil }
    #expect(left.map(\.name.full) == ["Kind 1 van Test"])
    #expect(try await store.verify(school: id).faults == [])
    _ = try await store.purge(school: id, at: later + 29 * SampleSchool.day)
    let purged = try await store.peopleRegister(school: id, at: later).pupils.filter { $0.until != nil }
    #expect(purged.map(\.name.full) == ["(gewist)"])
    #expect(try await store.verify(school: id).faults == [])
    // And whoever comes back is there again.
    let back = try await store.adopt(Self.roster(pupils: 50), school: id, at: later + 30 * SampleSchool.day)
    #expect(back.count(.add, of: .pupils) + back.count(.change, of: .pupils) == 2)
  }

  @Test func whoComesBackHasTheSameGuardiansWithTheSameRights() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    var roster = Self.roster(pupils: 30)
    roster.guardians[1].isInformed = false
    _ = try await store.adopt(roster, school: id, at: Self.at)
    var without = Self.roster(pupils: 30)
    without.guardians = []
    without.complete[.oneRoster] = [.pupils]
    let child = without.pupils.remove(at: 0)
    _ = try await store.adopt(without, school: id, at: Self.at + 1000)
    #expect(try await guardian(school, "a0@thuis.test").roles(at: Self.at + 1002) == [])
    without.pupils.insert(child, at: 0)
    _ = try await store.adopt(without, school: id, at: Self.at + 2000)
    #expect(try await guardian(school, "a0@thuis.test").roles(at: Self.at + 2002) == [.parent])
    #expect(try await guardian(school, "b0@thuis.test").roles(at: Self.at + 2002) == [])
    let guardianships = try await store.peopleRegister(school: id, at: Self.at).guardianships
    #expect(guardianships.count == 60 && guardianships.count { !$0.isInformed } == 1)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func oneToOneGroupsAndRolesGivenByHandAreNotTheFilesToGive() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    var roster = Self.roster(pupils: 1)
    roster.groups.append(Roster.Group(key: "oneroster:x1", name: "Gesprek", kind: .oneToOne, place: "x"))
    roster.pupils[0].groups.append("oneroster:x1")
    _ = try await store.adopt(roster, school: id, at: Self.at)
    let parent = try await guardian(school, "a0@thuis.test")
    #expect(parent.assignments.count == 1)
    try await store.assign(
      Assignment(role: .parent, group: school.group.id, from: Self.at), to: parent.id, school: id, at: Self.at)
    roster.guardians[0].isInformed = false
    _ = try await store.adopt(roster, school: id, at: Self.at + 1000)
    let held = try await guardian(school, "a0@thuis.test").assignments.filter { $0.isHeld(at: Self.at + 1002) }
    #expect(held.map(\.group) == [school.group.id])
  }

  @Test func whoLeftIsGivenNoRoleAnyMore() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    _ = try await store.adopt(Self.roster(), school: id, at: Self.at)
    var later = Self.roster()
    later.workers = [Roster.Worker(key: "oneroster:t2", name: PersonName(given: "Ine", family: "Vos"), place: "x")]
    _ = try await store.adopt(later, school: id, at: Self.at + 1000)
    #expect(try await store.roleProposals(school: id).isEmpty)
    #expect(try await guardian(school, "els@school.test").roles(at: Self.at + 1002) == [])
    #expect(try await store.adopt(later, school: id, at: Self.at + 2000).changesNothing)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func halfAFileIsNotTakenForASchoolThatEmptied() async throws {
    let school = try await SampleSchool.make()
    _ = try await school.store.adopt(Self.roster(pupils: 50), school: school.id, at: Self.at)
    let half = Self.roster(pupils: 20)
    await #expect(throws: StoreError.self) {
      try await school.store.adopt(half, school: school.id, at: Self.at + 1)
    }
    #expect(try await school.store.peopleRegister(school: school.id, at: Self.at).pupils.allSatisfy { $0.until == nil })
    let plan = try await school.store.adopt(half, mayEndMany: true, school: school.id, at: Self.at + 1)
    #expect(plan.count(.end, of: .pupils) == 30)
  }

  @Test func aGuardianWithoutRightToInformationIsInNoGroupOfTheChild() async throws {
    let school = try await SampleSchool.make()
    var roster = Self.roster(pupils: 1)
    roster.guardians[1].isInformed = false
    _ = try await school.store.adopt(roster, school: school.id, at: Self.at)
    #expect(try await guardian(school, "a0@thuis.test").roles(at: Self.at) == [.parent])
    #expect(try await guardian(school, "b0@thuis.test").roles(at: Self.at) == [])
  }

  @Test func aRoleOfAFileGivesNothingUntilTheDirectionAccepts() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    _ = try await store.adopt(Self.roster(), school: id, at: Self.at)
    let worker = try await guardian(school, "els@school.test")
    #expect(worker.roles(at: Self.at) == [.staff])
    let proposals = try await store.roleProposals(school: id)
    #expect(proposals.map(\.role) == [.teacher, .director] && proposals.allSatisfy { $0.member == worker.id })
    for (actor, number) in [(school.parent.id, 1), (school.teacher.id, 1), (nil, 1)] as [(MemberID?, Int)] {
      await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
        try await store.decide(roleProposal: number, accept: true, by: actor, school: id, at: Self.at)
      }
    }
    _ = try await store.decide(roleProposal: 1, accept: true, by: school.director.id, school: id, at: Self.at)
    _ = try await store.decide(roleProposal: 2, accept: false, by: school.director.id, school: id, at: Self.at)
    #expect(try await guardian(school, "els@school.test").roles(at: Self.at) == [.staff, .teacher])
    #expect(try await store.roleProposals(school: id).isEmpty)
    // What is held or was refused is not proposed again.
    let again = try await store.adopt(Self.roster(), school: id, at: Self.at + 1)
    #expect(again.changesNothing)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func membersAddedByHandStayAndAreFoundByTheirName() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    var roster = Self.roster()
    let parts = school.teacher.name.split(separator: " ").map(String.init)
    roster.workers.append(
      Roster.Worker(
        key: "oneroster:t9", name: PersonName(given: parts[0], family: parts.dropFirst().joined(separator: " ")),
        place: "x"))
    _ = try await store.adopt(roster, school: id, at: Self.at)
    let register = try await store.peopleRegister(school: id, at: Self.at)
    #expect(register.members.count { $0.name == school.teacher.name } == (parts.count > 1 ? 1 : 2))
    let empty = Self.roster(pupils: 3)
    _ = try await store.adopt(empty, school: id, at: Self.at + 1)
    let after = try await store.member(school.director.id.rawValue, school: id)
    #expect(after.roles(at: Self.at + 2) == school.director.roles(at: Self.at + 2))
  }
}
