import ArgumentParser
import Conduct
import Exchange
import Foundation

/// `fatsoen evaluate`: how well the rules do on labelled messages.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Meet op gelabelde berichten hoe goed de regels het doen.",
    discussion: """
      Leest NDJSON met "text" en "label" (hateful, offensive, spam of violating is
      positief) of "disposition" (alles behalve clear is positief). Een bericht
      telt als gevonden bij het oordeel beoordelen of tegenhouden.

      Voorbeelden:
        fatsoen evaluate portaal.ndjson
        fatsoen evaluate test.ndjson --categories discrimination,threat
        fatsoen evaluate test.ndjson --by functionality --folds root --rules --lines
        fatsoen evaluate test.ndjson --record
        fatsoen evaluate test.ndjson --compare verslag.json
      """)

  @OptionGroup var options: RuleOptions

  @Option(help: ArgumentHelp("Telt alleen signalen van deze categorieën, met komma's.", valueName: "namen"))
  var categories: String?

  @Option(help: ArgumentHelp("Splitst de uitkomst naar dit veld (standaard: functionality).", valueName: "veld"))
  var by: String?

  @Option(
    help: ArgumentHelp(
      "Verdeelt over ten hoogste vijf delen; wat in dit veld gelijk is, blijft bijeen.", valueName: "veld"))
  var folds: String?

  @Flag(help: "Toont ook de cijfers per regel.")
  var rules = false

  @Flag(help: "Toont de berichten die gemist of onterecht gevonden zijn.")
  var lines = false

  @Flag(help: "Schrijft een verslag met datum en opdracht in Benchmarks/records (zonder teksten).")
  var record = false

  @Option(
    help: ArgumentHelp("Zet er een eerder verslag naast en toont wat veranderde.", valueName: "verslag"),
    completion: .file())
  var compare: String?

  @Flag(help: "Schrijft één JSON-object in plaats van tabellen.")
  var json = false

  @Argument(help: ArgumentHelp("Bestanden met gelabelde berichten.", valueName: "bestand"), completion: .file())
  var files: [String]

  func run() throws {
    let loaded = try options.load()
    let only = categories.map { Set($0.split(separator: ",").map { CategoryID(String($0)) }) }
    for category in only ?? [] where !loaded.categories.contains(where: { $0.id == category }) {
      let known = loaded.categories.map(\.id.rawValue).joined(separator: ", ")
      throw CommandError("onbekende categorie \(category); kies uit \(known)")
    }
    let inputs = try files.map(Input.init(path:))
    var evaluation = Evaluation()
    var stream = LineStream(inputs)
    let key = by ?? "functionality"
    let foldKey = folds
    let work = OrderedBlocks<LineStream.Block, [LabelledResult]>(
      threads: ProcessInfo.processInfo.activeProcessorCount
    ) {
      try stream.next()
    } write: { results in
      for result in results {
        if let fault = result.fault { throw CommandError(fault) }
        evaluation.add(result)
      }
    }
    try work.run {
      var reader = LabelledReader(rules: loaded, only: only, by: key, folds: foldKey)
      return { reader.read($0) }
    }
    if Interruption.isRequested { throw CommandError("onderbroken; er zijn geen cijfers") }
    guard evaluation.all.total > 0 else { throw CommandError("geen enkel gelabeld bericht gevonden") }
    let report = EvaluationReport(
      evaluation: evaluation, by: key, folds: folds, showsRules: rules, showsLines: lines, terminal: .output)
    let now = EvaluationRecord(evaluation, command: commandLine, ruleset: loaded.version, files: files)
    // A record that does not fit is said before tables scroll it away.
    let comparison = try compare.map {
      try EvaluationComparison(EvaluationRecord(path: $0), now, terminal: .output)
    }
    try Screen.print(json ? report.json : report.lines.joined(separator: "\n"))
    if let comparison { try Screen.print("\n" + comparison.lines.joined(separator: "\n")) }
    if record {
      let path = try now.write(into: ShippedData.home() + "/Benchmarks/records")
      Screen.complain("verslag: \(path)")
    }
  }

  /// The command as it can be given again, with the names of files only.
  private var commandLine: String {
    let words = CommandLine.arguments.dropFirst().map { $0.contains("/") ? ($0 as NSString).lastPathComponent : $0 }
    return (["fatsoen"] + words).joined(separator: " ")
  }

  func validate() throws {
    if json, compare != nil { throw ValidationError("kies --json of --compare, niet beide") }
  }
}
