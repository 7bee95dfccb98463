import Conduct
import Foundation
import Store

/// One month in numbers at every school of the board, beside each other; no names, and nothing that can be opened.
struct BoardFiguresPage {
  static let routes: [Route] = [
    .get("/cijfers", .desks(.boards)) { visit in
      let page = BoardFiguresPage(visit: visit, month: Month(visit))
      return visit.page("case-figures", title: visit.texts("frame.figures"), try await page.values())
    }
  ]

  /// A month of the calendar.
  struct Month {
    var year: Int
    var month: Int

    /// The month that the address asks for, as `2026-10`; else the present one. What is to come has no figures.
    init(_ visit: Visit) {
      let today = visit.localClock.day(of: visit.now).parts
      (year, month) = (today.year, today.month)
      let asked = Day(visit.query("maand") + "-01")?.parts
      if let asked, (asked.year, asked.month) < (year, month), asked.year > 2000 {
        (year, month) = (asked.year, asked.month)
      }
    }

    private init(_ year: Int, _ month: Int) { (self.year, self.month) = (year, month) }

    var next: Month { month == 12 ? Month(year + 1, 1) : Month(year, month + 1) }
    var previous: Month { month == 1 ? Month(year - 1, 12) : Month(year, month - 1) }
    var start: Day { Day(year, month, 1) }
    /// As the address says it.
    var code: String { String(start.description.prefix(7)) }
  }

  let visit: Visit
  let month: Month

  private var texts: Texts { visit.texts }

  private func values() async throws -> [String: Any] {
    let visitor = try visit.person()
    var columns: [(school: String, figures: MonthFigures)] = []
    for seat in try await visit.store.boardSeats(of: visitor.member.id, school: visitor.school.id, at: visit.now) {
      columns.append((seat.school.name, try await figures(seat.member, seat.school)))
    }
    let rows: [(String, (MonthFigures) -> String)] = [
      ("messages", { texts.grouped($0.messages.values.reduce(0, +)) }),
      ("reviews", { texts.grouped($0.reviews) }),
      ("decisions", { texts.grouped($0.decisions.values.reduce(0, +)) }),
      ("in_time", { texts("figures.of", ["n": texts.grouped($0.inTime), "all": texts.grouped($0.withTerm)]) }),
      ("established", { texts.grouped($0.decisions["established"] ?? 0) }),
      ("undone", { texts.grouped($0.undone) }),
      ("measures", { texts.grouped($0.measures.values.reduce(0, +)) }),
      ("appeals", { texts.grouped($0.appeals) }),
      ("reversed", { texts.grouped($0.appealOutcomes[.reversed] ?? 0) }),
      ("escalations", { texts.grouped($0.escalations) }),
      (
        "opinions", { texts("figures.of", ["n": texts.grouped($0.agreeing), "all": texts.grouped($0.secondOpinions)]) }
      ),
      ("readings", { texts.grouped($0.readings) }),
      ("open_now", { texts.grouped($0.openNow) }),
      ("oldest_open", { figures in figures.oldestOpen.map { visit.ago($0) } ?? texts("figures.none") }),
      ("in_force", { texts.grouped($0.inForceNow) }),
    ]
    let present = visit.localClock.day(of: visit.now).parts
    let isPresent = (month.year, month.month) == (present.year, present.month)
    let kinds = Measure.Kind.allCases.filter { kind in columns.contains { ($0.figures.measures[kind] ?? 0) > 0 } }
    return [
      "month": texts("figures.month.\(month.month)") + " \(month.year)",
      "previous": "/cijfers?maand=\(month.previous.code)",
      "next": isPresent ? nil as String? as Any : "/cijfers?maand=\(month.next.code)",
      "columns": columns.map { ["school_name": $0.school] },
      "rows": rows.map { key, value in
        ["row_name": texts("figures.\(key)"), "cells": columns.map { ["cell": value($0.figures)] }] as [String: Any]
      }
        + kinds.map { kind in
          [
            "row_name": texts("figures.of_kind", ["kind": texts("measure.\(kind.rawValue)")]),
            "cells": columns.map { ["cell": texts.grouped($0.figures.measures[kind] ?? 0)] },
          ]
        },
    ]
  }

  private func figures(_ member: MemberID, _ school: School) async throws -> MonthFigures {
    let clock = LocalClock(school.timeZone)
    return try await visit.store.figures(
      ofMonth: month.month, in: month.year, from: clock.time(month.start, minute: 0),
      until: clock.time(month.next.start, minute: 0), for: member, school: school.id, at: visit.now)
  }
}
