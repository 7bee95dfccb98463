import Conduct
import Store

/// One report as a handler reads it.
struct ReportPage {
  var file: ReportFile
  var desk: Desk
  var names: [MemberID: String]
  var terminal: Terminal

  var lines: [String] {
    let report = file.report
    var heading = [file.reporter, report.manner.name, desk.time(report.submittedAt)]
    if let writer = report.enteredBy { heading.append("opgeschreven door \(names[writer] ?? writer.rawValue)") }
    var lines = [
      terminal.style("Melding \(report.number)", .bold) + "  "
        + terminal.style(
          "\(report.severity.shape) \(report.isAcute ? "gevaar" : report.severity.name)", report.severity.style)
        + "  \(report.state.name) · \(report.route.name)",
      terminal.style(heading.map(\.onOneLine).joined(separator: " · "), .soft),
    ]
    if let due = file.dueAt { lines.append(terminal.style("antwoord uiterlijk \(desk.time(due))", .soft)) }
    lines += ["", file.category] + (file.about.map { ["over \($0.onOneLine)"] } ?? [])
    if let review = file.review { lines.append("hoort bij beoordeling #\(review): beslis daar") }
    lines += words + evidence
    if !file.notes.isEmpty {
      lines += ["", terminal.style("Geschreven bij het behandelen", .bold)]
      for note in file.notes {
        let who = note.author.map { names[$0] ?? $0.rawValue } ?? "Fatsoen"
        lines.append(terminal.style("  \(desk.time(note.at)) · \(who.onOneLine) · \(note.kind.name)", .soft))
        lines += indented(note.text)
      }
    }
    return lines + [""] + next
  }

  private var words: [String] {
    guard let text = file.text else {
      return ["", terminal.style("(de woorden van de melder ziet wie de melding behandelt)", .soft)]
    }
    var lines = [""] + indented(text)
    if let hopes = file.hopes, !hopes.isEmpty { lines += ["", "Wat zou helpen:"] + indented(hopes) }
    return lines
  }

  private var evidence: [String] {
    var lines: [String] = []
    if let quotation = file.quotation {
      lines += ["", terminal.style("Het bericht (\(file.report.evidence.name))", .bold)] + indented(quotation)
    }
    for (index, enclosure) in file.enclosures.enumerated() {
      lines.append("  bijlage \(index + 1): \(enclosure.rawValue)")
    }
    return lines
  }

  private func indented(_ text: String) -> [String] {
    text.wrapped(to: terminal.width - 2).map { "  " + $0.onOneLine }
  }

  /// What this person can do, as lines to type.
  private var next: [String] {
    let number = file.report.number
    let rows: [(String, String)] = file.actions.compactMap { action in
      switch action {
      case .view, .answer, .add, .withdraw: nil
      case .claim: (action.name, "fatsoen report take \(number)")
      case .assign: (action.name, "fatsoen report assign \(number) --to LID")
      case .release: (action.name, "fatsoen report release \(number)")
      case .askReporter: (action.name, "fatsoen report ask \(number) \"…\"")
      case .escalate: (action.name, "fatsoen report pass-on \(number) \"…\"")
      case .resolve: (action.name, "fatsoen report outcome \(number) action_taken --motivation \"…\"")
      case .reopen: (action.name, "fatsoen report reopen \(number) \"…\"")
      }
    }
    if rows.isEmpty { return [terminal.style("U kunt hier nu niets doen.", .soft)] }
    let width = rows.map(\.0.columns).max() ?? 0
    return [terminal.style("U kunt", .bold)]
      + rows.map { "  \($0.0.padded(to: width))  " + terminal.style($0.1, .accent) }
  }

  static func json(_ file: ReportFile) -> String {
    var object = JSONObjectText(report: file.report)
    object.add("reporter_name", text: file.reporter)
    object.add("about_name", text: file.about)
    object.add("category_name", text: file.category)
    object.add("text", text: file.text)
    object.add("hopes", text: file.hopes)
    object.add("quotation", text: file.quotation)
    object.add("review_number", number: file.review)
    object.add("due_at", number: file.dueAt.map(Int.init))
    object.add("notes", "[" + file.notes.map(JSONObjectText.note).joined(separator: ",") + "]")
    object.add("enclosures", texts: file.enclosures.map(\.rawValue))
    object.add("actions", texts: file.actions.map(\.rawValue))
    return object.text
  }
}

extension JSONObjectText {
  /// The fields of a report that a machine may want; who reported is not among them.
  init(report: Report) {
    self.init()
    add("number", number: report.number)
    add("id", text: report.id.rawValue)
    add("state", text: report.state.rawValue)
    add("outcome", text: report.outcome?.rawValue)
    add("category", text: report.category)
    add("severity", number: report.severity.rawValue)
    add("acute", report.isAcute ? "true" : "false")
    add("route", text: report.route.rawValue)
    add("manner", text: report.manner.rawValue)
    add("evidence", text: report.evidence.rawValue)
    add("submitted_at", number: Int(report.submittedAt))
    add("version", number: report.version)
  }
}
