/// A time during which somebody is not there, and who stands in.
public struct Absence: Hashable, Codable, Sendable {
  /// The identifier.
  public var id: AbsenceID
  /// Who is away.
  public var member: MemberID
  /// From when, in milliseconds.
  public var from: Int64
  /// Until when, in milliseconds.
  public var until: Int64
  /// Who holds the roles meanwhile; without anybody, what comes in goes to the next person.
  public var deputy: MemberID?

  /// Makes an absence.
  public init(id: AbsenceID, member: MemberID, from: Int64, until: Int64, deputy: MemberID? = nil) {
    self.id = id
    self.member = member
    self.from = from
    self.until = until
    self.deputy = deputy
  }

  /// Whether it lasts at a moment.
  public func lasts(at time: Int64) -> Bool { from <= time && time < until }

  /// The roles that a deputy holds because of it: what the absent member holds in one's own right, for as long as it
  /// lasts.
  public func deputed(_ assignments: [Assignment]) -> [Assignment] {
    assignments.compactMap { own in
      guard own.inPlaceOf == nil, own.role != .parent else { return nil }
      var stood = own
      let end = min(own.until ?? until, until)
      stood.from = max(own.from, from)
      stood.until = end
      stood.inPlaceOf = member
      return stood.from < end ? stood : nil
    }
  }

  /// Why somebody may not write down an absence; nil when it is allowed. Everybody does so for oneself, the director for
  /// all, and the board too. A deputy is a member of staff, since a parent must not come to handle other families.
  public static func refusal(
    of absent: Member, deputy: Member?, by member: Member, at time: Int64
  ) -> Refusal? {
    let isHead = member.holds(.director, in: nil, at: time) || member.holds(.board, in: nil, at: time)
    if member.id != absent.id && !isHead { return .roleMayNot }
    guard let deputy else { return nil }
    if deputy.id == absent.id { return .samePerson }
    return deputy.register(at: time) == .staff ? nil : .noDeputy
  }
}

extension Member {
  /// Whether the member is away at a moment.
  public func isAway(at time: Int64) -> Bool { absences.contains { $0.lasts(at: time) } }
}
