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
        fatsoen evaluate test.ndjson --by functionality --folds root
      """)

  @OptionGroup var options: RuleOptions

  @Option(help: ArgumentHelp("Telt alleen signalen van deze categorieën, met komma's.", valueName: "namen"))
  var categories: String?

  @Option(help: ArgumentHelp("Splitst de uitkomst naar dit veld (standaard: functionality).", valueName: "veld"))
  var by: String?

  @Option(
    help: ArgumentHelp(
      "Verdeelt over ten hoogste tien delen; wat in dit veld gelijk is, blijft bijeen.", valueName: "veld"))
  var folds: String?

  @Flag(help: "Toont ook de cijfers per regel.")
  var rules = false

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
    if Interruption.isRequested { throw QuietExit(status: 2) }
    guard evaluation.all.total > 0 else { throw CommandError("geen enkel gelabeld bericht gevonden") }
    let report = EvaluationReport(evaluation: evaluation, by: key, folds: folds, showsRules: rules, terminal: .output)
    try Screen.print(json ? report.json : report.lines.joined(separator: "\n"))
  }
}
