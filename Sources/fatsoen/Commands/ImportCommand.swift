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

      Herhalen mag: wat er al is, wordt overgeslagen. Een bericht met een nieuwe
      tekst vervangt het oude.

      Voorbeelden:
        fatsoen import berichten.csv
        fatsoen import --format ndjson - < export.ndjson
      """)

  @OptionGroup var options: DatabaseOptions
  @OptionGroup var rules: RuleOptions

  @Option(
    help: ArgumentHelp(
      "ndjson of csv (standaard: naar de naam of het eerste teken van het bestand).", valueName: "vorm"))
  var format: MessageFile.Form?

  @Argument(help: ArgumentHelp("Bestanden; - is standaardinvoer.", valueName: "bestand"), completion: .file())
  var files: [String]

  func run() async throws {
    let desk = try await options.desk()
    let inputs = try files.map(Input.init(path:))
    var run = try await ImportRun(desk: desk, rules: rules.load())
    do {
      for input in inputs where !Interruption.isRequested {
        var file = try MessageFile(input, form: format, zone: desk.zone)
        try await run.take(&file, from: input)
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
