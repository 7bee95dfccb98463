import ArgumentParser
import Conduct
import Store

/// `fatsoen hours`: when people work and groups have lessons.
struct HoursCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hours",
    abstract: "Toont of zet werktijden en lestijden.",
    discussion: """
      Een bericht buiten werktijd of in lestijd geeft de schrijver advies als de
      afspraken daarom vragen; er komt nooit een lijstje van. Wie geen eigen werktijd
      heeft, heeft die van de school, en anders die van de afspraken. Zonder lestijden
      wordt daarnaar niet gekeken.

      Voorbeelden:
        fatsoen hours
        fatsoen hours set working --member juf-els "ma-vr 08:00-16:30, wo 08:00-12:30" --as directie
        fatsoen hours set lessons --group g4 "ma-vr 08:30-12:00 12:45-14:30, wo 08:30-12:15" --as directie
        fatsoen hours clear working --member juf-els --as directie
      """,
    subcommands: [Show.self, Set.self, Clear.self], defaultSubcommand: Show.self)

  /// Shows all hours.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Toont de werktijden en lestijden.",
      discussion: """
        Voorbeeld:
          fatsoen hours show --json
        """)
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
      let desk = try await options.desk()
      let timetable = try await desk.store.timetable(school: desk.id)
      let (names, groups) = (try await desk.names(), try await desk.groupNames())
      let own = timetable.working.compactMap { member, week in
        member.map { (id: $0.rawValue, name: names[$0] ?? $0.rawValue, week: week) }
      }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
      let lessons = timetable.lessons.compactMap { group, week in
        group.map { (id: $0.rawValue, name: groups[$0] ?? $0.rawValue, week: week) }
      }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
      if options.json {
        func object(_ kind: String, _ holder: (String, String)?, _ week: Timetable.Week) -> String {
          var object = JSONObjectText()
          object.add("kind", text: kind)
          object.add("member", text: kind == "working" ? holder?.0 : nil)
          object.add("group", text: kind == "lessons" ? holder?.0 : nil)
          object.add("week", text: Timetable.text(week))
          return object.text
        }
        return try Screen.print(
          (timetable.working[nil].map { [object("working", nil, $0)] } ?? [])
            + own.map { object("working", ($0.id, $0.name), $0.week) }
            + (timetable.lessons[nil].map { [object("lessons", nil, $0)] } ?? [])
            + lessons.map { object("lessons", ($0.id, $0.name), $0.week) })
      }
      var table = Table([.init("wat"), .init("van", mayShrink: true), .init("tijden", mayShrink: true)])
      table.add([
        .init("werktijd", .bold), .init("de school"),
        .init(timetable.working[nil].map(Timetable.text) ?? "niet bekend"),
      ])
      for one in own { table.add([.init("werktijd", .bold), .init(one.name), .init(Timetable.text(one.week))]) }
      table.add([
        .init("lestijd", .bold), .init("de school"),
        .init(timetable.lessons[nil].map(Timetable.text) ?? "niet bekend"),
      ])
      for one in lessons { table.add([.init("lestijd", .bold), .init(one.name), .init(Timetable.text(one.week))]) }
      try Screen.print(table.lines(on: .output))
    }
  }

  /// The two clocks.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case working
    case lessons
  }

  /// Whose hours.
  struct Choice: ParsableArguments {
    @Argument(help: ArgumentHelp("working (werktijd) of lessons (lestijd).", valueName: "soort"))
    var kind: Kind

    @Option(help: ArgumentHelp("Wiens werktijd (standaard: die van de school).", valueName: "lid"))
    var member: String?

    @Option(help: ArgumentHelp("De lestijd van welke groep (standaard: die van alle).", valueName: "groep"))
    var group: String?

    /// Whose they are, and the words for it.
    func holder(at desk: Desk) async throws -> (holder: Timetable.Holder, text: String) {
      switch (kind, member, group) {
      case (.working, let member?, nil):
        let person = try await desk.member(member)
        return (.working(person.id), "De werktijd van \(person.name.onOneLine)")
      case (.working, nil, nil): return (.working(nil), "De werktijd van de school")
      case (.lessons, nil, let group?):
        let found = try await desk.group(group)
        return (.lessons(found.id), "De lestijd van \(found.name.onOneLine)")
      case (.lessons, nil, nil): return (.lessons(nil), "De lestijd van de school")
      case (.working, _, _?): throw CommandError("een werktijd is van een lid, niet van een groep; geef --member")
      case (.lessons, _?, _): throw CommandError("een lestijd is van een groep, niet van een lid; geef --group")
      }
    }

    func save(_ week: Timetable.Week?, with options: DeskOptions) async throws {
      let (desk, member) = try await options.open()
      let (holder, text) = try await holder(at: desk)
      try await desk.store.setHours(week, of: holder, by: member.id, school: desk.id, at: Moment.now)
      if options.json {
        var object = JSONObjectText()
        object.add("kind", text: kind.rawValue)
        object.add("week", text: week.map(Timetable.text))
        return try Screen.print(object.text)
      }
      try Screen.print("\(text) is nu \(week.map(Timetable.text) ?? "weer de gewone").")
    }
  }

  /// Sets hours.
  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract: "Zet een werktijd of lestijd; de directie alle, wie op school werkt de eigen werktijd.",
      discussion: """
        Dagen zijn ma, di, wo, do, vr, za en zo, ook als ma-vr of ma+wo; daarachter de
        tijden, meer met een spatie ertussen, of vrij. Een later deel met minder dagen
        is de uitzondering op een eerder.

        Voorbeelden:
          fatsoen hours set working "ma-vr 08:00-17:00" --as directie
          fatsoen hours set working --member juf-els "ma-do 08:00-16:30, wo 08:00-12:30" --as juf-els
          fatsoen hours set lessons --group g4 "ma-vr 08:30-12:00 12:45-14:30" --as directie
        """)
    @OptionGroup var options: DeskOptions
    @OptionGroup var choice: Choice

    @Argument(help: ArgumentHelp("De dagen met hun tijden.", valueName: "week"))
    var week: String

    func run() async throws { try await choice.save(try Timetable.week(week), with: options) }
  }

  /// Takes hours away.
  struct Clear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "clear",
      abstract: "Haalt een werktijd of lestijd weg; dan geldt weer de gewone.",
      discussion: """
        Voorbeeld:
          fatsoen hours clear working --member juf-els --as directie
        """)
    @OptionGroup var options: DeskOptions
    @OptionGroup var choice: Choice

    func run() async throws { try await choice.save(nil, with: options) }
  }
}
