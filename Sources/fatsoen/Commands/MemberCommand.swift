public import ArgumentParser
public import Conduct
import Store

/// `fatsoen member`: the people of a school.
struct MemberCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "member",
    abstract: "Voegt een lid toe of toont de leden.",
    discussion: """
      Voorbeelden:
        fatsoen member add "Ouder Vier" --id ouder-4 --role ouder --group g6
        fatsoen member add "Juf Els" --id juf-els --role leerkracht --group g6
        fatsoen member join ouder-4 --role ouder --group g3 --as directie
        fatsoen member list
      """,
    subcommands: [Add.self, Join.self, Leave.self, List.self], defaultSubcommand: List.self)

  /// Adds a member.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Voegt een lid toe, met een rol.",
      discussion: """
        Voorbeelden:
          fatsoen member add "Ouder Vier" --id ouder-4 --role ouder --group g6 --family f4
          fatsoen member add "Intern begeleider" --id ib --role medewerker --function care
        """)
    @OptionGroup var options: DatabaseOptions

    @Option(name: .customLong("id"), help: ArgumentHelp("Het id in het portaal.", valueName: "id"))
    var externalID: String?

    @Option(help: ArgumentHelp("ouder, leerkracht, medewerker, directeur, bestuur of ondersteuning.", valueName: "rol"))
    var role: String

    @Option(
      help: ArgumentHelp("De groep waarvoor de rol geldt; mag vaker (standaard: de hele school).", valueName: "groep"))
    var group: [String] = []

    @Option(
      help: ArgumentHelp(
        "Een taak bij de rol: mr, or, tso, class_parent, ict, administration of care.", valueName: "taak"))
    var function: Assignment.Function?

    @Option(help: ArgumentHelp("Wie hetzelfde gezin heeft, behandelt elkaars berichten niet.", valueName: "gezin"))
    var family: String?

    @Option(
      name: .customLong("as"),
      help: ArgumentHelp("Wie het lid toelaat: de directie, of de leerkracht van de groep.", valueName: "lid"))
    var actor: String?

    @Option(help: ArgumentHelp("Wie het lid volgens het portaal toeliet.", valueName: "lid"))
    var addedBy: String?

    @Argument(help: ArgumentHelp("De naam.", valueName: "naam"))
    var name: String

    func run() async throws {
      let role = try MemberCommand.role(role)
      let desk = try await options.desk()
      var groups: [GroupID] = []
      for name in group { groups.append(try await desk.group(name).id) }
      let now = Moment.now
      let places: [GroupID?] = groups.isEmpty ? [nil] : groups
      let (actor, adder) = (
        try await MemberCommand.actor(actor, at: desk), try await MemberCommand.actor(addedBy, at: desk)
      )
      let draft = MemberDraft(
        name: name, externalID: externalID, family: family.map(FamilyID.init(_:)),
        assignments: places.map { Assignment(role: role, function: function, group: $0, from: now, addedBy: adder) })
      let member = try await desk.store.addMember(draft, by: actor, school: desk.id, at: now)
      if options.json { return try Screen.print(JSONObjectText(member: member).text) }
      try Screen.print("\(member.name) staat in het register als \(member.externalID ?? member.id.rawValue).")
    }
  }

  /// Lists the members.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont de leden en hun rollen.",
      discussion: """
        Voorbeeld:
          fatsoen member list --json
        """)
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
      let desk = try await options.desk()
      let members = try await desk.store.members(school: desk.id)
      if options.json { return try Screen.print(members.map { JSONObjectText(member: $0).text }) }
      if members.isEmpty { return try Screen.print("Nog geen leden. Voeg er een toe met fatsoen member add.") }
      let groups = try await desk.groupNames()
      let now = Moment.now
      var table = Table([
        .init("id", mayShrink: true), .init("naam", mayShrink: true), .init("rollen", mayShrink: true),
      ])
      for member in members {
        let roles = member.assignments.filter { $0.isHeld(at: now) }.map { assignment in
          assignment.role.text(in: assignment.group.map { groups[$0] ?? $0.rawValue }, as: assignment.function)
        }
        table.add([
          .init(member.externalID ?? member.id.rawValue, .bold), .init(member.name),
          .init(roles.joined(separator: ", ")),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }
}

extension Assignment.Function: ExpressibleByArgument {}

extension JSONObjectText {
  fileprivate init(member: Member) {
    self.init()
    add("id", text: member.id.rawValue)
    add("external_id", text: member.externalID)
    add("name", text: member.name)
    add("family", text: member.family?.rawValue)
    let roles = member.assignments.map { assignment in
      var object = JSONObjectText()
      object.add("role", text: assignment.role.rawValue)
      object.add("function", text: assignment.function?.rawValue)
      object.add("group", text: assignment.group?.rawValue)
      object.add("from", number: Int(assignment.from))
      object.add("until", number: assignment.until.map(Int.init))
      object.add("added_by", text: assignment.addedBy?.rawValue)
      return object.text
    }
    add("roles", "[" + roles.joined(separator: ",") + "]")
  }
}
