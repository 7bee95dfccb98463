public import ArgumentParser
public import Conduct
import Foundation
import Store

/// `fatsoen case`: one adult's conduct over time, with both sides heard.
struct CaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "case",
    abstract: "Een zaak over één volwassene: onderzoeken, horen, besluiten, volgen.",
    discussion: """
      Twee ouders zijn twee mensen en hebben ieder een eigen zaak. Zaken over
      personeel staan apart (--staff).

      Voorbeelden:
        fatsoen case list --as directie
        fatsoen case open ouder-4 --as directie --reason "Drie overtredingen."
        fatsoen case step 1 investigate --as directie
        fatsoen case step 1 invite --as directie --text "Graag uw kant." --until 2026-03-17
        fatsoen case step 1 hear --as directie --text "Moeder zegt: …"
      """,
    subcommands: [List.self, Open.self, Show.self, TakeStep.self], defaultSubcommand: List.self)

  static func json(_ conductCase: Case) -> String {
    var object = JSONObjectText()
    object.add("number", number: conductCase.number)
    object.add("id", text: conductCase.id.rawValue)
    object.add("member", text: conductCase.member.rawValue)
    object.add("register", text: conductCase.register.rawValue)
    object.add("state", text: conductCase.state.rawValue)
    object.add("version", number: conductCase.version)
    object.add("respond_by", number: conductCase.respondBy.map { Int($0) })
    object.add("heard_at", number: conductCase.heardAt.map { Int($0) })
    object.add("other_heard_at", number: conductCase.otherHeardAt.map { Int($0) })
    return object.text
  }

  /// Lists the cases.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont de zaken over ouders, of met --staff over personeel.",
      discussion: """
        Voorbeeld:
          fatsoen case list --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Flag(help: "Zaken over personeel.")
    var staff = false

    func run() async throws {
      let (desk, member) = try await options.open()
      let cases = try await desk.store.cases(
        staff ? .staff : .parents, for: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(cases.map(CaseCommand.json)) }
      if cases.isEmpty { return try Screen.print("Er is geen zaak die u mag zien.") }
      let names = try await desk.names()
      var table = Table([
        .init("nr", isNumber: true), .init("over", mayShrink: true), .init("sinds"), .init("stand", mayShrink: true),
      ])
      for found in cases {
        table.add([
          .init("#\(found.number)", .bold), .init(names[found.member] ?? ""),
          .init(Moment.date(found.openedAt, in: desk.zone)), .init(found.state.name),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }

  /// Opens a case.
  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "open",
      abstract: "Opent een zaak over één volwassene.",
      discussion: """
        Voorbeeld:
          fatsoen case open ouder-4 --as directie --reason "Drie overtredingen."
        """)
    @OptionGroup var options: DeskOptions

    @Option(help: ArgumentHelp("Waarom.", valueName: "tekst"))
    var reason: String

    @Argument(help: ArgumentHelp("Over wie: het id van een lid.", valueName: "lid"))
    var about: String

    func run() async throws {
      let (desk, member) = try await options.open()
      let opened = try await desk.store.openCase(
        about: try await desk.member(about).id, reason: reason, by: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(CaseCommand.json(opened)) }
      try Screen.print("\(Terminal.output.style("✓", .good)) Zaak \(opened.number) geopend.")
    }
  }

  /// Shows a case.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Toont een zaak met alles wat erin staat.",
      discussion: """
        Voorbeeld:
          fatsoen case show 1 --as directie --why oversight
        """)
    @OptionGroup var options: DeskOptions

    @OptionGroup var purpose: PurposeOption

    @Argument(help: ArgumentHelp("Het nummer van de zaak.", valueName: "nr"))
    var number: String

    func run() async throws {
      let (desk, member) = try await options.open()
      let file = try await desk.store.conductCase(
        number, for: member.id, why: purpose.why, school: desk.id, at: Moment.now)
      let found = file.conductCase
      if options.json { return try Screen.print(CaseCommand.json(found)) }
      let terminal = Terminal.output
      var lines = [
        terminal.style("Zaak \(found.number)", .bold) + " · \(file.member.name.onOneLine) · \(found.state.name)",
        "  \(count(file.reviews.count, "beoordeling", "beoordelingen")) · "
          + count(file.measures.count, "maatregel", "maatregelen"),
      ]
      if let respondBy = found.respondBy, found.state == .hearingScheduled {
        lines.append("  reageren kan tot \(desk.time(respondBy))")
      }
      for (side, at) in [("de persoon", found.heardAt), ("de andere kant", found.otherHeardAt)] {
        if let at { lines.append("  \(side) is gehoord op \(Moment.date(at, in: desk.zone))") }
      }
      if let boardSince = found.boardSince {
        lines.append("  bij het bestuur sinds \(Moment.date(boardSince, in: desk.zone))")
      }
      if !file.strikes.isEmpty { lines += StrikeTable(strikes: file.strikes, desk: desk, terminal: terminal).lines }
      let names = try await desk.names()
      for note in file.notes {
        let author = note.author.map { names[$0] ?? $0.rawValue } ?? ""
        lines += [
          "", "  " + terminal.style("\(note.title) · \(Moment.date(note.at, in: desk.zone)), \(author)", .soft),
        ]
        lines += note.text.wrapped(to: max(20, terminal.width - 2)).map { "  " + $0 }
      }
      let notes = RectificationLines(rectifications: file.rectifications, zone: desk.zone, terminal: terminal).lines
      if !notes.isEmpty { lines += [""] + notes }
      let actions = file.actions.filter { $0 != .view }.map { "\($0.name) (\($0.rawValue))" }
      lines += ["", actions.isEmpty ? "U kunt hier nu niets doen." : "U kunt: \(actions.joined(separator: ", "))."]
      try Screen.print(lines)
    }
  }

  /// Takes a step.
  struct TakeStep: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "step",
      abstract: "Zet een stap in een zaak; show noemt welke kunnen.",
      discussion: """
        Voorbeelden:
          fatsoen case step 1 invite --as directie --text "Graag uw kant." --until 2026-03-17
          fatsoen case step 1 decide --as directie --text "Een waarschuwing volstaat."

        Loopt er over deze persoon een maatregel die een tweede persoon vraagt, dan
        wacht ook het besluit in de zaak op een tweede akkoord.
        """)
    @OptionGroup var options: DeskOptions

    @Option(help: ArgumentHelp("De uitnodiging, het verslag, de reden of de motivering.", valueName: "tekst"))
    var text: String?

    @Option(help: ArgumentHelp("Bij invite: tot wanneer de ander kan reageren.", valueName: "datum"))
    var until: String?

    @Option(help: ArgumentHelp("De versie die u hebt gezien; anders de huidige.", valueName: "getal"))
    var expecting: Int?

    @Argument(help: ArgumentHelp("Het nummer van de zaak.", valueName: "nr"))
    var number: String

    @Argument(help: ArgumentHelp("De stap.", valueName: "stap"))
    var action: Case.Action

    func run() async throws {
      let (desk, member) = try await options.open()
      let now = Moment.now
      let file = try await desk.store.conductCase(
        number, for: member.id, why: .handling, school: desk.id, at: now)
      let calendar = try await desk.store.calendar(school: desk.id)
      let policy = try await desk.store.policy(school: desk.id)
      let term = policy.term(Policy.responseTerm(for: file.conductCase.register)).value
      let given = try Moment.parse(until, "--until", in: desk.zone).map { calendar.end(of: calendar.day(of: $0)) }
      let respondBy = action == .invite ? given ?? calendar.deadline(of: TermClock(term, from: now)).due : nil
      let next = try await desk.store.advance(
        file.conductCase.id, Case.Step(action, words: text, respondBy: respondBy),
        expecting: expecting ?? file.conductCase.version, by: member.id, school: desk.id, at: now)
      if options.json { return try Screen.print(CaseCommand.json(next)) }
      let tick = Terminal.output.style("✓", .good)
      // A step that leaves the state as it was is told by its own name.
      let isSame = next.state == file.conductCase.state
      let told = isSame ? "gedaan: \(action.name)" : next.state.name
      try Screen.print("\(tick) Zaak \(next.number): \(told).")
    }
  }
}

extension CaseNote {
  /// Whose words they are, or what they say.
  fileprivate var title: String {
    switch action {
    case nil: isOpening ? "Waarom deze zaak" : "Opgeschreven"
    case .invite: "De uitnodiging"
    case .hear: "De persoon zelf"
    case .hearOther: "De andere kant"
    case .conclude: "Na het horen"
    case .decide: "Het besluit"
    case .skipHearing: "Waarom niet eerst gehoord"
    case .view, .investigate, .noResponse, .approve, .sendBack, .monitor, .close, .reopen, .toBoard, .transfer,
      .archive:
      (action?.name ?? "").prefix(1).uppercased() + (action?.name ?? "").dropFirst()
    }
  }
}

extension Case.Action: ExpressibleByArgument {}
