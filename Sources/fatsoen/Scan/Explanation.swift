import Conduct
import Exchange

/// What `explain` tells a person: the text as read, each signal with its reason, and each hit that was cleared.
struct Explanation {
  var text: String
  var readings: [String]
  var verdict: Verdict
  var clearings: [Clearing]
  var mentions: [Mention]
  var rules: LoadedRules
  var terminal: Terminal

  var lines: [String] {
    let shown = VerdictText(terminal: terminal)
    let shape = verdict.signals.isEmpty ? "✓" : verdict.severity.shape
    let style: Style = verdict.signals.isEmpty ? .good : verdict.severity.style
    let word = verdict.signals.isEmpty ? "" : terminal.style(" · \(verdict.severity.name)", .soft)
    var result = [terminal.style("\(shape) \(verdict.disposition.word)", style) + word, ""]
    result += shown.marked(text, verdict.signals.map(\.span), most: 1500).map { "  " + $0 }
    if !readings.isEmpty { result.append("") }
    for (i, reading) in readings.prefix(4).enumerated() {
      result += block(label: i == 0 ? "gelezen als" : "of als     ", reading.onOneLine.cut(to: 600))
    }
    result.append("")
    for signal in verdict.signals { result += lines(of: signal) }
    for signal in verdict.shadow {
      result += lines(of: signal, note: "schaduwregel: wordt geteld, doet niets")
    }
    if !clearings.isEmpty {
      result.append(terminal.style("Geraakt, maar vrijgesproken", .bold))
      for clearing in clearings { result += lines(of: clearing) }
      result.append("")
    }
    if !mentions.isEmpty {
      result.append(terminal.style("Namen van mensen van de school", .bold))
      for mention in mentions {
        result.append("  \"\(mention.text.onOneLine)\"  " + terminal.style(mention.words, .soft))
      }
      result.append("")
    }
    for fault in verdict.faults {
      result += [terminal.style("De regel \(fault.rule) is niet afgemaakt: \(fault.limit.word).", .severity3), ""]
    }
    if verdict.wasRepaired { result += ["De tekst bevatte ongeldige tekens; die zijn door � vervangen.", ""] }
    if verdict.signals.isEmpty, verdict.shadow.isEmpty, clearings.isEmpty {
      result += ["Geen enkele regel raakt deze tekst.", ""]
    }
    result.append(terminal.style("regels \(rules.version.prefix(19))…", .soft))
    return result
  }

  private func lines(of signal: Signal, note: String? = nil) -> [String] {
    let title = signal.title.isEmpty ? signal.category.rawValue : signal.title
    var head = terminal.style("\(signal.severity.shape) \(title)", .bold)
    head += "  \"\(signal.text.onOneLine.cut(to: 40))\"  " + terminal.style(signal.rule.rawValue, .soft)
    var result = [head]
    var facts = [signal.severity.name, signal.effect.word]
    facts += signal.marks.map(\.word).sorted()
    if signal.view == .folded { facts.append("gevonden in de gelezen tekst") }
    if let note { facts.append(note) }
    result.append("  " + facts.joined(separator: " · "))
    if !signal.explanation.isEmpty { result += signal.explanation.wrapped(to: terminal.width - 2).map { "  " + $0 } }
    for label in signal.clauses {
      guard let clause = rules.policies.lazy.compactMap({ $0.clause(ClauseID(label)) }).first else { continue }
      result += block(label: label, clause.label)
    }
    return result + [""]
  }

  private func lines(of clearing: Clearing) -> [String] {
    let reason =
      switch clearing.reason {
      case .allowed(let cover): "staat binnen de uitzondering \"\(cover.onOneLine)\""
      case .condition(let label): "voorwaarde niet vervuld: \(label)"
      case .name(let name): "is een bekende naam: \(name.onOneLine)"
      case .number(let check): check.refusal
      }
    return [
      "○ \"\(clearing.text.onOneLine.cut(to: 40))\"  " + terminal.style(clearing.rule.rawValue, .soft),
      "  " + reason,
    ]
  }

  private func block(label: String, _ text: String) -> [String] {
    let indent = String(repeating: " ", count: label.columns + 4)
    return text.wrapped(to: max(20, terminal.width - indent.count)).enumerated().map { i, line in
      i == 0 ? "  " + terminal.style(label, .soft) + "  " + line : indent + line
    }
  }
}

extension Mention {
  /// "voornaam van 2 leerlingen".
  fileprivate var words: String {
    let form =
      switch form {
      case .full: "volledige naam"
      case .given: "voornaam"
      case .family: "achternaam"
      case .diminutive: "verkleinvorm van de naam"
      case .near: "lijkt op de naam"
      }
    let pupils = people.count { if case .pupil = $0 { true } else { false } }
    let others = people.count - pupils
    let owners = [
      pupils > 0 ? count(pupils, "leerling", "leerlingen") : nil,
      others > 0 ? count(others, "volwassene", "volwassenen") : nil,
    ]
    return form + " van " + owners.compactMap { $0 }.joined(separator: " en ")
  }
}

/// What `explain --json` tells a machine.
struct ExplanationJSON {
  var verdict: Verdict
  var clearings: [Clearing]
  var mentions: [Mention]
  var readings: [String]
  var ruleset: String

  var line: String {
    var text = JSONText()
    text.raw("{\"folded\":[")
    for (i, reading) in readings.enumerated() {
      if i > 0 { text.raw(",") }
      text.string(reading)
    }
    text.raw("]")
    VerdictJSON(ruleset: ruleset).write(verdict, to: &text)
    text.raw(",\"cleared\":[")
    for (i, clearing) in clearings.enumerated() {
      text.raw(i > 0 ? ",{\"rule\":" : "{\"rule\":")
      text.string(clearing.rule.rawValue)
      text.raw(",\"start\":")
      text.number(clearing.span.lowerBound)
      text.raw(",\"end\":")
      text.number(clearing.span.upperBound)
      text.raw(",\"text\":")
      text.string(clearing.text)
      text.raw(",\"view\":")
      text.string(clearing.view.rawValue)
      switch clearing.reason {
      case .allowed(let cover):
        text.raw(",\"allowed\":")
        text.string(cover)
      case .condition(let label):
        text.raw(",\"condition\":")
        text.string(label)
      case .name(let name):
        text.raw(",\"name\":")
        text.string(name)
      case .number(let check):
        text.raw(",\"number\":")
        text.string(check.rawValue)
      }
      text.raw("}")
    }
    if !mentions.isEmpty { write(mentions, to: &text) }
    text.raw("]}")
    return String(decoding: text.bytes, as: UTF8.self)
  }
  private func write(_ mentions: [Mention], to text: inout JSONText) {
    text.raw("],\"mentions\":[")
    for (i, mention) in mentions.enumerated() {
      text.raw(i > 0 ? ",{\"start\":" : "{\"start\":")
      text.number(mention.span.lowerBound)
      text.raw(",\"end\":")
      text.number(mention.span.upperBound)
      text.raw(",\"text\":")
      text.string(mention.text)
      text.raw(",\"form\":")
      text.string(mention.form.rawValue)
      text.raw(",\"people\":[")
      for (j, person) in mention.people.enumerated() {
        if j > 0 { text.raw(",") }
        switch person {
        case .pupil(let id): text.string(id.rawValue)
        case .member(let id): text.string(id.rawValue)
        }
      }
      text.raw("]}")
    }
  }
}
