import ArgumentParser
import Conduct
import Store

/// `fatsoen sample`: a second look at decisions that were drawn by lot.
struct SampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Vraagt een tweede oordeel over besluiten die door loting zijn gekozen.",
    discussion: """
      U ziet het bericht, niet wat een ander ervan vond. Uw oordeel verandert niets
      aan het besluit; hoe vaak twee mensen het eens zijn, is een cijfer over de
      school. Het aandeel staat in het beleid: second_opinion_percent.

      Voorbeelden:
        fatsoen sample --as directie
        fatsoen sample give 3 --as directie --dismiss context
        fatsoen sample agreement --as directie
      """,
    subcommands: [List.self, Give.self, Figure.self], defaultSubcommand: List.self)

  /// Lists what is asked.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont waarover uw oordeel wordt gevraagd.",
      discussion: """
        Voorbeeld:
          fatsoen sample list --as directie
        """)
    @OptionGroup var options: DeskOptions

    func run() async throws {
      let (desk, member) = try await options.open()
      let files = try await desk.store.secondOpinions(for: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(files.map(SampleCommand.json)) }
      if files.isEmpty { return try Screen.print("Er wordt nu geen tweede oordeel van u gevraagd.") }
      let terminal = Terminal.output
      let shown = VerdictText(terminal: terminal)
      for file in files {
        let heading = [file.author, file.group ?? "school", desk.time(file.message.sentAt)].map(\.onOneLine)
        try Screen.print(
          [terminal.style("#\(file.opinion.number)", .bold) + "  " + heading.joined(separator: " · ")]
            + shown.marked(file.message.text, file.signals.map(\.span), most: 4000).map { "  " + $0 }
            + [
              "  " + terminal.style("fatsoen sample give \(file.opinion.number) --dismiss context", .accent), "",
            ])
      }
    }
  }

  /// Gives a second opinion.
  struct Give: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "give",
      abstract: "Geeft uw oordeel.",
      discussion: """
        Voorbeelden:
          fatsoen sample give 3 --as directie --dismiss too_light
          fatsoen sample give 3 --as directie --clause A33
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Het nummer uit fatsoen sample.", valueName: "nr"))
    var number: String

    @Option(help: ArgumentHelp("U vindt er niets aan de hand, om deze reden.", valueName: "reden"))
    var dismiss: Dismissal?

    @Option(help: ArgumentHelp("U vindt dat het niet past bij deze afspraak; mag vaker.", valueName: "afspraak"))
    var clause: [String] = []

    func validate() throws {
      guard (dismiss != nil) != !clause.isEmpty else { throw ValidationError("kies --dismiss of --clause") }
    }

    func run() async throws {
      let (desk, member) = try await options.open()
      let opinion = try await desk.store.giveSecondOpinion(
        number, dismiss.map { .dismissed($0) } ?? .established(clause.map(ClauseID.init(_:))), by: member.id,
        school: desk.id, at: Moment.now)
      if options.json {
        var object = JSONObjectText()
        object.add("number", number: opinion.number)
        object.add("agrees", opinion.agrees == true ? "true" : "false")
        return try Screen.print(object.text)
      }
      try Screen.print(opinion.agrees == true ? "Vastgelegd. U bent het eens." : "Vastgelegd. U bent het niet eens.")
    }
  }

  /// Shows how often people agreed.
  struct Figure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "agreement",
      abstract: "Toont hoe vaak twee mensen het eens waren.",
      discussion: """
        Voorbeeld:
          fatsoen sample agreement --as directie
        """)
    @OptionGroup var options: DeskOptions

    func run() async throws {
      let (desk, member) = try await options.open()
      let agreement = try await desk.store.agreement(for: member.id, school: desk.id, at: Moment.now)
      if options.json {
        var object = JSONObjectText()
        object.add("given", number: agreement.given)
        object.add("agreed", number: agreement.agreed)
        object.add("pending", number: agreement.pending)
        return try Screen.print(object.text)
      }
      if agreement.given == 0 { return try Screen.print("Er is nog geen tweede oordeel gegeven.") }
      try Screen.print(
        "Van \(count(agreement.given, "tweede oordeel", "tweede oordelen")) \(agreement.agreed) eens "
          + "(\(100 * agreement.agreed / agreement.given)%); \(agreement.pending) nog te geven.")
    }
  }

  private static func json(_ file: BlindFile) -> String {
    var object = JSONObjectText()
    object.add("number", number: file.opinion.number)
    object.add("author", text: file.author)
    object.add("group", text: file.group)
    object.add("text", text: file.message.text)
    object.add("rules", texts: file.signals.map(\.rule.rawValue))
    return object.text
  }
}
