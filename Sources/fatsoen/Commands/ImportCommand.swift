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

  @Option(help: "ndjson of csv (standaard: naar de naam of het eerste teken van het bestand).")
  var format: MessageFile.Form?

  @Flag(help: "Schrijft één JSON-object met de aantallen.")
  var json = false

  @Argument(help: ArgumentHelp("Bestanden; - is standaardinvoer.", valueName: "bestand"), completion: .file())
  var files: [String]

  func run() async throws {
    let desk = try await options.desk()
    let inputs = try files.map(Input.init(path:))
    let intake = try await MessageIntake(desk: desk, rules: rules.load())
    let roster = try await Roster(
      members: desk.store.members(school: desk.id), groups: desk.store.groups(school: desk.id))
    var run = ImportRun(intake: intake, roster: roster)
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
    try Screen.print(json ? run.tally.json : run.tally.sentence)
    if Interruption.isRequested {
      throw CommandError("onderbroken; geef dezelfde opdracht nog eens, wat er al is wordt overgeslagen")
    }
    if run.tally.refused > 0 { throw QuietExit(status: 2) }
  }
}

extension MessageFile.Form: ExpressibleByArgument {}

/// One import under way.
private struct ImportRun {
  private static let batchSize = 500

  let intake: MessageIntake
  let roster: Roster
  var tally = ImportTally()
  private var batch: [(message: Message, bytes: [UInt8])] = []
  private var progress = Progress("berichten")

  init(intake: MessageIntake, roster: Roster) {
    self.intake = intake
    self.roster = roster
  }

  mutating func take(_ file: inout MessageFile, from input: Input) async throws {
    let now = Moment.now
    do {
      while let next = try file.next() {
        // A reader that was interrupted gives the torn end of its file: that is no row.
        if Interruption.isRequested { return }
        do throws(RefusedRow) {
          let row = try next.get()
          batch.append((try roster.message(of: row, now: now), row.text))
        } catch {
          tally.refused += 1
          progress.end()
          Screen.complain("error: \(input.name ?? "standaardinvoer"):\(error.line): \(error.reason)")
        }
        if batch.count == Self.batchSize { try await flush(input) }
      }
    } catch let error as ExchangeError {
      if Interruption.isRequested { return }
      try await flush(input)
      throw CommandError("\(input.name ?? "standaardinvoer"): \(error.message)")
    }
    try await flush(input)
  }

  private mutating func flush(_ input: Input) async throws {
    let full = batch
    batch = []
    guard !full.isEmpty else { return }
    tally.add(try await intake.take(full, at: Moment.now))
    let fraction = input.size.map { Double(input.taken) / Double(max(1, $0)) }
    progress.show(tally.taken + tally.known + tally.refused, fraction: fraction)
  }

  mutating func end() { progress.end() }
}

/// What became of the rows of an import.
struct ImportTally {
  var taken = 0
  var known = 0
  var refused = 0
  var queued = 0
  var outOfScope = 0

  mutating func add(_ receipts: [Receipt]) {
    for receipt in receipts {
      switch receipt.outcome {
      case .known: known += 1
      case .clear: taken += 1
      case .queued:
        taken += 1
        queued += 1
      case .outOfScope:
        taken += 1
        outOfScope += 1
      }
    }
  }

  /// "120 overgenomen (8 op de wachtrij) · 3 al bekend · 1 geweigerd".
  var sentence: String {
    var parts = ["\(grouped(taken)) overgenomen"]
    if queued > 0 { parts[0] += ", waarvan \(grouped(queued)) op de wachtrij" }
    if outOfScope > 0 { parts.append("\(grouped(outOfScope)) 1-op-1") }
    if known > 0 { parts.append("\(grouped(known)) al bekend") }
    if refused > 0 { parts.append("\(grouped(refused)) geweigerd") }
    return parts.joined(separator: " · ")
  }

  var json: String {
    var object = JSONObjectText()
    object.add("taken", number: taken)
    object.add("queued", number: queued)
    object.add("out_of_scope", number: outOfScope)
    object.add("known", number: known)
    object.add("refused", number: refused)
    return object.text
  }
}
