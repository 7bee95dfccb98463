import Conduct
import Testing

@Suite struct SchoolCalendarTests {
  private func period(_ name: String, _ from: String, _ through: String) -> SchoolCalendar.Period {
    SchoolCalendar.Period(name: name, from: Day(from) ?? Day(number: 0), through: Day(through) ?? Day(number: 0))
  }

  @Test func aSchoolsOwnDaysTakeThePlaceOfThoseOfTheRegion() {
    let base = CalendarFixture.calendar
    let own = [
      period("meivakantie", "2026-04-20", "2026-05-03"), period("Studiedag", "2026-06-11", "2026-06-11"),
      period("Studiedag", "2026-03-11", "2026-03-11"), period("Herfstvakantie", "2026-10-12", "2026-10-16"),
    ]
    let calendar = base.replacing(with: own)
    #expect(calendar.periods.filter { $0.name == "Studiedag" }.map(\.from) == [Day(2026, 3, 11), Day(2026, 6, 11)])
    #expect(calendar.periods.filter { $0.name.lowercased() == "meivakantie" }.map(\.from) == [Day(2026, 4, 20)])
    #expect(calendar.isSchoolDay(Day(2026, 6, 10)) && !calendar.isSchoolDay(Day(2026, 4, 22)))
    // Other years keep theirs, and what was in doubt is not any more.
    #expect(calendar.periods.contains { $0.name == "Herfstvakantie" && $0.from == Day(2025, 10, 18) })
    #expect(calendar.years.map(\.missing) == [[], []])
  }

  @Test func aYearThatWasNotKnownMissesWhatIsNotNamed() {
    let calendar = SchoolCalendar.unset(timeZone: "Europe/Amsterdam").replacing(with: [
      period("Kerstvakantie", "2026-12-19", "2027-01-03")
    ])
    #expect(calendar.years.map(\.start) == [2026])
    #expect(calendar.years[0].missing == ["Herfstvakantie", "Voorjaarsvakantie", "Meivakantie", "Zomervakantie"])
  }

  @Test func daysOffOfAGroupAreWholeDays() {
    let calendar = CalendarFixture.calendar
    let off = calendar.daysOff(period("Studiedag", "2026-03-28", "2026-03-29"), for: ["g-3"])
    // The clock goes forward in that night.
    #expect(off.until - off.from == 47 * 3_600_000 && off.kind == .off && off.groups == ["g-3"])
    #expect(CalendarFixture.text(off.from) == "2026-03-28 00:00")
  }
}
