import ArgumentParser
import Conduct
import Foundation
import Library
import Store

/// `fatsoen school`: make a school, or see which there are.
struct SchoolCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "school",
    abstract: "Maakt een school aan of toont de scholen in de database.",
    discussion: """
      Voorbeelden:
        fatsoen school create de-linde --name "De Linde" --policy Policies/a-de-jordaan-2017.yaml
        fatsoen school board stichting-x --name "Stichting X" --school de-linde
        fatsoen school list
      """,
    subcommands: [Create.self, Board.self, List.self], defaultSubcommand: List.self)

  /// Makes a school, its key, and the database if needed.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create",
      abstract: "Maakt een school aan, met haar beleid en sleutel.",
      discussion: """
        Voorbeeld:
          fatsoen school create de-linde --name "De Linde" --policy Policies/a-de-jordaan-2017.yaml
        """)
    @OptionGroup var options: DatabaseOptions

    @Option(help: ArgumentHelp("De naam op het scherm (standaard: het id).", valueName: "naam"))
    var name: String?

    @Option(
      help: ArgumentHelp("Het beleid (standaard: het eerste meegeleverde).", valueName: "bestand"), completion: .file())
    var policy: String?

    @Option(help: ArgumentHelp("De tijdzone.", valueName: "zone"))
    var timeZone = "Europe/Amsterdam"

    @Argument(help: ArgumentHelp("Een kort id van kleine letters, cijfers en streepjes.", valueName: "id"))
    var id: String

    func validate() throws {
      if TimeZone(identifier: timeZone) == nil {
        throw ValidationError("onbekende tijdzone \(timeZone); schrijf bijvoorbeeld Europe/Amsterdam")
      }
    }

    func run() async throws {
      let store = try await options.open(creating: true)
      let file = try policy ?? ShippedData.policies()[0]
      let categories = try Wordlists.load(directory: ShippedData.wordlists()).categories
      let policy = try Policy.load(file: file, categories: categories)
      let school = School(id: SchoolID(id), name: name ?? id, timeZone: timeZone)
      try await store.createSchool(school, policy: policy, at: Moment.now)
      if options.json { return try Screen.print(JSONObjectText(school: school).text) }
      try Screen.print([
        "School \(school.name) aangemaakt, met het beleid \(policy.title).",
        "Sleutel: \(try options.keyring().path(of: school.id)). Bewaar een kopie op een andere plek dan de database.",
      ])
    }
  }

  /// Says which board governs a school.
  struct Board: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "board",
      abstract: "Zegt onder welk bestuur (bevoegd gezag) de school valt.",
      discussion: """
        Scholen met hetzelfde id van een bestuur staan in school list bij elkaar. Een
        bestuur ziet daardoor niets van een school.

        Voorbeelden:
          fatsoen school board stichting-x --name "Stichting X" --school de-linde
          fatsoen school board --none --school de-linde
        """)
    @OptionGroup var options: DatabaseOptions

    @Option(help: ArgumentHelp("De naam op het scherm (standaard: het id).", valueName: "naam"))
    var name: String?

    @Flag(help: "De school valt onder geen bestuur dat u wilt noemen.")
    var none = false

    @Argument(help: ArgumentHelp("Het id van het bestuur.", valueName: "id"))
    var id: String?

    func run() async throws {
      if none == (id != nil) { throw CommandError("noem het id van een bestuur, of geef --none") }
      let desk = try await options.desk()
      let board = id.map { GoverningBoard(id: $0, name: name ?? $0) }
      try await desk.store.setBoard(board, school: desk.id, at: Moment.now)
      var school = desk.school
      school.board = board
      if options.json { return try Screen.print(JSONObjectText(school: school).text) }
      try Screen.print("\(school.name.onOneLine) valt nu onder \(board?.name.onOneLine ?? "geen genoemd bestuur").")
    }
  }

  /// Lists the schools.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont de scholen in de database.",
      discussion: """
        Voorbeeld:
          fatsoen school list --database sqlite:///srv/fatsoen/school.db
        """)
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
      let schools = try await options.open().schools()
      if options.json { return try Screen.print(schools.map { JSONObjectText(school: $0).text }) }
      if schools.isEmpty { return try Screen.print("Nog geen school. Begin met fatsoen school create.") }
      var table = Table([
        .init("bestuur", mayShrink: true), .init("id"), .init("naam", mayShrink: true), .init("tijdzone"),
      ])
      for school in schools.sorted(by: { ($0.board?.id ?? "~", $0.id) < ($1.board?.id ?? "~", $1.id) }) {
        table.add([
          .init(school.board?.name ?? ""), .init(school.id.rawValue, .bold), .init(school.name),
          .init(school.timeZone),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }
}

extension JSONObjectText {
  fileprivate init(school: School) {
    self.init()
    add("id", text: school.id.rawValue)
    add("name", text: school.name)
    add("time_zone", text: school.timeZone)
    add("language", text: school.language)
    add("board", text: school.board?.id)
    add("board_name", text: school.board?.name)
  }
}
