extension Timetable {
  /// Whose hours they are.
  public enum Holder: Hashable, Sendable {
    /// When somebody works; nil is whoever has no hours of one's own.
    case working(MemberID?)
    /// When a group has lessons; nil is every group without hours of its own.
    case lessons(GroupID?)
  }

  /// Why somebody may not set hours; nil when it is allowed. The director sets all, and staff their own; hours that were
  /// wrong for others would keep advice away from them.
  public static func refusal(ofSetting holder: Holder, by member: Member, at time: Int64) -> Refusal? {
    if member.holds(.director, in: nil, at: time) { return nil }
    if holder == .working(member.id), member.works(at: time) { return nil }
    return .roleMayNot
  }

  /// Why somebody may not write down or end an exception; nil when it is allowed. The director may for all groups, a
  /// teacher for the own ones.
  public static func refusal(ofExceptionFor groups: Set<GroupID>, by member: Member, at time: Int64) -> Refusal? {
    if member.holds(.director, in: nil, at: time) { return nil }
    guard !groups.isEmpty, member.teaches(at: time) else { return .roleMayNot }
    return groups.allSatisfy { member.holds(.teacher, in: $0, at: time) } ? nil : .outsideScope
  }
}

/// An exception to the timetable as it is kept.
public struct TimetableEntry: Hashable, Sendable {
  /// The identifier.
  public var id: ExceptionID
  /// What is different, for whom and when.
  public var exception: Timetable.Exception
  /// Why, in words; nil when they were deleted.
  public var reason: String?
  /// Who wrote it down.
  public var addedBy: MemberID

  /// Makes an entry.
  public init(id: ExceptionID, exception: Timetable.Exception, reason: String?, addedBy: MemberID) {
    self.id = id
    self.exception = exception
    self.reason = reason
    self.addedBy = addedBy
  }
}
