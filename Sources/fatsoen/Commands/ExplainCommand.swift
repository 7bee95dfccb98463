import ArgumentParser
import Conduct
import Exchange
import Foundation
import Scanner

/// `fatsoen explain`: why a text is flagged, or why not.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Legt uit wat een tekst raakt, wat is vrijgesproken en waardoor.",
    discussion: """
      Voorbeelden:
        fatsoen explain "wat een k u t school"
        fatsoen explain --overlay mijn-school "jij bent een druiloor"
        fatsoen explain - < bericht.txt
      """)

  @OptionGroup var options: RuleOptions

  @Flag(help: "Schrijft één JSON-object in plaats van tekst.")
  var json = false

  @Argument(help: ArgumentHelp("De tekst; met - wordt standaardinvoer gelezen.", valueName: "tekst"))
  var text: [String]

  func run() throws {
    let bytes = text == ["-"] ? try Input.contents(of: "-") : Array(text.joined(separator: " ").utf8)
    let rules = try options.load()
    let worker = rules.scanner.makeWorker()
    let result = bytes.withUnsafeBufferPointer { worker.scan($0, context: rules.context, explaining: true) }
    let verdict = rules.weigh(result)
    let given = String(decoding: bytes, as: UTF8.self)
    let readings = ReadText(given).readings
    try Screen.print(
      json
        ? ExplanationJSON(verdict: verdict, clearings: result.clearings, readings: readings, ruleset: rules.version)
          .line
        : Explanation(
          text: given, readings: readings, verdict: verdict, clearings: result.clearings, rules: rules,
          terminal: .output
        ).lines.joined(separator: "\n"))
  }
}
