/// The groups, pupils and members of one school at a moment, to compare a roster with.
public struct PeopleRegister: Sendable {
  /// The groups, past ones included.
  public var groups: [Group]
  /// The pupils, past ones included.
  public var pupils: [Pupil]
  /// The members.
  public var members: [Member]
  /// Who is whose guardian, now.
  public var guardianships: [Guardianship]
  /// Who was whose guardian before, and is not now.
  public var past: [Guardianship]
  /// Roles that were proposed before and are open or were refused: they are not proposed again.
  public var proposals: [RoleProposal]

  /// Makes a register.
  public init(
    groups: [Group], pupils: [Pupil], members: [Member], guardianships: [Guardianship], past: [Guardianship] = [],
    proposals: [RoleProposal] = []
  ) {
    self.past = past
    self.proposals = proposals
    self.groups = groups
    self.pupils = pupils
    self.members = members
    self.guardianships = guardianships
  }

  /// The groups that each guardian belongs in: those of the children about whom he or she is informed, and the school's
  /// own (B1, B10). Who belongs in none is left out.
  public func groupsOfGuardians() -> [MemberID: Set<GroupID>] {
    let classes = Set(groups.filter { $0.kind == .class }.map(\.id))
    let schoolwide = Set(groups.filter { $0.kind == .school && $0.until == nil }.map(\.id))
    let placed = Dictionary(
      pupils.filter { $0.until == nil }.map { ($0.id, $0.groups.intersection(classes)) }
    ) { first, _ in first }
    var result: [MemberID: Set<GroupID>] = [:]
    for one in guardianships where one.isInformed {
      guard let groups = placed[one.pupil], !groups.isEmpty else { continue }
      result[one.member, default: schoolwide].formUnion(groups)
    }
    return result
  }
}
