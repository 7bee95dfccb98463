extension SchoolCalendar {
  /// The holidays that every school year has.
  public static let usualHolidays = [
    "Herfstvakantie", "Kerstvakantie", "Voorjaarsvakantie", "Meivakantie", "Zomervakantie",
  ]

  /// The calendar with a school's own days: they take the place of days of the same name in the same school year, of which
  /// they end the doubt. Of a year that was not known, the usual holidays that they do not name are missing.
  public func replacing(with own: [Period]) -> SchoolCalendar {
    func isSame(_ a: Period, _ b: Period) -> Bool {
      a.name.lowercased() == b.name.lowercased() && a.from.schoolYear == b.from.schoolYear
    }
    var next = self
    next.periods = periods.filter { old in !own.contains { isSame($0, old) } } + own
    next.periods.sort { ($0.from, $0.name) < ($1.from, $1.name) }
    for start in Set(own.map(\.from.schoolYear)) where !years.contains(where: { $0.start == start }) {
      next.years.append(Year(start: start, missing: Self.usualHolidays))
    }
    for index in next.years.indices {
      let named = own.filter { $0.from.schoolYear == next.years[index].start }.map { $0.name.lowercased() }
      next.years[index].missing.removeAll { named.contains($0.lowercased()) }
    }
    next.years.sort { $0.start < $1.start }
    return next
  }

  /// Days on which some groups have no school, as an exception to the timetable.
  public func daysOff(_ period: Period, for groups: Set<GroupID>) -> Timetable.Exception {
    Timetable.Exception(
      kind: .off, groups: groups, from: end(of: period.from + -1) + 1, until: end(of: period.through) + 1)
  }
}
