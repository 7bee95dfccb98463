/// One rule hit, as found in a text. It says nothing about what a person will decide.
public struct Signal: Hashable, Codable, Sendable {
  /// The view of the text that the hit was found in.
  public enum View: String, Codable, Sendable {
    case original
    case folded
  }

  /// What the reviewer should know about how the hit was written. All but `quoted` and `typo` are signs of evasion.
  public enum Mark: String, Codable, Sendable, CaseIterable {
    case spacing
    case leet
    case confusables
    case invisibles
    case masked
    case stretched
    case typo
    case quoted
  }

  /// The rule that hit.
  public var rule: RuleID
  /// The rule's title.
  public var title: String
  /// The rule's category.
  public var category: CategoryID
  /// The severity, the school's own setting included.
  public var severity: Severity
  /// What it brings about; settled by weighing, before that the most the rule may do.
  public var effect: Effect
  /// The hit, in Unicode scalars of the text as given.
  public var span: Range<Int>
  /// The text as given between those places.
  public var text: String
  /// Where it was found; `folded` only when the original view did not hit.
  public var view: View
  /// How it was written.
  public var marks: Set<Mark>
  /// Recorded only; changes nothing.
  public var isShadow: Bool
  /// Why this is doubtful, in plain Dutch.
  public var explanation: String
  /// The children it is about, when a posting rule found it.
  public var about: [PupilID]
  /// Labels of the clauses that the policies attach ("A33"); filled by weighing.
  public var clauses: [String]

  /// Makes a signal.
  public init(
    rule: RuleID, title: String, category: CategoryID, severity: Severity, effect: Effect, span: Range<Int>,
    text: String, view: View, marks: Set<Mark> = [], isShadow: Bool = false, explanation: String = "",
    about: [PupilID] = [], clauses: [String] = []
  ) {
    self.rule = rule
    self.title = title
    self.category = category
    self.severity = severity
    self.effect = effect
    self.span = span
    self.text = text
    self.view = view
    self.marks = marks
    self.isShadow = isShadow
    self.explanation = explanation
    self.about = about
    self.clauses = clauses
  }
}

/// A hit that did not become a signal, and what cleared it; only collected when an explanation is asked for.
public struct Clearing: Hashable, Codable, Sendable {
  /// What cleared a hit.
  public enum Reason: Hashable, Codable, Sendable {
    /// An exception of the rule or of the school; the text is the match that covered the hit.
    case allowed(String)
    /// A condition that did not hold, by its label.
    case condition(String)
    /// A known proper name or place name covers the hit.
    case name(String)
    /// The number in the hit cannot be what the rule takes it for.
    case number(NumberCheck)
  }

  /// The rule that hit.
  public var rule: RuleID
  /// The hit, in Unicode scalars of the text as given.
  public var span: Range<Int>
  /// The text as given between those places.
  public var text: String
  /// Where it was found.
  public var view: Signal.View
  /// What cleared it.
  public var reason: Reason

  /// Makes a clearing.
  public init(rule: RuleID, span: Range<Int>, text: String, view: Signal.View, reason: Reason) {
    self.rule = rule
    self.span = span
    self.text = text
    self.view = view
    self.reason = reason
  }
}

/// Why a scan did not finish for one rule.
public struct ScanFault: Hashable, Codable, Sendable {
  /// The limit that was reached.
  public enum Limit: String, Codable, Sendable {
    /// PCRE2's match limit: too much backtracking.
    case matches
    /// The time budget of the message was spent before this rule.
    case time
    /// PCRE2 gave another error.
    case engine
  }

  /// The rule that could not finish.
  public var rule: RuleID
  /// The limit that was reached.
  public var limit: Limit

  /// Names the rule and the limit.
  public init(rule: RuleID, limit: Limit) {
    self.rule = rule
    self.limit = limit
  }
}

/// All that the scanner found in one text, before weighing.
public struct ScanResult: Hashable, Codable, Sendable {
  /// Hits that stand, in order of place, then rule.
  public var signals: [Signal]
  /// Hits that were cleared; empty unless asked for.
  public var clearings: [Clearing]
  /// Names of people of the school, in order of place; empty when the scan was not told of any.
  public var mentions: [Mention]
  /// Rules that did not finish; a scan with any is never "clean".
  public var faults: [ScanFault]
  /// Whether the text held invalid UTF-8 that was repaired with U+FFFD.
  public var wasRepaired: Bool

  /// Makes a result.
  public init(
    signals: [Signal] = [], clearings: [Clearing] = [], mentions: [Mention] = [], faults: [ScanFault] = [],
    wasRepaired: Bool = false
  ) {
    self.signals = signals
    self.clearings = clearings
    self.mentions = mentions
    self.faults = faults
    self.wasRepaired = wasRepaired
  }
}
