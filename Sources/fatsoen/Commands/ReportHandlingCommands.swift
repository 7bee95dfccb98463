public import ArgumentParser
public import Conduct
import Foundation
import Store

/// One report, and who is at work on it.
struct ReportOptions: ParsableArguments {
  @OptionGroup var options: DeskOptions

  @Option(help: ArgumentHelp("De versie die u hebt gezien; anders de huidige.", valueName: "getal"))
  var expecting: Int?

  @Argument(help: ArgumentHelp("Het nummer van de melding.", valueName: "nr"))
  var number: String

  /// Takes a handler's step and shows what became of the report.
  func step(_ make: (Desk) async throws -> Report.Step) async throws {
    let (desk, member) = try await options.open()
    let file = try await desk.store.report(number, for: member.id, school: desk.id, at: Moment.now)
    let report = try await desk.store.advance(
      file.report.id, try await make(desk), expecting: expecting ?? file.report.version, by: member.id,
      school: desk.id, at: Moment.now)
    if options.json { return try Screen.print(JSONObjectText(report: report).text) }
    try Screen.print("\(Terminal.output.style("✓", .good)) Melding \(report.number): \(report.state.name).")
  }
}

extension ReportCommand {
  /// Lists what waits.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont de meldingen die op u wachten.",
      discussion: """
        Een melding over een bericht loopt mee met de beoordeling van dat bericht, en
        staat in de wachtrij: fatsoen queue.

        Voorbeeld:
          fatsoen report list --as juf-els
        """)
    @OptionGroup var options: DeskOptions

    func run() async throws {
      let (desk, member) = try await options.open()
      let files = try await desk.store.reports(for: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(files.map { ReportPage.json($0) }) }
      if files.isEmpty { return try Screen.print("Er wacht geen melding op u.") }
      var table = Table([
        .init("nr", isNumber: true), .init("ernst"), .init("waarover", mayShrink: true), .init("van"),
        .init("stand", mayShrink: true), .init("uiterlijk"),
      ])
      for file in files {
        let report = file.report
        table.add([
          .init("\(report.number)", .bold),
          .init("\(report.severity.shape) \(report.isAcute ? "gevaar" : report.severity.name)", report.severity.style),
          .init(file.category), .init(file.reporter), .init(report.state.name),
          .init(file.dueAt.map { Moment.short($0, in: desk.zone) } ?? "staat stil"),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }

  /// Shows a report.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Toont een melding; de naam en de woorden van de melder alleen aan wie haar behandelt.",
      discussion: """
        Dat u de naam ziet, wordt genoteerd.

        Voorbeeld:
          fatsoen report show 482913 --as juf-els
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Het nummer van de melding.", valueName: "nr"))
    var number: String

    func run() async throws {
      let (desk, member) = try await options.open()
      let file = try await desk.store.report(number, for: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(ReportPage.json(file)) }
      try Screen.print(ReportPage(file: file, desk: desk, names: try await desk.names(), terminal: .output).lines)
    }
  }

  /// Takes it in hand.
  struct Take: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "take",
      abstract: "Neemt een melding in behandeling.",
      discussion: """
        Voorbeeld:
          fatsoen report take 482913 --as juf-els
        """)
    @OptionGroup var report: ReportOptions

    func run() async throws { try await report.step { _ in .claim } }
  }

  /// Gives it to a colleague.
  struct Assign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "assign",
      abstract: "Wijst een melding toe aan een collega, die het te horen krijgt.",
      discussion: """
        Voorbeeld:
          fatsoen report assign 482913 --to juf-els --as directie
        """)
    @OptionGroup var report: ReportOptions

    @Option(help: ArgumentHelp("Aan wie.", valueName: "lid"))
    var to: String

    func run() async throws { try await report.step { .assign(to: try await $0.member(to)) } }
  }

  /// Gives it back.
  struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "release",
      abstract: "Geeft een melding terug.",
      discussion: """
        Voorbeeld:
          fatsoen report release 482913 --as juf-els
        """)
    @OptionGroup var report: ReportOptions

    func run() async throws { try await report.step { _ in .release } }
  }

  /// Asks the reporter something.
  struct Ask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ask",
      abstract: "Vraagt de melder iets; tot het antwoord staat de termijn stil.",
      discussion: """
        Voorbeeld:
          fatsoen report ask 482913 "Wanneer zag u het?" --as juf-els
        """)
    @OptionGroup var report: ReportOptions

    @Argument(help: ArgumentHelp("De vraag.", valueName: "tekst"))
    var question: String

    func run() async throws { try await report.step { _ in .askReporter(question: question) } }
  }

  /// Gives it to whoever stands above.
  struct PassOn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pass-on",
      abstract: "Geeft een melding door aan de directie, of van daar aan het bestuur.",
      discussion: """
        Voorbeeld:
          fatsoen report pass-on 482913 "Ik ken deze ouder te goed." --as juf-els
        """)
    @OptionGroup var report: ReportOptions

    @Argument(help: ArgumentHelp("Waarom.", valueName: "tekst"))
    var reason: String

    func run() async throws { try await report.step { _ in .escalate(reason: reason) } }
  }

  /// Says what became of it.
  struct Outcome: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "outcome",
      abstract: "Handelt een melding af; de melder leest een vaste zin, niet uw motivering.",
      discussion: """
        Uitkomsten: action_taken (er is iets gedaan), no_action (past binnen de
        afspraken), duplicate (er was al iemand mee bezig), out_of_scope (valt buiten
        de afspraken).

        Voorbeeld:
          fatsoen report outcome 482913 action_taken --motivation "Gesprek gehad." --as juf-els
        """)
    @OptionGroup var report: ReportOptions

    @Argument(help: ArgumentHelp("action_taken, no_action, duplicate of out_of_scope.", valueName: "uitkomst"))
    var outcome: Report.Outcome

    @Option(help: ArgumentHelp("Waarom; blijft in het dossier van de melding.", valueName: "tekst"))
    var motivation: String

    func run() async throws { try await report.step { _ in .resolve(outcome, motivation: motivation) } }
  }

  /// Opens it again.
  struct Reopen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reopen",
      abstract: "Heropent een melding, met een reden.",
      discussion: """
        Voorbeeld:
          fatsoen report reopen 482913 "Er is meer bekend." --as directie
        """)
    @OptionGroup var report: ReportOptions

    @Argument(help: ArgumentHelp("Waarom.", valueName: "tekst"))
    var reason: String

    func run() async throws { try await report.step { _ in .reopen(reason: reason) } }
  }
}

extension Report.Outcome: ExpressibleByArgument {}
