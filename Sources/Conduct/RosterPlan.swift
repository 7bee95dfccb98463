/// What a roster would change in a school's register: a dry run to look at, and the same steps to carry out.
///
/// People and groups are found again by the file's key, then by e-mail address, then by a name that only one has. Whoever
/// was added by hand is never ended by a file, and a role with powers is only ever proposed.
public struct RosterPlan: Sendable {
  /// What happens to a record.
  public enum Action: String, Sendable, CaseIterable {
    case add
    case change
    case end
    case keep
  }

  /// A group.
  public struct GroupStep: Sendable {
    /// The group in the register; nil when it is new.
    public var id: GroupID?
    /// What happens.
    public var action: Action
    /// The key that it is found by next time.
    public var rosterKey: String?
    /// The name.
    public var name: String
    /// What it is for.
    public var kind: Group.Kind
    /// Its years.
    public var years: String?
  }

  /// A pupil.
  public struct PupilStep: Sendable {
    /// The pupil in the register; nil when new.
    public var id: PupilID?
    /// What happens.
    public var action: Action
    /// The key that the pupil is found by next time.
    public var rosterKey: String?
    /// The name.
    public var name: PersonName
    /// The groups from now on, as numbers of `groups`.
    public var groups: Set<Int>
  }

  /// A parent, or somebody who works at the school.
  public struct MemberStep: Sendable {
    /// The member in the register; nil when new.
    public var id: MemberID?
    /// What happens.
    public var action: Action
    /// The key that the person is found by next time.
    public var rosterKey: String?
    /// The name that is shown.
    public var name: String
    /// The name in parts.
    public var parts: PersonName
    /// The e-mail address.
    public var email: String?
    /// The children from now on, as numbers of `pupils`, with whether the guardian is informed; nil leaves them as they are.
    public var children: [Int: Bool]?
    /// Whether the person works at the school; nil leaves it as it is.
    public var isWorker: Bool?
  }

  /// A role for somebody to confirm.
  public struct ProposalStep: Hashable, Sendable {
    /// The person, as a number of `members`.
    public var member: Int
    /// The role.
    public var role: Role
    /// The function.
    public var function: Assignment.Function?
    /// The group, as a number of `groups`; nil is the whole school.
    public var group: Int?
  }

  /// The groups, also those that stay as they are.
  public internal(set) var groups: [GroupStep] = []
  /// The pupils, also those that stay as they are.
  public internal(set) var pupils: [PupilStep] = []
  /// Parents and staff, also those that stay as they are.
  public internal(set) var members: [MemberStep] = []
  /// Roles to confirm.
  public internal(set) var proposals: [ProposalStep] = []
  /// What was odd in the files, and records that were left out because it is not clear who is meant.
  public internal(set) var remarks: [Roster.Remark]
  /// The files' formats.
  public let formats: Set<Roster.Format>

  /// How many records of a kind get an action.
  public func count(_ action: Action, of part: Roster.Part) -> Int {
    switch part {
    case .groups: groups.count { $0.action == action }
    case .pupils: pupils.count { $0.action == action }
    case .guardians: members.count { $0.action == action && $0.isWorker == nil }
    case .workers: members.count { $0.action == action && $0.isWorker != nil }
    }
  }

  /// Whether nothing would change.
  public var changesNothing: Bool {
    proposals.isEmpty && groups.allSatisfy { $0.action == .keep } && pupils.allSatisfy { $0.action == .keep }
      && members.allSatisfy { $0.action == .keep }
  }

  /// Pupils whose key now has quite another name: another school's file, or keys that were given out anew.
  public internal(set) var renamed = 0

  /// Whether so many would leave, or be somebody else, that the file is more likely wrong than the school so changed: over
  /// five, and over a fifth of the pupils or of the adults.
  public var isDrastic: Bool {
    func isMany(_ number: Int, of all: Int) -> Bool { number > 5 && number * 5 > all }
    let (known, adults) = (pupils.count { $0.action != .add }, members.count { $0.action != .add })
    return isMany(count(.end, of: .pupils), of: known) || isMany(renamed, of: known)
      || isMany(members.count { $0.action == .end }, of: adults)
  }

  /// Compares a roster with the register at a moment.
  public init(_ roster: Roster, against register: PeopleRegister, at time: Int64) {
    remarks = roster.remarks
    formats = roster.formats
    var making = RosterPlanMaking(roster: roster, register: register, at: time)
    making.make(&self)
  }
}
