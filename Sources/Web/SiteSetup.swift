public import Conduct

/// What the site asks of the rest of the program to set a school up: policies to choose from, and files to read people from.
public struct SiteSetup: Sendable {
  /// A file that was sent.
  public struct RosterFile: Sendable {
    /// Its name, without folders.
    public var name: String
    /// Its contents.
    public var bytes: [UInt8]

    /// Makes one.
    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The policies that come with the program.
  public var policies: [Policy]
  /// What must be typed to make the first school; nil where only who sits at this machine can come.
  public var code: String?
  /// Reads groups, pupils, parents and staff; throws `SiteError` with what is wrong.
  public var readRoster: @Sendable (_ files: [RosterFile], _ today: Day) throws -> Roster

  /// Makes what there is.
  public init(
    policies: [Policy] = [], code: String? = nil,
    readRoster: @escaping @Sendable (_ files: [RosterFile], _ today: Day) throws -> Roster = { _, _ in Roster() }
  ) {
    self.policies = policies
    self.code = code
    self.readRoster = readRoster
  }
}
