import ArgumentParser
import Conduct
import Foundation
import Store

/// `fatsoen purge`: deletes what the terms of the policy no longer allow to keep.
struct PurgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Toont wat volgens de bewaartermijnen weg moet, en wist het met --yes.",
    discussion: """
      Zonder --yes verandert er niets. Wissen kan niet ongedaan worden gemaakt; het
      logboek houdt bij hoeveel er is gewist en volgens welk beleid, en klopt
      daarna nog. Wat een lopende maatregel nodig heeft, blijft staan.

      Voorbeelden:
        fatsoen purge
        fatsoen purge --yes
      """)

  @OptionGroup var options: DatabaseOptions

  @Flag(help: "Wist echt.")
  var yes = false

  func run() async throws {
    let desk = try await options.desk()
    let policy = try await desk.store.policy(school: desk.id)
    let report =
      try await yes
      ? desk.store.purge(school: desk.id, at: Moment.now)
      : desk.store.purgeRehearsal(school: desk.id, at: Moment.now)
    try options.json ? Screen.print(line(report, policy)) : Screen.print(lines(report, policy, .output))
  }

  private func lines(_ report: PurgeReport, _ policy: Policy, _ terminal: Terminal) -> [String] {
    var result: [String] = []
    if report.isEmpty {
      result.append("Niets om te wissen.")
    } else {
      var table = Table([
        .init("wat", mayShrink: true), .init("aantal", isNumber: true), .init("bewaard", isNumber: true),
        .init("volgens", mayShrink: true),
      ])
      for (kind, number) in Self.sorted(report.contents) {
        table.add([
          .init(kind.name), .init(grouped(number)), .init(Self.days(kind.term(policy)?.value)),
          .init(Self.source(kind, policy)),
        ])
      }
      for (what, number, kept) in [
        ("gegevens van berichten zonder signaal", report.messages, "28 dagen"),
        ("jaren van het leeslog", report.readingYears, Self.days(Retention.audit.term(policy)?.value)),
        ("maatregelen die aflopen", report.expiredMeasures, ""),
      ] where number > 0 {
        table.add([.init(what), .init(grouped(number)), .init(kept), .init("")])
      }
      result += table.lines(on: terminal) + [""]
      result.append(
        yes ? terminal.style("✓", .good) + " Gewist." : "Er is nog niets gewist. Wissen: fatsoen purge --yes")
    }
    if report.held > 0 {
      let what = count(report.held, "inhoud blijft", "inhouden blijven")
      result.append("\(what) staan, zolang er een maatregel loopt over wie het gaat.")
    }
    return result
  }

  private func line(_ report: PurgeReport, _ policy: Policy) -> String {
    let contents = Self.sorted(report.contents).map { kind, number in
      var object = JSONObjectText()
      object.add("class", text: kind.rawValue)
      object.add("count", number: number)
      object.add("days", number: kind.term(policy)?.value)
      object.add("source", text: Self.source(kind, policy))
      return object.text
    }
    var object = JSONObjectText()
    object.add("purged", yes ? "true" : "false")
    object.add("contents", "[" + contents.joined(separator: ",") + "]")
    object.add("held", number: report.held)
    object.add("messages", number: report.messages)
    object.add("reading_years", number: report.readingYears)
    object.add("reviews", number: report.reviews)
    object.add("expired_measures", number: report.expiredMeasures)
    object.add("policy", text: policy.version)
    return object.text
  }

  private static func sorted(_ contents: [Retention: Int]) -> [(Retention, Int)] {
    Retention.allCases.compactMap { kind in contents[kind].map { (kind, $0) } }
  }

  private static func days(_ number: Int?) -> String { number.map { count($0, "dag", "dagen") } ?? "" }

  private static func source(_ kind: Retention, _ policy: Policy) -> String {
    switch kind.term(policy)?.source {
    case .clause(let clause): "afspraak \(clause)"
    case .productDefault(let reason): "keuze van het programma: \(reason)"
    case nil: ""
    }
  }
}
