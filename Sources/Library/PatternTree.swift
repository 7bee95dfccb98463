/// A PCRE2 pattern as lint sees it: enough structure to judge repeats, alternatives and boundaries. PCRE2 alone says what
/// a pattern means; what this reader does not know it takes for a character.
indirect enum PatternTree: Hashable {
  /// One character, as written.
  case literal(Character)
  /// One character out of a set: a class, `.`, `\w` and the like, as written.
  case set(String)
  /// Something of no width: `\b`, `^`, a lookaround.
  case assertion(String, PatternTree?)
  /// A back reference or a call of a group.
  case reference(String)
  case sequence([PatternTree])
  case choice([PatternTree])
  /// A group; `captures` is false for `(?:…)` and atomic groups.
  case group(PatternTree, captures: Bool, isAtomic: Bool)
  /// A repeat; `most` is nil without an upper bound.
  case `repeat`(PatternTree, least: Int, most: Int?, isPossessive: Bool)

  /// Reads a pattern.
  init(_ pattern: String) {
    var reader = Reader(rest: pattern[...])
    self = reader.choice()
  }

  /// The least number of characters that match.
  var leastLength: Int {
    switch self {
    case .literal, .set: 1
    case .assertion: 0
    case .reference: 0
    case .sequence(let parts): parts.reduce(0) { $0 + $1.leastLength }
    case .choice(let parts): parts.map(\.leastLength).min() ?? 0
    case .group(let inner, _, _): inner.leastLength
    case .repeat(let inner, let least, _, _): inner.leastLength * least
    }
  }

  /// Calls a body for this node and every node below it.
  func visit(_ body: (PatternTree) -> Void) {
    body(self)
    switch self {
    case .sequence(let parts), .choice(let parts): for part in parts { part.visit(body) }
    case .group(let inner, _, _), .repeat(let inner, _, _, _): inner.visit(body)
    case .assertion(_, let inner): inner?.visit(body)
    case .literal, .set, .reference: break
    }
  }
}

extension PatternTree {
  /// Reads from left to right.
  private struct Reader {
    var rest: Substring

    mutating func choice() -> PatternTree {
      var branches = [sequence()]
      while rest.first == "|" {
        rest.removeFirst()
        branches.append(sequence())
      }
      return branches.count == 1 ? branches[0] : .choice(branches)
    }

    mutating func sequence() -> PatternTree {
      var parts: [PatternTree] = []
      while let next = rest.first, next != "|", next != ")" {
        parts.append(repeated(atom()))
      }
      return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    mutating func atom() -> PatternTree {
      let letter = rest.removeFirst()
      switch letter {
      case "\\": return escape()
      case "[": return set()
      case "(": return group()
      case ".": return .set(".")
      case "^", "$": return .assertion(String(letter), nil)
      default: return .literal(letter)
      }
    }

    mutating func escape() -> PatternTree {
      guard let letter = rest.popFirst() else { return .literal("\\") }
      switch letter {
      case "b", "B", "A", "z", "Z", "G", "K": return .assertion("\\\(letter)", nil)
      case "p", "P", "x", "o", "N", "k", "g":
        var text = "\\\(letter)"
        if rest.first == "{", let end = rest.firstIndex(of: "}") {
          text += rest[...end]
          rest = rest[rest.index(after: end)...]
        } else if letter == "p" || letter == "P" || letter == "x" {
          let taken = rest.prefix(letter == "x" ? 2 : 1)
          text += taken
          rest = rest.dropFirst(taken.count)
        }
        return letter == "k" || letter == "g" ? .reference(text) : .set(text)
      case "w", "W", "d", "D", "s", "S", "h", "H", "v", "V", "R", "X": return .set("\\\(letter)")
      case "1"..."9": return .reference("\\\(letter)")
      default: return .literal(letter)
      }
    }

    mutating func set() -> PatternTree {
      var text = "["
      var isFirst = true
      while let letter = rest.popFirst() {
        text.append(letter)
        if letter == "\\", let next = rest.popFirst() { text.append(next) }
        if letter == "[", rest.first == ":", let end = rest.firstIndex(of: "]") {
          text += rest[...end]
          rest = rest[rest.index(after: end)...]
        }
        if letter == "]", !isFirst { break }
        isFirst = isFirst && letter == "^"
      }
      return .set(text)
    }

    mutating func group() -> PatternTree {
      var captures = true
      var isAtomic = false
      var assertion: String?
      if rest.first == "*" {
        rest = rest.drop { $0 != ")" }
        _ = rest.popFirst()
        return .assertion("(*)", nil)
      }
      if rest.hasPrefix("?") {
        for sign in ["?=", "?!", "?<=", "?<!"] where rest.hasPrefix(sign) { assertion = "(" + sign }
        if let assertion {
          captures = false
          rest = rest.dropFirst(assertion.count - 1)
        } else if rest.hasPrefix("?<") || rest.hasPrefix("?P<") || rest.hasPrefix("?'") {
          rest = rest.drop { $0 != ">" && $0 != "'" }.dropFirst()
        } else {
          captures = false
          isAtomic = rest.hasPrefix("?>")
          let head = rest.dropFirst().prefix { $0 != ":" && $0 != ")" && $0 != ">" && $0 != "|" }
          rest = rest.dropFirst(1 + head.count)
          if rest.first == ")" {
            rest.removeFirst()
            let isCall = head.contains { $0.isNumber } || head == "R"
            return isCall ? .reference("(?\(head))") : .assertion("(?\(head))", nil)
          }
          rest = rest.dropFirst()
        }
      }
      let inner = choice()
      if rest.first == ")" { rest.removeFirst() }
      if let assertion { return .assertion(assertion, inner) }
      return .group(inner, captures: captures, isAtomic: isAtomic)
    }

    mutating func repeated(_ atom: PatternTree) -> PatternTree {
      var least = 1
      var most: Int? = 1
      switch rest.first {
      case "*": (least, most) = (0, nil)
      case "+": (least, most) = (1, nil)
      case "?": (least, most) = (0, 1)
      case "{":
        guard let bounds = Self.bounds(rest) else { return atom }
        (least, most) = (bounds.least, bounds.most)
        rest = rest.dropFirst(bounds.length - 1)
      default: return atom
      }
      rest.removeFirst()
      let isPossessive = rest.first == "+"
      if isPossessive || rest.first == "?" { rest.removeFirst() }
      return repeated(.repeat(atom, least: least, most: most, isPossessive: isPossessive))
    }

    /// `{2}`, `{2,}`, `{2,5}` at the start of the text.
    private static func bounds(_ text: Substring) -> (least: Int, most: Int?, length: Int)? {
      guard let end = text.firstIndex(of: "}") else { return nil }
      let inner = text[text.index(after: text.startIndex)..<end]
      let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
      guard let least = Int(parts[0]), parts.count <= 2 else { return nil }
      if parts.count == 1 { return (least, least, inner.count + 2) }
      if parts[1].isEmpty { return (least, nil, inner.count + 2) }
      guard let most = Int(parts[1]) else { return nil }
      return (least, most, inner.count + 2)
    }
  }
}
