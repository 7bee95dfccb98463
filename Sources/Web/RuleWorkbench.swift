public import Conduct

/// What the site asks of the rest of the program to change the rules of a school: checking what somebody writes, and
/// showing what it would do.
public struct RuleWorkbench: Sendable {
  /// Something wrong or doubtful in a change.
  public struct Fault: Sendable {
    /// The stable id of this kind of complaint.
    public var code: String
    /// What.
    public var problem: String
    /// What to do about it.
    public var advice: String
    /// Whether the change cannot be kept like this.
    public var isError: Bool

    /// Makes one.
    public init(code: String, problem: String, advice: String, isError: Bool) {
      self.code = code
      self.problem = problem
      self.advice = advice
      self.isError = isError
    }
  }

  /// What a change does with one text.
  public struct Effect: Sendable {
    /// The place of the text among those that were given, from 0.
    public var place: Int
    /// What comes of it now.
    public var before: Verdict
    /// What comes of it with the change live.
    public var after: Verdict

    /// Makes one.
    public init(place: Int, before: Verdict, after: Verdict) {
      self.place = place
      self.before = before
      self.after = after
    }
  }

  /// A condition that an own rule may ask for.
  public struct NamedCondition: Sendable {
    /// The name by which rules ask for it.
    public var name: String
    /// What it says.
    public var label: String

    /// Makes one.
    public init(name: String, label: String) {
      self.name = name
      self.label = label
    }
  }

  /// What is wrong or doubtful in a change as it is written.
  public var check: @Sendable (_ change: RuleChange) async throws -> [Fault]
  /// What a change would do with texts once it is live; only those with which it does something.
  public var preview: @Sendable (_ change: RuleChange, _ texts: [String], _ school: SchoolID) async throws -> [Effect]
  /// What is wrong with changes that do not fit the shipped lists any more.
  public var unfit: @Sendable (_ school: SchoolID) async throws -> [RuleChangeID: [String]]
  /// The conditions that an own rule may ask for.
  public var conditions: @Sendable () async throws -> [NamedCondition]

  /// Makes a workbench.
  public init(
    check: @escaping @Sendable (_ change: RuleChange) async throws -> [Fault],
    preview: @escaping @Sendable (_ change: RuleChange, _ texts: [String], _ school: SchoolID) async throws -> [Effect],
    unfit: @escaping @Sendable (_ school: SchoolID) async throws -> [RuleChangeID: [String]],
    conditions: @escaping @Sendable () async throws -> [NamedCondition]
  ) {
    self.check = check
    self.preview = preview
    self.unfit = unfit
    self.conditions = conditions
  }
}
