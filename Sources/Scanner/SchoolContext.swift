public import Conduct

/// What one school adds to the shipped rules. Making one compiles only the school's own words; one that is made from an
/// earlier one compiles only what changed, so switching a rule never compiles anything.
public struct SchoolContext: Sendable {
  /// What a school says of one shipped rule.
  public struct Switch: Sendable, Hashable {
    /// What the school makes of the rule's status.
    public enum State: String, Sendable, Hashable {
      case off
      case shadow
      case live
    }

    /// The state, or nil to leave it.
    public var state: State?
    /// The severity, or nil to leave it.
    public var severity: Severity?

    /// Makes a switch.
    public init(state: State? = nil, severity: Severity? = nil) {
      self.state = state
      self.severity = severity
    }
  }

  /// The shipped rules only.
  public static let none = SchoolContext()

  let switches: [RuleID: Switch]
  let own: RuleTable?
  let exceptions: [PatternPair]
  let names: NameList
  /// The people of the school, to be found in texts.
  let people: NameTable?
  private let nameTexts: [String]

  /// Makes a context: switches over shipped rules, the school's own rules, patterns that are never a hit for any rule,
  /// known names that quiet name-like words, and people, whose names are looked for and quiet such words too. What the
  /// earlier context made of the same is used again.
  public init(
    switches: [RuleID: Switch] = [:], rules: [Rule] = [], exceptions: [String] = [], names: [String] = [],
    people: [NamedPerson] = [], after earlier: SchoolContext? = nil
  ) {
    self.switches = switches
    if let kept = earlier?.own, kept.entries.lazy.map(\.rule).elementsEqual(rules) {
      own = kept
    } else {
      own = rules.isEmpty ? nil : RuleTable(rules, cache: nil)
    }
    self.exceptions = exceptions.map { source in
      earlier?.exceptions.first { $0.original.source == source } ?? PatternPair(source)
    }
    nameTexts = names
    let digest = people.isEmpty ? nil : NameTable.digest(of: people)
    let isSamePeople = earlier.map { $0.people?.digest == digest } ?? false
    self.people = isSamePeople ? earlier?.people : digest.map { NameTable(people, digest: $0) }
    self.names =
      earlier.flatMap { isSamePeople && $0.nameTexts == names ? $0.names : nil }
      ?? NameList(names + NameTable.quieting(people))
  }

  /// Makes the context of an overlay and of the school's people.
  public init(_ overlay: Overlay, people: [NamedPerson] = [], after earlier: SchoolContext? = nil) {
    var switches: [RuleID: Switch] = [:]
    for line in overlay.switches {
      let state: Switch.State =
        switch line.to {
        case .off, .draft: .off
        case .shadow: .shadow
        case .live: .live
        }
      switches[line.rule] = Switch(state: state, severity: line.severity)
    }
    self.init(
      switches: switches, rules: overlay.ruleSet.rules, exceptions: overlay.exceptions, names: overlay.names,
      people: people, after: earlier)
  }

  /// The state of a rule at this school; nil when it does not run.
  func state(of entry: RuleTable.Entry) -> Switch.State? {
    if !switches.isEmpty, let state = switches[entry.id]?.state { return state == .off ? nil : state }
    return switch entry.state {
    case .live: .live
    case .shadow: .shadow
    case .draft, .retired: nil
    }
  }

  /// The severity of a rule's hits at this school.
  func severity(of entry: RuleTable.Entry) -> Severity {
    switches.isEmpty ? entry.template.severity : switches[entry.id]?.severity ?? entry.template.severity
  }
}
