import Foundation
import TestSupport
import Testing

/// The commands that choose, make and copy databases; with a server when there is one.
@Suite struct PostgresCommandTests {
  @Test(arguments: ["mysql://u:geheim@h/db", "school.db", "sqlite://relatief.db"])
  func anAddressOfAnUnknownKindIsRefused(address: String) throws {
    let command = try Command()
    defer { command.remove() }
    let result = try command.run("school", "list", environment: ["FATSOEN_DATABASE": address])
    #expect(
      result.status == 2 && result.errors.contains("sqlite:///pad/naar/school.db of postgres://"), "\(result.errors)")
    #expect(!result.errors.contains("geheim"))
  }

  @Test func aPasswordIsNeverTypedOnTheCommandLine() throws {
    let command = try Command()
    defer { command.remove() }
    let address = "postgres://u:geheim@127.0.0.1:1/db"
    for arguments in [
      ["school", "list", "--database", address], ["copy", address, "sqlite:///tmp/x.db"],
      ["copy", "sqlite:///tmp/x.db", "postgres://u@127.0.0.1:1/db?password=geheim"],
    ] {
      let result = try command.run(arguments)
      #expect(result.status == 2 && result.errors.contains("wachtwoord op de opdrachtregel"), "\(result.errors)")
      #expect(!result.errors.contains("geheim"))
    }
    let kept = try command.run(
      "school", "list", environment: ["FATSOEN_DATABASE": address, "FATSOEN_KEYS": command.folder.path])
    #expect(kept.status == 2 && kept.errors.contains("Daar luistert geen server"), "\(kept.errors)")
    #expect(!kept.errors.contains("geheim"))
  }

  @Test func migrateShowsTheVersionAndRefusesANewerDatabase() throws {
    let command = try Command()
    defer { command.remove() }
    #expect(try command.run("migrate").output.hasPrefix("De database is ingericht: versie "))
    #expect(try command.run("migrate").output.hasPrefix("De database is bij: versie "))
    let json = try command.run("migrate", "--json").output
    #expect(json.contains(#""before":"#) && json.contains(#""after":"#))
    let newer = Process()
    newer.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    newer.arguments = [
      "sqlite3", command.folder.path + "/school.db",
      "INSERT INTO migration (number, name, applied_at) VALUES (9999, 'x', 0)",
    ]
    try newer.run()
    newer.waitUntilExit()
    let refused = try command.run("migrate")
    #expect(refused.status == 2 && refused.errors.contains("nieuwere versie (9999)"), "\(refused.errors)")
  }

  @Test func aSchoolIsCopiedToAnotherDatabaseAndWorkGoesOnThere() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.makeSchool()
    try command.run(
      "import", try command.write("b.csv", "id;auteur;groep;tekst\n1;o1;g6;Wat een kankerschool is dit\n"))
    var schema: TestSchema?
    if let server = TestDatabase.server { schema = try await TestSchema(on: server) }
    let from = "sqlite://\(command.folder.path)/school.db"
    let to = schema?.url ?? "sqlite://\(command.folder.path)/kopie.db"
    let absent = try command.run("copy", "sqlite:///bestaat/niet.db", to)
    #expect(absent.status == 2 && absent.errors.contains("bestaat niet"))
    let copied = try command.run("copy", from, to)
    #expect(copied.status == 0 && copied.output.contains("Gekopieerd: 1 school"), "\(copied.errors)")
    #expect(copied.output.contains("FATSOEN_KEYS='\(command.folder.path)/school.keys'"))
    let again = try command.run("copy", "--json", from, to)
    #expect(again.status == 2 && again.errors.contains("proef"), "\(again.errors)")
    let there = ["FATSOEN_DATABASE": to, "FATSOEN_KEYS": command.folder.path + "/school.keys"]
    #expect(try command.run("verify", environment: there).output == command.run("verify").output)
    #expect(try command.run("queue", "--as", "juf", environment: there).output.contains("kankerschool"))
    #expect(try command.run("claim", "1", "--as", "juf", environment: there).status == 0)
    #expect(try command.run("verify", environment: there).status == 0)
    if TestDatabase.isPostgres {
      let keyless = try command.run("school", "list", "--database", to)
      #expect(keyless.status == 2 && keyless.errors.contains("FATSOEN_KEYS"), "\(keyless.errors)")
    }
    withExtendedLifetime(schema) {}
  }
}
