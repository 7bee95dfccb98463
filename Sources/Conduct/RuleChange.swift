/// One thing that a school changes in its rules: a rule of its own, an exception, or a setting of a rule. A change is never
/// rewritten: another text is another change, that replaces it.
public struct RuleChange: Hashable, Codable, Sendable {
  /// What it changes.
  public enum Content: Hashable, Codable, Sendable {
    /// A rule of the school's own: some words or a pattern.
    case rule(OwnRule)
    /// Words, in the notation of word lists, that are never a hit of any rule.
    case exception([String])
    /// What a rule becomes at this school.
    case setting(rule: RuleID, to: Overlay.Switch.State, severity: Severity?)

    /// Which of them it is.
    public var kind: Kind {
      switch self {
      case .rule: .rule
      case .exception: .exception
      case .setting: .setting
      }
    }
  }

  /// The sorts of changes.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case rule
    case exception
    case setting
  }

  /// How far it is on its way.
  public enum State: String, Codable, Sendable, CaseIterable {
    /// A rule is recorded wherever it hits, and changes nothing.
    case trial
    /// Waits for a second person; a rule stays on trial meanwhile.
    case asked
    /// In force.
    case live
    /// Over.
    case ended
  }

  /// The identifier.
  public var id: RuleChangeID
  /// A short number within the school, for people.
  public var number: Int
  /// What it changes.
  public var content: Content
  /// How far it is.
  public var state: State
  /// The change whose place it takes once it is live.
  public var replaces: RuleChangeID?
  /// Who wrote it.
  public var author: MemberID
  /// When, in milliseconds.
  public var at: Int64
  /// The second person, of a change that is or was live.
  public var approver: MemberID?
  /// When the second person agreed, in milliseconds.
  public var approvedAt: Int64?

  /// Makes a change.
  public init(
    id: RuleChangeID, number: Int, content: Content, state: State, replaces: RuleChangeID? = nil, author: MemberID,
    at: Int64, approver: MemberID? = nil, approvedAt: Int64? = nil
  ) {
    self.id = id
    self.number = number
    self.content = content
    self.state = state
    self.replaces = replaces
    self.author = author
    self.at = at
    self.approver = approver
    self.approvedAt = approvedAt
  }

  /// The identifier of its own rule, or of the rule that it sets; nil for an exception.
  public var rule: RuleID? {
    switch content {
    case .rule(let rule): RuleID("school.\(rule.category).own-\(number)")
    case .setting(let rule, _, _): rule
    case .exception: nil
    }
  }
}

/// A rule as a school writes it; words and conditions are those of the folder `Wordlists`.
public struct OwnRule: Hashable, Codable, Sendable {
  /// What it is about, short, in Dutch.
  public var title: String
  /// The category, by which the policy attaches clauses.
  public var category: CategoryID
  /// The severity of a hit.
  public var severity: Severity
  /// Lines of a word list; empty when there is a pattern.
  public var words: [String]
  /// A PCRE2 pattern; empty when there are words.
  public var pattern: String
  /// Patterns that clear a hit lying inside one of their matches.
  public var allow: [String]
  /// Names of conditions that must hold.
  public var needs: [String]
  /// Names of conditions that must not hold.
  public var forbids: [String]
  /// Why this is doubtful, one plain Dutch sentence.
  public var explanation: String
  /// Texts that must hit.
  public var matches: [String]
  /// Texts that must not hit.
  public var passes: [String]

  /// Makes a rule.
  public init(
    title: String, category: CategoryID, severity: Severity, words: [String] = [], pattern: String = "",
    allow: [String] = [], needs: [String] = [], forbids: [String] = [], explanation: String, matches: [String],
    passes: [String]
  ) {
    self.title = title
    self.category = category
    self.severity = severity
    self.words = words
    self.pattern = pattern
    self.allow = allow
    self.needs = needs
    self.forbids = forbids
    self.explanation = explanation
    self.matches = matches
    self.passes = passes
  }
}
