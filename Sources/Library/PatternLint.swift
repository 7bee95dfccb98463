/// What is doubtful in one pattern; every kind of finding has an id that never changes.
struct PatternLint {
  /// The kinds of findings.
  enum Code: String, CaseIterable {
    /// `.*` without a bound.
    case unboundedAny = "L001"
    /// A group that captures for nobody.
    case idleCapture = "L002"
    /// A repeat of more than 120.
    case longRepeat = "L003"
    /// A repeat within a repeat that can match the same text in many ways.
    case nestedRepeat = "L004"
    /// The pattern matches nothing at all.
    case emptyMatch = "L005"
    /// A short pattern that begins or ends within words.
    case noBoundary = "L006"
    /// The same alternative twice.
    case doubleAlternative = "L007"
    /// No prefilter can carry the rule.
    case uncarried = "L008"
    /// Two unbounded repeats of the same side by side.
    case adjacentRepeat = "L009"
    /// `a-z` misses letters with accents.
    case asciiRange = "L010"
    /// Slow on a text made to be slow.
    case slow = "L011"
  }

  /// One finding; the detail tells findings of one kind apart.
  struct Finding: Hashable {
    var code: Code
    var detail: String
    var problem: String
    var advice: String
  }

  let pattern: String
  let tree: PatternTree
  private(set) var findings: [Finding] = []

  /// Judges a pattern; `codes` are the kinds that matter for it.
  init(_ pattern: String, codes: [Code] = Code.allCases) {
    self.pattern = pattern
    tree = PatternTree(pattern)
    judgeWhole()
    judgeParts()
    var seen: Set<Finding> = []
    findings = findings.filter { codes.contains($0.code) && seen.insert($0).inserted }
  }

  private mutating func note(_ code: Code, _ problem: String, _ advice: String, detail: String = "") {
    findings.append(Finding(code: code, detail: detail, problem: problem, advice: advice))
  }

  private mutating func judgeWhole() {
    let length = tree.leastLength
    if length == 0 {
      note(.emptyMatch, "het patroon past op een lege tekst", "zorg dat er altijd iets moet staan; * wordt meestal +")
    } else if length < 5, !(tree.isBounded(at: .start) && tree.isBounded(at: .end)) {
      note(
        .noBoundary, "een kort patroon zonder woordgrens treft ook midden in andere woorden",
        #"zet \b voor en achter het patroon"#)
    }
    var references = false
    var captures = 0
    tree.visit { node in
      if case .reference = node { references = true }
      if case .group(_, captures: true, _) = node { captures += 1 }
    }
    if captures > 0, !references {
      note(
        .idleCapture, "een groep onthoudt tekst die niemand gebruikt (\(captures)×)", "schrijf (?:…) in plaats van (…)")
    }
  }

  private mutating func judgeParts() {
    var found: [Finding] = []
    tree.visit { node in
      switch node {
      case .repeat(let inner, let least, let most, let isPossessive):
        if most == nil, !isPossessive, inner == .set(".") {
          found.append(
            Finding(
              code: .unboundedAny, detail: "\(least)",
              problem: "\(least == 0 ? ".*" : ".+") loopt door tot het einde van de regel",
              advice: "begrens het, bijvoorbeeld .{0,40}"))
        }
        if max(least, most ?? 0) > 120 {
          found.append(
            Finding(
              code: .longRepeat, detail: "\(max(least, most ?? 0))", problem: "een herhaling van meer dan 120 is duur",
              advice: "houd het onder 120"))
        }
        if most ?? 1000 > 30, !isPossessive, inner.isLooseRepeat {
          found.append(
            Finding(
              code: .nestedRepeat, detail: "",
              problem: "een herhaling in een herhaling kan op heel veel manieren passen",
              advice: "haal er één weg of zet er iets verplichts tussen"))
        }
      case .choice(let branches):
        for (branch, count) in Self.doubles(in: branches) {
          found.append(
            Finding(
              code: .doubleAlternative, detail: branch, problem: "hetzelfde staat er \(count) keer: “\(branch)”",
              advice: "houd er één over"))
        }
      case .sequence(let parts):
        for (a, b) in zip(parts, parts.dropFirst()) where a.isUnbounded && a.repeated == b.repeated && b.isUnbounded {
          found.append(
            Finding(
              code: .adjacentRepeat, detail: a.repeated?.text ?? "",
              problem: "twee onbegrensde herhalingen van hetzelfde naast elkaar", advice: "maak er één van"))
        }
      case .set(let text):
        // A class that names letters with accents as well was thought about.
        guard text.contains("a-z") || text.contains("A-Z"), text.unicodeScalars.allSatisfy(\.isASCII) else { return }
        guard !text.contains(#"\p"#), !text.contains(#"\x"#) else { return }
        found.append(
          Finding(
            code: .asciiRange, detail: text, problem: "“\(text)” mist letters als é en ï",
            advice: #"schrijf \p{L} of \w"#))
      default: break
      }
    }
    findings += found
  }

  private static func doubles(in branches: [PatternTree]) -> [(String, Int)] {
    var counts: [String: Int] = [:]
    for branch in branches { counts[branch.text, default: 0] += 1 }
    return counts.filter { $0.value > 1 && !$0.key.isEmpty }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension PatternTree {
  /// An end of a pattern.
  enum End { case start, end }

  /// Whether a match cannot begin, or end, in the middle of a word, or does so on purpose (`\w*`).
  func isBounded(at end: End) -> Bool {
    switch self {
    case .assertion: return true
    case .literal(let letter): return !(letter.isLetter || letter.isNumber)
    case .set(let text): return !text.hasPrefix("[") || text.hasPrefix("[^") || text.contains("\\")
    case .reference: return false
    case .sequence(let parts): return (end == .start ? parts.first : parts.last)?.isBounded(at: end) ?? false
    case .choice(let parts): return parts.allSatisfy { $0.isBounded(at: end) }
    case .group(let inner, _, _): return inner.isBounded(at: end)
    case .repeat(let inner, _, let most, _):
      if case .set = inner, most == nil { return true }
      return inner.isBounded(at: end)
    }
  }

  /// A repeat without an upper bound that gives back what it took.
  var isUnbounded: Bool {
    if case .repeat(_, _, nil, false) = self { true } else { false }
  }

  /// What a repeat repeats.
  var repeated: PatternTree? {
    if case .repeat(let inner, _, _, _) = self { inner } else { nil }
  }

  /// Whether an unbounded repeat is all that must match here, so that repeating it again is ambiguous.
  var isLooseRepeat: Bool {
    switch self {
    case .group(let inner, _, let isAtomic): return !isAtomic && inner.isLooseRepeat
    case .choice(let parts): return parts.contains(where: \.isLooseRepeat)
    case .sequence(let parts):
      let needed = parts.filter { $0.leastLength > 0 }
      if needed.isEmpty { return parts.contains(where: \.isLooseRepeat) }
      return needed.count == 1 && needed[0].isLooseRepeat
    case .repeat: return isUnbounded
    case .literal, .set, .assertion, .reference: return false
    }
  }

  /// The pattern as text again, for comparison and for people.
  var text: String {
    switch self {
    case .literal(let letter):
      return letter.isLetter || letter.isNumber || " -'’_\"@#%&=<>,;:/!~`".contains(letter)
        ? String(letter) : "\\\(letter)"
    case .set(let text), .reference(let text): return text
    case .assertion(let sign, let inner): return inner.map { sign + $0.text + ")" } ?? sign
    case .sequence(let parts): return parts.map(\.text).joined()
    case .choice(let parts): return parts.map(\.text).joined(separator: "|")
    case .group(let inner, let captures, let isAtomic):
      return (isAtomic ? "(?>" : captures ? "(" : "(?:") + inner.text + ")"
    case .repeat(let inner, let least, let most, let isPossessive):
      let sign =
        switch (least, most) {
        case (0, nil): "*"
        case (1, nil): "+"
        case (0, 1): "?"
        case (let least, nil): "{\(least),}"
        case (let least, let most?): least == most ? "{\(least)}" : "{\(least),\(most)}"
        }
      return inner.text + sign + (isPossessive ? "+" : "")
    }
  }
}
