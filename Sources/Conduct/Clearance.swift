/// "Looked at, fine": what a person found nothing wrong with. The same text does not come back, and an edited one only
/// with a signal that nobody looked at.
public enum Clearance {
  /// A hit that somebody looked at, without its words.
  public struct Hit: Hashable, Codable, Sendable {
    /// The rule.
    public var rule: RuleID
    /// A keyed hash of the words that it hit.
    public var words: String

    /// Makes a hit.
    public init(rule: RuleID, words: String) {
      self.rule = rule
      self.words = words
    }
  }

  /// Whether an edited text needs nobody: the scan was finished, and all that asks for a person was cleared before.
  public static func covers(_ verdict: Verdict, hits: [Hit], cleared: Set<Hit>) -> Bool {
    verdict.faults.isEmpty && Set(hits).isSubset(of: cleared)
  }

  /// The signals of a message that ask for a person.
  public static func asking(_ signals: [Signal]) -> [Signal] {
    signals.filter { !$0.isShadow && $0.effect >= .review }
  }
}

extension Dismissal {
  /// Whether it says that the text is fine, so that the same text need not come back.
  public var clears: Bool {
    switch self {
    case .falseHit, .context, .tooLight, .criticism: true
    case .duplicate, .outOfScope: false
    }
  }

  /// Whether it says so whoever wrote it: a word that means nothing bad means nothing bad to anybody.
  public var clearsEverybody: Bool { self == .falseHit }
}
