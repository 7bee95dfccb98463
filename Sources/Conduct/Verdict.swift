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
  /// severity 0 is never above advice, and only severity 4 holds a message. A scan that did not finish is never clear.
  public init(_ result: ScanResult, policies: [Policy], categories: [Category], isOutOfScope: Bool = false) {
    var counted: [Signal] = []
    var shadow: [Signal] = []
    for var signal in result.signals {
      let category = categories.first { $0.id == signal.category }
      var strongest: Effect?
      signal.clauses = []
      for policy in policies {
        for clause in policy.clauses {
          for coverage in clause.covers where coverage.category == signal.category && signal.severity >= coverage.from {
            if !signal.clauses.contains(clause.id.rawValue) { signal.clauses.append(clause.id.rawValue) }
            strongest = max(strongest ?? coverage.effect, coverage.effect)
          }
        }
      }
      var effect = min(signal.effect, strongest ?? category?.defaultEffect ?? .review)
      if signal.severity == .information { effect = .advice }
      if effect == .hold && signal.severity < .critical { effect = .review }
      signal.effect = effect
      if signal.isShadow { shadow.append(signal) } else { counted.append(signal) }
    }
    let strongest = counted.map(\.effect).max()
    if isOutOfScope {
      disposition = .outOfScope
    } else if strongest == .hold {
      disposition = .hold
    } else if !result.faults.isEmpty {
      disposition = .notScanned
    } else {
      disposition = strongest == .review ? .review : .clear
    }
    severity = counted.map(\.severity).max() ?? .information
    signals = counted
    self.shadow = shadow
    faults = result.faults
    wasRepaired = result.wasRepaired
  }
}
