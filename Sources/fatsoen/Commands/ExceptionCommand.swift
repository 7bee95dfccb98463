import ArgumentParser
import Conduct
import Store

/// `fatsoen exception`: excursions, camps and calamities, during which the usual hours do not count.
struct ExceptionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exception",
    abstract: "Legt vast wanneer de gewone tijden niet gelden.",
    discussion: """
      Tijdens een excursie, een kamp of een calamiteit geeft een bericht buiten
      werktijd of in lestijd geen advies. De leerkracht legt die van de eigen groep
      vast, de directie die van alle groepen.

      Voorbeelden:
        fatsoen exception add --kind excursie --group g4 --from 2026-12-03 --until 2026-12-04 --reason "naar het museum" --as juf-els
        fatsoen exception list
        fatsoen exception end x-1a2b3c4d5e6f --as juf-els
      """,
    subcommands: [Add.self, End.self, List.self], defaultSubcommand: List.self)

  /// Adds an exception.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Legt een uitzondering vast.",
      discussion: """
        Voorbeelden:
          fatsoen exception add --kind kamp --group g8 --from "2027-05-25 08:00" --until "2027-05-28 17:00" --reason kamp --as juf-8
          fatsoen exception add --kind calamiteit --until 2026-12-04 --reason "school dicht door storm" --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Option(help: ArgumentHelp("excursie, kamp, calamiteit of vrij.", valueName: "soort"))
    var kind: String

    @Option(help: ArgumentHelp("De groep; mag vaker (standaard: de hele school).", valueName: "groep"))
    var group: [String] = []

    @Option(help: ArgumentHelp("Wanneer zij begint (standaard: nu).", valueName: "tijd"))
    var from: String?

    @Option(help: ArgumentHelp("Wanneer zij voorbij is; een dag telt helemaal mee.", valueName: "tijd"))
    var until: String

    @Option(help: ArgumentHelp("Waarom.", valueName: "tekst"))
    var reason: String

    func run() async throws {
      let kinds = Timetable.Exception.Kind.allCases
      guard let kind = kinds.first(where: { $0.name == kind }) else {
        throw CommandError("onbekende soort \"\(kind)\"; kies uit \(kinds.map(\.name).joined(separator: ", "))")
      }
      let (desk, member) = try await options.open()
      var groups: Swift.Set<GroupID> = []
      for name in group { groups.insert(try await desk.group(name).id) }
      let now = Moment.now
      let exception = Timetable.Exception(
        kind: kind, groups: groups, from: try Moment.parse(from, "--from", in: desk.zone) ?? now,
        until: try Moment.parseEnd(until, "--until", in: desk.zone) ?? now)
      let entry = try await desk.store.addException(
        exception, reason: reason, by: member.id, school: desk.id, at: now)
      if options.json { return try Screen.print(JSONObjectText.exception(entry)) }
      try Screen.print(
        "\(kind.name.prefix(1).uppercased() + kind.name.dropFirst()) van \(desk.time(exception.from)) "
          + "tot \(desk.time(exception.until)): \(entry.id)")
    }
  }

  /// Ends an exception early.
  struct End: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "end",
      abstract: "Beëindigt een uitzondering.",
      discussion: """
        Voorbeeld:
          fatsoen exception end x-1a2b3c4d5e6f --as juf-els
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Het id uit fatsoen exception list.", valueName: "id"))
    var id: String

    func run() async throws {
      let (desk, member) = try await options.open()
      try await desk.store.endException(ExceptionID(id), by: member.id, school: desk.id, at: Moment.now)
      var object = JSONObjectText()
      object.add("id", text: id)
      try Screen.print(options.json ? object.text : "De uitzondering is voorbij.")
    }
  }

  /// Lists exceptions.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont wat er anders is of wordt.",
      discussion: """
        Voorbeeld:
          fatsoen exception list --json
        """)
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
      let desk = try await options.desk()
      let entries = try await desk.store.exceptions(school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(entries.map(JSONObjectText.exception)) }
      if entries.isEmpty { return try Screen.print("Er zijn geen uitzonderingen; de gewone tijden gelden.") }
      let groups = try await desk.groupNames()
      var table = Table([
        .init("id"), .init("soort"), .init("groepen", mayShrink: true), .init("van"), .init("tot"),
        .init("waarom", mayShrink: true),
      ])
      for entry in entries {
        let names = entry.exception.groups.map { groups[$0] ?? $0.rawValue }.sorted()
        table.add([
          .init(entry.id.rawValue), .init(entry.exception.kind.name, .bold),
          .init(names.isEmpty ? "alle" : names.joined(separator: ", ")),
          .init(Moment.short(entry.exception.from, in: desk.zone)),
          .init(Moment.short(entry.exception.until, in: desk.zone)), .init(entry.reason ?? "(gewist)"),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }
}

extension JSONObjectText {
  fileprivate static func exception(_ entry: TimetableEntry) -> String {
    var object = JSONObjectText()
    object.add("id", text: entry.id.rawValue)
    object.add("kind", text: entry.exception.kind.rawValue)
    object.add("groups", texts: entry.exception.groups.map(\.rawValue).sorted())
    object.add("from", number: Int(entry.exception.from))
    object.add("until", number: Int(entry.exception.until))
    object.add("reason", text: entry.reason)
    return object.text
  }
}
