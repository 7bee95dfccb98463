public import Conduct

/// What the site asks of the rest of the program: looking at texts with the rules.
public struct SiteRules: Sendable {
  /// A post that is not placed yet.
  public struct Draft: Sendable {
    /// The text.
    public var text: String
    /// Who wrote it.
    public var author: Member
    /// Where it would be placed; nil when that is not known yet.
    public var group: GroupID?
    /// Whether it is a reaction.
    public var isReaction: Bool
    /// What it is about.
    public var topic: Posting.Topic?
    /// When it would be placed, in milliseconds.
    public var at: Int64
  }

  /// What the engine says of a text, also of what was hit and cleared.
  public struct Trial: Sendable {
    /// How the text was read, besides as it stands.
    public var readings: [String]
    /// What comes of it under the policy of the school.
    public var verdict: Verdict
    /// Hits that were cleared, and by what.
    public var clearings: [Clearing]

    /// Makes a trial.
    public init(readings: [String], verdict: Verdict, clearings: [Clearing]) {
      self.readings = readings
      self.verdict = verdict
      self.clearings = clearings
    }
  }

  /// The shipped rules.
  public var ruleSet: RuleSet
  /// The categories of signals, in the order of their file.
  public var categories: [Category]
  /// What people may choose from when they report.
  public var reportCategories: [ReportCategory]
  /// Looks at a draft as a message of that school would be looked at.
  public var look: @Sendable (_ draft: Draft, _ school: SchoolID) async throws -> Verdict
  /// What the engine says of a text that somebody tries at a school.
  public var explain: @Sendable (_ text: String, _ school: SchoolID) async throws -> Trial
  /// Writes down that an author weighed whether a draft is suitable.
  public var weigh: @Sendable (_ draft: Draft, _ school: SchoolID) async throws -> Void

  /// What helps to change the rules of a school.
  public var workbench: RuleWorkbench

  /// Makes rules.
  public init(
    ruleSet: RuleSet, categories: [Category], reportCategories: [ReportCategory], workbench: RuleWorkbench,
    explain: @escaping @Sendable (_ text: String, _ school: SchoolID) async throws -> Trial,
    look: @escaping @Sendable (_ draft: Draft, _ school: SchoolID) async throws -> Verdict,
    weigh: @escaping @Sendable (_ draft: Draft, _ school: SchoolID) async throws -> Void
  ) {
    self.ruleSet = ruleSet
    self.workbench = workbench
    self.explain = explain
    self.categories = categories
    self.reportCategories = reportCategories
    self.look = look
    self.weigh = weigh
  }
}
