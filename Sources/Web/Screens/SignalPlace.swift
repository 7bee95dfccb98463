import Conduct

/// What was found at one place in a text: several rules may see something in the same words, and a person wants to hear
/// of them once.
struct SignalPlace {
  /// The number beside the words; nil for what is found in no words, such as the hour of a message.
  var number: Int?
  /// What was found there, gravest first.
  var signals: [Signal]

  var gravest: Signal { signals[0] }

  /// What else was found there, each title once.
  var others: [Signal] {
    var seen: Set<String> = [gravest.title]
    return signals.dropFirst().filter { seen.insert($0.title).inserted }
  }

  /// What a page says of it.
  func values(_ visit: Visit, _ policy: Policy) -> [String: Any] {
    [
      "place": number as Any, "what": visit.site.title(of: gravest), "explanation": gravest.explanation,
      "is_weak": gravest.effect == .advice,
      "how": Set(signals.flatMap(\.marks)).map { visit.texts("mark.\($0)") }.sorted().joined(separator: ", "),
      "also": others.map { ["what": visit.site.title(of: $0)] }, "has_also": !others.isEmpty,
      "clause": gravest.clauses.first { policy.clause(ClauseID($0)) != nil } as Any,
    ]
  }

  /// Puts together what overlaps, in the order of the text. What is said of a whole passage stands with the first place in
  /// it, and does not make one of them all.
  static func places(of signals: [Signal]) -> [SignalPlace] {
    let found = signals.filter { !$0.span.isEmpty }.sorted { $0.span.lowerBound < $1.span.lowerBound }
    let passages = found.filter { holdsSeveral($0, of: found) }
    var groups: [(span: Range<Int>, signals: [Signal])] = []
    for signal in found where !passages.contains(signal) {
      if let last = groups.last, last.span.overlaps(signal.span) {
        let end = max(last.span.upperBound, signal.span.upperBound)
        groups[groups.count - 1] = (last.span.lowerBound..<end, last.signals + [signal])
      } else {
        groups.append((signal.span, [signal]))
      }
    }
    for passage in passages {
      if let first = groups.firstIndex(where: { $0.span.overlaps(passage.span) }) {
        groups[first].signals.append(passage)
      }
    }
    let placed = groups.enumerated().map { SignalPlace(number: $0.offset + 1, signals: ordered($0.element.signals)) }
    return placed + signals.filter(\.span.isEmpty).map { SignalPlace(number: nil, signals: [$0]) }
  }

  /// Whether a signal's words hold places of others that have nothing in common.
  private static func holdsSeveral(_ signal: Signal, of all: [Signal]) -> Bool {
    let inside = all.filter {
      $0.span != signal.span && signal.span.contains($0.span.lowerBound) && $0.span.upperBound <= signal.span.upperBound
    }
    guard let first = inside.map(\.span.upperBound).min(), let last = inside.map(\.span.lowerBound).max() else {
      return false
    }
    return first <= last
  }

  /// Gravest first; of those as grave the one that says most of the words.
  private static func ordered(_ signals: [Signal]) -> [Signal] {
    signals.sorted {
      ($1.severity, $1.span.count, $0.span.lowerBound, $0.rule) < (
        $0.severity, $0.span.count, $1.span.lowerBound, $1.rule
      )
    }
  }
}
