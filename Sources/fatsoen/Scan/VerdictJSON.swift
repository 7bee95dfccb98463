import Conduct
import Exchange

/// Writes verdicts as one JSON object a line: the contract of `fatsoen scan`.
struct VerdictJSON: Sendable {
  /// Fields that are the verdict's own; those of the same name in the line that came in give way.
  static let ownFields: [StaticString] = ["disposition", "severity", "ruleset", "signals"]
  /// Fields that the verdict only has when there is something to say.
  static let occasionalFields: [StaticString] = ["shadow", "faults", "repaired"]

  private let clear: [UInt8]
  private let ruleset: [UInt8]

  init(ruleset: String) {
    var text = JSONText()
    text.raw(",\"ruleset\":")
    text.string(ruleset)
    self.ruleset = text.bytes
    text = JSONText()
    text.raw(",\"disposition\":\"clear\",\"severity\":0")
    text.raw(self.ruleset)
    text.raw(",\"signals\":[]")
    clear = text.bytes
  }

  /// Adds the verdict's fields, beginning with a comma.
  func write(_ verdict: Verdict, to text: inout JSONText) {
    if verdict.disposition == .clear, verdict.signals.isEmpty {
      text.raw(clear)
    } else {
      text.raw(",\"disposition\":")
      text.string(verdict.disposition.rawValue)
      text.raw(",\"severity\":")
      text.number(verdict.severity.rawValue)
      text.raw(ruleset)
      text.raw(",\"signals\":")
      Self.write(verdict.signals, to: &text)
    }
    if !verdict.shadow.isEmpty {
      text.raw(",\"shadow\":")
      Self.write(verdict.shadow, to: &text)
    }
    if !verdict.faults.isEmpty {
      text.raw(",\"faults\":[")
      for (i, fault) in verdict.faults.enumerated() {
        text.raw(i > 0 ? ",{\"rule\":" : "{\"rule\":")
        text.string(fault.rule.rawValue)
        text.raw(",\"limit\":")
        text.string(fault.limit.rawValue)
        text.raw("}")
      }
      text.raw("]")
    }
    if verdict.wasRepaired { text.raw(",\"repaired\":true") }
  }

  /// Whether the verdict writes a field of this name.
  func owns(_ verdict: Verdict, _ isNamed: (StaticString) -> Bool) -> Bool {
    if Self.ownFields.contains(where: isNamed) { return true }
    return !verdict.shadow.isEmpty && isNamed("shadow") || !verdict.faults.isEmpty && isNamed("faults")
      || verdict.wasRepaired && isNamed("repaired")
  }

  static func write(_ signals: [Signal], to text: inout JSONText) {
    text.raw("[")
    for (i, signal) in signals.enumerated() {
      text.raw(i > 0 ? ",{\"rule\":" : "{\"rule\":")
      text.string(signal.rule.rawValue)
      text.raw(",\"category\":")
      text.string(signal.category.rawValue)
      text.raw(",\"severity\":")
      text.number(signal.severity.rawValue)
      text.raw(",\"effect\":")
      text.string(signal.effect.rawValue)
      text.raw(",\"start\":")
      text.number(signal.span.lowerBound)
      text.raw(",\"end\":")
      text.number(signal.span.upperBound)
      text.raw(",\"text\":")
      text.string(signal.text)
      text.raw(",\"view\":")
      text.string(signal.view.rawValue)
      text.raw(",\"clauses\":[")
      for (j, clause) in signal.clauses.enumerated() {
        if j > 0 { text.raw(",") }
        text.string(clause)
      }
      text.raw("]")
      if !signal.marks.isEmpty {
        text.raw(",\"marks\":[")
        for (j, mark) in signal.marks.sorted(by: { $0.rawValue < $1.rawValue }).enumerated() {
          if j > 0 { text.raw(",") }
          text.string(mark.rawValue)
        }
        text.raw("]")
      }
      text.raw("}")
    }
    text.raw("]")
  }
}
