import ArgumentParser
import Conduct
import Exchange
import Foundation

/// `fatsoen scan`: messages in, verdicts out.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Kijkt berichten na en schrijft per bericht een oordeel.",
    discussion: """
      Leest NDJSON: per regel een object met ten minste "text". Het veld "id"
      (anders het regelnummer) en alle andere velden gaan onveranderd mee; alleen
      wat het oordeel zelf schrijft (disposition, severity, ruleset, signals)
      wordt vervangen. Een regel die niet klopt, wordt met zijn nummer gemeld op
      standard error; de rest gaat door. Een bericht met "kind": "one_to_one"
      wordt out_of_scope, tenzij u --include-one-to-one geeft.

      Afsluitstatus: 0 alles in orde, 1 iets gevonden, 2 een fout of een
      geweigerde regel.

      Voorbeelden:
        fatsoen scan berichten.ndjson > oordelen.ndjson
        echo "Dank voor de hulp bij het schoolreisje!" | fatsoen scan --text
        zcat archief.ndjson.gz | fatsoen scan --format ndjson | grep -v '"clear"'
      """)

  /// How verdicts are written.
  enum Format: String, ExpressibleByArgument {
    case ndjson
    case table
  }

  @OptionGroup var options: RuleOptions

  @Flag(help: "Elke regel is een bericht, zonder JSON.")
  var text = false

  @Flag(help: "Elk bestand is een bericht; het id is de naam van het bestand.")
  var text0 = false

  @Option(
    help: ArgumentHelp(
      "ndjson voor een programma, table voor een mens (standaard: table op een scherm, anders ndjson).",
      valueName: "vorm"))
  var format: Format?

  @Flag(help: "Beoordeelt ook berichten van een op een.")
  var includeOneToOne = false

  @Option(help: ArgumentHelp("Aantal rekenkernen (standaard: alle).", valueName: "aantal"))
  var threads: Int?

  @Argument(
    help: ArgumentHelp("Bestanden; zonder bestand of met - standaardinvoer.", valueName: "bestand"),
    completion: .file())
  var files: [String] = []

  func validate() throws {
    if text && text0 { throw ValidationError("kies --text of --text0, niet beide") }
    if let threads, threads < 1 { throw ValidationError("--threads is ten minste 1") }
  }

  func run() throws {
    let inputs = try (files.isEmpty ? ["-"] : files).map(Input.init(path:))
    let rules = try options.load()
    let isTable = (format ?? (Terminal.output.isTerminal ? .table : .ndjson)) == .table
    let writer: any VerdictWriter =
      isTable
      ? ReadableVerdicts(terminal: .output) : NDJSONVerdicts(json: VerdictJSON(ruleset: rules.version))
    let form: MessageScan.Form = text ? .lines : text0 ? .wholeFiles : .ndjson
    let start = ContinuousClock.now
    let tally = try scan(LineStream(inputs, wholeFiles: text0), rules, form, writer)
    if isTable { try Screen.print(summary(tally, start.duration(to: .now))) }
    if Interruption.isRequested { throw CommandError("onderbroken; de oordelen tot hier zijn geschreven") }
    if tally.refused > 0 { throw QuietExit(status: 2) }
    if tally.messages != tally[.clear] { throw QuietExit(status: 1) }
  }

  private func scan(
    _ stream: LineStream, _ rules: LoadedRules, _ form: MessageScan.Form, _ writer: any VerdictWriter
  ) throws -> Tally {
    var stream = stream
    var tally = Tally()
    var progress = Progress("berichten")
    let showsProgress = !Terminal.output.isTerminal
    let includes = includeOneToOne
    let work = OrderedBlocks<LineStream.Block, MessageScan.Output>(
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount
    ) {
      try stream.next()
    } write: { output in
      tally.add(output.tally)
      if !output.refusals.isEmpty {
        progress.end()
        try output.refusals.withUnsafeBytes { try Screen.write($0, to: STDERR_FILENO) }
      }
      try output.verdicts.withUnsafeBytes { try Screen.write($0, to: STDOUT_FILENO) }
      if showsProgress { progress.show(tally.messages, fraction: output.fraction) }
    }
    defer { progress.end() }
    try work.run {
      var scan = MessageScan(rules, form: form, writer: writer, includesOneToOne: includes)
      return { scan.scan($0) }
    }
    return tally
  }

  private func summary(_ tally: Tally, _ time: Duration) -> String {
    let terminal = Terminal.output
    return terminal.style(tally.sentence + " · \(decimal(time.seconds, 2)) s", .soft)
  }
}
