/// How often each class heard from school in the last weeks, for who looks after that: soft, both ways, and about no person
/// (A27).
public struct Rhythm: Hashable, Sendable {
  /// One group in one week.
  public struct Week: Hashable, Sendable {
    /// Whether it is as often as was agreed.
    public enum Measure: String, Sendable {
      case few
      case fitting
      case many
      /// A week with days off says nothing.
      case partial
    }

    /// The Monday.
    public var monday: Day
    /// The messages of the school to the group.
    public var posts: Int
    /// Whether that is as often as was agreed.
    public var measure: Measure
  }

  /// The weeks of each group, oldest first; the present week is left out, since it is not over.
  public var weeks: [GroupID: [Week]]
  /// The fewest and the most messages a week that were agreed; nil when the policy agreed on none.
  public var agreed: ClosedRange<Int>?

  /// Counts by group and Monday; `mondays` are the weeks that are over.
  public init(_ posts: [GroupID: [Day: Int]], mondays: [Day], policy: Policy, calendar: SchoolCalendar) {
    let clause = policy.clauses.first { $0.parameters["per_week_max"] != nil }
    func value(_ name: String) -> Int? { clause?.parameters[name].flatMap { Int($0.value) } }
    let agreed = value("per_week_max").map { min(value("per_week_min") ?? 0, $0)...$0 }
    self.agreed = agreed
    weeks = posts.mapValues { counts in
      mondays.map { monday in
        let count = counts[monday] ?? 0
        let measure: Week.Measure =
          if !calendar.isFullWeek(monday) {
            .partial
          } else if let agreed {
            count < agreed.lowerBound ? .few : count > agreed.upperBound ? .many : .fitting
          } else {
            .fitting
          }
        return Week(monday: monday, posts: count, measure: measure)
      }
    }
  }
}

extension SchoolCalendar {
  /// Whether Monday to Friday of the week of a day are all school days.
  public func isFullWeek(_ day: Day) -> Bool {
    let monday = day + (1 - day.weekday)
    return (0..<5).allSatisfy { isSchoolDay(monday + $0) }
  }
}
