/// The permanent name of a rule: `language.category.name`, such as `nl.abuse.disease-compound`.
public struct RuleID: RawRepresentable, Hashable, Codable, Sendable, Comparable, CustomStringConvertible {
  /// Three parts of lower-case letters, digits, hyphens and underscores, separated by dots.
  public let rawValue: String

  /// Wraps an identifier; its form is checked by `Library`.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Wraps an identifier.
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// The identifier itself.
  public var description: String { rawValue }

  /// Orders by name.
  public static func < (a: RuleID, b: RuleID) -> Bool { a.rawValue < b.rawValue }
}

/// Where in a file of Wordlists, Policies or an overlay something stands.
public struct SourceLocation: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The path as the reader was given it.
  public var file: String
  /// The line, counted from 1.
  public var line: Int

  /// Names a line of a file.
  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  /// `file:line`.
  public var description: String { "\(file):\(line)" }
}

/// One rule as the scanner takes it: fragments, word notations and shorthands are already expanded to PCRE2.
public struct Rule: Hashable, Codable, Sendable {
  /// How far a rule is on its way: only `live` rules change anything, `shadow` rules are recorded.
  public enum Status: String, Codable, Sendable, CaseIterable {
    case draft
    case shadow
    case live
    case retired
  }

  /// The texts that the pattern is matched against.
  public enum View: String, Codable, Sendable, CaseIterable {
    case both
    case original
    case folded
  }

  /// The permanent identifier.
  public var id: RuleID
  /// What the rule is about, short, in Dutch.
  public var title: String
  /// The category, by which policies attach clauses.
  public var category: CategoryID
  /// The severity of a hit.
  public var severity: Severity
  /// Draft, shadow, live or retired.
  public var status: Status
  /// The strongest effect that the rule may have; nil leaves it to the policy. `advice` marks a weak signal.
  public var effect: Effect?
  /// The PCRE2 pattern, matched caselessly with UTF and UCP; for a rule that weighs words one that never matches.
  public var pattern: String
  /// What the rule weighs the words of a message by, instead of looking for a pattern.
  public var weights: WordWeights?
  /// The views it is matched against.
  public var view: View
  /// PCRE2 patterns that clear a hit lying wholly inside one of their matches.
  public var allow: [String]
  /// All must hold for a hit to stand.
  public var conditions: [Condition]
  /// Whether known proper names and place names clear a hit that lies inside them ("De Cock", "Rectum").
  public var yieldsToNames: Bool
  /// What a number in the hit must be for the hit to stand; nil asks nothing.
  public var check: NumberCheck?
  /// Why this is doubtful, one plain Dutch sentence for the reviewer.
  public var explanation: String
  /// Texts that must hit.
  public var matches: [String]
  /// Texts that must not hit.
  public var passes: [String]
  /// Where the rule is written.
  public var source: SourceLocation

  /// The pattern of a rule that weighs words.
  public static let noPattern = "(?!)"

  /// Makes a rule.
  public init(
    id: RuleID, title: String, category: CategoryID, severity: Severity, status: Status = .live,
    effect: Effect? = nil, pattern: String, weights: WordWeights? = nil, view: View = .both, allow: [String] = [],
    conditions: [Condition] = [],
    yieldsToNames: Bool = false, check: NumberCheck? = nil, explanation: String = "", matches: [String] = [],
    passes: [String] = [],
    source: SourceLocation = SourceLocation(file: "", line: 0)
  ) {
    self.id = id
    self.title = title
    self.category = category
    self.severity = severity
    self.status = status
    self.effect = effect
    self.pattern = pattern
    self.weights = weights
    self.view = view
    self.allow = allow
    self.conditions = conditions
    self.yieldsToNames = yieldsToNames
    self.check = check
    self.explanation = explanation
    self.matches = matches
    self.passes = passes
    self.source = source
  }
}

/// Something that must, or must not, stand near a hit for the hit to count.
public struct Condition: Hashable, Codable, Sendable {
  /// Whether the condition asks for presence or absence.
  public enum Sense: String, Codable, Sendable {
    case needs
    case forbids
  }

  /// What is looked for. Patterns are PCRE2, caseless, UTF, UCP, and see only the text of their window: `$` in a
  /// window before the hit, and `^` in one after it, mean "right next to the hit".
  public enum Test: Hashable, Codable, Sendable {
    /// A pattern within a window of whole words beside the hit.
    case near(pattern: String, window: Window)
    /// The hit stands between quotation marks.
    case quoted
    /// The message, but for its names, quotations and addresses, is long enough to tell that it is not in Dutch.
    case notDutch
  }

  /// The stretch of text beside a hit that a `near` test sees.
  public struct Window: Hashable, Codable, Sendable {
    /// Which side of the hit.
    public enum Side: String, Codable, Sendable {
      case before
      case after
      /// Before and after, each a window of its own; the hit itself is in neither.
      case either
      /// One window of the words before, the hit, and the words after.
      case around
    }

    /// How far a window reaches.
    public enum Reach: Hashable, Codable, Sendable {
      /// So many words on each side; sentence ends do not stop it.
      case words(Int)
      /// To the ends of the sentence (`.`, `!`, `?`, `…` or a line break).
      case sentence
      /// To the ends of the message.
      case message
    }

    /// Which side.
    public var side: Side
    /// How far.
    public var reach: Reach

    /// Makes a window.
    public init(side: Side, reach: Reach) {
      self.side = side
      self.reach = reach
    }
  }

  /// Presence or absence.
  public var sense: Sense
  /// The tests; one that succeeds is enough for the condition to be present.
  public var anyOf: [Test]
  /// The name that `explain` shows, in Dutch ("gericht aan een persoon").
  public var label: String

  /// Makes a condition.
  public init(sense: Sense, anyOf: [Test], label: String) {
    self.sense = sense
    self.anyOf = anyOf
    self.label = label
  }
}

/// The rules that one scanner is compiled from, and the hash that names this exact set for ever.
public struct RuleSet: Hashable, Codable, Sendable {
  /// `sha256:` and 64 hexadecimal digits over all that decides a verdict.
  public var version: String
  /// Rules in a fixed order; a rule's position is its number in the scanner.
  public var rules: [Rule]

  /// Makes a rule set; the caller vouches that `version` belongs to `rules`.
  public init(version: String, rules: [Rule]) {
    self.version = version
    self.rules = rules
  }
}
