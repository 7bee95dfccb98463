import Conduct
import Foundation
import Hummingbird
import Letters
import Store

/// How things go at the school: four figures in words, three pictures, and the numbers behind them.
struct SchoolPage {
  let visit: Visit
  let visitor: Visitor
  let overview: SchoolOverview
  let policy: Policy
  /// How many weeks are shown.
  let weeks: Int

  static let spans = [13, 26, 52]

  static let routes: [Route] = [
    .get("/school", .desks(.directors)) { visit in
      let page = try await SchoolPage(visit)
      return visit.page("school", title: visit.texts("school.title"), page.values)
    },
    .get("/school/maand/:month", .desks(.directors)) { try await MonthPage.show($0) },
  ]

  init(_ visit: Visit) async throws {
    self.visit = visit
    visitor = try visit.person()
    let weeks = Self.spans.first { String($0) == visit.query("weken") } ?? Self.spans[0]
    self.weeks = weeks
    let today = visit.localClock.day(of: visit.now)
    overview = try await visit.store.overview(
      from: today + -7 * (weeks - 1), for: visitor.member.id, school: visitor.school.id, at: visit.now)
    policy = try await visit.store.policy(school: visitor.school.id)
  }

  var values: [String: Any] {
    let today = visit.localClock.day(of: visit.now)
    return [
      "spans": Self.spans.map { span in
        ["weeks": span, "name": visit.texts("school.weeks", ["n": String(span)]), "here": span == weeks]
          as [String: Any]
      },
      "sentences": sentences, "inflow": inflow, "outcomes": outcomes, "ages": ages, "clauses": clauses, "rules": rules,
      "month": "/school/maand/" + today.description.prefix(7),
    ]
  }

  /// The four figures in words, each with what it counts.
  private var sentences: [[String: Any]] {
    let texts = visit.texts
    func share(_ key: String, _ part: Int, _ whole: Int, _ detail: [String: String]) -> [String: Any] {
      let (few, round) = Self.outOfTen(part, whole)
      return [
        "figure": whole == 0
          ? texts("school.\(key).none") : texts("school.\(key).figure", ["part": "\(few)", "whole": "\(round)"]),
        "text": texts("school.\(key).text", detail),
      ]
    }
    let total = overview.total
    let received = overview.weeks.reduce(0) { $0 + $1.received }
    let messages = overview.weeks.reduce(0) { $0 + $1.messages }
    let oldest = overview.open.first
    return [
      share(
        "in_time", overview.inTime, overview.withTerm,
        ["part": texts.grouped(overview.inTime), "whole": texts.grouped(overview.withTerm)]),
      [
        "figure": texts.count("school.open.figure", overview.open.count),
        "text": oldest.map { texts("school.open.text", ["time": visit.ago($0)]) } ?? texts("school.open.nothing"),
      ],
      share(
        "right", total.confirmed, total.confirmed + total.wrong,
        ["part": texts.grouped(total.confirmed), "wrong": texts.grouped(total.wrong)]),
      [
        "figure": texts.count("school.received.figure", received),
        "text": texts(
          "school.received.text",
          ["n": texts.grouped(messages), "undone": texts.count("school.undone", overview.undone)]),
      ],
    ]
  }

  /// A share as people say it: whole numbers of at most ten, and never ten of ten or none of ten when that is not so.
  static func outOfTen(_ part: Int, _ whole: Int) -> (Int, Int) {
    guard whole > 10 else { return (part, whole) }
    let tenths = Int((Double(part) / Double(whole) * 10).rounded())
    return (part == whole ? 10 : part == 0 ? 0 : min(9, max(1, tenths)), 10)
  }

  private var inflow: [String: Any] {
    let marks = overview.weeks.map { week in
      let (_, month, day) = week.monday.parts
      return Chart.Mark(label: "\(day)-\(month)", value: week.received, other: week.decided)
    }
    return [
      "chart": Chart(marks: marks).columns,
      "rows": overview.weeks.reversed().map { week in
        [
          "week": visit.texts("school.week_of", ["day": day(week.monday)]),
          "messages": visit.texts.grouped(week.messages),
          "received": visit.texts.grouped(week.received), "decided": visit.texts.grouped(week.decided),
        ]
      },
      "is_empty": overview.weeks.allSatisfy { $0.received + $0.decided + $0.messages == 0 },
      "summary": visit.texts(
        "school.inflow_summary",
        [
          "most": String(overview.weeks.map(\.received).max() ?? 0), "last": String(overview.weeks.last?.received ?? 0),
        ]),
    ]
  }

  private var outcomes: [String: Any] {
    let found = overview.categories.sorted { ($1.value.hits, $0.key.rawValue) < ($0.value.hits, $1.key.rawValue) }
    let marks = found.filter { $0.value.decided > 0 }.prefix(8).map { category, tally in
      Chart.Mark(
        label: visit.site.name(of: category), value: tally.confirmed, other: tally.wrong + tally.dismissed,
        words: visit.texts("school.of", ["part": String(tally.confirmed), "whole": String(tally.decided)]))
    }
    return [
      "chart": Chart(marks: marks).rows, "has_chart": !marks.isEmpty, "is_empty": found.isEmpty,
      "rows": found.map { category, tally in row(visit.site.name(of: category), tally) },
    ]
  }

  private var ages: [String: Any] {
    let limits = [("today", 0, 0), ("days", 1, 2), ("week", 3, 7), ("fortnight", 8, 14), ("longer", 15, Int.max)]
    let days = overview.open.map { -visit.days(to: $0) }
    let marks = limits.map { key, from, to in
      Chart.Mark(label: visit.texts("school.age.\(key)"), value: days.count { from <= $0 && $0 <= to })
    }
    return [
      "chart": Chart(marks: marks).rows, "is_empty": days.isEmpty,
      "rows": marks.map { ["label": $0.label, "number": $0.value] as [String: Any] },
    ]
  }

  private var clauses: [String: Any] {
    let most = overview.clauses.values.max() ?? 0
    let rows = overview.clauses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { id, number in
      [
        "id": id.rawValue, "label": policy.clause(id)?.label ?? "", "number": number,
        "width": String(number * 100 / max(1, most)),
      ] as [String: Any]
    }
    return ["rows": rows, "is_empty": rows.isEmpty, "unnamed": policy.clauses.count - overview.clauses.count]
  }

  private var rules: [String: Any] {
    let found = overview.rules.sorted { ($1.value.hits, $0.key.rawValue) < ($0.value.hits, $1.key.rawValue) }
    return [
      "rows": found.map { rule, tally in
        var values = row(overview.titles[rule] ?? PostingRule(rule)?.title ?? rule.rawValue, tally)
        values["rule"] = rule.rawValue
        return values
      }, "is_empty": found.isEmpty,
    ]
  }

  private func row(_ name: String, _ tally: SchoolOverview.Tally) -> [String: Any] {
    let judged = tally.confirmed + tally.wrong
    return [
      "label": name, "hits": visit.texts.grouped(tally.hits), "confirmed": visit.texts.grouped(tally.confirmed),
      "wrong": visit.texts.grouped(tally.wrong), "dismissed": visit.texts.grouped(tally.dismissed),
      "waiting": visit.texts.grouped(max(0, tally.hits - tally.decided)),
      "precision": judged == 0 ? "–" : "\(Int((Double(tally.confirmed) / Double(judged) * 100).rounded()))%",
      // What is wrong as often as right stands out.
      "is_doubtful": judged >= 4 && tally.wrong * 2 >= judged,
    ]
  }

  private func day(_ day: Day) -> String {
    let (_, month, number) = day.parts
    return "\(number) \(visit.wording.month(month))"
  }
}

/// One month in numbers, as it goes to the board and the council too.
enum MonthPage {
  static func show(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let clock = visit.localClock
    let today = clock.day(of: visit.now)
    guard let first = Day(visit.parameter("month") + "-01"), first <= today, first.parts.year >= 2000 else {
      throw PageError.notFound
    }
    let (year, month, _) = first.parts
    let next = Day(year, month + 1, 1)
    let figures = try await visit.store.figures(
      ofMonth: month, in: year, from: clock.time(first, minute: 0), until: clock.time(next, minute: 0),
      for: visitor.member.id, school: visitor.school.id, at: visit.now)
    let texts = visit.texts
    func address(_ day: Day) -> String { "/school/maand/" + day.description.prefix(7) }
    func name(_ day: Day) -> String { "\(visit.wording.month(day.parts.month)) \(day.parts.year)" }
    func line(_ key: String, _ number: Int) -> [String: Any] {
      ["label": texts("school.month.\(key)"), "number": texts.grouped(number)]
    }
    let before = Day(year, month - 1, 1)
    var rows = [
      line("messages", figures.messages.values.reduce(0, +)), line("reviews", figures.reviews),
      line("decisions", figures.decisions.values.reduce(0, +)),
      line("established", figures.decisions["established"] ?? 0), line("with_term", figures.withTerm),
      line("in_time", figures.inTime), line("undone", figures.undone), line("escalations", figures.escalations),
      line("appeals", figures.appeals), line("second_opinions", figures.secondOpinions),
      line("agreeing", figures.agreeing),
      line("readings", figures.readings),
    ]
    rows += figures.measures.sorted { $0.key.profile.level < $1.key.profile.level }.map {
      [
        "label": texts("school.month.measure", ["measure": visit.wording.name($0.key)]),
        "number": texts.grouped($0.value),
      ]
    }
    return visit.page(
      "school-month", title: texts("school.month.title", ["month": name(first)]),
      [
        "rows": rows, "before": address(before), "before_name": name(before),
        "next": next <= today ? address(next) : "", "next_name": name(next),
        "categories": figures.categories.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map {
          ["label": visit.site.name(of: $0.key), "number": texts.grouped($0.value)]
        }, "has_categories": !figures.categories.isEmpty,
      ])
  }
}
