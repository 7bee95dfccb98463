extension Member {
  /// Whether the member may hand somebody a way in: a director anybody, ICT whoever is no director and sits on no board.
  public func mayInvite(_ person: Member, at time: Int64) -> Bool {
    if holds(.director, in: nil, at: time) { return true }
    return holds(.ict, at: time) && person.roles(at: time).isDisjoint(with: [.director, .board])
  }
}
