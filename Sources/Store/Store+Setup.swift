public import Conduct

extension Store {
  /// How far a database is set up.
  public enum Setup: Hashable, Sendable {
    /// There is no school.
    case empty
    /// The only school has no people.
    case withoutPeople(SchoolID)
    /// There is a school with people, or several.
    case done
  }

  /// How far the database is set up; it tells nothing of who is there.
  public func setup() async throws -> Setup {
    try await database.read { connection in
      let schools = try connection.run("SELECT id FROM school ORDER BY id LIMIT 2", [])
      guard let first = schools.first else { return .empty }
      let id: SchoolID = try first.id("id")
      let people = try connection.run("SELECT id FROM member WHERE school = $1 LIMIT 1", [SQLValue(id)])
      return schools.count == 1 && people.isEmpty ? .withoutPeople(id) : .done
    }
  }
}
