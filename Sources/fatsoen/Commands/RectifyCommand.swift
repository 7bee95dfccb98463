public import ArgumentParser
public import Conduct
import Store

/// `fatsoen rectify`: what a person says is not right.
struct RectifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rectify",
    abstract: "Legt vast wat er volgens de persoon niet klopt; het blijft bij het dossier.",
    discussion: """
      Er verandert niets aan wat er stond: de woorden van de persoon komen erbij.

      Voorbeeld:
        fatsoen rectify review 12 --as directie --text "Ik citeerde een ander."
      """)

  @OptionGroup var options: DeskOptions

  @Option(help: ArgumentHelp("De woorden van de persoon.", valueName: "tekst"))
  var text: String

  @Argument(help: ArgumentHelp("Waarover.", valueName: "soort"))
  var kind: Rectification.Subject

  @Argument(help: ArgumentHelp("Het nummer ervan.", valueName: "nr"))
  var number: ShortNumber

  func run() async throws {
    let (desk, member) = try await options.open()
    let added = try await desk.store.rectify(
      kind, number.value, text: text, by: member.id, school: desk.id, at: Moment.now)
    if options.json {
      var object = JSONObjectText()
      object.add("number", number: added.number)
      object.add("about", text: added.about)
      return try Screen.print(object.text)
    }
    try Screen.print("\(Terminal.output.style("✓", .good)) Kanttekening vastgelegd bij \(kind.name) \(number.value).")
  }
}

extension Rectification.Subject: ExpressibleByArgument {}
