/// A role that a file suggests for somebody: it gives nothing until a person accepts it.
public struct RoleProposal: Hashable, Sendable {
  /// The number within the school.
  public var number: Int
  /// Whose it would be.
  public var member: MemberID
  /// The role.
  public var role: Role
  /// The function, when there is one.
  public var function: Assignment.Function?
  /// The group; nil is the whole school.
  public var group: GroupID?

  /// Makes a proposal.
  public init(number: Int, member: MemberID, role: Role, function: Assignment.Function?, group: GroupID?) {
    self.number = number
    self.member = member
    self.role = role
    self.function = function
    self.group = group
  }

  /// Why somebody may not decide on it; nil when it is allowed. The director decides who has a role at the school; while
  /// there is none, whoever sets the school up does, who signs in as nobody.
  public func refusal(of actor: Member?, director: Bool, at time: Int64) -> Refusal? {
    guard let actor else { return director ? .roleMayNot : nil }
    if !actor.holds(.director, in: nil, at: time) && !actor.holds(.board, in: nil, at: time) { return .roleMayNot }
    // Nobody makes oneself more than a director is.
    return actor.isOne(of: [member]) ? .involved : nil
  }
}
