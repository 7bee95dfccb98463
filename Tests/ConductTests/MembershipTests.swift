import Conduct
import Testing

@Suite struct MembershipNormTests {
  private static let at: Int64 = 1_790_000_000_000
  private static let teacher = member("t-els", Assignment(role: .teacher, group: "g-3", from: 0))
  private static let director = member("t-dir", Assignment(role: .director, from: 0))

  private static func member(_ id: String, _ assignments: Assignment...) -> Member {
    Member(id: MemberID(id), account: AccountID(id), name: id, assignments: assignments)
  }

  private static func parent(_ id: String, _ groups: GroupID?..., by adder: MemberID? = nil) -> Member {
    Member(
      id: MemberID(id), account: AccountID(id), name: id,
      assignments: groups.map { Assignment(role: .parent, group: $0, from: 0, addedBy: adder) })
  }

  /// Two classes with a child in each, the school's group, an MR and a talk of one family.
  private static func register(
    _ members: [Member], _ guardianships: [Guardianship] = [], past: [Guardianship] = []
  ) -> PeopleRegister {
    PeopleRegister(
      groups: [
        Group(id: "g-3", name: "Groep 3"), Group(id: "g-4", name: "Groep 4"),
        Group(id: "g-s", name: "School", kind: .school), Group(id: "g-mr", name: "MR", kind: .mr),
        Group(id: "g-1", name: "1-op-1", kind: .oneToOne),
      ],
      pupils: [
        Pupil(id: "l-3", name: PersonName(given: "Jip"), groups: ["g-3"]),
        Pupil(id: "l-4", name: PersonName(given: "Sem"), groups: ["g-4"]),
        Pupil(id: "l-0", name: PersonName(given: "Roos"), groups: [], until: 5),
      ],
      members: [teacher, director] + members, guardianships: guardianships, past: past)
  }

  private static func faults(
    _ members: [Member], _ guardianships: [Guardianship] = [], past: [Guardianship] = [], admitted: Bool = true
  ) -> [MembershipFault] {
    register(members, guardianships, past: past)
      .membershipFaults(admitted: admitted ? Set(members.map(\.id)) : [], at: at)
  }

  private let own = [Guardianship(member: "o", pupil: "l-3")]

  @Test("B1: a parent of a pupil who is not in the child's group or the school's is missing there")
  func b1AParentIsMissing() {
    #expect(Self.faults([Self.parent("o", "g-3", "g-s")], own) == [])
    #expect(Self.faults([Self.parent("o", "g-3")], own) == [MembershipFault(.missing, "o", in: "g-s")])
    #expect(Self.faults([Self.parent("o", "g-s")], own) == [MembershipFault(.missing, "o", in: "g-3")])
    // A role for the whole school reaches all groups; a guardian who is not informed belongs in none.
    #expect(Self.faults([Self.teacherAndParent], own) == [])
    let silent = [Guardianship(member: "o", pupil: "l-3", isInformed: false)]
    #expect(Self.faults([Self.member("o")], silent) == [])
  }

  private static let teacherAndParent = member(
    "o", Assignment(role: .teacher, from: 0), Assignment(role: .parent, group: "g-3", from: 0))

  @Test("B10: a parent in a group of no own child and without a function there is too much")
  func b10AParentIsInAGroupTooMany() {
    #expect(
      Self.faults([Self.parent("o", "g-3", "g-s", "g-4")], own) == [MembershipFault(.excess, "o", in: "g-4")])
    // The child left the school.
    let past = [Guardianship(member: "o", pupil: "l-0")]
    #expect(Self.faults([Self.parent("o", "g-3")], past: past) == [MembershipFault(.excess, "o", in: "g-3")])
    #expect(Self.faults([Self.parent("o", "g-3")], past) == [MembershipFault(.excess, "o", in: "g-3")])
    var parent = Self.parent("o", "g-3", "g-s", "g-mr", "g-1")
    #expect(Self.faults([parent], own) == [MembershipFault(.excess, "o", in: "g-mr")])
    parent.assignments[2].function = .mr
    parent.assignments.append(Assignment(role: .parent, function: .classParent, group: "g-4", from: 0))
    #expect(Self.faults([parent], own) == [])
    // A role that is over, or not held yet, is no membership.
    parent.assignments.append(Assignment(role: .parent, group: "g-4", from: 0, until: 9))
    parent.assignments.append(Assignment(role: .parent, group: "g-4", from: Self.at + 1))
    #expect(Self.faults([parent], own) == [])
  }

  @Test("A6: who is a parent in a group and nobody's guardian is named")
  func a6AParentWithoutAChild() {
    #expect(Self.faults([Self.parent("o", "g-3")]) == [MembershipFault(.noChild, "o", in: "g-3")])
    #expect(Self.faults([Self.parent("o", nil)]) == [MembershipFault(.noChild, "o")])
    // Without any pupils nothing can be said.
    var empty = Self.register([Self.parent("o", "g-3")])
    empty.pupils = []
    #expect(empty.membershipFaults(admitted: ["o"], at: Self.at) == [])
  }

  @Test("B9: a parent whom the school did not admit is named")
  func b9AParentIsNotAdmitted() {
    let found = Self.faults([Self.parent("o", "g-3", "g-s")], own, admitted: false)
    #expect(found == [MembershipFault(.notAdmitted, "o")])
  }

  @Test("A7: a parent who lets somebody into a group is named")
  func a7AParentLetSomebodyIn() {
    let adder = Self.parent("p", "g-3", "g-s")
    let guardians = own + [Guardianship(member: "p", pupil: "l-3")]
    let found = Self.faults([adder, Self.parent("o", "g-3", "g-s", by: "p")], guardians)
    #expect(
      found == ["g-3", "g-s"].map { MembershipFault(.addedByParent, "o", in: GroupID($0), addedBy: "p") })
  }

  @Test("A8: a teacher of the group or the director lets people in, no colleague of another group")
  func a8OnlyTheGroupsTeacherLetsIn() {
    let other = Self.member("t-ben", Assignment(role: .teacher, group: "g-4", from: 0))
    for (adder, isFault) in [(Self.teacher, false), (Self.director, false), (other, true)] {
      let parent = Self.member(
        "o", Assignment(role: .parent, group: "g-3", from: 1, addedBy: adder.id),
        Assignment(role: .parent, group: "g-s", from: 1))
      let wanted = isFault ? [MembershipFault(.addedByOutsider, "o", in: "g-3", addedBy: adder.id)] : []
      #expect(Self.faults([other, parent], own) == wanted, "\(adder.id)")
    }
  }

  @Test("A2: somebody without any role is an error in the data")
  func a2SomebodyHasNoRole() {
    #expect(Self.faults([Self.member("x")]) == [MembershipFault(.noRole, "x")])
    // Who left had one.
    #expect(Self.faults([Self.member("x", Assignment(role: .staff, from: 0, until: 9))]) == [])
    #expect(
      Self.faults([Self.member("o", Assignment(role: .parent, group: "g-3", from: 0, until: 9))], own).map(\.kind)
        == [.noRole, .missing, .missing])
  }

  @Test func aPolicySaysWhichFaultsItAsksFor() {
    var policy = CaseFixture.policy()
    policy.clauses[0].parameters["memberships"] = Sourced("excess, no_child", from: .clause(ClauseID("A33")))
    let asked = MembershipFault.Kind.allCases.filter { !policy.clauses(about: $0).isEmpty }
    #expect(asked == [.noChild, .excess])
  }
}
