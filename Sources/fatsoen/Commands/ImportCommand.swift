import ArgumentParser
import Conduct
import Exchange
import Foundation
import Store

/// `fatsoen import`: messages of the portal into the school's database.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Neemt berichten uit een bestand over en zet op de wachtrij wat opvalt.",
    discussion: """
      Leest CSV (puntkomma of komma, UTF-8 of Windows-1252) en NDJSON. Nodig zijn
      id, auteur, groep en tekst; rol, soort (bericht, reactie, 1-op-1) en datum
      mogen. Auteur en groep zijn een id of naam uit de school.

      Mogen ook: topic (klas, lesstof, schoolbericht, activiteit, afspraak,
      hulpvraag, passend, anders), namens (mr, or, tso), geschreven (wanneer,
      bij een gepland bericht), spoed (ja, nee), ontvanger en bijlagen. In een
      cel staan bijlagen zo, met de velden leerlingen, eigen toestel, kanaal,
      bestand, type en grootte:

        foto: klas.jpg [leerlingen: Jip Mol, l2] [bestand: klas.jpg] | link: …

      en in NDJSON als lijst:

        "bijlagen": [{"soort": "foto", "naam": "klas.jpg", "leerlingen": [],
          "eigen toestel": true, "kanaal": "website", "bestand": "klas.jpg"}]

      Geen leerlingen herkenbaar: [leerlingen: geen]. Weglaten is niet opgeven.
      Een bestand wordt gelezen in de map van het berichtenbestand of die van
      --attachments: of het zegt waar het is gemaakt, soort en grootte.

      Herhalen mag: wat er al is, wordt overgeslagen. Een bericht met een nieuwe
      tekst vervangt het oude.

      Voorbeelden:
        fatsoen import berichten.csv
        fatsoen import --format ndjson - < export.ndjson
        fatsoen import berichten.csv --attachments export/bestanden
      """)

  @OptionGroup var options: DatabaseOptions
  @OptionGroup var rules: RuleOptions

  @Option(
    help: ArgumentHelp(
      "ndjson of csv (standaard: naar de naam of het eerste teken van het bestand).", valueName: "vorm"))
  var format: MessageFile.Form?

  @Option(
    help: ArgumentHelp(
      "De map met de bestanden van bijlagen (standaard: die van het berichtenbestand).", valueName: "map"),
    completion: .directory)
  var attachments: String?

  @Argument(help: ArgumentHelp("Bestanden; - is standaardinvoer.", valueName: "bestand"), completion: .file())
  var files: [String]

  func run() async throws {
    let folder = try attachments.map(AttachmentFolder.init(path:))
    let desk = try await options.desk()
    let inputs = try files.map(Input.init(path:))
    var run = try await ImportRun(desk: desk, rules: rules.load())
    do {
      for input in inputs where !Interruption.isRequested {
        var file = try MessageFile(input, form: format, zone: desk.zone)
        try await run.take(&file, from: input, attachments: folder)
      }
    } catch {
      // What was taken stays: every batch is a transaction of its own.
      run.end()
      if run.tally.taken > 0 { Screen.complain(run.tally.sentence + "; herhalen mag, wat er al is wordt overgeslagen") }
      throw error
    }
    run.end()
    try Screen.print(options.json ? run.tally.json : run.tally.sentence)
    if Interruption.isRequested {
      throw CommandError("onderbroken; geef dezelfde opdracht nog eens, wat er al is wordt overgeslagen")
    }
    if run.tally.refused > 0 { throw QuietExit(status: 2) }
  }
}

extension MessageFile.Form: ExpressibleByArgument {}
