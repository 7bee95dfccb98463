public import Conduct

/// What the site asks of the rest of the program about holidays: calendars of regions, and a school's own file.
public struct SiteHolidays: Sendable {
  /// The regions to choose from.
  public var regions: [String]
  /// Makes the calendar of a region, or of none, with a school's own file over it; throws `SiteError` with what is wrong in
  /// the file. Days of some groups come beside it, by what they are called.
  public var make:
    @Sendable (_ region: String?, _ file: [UInt8]?, _ school: School, _ groups: [Group]) throws -> (
      calendar: SchoolCalendar, daysOff: [(name: String, exception: Timetable.Exception)]
    )

  /// Makes what there is.
  public init(
    regions: [String] = [],
    make:
      @escaping @Sendable (_ region: String?, _ file: [UInt8]?, _ school: School, _ groups: [Group]) throws -> (
        calendar: SchoolCalendar, daysOff: [(name: String, exception: Timetable.Exception)]
      ) = { _, _, school, _ in (.unset(timeZone: school.timeZone), []) }
  ) {
    self.regions = regions
    self.make = make
  }
}
