public import ArgumentParser
public import Conduct
import Foundation
import Library
import Store

/// `fatsoen calendar`: see or set the school's calendar, and try a term on it.
struct CalendarCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: "Toont of kiest de kalender waarmee termijnen worden geteld.",
    discussion: """
      Voorbeelden:
        fatsoen calendar
        fatsoen calendar set noord
        fatsoen calendar set mijn-school.yaml
        fatsoen calendar set vakanties.csv --region midden
        fatsoen calendar until "5 school_days" --from "2026-02-19 10:00"
      """,
    subcommands: [Show.self, Set.self, Until.self], defaultSubcommand: Show.self)

  /// Shows the calendar in force.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Toont de vakanties en studiedagen.",
      discussion: """
        Voorbeeld:
          fatsoen calendar show
        """)
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
      let desk = try await options.desk()
      let calendar = try await desk.store.calendar(school: desk.id)
      if options.json { return try Screen.print(CalendarCommand.json(calendar)) }
      let terminal = Terminal.output
      var lines = [terminal.style(calendar.title, .bold), ""]
      if calendar.periods.isEmpty {
        lines.append("Er zijn geen vakanties bekend. Kies een kalender: fatsoen calendar set noord")
      } else {
        var table = Table([.init("van"), .init("tot en met"), .init("wat", mayShrink: true)])
        for period in calendar.periods {
          table.add([
            .init(Moment.date(period.from)), .init(Moment.date(period.through)), .init(period.name),
          ])
        }
        lines += table.lines(on: terminal)
      }
      let missing = calendar.years.filter { !$0.missing.isEmpty }
      if !missing.isEmpty { lines.append("") }
      lines += missing.map { "let op: van \($0.name) is nog niet bekend: \($0.missing.joined(separator: ", "))" }
      try Screen.print(lines)
    }
  }

  /// Chooses a calendar.
  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract: "Kiest een meegeleverde kalender, of een eigen bestand.",
      discussion: """
        Lopende termijnen worden opnieuw geteld. Calendars/eigen-school.yaml is een
        voorbeeld van een eigen bestand. Een CSV met naam;van;tot;groepen, zoals
        Meivakantie;20-4-2026;3-5-2026; komt boven op de regio; dezelfde naam komt in
        de plaats van die van de regio. Dagen met groepen (met | ertussen) komen als vrij
        bij fatsoen exception.

        Voorbeelden:
          fatsoen calendar set noord
          fatsoen calendar set mijn-school.yaml
          fatsoen calendar set vakanties.csv --region midden --as directie
        """)
    @OptionGroup var options: DatabaseOptions

    @Option(help: ArgumentHelp("Bij een CSV: noord, midden of zuid (standaard: geen).", valueName: "regio"))
    var region: String?

    @Option(
      name: .customLong("as"),
      help: ArgumentHelp("Wie de vrije dagen van groepen vastlegt, de directie.", valueName: "lid"))
    var member: String?

    @Argument(help: ArgumentHelp("noord, midden, zuid of een bestand.", valueName: "kalender"), completion: .file())
    var name: String

    func run() async throws {
      let desk = try await options.desk()
      let isTable = name.lowercased().hasSuffix(".csv")
      if region != nil && !isTable { throw CommandError("--region hoort bij een CSV; noem anders alleen de regio") }
      let own: HolidayFile.Own
      if isTable {
        guard let bytes = FileManager.default.contents(atPath: name) else {
          throw CommandError(Input.fault(ENOENT, name))
        }
        let groups = try await desk.store.groups(school: desk.id)
        do {
          own = try HolidayFile.read(Array(bytes), over: region, for: desk.school, groups: groups)
        } catch let error as CommandError { throw CommandError("\(name): \(error.message)") }
      } else {
        let folder = try ShippedData.calendarFolder()
        let file = name.contains("/") || name.contains(".") ? name : "\(folder)/\(name).yaml"
        own = (try SchoolCalendar.load(file: file, shipped: folder), [])
      }
      try await desk.store.adopt(
        own.calendar, daysOff: own.daysOff, by: try await MemberCommand.actor(member, at: desk), school: desk.id,
        at: Moment.now)
      if options.json { return try Screen.print(CalendarCommand.json(own.calendar)) }
      try Screen.print("\(Terminal.output.style("✓", .good)) \(desk.school.name) rekent nu met: \(own.calendar.title).")
    }
  }

  /// Tries a term on the calendar.
  struct Until: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "until",
      abstract: "Rekent uit wanneer een termijn afloopt.",
      discussion: """
        Een termijn is een getal en een eenheid: minutes, hours, school_minutes,
        school_days, days of weeks.

        Voorbeelden:
          fatsoen calendar until "5 school_days"
          fatsoen calendar until "6 weeks" --from "2026-05-15 10:00"
        """)
    @OptionGroup var options: DatabaseOptions

    @Option(help: ArgumentHelp("Vanaf wanneer (standaard: nu).", valueName: "tijd"))
    var from: String?

    @Argument(help: ArgumentHelp("De termijn, zoals \"5 school_days\".", valueName: "termijn"))
    var term: Term

    func run() async throws {
      let desk = try await options.desk()
      let start = try Moment.parse(from, "--from", in: desk.zone) ?? Moment.now
      let calendar = try await desk.store.calendar(school: desk.id)
      let deadline = calendar.deadline(of: TermClock(term, from: start))
      if options.json {
        var object = JSONObjectText()
        object.add("term", text: term.description)
        object.add("from", number: Int(start))
        object.add("due", number: deadline.due.map { Int($0) })
        object.add("reminders", "[" + deadline.reminders.map(String.init).joined(separator: ",") + "]")
        object.add("doubts", texts: deadline.doubts)
        return try Screen.print(object.text)
      }
      var lines = ["\(term.name) vanaf \(desk.time(start)): uiterlijk \(deadline.due.map(desk.time) ?? "onbekend")"]
      if !deadline.reminders.isEmpty {
        lines.append("  herinnering: " + deadline.reminders.map(desk.time).joined(separator: " en "))
      }
      try Screen.print(lines + deadline.doubts.map { "  let op: \($0)" })
    }
  }

  fileprivate static func json(_ calendar: SchoolCalendar) -> String {
    var object = JSONObjectText()
    object.add("id", text: calendar.id)
    object.add("title", text: calendar.title)
    object.add("version", text: calendar.version)
    object.add("time_zone", text: calendar.timeZone)
    let periods = calendar.periods.map { period in
      var object = JSONObjectText()
      object.add("name", text: period.name)
      object.add("from", text: period.from.description)
      object.add("through", text: period.through.description)
      return object.text
    }
    object.add("periods", "[" + periods.joined(separator: ",") + "]")
    return object.text
  }
}

extension Term: ExpressibleByArgument {
  /// Reads a number and a unit.
  public init?(argument: String) { self.init(argument) }
}
