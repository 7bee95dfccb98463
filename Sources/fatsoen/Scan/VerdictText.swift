import Conduct

/// A verdict in words, with the text and its hits marked.
struct VerdictText {
  let terminal: Terminal

  /// A heading, the text around the hits, and a line per signal; empty line last.
  func lines(_ verdict: Verdict, id: String, text: String) -> [String] {
    let shape = verdict.signals.isEmpty ? "○" : verdict.severity.shape
    var heading = terminal.style("\(shape) \(verdict.disposition.word)", verdict.severity.style)
    if !verdict.signals.isEmpty { heading += terminal.style(" · \(verdict.severity.name)", .soft) }
    heading += terminal.style(" · \(id.onOneLine)", .soft)
    var result = [heading]
    result += marked(text, verdict.signals.map(\.span)).map { "  " + $0 }
    result += signals(verdict.signals).map { "  " + $0 }
    for fault in verdict.faults {
      result.append("  " + terminal.style("niet afgemaakt: \(fault.rule) (\(fault.limit.word))", .severity3))
    }
    if verdict.wasRepaired { result.append("  " + terminal.style("de tekst bevatte ongeldige tekens", .soft)) }
    return result + [""]
  }

  /// One line per signal: title, hit, clauses and rule.
  func signals(_ signals: [Signal]) -> [String] {
    var table = Table([.init(""), .init(""), .init("", mayShrink: true), .init("", mayShrink: true)])
    for signal in signals {
      var what = signal.title.isEmpty ? signal.category.rawValue : signal.title
      if !signal.marks.isEmpty {
        what += " (" + signal.marks.map(\.word).sorted().joined(separator: ", ") + ")"
      }
      table.add([
        .init(signal.severity.shape, signal.severity.style), .init(signal.effect.word),
        .init(what + (signal.clauses.isEmpty ? "" : " · " + signal.clauses.joined(separator: " "))),
        .init(signal.rule.rawValue, .soft),
      ])
    }
    return Array(table.lines(on: terminal, width: terminal.width - 2).dropFirst())
  }

  /// The text in lines, hits underlined or between square brackets; a long text is shown around its hits only.
  func marked(_ text: String, _ spans: [Range<Int>], most: Int = 400) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var isHit = [Bool](repeating: false, count: scalars.count)
    for span in spans {
      for i in span.clamped(to: 0..<scalars.count) { isHit[i] = true }
    }
    var window = 0..<scalars.count
    if scalars.count > most {
      let first = spans.map(\.lowerBound).min() ?? 0
      let start = max(0, min(first - most / 4, scalars.count - most))
      window = start..<(start + most)
    }
    var plain = window.lowerBound > 0 ? "…" : ""
    var inside = false
    for i in window {
      if isHit[i] != inside {
        plain += isHit[i] ? Self.opening : Self.closing
        inside = isHit[i]
      }
      plain += String(scalars[i]).onOneLine
    }
    if inside { plain += Self.closing }
    if window.upperBound < scalars.count { plain += "…" }
    return style(plain.wrapped(to: max(20, terminal.width - 4)))
  }

  // Private-use characters stand for the marks while lines are broken; both become one column or none.
  private static let opening = "\u{E000}"
  private static let closing = "\u{E001}"

  private func style(_ lines: [String]) -> [String] {
    var inside = false
    return lines.map { line in
      var result = inside && terminal.hasColour ? Self.on : ""
      for character in line {
        switch String(character) {
        case Self.opening:
          inside = true
          result += terminal.hasColour ? Self.on : "["
        case Self.closing:
          inside = false
          result += terminal.hasColour ? Self.off : "]"
        default: result.append(character)
        }
      }
      return result + (inside && terminal.hasColour ? Self.off : "")
    }
  }

  private static let on = "\u{1B}[1;4m"
  private static let off = "\u{1B}[0m"
}
