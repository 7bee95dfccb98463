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

  /// The groups that a guardian belongs in: those of the children about whom he or she is informed, and the school's
  /// own (B1, B10).
  public func groupsOfGuardian(_ member: MemberID) -> Set<GroupID> {
    let mine = Set(guardianships.lazy.filter { $0.member == member && $0.isInformed }.map(\.pupil))
    let classes = pupils.lazy.filter { mine.contains($0.id) && $0.until == nil }.flatMap(\.groups)
    let kinds = Dictionary(groups.map { ($0.id, $0.kind) }) { first, _ in first }
    let result = Set(classes.filter { kinds[$0] == .class })
    if result.isEmpty { return [] }
    return result.union(groups.lazy.filter { $0.kind == .school && $0.until == nil }.map(\.id))
  }
}
