/// What files of others say of the people of a school: its groups, pupils, guardians and staff, by the keys of those files.
///
/// A roster is a statement, not yet the register: `RosterPlan` says what it would change there.
public struct Roster: Hashable, Sendable {
  /// The kinds of files that are recognised.
  public enum Format: String, Sendable, CaseIterable {
    case edexml
    case oneRoster = "oneroster"
    case portalPupils = "portal_pupils"
    case portalParents = "portal_parents"
    case pupilCodes = "pupil_codes"
    case plain
  }

  /// A group of the school.
  public struct Group: Hashable, Sendable {
    /// The file's own name for it.
    public var key: String
    /// The name on screen.
    public var name: String
    /// What kind of group it is.
    public var kind: Conduct.Group.Kind
    /// The year or years ("3", "7/8"), when the file says so.
    public var years: String?
    /// Where in the file it stands.
    public var place: String

    /// Makes a group.
    public init(key: String, name: String, kind: Conduct.Group.Kind = .class, years: String? = nil, place: String) {
      self.key = key
      self.name = name
      self.kind = kind
      self.years = years
      self.place = place
    }
  }

  /// A pupil. The date of birth only serves to find the pupil that a row about a parent means; it is never kept.
  public struct Pupil: Hashable, Sendable {
    /// The file's own name for the pupil; nil when the file knows pupils by name and date of birth only.
    public var key: String?
    /// The name.
    public var name: PersonName
    /// The keys of the pupil's groups.
    public var groups: [String]
    /// The date of birth, for matching.
    public var born: Day?
    /// Where in the file it stands.
    public var place: String

    /// Makes a pupil.
    public init(key: String?, name: PersonName, groups: [String], born: Day? = nil, place: String) {
      self.key = key
      self.name = name
      self.groups = groups
      self.born = born
      self.place = place
    }
  }

  /// A pupil as a row about a guardian names one.
  public enum PupilReference: Hashable, Sendable {
    /// By the key of the file.
    case key(String)
    /// By name, and by date of birth when it is given.
    case named(PersonName, born: Day?)
  }

  /// A parent or other guardian.
  public struct Guardian: Hashable, Sendable {
    /// The file's own name for the guardian; nil when the e-mail address is all there is.
    public var key: String?
    /// The name; empty when the file does not give one.
    public var name: PersonName
    /// The e-mail address.
    public var email: String?
    /// The children.
    public var pupils: [PupilReference]
    /// Whether the guardian is informed about the child; nil when the file does not say.
    public var isInformed: Bool?
    /// Where in the file it stands.
    public var place: String

    /// Makes a guardian.
    public init(
      key: String?, name: PersonName, email: String?, pupils: [PupilReference], isInformed: Bool? = nil, place: String
    ) {
      self.key = key
      self.name = name
      self.email = email
      self.pupils = pupils
      self.isInformed = isInformed
      self.place = place
    }
  }

  /// Somebody who works at the school. Files propose what they may do; a person decides it.
  public struct Worker: Hashable, Sendable {
    /// The file's own name for the person.
    public var key: String
    /// The name.
    public var name: PersonName
    /// The e-mail address.
    public var email: String?
    /// The roles that the file suggests.
    public var proposals: [Proposal]
    /// Where in the file it stands.
    public var place: String

    /// Makes somebody who works at the school.
    public init(key: String, name: PersonName, email: String? = nil, proposals: [Proposal] = [], place: String) {
      self.key = key
      self.name = name
      self.email = email
      self.proposals = proposals
      self.place = place
    }
  }

  /// A role that a file suggests for somebody.
  public struct Proposal: Hashable, Sendable {
    /// The role.
    public var role: Role
    /// The function, when there is one.
    public var function: Assignment.Function?
    /// The key of the group; nil is the whole school.
    public var group: String?

    /// Makes a proposal.
    public init(role: Role, function: Assignment.Function? = nil, group: String? = nil) {
      self.role = role
      self.function = function
      self.group = group
    }
  }

  /// What was odd in a file. A refused record is left out; of any other it is only said.
  public struct Remark: Hashable, Sendable {
    /// The file and the place in it.
    public var place: String
    /// What is odd, and what to do.
    public var text: String
    /// Whether the record is left out.
    public var isRefusal: Bool

    /// Makes a remark.
    public init(place: String, text: String, isRefusal: Bool = false) {
      self.place = place
      self.text = text
      self.isRefusal = isRefusal
    }
  }

  /// Kinds of people and groups of which a file can name all there are.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    case groups
    case pupils
    case guardians
    case workers
  }

  /// What the files were.
  public var formats: Set<Format> = []
  /// The school as the files name it (a BRIN code or a name).
  public var school: String?
  /// The school year that the files are of, by the year in which it begins.
  public var schoolYear: Int?
  /// The groups.
  public var groups: [Group] = []
  /// The pupils.
  public var pupils: [Pupil] = []
  /// The guardians.
  public var guardians: [Guardian] = []
  /// Who works at the school.
  public var workers: [Worker] = []
  /// What was odd.
  public var remarks: [Remark] = []
  /// The parts of which a kind of file names everybody: who came from such a file and is missing there has left.
  public var complete: [Format: Set<Part>] = [:]

  /// A roster of nobody.
  public init() {}

  /// Adds what another file says.
  public mutating func merge(_ other: Roster) {
    formats.formUnion(other.formats)
    school = school ?? other.school
    schoolYear = schoolYear ?? other.schoolYear
    groups += other.groups
    pupils += other.pupils
    guardians += other.guardians
    workers += other.workers
    remarks += other.remarks
    complete.merge(other.complete) { $0.union($1) }
  }

  /// How many people it names.
  public var count: Int { pupils.count + guardians.count + workers.count }
}
