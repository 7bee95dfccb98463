import ArgumentParser
import Conduct
import Store

/// `fatsoen register`: the dated facts that the policy asks the school to keep.
struct RegisterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "Houdt bij wat de afspraken vragen bij te houden.",
    discussion: """
      Soorten: training, buddy, apparaat (van de school), eigen-apparaat (verklaring,
      geldt een schooljaar), bekendmaking (van de afspraken: brief, bijeenkomst of
      demonstratie), evaluatie, ontvangst (app, mail of weekbericht), toelating (van een
      ouder), mandaat (schrijven namens de directie), controle (beveiliging of privacy).

      Voorbeelden:
        fatsoen register missing --as directie
        fatsoen register add training --member juf-els --from 2026-09-01 --as directie
        fatsoen register add bekendmaking --value brief --text "brief aan alle ouders" --as directie
        fatsoen register list mandaat --as juf-els
      """,
    subcommands: [Add.self, End.self, List.self, Missing.self], defaultSubcommand: List.self)

  /// Finds a kind by its name on screen.
  static func kind(_ name: String) throws -> RegisterEntry.Kind {
    guard let kind = RegisterEntry.Kind(name: name) else {
      let names = RegisterEntry.Kind.allCases.map(\.profile.name).joined(separator: ", ")
      throw CommandError("onbekende soort \"\(name)\"; kies uit \(names)")
    }
    return kind
  }

  /// Adds an entry.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Zet iets in het register.",
      discussion: """
        De directie legt alles vast; wie op school werkt de eigen verklaring
        (eigen-apparaat), een ouder de eigen ontvangst, de administratie trainingen,
        apparaten, bekendmakingen, ontvangst en toelatingen, ICT apparaten en controles.

        Voorbeelden:
          fatsoen register add buddy --member juf-els --with meester-ben --as directie
          fatsoen register add eigen-apparaat --member juf-els --as juf-els
          fatsoen register add ontvangst --member ouder-4 --value weekbericht --as ouder-4
          fatsoen register add mandaat --member juf-els --until 2027-07-31 --text jubileum --as directie
          fatsoen register add evaluatie --text "besproken met de MR" --until 2027-11-30 --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("De soort.", valueName: "soort"))
    var kind: String

    @Option(help: ArgumentHelp("Om wie het gaat.", valueName: "lid"))
    var member: String?

    @Option(help: ArgumentHelp("De ander van een tweetal.", valueName: "lid"))
    var with: String?

    @Option(help: ArgumentHelp("De keuze, zoals brief of app.", valueName: "keuze"))
    var value: String?

    @Option(help: ArgumentHelp("Wanneer het was of begint (standaard: nu).", valueName: "datum"))
    var from: String?

    @Option(help: ArgumentHelp("Tot wanneer het geldt, of wanneer de volgende is.", valueName: "datum"))
    var until: String?

    @Option(help: ArgumentHelp("Wat erbij hoort.", valueName: "tekst"))
    var text: String?

    func run() async throws {
      var draft = RegisterDraft(try RegisterCommand.kind(kind))
      if let value {
        guard let found = RegisterEntry.Value(name: value) else {
          let names = draft.kind.profile.values.map(\.name).joined(separator: ", ")
          throw CommandError(
            names.isEmpty
              ? "bij \(draft.kind.profile.name) hoort geen keuze"
              : "onbekende keuze \"\(value)\"; kies uit \(names)")
        }
        draft.value = found
      }
      let (desk, actor) = try await options.open()
      if let member { draft.member = try await desk.member(member).id }
      if let with { draft.other = try await desk.member(with).id }
      draft.from = try Moment.parse(from, "--from", in: desk.zone)
      draft.until = try Moment.parseEnd(until, "--until", in: desk.zone)
      draft.text = text
      let entry = try await desk.store.enter(draft, by: actor.id, school: desk.id, at: Moment.now)
      if options.json { return try Screen.print(JSONObjectText.entry(entry)) }
      try Screen.print("In het register: \(entry.kind.profile.name), \(entry.id).")
    }
  }

  /// Ends an entry.
  struct End: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "end",
      abstract: "Zegt dat iets niet meer geldt.",
      discussion: """
        Voorbeeld:
          fatsoen register end e-1a2b3c4d5e6f --as directie
        """)
    @OptionGroup var options: DeskOptions

    @Argument(help: ArgumentHelp("Het id uit fatsoen register list.", valueName: "id"))
    var id: String

    func run() async throws {
      let (desk, member) = try await options.open()
      try await desk.store.endEntry(RegisterEntryID(id), by: member.id, school: desk.id, at: Moment.now)
      var object = JSONObjectText()
      object.add("id", text: id)
      try Screen.print(options.json ? object.text : "Dit geldt niet meer.")
    }
  }

  /// Lists entries.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Toont wat er in het register staat en u mag zien.",
      discussion: """
        Voorbeelden:
          fatsoen register list --as directie
          fatsoen register list training --as directie --all
        """)
    @OptionGroup var options: DeskOptions

    @Flag(help: "Ook wat niet meer geldt.")
    var all = false

    @Argument(help: ArgumentHelp("Alleen deze soort.", valueName: "soort"))
    var kind: String?

    func run() async throws {
      let kind = try kind.map(RegisterCommand.kind)
      let (desk, member) = try await options.open()
      let now = Moment.now
      let entries = try await desk.store.entries(kind, for: member.id, school: desk.id, at: now)
        .filter { all || $0.until.map { $0 > now } ?? true }
      if options.json { return try Screen.print(entries.map(JSONObjectText.entry)) }
      if entries.isEmpty { return try Screen.print("Hier staat niets dat u kunt zien.") }
      let names = try await desk.names()
      var table = Table([
        .init("id"), .init("soort"), .init("wie", mayShrink: true), .init("wat", mayShrink: true), .init("van"),
        .init("tot"),
      ])
      for entry in entries {
        let people = [entry.member, entry.other].compactMap { $0.map { names[$0] ?? $0.rawValue } }
        table.add([
          .init(entry.id.rawValue), .init(entry.kind.profile.name, .bold), .init(people.joined(separator: " en ")),
          .init([entry.value?.name, entry.text].compactMap { $0 }.joined(separator: ": ")),
          .init(Moment.date(entry.from, in: desk.zone)),
          .init(entry.until.map { Moment.date($0, in: desk.zone) } ?? ""),
        ])
      }
      try Screen.print(table.lines(on: .output))
    }
  }

  /// What is missing.
  struct Missing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "missing",
      abstract: "Toont wat de afspraken vragen en het register niet heeft.",
      discussion: """
        Voorbeeld:
          fatsoen register missing --as directie
        """)
    @OptionGroup var options: DeskOptions

    func run() async throws {
      let (desk, member) = try await options.open()
      let gaps = try await desk.store.registerGaps(for: member.id, school: desk.id, at: Moment.now)
      if options.json {
        var object = JSONObjectText()
        object.add("untrained", texts: gaps.untrained.map(\.rawValue))
        object.add("undeclared", texts: gaps.undeclared.map(\.rawValue))
        object.add("not_admitted", texts: gaps.notAdmitted.map(\.rawValue))
        object.add("is_published", gaps.isPublished ? "true" : "false")
        object.add("unused_channels", texts: gaps.unusedChannels.map(\.rawValue))
        object.add("evaluation", text: gaps.evaluation?.description)
        object.add("is_evaluation_overdue", gaps.isEvaluationOverdue ? "true" : "false")
        object.add("unchecked", texts: gaps.unchecked.map(\.rawValue))
        return try Screen.print(object.text)
      }
      let names = try await desk.names()
      func people(_ members: [MemberID]) -> String {
        members.isEmpty ? "niemand" : members.map { (names[$0] ?? $0.rawValue).onOneLine }.joined(separator: ", ")
      }
      func values(_ values: [RegisterEntry.Value]) -> String { values.map(\.name).joined(separator: ", ") }
      var evaluation = "geen datum"
      if let day = gaps.evaluation { evaluation = Moment.date(day) + (gaps.isEvaluationOverdue ? " (te laat)" : "") }
      var published = gaps.isPublished ? "ja" : "nee"
      if !gaps.unusedChannels.isEmpty { published += "; nog niet met: \(values(gaps.unusedChannels))" }
      var table = Table([.init("wat"), .init("stand", mayShrink: true)])
      for (what, state) in [
        ("plaatst zonder training", people(gaps.untrained)),
        ("geen verklaring eigen apparaat", people(gaps.undeclared)),
        ("ouder zonder toelating", people(gaps.notAdmitted)), ("afspraken bekendgemaakt", published),
        ("afspraken evalueren", evaluation),
        ("niet nagekeken dit jaar", gaps.unchecked.isEmpty ? "niets" : values(gaps.unchecked)),
      ] { table.add([.init(what, .bold), .init(state)]) }
      try Screen.print(table.lines(on: .output))
    }
  }
}

extension JSONObjectText {
  fileprivate static func entry(_ entry: RegisterEntry) -> String {
    var object = JSONObjectText()
    object.add("id", text: entry.id.rawValue)
    object.add("kind", text: entry.kind.rawValue)
    object.add("member", text: entry.member?.rawValue)
    object.add("other", text: entry.other?.rawValue)
    object.add("value", text: entry.value?.rawValue)
    object.add("policy", text: entry.policy)
    object.add("from", number: Int(entry.from))
    object.add("until", number: entry.until.map(Int.init))
    object.add("text", text: entry.text)
    object.add("added_by", text: entry.addedBy.rawValue)
    return object.text
  }
}
