import Conduct
import Store

/// How a change of the rules reads on a page.
struct RuleChangeView {
  let visit: Visit

  /// A short name.
  func title(of change: RuleChange) -> String {
    switch change.content {
    case .rule(let own): return own.title
    case .exception(let words):
      return visit.texts("change.exception.named", ["words": words.prefix(3).joined(separator: ", ")])
    case .setting(let rule, let state, _):
      let name = visit.site.rules.ruleSet.rules.first { $0.id == rule }?.title ?? rule.rawValue
      return visit.texts("change.setting.named", ["rule": name, "to": visit.texts("change.to_word.\(state.rawValue)")])
    }
  }

  /// A line of a list.
  func row(_ file: RuleChangeFile) -> [String: Any] {
    let texts = visit.texts
    let change = file.change
    return [
      "number": change.number, "path": "/regels/wijziging/\(change.number)", "name": title(of: change),
      "kind": texts("change.kind.\(change.content.kind.rawValue)"), "state": change.state.rawValue,
      "state_word": texts("change.state.\(change.state.rawValue)"), "author": file.author,
      "since": visit.moment(change.approvedAt ?? change.at), "waits": change.state == .asked,
      "own_rule": change.rule?.rawValue ?? "",
      "trial_hits": file.trialHits > 0 || change.state == .trial
        ? texts.count("change.trial_hits", file.trialHits) : "",
    ]
  }

  /// All that a change says, by what it is called.
  func lines(of content: RuleChange.Content) -> [(label: String, lines: [String])] {
    let texts = visit.texts
    let parts: [(String, [String])] =
      switch content {
      case .exception(let words): [("words", words)]
      case .setting(let rule, let state, let severity):
        [
          ("target", [rule.rawValue]), ("to", [texts("change.to.\(state.rawValue)")]),
          ("severity", severity.map { [texts("severity.\($0.rawValue)")] } ?? []),
        ]
      case .rule(let own):
        [
          ("title", [own.title]), ("category", [visit.site.name(of: own.category)]),
          ("severity", [texts("severity.\(own.severity.rawValue)")]), ("words", own.words),
          ("pattern", own.pattern.isEmpty ? [] : [own.pattern]), ("allow", own.allow), ("needs", own.needs),
          ("forbids", own.forbids), ("why", [own.explanation]), ("match", own.matches), ("pass", own.passes),
        ]
      }
    return parts.filter { !$0.1.isEmpty }.map { (texts("change.field.\($0.0)"), $0.1) }
  }

  /// What is gone and what is new, by what it is called.
  func differences(from old: RuleChange.Content, to new: RuleChange.Content) -> [[String: Any]] {
    let (before, after) = (lines(of: old), lines(of: new))
    var labels = before.map(\.label)
    labels += after.map(\.label).filter { !labels.contains($0) }
    return labels.compactMap { label in
      let gone = before.first { $0.label == label }?.lines ?? []
      let come = after.first { $0.label == label }?.lines ?? []
      if gone == come { return nil }
      return [
        "label": label, "gone": gone.filter { !come.contains($0) }.map { ["line": $0] },
        "come": come.filter { !gone.contains($0) }.map { ["line": $0] },
      ]
    }
  }
}
