import ArgumentParser
import Conduct
import Exchange
import Store

extension MemberCommand {
  /// A role of somebody who is in the register, in a group or the whole school.
  struct RoleChoice: ParsableArguments {
    @OptionGroup var options: DatabaseOptions

    @Option(
      name: .customLong("as"),
      help: ArgumentHelp("Wie dit doet: de directie, of de leerkracht van de groep.", valueName: "lid"))
    var actor: String?

    @Option(help: ArgumentHelp("ouder, leerkracht, medewerker, directeur, bestuur of ondersteuning.", valueName: "rol"))
    var role: String

    @Option(help: ArgumentHelp("De groep waarvoor de rol geldt (standaard: de hele school).", valueName: "groep"))
    var group: String?

    @Argument(help: ArgumentHelp("Wie.", valueName: "lid"))
    var member: String

    /// Opens the database and finds everything that was named.
    func open() async throws -> (desk: Desk, member: Member, role: Role, group: GroupID?, actor: MemberID?) {
      let role = try MemberCommand.role(role)
      let desk = try await options.desk()
      var place: GroupID?
      if let group { place = try await desk.group(group).id }
      return (desk, try await desk.member(member), role, place, try await MemberCommand.actor(actor, at: desk))
    }

    func tell(_ what: String, _ member: Member) throws {
      var object = JSONObjectText()
      object.add("member", text: member.id.rawValue)
      try Screen.print(options.json ? object.text : what)
    }
  }

  /// Who does something, when that was said.
  static func actor(_ handle: String?, at desk: Desk) async throws -> MemberID? {
    guard let handle else { return nil }
    return try await desk.member(handle).id
  }

  /// A role by its name on screen.
  static func role(_ name: String) throws -> Role {
    guard let role = Role(name: name) else {
      throw CommandError(
        "onbekende rol \"\(name)\"; kies uit ouder, leerkracht, medewerker, directeur, bestuur, ondersteuning")
    }
    return role
  }

  /// Gives a role.
  struct Join: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "join",
      abstract: "Geeft een lid een rol erbij, zoals ouder in nog een groep.",
      discussion: """
        Voorbeelden:
          fatsoen member join ouder-4 --role ouder --group g6 --as juf-els
          fatsoen member join ouder-4 --role ouder --group mr --function mr --as directie
        """)
    @OptionGroup var choice: RoleChoice

    @Option(
      help: ArgumentHelp(
        "Een taak bij de rol: mr, or, tso, class_parent, ict, administration of care.", valueName: "taak"))
    var function: Assignment.Function?

    @Option(help: ArgumentHelp("Wie het lid volgens het portaal toeliet.", valueName: "lid"))
    var addedBy: String?

    func run() async throws {
      let (desk, member, role, group, actor) = try await choice.open()
      let now = Moment.now
      let assignment = Assignment(
        role: role, function: function, group: group, from: now,
        addedBy: try await MemberCommand.actor(addedBy, at: desk))
      try await desk.store.assign(assignment, to: member.id, by: actor, school: desk.id, at: now)
      try choice.tell("\(member.name.onOneLine) heeft nu de rol \(choice.role).", member)
    }
  }

  /// Ends a role.
  struct Leave: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "leave",
      abstract: "Beëindigt een rol van een lid.",
      discussion: """
        Voorbeeld:
          fatsoen member leave ouder-4 --role ouder --group g3 --as juf-els
        """)
    @OptionGroup var choice: RoleChoice

    func run() async throws {
      let (desk, member, role, group, actor) = try await choice.open()
      try await desk.store.end(role, in: group, of: member.id, by: actor, school: desk.id, at: Moment.now)
      try choice.tell("\(member.name.onOneLine) heeft de rol \(choice.role) niet meer.", member)
    }
  }
}
