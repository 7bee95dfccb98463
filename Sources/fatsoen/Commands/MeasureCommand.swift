public import ArgumentParser
public import Conduct
import Foundation
import Store

/// `fatsoen measure`: look at a measure, and take it further.
struct MeasureCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Toont een maatregel en zet de volgende stap.",
    discussion: """
      Een maatregel gaat van voorstel, door voorbereiding (motivering, feiten,
      weging), bij zware maatregelen een tweede akkoord, en bij beperkingen een
      aankondiging waarop de ander mag reageren, naar oplegging. Met --urgent gaat
      het sneller; dan kijkt een tweede persoon binnen de termijn alsnog mee.

      Voorbeelden:
        fatsoen measure 3
        fatsoen measure propose talk --about ouder-4 --reason "Op eigen verzoek."
        fatsoen measure prepare 3 --motivation "…" --facts "…"
        fatsoen measure approve 3 --as directie
        fatsoen measure impose 3 --as directie
      """,
    subcommands: [
      Show.self, Propose.self, Prepare.self, Approve.self, Refuse.self, Announce.self, Respond.self, Impose.self,
      Acknowledge.self, Reaffirm.self, Lift.self,
    ],
    defaultSubcommand: Show.self)
}

/// What every step on a measure needs.
struct MeasureOptions: ParsableArguments {
  @OptionGroup var options: DeskOptions

  @Option(help: ArgumentHelp("De versie die u hebt gezien; anders de huidige.", valueName: "getal"))
  var expecting: Int?

  @Argument(help: ArgumentHelp("Het nummer van de maatregel.", valueName: "nr"))
  var number: String

  /// Opens the database and reads the measure.
  func open() async throws -> (desk: Desk, member: Member, file: MeasureFile) {
    let (desk, member) = try await options.open()
    return (desk, member, try await desk.store.measure(number, for: member.id, school: desk.id, at: Moment.now))
  }

  /// Reads the measure, takes a step, and shows what it has become.
  func step(
    _ body: (Desk, MeasureID, _ expecting: Int, _ by: MemberID, _ now: Int64) async throws -> Measure
  ) async throws {
    let (desk, member, file) = try await open()
    try report(await body(desk, file.measure.id, expecting ?? file.measure.version, member.id, Moment.now))
  }

  /// Shows what a measure has become.
  func report(_ measure: Measure) throws {
    if options.json { return try Screen.print(JSONObjectText.measure(measure)) }
    try Screen.print(
      "\(Terminal.output.style("✓", .good)) Maatregel \(measure.number), \(measure.kind.profile.name): \(measure.state.name)."
    )
  }
}

extension MeasureCommand {
  /// Shows a measure with its checklist.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Toont een maatregel.",
      discussion: """
        Voorbeeld:
          fatsoen measure show 3 --as directie
        """)
    @OptionGroup var options: MeasureOptions

    @Flag(help: "Ook alles wat de school openliet en het programma koos.")
    var all = false

    func run() async throws {
      let (desk, _, file) = try await options.open()
      if options.options.json { return try Screen.print(MeasurePage.json(file)) }
      let page = MeasurePage(file: file, desk: desk, names: try await desk.names(), terminal: .output, showsAll: all)
      try Screen.print(page.lines)
    }
  }

  /// Proposes a measure without the ladder.
  struct Propose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "propose",
      abstract: "Stelt zelf een maatregel voor, met een reden.",
      discussion: """
        Voorbeeld:
          fatsoen measure propose talk --about ouder-4 --reason "Op eigen verzoek."
        """)
    @OptionGroup var options: DeskOptions

    @Option(help: ArgumentHelp("Voor wie: het id van een lid.", valueName: "lid"))
    var about: String

    @Option(help: ArgumentHelp("Waarom.", valueName: "tekst"))
    var reason: String

    @Option(
      help: ArgumentHelp("Bij een datalek: wanneer de school het wist; dan begint de 72 uur.", valueName: "tijd"))
    var known: String?

    @Argument(help: ArgumentHelp("De maatregel, bijvoorbeeld talk of formal_warning.", valueName: "maatregel"))
    var kind: Measure.Kind

    func run() async throws {
      let (desk, member) = try await options.open()
      let subject = try await desk.member(about)
      let measure = try await desk.store.propose(
        kind, about: subject.id, reason: reason, knownAt: try Moment.parse(known, "--known", in: desk.zone),
        by: member.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(JSONObjectText.measure(measure)) }
      try Screen.print("Maatregel \(measure.number) voorgesteld. Bekijken: fatsoen measure \(measure.number)")
    }
  }

  /// Writes down why, and for how long.
  struct Prepare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "prepare",
      abstract: "Legt motivering, feiten, weging en termijn vast.",
      discussion: """
        Voorbeeld:
          fatsoen measure prepare 3 --as directie --until 2026-06-01 \\
            --motivation "Drie keer gescholden." --facts "Berichten 1, 2 en 5." \\
            --weighing "…" --rule-known "…" --prior-warning "…" \\
            --contact "De directie." --redress "…" --hearing "…"
        """)
    @OptionGroup var options: MeasureOptions

    @Option(help: ArgumentHelp("Waarom deze maatregel; dit leest de persoon zelf.", valueName: "tekst"))
    var motivation: String

    @Option(help: ArgumentHelp("Wat er is gebeurd.", valueName: "tekst"))
    var facts = ""

    @Option(help: ArgumentHelp("Beide belangen, en waarom niet lichter.", valueName: "tekst"))
    var weighing = ""

    @Option(help: ArgumentHelp("Hoe de persoon de afspraak kende.", valueName: "tekst"))
    var ruleKnown = ""

    @Option(help: ArgumentHelp("Wanneer eerder is gewaarschuwd, of waarom niet.", valueName: "tekst"))
    var priorWarning = ""

    @Option(help: ArgumentHelp("Bij wie de persoon terechtkan.", valueName: "tekst"))
    var contact = ""

    @Option(help: ArgumentHelp("Hoe de persoon bezwaar maakt.", valueName: "tekst"))
    var redress = ""

    @Option(help: ArgumentHelp("Wat de persoon zelf zei, of dat er niet is gereageerd.", valueName: "tekst"))
    var hearing = ""

    @Option(help: ArgumentHelp("Waarvoor het geldt: groepen, plaatsen, tijden, uitzonderingen.", valueName: "tekst"))
    var scope: String?

    @Option(help: ArgumentHelp("Hoe de persoon intussen de informatie van school krijgt.", valueName: "tekst"))
    var substitute: String?

    @Option(help: ArgumentHelp("Wat binnen de school is geprobeerd, of waarom dat niet kan.", valueName: "tekst"))
    var internalSteps: String?

    @Option(help: ArgumentHelp("Namens wie u besluit, en waar dat staat.", valueName: "tekst"))
    var mandate: String?

    @Option(help: ArgumentHelp("De maatregel waarvoor deze in de plaats komt.", valueName: "nr"))
    var replaces: String?

    @Option(
      help: ArgumentHelp(
        "Welk gevaar haast vraagt; horen kan dan later, en één persoon kan beginnen.", valueName: "tekst"))
    var urgent: String?

    @Option(
      help: ArgumentHelp(
        "De afspraak, als A33; nodig als er geen overtreding is vastgesteld. Mag vaker.", valueName: "afspraak"))
    var clause: [String] = []

    @Option(help: ArgumentHelp("Begin, als 2026-03-03 (standaard: bij opleggen).", valueName: "datum"))
    var from: String?

    @Option(help: ArgumentHelp("Einde.", valueName: "datum"))
    var until: String?

    @Option(help: ArgumentHelp("Dag om opnieuw te kijken.", valueName: "datum"))
    var review: String?

    func run() async throws {
      try await options.step { desk, id, version, member, now in
        var replaced: MeasureID?
        if let replaces {
          replaced = try await desk.store.measure(replaces, for: member, school: desk.id, at: now).measure.id
        }
        let plan = Measure.Plan(
          motivation: motivation, ruleKnown: ruleKnown, priorWarning: priorWarning, facts: facts, weighing: weighing,
          contactPoint: contact, redress: redress, hearing: hearing, isUrgent: urgent != nil,
          from: try Moment.parse(from, "--from", in: desk.zone),
          until: try Moment.parse(until, "--until", in: desk.zone),
          reviewAt: try Moment.parse(review, "--review", in: desk.zone), scope: scope, substituteChannel: substitute,
          internalSteps: internalSteps, mandate: mandate, replaces: replaced,
          clauses: clause.isEmpty ? nil : clause.map(ClauseID.init(_:)), urgency: urgent)
        return try await desk.store.prepare(id, plan, expecting: version, by: member, school: desk.id, at: now)
      }
    }
  }

  /// Agrees as the second person.
  struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "approve",
      abstract: "Geeft akkoord als tweede persoon.",
      discussion: """
        Voorbeeld:
          fatsoen measure approve 3 --as bestuur
        """)
    @OptionGroup var options: MeasureOptions

    func run() async throws {
      try await options.step { try await $0.store.approve($1, expecting: $2, by: $3, school: $0.id, at: $4) }
    }
  }

  /// Refuses a proposal.
  struct Refuse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "refuse",
      abstract: "Wijst een voorstel af, met een reden.",
      discussion: """
        Voorbeeld:
          fatsoen measure refuse 3 --as directie --reason "Al besproken."
        """)
    @OptionGroup var options: MeasureOptions

    @Option(help: ArgumentHelp("Waarom niet.", valueName: "tekst"))
    var reason: String

    func run() async throws {
      let reason = reason
      try await options.step {
        try await $0.store.refuse($1, reason: reason, expecting: $2, by: $3, school: $0.id, at: $4)
      }
    }
  }

  /// Imposes a measure.
  struct Impose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "impose",
      abstract: "Legt de maatregel op; de controlelijst moet af zijn.",
      discussion: """
        Voorbeeld:
          fatsoen measure impose 3 --as directie
        """)
    @OptionGroup var options: MeasureOptions

    func run() async throws {
      try await options.step { try await $0.store.impose($1, expecting: $2, by: $3, school: $0.id, at: $4) }
    }
  }

  /// Ends a measure early.
  struct Lift: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lift",
      abstract: "Heft een maatregel op, met een reden.",
      discussion: """
        Voorbeeld:
          fatsoen measure lift 3 --as directie --reason "Weer goed contact."
        """)
    @OptionGroup var options: MeasureOptions

    @Option(help: ArgumentHelp("Waarom.", valueName: "tekst"))
    var reason: String

    func run() async throws {
      let reason = reason
      try await options.step {
        try await $0.store.lift($1, reason: reason, expecting: $2, by: $3, school: $0.id, at: $4)
      }
    }
  }
}

extension Measure.Kind: ExpressibleByArgument {}
