import Conduct
import Foundation
import Testing

@testable import Library

private let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("Calendars").path

/// A small calendar that is right; each test spoils one line of it.
private let right = """
  id: proef
  title: Proefschool
  extends: noord
  hours:
    monday: 08:30-14:00
    friday: 08:30-12:00
  closed_on: [new_year, good_friday]
  years:
    '2025-2026':
      holidays:
        - {name: Meivakantie, from: 2026-04-20, through: 2026-05-03}
      study_days:
        - {name: Studiedag, from: 2026-03-11}
    '2026-2027':
      holidays:
        - {name: Herfstvakantie, from: 2026-10-12, through: 2026-10-16}
  """

private func complaints(_ text: String) throws -> [Complaint] {
  try withFolder(["proef.yaml": text]) { folder in
    var complaints: [Complaint] = []
    _ = try SchoolCalendar.read(file: folder.path + "/proef.yaml", shipped: shipped, complaints: &complaints)
    return complaints
  }
}

@Suite struct CalendarTests {
  @Test(arguments: ["noord", "midden", "zuid", "eigen-school"]) func theShippedCalendarsAreRight(name: String) throws {
    let calendar = try SchoolCalendar.load(file: "\(shipped)/\(name).yaml", shipped: shipped)
    #expect(calendar.id == name && calendar.timeZone == "Europe/Amsterdam")
    #expect(calendar.years.map(\.start) == [2025, 2026])
    #expect(calendar.years[0].missing.isEmpty)
    // What is not settled is absent and said, not guessed.
    #expect(calendar.years[1].missing == ["Herfstvakantie", "Voorjaarsvakantie", "Zomervakantie"])
    for date in ["2025-12-25", "2026-01-02", "2026-04-28", "2026-04-06", "2026-12-24", "2026-03-07", "2026-07-20"] {
      #expect(!calendar.isSchoolDay(try #require(Day(date))), "\(date)")
    }
    for date in ["2025-12-19", "2026-01-05", "2026-03-10", "2026-05-04"] {
      #expect(calendar.isSchoolDay(try #require(Day(date))), "\(date)")
    }
  }

  @Test func theRegionsDifferWhereTheyShould() throws {
    var first: [String: [String]] = [:]
    for region in ["noord", "midden", "zuid"] {
      let calendar = try SchoolCalendar.load(file: "\(shipped)/\(region).yaml", shipped: shipped)
      for period in calendar.periods where period.from.schoolYear == 2025 {
        first[period.name, default: []].append("\(period.from) \(period.through)")
      }
    }
    #expect(first["Herfstvakantie"] == ["2025-10-18 2025-10-26", "2025-10-18 2025-10-26", "2025-10-11 2025-10-19"])
    #expect(first["Voorjaarsvakantie"] == ["2026-02-21 2026-03-01", "2026-02-14 2026-02-22", "2026-02-14 2026-02-22"])
    #expect(first["Zomervakantie"] == ["2026-07-04 2026-08-16", "2026-07-18 2026-08-30", "2026-07-11 2026-08-23"])
  }

  @Test func aSchoolAddsItsOwnDaysAndReplacesThoseOfTheRegion() throws {
    let calendar = try withFolder(["proef.yaml": right]) {
      try SchoolCalendar.load(file: $0.path + "/proef.yaml", shipped: shipped)
    }
    #expect(!calendar.isSchoolDay(try #require(Day("2026-03-11"))))
    #expect(calendar.periods.filter { $0.name == "Meivakantie" && $0.from.schoolYear == 2025 }.count == 1)
    #expect(!calendar.isSchoolDay(try #require(Day("2026-04-20"))))
    #expect(!calendar.isSchoolDay(try #require(Day("2026-04-03"))))
    #expect(calendar.hours[1] == nil && calendar.hours[4] == SchoolCalendar.Hours(opens: 510, closes: 720))
    #expect(calendar.years[1].missing == ["Voorjaarsvakantie", "Zomervakantie"])
    let north = try SchoolCalendar.load(file: "\(shipped)/noord.yaml", shipped: shipped)
    #expect(calendar.version.hasPrefix("sha256:") && calendar.version != north.version)
  }

  @Test(arguments: [
    ("extends: noord", "extends: oost", "K001", 3), ("extends: noord", "extends: ../noord", "K001", 3),
    ("extends: noord", "extends: proef", "K001", 3), ("extends: noord", "time_zone: Europe/Delft", "K002", 3),
    ("monday: 08:30-14:00", "moonday: 08:30-14:00", "K003", 5), ("08:30-14:00", "14:00-08:30", "K003", 5),
    ("08:30-14:00", "8.30-14.00", "K003", 5), ("08:30-14:00", "08:30-25:00", "K003", 5),
    ("'2025-2026'", "'2025'", "K004", 10), ("'2025-2026'", "'2025-2027'", "K004", 10),
    ("from: 2026-03-11", "from: 2026-02-30", "K005", 13), ("through: 2026-05-03", "through: 2026-04-03", "K005", 11),
    ("from: 2026-03-11", "from: 2027-03-11", "K006", 13), ("new_year", "nieuwjaar", "Y004", 7),
    ("study_days", "studydays", "Y003", 12), ("id: proef\n", "", "Y002", 1),
  ])
  func aFaultIsNamedWithItsPlace(line: String, with: String, code: String, at: Int) throws {
    let spoiled = right.replacing(line, with: with, maxReplacements: 1)
    let found = try complaints(spoiled)
    #expect(found.map(\.code) == [code], "\(found)")
    #expect(found.first?.location.line == at)
    #expect(found.first?.advice.isEmpty == false)
  }

  @Test func aCalendarWithoutFaultsHasNoComplaints() throws { #expect(try complaints(right).isEmpty) }
}
