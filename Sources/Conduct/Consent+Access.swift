extension Consent {
  /// What somebody may see of the consents of a child.
  public enum View: Hashable, Sendable {
    /// What holds, and what each guardian said and when.
    case all
    /// What holds, and what these guardians said: oneself.
    case own
    /// What holds.
    case standing
  }

  /// Why somebody may not ask, remind, or see how far that is; nil when it is allowed: the director, and the school's
  /// administration.
  public static func refusalOfKeeping(to member: Member, at time: Int64) -> Refusal? {
    member.holds(.director, in: nil, at: time) || member.holds(.administration, at: time) ? nil : .roleMayNot
  }

  /// Why somebody may not write down what a guardian says about a child; nil when it is allowed. A guardian does so for
  /// oneself, whoever keeps the consents for others, but not for the other guardian of one's own child.
  public static func refusal(
    ofSpeakingFor guardian: Member, among guardians: [MemberID], by member: Member, at time: Int64
  ) -> Refusal? {
    if member.isOne(of: [guardian.id]) { return nil }
    if let refusal = refusalOfKeeping(to: member, at: time) { return refusal }
    return member.isOne(of: guardians) || member.isClose(to: guardian) ? .ownFamily : nil
  }

  /// What somebody may see of a child's consents; nil when nothing.
  public static func view(
    of groups: Set<GroupID>, guardians: [MemberID], for member: Member, at time: Int64
  ) -> View? {
    if refusalOfKeeping(to: member, at: time) == nil { return .all }
    if member.isOne(of: guardians) { return .own }
    let teaches = member.assignments.contains { held in
      held.role == .teacher && held.isHeld(at: time) && held.group.map(groups.contains) ?? true
    }
    return teaches ? .standing : nil
  }
}
