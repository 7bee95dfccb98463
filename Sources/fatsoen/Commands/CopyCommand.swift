import ArgumentParser
import Conduct
import Foundation
import Store
import Synchronization

/// `fatsoen copy`: from one database to another, of either kind.
struct CopyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy",
    abstract: "Kopieert een database naar een andere, van SQLite naar PostgreSQL of terug.",
    discussion: """
      Kopieert alle scholen naar een lege database, of met --school één school naar
      een database die haar nog niet heeft. Alles is van één moment, ook als er
      intussen wordt gewerkt. De kopie wordt geteld en het logboek erin nagerekend;
      klopt er iets niet of stopt u halverwege, dan blijft er niets van over.

      De sleutels van de scholen gaan niet mee: die blijven waar ze zijn. Een
      wachtwoord hoort in het wachtwoordbestand (PGPASSFILE, anders ~/.pgpass).

      Voorbeelden:
        fatsoen copy sqlite:///srv/fatsoen/school.db postgres://fatsoen@db.school.nl/fatsoen
        fatsoen copy --school de-linde postgres:///fatsoen sqlite:///mnt/usb/de-linde.db
      """)

  @Option(help: ArgumentHelp("Alleen deze school.", valueName: "school"))
  var school: String?

  @Option(
    help: ArgumentHelp(
      "Map met de sleutels van de scholen (standaard: FATSOEN_KEYS, anders naast het eerste bestand).",
      valueName: "map"),
    completion: .directory)
  var keys: String?

  @Flag(help: "Schrijft JSON in plaats van tekst.")
  var json = false

  @Argument(help: ArgumentHelp("Het adres van de database die er is.", valueName: "van"))
  var from: String

  @Argument(help: ArgumentHelp("Het adres van de database die het wordt.", valueName: "naar"))
  var to: String

  func run() async throws {
    let source = try DatabaseAddress(from, isTyped: true)
    let target = try DatabaseAddress(to, isTyped: true)
    if let file = source.file, source.isAbsent {
      throw CommandError("de database \(file) bestaat niet; kijk het adres na")
    }
    let keyring = try source.keyring(keys)
    let here = try await Store.open(try source.open(), keyring: keyring, at: Moment.now)
    let there = try await Store.open(try target.open(), keyring: keyring, at: Moment.now)
    let progress = Mutex(Progress("rijen"))
    defer { progress.withLock { $0.end() } }
    let report = try await here.copy(school.map { SchoolID($0) }, to: there) { rows in
      if Interruption.isRequested { throw CommandError("onderbroken; er is niets gekopieerd") }
      progress.withLock { $0.show(rows) }
    }
    progress.withLock { $0.end() }
    let events = report.schools.values.reduce(0) { $0 + $1.events }
    if json {
      var object = JSONObjectText()
      object.add("schools", texts: report.schools.keys.map(\.rawValue).sorted())
      object.add("rows", number: report.rows)
      object.add("events", number: events)
      return try Screen.print(object.text)
    }
    try Screen.print([
      Terminal.output.style("✓", .good) + " Gekopieerd: \(count(report.schools.count, "school", "scholen")), "
        + "\(count(report.rows, "rij", "rijen")). Het logboek (\(count(events, "gebeurtenis", "gebeurtenissen"))) klopt.",
      "De sleutels staan in \(keyring.directory). Zet daarop: export FATSOEN_KEYS='\(keyring.directory)'",
    ])
  }
}
