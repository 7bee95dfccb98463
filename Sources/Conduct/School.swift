/// A school: the owner of every row, with its own time zone, language and key.
public struct School: Hashable, Codable, Sendable {
  /// The name in files and queries.
  public var id: SchoolID
  /// The name on screen.
  public var name: String
  /// The time zone that days and school years are counted in ("Europe/Amsterdam").
  public var timeZone: String
  /// The language of its pages and letters ("nl").
  public var language: String

  /// Makes a school.
  public init(id: SchoolID, name: String, timeZone: String = "Europe/Amsterdam", language: String = "nl") {
    self.id = id
    self.name = name
    self.timeZone = timeZone
    self.language = language
  }
}

/// A group of a school: a class, or a circle such as the parents' council.
public struct Group: Hashable, Codable, Sendable {
  /// The identifier.
  public var id: GroupID
  /// The name on screen ("groep 4").
  public var name: String
  /// The portal's own name for the group, when it has one.
  public var externalID: String?

  /// Makes a group.
  public init(id: GroupID, name: String, externalID: String? = nil) {
    self.id = id
    self.name = name
    self.externalID = externalID
  }
}

/// People who belong together at home; only its identifier is kept.
public enum Family {}

/// A sign-in; one account may be a member of several schools.
public struct Account: Hashable, Codable, Sendable {
  /// The identifier.
  public var id: AccountID
  /// The members it stands for.
  public var members: [MemberID]

  /// Makes an account.
  public init(id: AccountID, members: [MemberID] = []) {
    self.id = id
    self.members = members
  }
}
