import CBlocks
import Conduct

/// Rules made ready to scan with, once, for any number of threads and schools.
final class RuleTable: Sendable {
  /// One condition made ready.
  struct CompiledCondition: Sendable {
    enum Test: Sendable {
      case near(PatternPair, Condition.Window)
      case quoted
      case notDutch
    }

    let sense: Condition.Sense
    let tests: [Test]
    let label: String
  }

  /// One rule made ready. Patterns compile when they are first needed.
  final class Entry: Sendable {
    let rule: Rule
    // Apart from the rule, since a hit needs no copy of all of it.
    let id: RuleID
    let state: Rule.Status
    let yieldsToNames: Bool
    let check: NumberCheck?
    /// Whether it weighs words.
    let weighs: Bool
    /// A signal of the rule, but for the place.
    let template: Signal
    let pattern: PatternPair
    let allow: [PatternPair]
    let conditions: [CompiledCondition]

    /// Its own pattern, those of its exceptions, and those of its conditions.
    var patterns: [PatternPair] {
      [pattern] + allow
        + conditions.flatMap(\.tests).compactMap { test in if case .near(let pair, _) = test { pair } else { nil } }
    }

    fileprivate init(_ rule: Rule, _ shared: inout SharedPatterns) {
      self.rule = rule
      id = rule.id
      state = rule.status
      yieldsToNames = rule.yieldsToNames
      check = rule.check
      weighs = rule.weights != nil
      template = Signal(
        rule: rule.id, title: rule.title, category: rule.category, severity: rule.severity,
        effect: rule.effect ?? .hold, span: 0..<0, text: "", view: .original, explanation: rule.explanation)
      pattern = PatternPair(rule.pattern)
      allow = rule.allow.map { shared.pair($0) }
      conditions = rule.conditions.map { condition in
        CompiledCondition(
          sense: condition.sense,
          tests: condition.anyOf.map { test in
            switch test {
            case .near(let pattern, let window): .near(shared.pair(pattern), window)
            case .quoted: .quoted
            case .notDutch: .notDutch
            }
          }, label: condition.label)
      }
    }
  }

  let entries: [Entry]
  /// Shapes that need no PCRE2, by rule.
  let shapes: [WordShape?]
  /// Whether a rule has one.
  let isWord: [Bool]
  /// Whether a rule looks at the original view, and at the folded one.
  let views: [(original: Bool, folded: Bool)]
  let prefilter: Prefilter
  /// Rules that the prefilter carries as expressions.
  let expressionRules: [Int]
  /// What the words of a message are weighed on.
  let scales: [WordScale]
  /// Undoes typing errors in the words of these rules.
  let speller: Speller?

  init(_ rules: [Rule], cache: PrefilterCache?, speller: Speller? = nil) {
    self.speller = speller
    var shared = SharedPatterns()
    entries = rules.map { Entry($0, &shared) }
    // A long pattern is never just a word; parsing it here would cost every start.
    shapes = rules.map { $0.pattern.utf8.count <= 128 ? WordShape(PatternSyntax($0.pattern)) : nil }
    isWord = shapes.map { $0 != nil }
    views = rules.map { ($0.view != .folded, $0.view != .original) }
    let sources = rules.map { $0.status == .retired || $0.weights != nil ? nil : Prefilter.Source($0) }
    scales = RuleTable.scales(of: rules)
    prefilter = cache?.prefilter(for: sources) ?? Prefilter(sources)
    let others = Set(prefilter.plan.rules + prefilter.plan.alwaysRun)
    expressionRules = sources.indices.filter { sources[$0] != nil && !others.contains(UInt32($0)) }
  }
}

/// Many rules have the same conditions and exceptions; each of those compiles once.
private struct SharedPatterns {
  /// A source by its bytes: as text it would be normalised to be hashed, and this is done at every start.
  private struct Key: Hashable {
    var source: String

    static func == (one: Key, other: Key) -> Bool {
      var (one, other) = (one.source, other.source)
      return one.withUTF8 { one in
        other.withUTF8 { other in
          guard one.count == other.count, let first = one.baseAddress, let second = other.baseAddress else {
            return false
          }
          return memcmp(first, second, one.count) == 0
        }
      }
    }

    func hash(into hasher: inout Hasher) {
      var hash = ContentHash()
      hash.add(source)
      hash.hash(into: &hasher)
    }
  }

  private var known: [Key: PatternPair] = [:]

  mutating func pair(_ source: String) -> PatternPair {
    if let pair = known[Key(source: source)] { return pair }
    let pair = PatternPair(source)
    known[Key(source: source)] = pair
    return pair
  }
}

extension Prefilter.Source {
  /// What a rule looks for, and what it needs nearby.
  init(_ rule: Rule) {
    pattern = rule.pattern
    needs = rule.conditions.filter { $0.sense == .needs }.compactMap { condition in
      let patterns = condition.anyOf.compactMap { test in
        if case .near(let pattern, _) = test { pattern } else { nil }
      }
      return patterns.count == condition.anyOf.count ? patterns : nil
    }
  }
}
