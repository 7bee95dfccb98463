import Foundation
import PostgresDriver
import SQLiteDriver
import Store
import Synchronization

/// Where a database is: `sqlite:///path/to/school.db`, or `postgres://user@server/database`.
struct DatabaseAddress {
  /// The file, or nil for a database on a server.
  let file: String?
  private let url: String

  /// Takes an address. Whoever is on the computer sees what was typed on the command line, so a password may not be
  /// typed there.
  init(_ url: String, isTyped: Bool) throws {
    self.url = url
    if PostgresAddress.isServer(url) {
      file = nil
      if isTyped, try PostgresAddress(url).hasPassword {
        throw CommandError(
          "een wachtwoord op de opdrachtregel is voor iedereen op deze computer te zien; zet het adres in "
            + "FATSOEN_DATABASE of het wachtwoord in het wachtwoordbestand (PGPASSFILE, anders ~/.pgpass)")
      }
    } else if url.hasPrefix("sqlite:///") {
      file = String(url.dropFirst("sqlite://".count))
    } else {
      throw CommandError(
        "dit adres van een database ken ik niet; schrijf sqlite:///pad/naar/school.db of "
          + "postgres://gebruiker@server/database")
    }
  }

  /// Whether there is nothing at this address yet: a file that was not made. A server answers that itself.
  var isAbsent: Bool { file.map { !FileManager.default.fileExists(atPath: $0) } ?? false }

  /// Where the keys of its schools are: in a folder that somebody named, in `FATSOEN_KEYS`, or beside the file, so that a
  /// copy of the file alone gives nothing away.
  func keyring(_ named: String?) throws -> Keyring {
    let beside = file.map { ($0 as NSString).deletingPathExtension + ".keys" }
    guard let folder = named ?? ProcessInfo.processInfo.environment["FATSOEN_KEYS"] ?? beside, !folder.isEmpty else {
      throw CommandError(
        "waar zijn de sleutels van de scholen? Bij een database op een server staan ze er niet naast: geef --keys MAP of "
          + "zet FATSOEN_KEYS")
    }
    return Keyring(directory: folder)
  }

  /// Opens the database, until the command ends.
  func open() throws -> any SQLDatabase {
    let database: any SQLDatabase = file == nil ? try PostgresDatabase(url: url) : try SQLiteDatabase(url: url)
    Self.opened.withLock { $0.append(database) }
    return database
  }

  private static let opened = Mutex<[any SQLDatabase]>([])

  /// Lets go of every database that was opened, so that nothing stays beside a file: SQLite takes its write-ahead log in.
  static func closeAll() {
    let databases = opened.withLock { opened in
      defer { opened = [] }
      return opened
    }
    // All is kept already; when somebody else is at work in the file, that program takes the log in.
    for database in databases { try? database.close() }
  }
}
