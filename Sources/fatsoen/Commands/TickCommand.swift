import ArgumentParser
import Conduct
import Store

/// `fatsoen tick`: does what time brings.
struct TickCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tick",
    abstract: "Doet wat de tijd meebrengt: herinneren, doorschuiven, beëindigen en wissen.",
    discussion: """
      Voor een taak die elke paar minuten draait (cron). Geeft terug wat te lang in
      behandeling was, beëindigt maatregelen, herinnert, geeft een verstreken
      termijn aan de volgende persoon, en wist wat niet langer mag. Zonder --school
      voor elke school. Twee keer tegelijk mag.

      Voorbeelden:
        fatsoen tick
        */5 * * * * fatsoen tick --database sqlite:///srv/fatsoen/school.db
      """)

  @OptionGroup var options: DatabaseOptions

  func run() async throws {
    let desks: [Desk]
    if options.school == nil {
      let store = try await options.open()
      desks = try await store.schools().map { Desk(store: store, school: $0) }
    } else {
      desks = [try await options.desk()]
    }
    for desk in desks {
      let report = try await desk.store.tick(school: desk.id, at: Moment.now)
      try Screen.print(options.json ? Self.json(report, desk) : Self.line(report, desk))
    }
  }

  private static func line(_ report: TickReport, _ desk: Desk) -> String {
    let parts = [
      (report.leases, "teruggegeven"), (report.reviews + report.reports, "verder gebracht"),
      (report.endedMeasures, "afgelopen"),
      (report.reminders, "herinnerd"),
      (report.escalations, "doorgeschoven"), (report.passed, "verstreken"), (report.purge.payloads, "gewist"),
    ].filter { $0.0 > 0 }
    return "\(desk.school.name): "
      + (parts.isEmpty ? "niets te doen" : parts.map { "\(grouped($0.0)) \($0.1)" }.joined(separator: " · "))
  }

  private static func json(_ report: TickReport, _ desk: Desk) -> String {
    var object = JSONObjectText()
    object.add("school", text: desk.id.rawValue)
    object.add("leases", number: report.leases)
    object.add("reviews", number: report.reviews)
    object.add("reports", number: report.reports)
    object.add("ended_measures", number: report.endedMeasures)
    object.add("reminders", number: report.reminders)
    object.add("escalations", number: report.escalations)
    object.add("passed", number: report.passed)
    object.add("notices", number: report.notices)
    object.add("purged", number: report.purge.payloads)
    return object.text
  }
}
