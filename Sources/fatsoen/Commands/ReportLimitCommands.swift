import ArgumentParser
import Conduct
import Foundation
import Store

extension ReportCommand {
  /// Limits somebody in reporting.
  struct Limit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "limit",
      abstract: "Laat iemand een tijd niet melden, omdat te kwader trouw is gemeld.",
      discussion: """
        Alleen een mens doet dit, met een reden die het lid te lezen krijgt, en ten
        hoogste een jaar. Gevaar voor een mens kan altijd worden gemeld, en wie de
        beperking oplegde ook.

        Voorbeeld:
          fatsoen report limit ouder-4 --until 2027-01-31 --reason "Vijf verzonnen meldingen." --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Wie.", valueName: "lid"))
    var subject: String

    @Option(help: ArgumentHelp("Tot wanneer.", valueName: "datum"))
    var until: String

    @Option(help: ArgumentHelp("Waarom; het lid leest dit.", valueName: "tekst"))
    var reason: String

    func run() async throws {
      let (desk, member) = try await options.open()
      let person = try await desk.member(subject)
      let end = try Moment.parse(until, "--until", in: desk.zone) ?? 0
      let limit = try await desk.store.limitReporting(
        of: person.id, until: end, reason: reason, by: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(ReportCommand.json(limit)) }
      try Screen.print(
        "\(Terminal.output.style("✓", .good)) \(person.name.onOneLine) kan niet melden tot \(desk.time(limit.until)).")
    }
  }

  /// Lets somebody report again.
  struct Free: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "free",
      abstract: "Laat iemand weer melden.",
      discussion: """
        Voorbeeld:
          fatsoen report free ouder-4 --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Wie.", valueName: "lid"))
    var subject: String

    func run() async throws {
      let (desk, member) = try await options.open()
      let person = try await desk.member(subject)
      try await desk.store.endReportLimits(of: person.id, by: member.id, school: desk.id, at: Moment.now)
      var object = JSONObjectText()
      object.add("member", text: person.id.rawValue)
      try Screen.print(
        options.json
          ? object.text : "\(Terminal.output.style("✓", .good)) \(person.name.onOneLine) kan weer melden.")
    }
  }

  /// Shows who is limited.
  struct Limits: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "limits",
      abstract: "Toont wie nu niet kan melden, en waarom.",
      discussion: """
        Voorbeeld:
          fatsoen report limits --as directie
        """)
    @OptionGroup var options: DeskOptions

    func run() async throws {
      let (desk, member) = try await options.open()
      let limits = try await desk.store.reportLimits(for: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(limits.map(ReportCommand.json)) }
      if limits.isEmpty { return try Screen.print("Iedereen kan melden.") }
      let names = try await desk.names()
      var table = Table([
        .init("wie", mayShrink: true), .init("tot"), .init("door", mayShrink: true), .init("waarom", mayShrink: true),
      ])
      for limit in limits {
        table.add([
          .init(names[limit.member] ?? ""), .init(Moment.date(limit.until, in: desk.zone)),
          .init(names[limit.imposedBy] ?? ""), .init(limit.reason ?? ""),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }

  static func json(_ limit: ReportLimit) -> String {
    var object = JSONObjectText()
    object.add("member", text: limit.member.rawValue)
    object.add("imposed_by", text: limit.imposedBy.rawValue)
    object.add("from", number: Int(limit.from))
    object.add("until", number: Int(limit.until))
    object.add("reason", text: limit.reason)
    return object.text
  }
}
