import ArgumentParser
import Conduct
import Foundation
import Store

/// `fatsoen appeal`: an objection to a measure or decision, looked at by another person.
struct AppealCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "appeal",
    abstract: "Bezwaar tegen een maatregel of besluit, van indienen tot uitvoeren.",
    discussion: """
      Wie iets met het besluit te maken had, ziet het bezwaar niet en beslist er niet
      over. Een vraag aan de indiener zet de termijn stil. Herroepen maakt alles in
      één keer ongedaan en noemt wat niet meer terug te draaien is.

      Voorbeelden:
        fatsoen appeal list --as bestuur
        fatsoen appeal file --as ouder-4 --measure 3 --grounds "Ik ben niet gehoord."
        fatsoen appeal admit 1 --as bestuur --suspend
        fatsoen appeal assign 1 --as bestuur --to bestuur
        fatsoen appeal begin 1 --as bestuur
        fatsoen appeal decide 1 reversed --as bestuur --motivation "Zij is niet gehoord."
      """,
    subcommands: [
      List.self, File.self, Show.self, Admit.self, Reject.self, Assign.self, Begin.self, Ask.self, Answer.self,
      Decide.self, Refer.self, Close.self, Withdraw.self,
    ], defaultSubcommand: List.self)
}

/// One appeal, and who is at work on it.
struct AppealOptions: ParsableArguments {
  @OptionGroup var options: DeskOptions

  @Option(help: ArgumentHelp("De versie die u hebt gezien; anders de huidige.", valueName: "getal"))
  var expecting: Int?

  @Argument(help: ArgumentHelp("Het nummer van het bezwaar.", valueName: "nr"))
  var number: String

  /// Opens the database and reads the appeal.
  func open() async throws -> (desk: Desk, member: Member, file: AppealFile) {
    let (desk, member) = try await options.open()
    return (desk, member, try await desk.store.appeal(number, for: member.id, school: desk.id, at: Moment.now))
  }

  /// Takes a step and shows what became of the appeal.
  func step(_ make: (Desk) async throws -> Appeal.Step) async throws {
    let (desk, member, file) = try await open()
    let appeal = try await desk.store.advance(
      file.appeal.id, try await make(desk), expecting: expecting ?? file.appeal.version, by: member.id, school: desk.id,
      at: Moment.now)
    try report(appeal)
  }

  /// Shows what became of the appeal.
  func report(_ appeal: Appeal, _ more: [String] = []) throws {
    if options.json { return try Screen.print(AppealCommand.json(appeal, more)) }
    try Screen.print(
      ["\(Terminal.output.style("✓", .good)) Bezwaar \(appeal.number): \(appeal.state.name)."] + more.map { "  \($0)" })
  }
}

extension AppealCommand {
  static func json(_ appeal: Appeal, _ irreversible: [String] = []) -> String {
    var object = JSONObjectText()
    object.add("number", number: appeal.number)
    object.add("id", text: appeal.id.rawValue)
    object.add("kind", text: appeal.kind.rawValue)
    object.add("target", text: appeal.target.id)
    object.add("state", text: appeal.state.rawValue)
    object.add("version", number: appeal.version)
    object.add("filed_at", number: Int(appeal.filedAt))
    object.add("term_ends", number: Int(appeal.termEnds))
    object.add("late", appeal.isLate ? "true" : "false")
    object.add("reviewer", text: appeal.reviewer?.rawValue)
    object.add("inadmissibility", text: appeal.inadmissibility?.rawValue)
    object.add("outcome", text: appeal.outcome?.rawValue)
    object.add("next_instance", text: appeal.nextInstance?.rawValue)
    object.add("irreversible", texts: irreversible)
    return object.text
  }

  /// Lists the appeals.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont de bezwaren die u mag zien.",
      discussion: """
        Voorbeeld:
          fatsoen appeal list --as bestuur
        """)
    @OptionGroup var options: DeskOptions

    func run() async throws {
      let (desk, member) = try await options.open()
      let appeals = try await desk.store.appeals(for: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(appeals.map { AppealCommand.json($0) }) }
      if appeals.isEmpty { return try Screen.print("Er is geen bezwaar dat u mag zien.") }
      let names = try await desk.names()
      var table = Table([
        .init("nr", isNumber: true), .init("soort", mayShrink: true), .init("van", mayShrink: true), .init("ingediend"),
        .init("kon tot"), .init("stand", mayShrink: true), .init("uitkomst", mayShrink: true),
      ])
      for appeal in appeals {
        table.add([
          .init("#\(appeal.number)", .bold), .init(appeal.kind.name), .init(names[appeal.appellant] ?? ""),
          .init(Moment.date(appeal.filedAt, in: desk.zone)),
          .init(Moment.date(appeal.termEnds, in: desk.zone), appeal.isLate ? .severity3 : nil),
          .init(appeal.state.name), .init(appeal.outcome?.name ?? ""),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }

  /// Files an appeal.
  struct File: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "file",
      abstract: "Dient een bezwaar in, of legt het vast voor een ander.",
      discussion: """
        Een besluit over een bericht noemt u met het nummer van de beoordeling; dan
        gaat het over het laatste besluit daarop.

        Voorbeelden:
          fatsoen appeal file --as ouder-4 --measure 3 --grounds "Ik ben niet gehoord."
          fatsoen appeal file --as bestuur --for ouder-2 --decision d-… --grounds "Het was een citaat."

        Wie meldde en het niet eens is met de uitkomst: fatsoen report complain.
        """)
    @OptionGroup var options: DeskOptions

    @Option(help: ArgumentHelp("Tegen welke maatregel.", valueName: "nr"))
    var measure: String?

    @Option(help: ArgumentHelp("Tegen welk besluit: het id.", valueName: "besluit"))
    var decision: String?

    @Option(
      name: .customLong("for"), help: ArgumentHelp("Voor wie u het vastlegt (standaard: uzelf).", valueName: "lid"))
    var appellant: String?

    @Option(help: ArgumentHelp("Waarom.", valueName: "tekst"))
    var grounds: String

    func validate() throws {
      if (measure == nil) == (decision == nil) { throw ValidationError("geef --measure of --decision, een van beide") }
    }

    func run() async throws {
      let (desk, member) = try await options.open()
      var person = member
      if let appellant { person = try await desk.member(appellant) }
      let target: Appeal.Target
      if let measure {
        let own = try await desk.store.ownMeasures(of: person.id, school: desk.id)
        guard let found = own.first(where: { "\($0.number)" == measure || $0.id.rawValue == measure }) else {
          throw CommandError("maatregel \(measure) bestaat niet voor dit lid; kijk het nummer na")
        }
        target = .measure(found.id)
      } else {
        target = .decision(DecisionID(decision ?? ""))
      }
      let appeal = try await desk.store.appeal(
        against: target, for: person.id, grounds: grounds, by: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(AppealCommand.json(appeal)) }
      try Screen.print(AppealCommand.filed(appeal, "Bezwaar \(appeal.number) ingediend.", desk))
    }
  }

  /// That an appeal or complaint came in, and whether in time.
  static func filed(_ appeal: Appeal, _ words: String, _ desk: Desk) -> [String] {
    [
      "\(Terminal.output.style("✓", .good)) \(words)",
      "  Indienen kon tot en met \(Moment.date(appeal.termEnds, in: desk.zone)).",
    ] + (appeal.isLate ? ["  Dat is te laat; of het toch wordt bekeken, beslist wie het beoordeelt."] : [])
  }

  /// Shows an appeal.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Toont een bezwaar met alles wat erover geschreven is.",
      discussion: """
        Voorbeeld:
          fatsoen appeal show 1 --as bestuur
        """)
    @OptionGroup var options: AppealOptions

    func run() async throws {
      let (desk, _, file) = try await options.open()
      let appeal = file.appeal
      if options.options.json { return try Screen.print(AppealCommand.json(appeal)) }
      let terminal = Terminal.output
      var lines = [
        terminal.style("Bezwaar \(appeal.number)", .bold) + " · \(appeal.kind.name) · \(appeal.state.name)",
        terminal.style("van \(file.appellant.name.onOneLine), \(desk.time(appeal.filedAt))", .soft),
        "  indienen kon tot en met \(Moment.date(appeal.termEnds, in: desk.zone))" + (appeal.isLate ? ": te laat" : ""),
      ]
      if let due = file.due { lines.append("  beslissen uiterlijk \(Moment.date(due, in: desk.zone))") }
      if let ground = appeal.inadmissibility { lines.append("  niet bekeken: \(ground.name)") }
      if let outcome = appeal.outcome { lines.append("  uitkomst: \(outcome.name)") }
      if let next = appeal.nextInstance { lines.append("  hierna kan men naar \(next.name)") }
      for words in file.words {
        lines.append("")
        lines += words.wrapped(to: max(20, terminal.width - 2)).map { "  " + $0 }
      }
      let notes = RectificationLines(rectifications: file.rectifications, zone: desk.zone, terminal: terminal).lines
      if !notes.isEmpty { lines += [""] + notes }
      let actions = file.actions.filter { $0 != .view }.map(\.name)
      lines += ["", actions.isEmpty ? "U kunt hier nu niets doen." : "U kunt: \(actions.joined(separator: ", "))."]
      try Screen.print(lines)
    }
  }
}
