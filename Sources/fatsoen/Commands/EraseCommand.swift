import ArgumentParser
import Conduct
import Store

/// `fatsoen erase`: a person asks to be forgotten.
struct EraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Wist op verzoek wat meteen weg kan, en zegt van de rest waarom die blijft.",
    discussion: """
      Zonder --yes verandert er niets; u ziet dan wat er zou gebeuren.

      Voorbeelden:
        fatsoen erase ouder-4 --as directie
        fatsoen erase ouder-4 --as directie --yes
      """)

  @OptionGroup var options: DeskOptions

  @Flag(help: "Wist het echt.")
  var yes = false

  @Argument(help: ArgumentHelp("Het id of de naam van een lid.", valueName: "lid"))
  var subject: String

  func run() async throws {
    let (desk, member) = try await options.open()
    let report = try await desk.store.erase(
      try await desk.member(subject).id, isRehearsal: !yes, by: member.id, school: desk.id, at: Moment.now)
    if options.json {
      var object = JSONObjectText()
      object.add("erased", yes ? "true" : "false")
      object.add("contents", texts: report.erased.map { "\($0.rawValue) \($1)" }.sorted())
      object.add("kept", texts: report.kept.map { "\($0.retention.rawValue) \($0.reason.rawValue) \($0.count)" })
      return try Screen.print(object.text)
    }
    let terminal = Terminal.output
    var lines = report.erased.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      "  \(yes ? "gewist" : "kan weg")  \($0.name): \(count($1, "inhoud", "inhouden"))"
    }
    if lines.isEmpty { lines = ["  Er is niets dat meteen weg kan."] }
    for kept in report.kept {
      let until = kept.until.map { " (tot \(Moment.date($0, in: desk.zone)))" } ?? ""
      lines.append(
        "  blijft   \(kept.retention.name): \(count(kept.count, "inhoud", "inhouden")); \(kept.reason.name)\(until)")
    }
    if !yes { lines.append("Er is niets veranderd. Wissen: fatsoen erase \(subject) --yes") }
    try Screen.print([terminal.style("Verzoek om te wissen", .bold)] + lines)
  }
}
