import Conduct
import Foundation

/// A calendar with holidays of our choosing, and moments written as a Dutch clock shows them.
enum CalendarFixture {
  static let calendar = SchoolCalendar(
    id: "proef", title: "Proefkalender", version: "sha256:calendar", hours: hours,
    periods: [
      period("Herfstvakantie", "2025-10-18", "2025-10-26"), period("Kerstvakantie", "2025-12-20", "2026-01-04"),
      period("Voorjaarsvakantie", "2026-02-21", "2026-03-01"), period("Meivakantie", "2026-04-25", "2026-05-03"),
      period("Studiedag", "2026-06-10", "2026-06-10"), period("Zomervakantie", "2026-07-04", "2026-08-16"),
      period("Kerstvakantie", "2026-12-19", "2027-01-03"),
    ],
    years: [SchoolCalendar.Year(start: 2025), SchoolCalendar.Year(start: 2026, missing: ["Herfstvakantie"])])

  /// Half past eight to half past two, and on Wednesday to a quarter past twelve.
  private static let hours: [SchoolCalendar.Hours?] = {
    var week = SchoolCalendar.workingWeek
    week[2] = SchoolCalendar.Hours(opens: 510, closes: 735)
    return week
  }()

  private static func period(_ name: String, _ from: String, _ through: String) -> SchoolCalendar.Period {
    SchoolCalendar.Period(
      name: name, from: Day(from) ?? Day(number: 0), through: Day(through) ?? Day(number: 0))
  }

  private static let formatter: DateFormatter = {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "Europe/Amsterdam")
    formatter.dateFormat = "yyyy-MM-dd HH:mm"
    return formatter
  }()

  /// "2026-03-02 10:00" in Amsterdam, in milliseconds.
  static func at(_ text: String) -> Int64 {
    Int64((formatter.date(from: text) ?? .distantPast).timeIntervalSince1970 * 1000)
  }

  /// The minute of a moment in Amsterdam.
  static func text(_ time: Int64?) -> String {
    guard let time else { return "staat stil" }
    return formatter.string(from: Date(timeIntervalSince1970: Double(time) / 1000))
  }
}
