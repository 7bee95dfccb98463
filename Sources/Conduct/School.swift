/// A school: the owner of every row, with its own time zone, language and key.
public struct School: Hashable, Codable, Sendable {
  /// The name in files and queries.
  public var id: SchoolID
  /// The name on screen.
  public var name: String
  /// The time zone that days and school years are counted in ("Europe/Amsterdam").
  public var timeZone: String
  /// The language of its pages and letters ("nl").
  public var language: String
  /// The board that governs it, when that is known.
  public var board: GoverningBoard?

  /// Makes a school.
  public init(
    id: SchoolID, name: String, timeZone: String = "Europe/Amsterdam", language: String = "nl",
    board: GoverningBoard? = nil
  ) {
    self.board = board
    self.id = id
    self.name = name
    self.timeZone = timeZone
    self.language = language
  }
}

/// The board (bevoegd gezag) that governs one or more schools. It joins them in a list, and opens none of them: what a
/// board may see of a school it sees as a member there.
public struct GoverningBoard: Hashable, Codable, Sendable {
  /// The number or short name that its schools share.
  public var id: String
  /// The name on screen.
  public var name: String

  /// Makes a board.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// A group of a school: a class, or a circle such as the parents' council.
public struct Group: Hashable, Codable, Sendable {
  /// What a group is for: other rules hold in each.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A class, with the parents of its pupils.
    case `class`
    /// The whole school.
    case school
    case mr
    case or
    case tso
    /// A talk of one family with the school; never scanned.
    case oneToOne = "one_to_one"

    /// Whether its members belong to it by a function, not as parents of its pupils.
    public var isByFunction: Bool { self == .mr || self == .or || self == .tso }
  }

  /// The identifier.
  public var id: GroupID
  /// The name on screen ("groep 4").
  public var name: String
  /// The portal's own name for the group, when it has one.
  public var externalID: String?
  /// What it is for.
  public var kind: Kind
  /// The year or years of its pupils ("3", "7/8"), when they are known.
  public var years: String?
  /// When it ended, in milliseconds; nil while it lasts.
  public var until: Int64?
  /// Which file's key it is known by, such as `edexml:G3`; nil when added by hand.
  public var rosterKey: String?

  /// Makes a group.
  public init(
    id: GroupID, name: String, externalID: String? = nil, kind: Kind = .class, years: String? = nil,
    until: Int64? = nil, rosterKey: String? = nil
  ) {
    self.rosterKey = rosterKey
    self.id = id
    self.name = name
    self.externalID = externalID
    self.kind = kind
    self.years = years
    self.until = until
  }
}

/// People who belong together at home; only its identifier is kept.
public enum Family {}

/// A sign-in; one account may be a member of several schools.
public struct Account: Hashable, Codable, Sendable {
  /// The identifier.
  public var id: AccountID
  /// The members it stands for.
  public var members: [MemberID]

  /// Makes an account.
  public init(id: AccountID, members: [MemberID] = []) {
    self.id = id
    self.members = members
  }
}

/// A child of the school. The rules bind adults: a pupil never has a case, a strike or a measure.
public struct Pupil: Hashable, Sendable {
  /// The identifier.
  public var id: PupilID
  /// The name.
  public var name: PersonName
  /// Which file's key the pupil is known by, such as `edexml:L17`; nil when the file has none.
  public var rosterKey: String?
  /// The groups now.
  public var groups: Set<GroupID>
  /// When the pupil left, in milliseconds; nil while at school.
  public var until: Int64?

  /// Makes a pupil.
  public init(
    id: PupilID, name: PersonName, rosterKey: String? = nil, groups: Set<GroupID> = [], until: Int64? = nil
  ) {
    self.id = id
    self.name = name
    self.rosterKey = rosterKey
    self.groups = groups
    self.until = until
  }
}

/// That a member is the parent or guardian of a pupil.
public struct Guardianship: Hashable, Sendable {
  /// The parent or guardian.
  public var member: MemberID
  /// The child.
  public var pupil: PupilID
  /// Whether the guardian is informed about the child; who has no right to it is in none of the child's groups.
  public var isInformed: Bool

  /// Makes a guardianship.
  public init(member: MemberID, pupil: PupilID, isInformed: Bool = true) {
    self.member = member
    self.pupil = pupil
    self.isInformed = isInformed
  }
}
