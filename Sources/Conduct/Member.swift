/// A role that a member holds from a moment on, in one group or in the whole school.
public struct Assignment: Hashable, Codable, Sendable {
  /// What a member does besides the role.
  public enum Function: String, Codable, Sendable, CaseIterable {
    case mr
    case or
    case tso
    case classParent = "class_parent"
    case ict
    case administration
    /// The named person of care, who sees care reviews.
    case care
  }

  /// The role.
  public var role: Role
  /// The function, when there is one.
  public var function: Function?
  /// The group; nil is the whole school.
  public var group: GroupID?
  /// When it begins, in milliseconds.
  public var from: Int64
  /// When it has ended, in milliseconds; nil while it lasts.
  public var until: Int64?
  /// In whose place it is held, by a named deputy.
  public var inPlaceOf: MemberID?
  /// Who gave it; nil when that is not known, or whoever administers the machine did.
  public var addedBy: MemberID?

  /// Makes an assignment.
  public init(
    role: Role, function: Function? = nil, group: GroupID? = nil, from: Int64, until: Int64? = nil,
    inPlaceOf: MemberID? = nil, addedBy: MemberID? = nil
  ) {
    self.addedBy = addedBy
    self.role = role
    self.function = function
    self.group = group
    self.from = from
    self.until = until
    self.inPlaceOf = inPlaceOf
  }

  /// Whether it holds at a moment.
  public func isHeld(at time: Int64) -> Bool { from <= time && time < (until ?? .max) }
}

/// Parents and staff stand in separate registers: measures for the one are not for the other.
public enum Register: String, Codable, Sendable, CaseIterable {
  case parents
  case staff
}

/// One person at one school, with dated roles.
public struct Member: Hashable, Codable, Sendable {
  /// The identifier.
  public var id: MemberID
  /// The sign-in.
  public var account: AccountID
  /// The name as the portal shows it.
  public var name: String
  /// The portal's own name for the person, when it has one.
  public var externalID: String?
  /// The name in its parts, when a file or form gave them.
  public var parts: PersonName?
  /// The e-mail address, when it is known.
  public var email: String?
  /// Which file's key the person is known by, such as `edexml:L17`; nil when added by hand.
  public var rosterKey: String?
  /// The family, when it is known.
  public var family: FamilyID?
  /// The roles, past ones included, and those of people whose deputy the member is.
  public var assignments: [Assignment]
  /// When the member is not there.
  public var absences: [Absence] = []
  /// Other members who are the same person: they share the sign-in.
  public var others: Set<MemberID> = []

  /// Makes a member.
  public init(
    id: MemberID, account: AccountID, name: String, externalID: String? = nil, family: FamilyID? = nil,
    assignments: [Assignment] = []
  ) {
    self.id = id
    self.account = account
    self.name = name
    self.externalID = externalID
    self.family = family
    self.assignments = assignments
  }

  /// The roles held at a moment.
  public func roles(at time: Int64) -> Set<Role> {
    Set(assignments.filter { $0.isHeld(at: time) }.map(\.role))
  }

  /// Whether a role is held at a moment for a group: in that group, or in the whole school. Without a group only a role
  /// for the whole school counts.
  public func holds(_ role: Role, in group: GroupID?, at time: Int64) -> Bool {
    assignments.contains { $0.role == role && $0.isHeld(at: time) && ($0.group == nil || $0.group == group) }
  }

  /// Whether a member is a teacher at a moment, of one group or of any.
  public func teaches(_ group: GroupID? = nil, at time: Int64) -> Bool {
    assignments.contains { $0.role == .teacher && $0.isHeld(at: time) && (group == nil || $0.group == group) }
  }

  /// Whether a function is held at a moment, anywhere in the school.
  public func holds(_ function: Assignment.Function, at time: Int64) -> Bool {
    assignments.contains { $0.function == function && $0.isHeld(at: time) }
  }

  /// The register that the member's own conduct stands in: staff as soon as a post at the school is held.
  public func register(at time: Int64) -> Register {
    roles(at: time).isDisjoint(with: [.teacher, .staff, .director, .board, .support]) ? .parents : .staff
  }

  /// Whether any post at the school is held at a moment.
  public func works(at time: Int64) -> Bool { register(at: time) == .staff }

  /// Whether one of some members is this person, under this name or another: who may not take two steps may not take them
  /// as two members either.
  public func isOne(of members: some Sequence<MemberID?>) -> Bool {
    members.contains { member in member.map { $0 == id || others.contains($0) } ?? false }
  }

  /// Whether two members live together or are one person, also when one account stands for both.
  public func isClose(to other: Member) -> Bool {
    id == other.id || account == other.account || (family != nil && family == other.family)
  }
}
