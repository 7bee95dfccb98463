extension PatternSyntax {
  /// The pattern as Vectorscan's prefilter gets it when no literals carry the rule: without assertions, and without
  /// optional parts at either end, since both cost dearly there and finding too much is harmless.
  func prefilterExpression() -> String? {
    guard let core = stripped(atStart: true, atEnd: true), core.minimumLength >= 2 else { return nil }
    return core.source
  }

  /// Scalars that any match has at least.
  var minimumLength: Int {
    switch self {
    case .empty, .assertion, .opaque: 0
    case .literal, .set: 1
    case .sequence(let parts): parts.reduce(0) { $0 + $1.minimumLength }
    case .alternation(let branches): branches.map(\.minimumLength).min() ?? 0
    case .repetition(let part, let atLeast, _): part.minimumLength * atLeast
    }
  }

  private func stripped(atStart: Bool, atEnd: Bool) -> PatternSyntax? {
    switch self {
    case .empty, .assertion: return nil
    case .repetition(_, 0, _) where atStart || atEnd: return nil
    case .repetition(let part, let atLeast, let atMost):
      guard let inner = part.stripped(atStart: false, atEnd: false) else { return nil }
      // At an end, more than the least number of repeats only makes matches longer.
      return .repetition(inner, atLeast: atLeast, atMost: atStart || atEnd ? atLeast : atMost)
    case .sequence(let parts):
      var kept = parts[...]
      var result: [PatternSyntax] = []
      while atStart, let first = kept.first {
        kept = kept.dropFirst()
        if let part = first.stripped(atStart: true, atEnd: atEnd && kept.isEmpty) {
          result = [part]
          break
        }
      }
      var tail: [PatternSyntax] = []
      while atEnd, let last = kept.last {
        kept = kept.dropLast()
        if let part = last.stripped(atStart: atStart && result.isEmpty && kept.isEmpty, atEnd: true) {
          tail = [part]
          break
        }
      }
      result += kept.compactMap { $0.stripped(atStart: false, atEnd: false) } + tail
      return result.isEmpty ? nil : .sequence(result)
    case .alternation(let branches):
      let parts = branches.map { $0.stripped(atStart: atStart, atEnd: atEnd) }
      guard parts.contains(where: { if case .none = $0 { true } else { false } }) else {
        return .alternation(parts.compactMap(\.self))
      }
      // A branch may match nothing: at an end the whole goes, between other parts it stays optional.
      return atStart || atEnd ? nil : .alternation(parts.map { $0 ?? .empty })
    case .literal, .set, .opaque: return self
    }
  }

  /// The pattern written out again, for Vectorscan.
  private var source: String {
    switch self {
    case .empty, .assertion: return ""
    case .literal(let scalar): return PatternSyntax.escaped(UnicodeTables.simpleCase(scalar))
    // Vectorscan knows an older Unicode than PCRE2, so above ASCII every set is taken to hold everything.
    case .set(_, let source): return source == "." ? source : "(?:\(source)|[\\x{80}-\\x{10FFFF}])"
    case .opaque(let source): return source
    case .sequence(let parts): return parts.map(\.source).joined()
    case .alternation(let branches): return "(?:" + branches.map(\.source).joined(separator: "|") + ")"
    case .repetition(let part, let atLeast, let atMost):
      return "(?:\(part.source)){\(atLeast),\(atMost.map(String.init) ?? "")}"
    }
  }

  /// One scalar as a pattern that matches just it.
  static func escaped(_ scalar: UInt32) -> String {
    guard let scalar = Unicode.Scalar(scalar) else { return "." }
    let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar.value > 0x7F
    if isWord { return String(scalar) }
    return "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
  }
}
