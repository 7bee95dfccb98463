/// A generally recognised Dutch holiday (art. 3 of the Algemene termijnenwet), Good Friday included.
public enum PublicHoliday: String, Codable, Sendable, CaseIterable {
  case newYear = "new_year"
  case goodFriday = "good_friday"
  case easterMonday = "easter_monday"
  case kingsDay = "kings_day"
  case liberationDay = "liberation_day"
  case ascension
  case whitMonday = "whit_monday"
  case christmas
  case boxingDay = "boxing_day"

  /// The name on screen.
  public var name: String {
    switch self {
    case .newYear: "Nieuwjaarsdag"
    case .goodFriday: "Goede Vrijdag"
    case .easterMonday: "tweede paasdag"
    case .kingsDay: "Koningsdag"
    case .liberationDay: "Bevrijdingsdag"
    case .ascension: "Hemelvaartsdag"
    case .whitMonday: "tweede pinksterdag"
    case .christmas: "eerste kerstdag"
    case .boxingDay: "tweede kerstdag"
    }
  }

  /// The day in a year. King's Day is 27 April, and 26 April when the 27th is a Sunday.
  public func day(in year: Int) -> Day {
    switch self {
    case .newYear: return Day(year, 1, 1)
    case .goodFriday: return Self.easter(in: year) + -2
    case .easterMonday: return Self.easter(in: year) + 1
    case .kingsDay:
      let day = Day(year, 4, 27)
      return day.weekday == 7 ? day + -1 : day
    case .liberationDay: return Day(year, 5, 5)
    case .ascension: return Self.easter(in: year) + 39
    case .whitMonday: return Self.easter(in: year) + 50
    case .christmas: return Day(year, 12, 25)
    case .boxingDay: return Day(year, 12, 26)
    }
  }

  /// The holiday that a day is, or nil.
  public static func on(_ day: Day) -> PublicHoliday? {
    let year = day.parts.year
    return allCases.first { $0.day(in: year) == day }
  }

  /// Easter Sunday by the Gregorian computus (the "anonymous" algorithm, Nature 1876).
  public static func easter(in year: Int) -> Day {
    let a = year % 19
    let (b, c) = (year / 100, year % 100)
    let (d, e) = (b / 4, b % 4)
    let g = (8 * b + 13) / 25
    let h = (19 * a + b - d - g + 15) % 30
    let (i, k) = (c / 4, c % 4)
    let l = (32 + 2 * e + 2 * i - h - k) % 7
    let m = (a + 11 * h + 22 * l) / 451
    let n = h + l - 7 * m + 114
    return Day(year, n / 31, n % 31 + 1)
  }
}
