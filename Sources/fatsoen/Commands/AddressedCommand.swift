import ArgumentParser
import Conduct
import Store

/// `fatsoen addressed`: notes that somebody was spoken to, without a case.
struct AddressedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "addressed",
    abstract: "Legt vast dat u iemand op een afspraak hebt aangesproken, of andersom.",
    discussion: """
      Iedereen mag dit, over ieder ander, ook een ouder over de school. Er komt geen
      zaak van en het telt nergens voor mee. Wie is aangesproken, kan het lezen.

      Voorbeelden:
        fatsoen addressed note ouder-4 "Aan het hek gepraat; snapt het." --clause A32 --as juf-els
        fatsoen addressed list --as juf-els
        fatsoen addressed list --about ouder-4 --as directie
      """,
    subcommands: [Note.self, List.self], defaultSubcommand: List.self)

  static func json(_ note: Addressing) -> String {
    var object = JSONObjectText()
    object.add("id", text: note.id.rawValue)
    object.add("author", text: note.author.rawValue)
    object.add("member", text: note.member.rawValue)
    object.add("at", number: Int(note.at))
    object.add("clause", text: note.clause?.rawValue)
    object.add("text", text: note.text)
    return object.text
  }

  /// Writes a note.
  struct Note: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "note",
      abstract: "Legt vast wie u sprak, en wat ervan kwam.",
      discussion: """
        Voorbeeld:
          fatsoen addressed note ouder-4 "Aan het hek gepraat; snapt het." --clause A32 --on 2026-11-20 --as juf-els
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Wie u sprak.", valueName: "lid"))
    var person: String

    @Argument(help: ArgumentHelp("Wat er is gezegd, en wat ervan kwam.", valueName: "tekst"))
    var text: String

    @Option(help: ArgumentHelp("Over welke afspraak het ging.", valueName: "afspraak"))
    var clause: String?

    @Option(help: ArgumentHelp("Wanneer (standaard: nu).", valueName: "datum"))
    var on: String?

    func run() async throws {
      let (desk, member) = try await options.open()
      let person = try await desk.member(person)
      let note = try await desk.store.address(
        person.id, text: text, clause: clause.map { ClauseID($0) },
        on: try Moment.parse(on, "--on", in: desk.zone) ?? Moment.now, by: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(AddressedCommand.json(note)) }
      try Screen.print(
        "\(Terminal.output.style("✓", .good)) Vastgelegd: u sprak \(person.name.onOneLine) aan. Het telt nergens voor mee."
      )
    }
  }

  /// Lists the notes.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont wie u aansprak en wie u aansprak; met --about over één lid, voor de directie.",
      discussion: """
        Voorbeelden:
          fatsoen addressed list --as juf-els
          fatsoen addressed list --about ouder-4 --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Option(help: ArgumentHelp("Over wie.", valueName: "lid"))
    var about: String?

    func run() async throws {
      let (desk, member) = try await options.open()
      let notes: [Addressing]
      if let about {
        notes = try await desk.store.addressings(
          of: try await desk.member(about).id, for: member.id, school: desk.id, at: Moment.now)
      } else {
        notes = try await desk.store.ownAddressings(of: member.id, school: desk.id)
      }
      if options.json { return try Screen.print(notes.map(AddressedCommand.json)) }
      if notes.isEmpty { return try Screen.print("Er is niets vastgelegd.") }
      let names = try await desk.names()
      var table = Table([
        .init("wanneer"), .init("wie sprak", mayShrink: true), .init("met", mayShrink: true), .init("afspraak"),
        .init("wat", mayShrink: true, least: 20),
      ])
      for note in notes {
        table.add([
          .init(Moment.date(note.at, in: desk.zone)), .init(names[note.author] ?? ""), .init(names[note.member] ?? ""),
          .init(note.clause?.rawValue ?? ""), .init(note.text ?? "(gewist)"),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }
}
