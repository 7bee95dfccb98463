import Conduct
import Exchange
import Foundation
import Library
import Store
import Web

/// The calendars that come with the program, and a school's own days from a CSV on top of one.
enum HolidayFile {
  /// A calendar, with the days on which some groups have no school.
  typealias Own = (calendar: SchoolCalendar, daysOff: [(name: String, exception: Timetable.Exception)])

  /// The regions of the holidays.
  static let regions = ["noord", "midden", "zuid"]

  /// The calendar of a region; throws for a region that there is not.
  static func calendar(of region: String) throws -> SchoolCalendar {
    guard regions.contains(region) else {
      throw CommandError("onbekende regio \"\(region)\"; kies uit \(regions.joined(separator: ", "))")
    }
    let folder = try ShippedData.calendarFolder()
    return try SchoolCalendar.load(file: "\(folder)/\(region).yaml", shipped: folder)
  }

  /// Reads a school's own days from a CSV, on top of those of a region. Throws with the line that cannot be read.
  static func read(_ bytes: [UInt8], over region: String?, for school: School, groups: [Group]) throws -> Own {
    let base = try region.map(calendar) ?? SchoolCalendar.unset(timeZone: school.timeZone)
    let lines: [HolidayLine]
    do { lines = try HolidayTable.read(bytes) } catch let error as ExchangeError { throw CommandError(error.message) }
    var calendar = base.replacing(with: lines.filter { $0.groups.isEmpty }.map(\.period))
    calendar.id = "eigen"
    calendar.title = "de eigen vakanties van \(school.name.onOneLine)" + (region.map { ", regio \($0)" } ?? "")
    calendar.version = SchoolCalendar.version(base, with: Data(bytes))
    let daysOff = try lines.filter { !$0.groups.isEmpty }.map { line in
      do {
        let found = Set(try line.groups.map { try Desk.group($0, among: groups).id })
        return (line.period.name, calendar.daysOff(line.period, for: found))
      } catch let error as CommandError { throw CommandError("regel \(line.line): \(error.message)") }
    }
    return (calendar, daysOff)
  }

  /// What the site offers of it.
  static let site = SiteHolidays(regions: regions) { region, bytes, school, groups in
    do {
      guard let bytes else { return (try region.map(calendar) ?? .unset(timeZone: school.timeZone), []) }
      return try read(bytes, over: region, for: school, groups: groups)
    } catch let error as CommandError { throw SiteError.refused(error.message) }
  }
}
