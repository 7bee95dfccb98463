import ArgumentParser
import Conduct
import Foundation
import SQLiteDriver
import Store

/// Which database, and which school in it.
struct DatabaseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "De database, als sqlite:///pad/naar/school.db (standaard: FATSOEN_DATABASE).", valueName: "adres"))
  var database: String?

  @Option(
    help: ArgumentHelp(
      "Map met de sleutels van de scholen (standaard: FATSOEN_KEYS, anders naast de database).", valueName: "map"),
    completion: .directory)
  var keys: String?

  @Option(help: ArgumentHelp("De school; hoeft niet als er maar één is.", valueName: "school"))
  var school: String?

  @Flag(help: "Schrijft JSON in plaats van tekst: één object, of een per regel.")
  var json = false

  /// Opens the database, without choosing a school; only `school create` and `demo` may make one.
  func open(creating: Bool = false) async throws -> Store {
    let url = try url()
    let path = Self.path(of: url)
    if !creating, url.hasPrefix("sqlite:///"), !FileManager.default.fileExists(atPath: path) {
      throw CommandError("de database \(path) bestaat niet; kijk het adres na of begin met fatsoen school create")
    }
    return try await Store.open(try SQLiteDatabase(url: url), keyring: keyring(), at: Moment.now)
  }

  /// Where the keys of the schools are: `school.db` keeps its keys in `school.keys`, so that a copy of the file alone
  /// gives nothing away.
  func keyring() throws -> Keyring {
    let given = keys ?? ProcessInfo.processInfo.environment["FATSOEN_KEYS"]
    return Keyring(directory: try given ?? (Self.path(of: url()) as NSString).deletingPathExtension + ".keys")
  }

  private func url() throws -> String {
    guard let url = database ?? ProcessInfo.processInfo.environment["FATSOEN_DATABASE"], !url.isEmpty else {
      throw CommandError("welke database? Geef --database sqlite:///pad/naar/school.db of zet FATSOEN_DATABASE")
    }
    return url
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

  private static func path(of url: String) -> String {
    url.hasPrefix("sqlite://") ? String(url.dropFirst("sqlite://".count)) : url
  }
}
