import Foundation

/// When a school is open: hours, holidays, study days and time zone. Deadlines are counted by it.
public struct SchoolCalendar: Hashable, Codable, Sendable {
  /// The hours of one weekday, in minutes after midnight.
  public struct Hours: Hashable, Codable, Sendable {
    /// When school begins.
    public var opens: Int
    /// When it is over.
    public var closes: Int

    /// Makes hours; `opens` is before `closes`.
    public init(opens: Int, closes: Int) {
      self.opens = opens
      self.closes = closes
    }
  }

  /// Days without school, such as a holiday or a study day.
  public struct Period: Hashable, Codable, Sendable {
    /// The name on screen ("Herfstvakantie").
    public var name: String
    /// The first day.
    public var from: Day
    /// The last day.
    public var through: Day

    /// Makes a period; `through` is not before `from`.
    public init(name: String, from: Day, through: Day) {
      self.name = name
      self.from = from
      self.through = through
    }
  }

  /// What is known of one school year, from 1 August to 31 July.
  public struct Year: Hashable, Codable, Sendable {
    /// The year in which it begins.
    public var start: Int
    /// The holidays whose dates are not known.
    public var missing: [String]

    /// Makes a year.
    public init(start: Int, missing: [String] = []) {
      self.start = start
      self.missing = missing
    }

    /// The name on screen ("2026-2027").
    public var name: String { Self.name(of: start) }

    static func name(of start: Int) -> String { "\(start)-\(start + 1)" }
  }

  /// The file's permanent name, such as `noord`.
  public var id: String
  /// The name on screen.
  public var title: String
  /// `sha256:` and 64 hexadecimal digits of what it was read from.
  public var version: String
  /// The time zone, such as `Europe/Amsterdam`.
  public var timeZone: String
  /// The hours of each weekday, Monday first; nil on a day without school. Seven entries.
  public var hours: [Hours?]
  /// Public holidays on which the school is closed.
  public var closedOn: [PublicHoliday]
  /// Holidays and study days.
  public var periods: [Period]
  /// The school years that it knows of.
  public var years: [Year]

  /// Makes a calendar.
  public init(
    id: String, title: String, version: String, timeZone: String = "Europe/Amsterdam", hours: [Hours?] = workingWeek,
    closedOn: [PublicHoliday] = usuallyClosed, periods: [Period] = [], years: [Year] = []
  ) {
    self.id = id
    self.title = title
    self.version = version
    self.timeZone = timeZone
    self.hours = hours
    self.closedOn = closedOn
    self.periods = periods
    self.years = years
  }

  /// Monday to Friday from half past eight to half past two.
  public static let workingWeek: [Hours?] =
    Array(repeating: Hours(opens: 510, closes: 870), count: 5) + [nil, nil]

  /// The holidays on which schools are closed; Good Friday and 5 May differ from school to school.
  public static let usuallyClosed = PublicHoliday.allCases.filter { $0 != .goodFriday && $0 != .liberationDay }

  /// What serves a school that has not set up its own: weekends and public holidays, and no school holidays.
  public static func unset(timeZone: String) -> SchoolCalendar {
    SchoolCalendar(id: "geen", title: "geen kalender ingesteld", version: "", timeZone: timeZone)
  }

  /// The hours of a day; nil when there is no school.
  public func hours(on day: Day) -> Hours? {
    guard let hours = hours[day.weekday - 1], !periods.contains(where: { $0.from <= day && day <= $0.through }) else {
      return nil
    }
    if let holiday = PublicHoliday.on(day), closedOn.contains(holiday) { return nil }
    return hours
  }

  /// Whether there is school.
  public func isSchoolDay(_ day: Day) -> Bool { hours(on: day) != nil }

  /// What is not known of the school years from one day to another, in Dutch; empty when all is.
  public func doubts(from first: Day, through last: Day) -> [String] {
    guard first <= last else { return [] }
    return (first.schoolYear...last.schoolYear).compactMap { start in
      guard let year = years.first(where: { $0.start == start }) else {
        return "De vakanties van schooljaar \(Year.name(of: start)) staan niet in de kalender."
      }
      if year.missing.isEmpty { return nil }
      return "Van schooljaar \(year.name) is nog niet bekend: \(year.missing.joined(separator: ", "))."
    }
  }

  /// The day of a moment on the school's own clock.
  public func day(of time: Int64) -> Day { LocalClock(timeZone).day(of: time) }

  /// The last millisecond of a day on the school's own clock.
  public func end(of day: Day) -> Int64 { LocalClock(timeZone).time(day + 1, minute: 0) - 1 }
}

/// Turns days and minutes of one time zone into moments and back.
public struct LocalClock: Sendable {
  private let zone: TimeZone

  /// The clock of a zone; one that is not known counts as Greenwich.
  public init(_ identifier: String) { zone = TimeZone(identifier: identifier) ?? .gmt }

  /// The day of a moment in milliseconds.
  public func day(of time: Int64) -> Day {
    let local = time + offset(at: time)
    return Day(number: Int((Double(local) / 86_400_000).rounded(.down)))
  }

  /// Minutes after midnight, as the clock shows them.
  public func minute(of time: Int64) -> Int {
    let local = time + offset(at: time)
    return Int(((local % 86_400_000) + 86_400_000) % 86_400_000 / 60_000)
  }

  /// A moment that the clock skips is the one as long after the jump; one that comes twice is the second.
  public func time(_ day: Day, minute: Int) -> Int64 {
    let wall = Int64(day.number) * 86_400_000 + Int64(minute) * 60_000
    let guess = wall - offset(at: wall)
    return wall - offset(at: guess)
  }

  private func offset(at time: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time) / 1000))) * 1000
  }
}
