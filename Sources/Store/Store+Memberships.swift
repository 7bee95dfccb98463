public import Conduct

extension Store {
  /// What is not right about who belongs to which group: all of it for the director and the administration, for a teacher
  /// what is about the own groups.
  public func membershipFaults(
    for viewer: MemberID, school: SchoolID, at time: Int64
  ) async throws -> [MembershipFault] {
    try await read(school) { transaction in
      let reader = try transaction.member(viewer)
      let keeps = reader.keepsRegister(at: time)
      guard keeps || reader.teaches(at: time) else { throw StoreError.notAllowed(.roleMayNot) }
      let register = try transaction.peopleRegister(at: time)
      let admitted = try transaction.entries(where: "kind = 'admission'").map(\.entry).filter { $0.holds(at: time) }
      let faults = register.membershipFaults(admitted: Set(admitted.compactMap(\.member)), at: time)
      if keeps { return faults }
      let members = Dictionary(register.members.map { ($0.id, $0) }) { first, _ in first }
      return faults.filter { fault in
        let groups = fault.group.map { [$0] } ?? members[fault.member]?.groups(at: time) ?? []
        return groups.contains { reader.holds(.teacher, in: $0, at: time) }
      }
    }
  }
}

extension Member {
  /// The groups that the member belongs to at a moment by a role of one's own.
  fileprivate func groups(at time: Int64) -> [GroupID] {
    assignments.filter { $0.isHeld(at: time) }.compactMap(\.group)
  }
}
