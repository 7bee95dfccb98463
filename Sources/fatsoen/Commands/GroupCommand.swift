import ArgumentParser
import Conduct
import Store

/// `fatsoen group`: the groups of a school.
struct GroupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "Voegt een groep toe of toont de groepen.",
    discussion: """
      Voorbeelden:
        fatsoen group add "Groep 6" --id g6
        fatsoen group list
      """,
    subcommands: [Add.self, List.self], defaultSubcommand: List.self)

  /// Adds a group.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Voegt een groep toe.",
      discussion: """
        Voorbeeld:
          fatsoen group add "Groep 6" --id g6
        """)
    @OptionGroup var options: DatabaseOptions

    @Option(name: .customLong("id"), help: ArgumentHelp("Het id in het portaal.", valueName: "id"))
    var externalID: String?

    @Argument(help: ArgumentHelp("De naam.", valueName: "naam"))
    var name: String

    func run() async throws {
      let desk = try await options.desk()
      let group = try await desk.store.addGroup(name: name, externalID: externalID, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(JSONObjectText(group: group).text) }
      try Screen.print("Groep \(group.name) staat in het register\(group.externalID.map { " als \($0)" } ?? "").")
    }
  }

  /// Lists the groups.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont de groepen.",
      discussion: """
        Voorbeeld:
          fatsoen group list --json
        """)
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
      let desk = try await options.desk()
      let groups = try await desk.store.groups(school: desk.id)
      if options.json { return try Screen.print(groups.map { JSONObjectText(group: $0).text }) }
      if groups.isEmpty { return try Screen.print("Nog geen groepen. Voeg er een toe met fatsoen group add.") }
      var table = Table([.init("id"), .init("groep", mayShrink: true)])
      for group in groups { table.add([.init(group.externalID ?? group.id.rawValue, .bold), .init(group.name)]) }
      try Screen.print(table.lines(on: .output))
    }
  }
}

extension JSONObjectText {
  fileprivate init(group: Group) {
    self.init()
    add("id", text: group.id.rawValue)
    add("external_id", text: group.externalID)
    add("name", text: group.name)
  }
}
