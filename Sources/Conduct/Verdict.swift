/// What the machine makes of one message: where it goes, never what follows from it.
public struct Verdict: Hashable, Codable, Sendable {
  /// Where a message goes.
  public enum Disposition: String, Codable, Sendable, CaseIterable {
    /// Nothing that asks for a person.
    case clear
    /// Waits for a person, visible meanwhile.
    case review
    /// Waits for a person, hidden meanwhile; severity 4 only.
    case hold
    /// The scan did not finish; waits for a person.
    case notScanned = "not_scanned"
    /// One-to-one: never queued, always reportable.
    case outOfScope = "out_of_scope"
  }

  /// Where the message goes.
  public var disposition: Disposition
  /// The highest severity among the signals that count; 0 without any.
  public var severity: Severity
  /// Signals that count, with their settled effects and clauses.
  public var signals: [Signal]
  /// Signals of shadow rules: recorded, without effect.
  public var shadow: [Signal]
  /// Rules that did not finish.
  public var faults: [ScanFault]
  /// Whether the text was repaired with U+FFFD before it was scanned.
  public var wasRepaired: Bool

  /// Weighs all signals once. Per signal the policies' clauses that cover its category at its severity give the labels
  /// and the strongest effect; without any the category's default serves. A rule's own effect is an upper bound,
  /// severity 0 is never above advice, and only severity 4 holds a message. Where nothing asks for a person, two weak
  /// signals near each other may do so together. What the posting rules found is settled already. A scan that did not
  /// finish is never clear.
  public init(
    _ result: consuming ScanResult, placed: [Signal] = [], policies: [Policy], categories: [Category],
    isOutOfScope: Bool = false
  ) {
    faults = result.faults
    wasRepaired = result.wasRepaired
    // Weighed in place, since all that is scanned comes through here.
    var counted: [Signal] = []
    swap(&counted, &result.signals)
    for place in counted.indices { Verdict.weigh(&counted[place], policies, categories) }
    shadow = counted.contains { $0.isShadow } ? counted.filter { $0.isShadow } : []
    if !shadow.isEmpty { counted.removeAll { $0.isShadow } }
    if counted.count > 1, counted.allSatisfy({ $0.effect == .advice }) {
      Verdict.combine(&counted, policies, categories)
    }
    if !placed.isEmpty { counted += placed }
    var strongest: Effect?
    severity = .information
    for signal in counted {
      strongest = max(strongest ?? signal.effect, signal.effect)
      severity = max(severity, signal.severity)
    }
    signals = counted
    if isOutOfScope {
      disposition = .outOfScope
    } else if strongest == .hold {
      disposition = .hold
    } else if !faults.isEmpty {
      disposition = .notScanned
    } else {
      disposition = strongest == .review ? .review : .clear
    }
  }

  /// Settles the clauses and the effect of a signal; gives what the policies say of it, when they do.
  @discardableResult
  private static func weigh(_ signal: inout Signal, _ policies: [Policy], _ categories: [Category]) -> Effect? {
    var strongest: Effect?
    if !signal.clauses.isEmpty { signal.clauses = [] }
    for policy in policies {
      for clause in policy.clauses {
        for coverage in clause.covers where coverage.category == signal.category && signal.severity >= coverage.from {
          if !signal.clauses.contains(clause.id.rawValue) { signal.clauses.append(clause.id.rawValue) }
          strongest = max(strongest ?? coverage.effect, coverage.effect)
        }
      }
    }
    var effect =
      strongest ?? categories.first { $0.id == signal.category }?.defaultEffect ?? .review
    effect = min(signal.effect, effect)
    if signal.severity == .information { effect = .advice }
    if effect == .hold && signal.severity < .critical { effect = .review }
    signal.effect = effect
    return strongest
  }

  /// How far apart, in Unicode scalars, two weak signals may stand to count together: about two sentences.
  private static let reach = 150

  /// Raises weak signals to a review where two stand near each other: other words in another place, of categories that
  /// count together. The signals are in order of place.
  private static func combine(_ signals: inout [Signal], _ policies: [Policy], _ categories: [Category]) {
    for (place, signal) in signals.enumerated() {
      for other in signals.indices[(place + 1)...] {
        let distance = signals[other].span.lowerBound - signal.span.upperBound
        if distance > reach { break }
        guard distance >= 0, signals[other].text.lowercased() != signal.text.lowercased(),
          countTogether(signal.category, signals[other].category, categories)
        else { continue }
        let companion = signals[other]
        raise(&signals[place], with: companion, policies, categories)
        raise(&signals[other], with: signal, policies, categories)
      }
    }
  }

  /// Whether either of two categories names the other.
  private static func countTogether(_ a: CategoryID, _ b: CategoryID, _ categories: [Category]) -> Bool {
    names(a, b, categories) || names(b, a, categories)
  }

  /// Whether a category itself names another as one that it counts together with.
  private static func names(_ a: CategoryID, _ b: CategoryID, _ categories: [Category]) -> Bool {
    categories.contains { $0.id == a && $0.together.contains(b) }
  }

  /// Makes a weak signal one that asks for a person, and says with what; the first companion is enough. What a policy calls
  /// advice stays that, unless its own category names the companion's.
  private static func raise(
    _ signal: inout Signal, with companion: Signal, _ policies: [Policy], _ categories: [Category]
  ) {
    guard signal.effect == .advice else { return }
    var raised = signal
    raised.severity = max(signal.severity, .low)
    let said = weigh(&raised, policies, categories)
    if said == .advice && !names(signal.category, companion.category, categories) { return }
    signal = raised
    signal.effect = .review
    signal.explanation += " Alleen zegt dit weinig; samen met “\(companion.text)” vraagt het om een mens."
  }
}
