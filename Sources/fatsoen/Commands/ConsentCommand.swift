import ArgumentParser
import Conduct
import Exchange
import Foundation
import Store

/// `fatsoen consent`: what parents allow to be shown of their children, and where.
struct ConsentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consent",
    abstract: "Vraagt toestemming voor beeld, namen en gegevens, en houdt de antwoorden bij.",
    discussion: """
      Per kind, ouder, soort (foto, film, naam, gegevens), kanaal (portaal, website,
      sociale media, pers, nieuwsbrief) en schooljaar: ja, nee of onbekend. Zegt één
      van de ouders nee, dan is het nee; onbekend geldt als nee. Het beleid van de
      school zegt wat er gevraagd wordt en of een antwoord elk jaar vervalt.

      Voorbeelden:
        fatsoen consent ask --as directie
        fatsoen consent answer "Jip van Dam" ja --for foto --channel portaal --as ouder-1
        fatsoen consent list --group g6 --as juf-els
        fatsoen consent campaign --as directie
      """,
    subcommands: [
      List.self, Ask.self, Remind.self, Answer.self, Withdraw.self, Campaign.self, Import.self,
    ], defaultSubcommand: List.self)

  /// Which questions: kinds and channels in Dutch words.
  struct Choice: ParsableArguments {
    @Option(
      name: .customLong("for"),
      help: ArgumentHelp(
        "foto, film, naam, gegevens of beeld; mag vaker (standaard: volgens het beleid).", valueName: "soort"))
    var kinds: [String] = []

    @Option(
      help: ArgumentHelp(
        "portaal, website, sociale media, pers of nieuwsbrief; mag vaker (standaard: volgens het beleid).",
        valueName: "kanaal"))
    var channel: [String] = []

    /// The questions; nil when nothing was chosen.
    func questions(_ desk: Desk) async throws -> [Consent.Question]? {
      if kinds.isEmpty && channel.isEmpty { return nil }
      let terms = ConsentTerms(try await desk.store.policy(school: desk.id))
      let chosen = try kinds.flatMap { word in
        guard let found = Consent.Kind.named(word) else {
          throw CommandError("--for: \"\(word)\" is niet bekend; kies foto, film, naam, gegevens of beeld")
        }
        return found
      }
      let channels = try channel.flatMap { word in
        guard let found = Consent.Channel.named(word) else {
          throw CommandError(
            "--channel: \"\(word)\" is niet bekend; kies portaal, website, sociale media, pers of nieuwsbrief")
        }
        return found
      }
      return (chosen.isEmpty ? terms.kinds : chosen).flatMap { kind in
        (channels.isEmpty ? terms.channels : channels).map { Consent.Question(kind, $0) }
      }
    }
  }

  /// Asks for consent.
  struct Ask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ask",
      abstract: "Vraagt de ouders van alle leerlingen om toestemming voor een schooljaar.",
      discussion: """
        Elke ouder met recht op informatie krijgt een bericht. Nog een keer vragen gaat
        alleen naar wie er sindsdien bij kwam.

        Voorbeelden:
          fatsoen consent ask --as directie
          fatsoen consent ask --year 2027 --for foto --for naam --channel portaal --as directie
        """)
    @OptionGroup var options: DeskOptions
    @OptionGroup var choice: Choice

    @Option(help: ArgumentHelp("Het jaar waarin het schooljaar begint (standaard: dit schooljaar).", valueName: "jaar"))
    var year: Int?

    func run() async throws {
      let (desk, member) = try await options.open()
      let campaign = try await desk.store.askConsent(
        try await choice.questions(desk), year: year, by: member.id, school: desk.id, at: Moment.now)
      try await ConsentPage(desk: desk, viewer: member.id, json: options.json).show(year: campaign.year)
    }
  }

  /// Reminds.
  struct Remind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remind",
      abstract: "Herinnert ouders die nog niet antwoordden.",
      discussion: """
        Alleen over kinderen van wie een antwoord ontbreekt, en niemand twee keer op
        een dag.

        Voorbeeld:
          fatsoen consent remind --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Option(
      help: ArgumentHelp("Het jaar waarin het schooljaar begint (standaard: het laatst gevraagde).", valueName: "jaar"))
    var year: Int?

    func run() async throws {
      let (desk, member) = try await options.open()
      let reminded = try await desk.store.remindConsent(
        year: year, by: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(JSONObjectText([("reminded", "\(reminded)")]).text) }
      try Screen.print(
        reminded == 0
          ? "Er is niemand om te herinneren." : "Herinnerd: \(count(reminded, "ouder", "ouders")).")
    }
  }

  /// How far a campaign is.
  struct Campaign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "campaign",
      abstract: "Toont hoe ver de vraag om toestemming is, en van wie een antwoord te laat is.",
      discussion: """
        Per kind, niet per ouder: het gaat om ontbrekende antwoorden.

        Voorbeeld:
          fatsoen consent campaign --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Option(
      help: ArgumentHelp("Het jaar waarin het schooljaar begint (standaard: het laatst gevraagde).", valueName: "jaar"))
    var year: Int?

    func run() async throws {
      let (desk, member) = try await options.open()
      try await ConsentPage(desk: desk, viewer: member.id, json: options.json).show(year: year)
    }
  }

  /// Takes answers over from a file.
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Neemt antwoorden over uit een CSV-bestand.",
      discussion: """
        Kolommen: leerling, groep (als namen dubbel zijn), ouder (e-mailadres, id of
        naam), soort, kanaal, antwoord (ja, nee of ingetrokken), datum, bewijs
        (formulier, portaal of papier, zoals "papier: map 3"; mag ontbreken). Meer
        soorten of kanalen in één veld: met een | ertussen. Laat eerst zien wat er
        zou gebeuren; met --apply gebeurt het, in één keer.

        Voorbeelden:
          fatsoen consent import antwoorden.csv --as directie
          fatsoen consent import antwoorden.csv --apply --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Flag(help: "Voert het uit; zonder deze vlag verandert er niets.")
    var apply = false

    @Argument(help: ArgumentHelp("Het CSV-bestand.", valueName: "bestand"), completion: .file())
    var file: String

    func run() async throws {
      let (desk, member) = try await options.open()
      guard FileManager.default.isReadableFile(atPath: file) else {
        throw CommandError(Input.fault(FileManager.default.fileExists(atPath: file) ? EACCES : ENOENT, file))
      }
      let answers: ConsentFile
      do {
        answers = try ConsentCSV.read(URL(fileURLWithPath: file), name: (file as NSString).lastPathComponent)
      } catch let error as ExchangeError {
        throw CommandError("\(file): \(error.message)")
      }
      let report = try await desk.store.importConsents(
        answers, isRehearsal: !apply, by: member.id, school: desk.id, at: Moment.now)
      try Screen.print(options.json ? [json(report)] : lines(report))
      if !report.refused.isEmpty { throw QuietExit(status: 2) }
    }

    private func lines(_ report: ConsentImport) -> [String] {
      var lines = [
        "Nieuw: \(count(report.added, "antwoord", "antwoorden")); al bekend: \(report.known)."
      ]
      if !report.refused.isEmpty {
        lines += ["", Terminal.output.style("Niet overgenomen", .bold)]
        lines += report.refused.map { "  \($0.place): \($0.text)" }
      }
      lines += ConsentPage.lines(going: report.pictures)
      if report.added == 0 { return lines + ["", "Er verandert niets."] }
      return lines + [
        "",
        apply ? "Overgenomen." : "Er is nog niets veranderd. Geef dezelfde opdracht met --apply om dit over te nemen.",
      ]
    }

    private func json(_ report: ConsentImport) -> String {
      var object = JSONObjectText()
      object.add("applied", apply ? "true" : "false")
      object.add("added", number: report.added)
      object.add("known", number: report.known)
      object.add("pictures", "[" + report.pictures.map { String($0.number) }.joined(separator: ",") + "]")
      object.add("refused", texts: report.refused.map { "\($0.place): \($0.text)" })
      return object.text
    }
  }
}
