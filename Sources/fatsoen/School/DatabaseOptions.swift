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
      "Map met de sleutels van de scholen (standaard: FATSOEN_KEYS, anders naast de database).", valueName: "map"))
  var keys: String?

  @Option(help: ArgumentHelp("De school; hoeft niet als er maar één is.", valueName: "school"))
  var school: String?

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

/// Who is at work.
struct MemberOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Wie u bent: het id van een lid (standaard: FATSOEN_MEMBER).", valueName: "lid"))
  var member: String?

  /// The member at this desk.
  func resolve(at desk: Desk) async throws -> Member {
    guard let handle = member ?? ProcessInfo.processInfo.environment["FATSOEN_MEMBER"], !handle.isEmpty else {
      throw CommandError("wie bent u? Geef --as LID of zet FATSOEN_MEMBER; fatsoen member list toont de leden")
    }
    return try await desk.member(handle)
  }
}

/// An open database and one school in it.
struct Desk {
  var store: Store
  var school: School

  var id: SchoolID { school.id }
  var zone: TimeZone { TimeZone(identifier: school.timeZone) ?? .current }

  /// A member by id, by external id, or by name when only one has it.
  func member(_ handle: String) async throws -> Member {
    let named = try await store.members(school: id).filter { $0.name.lowercased() == handle.lowercased() }
    if let only = named.first, named.count == 1 { return only }
    return try await store.member(handle, school: id)
  }

  /// The name of each member.
  func names() async throws -> [MemberID: String] {
    Dictionary(uniqueKeysWithValues: try await store.members(school: id).map { ($0.id, $0.name) })
  }

  /// A time as the school's clock shows it.
  func time(_ milliseconds: Int64) -> String { Moment.text(milliseconds, in: zone) }
}
