import ArgumentParser
import Conduct
import Foundation
import Store

/// `fatsoen rhythm`: how often classes hear from school, and what authors were told.
struct RhythmCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rhythm",
    abstract: "Toont per groep hoeveel berichten er per week kwamen, en welke opmerkingen schrijvers kregen.",
    discussion: """
      Weinig (▾) of veel (▴) is geen overtreding en telt nergens mee. Een week met vrije
      dagen zegt niets (·). Over personen staat hier niets. De directie ziet alle
      groepen, een leerkracht de eigen.

      Voorbeelden:
        fatsoen rhythm --as directie
        fatsoen rhythm --as juf-els --json
      """)

  @OptionGroup var options: DeskOptions

  func run() async throws {
    let (desk, member) = try await options.open()
    let now = Moment.now
    let rhythm = try await desk.store.rhythm(for: member.id, school: desk.id, at: now)
    let names = Dictionary(uniqueKeysWithValues: try await desk.store.groups(school: desk.id).map { ($0.id, $0.name) })
    let sorted = rhythm.weeks.sorted { (names[$0.key] ?? "") < (names[$1.key] ?? "") }
    let oversees = [.director, .board].contains { member.holds($0, in: nil, at: now) }
    let first = Moment.day(now, in: desk.zone) + -35
    let counts = oversees ? try await desk.store.ruleCounts(school: desk.id, from: first) : []
    if options.json {
      for (group, weeks) in sorted {
        for week in weeks {
          var object = JSONObjectText()
          object.add("group", text: names[group] ?? group.rawValue)
          object.add("week", text: week.monday.description)
          object.add("posts", number: week.posts)
          object.add("measure", text: week.measure.rawValue)
          try Screen.print(object.text)
        }
      }
      return
    }
    let terminal = Terminal.output
    guard let weeks = sorted.first?.value else { return try Screen.print("Er zijn nog geen groepen.") }
    var table = Table(
      [.init("groep", mayShrink: true)] + weeks.map { .init("\($0.monday.parts.day)-\($0.monday.parts.month)") })
    for (group, weeks) in sorted {
      table.add([.init(names[group] ?? group.rawValue, .bold)] + weeks.map { .init("\($0.posts) \($0.measure.mark)") })
    }
    var lines = [
      "Berichten van school per week, vanaf maandag"
        + (rhythm.agreed.map { "; afgesproken \($0.lowerBound) tot \($0.upperBound)" } ?? "")
    ]
    lines += [""] + table.lines(on: terminal)
    let advice = counts.filter { PostingRule($0.rule) != nil && $0.effect == .advice }
    if !advice.isEmpty {
      lines += ["", "Opmerkingen aan schrijvers in de laatste vijf weken, van niemand bewaard:", ""]
      var told = Table([.init("aantal", isNumber: true), .init("wat", mayShrink: true)])
      for (rule, rows) in Dictionary(grouping: advice, by: \.rule).sorted(by: { $0.key < $1.key }) {
        told.add([.init(grouped(rows.reduce(0) { $0 + $1.count })), .init(PostingRule(rule)?.title ?? rule.rawValue)])
      }
      lines += told.lines(on: terminal)
    }
    try Screen.print(lines)
  }
}

extension Rhythm.Week.Measure {
  /// The sign beside the number.
  fileprivate var mark: String {
    switch self {
    case .few: "▾"
    case .fitting: " "
    case .many: "▴"
    case .partial: "·"
    }
  }
}
