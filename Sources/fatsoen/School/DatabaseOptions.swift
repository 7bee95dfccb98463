import ArgumentParser
import Conduct
import Foundation
import Store

/// Which database, and which school in it.
struct DatabaseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "De database: sqlite:///pad/naar/school.db of postgres://gebruiker@server/database (standaard: FATSOEN_DATABASE).",
      valueName: "adres"))
  var database: String?

  @Option(
    help: ArgumentHelp(
      "Map met de sleutels van de scholen (standaard: FATSOEN_KEYS, anders naast het bestand).", valueName: "map"),
    completion: .directory)
  var keys: String?

  @Option(help: ArgumentHelp("De school; hoeft niet als er maar één is.", valueName: "school"))
  var school: String?

  @Flag(help: "Schrijft JSON in plaats van tekst: één object, of een per regel.")
  var json = false

  /// Opens the database, without choosing a school; only `school create` and `demo` may make one.
  func open(creating: Bool = false) async throws -> Store {
    let address = try address()
    if !creating, let file = address.file, address.isAbsent {
      throw CommandError("de database \(file) bestaat niet; kijk het adres na of begin met fatsoen school create")
    }
    return try await Store.open(try address.open(), keyring: keyring(), at: Moment.now)
  }

  /// Where the keys of the schools are.
  func keyring() throws -> Keyring { try address().keyring(keys) }

  /// The address of the database: the option, or `FATSOEN_DATABASE`.
  func address() throws -> DatabaseAddress {
    if let database { return try DatabaseAddress(database, isTyped: true) }
    guard let url = ProcessInfo.processInfo.environment["FATSOEN_DATABASE"], !url.isEmpty else {
      throw CommandError(
        "welke database? Geef --database sqlite:///pad/naar/school.db of postgres://gebruiker@server/database, of zet "
          + "FATSOEN_DATABASE")
    }
    return try DatabaseAddress(url, isTyped: false)
  }

  /// Opens the database and takes the school that was named, or the only one.
  func desk() async throws -> Desk {
    let store = try await open()
    let schools = try await store.schools()
    if let school {
      guard let found = schools.first(where: { $0.id.rawValue == school || $0.name == school }) else {
        throw CommandError("onbekende school \"\(school)\"; \(Self.choices(schools))")
      }
      return Desk(store: store, school: found)
    }
    guard let only = schools.first, schools.count == 1 else {
      throw CommandError(
        schools.isEmpty
          ? "de database heeft nog geen school; begin met fatsoen school create"
          : "welke school? Geef --school; \(Self.choices(schools))")
    }
    return Desk(store: store, school: only)
  }

  private static func choices(_ schools: [School]) -> String {
    "de database kent: " + schools.map(\.id.rawValue).joined(separator: ", ")
  }
}
