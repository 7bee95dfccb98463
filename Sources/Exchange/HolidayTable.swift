public import Conduct
import Foundation

/// A line of a school's own file of days without school: `naam;van;tot;groepen`.
public struct HolidayLine: Hashable, Sendable {
  /// The days, and what they are called.
  public var period: SchoolCalendar.Period
  /// The groups that have no school, as the file names them; empty is all.
  public var groups: [String]
  /// The line of the file, counted from 1.
  public var line: Int

  /// Makes a line.
  public init(period: SchoolCalendar.Period, groups: [String] = [], line: Int) {
    self.period = period
    self.groups = groups
    self.line = line
  }
}

/// Reads a school's own days without school from CSV. `tot` is the last day, and may be left out for one day; dates are
/// Dutch (`17-10-2026`) or ISO; several groups stand with `|` between them.
public enum HolidayTable {
  /// More days than any holiday has: a date in the wrong year.
  private static let most = 60

  /// Reads the bytes of a file; throws `ExchangeError` with all lines that cannot be read, and then nothing of it is used.
  public static func read(_ bytes: [UInt8]) throws -> [HolidayLine] {
    var table = try CSVTable(RosterSource(bytes, name: ""))
    try table.require("naam", "van")
    var lines: [HolidayLine] = []
    var faults: [String] = []
    while let row = try table.next() {
      switch row.flatMap({ row in Result { () throws(RefusedRow) in try line(row) } }) {
      case .failure(let fault): faults.append("regel \(fault.line): \(fault.reason)")
      case .success(let line):
        if let before = lines.first(where: { $0.period == line.period && $0.groups == line.groups }) {
          faults.append("regel \(line.line): staat er ook op regel \(before.line)")
        }
        lines.append(line)
      }
    }
    if lines.isEmpty && faults.isEmpty { throw ExchangeError.empty }
    if !faults.isEmpty { throw ExchangeError.refusedLines(faults) }
    return lines
  }

  private static func line(_ row: CSVTable.Row) throws(RefusedRow) -> HolidayLine {
    func refused(_ reason: String) -> RefusedRow { RefusedRow(line: row.line, reason: reason) }
    func day(_ text: String) throws(RefusedRow) -> Day {
      guard let day = Day(anyForm: text) else {
        throw refused("“\(text)” is geen datum; schrijf 17-10-2026 of 2026-10-17")
      }
      return day
    }
    guard let name = row["naam"] else { throw refused("de naam ontbreekt") }
    guard let text = row["van"] else { throw refused("de eerste dag (van) ontbreekt") }
    let from = try day(text)
    var through = from
    if let text = row["tot", "tm", "totenmet"] { through = try day(text) }
    if through < from { throw refused("de laatste dag ligt voor de eerste") }
    if through.number - from.number >= most {
      throw refused("dit zijn meer dan \(most) dagen; kijk de jaartallen na")
    }
    let groups = (row["groepen", "groep"] ?? "").split { $0 == "|" || $0 == "," }.map {
      $0.trimmingCharacters(in: .whitespaces)
    }.filter { !$0.isEmpty }
    return HolidayLine(
      period: SchoolCalendar.Period(name: name, from: from, through: through), groups: groups, line: row.line)
  }
}
