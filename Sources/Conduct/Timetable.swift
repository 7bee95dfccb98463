/// When people work and groups have lessons, and the days on which that is different.
public struct Timetable: Hashable, Sendable {
  /// A time that is different from others, for a dated reason (A40, A41).
  public struct Exception: Hashable, Sendable {
    /// The reason.
    public enum Kind: String, Codable, Sendable, CaseIterable {
      case excursion
      case camp
      case calamity
      /// A day on which some groups have no school, and others do.
      case off

      /// The word on screen.
      public var name: String {
        switch self {
        case .excursion: "excursie"
        case .camp: "kamp"
        case .calamity: "calamiteit"
        case .off: "vrij"
        }
      }
    }

    /// The reason.
    public var kind: Kind
    /// The groups; empty is the whole school.
    public var groups: Set<GroupID>
    /// When it begins, in milliseconds.
    public var from: Int64
    /// When it is over, in milliseconds.
    public var until: Int64

    /// Makes an exception.
    public init(kind: Kind, groups: Set<GroupID> = [], from: Int64, until: Int64) {
      self.kind = kind
      self.groups = groups
      self.from = from
      self.until = until
    }
  }

  /// The hours of one person or group: of each weekday, Monday first, the times between which they fall. Seven entries.
  public typealias Week = [[SchoolCalendar.Hours]]

  /// When each person works; under nil the school's usual hours.
  public var working: [MemberID?: Week]
  /// When each group has lessons; under nil the school's usual hours.
  public var lessons: [GroupID?: Week]
  /// What is different.
  public var exceptions: [Exception]

  /// Makes a timetable.
  public init(
    working: [MemberID?: Week] = [:], lessons: [GroupID?: Week] = [:], exceptions: [Exception] = []
  ) {
    self.working = working
    self.lessons = lessons
    self.exceptions = exceptions
  }

  /// Whether a group is out, or something is the matter, at a moment; without a group only what holds for the school.
  public func isExcepted(_ group: GroupID?, at time: Int64) -> Bool {
    exceptions.contains { exception in
      exception.from <= time && time < exception.until
        && (exception.groups.isEmpty || group.map(exception.groups.contains) == true)
    }
  }

  /// Whether somebody works at a time of a day; nil when no hours are known.
  public func works(_ member: MemberID, on day: Day, minute: Int) -> Bool? {
    (working[member] ?? working[nil]).map { Self.contains($0, day, minute) }
  }

  /// Whether a group has lessons at a time of a day; nil when no hours are known.
  public func hasLessons(_ group: GroupID, on day: Day, minute: Int) -> Bool? {
    (lessons[group] ?? lessons[nil]).map { Self.contains($0, day, minute) }
  }

  private static func contains(_ week: Week, _ day: Day, _ minute: Int) -> Bool {
    week[day.weekday - 1].contains { $0.opens <= minute && minute < $0.closes }
  }
}
