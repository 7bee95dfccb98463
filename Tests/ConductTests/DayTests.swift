import Conduct
import Foundation
import Testing

@Suite struct DayTests {
  @Test func daysAgreeWithTheGregorianCalendarForFiveCenturies() {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for number in stride(from: -73_000, through: 110_000, by: 7) {
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
      let day = Day(parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
      #expect(day.number == number)
      #expect(day.parts == (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0))
      #expect(day.weekday == ((parts.weekday ?? 0) + 5) % 7 + 1)
    }
  }

  @Test(arguments: ["2026-2-3", "2026-02-30", "26-02-03", "2026-13-01", "2026/02/03", "", "vandaag"])
  func whatIsNoDateIsRefused(text: String) { #expect(Day(text) == nil) }

  @Test(arguments: ["2024-02-29", "2026-12-31", "1999-01-01"]) func aDateIsReadAsItIsWritten(text: String) throws {
    let day = try #require(Day(text))
    #expect(day.description == text)
    #expect(try JSONDecoder().decode([Day].self, from: JSONEncoder().encode([day])) == [day])
  }

  @Test(arguments: [
    (1961, "1961-04-02"), (2019, "2019-04-21"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"),
    (2027, "2027-03-28"), (2038, "2038-04-25"), (2049, "2049-04-18"), (2285, "2285-03-22"),
  ])
  func easterFallsOnItsKnownDate(year: Int, date: String) {
    #expect(PublicHoliday.easter(in: year).description == date)
  }

  @Test(arguments: [
    ("2026-01-01", PublicHoliday.newYear), ("2026-04-03", .goodFriday), ("2026-04-06", .easterMonday),
    ("2026-04-27", .kingsDay), ("2025-04-26", .kingsDay), ("2031-04-26", .kingsDay), ("2026-05-05", .liberationDay),
    ("2026-05-14", .ascension), ("2026-05-25", .whitMonday), ("2026-12-25", .christmas), ("2026-12-26", .boxingDay),
  ])
  func publicHolidaysFallOnTheirDays(date: String, holiday: PublicHoliday) throws {
    #expect(PublicHoliday.on(try #require(Day(date))) == holiday)
  }

  @Test(arguments: ["2025-04-27", "2026-04-26", "2026-04-05", "2026-05-04", "2026-12-24"])
  func otherDaysAreNoHoliday(date: String) throws { #expect(PublicHoliday.on(try #require(Day(date))) == nil) }

  @Test(arguments: [("2026-07-31", 2025), ("2026-08-01", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026)])
  func aSchoolYearBeginsOnTheFirstOfAugust(date: String, year: Int) throws {
    #expect(try #require(Day(date)).schoolYear == year)
  }
}
