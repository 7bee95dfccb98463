import Conduct
import Exchange
import Foundation

/// Times as the store keeps them, in milliseconds since 1970, and as Dutch writes them.
enum Moment {
  /// The present time.
  static var now: Int64 { Int64((Date().timeIntervalSince1970 * 1000).rounded()) }

  /// "di 3 mrt 2026, 14.05".
  static func text(_ milliseconds: Int64, in zone: TimeZone) -> String {
    let parts = components(milliseconds, zone)
    let minute = parts.minute ?? 0
    return "\(day(parts)), \(parts.hour ?? 0).\(minute < 10 ? "0" : "")\(minute)"
  }

  /// "di 3 mrt 2026".
  static func date(_ milliseconds: Int64, in zone: TimeZone) -> String { day(components(milliseconds, zone)) }

  /// "di 3 mrt 2026", of a day of the calendar.
  static func date(_ day: Day) -> String {
    let parts = day.parts
    return "\(weekdays[day.weekday % 7]) \(parts.day) \(months[parts.month - 1]) \(parts.year)"
  }

  /// "3 mrt 14.05", for tables.
  static func short(_ milliseconds: Int64, in zone: TimeZone) -> String {
    let parts = components(milliseconds, zone)
    let minute = parts.minute ?? 0
    return "\(parts.day ?? 1) \(months[(parts.month ?? 1) - 1]) \(parts.hour ?? 0).\(minute < 10 ? "0" : "")\(minute)"
  }

  /// Reads a date that a person typed; nil stays nil.
  static func parse(_ text: String?, _ option: String, in zone: TimeZone) throws -> Int64? {
    guard let text else { return nil }
    guard let date = PortalTime.parse(text, in: zone) else {
      throw CommandError("\(option): \"\(text)\" is geen datum; schrijf bijvoorbeeld 2026-03-03")
    }
    return Int64((date.timeIntervalSince1970 * 1000).rounded())
  }

  /// The end of something: of a day without a time of the clock its last millisecond.
  static func parseEnd(_ text: String?, _ option: String, in zone: TimeZone) throws -> Int64? {
    guard let text, let time = try parse(text, option, in: zone) else { return nil }
    // A day is three numbers, or two and the name of a month; with a time of the clock there are more.
    let numbers = text.split { !$0.isNumber }.count
    if numbers > 3 || numbers == 1 { return time }
    let clock = LocalClock(zone.identifier)
    return clock.time(clock.day(of: time) + 1, minute: 0) - 1
  }

  /// The day that a time falls on.
  static func day(_ milliseconds: Int64, in zone: TimeZone) -> Day {
    let parts = components(milliseconds, zone)
    return Day(parts.year ?? 1970, parts.month ?? 1, parts.day ?? 1)
  }

  private static let weekdays = ["zo", "ma", "di", "wo", "do", "vr", "za"]
  private static let months = [
    "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
  ]

  private static func components(_ milliseconds: Int64, _ zone: TimeZone) -> DateComponents {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar.dateComponents(
      [.year, .month, .day, .weekday, .hour, .minute], from: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
  }

  private static func day(_ parts: DateComponents) -> String {
    "\(weekdays[(parts.weekday ?? 1) - 1]) \(parts.day ?? 1) \(months[(parts.month ?? 1) - 1]) \(parts.year ?? 0)"
  }
}
