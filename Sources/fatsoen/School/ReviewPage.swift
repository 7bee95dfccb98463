import Conduct
import Store

/// One review as a person reads it.
struct ReviewPage {
  var file: ReviewFile
  var desk: Desk
  var policy: Policy
  var names: [MemberID: String]
  var terminal: Terminal

  var lines: [String] {
    let review = file.review
    var result = [
      terminal.style("#\(review.number)", .bold) + "  "
        + terminal.style("\(review.severity.shape) \(review.severity.name)", review.severity.style) + "  "
        + state,
      terminal.style(heading, .soft),
    ]
    if review.state.isOpen {
      let due = review.dueAt.map { "uiterlijk \(desk.time($0)) · " } ?? ""
      result.append(terminal.style(due + file.priority.reasons.joined(separator: ", "), .soft))
    }
    result.append("")
    let shown = VerdictText(terminal: terminal)
    if file.isTextKept {
      result += shown.marked(file.message.text, file.signals.map(\.span), most: 4000).map { "  " + $0 }
    } else {
      result.append("  " + terminal.style("(de tekst is gewist volgens de bewaartermijn)", .soft))
    }
    result.append("")
    for signal in file.signals { result += lines(of: signal) }
    for fault in file.faults {
      result.append(terminal.style("De regel \(fault.rule) is niet afgemaakt: \(fault.limit.word).", .severity3))
    }
    if let weighed = file.suitabilityWeighed {
      result += [terminal.style("De schrijver heeft overwogen of dit past (\(desk.time(weighed))).", .soft), ""]
    }
    for report in file.reports where report.report.state != .withdrawn {
      result.append(
        terminal.style("Melding \(report.report.number)", .bold) + " · \(report.reporter) · \(report.category)")
      let more = report.text ?? "(de woorden van de melder ziet wie dit behandelt)"
      result += more.wrapped(to: terminal.width - 2).map { "  " + $0.onOneLine } + [""]
    }
    if !file.notes.isEmpty {
      result.append(terminal.style("Geschreven bij het behandelen", .bold))
      for note in file.notes {
        let who = note.author.map { names[$0] ?? $0.rawValue } ?? "Fatsoen"
        result.append(terminal.style("  \(desk.time(note.at)) · \(who.onOneLine) · \(note.kind.name)", .soft))
        result += note.text.wrapped(to: terminal.width - 4).map { "    " + $0 }
      }
      result.append("")
    }
    let notes = RectificationLines(rectifications: file.rectifications, zone: desk.zone, terminal: terminal).lines
    if !notes.isEmpty { result += notes + [""] }
    if !file.decisions.isEmpty {
      result.append(terminal.style("Besluiten", .bold))
      for decision in file.decisions { result += lines(of: decision) }
      result.append("")
    }
    return result + next
  }

  private var heading: String {
    var parts = [file.author.name]
    if let group = file.group { parts.append(group.name) }
    parts.append(desk.time(file.message.sentAt))
    return parts.map(\.onOneLine).joined(separator: " · ")
  }

  private var state: String {
    let review = file.review
    var parts = [review.state.name]
    if review.state == .claimed, let claim = review.claim {
      parts[0] = "in behandeling bij \(names[claim.member] ?? claim.member.rawValue)"
    }
    switch review.visibility {
    case .held: parts.append("verborgen tot er is gekeken")
    case .removed: parts.append("verwijderd")
    case .restored: parts.append("teruggezet")
    case .visible: break
    }
    return parts.joined(separator: " · ")
  }

  private func lines(of signal: Signal) -> [String] {
    let title = signal.title.isEmpty ? signal.category.rawValue : signal.title
    var facts = [signal.severity.name, signal.effect.word] + signal.marks.map(\.word).sorted()
    if signal.isShadow { facts.append("schaduwregel") }
    var result = [
      terminal.style("\(signal.severity.shape) \(title)", .bold) + "  "
        + terminal.style(facts.joined(separator: " · ") + " · \(signal.rule.rawValue)", .soft)
    ]
    if !signal.explanation.isEmpty { result += signal.explanation.wrapped(to: terminal.width - 2).map { "  " + $0 } }
    for label in signal.clauses {
      guard let clause = policy.clause(ClauseID(label)) else { continue }
      let text = "afspraak \(label): \(clause.label)"
      result += text.wrapped(to: terminal.width - 2).map { "  " + terminal.style($0, .accent) }
    }
    return result + [""]
  }

  private func lines(of decision: Decision) -> [String] {
    let who = names[decision.decider] ?? decision.decider.rawValue
    var line = "  \(desk.time(decision.at)) · \(who) (\(decision.role.name)): \(decision.outcome.name)"
    if !decision.clauses.isEmpty { line += " · " + decision.clauses.map(\.rawValue).joined(separator: " ") }
    if decision.undoneBy != nil { line += " · herroepen" }
    var result = [line] + decision.effects.map { "    \($0.name)" }
    for text in [decision.statement?.incompatibleContentExplanation, decision.note].compactMap({ $0 }) {
      result += text.wrapped(to: terminal.width - 4).map { "    " + $0 }
    }
    return result
  }

  /// What this person can do, as lines to type.
  private var next: [String] {
    let number = file.review.number
    var rows: [(String, String)] = []
    let clauses = Set(file.signals.flatMap(\.clauses)).filter { policy.clause(ClauseID($0)) != nil }
      .map(ClauseID.init(_:)).sorted()
    let clause = clauses.first?.rawValue ?? "AFSPRAAK"
    if !file.duplicates.isEmpty {
      rows.append(("dubbele bekijken", "fatsoen duplicates \(number)"))
    }
    for action in file.actions {
      switch action {
      case .view: continue
      case .claim: rows.append(("in behandeling nemen", "fatsoen claim \(number)"))
      case .release: rows.append(("teruggeven", "fatsoen claim \(number) --release"))
      case .dismiss: rows.append(("niets aan de hand", "fatsoen decide \(number) --dismiss false_hit"))
      case .establish:
        rows.append(("vaststellen", "fatsoen decide \(number) --establish --clause \(clause) --motivation \"…\""))
      case .arrangeCare: rows.append(("zorg geregeld", "fatsoen decide \(number) --care \"…\""))
      case .note: rows.append((action.name, "fatsoen note \(number) \"…\""))
      case .handOver:
        rows.append((action.name, "fatsoen claim \(number) --hand-over LID --reason \"…\""))
      case .escalate: rows.append((action.name, "fatsoen decide \(number) --escalate \"…\""))
      case .giveToCare: rows.append((action.name, "fatsoen decide \(number) --to-care \"…\""))
      case .recordAnswer: rows.append((action.name, "fatsoen decide \(number) --answer \"…\""))
      case .undo: rows.append((action.name, "fatsoen decide \(number) --undo \"…\""))
      case .askInformation: rows.append(("uitleg vragen", "fatsoen decide \(number) --ask \"…\""))
      case .reopen: rows.append(("heropenen", "fatsoen decide \(number) --reopen \"…\""))
      }
    }
    if rows.isEmpty { return [terminal.style("U kunt hier nu niets doen.", .soft)] }
    let width = rows.map(\.0.columns).max() ?? 0
    return [terminal.style("U kunt", .bold)]
      + rows.map { "  \($0.0.padded(to: width))  " + terminal.style($0.1, .accent) }
  }
}
