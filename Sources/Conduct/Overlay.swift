/// What one school adds to the shipped word lists and changes in them: read from a folder, or kept as rows.
public struct Overlay: Hashable, Codable, Sendable {
  /// A school's own setting for one rule.
  public struct Switch: Hashable, Codable, Sendable {
    /// What the rule becomes.
    public enum State: String, Codable, Sendable, CaseIterable {
      /// Not used at all.
      case off
      /// Recorded, changes nothing.
      case shadow
      /// Being written; not used.
      case draft
      /// Used.
      case live
    }

    /// The rule.
    public var rule: RuleID
    /// What it becomes.
    public var to: State
    /// The school's own severity; nil leaves the rule's.
    public var severity: Severity?
    /// Why, in the school's words.
    public var reason: String
    /// Where it is written.
    public var source: SourceLocation

    /// Makes a switch.
    public init(
      rule: RuleID, to: State, severity: Severity? = nil, reason: String,
      source: SourceLocation = SourceLocation(file: "", line: 0)
    ) {
      self.rule = rule
      self.to = to
      self.severity = severity
      self.reason = reason
      self.source = source
    }
  }

  /// The school's own rules; their ids begin with `school.`.
  public var ruleSet: RuleSet
  /// Settings over shipped rules and own rules; only of rules that exist.
  public var switches: [Switch]
  /// PCRE2 patterns that clear a hit of any rule lying wholly inside one of their matches.
  public var exceptions: [String]
  /// Names of people and things that clear hits of rules that yield to names.
  public var names: [String]

  /// Makes an overlay.
  public init(ruleSet: RuleSet, switches: [Switch] = [], exceptions: [String] = [], names: [String] = []) {
    self.ruleSet = ruleSet
    self.switches = switches
    self.exceptions = exceptions
    self.names = names
  }

  /// Adds what another one holds; of two settings of a rule the other's holds. The version of the rules is left as it was.
  public mutating func add(_ other: Overlay) {
    ruleSet.rules += other.ruleSet.rules
    switches.removeAll { line in other.switches.contains { $0.rule == line.rule } }
    switches += other.switches
    exceptions += other.exceptions
    names += other.names
  }
}
