import Store
import TestSupport
import Testing

/// The database that the tests use refuses what would walk along all that a school has.
@Suite(.enabled(if: TestDatabase.isSQLite)) struct PortableDatabaseTests {
  @Test(arguments: [
    "SELECT id FROM review WHERE school = $1 AND version > 7", "SELECT r.id FROM review r WHERE r.school = $1",
    "SELECT r.id FROM review AS r WHERE r.version > CAST($1 AS BIGINT)",
    "SELECT number FROM measure WHERE school = $1 AND member IN (SELECT author FROM message m WHERE m.sent_at > 7)",
    "UPDATE message SET due_at = NULL WHERE school = $1 AND sent_at < 7",
    "DELETE FROM signal WHERE shadow = 1 AND school = $1",
  ])
  func aWalkIsRefused(_ sql: String) async throws {
    let place = try await TestPlace()
    let database = PortableDatabase(database: place.database)
    _ = try await Store.open(
      database, keyring: Keyring(directory: "\(place.folder.path)/keys"), at: SampleSchool.start)
    await #expect(throws: Unportable.self) { try await database.write { try $0.run(sql, [.text("1")]) } }
  }

  @Test func whatFindsItsRowsIsNot() async throws {
    let place = try await TestPlace()
    let database = PortableDatabase(database: place.database)
    _ = try await Store.open(
      database, keyring: Keyring(directory: "\(place.folder.path)/keys"), at: SampleSchool.start)
    let rows = try await database.read {
      try $0.run("SELECT r.id FROM review r WHERE r.school = $1 AND r.author = $2", [.text("1"), .text("2")])
    }
    #expect(rows.isEmpty)
  }
}
