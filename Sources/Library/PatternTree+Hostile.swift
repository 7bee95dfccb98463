extension PatternTree {
  /// Texts of about so many bytes that begin to match again and again, or go on matching one repeat without end.
  func hostileTexts(bytes: Int) -> [String] {
    var texts: [String] = []
    let sample = self.sample
    if !sample.isEmpty {
      texts.append(Self.fill(String(sample.dropLast()) + "x ", to: bytes))
      texts.append(Self.fill(sample, to: bytes))
    }
    var repeats: [String] = []
    visit { node in
      guard case .repeat(let inner, _, nil, _) = node, !inner.sample.isEmpty else { return }
      if !repeats.contains(inner.sample) { repeats.append(inner.sample) }
    }
    for unit in repeats.prefix(3) {
      texts.append(Self.fill(unit, to: bytes - sample.utf8.count) + sample.dropLast() + "~")
    }
    return texts
  }

  /// A short text that the pattern would match, as far as can be told without PCRE2.
  var sample: String {
    switch self {
    case .literal(let letter): return String(letter)
    case .set(let text): return Self.member(of: text)
    case .assertion, .reference: return ""
    case .sequence(let parts): return parts.map(\.sample).joined()
    case .choice(let parts): return parts.first?.sample ?? ""
    case .group(let inner, _, _): return inner.sample
    case .repeat(let inner, let least, _, _): return String(repeating: inner.sample, count: min(max(1, least), 40))
    }
  }

  private static func member(of set: String) -> String {
    switch set {
    case #"\s"#, #"\h"#, #"\W"#, #"\D"#: return " "
    case #"\d"#: return "1"
    default: break
    }
    if set.hasPrefix("[^") { return set.contains(#"\s"#) ? "a" : set.contains(#"\w"#) ? " " : "a" }
    if set.hasPrefix("[") {
      let inner = set.dropFirst().dropLast()
      if inner.contains(#"\w"#) || inner.contains(#"\p{L}"#) { return "a" }
      if inner.contains(#"\s"#) { return " " }
      return inner.first { $0 != "\\" }.map(String.init) ?? "a"
    }
    return "a"
  }

  private static func fill(_ unit: String, to bytes: Int) -> String {
    String(repeating: unit, count: max(1, bytes / max(1, unit.utf8.count)))
  }
}
