import ArgumentParser
import Conduct
import Foundation
import Store

/// One of somebody's own reports.
struct OwnReportOptions: ParsableArguments {
  @OptionGroup var options: DeskOptions

  @Argument(help: ArgumentHelp("Het nummer van uw melding.", valueName: "nr"))
  var number: String

  /// Takes a step of the reporter's and says how things stand.
  func step(_ step: Report.Step, enclosures: [[UInt8]] = [], done: String) async throws {
    let (desk, member) = try await options.open()
    let own = try await desk.store.ownReport(number, of: member.id, school: desk.id, at: Moment.now)
    let after = try await desk.store.advanceOwn(
      own.id, step, enclosures: enclosures, by: member.id, school: desk.id, at: Moment.now)
    if options.json { return try Screen.print(JSONObjectText(own: after).text) }
    try Screen.print("\(Terminal.output.style("✓", .good)) \(done) Melding \(after.number): \(after.shown.name).")
  }
}

extension ReportCommand {
  /// Shows how somebody's own reports stand.
  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status",
      abstract: "Toont hoe het staat met uw eigen meldingen.",
      discussion: """
        Voorbeelden:
          fatsoen report status --as ouder-4
          fatsoen report status 482913 --as ouder-4
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Het nummer van een melding; zonder: allemaal.", valueName: "nr"))
    var number: String?

    func run() async throws {
      let (desk, member) = try await options.open()
      if let number {
        let own = try await desk.store.ownReport(number, of: member.id, school: desk.id, at: Moment.now)
        return try Screen.print(options.json ? [JSONObjectText(own: own).text] : Self.lines(own, desk))
      }
      let all = try await desk.store.ownReports(of: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(all.map { JSONObjectText(own: $0).text }) }
      if all.isEmpty { return try Screen.print("U hebt niets gemeld.") }
      var table = Table([
        .init("nr", isNumber: true), .init("gemeld"), .init("waarover", mayShrink: true), .init("stand"),
        .init("uiterlijk"),
      ])
      for own in all {
        table.add([
          .init("\(own.number)", .bold), .init(Moment.date(own.submittedAt, in: desk.zone)), .init(own.category),
          .init(own.shown.name, own.shown == .answerNeeded ? .severity3 : nil),
          .init(own.dueAt.map { Moment.date($0, in: desk.zone) } ?? ""),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }

    private static func lines(_ own: OwnReport, _ desk: Desk) -> [String] {
      let terminal = Terminal.output
      var lines = [
        terminal.style("Melding \(own.number)", .bold) + " · \(own.shown.name)",
        terminal.style("\(own.category) · \(desk.time(own.submittedAt))", .soft),
      ]
      if let due = own.dueAt { lines.append("U hoort uiterlijk \(desk.time(due)) van ons.") }
      if let question = own.question {
        lines += ["De school vraagt: " + question].flatMap { $0.wrapped(to: terminal.width) }
      }
      if let outcome = own.outcome { lines += outcome.text.wrapped(to: terminal.width) }
      if let until = own.objectUntil {
        lines.append("Niet mee eens? Laat het weten tot en met \(Moment.date(until, in: desk.zone)).")
      }
      if let complaint = own.complaint {
        let words = complaint.outcome?.name ?? complaint.state.name
        let due = own.complaintDue.map { "; u hoort uiterlijk \(desk.time($0)) van ons" } ?? ""
        lines.append("Uw klacht hierover (nummer \(complaint.number)): \(words)\(due).")
      }
      lines += [""] + own.texts.flatMap { $0.wrapped(to: terminal.width - 2).map { "  " + $0 } }
      var steps = own.actions.map { action -> String in
        action == .withdraw
          ? "fatsoen report withdraw \(own.number)"
          : "fatsoen report \(action.rawValue) \(own.number) --text \"…\""
      }
      if own.mayComplain { steps.append("fatsoen report complain \(own.number) --text \"…\"") }
      if let complaint = own.complaint, own.maySeeComplaint { steps.append("fatsoen appeal show \(complaint.number)") }
      return steps.isEmpty ? lines : lines + [""] + steps.map { terminal.style($0, .accent) }
    }
  }

  /// Adds to a report.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Vult uw melding aan.",
      discussion: """
        Voorbeeld:
          fatsoen report add 482913 --text "Het gebeurde weer." --attach scherm.png --as ouder-4
        """)
    @OptionGroup var own: OwnReportOptions

    @Option(help: ArgumentHelp("Wat erbij komt.", valueName: "tekst"))
    var text: String

    @Option(help: ArgumentHelp("Een PNG, JPEG, GIF, WebP of PDF; samen hoogstens vijf.", valueName: "bestand"))
    var attach: [String] = []

    func run() async throws {
      try await own.step(.add(text: text), enclosures: try attach.map(ReportCommand.bytes), done: "Toegevoegd.")
    }
  }

  /// Answers what was asked.
  struct Answer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "answer",
      abstract: "Beantwoordt een vraag over uw melding.",
      discussion: """
        Voorbeeld:
          fatsoen report answer 482913 --text "Het was dinsdag." --as ouder-4
        """)
    @OptionGroup var own: OwnReportOptions

    @Option(help: ArgumentHelp("Uw antwoord.", valueName: "tekst"))
    var text: String

    @Option(help: ArgumentHelp("Een PNG, JPEG, GIF, WebP of PDF; samen hoogstens vijf.", valueName: "bestand"))
    var attach: [String] = []

    func run() async throws {
      try await own.step(.answer(text: text), enclosures: try attach.map(ReportCommand.bytes), done: "Dank u.")
    }
  }

  /// Complains about what was done.
  struct Complain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "complain",
      abstract: "Dient een klacht in over wat er met een melding is gedaan.",
      discussion: """
        Iemand die er niet eerder bij betrokken was, kijkt opnieuw. Hoe het staat ziet u
        met fatsoen report status; vragen en antwoorden gaan met fatsoen appeal. Een
        medewerker die er niets mee te maken had, kan de klacht voor de melder opschrijven.

        Voorbeeld:
          fatsoen report complain 482913 --text "Er is niet gekeken naar de tweede foto." --as ouder-4
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Het nummer van de melding.", valueName: "nr"))
    var number: String

    @Option(help: ArgumentHelp("Waarom u het er niet mee eens bent.", valueName: "tekst"))
    var text: String

    func run() async throws {
      let (desk, member) = try await options.open()
      let complaint = try await desk.store.complain(
        about: number, grounds: text, by: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(AppealCommand.json(complaint)) }
      try Screen.print(
        AppealCommand.filed(complaint, "Uw klacht is binnen: nummer \(complaint.number).", desk)
          + [Terminal.output.style("  volgen: fatsoen report status \(number)", .soft)])
    }
  }

  /// Takes a report back.
  struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "withdraw",
      abstract: "Trekt uw melding in; de school mag uit zichzelf verder gaan.",
      discussion: """
        Voorbeeld:
          fatsoen report withdraw 482913 --as ouder-4
        """)
    @OptionGroup var own: OwnReportOptions

    @Option(help: ArgumentHelp("Waarom; hoeft niet.", valueName: "tekst"))
    var reason = ""

    func run() async throws { try await own.step(.withdraw(reason: reason), done: "Ingetrokken.") }
  }

  /// Writes a picture or PDF to a file.
  struct Enclosure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "enclosure",
      abstract: "Bewaart een bijlage van een melding in een bestand.",
      discussion: """
        Voor wie de melding behandelt of deed. Fatsoen kijkt na of het een
        afbeelding of PDF is, niet wat erin staat.

        Voorbeeld:
          fatsoen report enclosure 482913 1 --to bijlage.png --as juf-els
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Het nummer van de melding.", valueName: "nr"))
    var number: String

    @Argument(help: ArgumentHelp("De hoeveelste bijlage.", valueName: "bijlage"))
    var enclosure: ShortNumber

    @Option(help: ArgumentHelp("Het bestand; het mag nog niet bestaan.", valueName: "bestand"))
    var to: String

    func run() async throws {
      let (desk, member) = try await options.open()
      let found = try await desk.store.enclosure(
        enclosure.value, of: number, for: member.id, school: desk.id, at: Moment.now)
      let url = URL(fileURLWithPath: to)
      do {
        try Data(found.bytes).write(to: url, options: .withoutOverwriting)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: to)
      } catch {
        throw CommandError("\(to) kan niet worden gemaakt; bestaat het al, of mag u daar niet schrijven?")
      }
      var object = JSONObjectText()
      object.add("kind", text: found.kind.rawValue)
      object.add("bytes", number: found.bytes.count)
      object.add("file", text: to)
      try Screen.print(
        options.json ? object.text : "\(to): \(found.kind.rawValue), \(grouped(found.bytes.count)) bytes")
    }
  }
}

extension JSONObjectText {
  /// A report as its reporter sees it.
  init(own: OwnReport) {
    self.init()
    add("number", number: own.number)
    add("id", text: own.id.rawValue)
    add("status", text: own.shown.rawValue)
    add("submitted_at", number: Int(own.submittedAt))
    add("due_at", number: own.dueAt.map(Int.init))
    add("outcome", text: own.outcome?.rawValue)
    add("outcome_text", text: own.outcome?.text)
    add("object_until", number: own.objectUntil.map(Int.init))
    add("question", text: own.question)
    add("category", text: own.category)
    add("texts", texts: own.texts)
    add("actions", texts: own.actions.map(\.rawValue))
    add("may_complain", own.mayComplain ? "true" : "false")
    add("complaint", number: own.complaint?.number)
    add("complaint_state", text: own.complaint?.state.rawValue)
    add("complaint_due_at", number: own.complaintDue.map(Int.init))
  }
}
