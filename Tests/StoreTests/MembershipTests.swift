import Conduct
import Testing

@testable import Store

@Suite struct MembershipNormTests {
  private let at = SampleSchool.start

  private func draft(_ name: String, _ role: Role, _ group: GroupID?) -> MemberDraft {
    MemberDraft(name: name, assignments: [Assignment(role: role, group: group, from: at)])
  }

  @Test("A8: a teacher lets parents into the own groups, and the director gives all roles")
  func a8WhoMayNotLetInIsRefused() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let other = try await store.addGroup(name: "groep 5", externalID: "g5", school: id, at: at)
    let added = try await store.addMember(
      draft("Nieuw", .parent, school.group.id), by: school.teacher.id, school: id, at: at)
    #expect(try await store.member(added.id.rawValue, school: id).assignments.map(\.addedBy) == [school.teacher.id])
    for (draft, actor) in [
      (draft("A", .parent, other.id), school.teacher.id), (draft("B", .parent, nil), school.teacher.id),
      (draft("C", .teacher, school.group.id), school.teacher.id),
      (draft("D", .parent, school.group.id), school.parent.id), (draft("E", .parent, school.group.id), school.board.id),
    ] {
      await #expect(throws: StoreError.self, "\(draft.name)") {
        try await store.addMember(draft, by: actor, school: id, at: at)
      }
    }
    let role = Assignment(role: .parent, group: other.id, from: at)
    await #expect(throws: StoreError.self) {
      try await store.assign(role, to: added.id, by: school.teacher.id, school: id, at: at)
    }
    try await store.assign(role, to: added.id, by: school.director.id, school: id, at: at)
    await #expect(throws: StoreError.self) {
      try await store.end(.parent, in: other.id, of: added.id, by: school.teacher.id, school: id, at: at + 1)
    }
    try await store.end(.parent, in: other.id, of: added.id, by: school.director.id, school: id, at: at + 1)
    #expect(try await store.log(school: id).last { $0.kind == .roleEnded }?.actor == school.director.id)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test("A7: an import keeps who let the parents in, and what the portal says of it is looked at")
  func a7WhoLetSomebodyInIsKept() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      try await store.adopt(RosterTests.roster(), by: school.teacher.id, school: id, at: at)
    }
    _ = try await store.adopt(RosterTests.roster(), by: director, school: id, at: at)
    let register = try await store.peopleRegister(school: id, at: at)
    let placed = register.members.filter { $0.email?.hasSuffix("thuis.test") == true }.flatMap(\.assignments)
    #expect(!placed.isEmpty && placed.allSatisfy { $0.addedBy == director })
    // The portal let a parent let somebody in.
    var told = draft("Buur", .parent, school.group.id)
    told.assignments[0].addedBy = school.parent.id
    let neighbour = try await store.addMember(told, school: id, at: at)
    let faults = try await store.membershipFaults(for: director, school: id, at: at)
    #expect(
      faults.filter { $0.kind == .addedByParent } == [
        MembershipFault(.addedByParent, neighbour.id, in: school.group.id, addedBy: school.parent.id)
      ])
    told.assignments[0].addedBy = MemberID("m-niemand")
    await #expect(throws: StoreError.self) { try await store.addMember(told, school: id, at: at) }
  }

  @Test("B10: the director sees all groups, a teacher the own, a parent none")
  func b10FaultsAreForWhoKeepsTheGroup() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    _ = try await store.adopt(RosterTests.roster(), school: id, at: at)
    let group = try #require(try await store.groups(school: id).first { $0.name == "Klas 0" })
    let extra = try await store.addMember(draft("Extra", .parent, group.id), school: id, at: at)
    let own = Set([school.parent, school.partner, school.stranger].map(\.id))
    let all = try await store.membershipFaults(for: school.director.id, school: id, at: at)
    #expect(Set(all.filter { $0.kind == .noChild }.map(\.member)) == own.union([extra.id]))
    let teachers = try await store.membershipFaults(for: school.teacher.id, school: id, at: at)
    #expect(Set(teachers.map(\.member)) == own && Set(teachers.map(\.kind)) == [.noChild, .notAdmitted])
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      try await store.membershipFaults(for: school.parent.id, school: id, at: at)
    }
    try await store.enter(RegisterDraft(.admission, member: extra.id), by: school.director.id, school: id, at: at)
    let after = try await store.membershipFaults(for: school.director.id, school: id, at: at)
    #expect(!after.contains(MembershipFault(.notAdmitted, extra.id)))
  }

  @Test func aSchoolNamesItsBoardAndTheLogTellsWhich() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    #expect(try await store.schools().map(\.board) == [nil])
    let board = GoverningBoard(id: "stichting-x", name: "Stichting X")
    try await store.setBoard(board, school: id, at: at)
    #expect(try await store.schools().map(\.board) == [board])
    let other = try await SampleSchool.make(id: SchoolID("school-b"), beside: school)
    #expect(try await store.schools().map(\.board) == [board, nil])
    try await store.setBoard(nil, school: other.id, at: at)
    await #expect(throws: StoreError.self) {
      try await store.setBoard(GoverningBoard(id: " ", name: "X"), school: id, at: at)
    }
    await #expect(throws: StoreError.self) { try await store.setBoard(board, school: SchoolID("weg"), at: at) }
    #expect(try await store.log(school: id).count { $0.kind == .boardNamed } == 1)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func daysOffOfGroupsComeWithTheCalendarOnce() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let calendar = SchoolCalendar(id: "eigen", title: "Eigen", version: "sha256:eigen")
    let off = calendar.daysOff(
      SchoolCalendar.Period(name: "Studiedag", from: Day(2026, 10, 5), through: Day(2026, 10, 5)),
      for: [school.group.id])
    await #expect(throws: StoreError.self) {
      try await store.adopt(calendar, daysOff: [("Studiedag", off)], school: id, at: at)
    }
    #expect(try await store.calendar(school: id).id == "geen")
    for time in [at, at + 1] {
      try await store.adopt(
        calendar, daysOff: [("Studiedag", off)], by: school.director.id, school: id, at: time)
    }
    #expect(try await store.exceptions(school: id, at: at).map(\.reason) == ["Studiedag"])
    #expect(try await store.calendar(school: id).id == "eigen")
  }
}
