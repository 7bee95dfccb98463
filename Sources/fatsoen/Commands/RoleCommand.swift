import ArgumentParser
import Conduct
import Store

/// `fatsoen role`: roles that a file proposed, for a person to accept or refuse.
struct RoleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role",
    abstract: "Toont voorgestelde rollen en neemt ze aan of wijst ze af.",
    discussion: """
      Een export van een ander programma zegt wie welke rol heeft, maar geeft
      niemand een bevoegdheid: dat doet de directie hier.

      Voorbeelden:
        fatsoen role list
        fatsoen role accept 1 2 --as directie
      """,
    subcommands: [List.self, Accept.self, Refuse.self], defaultSubcommand: List.self)

  /// Lists what is open.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Toont de rollen waarover nog te beslissen is.",
      discussion: """
        Voorbeeld:
          fatsoen role list --json
        """)
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
      let desk = try await options.desk()
      let proposals = try await desk.store.roleProposals(school: desk.id)
      let names = try await desk.names()
      let groups = try await desk.groupNames()
      if options.json {
        return try Screen.print(
          proposals.map { proposal in
            var object = JSONObjectText()
            object.add("number", number: proposal.number)
            object.add("member", text: proposal.member.rawValue)
            object.add("name", text: names[proposal.member])
            object.add("role", text: proposal.role.rawValue)
            object.add("function", text: proposal.function?.rawValue)
            object.add("group", text: proposal.group?.rawValue)
            return object.text
          })
      }
      if proposals.isEmpty { return try Screen.print("Er zijn geen voorgestelde rollen.") }
      var table = Table([.init("nr", isNumber: true), .init("wie", mayShrink: true), .init("rol", mayShrink: true)])
      for proposal in proposals {
        table.add([
          .init("\(proposal.number)", .bold), .init(names[proposal.member] ?? proposal.member.rawValue),
          .init(proposal.role.text(in: proposal.group.map { groups[$0] ?? $0.rawValue }, as: proposal.function)),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }

  /// Which proposals, and who decides.
  struct Choice: ParsableArguments {
    @OptionGroup var options: DatabaseOptions

    @Option(
      name: .customLong("as"),
      help: ArgumentHelp("Wie beslist: de directie (niet nodig zolang de school er geen heeft).", valueName: "lid"))
    var member: String?

    @Flag(help: "Alle openstaande voorstellen.")
    var all = false

    @Argument(help: ArgumentHelp("De nummers uit fatsoen role list.", valueName: "nr"))
    var numbers: [Int] = []

    func decide(accept: Bool) async throws {
      let desk = try await options.desk()
      let open = try await desk.store.roleProposals(school: desk.id).map(\.number)
      let chosen = all ? open : numbers
      if chosen.isEmpty { throw CommandError("welke rol? Geef een nummer uit fatsoen role list, of --all") }
      if let unknown = chosen.first(where: { !open.contains($0) }) {
        throw CommandError("voorstel \(unknown) is er niet of is al behandeld; fatsoen role list toont wat open staat")
      }
      let actor = try await member.asyncMap(desk.member)
      for number in chosen {
        _ = try await desk.store.decide(
          roleProposal: number, accept: accept, by: actor?.id, school: desk.id, at: Moment.now)
      }
      let count = chosen.count == 1 ? "1 rol" : "\(chosen.count) rollen"
      try Screen.print("\(count) \(accept ? "gegeven" : "afgewezen").")
    }
  }

  /// Accepts.
  struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Geeft de voorgestelde rol.",
      discussion: """
        Voorbeelden:
          fatsoen role accept 3 --as directie
          fatsoen role accept --all
        """)
    @OptionGroup var choice: Choice

    func run() async throws { try await choice.decide(accept: true) }
  }

  /// Refuses.
  struct Refuse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Wijst de voorgestelde rol af.",
      discussion: """
        Voorbeeld:
          fatsoen role refuse 3 --as directie
        """)
    @OptionGroup var choice: Choice

    func run() async throws { try await choice.decide(accept: false) }
  }
}

extension Optional {
  /// What a step that waits makes of the value, when there is one.
  fileprivate func asyncMap<Value>(_ step: (Wrapped) async throws -> Value) async rethrows -> Value? {
    guard let self else { return nil }
    return try await step(self)
  }
}
