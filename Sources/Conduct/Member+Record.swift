extension Member {
  /// Why somebody may not see what is on record about this person; nil when it is allowed. The director sees it, and the
  /// board sees the director's.
  public func refusalOfHistory(to reader: Member, at time: Int64) -> Refusal? {
    if reader.id == id || reader.account == account { return .ownMessage }
    if reader.isClose(to: self) { return .ownFamily }
    let isHeads = holds(.director, in: nil, at: time)
    return reader.holds(isHeads ? .board : .director, in: nil, at: time) ? nil : .outsideScope
  }

  /// Why somebody may neither have all that is on record about this person written out, nor decide what is kept of it; nil
  /// when it is allowed. It is for who sees the history, but not for who reported the person, since measures stand in it;
  /// when no director is left among the `officials`, the board does it.
  public func refusalOfRecord(
    to reader: Member, complainants: [Review.Party], officials: [Member], at time: Int64
  ) -> Refusal? {
    if reader.id == id || reader.account == account { return .ownMessage }
    if reader.isClose(to: self) { return .ownFamily }
    func isFree(_ member: Member, as role: Role) -> Bool {
      member.holds(role, in: nil, at: time) && !member.isClose(to: self)
        && !complainants.contains { $0.isClose(to: member) }
    }
    let isBoards = holds(.director, in: nil, at: time) || !officials.contains { isFree($0, as: .director) }
    let role: Role = isBoards ? .board : .director
    if isFree(reader, as: role) { return nil }
    let isInvolved = complainants.contains { $0.isClose(to: reader) }
    guard isInvolved, reader.holds(.director, in: nil, at: time) || reader.holds(.board, in: nil, at: time) else {
      return .outsideScope
    }
    return .leavesTo(officials.contains { isFree($0, as: role) } ? role : nil)
  }
}
