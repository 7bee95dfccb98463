import ArgumentParser
import Conduct
import Exchange
import Foundation
import Scanner

/// `fatsoen explain`: why a text is flagged, or why not.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Legt uit wat een tekst raakt, wat is vrijgesproken en waardoor.",
    discussion: """
      Met --school (of --database) tellen ook de namen van die school: wie er in de
      tekst staat, komt erbij, en een naam geldt niet als scheldwoord.

      Voorbeelden:
        fatsoen explain "wat een k u t school"
        fatsoen explain --overlay mijn-school "jij bent een druiloor"
        fatsoen explain - < bericht.txt
        fatsoen explain --school de-horizon "Storm en Daan zijn jarig"
      """)

  @OptionGroup var options: RuleOptions
  @OptionGroup var database: DatabaseOptions

  @Argument(help: ArgumentHelp("De tekst; met - wordt standaardinvoer gelezen.", valueName: "tekst"))
  var text: [String]

  func run() async throws {
    let bytes = text == ["-"] ? try Input.contents(of: "-") : Array(text.joined(separator: " ").utf8)
    var rules = try options.load()
    if database.school != nil || database.database != nil { try await rules.know(database.desk()) }
    let worker = rules.scanner.makeWorker()
    let result = bytes.withUnsafeBufferPointer { worker.scan($0, context: rules.context, explaining: true) }
    let verdict = rules.weigh(result)
    let given = String(decoding: bytes, as: UTF8.self)
    let readings = ReadText(given).readings
    try Screen.print(
      database.json
        ? ExplanationJSON(
          verdict: verdict, clearings: result.clearings, mentions: result.mentions, readings: readings,
          ruleset: rules.version
        ).line
        : Explanation(
          text: given, readings: readings, verdict: verdict, clearings: result.clearings, mentions: result.mentions,
          rules: rules, terminal: .output
        ).lines.joined(separator: "\n"))
  }
}
