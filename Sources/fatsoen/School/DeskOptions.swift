import ArgumentParser
import Conduct
import Foundation
import Store

/// Which school, and who is at work there.
struct DeskOptions: ParsableArguments {
  @OptionGroup var options: DatabaseOptions

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Wie u bent: het id van een lid (standaard: FATSOEN_MEMBER).", valueName: "lid"))
  var member: String?

  var json: Bool { options.json }

  /// Opens the database and finds who is at work.
  func open() async throws -> (desk: Desk, member: Member) {
    let desk = try await options.desk()
    guard let handle = member ?? ProcessInfo.processInfo.environment["FATSOEN_MEMBER"], !handle.isEmpty else {
      throw CommandError("wie bent u? Geef --as LID of zet FATSOEN_MEMBER; fatsoen member list toont de leden")
    }
    return (desk, try await desk.member(handle))
  }
}

/// One review, and who is at work on it.
struct ReviewOptions: ParsableArguments {
  @OptionGroup var options: DeskOptions

  @Argument(help: ArgumentHelp("Het nummer uit de wachtrij.", valueName: "nr"))
  var number: String

  var json: Bool { options.json }

  /// Opens the database and finds who is at work and on what.
  func open() async throws -> (desk: Desk, member: Member, review: ReviewID) {
    let (desk, member) = try await options.open()
    return (desk, member, try await desk.store.reviewID(number, for: member.id, school: desk.id, at: Moment.now))
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

  /// A group by its id, the portal's own id, or its name.
  func group(_ handle: String) async throws -> Group {
    try Self.group(handle, among: try await store.groups(school: id))
  }

  /// One of some groups by its id, the portal's own id, the id that a roster gave it, or its name.
  static func group(_ handle: String, among groups: [Group]) throws -> Group {
    let named = groups.first {
      [$0.id.rawValue, $0.externalID, RosterKey.portalName(in: $0.rosterKey)].contains(handle)
    }
    guard let found = named ?? groups.first(where: { $0.name.lowercased() == handle.lowercased() }) else {
      throw CommandError(
        groups.isEmpty
          ? "onbekende groep \"\(handle)\"; voeg de groep eerst toe met fatsoen group add"
          : "onbekende groep \"\(handle)\"; de school kent: \(groups.map(\.name).joined(separator: ", "))")
    }
    return found
  }

  /// The name of each group.
  func groupNames() async throws -> [GroupID: String] {
    Dictionary(uniqueKeysWithValues: try await store.groups(school: id).map { ($0.id, $0.name) })
  }

  /// A time as the school's clock shows it.
  func time(_ milliseconds: Int64) -> String { Moment.text(milliseconds, in: zone) }
}
