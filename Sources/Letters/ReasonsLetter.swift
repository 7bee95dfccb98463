public import Conduct

/// To the author of a message: a violation was established, and why.
public struct ReasonsLetter: Letter {
  /// Its template.
  public let kind = LetterKind.reasons
  /// Who writes to whom.
  public var head: LetterHead
  /// What was decided on.
  public var ground: Ground
  /// How to object.
  public var redress: Redress
  /// What is kept.
  public var records: Records

  /// Makes a letter.
  public init(head: LetterHead, ground: Ground, redress: Redress, records: Records) {
    self.head = head
    self.ground = ground
    self.redress = redress
    self.records = records
  }

  /// Its places, in the order in which a reader meets them.
  public func places(in wording: Wording) -> [Place] {
    let statement = ground.statement
    return head.places(in: wording) + [ground].places(in: wording) + [
      .written("facts", "wat er is gebeurd", statement?.decisionFacts),
      .written("motivation", "waarom dit niet past", statement?.incompatibleContentExplanation),
      .written("weighing", "waarom niet lichter, en wat is afgewogen", statement?.weighing),
      .required("decided", "wanneer is besloten", wording.day(ground.decidedAt)),
      .required("decider", "wie heeft besloten", wording.function(ground.role, in: ground.group)),
      .flag("removed", ground.effects.contains(.remove)),
      .flag("not_removed", !ground.effects.contains(.remove)),
      .flag("counts", !ground.effects.contains(.withoutStrike)),
      .flag("counts_not", ground.effects.contains(.withoutStrike)),
      .flag(
        "proposed",
        ground.effects.contains { if case .propose = $0 { true } else { false } }),
    ] + redress.places(in: wording, head.details) + records.places(in: wording, head.details)
  }
}
