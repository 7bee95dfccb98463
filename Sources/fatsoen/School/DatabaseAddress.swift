import Foundation
import PostgresDriver
import SQLiteDriver
import Store

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

  /// The folder where the keys of a database in a file are unless somebody says otherwise: beside it, so that a copy of
  /// the file alone gives nothing away. A database on a server has none.
  var keys: String? { file.map { ($0 as NSString).deletingPathExtension + ".keys" } }

  /// Opens the database.
  func open() throws -> any SQLDatabase {
    file == nil ? try PostgresDatabase(url: url) : try SQLiteDatabase(url: url)
  }
}
