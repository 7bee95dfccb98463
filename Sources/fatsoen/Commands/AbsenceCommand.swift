import ArgumentParser
import Conduct
import Foundation
import Store

/// `fatsoen absence`: who is away, and who stands in.
struct AbsenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "absence",
    abstract: "Legt vast wie er weg is en wie vervangt.",
    discussion: """
      Een vervanger krijgt de rollen van de afwezige, met dezelfde dagen; het eigen
      gezin en de eigen berichten blijven ook dan bij een ander. Zonder vervanger
      gaat wat binnenkomt naar de directie, en anders naar het bestuur.

      Voorbeelden:
        fatsoen absence add directie --from 2026-12-01 --until 2026-12-15 --deputy juf-els --as directie
        fatsoen absence list
      """,
    subcommands: [Add.self, End.self, List.self], defaultSubcommand: List.self)

  /// Adds an absence.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Legt een afwezigheid vast.",
      discussion: """
        Voorbeeld:
          fatsoen absence add juf-els --from 2026-12-01 --until 2026-12-05 --deputy meester-ben --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Wie weg is.", valueName: "lid"))
    var absent: String

    @Option(help: ArgumentHelp("De eerste dag (standaard: nu).", valueName: "datum"))
    var from: String?

    @Option(help: ArgumentHelp("De dag waarop de afwezige terug is.", valueName: "datum"))
    var until: String

    @Option(help: ArgumentHelp("Wie vervangt.", valueName: "lid"))
    var deputy: String?

    func run() async throws {
      let (desk, member) = try await options.open()
      let absent = try await desk.member(absent)
      var standIn: Member?
      if let deputy { standIn = try await desk.member(deputy) }
      let now = Moment.now
      let absence = try await desk.store.addAbsence(
        of: absent.id, from: try Moment.parse(from, "--from", in: desk.zone) ?? now,
        until: try Moment.parse(until, "--until", in: desk.zone) ?? now, deputy: standIn?.id, by: member.id,
        school: desk.id, at: now)
      if options.json { return try Screen.print(JSONObjectText.absence(absence)) }
      let instead = standIn.map { "; \($0.name.onOneLine) vervangt" } ?? "; zonder vervanger"
      try Screen.print(
        "\(absent.name.onOneLine) is weg van \(Moment.date(absence.from, in: desk.zone)) "
          + "tot \(Moment.date(absence.until, in: desk.zone))\(instead).")
    }
  }

  /// Ends an absence early.
  struct End: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "end",
      abstract: "Beëindigt een afwezigheid.",
      discussion: """
        Voorbeeld:
          fatsoen absence end w-1a2b3c4d5e6f --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Het id uit fatsoen absence list.", valueName: "id"))
    var id: String

    func run() async throws {
      let (desk, member) = try await options.open()
      try await desk.store.endAbsence(AbsenceID(id), by: member.id, school: desk.id, at: Moment.now)
      try Screen.print(options.json ? JSONObjectText([("id", "\"\(id)\"")]).text : "De afwezigheid is voorbij.")
    }
  }

  /// Lists absences.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont wie er weg is of weg zal zijn.",
      discussion: """
        Voorbeeld:
          fatsoen absence list --json
        """)
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
      let desk = try await options.desk()
      let absences = try await desk.store.absences(school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(absences.map(JSONObjectText.absence)) }
      if absences.isEmpty { return try Screen.print("Iedereen is er.") }
      let names = try await desk.names()
      var table = Table([
        .init("id"), .init("wie", mayShrink: true), .init("van"), .init("tot"), .init("vervanger", mayShrink: true),
      ])
      for absence in absences {
        table.add([
          .init(absence.id.rawValue), .init(names[absence.member] ?? absence.member.rawValue, .bold),
          .init(Moment.date(absence.from, in: desk.zone)), .init(Moment.date(absence.until, in: desk.zone)),
          .init(absence.deputy.map { names[$0] ?? $0.rawValue } ?? "niemand"),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }
}

extension JSONObjectText {
  fileprivate static func absence(_ absence: Absence) -> String {
    var object = JSONObjectText()
    object.add("id", text: absence.id.rawValue)
    object.add("member", text: absence.member.rawValue)
    object.add("from", number: Int(absence.from))
    object.add("until", number: Int(absence.until))
    object.add("deputy", text: absence.deputy?.rawValue)
    return object.text
  }
}
