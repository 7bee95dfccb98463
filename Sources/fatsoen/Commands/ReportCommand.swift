public import ArgumentParser
public import Conduct
import Foundation
import Library
import Store

/// `fatsoen report`: what members report, from both sides.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Meldingen: doen, volgen en behandelen.",
    discussion: """
      Wie meldt, krijgt een nummer en een datum. Wie het bericht schreef, hoort niet
      wie meldde, hoeveel meldingen er zijn of wanneer ze kwamen. De naam van de
      melder ziet alleen wie de melding behandelt, en dat wordt genoteerd.

      Voorbeelden:
        fatsoen report categories
        fatsoen report submit rude --message b-12 --text "Dit kwetst mijn kind." --as ouder-4
        fatsoen report status --as ouder-4
        fatsoen report list --as juf-els
        fatsoen report take 482913 --as juf-els
        fatsoen report outcome 482913 action_taken --motivation "Er is gebeld." --as juf-els
      """,
    groupedSubcommands: [
      CommandGroup(
        name: "Wie meldt",
        subcommands: [
          Categories.self, Submit.self, Status.self, Add.self, Answer.self, Withdraw.self, Complain.self,
          Enclosure.self,
        ]),
      CommandGroup(
        name: "Wie behandelt",
        subcommands: [
          List.self, Show.self, Take.self, Assign.self, Release.self, Ask.self, PassOn.self, Outcome.self,
          Reopen.self,
        ]),
      CommandGroup(name: "Te kwader trouw", subcommands: [Limit.self, Free.self, Limits.self]),
    ])

  /// What people can choose from.
  static func categories() throws -> [ReportCategory] { try ReportCategory.load(file: ShippedData.reportCategories()) }
}

extension ReportCommand {
  /// Shows the categories.
  struct Categories: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "categories",
      abstract: "Toont waaruit wie meldt kan kiezen.",
      discussion: """
        De keuzes staan in Policies/reporting/categories.yaml, en zijn daar te
        veranderen.

        Voorbeeld:
          fatsoen report categories
        """)

    @Flag(help: "Schrijft JSON in plaats van tekst: een object per regel.")
    var json = false

    func run() throws {
      let categories = try ReportCommand.categories()
      if json { return try Screen.print(categories.map(Self.json)) }
      var table = Table([.init("keuze"), .init("wat er aan de hand is", mayShrink: true), .init("")])
      for category in categories {
        let more =
          category.isAcute ? "meteen" : category.isCare ? "zorg" : category.needsMessage ? "" : "ook zonder bericht"
        table.add([.init(category.id, .bold), .init(category.name), .init(more, .soft)])
      }
      try Screen.print(table.lines(on: .output))
    }

    private static func json(_ category: ReportCategory) -> String {
      var object = JSONObjectText()
      object.add("id", text: category.id)
      object.add("name", text: category.name)
      object.add("severity", number: category.severity.rawValue)
      object.add("acute", category.isAcute ? "true" : "false")
      object.add("care", category.isCare ? "true" : "false")
      object.add("message", category.needsMessage ? "true" : "false")
      return object.text
    }
  }

  /// Reports something.
  struct Submit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "submit",
      abstract: "Doet een melding, of schrijft er een op voor een ander.",
      discussion: """
        Hebt u de tekst van het bericht, geef die dan met --copy: zo is ook een
        bericht te melden dat veranderd of verwijderd is. Een medewerker schrijft
        met --for of --name op wat een ander vertelde.

        Voorbeelden:
          fatsoen report submit rude --message b-12 --text "Dit kwetst mijn kind." --as ouder-4
          fatsoen report submit passed_on --text "Onze foto staat op Facebook." --attach scherm.png --as ouder-4
          fatsoen report submit worry --name "Oma van Sem" --manner phone --group g6 --text "…" --as juf-els
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Wat er aan de hand is: fatsoen report categories.", valueName: "keuze"))
    var category: String

    @Option(help: ArgumentHelp("Wat er is gebeurd, in eigen woorden.", valueName: "tekst"))
    var text: String

    @Option(help: ArgumentHelp("Wat zou helpen.", valueName: "tekst"))
    var hopes = ""

    @Option(help: ArgumentHelp("Het bericht: het id uit het portaal.", valueName: "bericht"))
    var message: String?

    @Option(help: ArgumentHelp("De tekst van het bericht, overgenomen.", valueName: "tekst"))
    var copy: String?

    @Option(help: ArgumentHelp("Over wie het gaat, als geen bericht dat zegt.", valueName: "lid"))
    var about: String?

    @Option(help: ArgumentHelp("Om welke groep het gaat, als geen bericht dat zegt.", valueName: "groep"))
    var group: String?

    @Option(help: ArgumentHelp("Een PNG, JPEG, GIF, WebP of PDF; hoogstens vijf.", valueName: "bestand"))
    var attach: [String] = []

    @Option(name: .customLong("for"), help: ArgumentHelp("Voor welk lid u dit opschrijft.", valueName: "lid"))
    var reporter: String?

    @Option(help: ArgumentHelp("Voor wie u dit opschrijft die geen lid is.", valueName: "naam"))
    var name: String?

    @Option(help: ArgumentHelp("Hoe het binnenkwam: portal, phone, paper of in_person.", valueName: "manier"))
    var manner: Report.Manner = .portal

    func validate() throws {
      if reporter != nil && name != nil { throw ValidationError("geef --for of --name, niet allebei") }
    }

    func run() async throws {
      let categories = try ReportCommand.categories()
      guard let chosen = categories.first(where: { $0.id == category }) else {
        throw CommandError(
          "de keuze \"\(category)\" bestaat niet; kies uit: \(categories.map(\.id).joined(separator: ", "))")
      }
      let files = try attach.map(ReportCommand.bytes)
      let (desk, member) = try await options.open()
      var draft = ReportDraft(
        reporter: name == nil ? member.id : nil, name: name, enteredBy: nil, manner: manner, category: chosen,
        message: message, copy: copy, text: text, hopes: hopes, enclosures: files)
      if let reporter { draft.reporter = try await desk.member(reporter).id }
      if reporter != nil || name != nil { draft.enteredBy = member.id }
      if let about { draft.about = try await desk.member(about).id }
      if let group { draft.group = try await desk.group(group).id }
      let own = try await desk.store.submit(draft, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(JSONObjectText(own: own).text) }
      let terminal = Terminal.output
      var lines = ["\(terminal.style("✓", .good)) Uw melding is binnen: nummer \(own.number)."]
      if let due = own.dueAt { lines.append("  U hoort uiterlijk \(desk.time(due)) van ons.") }
      lines += [
        "  Wie het behandelt ziet uw naam; anderen niet, en de schrijver zeker niet.",
        terminal.style("  volgen: fatsoen report status \(own.number)", .soft),
      ]
      if !chosen.isAcute {
        lines.append(terminal.style("  Is er nu gevaar? Bel 112, en meld het als danger.", .soft))
      }
      try Screen.print(lines)
    }
  }

  /// The bytes of a file to send along.
  static func bytes(of path: String) throws -> [UInt8] {
    let limit = Conduct.Enclosure.longest
    let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    // What is too long is not read at all; the store says what is wrong with the rest.
    if let size, size > limit { throw CommandError("\(path) is groter dan 10 MB; maak het kleiner") }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError("\(path) is niet te lezen; kijk het pad na")
    }
    return Array(data)
  }
}

extension Report.Manner: ExpressibleByArgument {}
