import ArgumentParser
import Foundation
import Store

/// `fatsoen migrate`: brings a database up to date.
struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Werkt een database bij tot de versie van dit programma.",
    discussion: """
      Elke opdracht doet dit vanzelf; apart is het handig na het bijwerken van het
      programma, voordat anderen erin werken, of om een lege database op een server
      in te richten. Een database van een nieuwer programma wordt geweigerd.

      Voorbeelden:
        fatsoen migrate --database sqlite:///srv/fatsoen/school.db
        fatsoen migrate --database postgres://fatsoen@db.school.nl/fatsoen
      """)

  @OptionGroup var options: DatabaseOptions

  func run() async throws {
    let database = try options.address().open()
    let (before, after) = try await Store.migrate(database, at: Moment.now)
    if options.json {
      var object = JSONObjectText()
      object.add("before", number: before)
      object.add("after", number: after)
      return try Screen.print(object.text)
    }
    try Screen.print(
      before == after
        ? "De database is bij: versie \(after)."
        : before == 0 ? "De database is ingericht: versie \(after)." : "Bijgewerkt van versie \(before) naar \(after).")
  }
}
