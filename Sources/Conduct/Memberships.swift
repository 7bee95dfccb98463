/// Something that is not right about who belongs to which group.
public struct MembershipFault: Hashable, Sendable {
  /// What is not right. The clauses that ask for it name it in their parameter `memberships`.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// Somebody is in the register without any role that the policy knows (A2).
    case noRole = "no_role"
    /// A parent who is no guardian of any pupil (A6).
    case noChild = "no_child"
    /// A parent let somebody into a group (A7).
    case addedByParent = "added_by_parent"
    /// Somebody else than a teacher of the group or the director let somebody in (A8).
    case addedByOutsider = "added_by_outsider"
    /// A parent is not in a group of an own child, or not in the school's (B1).
    case missing
    /// A parent whom nobody admitted (B9).
    case notAdmitted = "not_admitted"
    /// A parent is in a group of no own child, and has no function there (B10).
    case excess

    /// The words on screen.
    public var name: String {
      switch self {
      case .noRole: "zonder rol"
      case .noChild: "ouder zonder kind op school"
      case .addedByParent: "toegelaten door een ouder"
      case .addedByOutsider: "toegelaten door wie dat niet mag"
      case .missing: "ontbreekt in een groep van het eigen kind of van de school"
      case .notAdmitted: "niet door de school toegelaten"
      case .excess: "in een groep zonder eigen kind of taak"
      }
    }
  }

  /// What is not right.
  public var kind: Kind
  /// Whom it is about.
  public var member: MemberID
  /// In which group; nil when it is about no one group.
  public var group: GroupID?
  /// Who let the member in, when it is about that.
  public var addedBy: MemberID?

  /// Makes a fault.
  public init(_ kind: Kind, _ member: MemberID, in group: GroupID? = nil, addedBy: MemberID? = nil) {
    self.kind = kind
    self.member = member
    self.group = group
    self.addedBy = addedBy
  }
}

extension PeopleRegister {
  /// What is not right about who belongs to which group at a moment, by kind. Without pupils nothing can be said of whose
  /// child is where. `admitted` are the parents whom the school let in.
  public func membershipFaults(admitted: Set<MemberID>, at time: Int64) -> [MembershipFault] {
    let known = Dictionary(members.map { ($0.id, $0) }) { first, _ in first }
    let kinds = Dictionary(groups.map { ($0.id, $0.kind) }) { first, _ in first }
    let wanted = groupsOfGuardians()
    let guardians = Set((guardianships + past).map(\.member))
    let isPupilKnown = !pupils.isEmpty
    var faults: [MembershipFault] = []
    for member in members {
      let held = member.assignments.filter { $0.isHeld(at: time) }
      let parental = held.filter { $0.role == .parent && $0.inPlaceOf == nil }
      // Who left has no role any more, and a guardian who is not informed about the child never had one.
      let mayHaveNone = wanted[member.id] == nil && (!member.assignments.isEmpty || guardians.contains(member.id))
      if held.isEmpty && !mayHaveNone { faults.append(MembershipFault(.noRole, member.id)) }
      if !parental.isEmpty && !admitted.contains(member.id) {
        faults.append(MembershipFault(.notAdmitted, member.id))
      }
      if isPupilKnown {
        let reached = Set(held.map(\.group))
        for group in (wanted[member.id] ?? []).sorted() where !reached.contains(group) && !reached.contains(nil) {
          faults.append(MembershipFault(.missing, member.id, in: group))
        }
        let isWithoutChild = !guardians.contains(member.id)
        for assignment in parental where assignment.function == nil {
          if let group = assignment.group, wanted[member.id]?.contains(group) == true || kinds[group] == .oneToOne {
            continue
          }
          // Whoever was a guardian is in the group of a child who left; anybody else never had one.
          faults.append(MembershipFault(isWithoutChild ? .noChild : .excess, member.id, in: assignment.group))
        }
      }
      for assignment in parental {
        guard let adder = assignment.addedBy, let person = known[adder],
          assignment.refusal(ofBeingGivenBy: person, at: assignment.from) != nil
        else { continue }
        let kind: MembershipFault.Kind =
          person.register(at: assignment.from) == .parents ? .addedByParent : .addedByOutsider
        faults.append(MembershipFault(kind, member.id, in: assignment.group, addedBy: adder))
      }
    }
    let order = MembershipFault.Kind.allCases
    return order.flatMap { kind in faults.filter { $0.kind == kind } }
  }
}

extension Assignment {
  /// Why somebody may not give this role; nil when it is allowed. The director gives all; a teacher lets parents into the
  /// own groups (A7, A8).
  public func refusal(ofBeingGivenBy member: Member, at time: Int64) -> Refusal? {
    if member.holds(.director, in: nil, at: time) { return nil }
    guard role == .parent, function == nil || function == .classParent, let group,
      member.teaches(at: time)
    else { return .roleMayNot }
    return member.holds(.teacher, in: group, at: time) ? nil : .outsideScope
  }
}

extension Policy {
  /// The clauses that ask for something about who belongs to which group.
  public func clauses(about kind: MembershipFault.Kind) -> [ClauseID] {
    clauses.filter { clause in
      let names = clause.parameters["memberships"]?.value.split(separator: ",") ?? []
      return names.contains { $0.trimmingPrefix(while: \.isWhitespace) == kind.rawValue }
    }.map(\.id)
  }
}
