import ArgumentParser
import Conduct
import Store

/// `fatsoen hold`: what may not be deleted yet.
struct HoldCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Houdt het wissen van wat over een lid is bewaard tegen, of laat dat weer toe.",
    discussion: """
      Bijvoorbeeld bij een klacht, aangifte of rechtszaak. Er hoort een reden bij, en een
      dag waarop u opnieuw kijkt; die staat dan in fatsoen due.

      Voorbeelden:
        fatsoen hold list --as directie
        fatsoen hold place ouder-4 --as directie --reason "Aangifte." --review 2026-06-01
        fatsoen hold prolong 1 --as directie --reason "Loopt nog." --review 2026-12-01
        fatsoen hold lift 1 --as directie --reason "De zaak is gesloten."
      """,
    subcommands: [List.self, Place.self, Prolong.self, Lift.self], defaultSubcommand: List.self)

  static func json(_ hold: LegalHold) -> String {
    var object = JSONObjectText()
    object.add("number", number: hold.number)
    object.add("id", text: hold.id.rawValue)
    object.add("member", text: hold.member.rawValue)
    object.add("holder", text: hold.holder.rawValue)
    object.add("placed_at", number: Int(hold.placedAt))
    object.add("review_at", number: Int(hold.reviewAt))
    object.add("lifted_at", number: hold.liftedAt.map { Int($0) })
    object.add("reasons", texts: hold.reasons)
    return object.text
  }

  static func report(_ hold: LegalHold, _ words: String, _ options: DeskOptions) throws {
    if options.json { return try Screen.print(json(hold)) }
    try Screen.print("\(Terminal.output.style("✓", .good)) Bewaarplicht \(hold.number): \(words).")
  }

  /// Lists the holds.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont waarvan het wissen is tegengehouden.",
      discussion: """
        Voorbeeld:
          fatsoen hold list --as directie
        """)
    @OptionGroup var options: DeskOptions

    func run() async throws {
      let (desk, member) = try await options.open()
      let holds = try await desk.store.holds(for: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(holds.map(HoldCommand.json)) }
      if holds.isEmpty { return try Screen.print("Niets wordt tegengehouden.") }
      let names = try await desk.names()
      var table = Table([
        .init("nr", isNumber: true), .init("over", mayShrink: true), .init("door", mayShrink: true), .init("sinds"),
        .init("opnieuw kijken"), .init("waarom", mayShrink: true),
      ])
      for hold in holds {
        table.add([
          .init("#\(hold.number)", .bold), .init(names[hold.member] ?? ""), .init(names[hold.holder] ?? ""),
          .init(Moment.date(hold.placedAt, in: desk.zone)),
          .init(hold.liftedAt == nil ? Moment.date(hold.reviewAt, in: desk.zone) : "opgeheven"),
          .init(hold.reasons.last ?? ""),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }

  /// Places a hold.
  struct Place: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "place",
      abstract: "Houdt het wissen tegen.",
      discussion: """
        Voorbeeld:
          fatsoen hold place ouder-4 --as directie --reason "Aangifte." --review 2026-06-01
        """)
    @OptionGroup var options: DeskOptions

    @Option(help: ArgumentHelp("Waarom.", valueName: "tekst"))
    var reason: String

    @Option(help: ArgumentHelp("De dag waarop u opnieuw kijkt.", valueName: "datum"))
    var review: String

    @Argument(help: ArgumentHelp("Het id of de naam van een lid.", valueName: "lid"))
    var about: String

    func run() async throws {
      let (desk, member) = try await options.open()
      let hold = try await desk.store.placeHold(
        on: try await desk.member(about).id, reason: reason,
        reviewAt: try Moment.parse(review, "--review", in: desk.zone) ?? 0, by: member.id, school: desk.id,
        at: Moment.now)
      try HoldCommand.report(hold, "wissen is tegengehouden tot u dit opheft", options)
    }
  }

  /// Lets a hold stay.
  struct Prolong: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "prolong",
      abstract: "Laat het wissen langer tegengehouden, met een nieuwe dag om te kijken.",
      discussion: """
        Voorbeeld:
          fatsoen hold prolong 1 --as directie --reason "Loopt nog." --review 2026-12-01
        """)
    @OptionGroup var options: DeskOptions

    @Option(help: ArgumentHelp("Waarom.", valueName: "tekst"))
    var reason: String

    @Option(help: ArgumentHelp("De dag waarop u opnieuw kijkt.", valueName: "datum"))
    var review: String

    @Argument(help: ArgumentHelp("Het nummer.", valueName: "nr"))
    var number: ShortNumber

    func run() async throws {
      let (desk, member) = try await options.open()
      let hold = try await desk.store.prolongHold(
        number.value, reason: reason, reviewAt: try Moment.parse(review, "--review", in: desk.zone) ?? 0, by: member.id,
        school: desk.id, at: Moment.now)
      try HoldCommand.report(hold, "opnieuw kijken op \(Moment.date(hold.reviewAt, in: desk.zone))", options)
    }
  }

  /// Lifts a hold.
  struct Lift: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lift",
      abstract: "Laat wissen weer toe.",
      discussion: """
        Voorbeeld:
          fatsoen hold lift 1 --as directie --reason "De zaak is gesloten."
        """)
    @OptionGroup var options: DeskOptions

    @Option(help: ArgumentHelp("Waarom.", valueName: "tekst"))
    var reason: String

    @Argument(help: ArgumentHelp("Het nummer.", valueName: "nr"))
    var number: ShortNumber

    func run() async throws {
      let (desk, member) = try await options.open()
      let hold = try await desk.store.liftHold(
        number.value, reason: reason, by: member.id, school: desk.id, at: Moment.now)
      try HoldCommand.report(hold, "opgeheven; wat niet langer mag, wordt weer gewist", options)
    }
  }
}
