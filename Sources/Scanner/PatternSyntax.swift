/// As much of a PCRE2 pattern's structure as prefiltering needs. Whatever it does not know becomes `opaque`, which is
/// always safe: an opaque part promises nothing.
indirect enum PatternSyntax: Sendable {
  /// Matches nothing but the empty string.
  case empty
  /// One scalar.
  case literal(UInt32)
  /// One scalar out of a set; the members when they are few and positive, and the source.
  case set(members: [UInt32]?, source: String)
  /// Zero width.
  case assertion(Assertion)
  case sequence([PatternSyntax])
  case alternation([PatternSyntax])
  case repetition(PatternSyntax, atLeast: Int, atMost: Int?)
  /// Anything else, by its source.
  case opaque(String)

  /// What an assertion tells the prefilter.
  enum Assertion: Sendable {
    /// `\b`.
    case wordBoundary
    /// `(?<![\p{L}…])` and its kind: no letter on that side.
    case noLetter
    case other
  }

  /// Parses a pattern; never fails, since what is unknown is opaque.
  init(_ pattern: String) {
    var parser = Parser(scalars: Array(pattern.unicodeScalars))
    let node = parser.alternation(depth: 0)
    self = parser.isLost || parser.place < parser.scalars.count ? .opaque(pattern) : node
  }

  private struct Parser {
    let scalars: [Unicode.Scalar]
    var place = 0
    var isLost = false

    init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    func source(from start: Int) -> String {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[start..<place])
      return String(text)
    }

    func starts(with text: String) -> Bool { scalars[place...].starts(with: text.unicodeScalars) }

    mutating func alternation(depth: Int) -> PatternSyntax {
      guard depth < 64 else {
        isLost = true
        return .empty
      }
      var branches = [sequence(depth: depth)]
      while current == "|", !isLost {
        place += 1
        branches.append(sequence(depth: depth))
      }
      return branches.count == 1 ? branches[0] : .alternation(branches)
    }

    mutating func sequence(depth: Int) -> PatternSyntax {
      var parts: [PatternSyntax] = []
      while let scalar = current, scalar != "|", scalar != ")", !isLost {
        let part = quantified(atom(depth: depth))
        if case .empty = part { continue }
        parts.append(part)
      }
      return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
    }

    mutating func quantified(_ node: PatternSyntax) -> PatternSyntax {
      var node = node
      while let scalar = current {
        var atLeast = 0
        var atMost: Int?
        switch scalar {
        case "*": place += 1
        case "+":
          place += 1
          atLeast = 1
        case "?":
          place += 1
          atMost = 1
        case "{":
          guard let counts = counts() else { return node }
          (atLeast, atMost) = counts
        default: return node
        }
        node = .repetition(node, atLeast: atLeast, atMost: atMost)
        if current == "?" {
          // A lazy repeat finds the same places but ends sooner, so the whole is more than its letters.
          node = .sequence([node, .assertion(.other)])
          place += 1
        } else if current == "+" {
          place += 1
        }
      }
      return node
    }

    /// `{n}`, `{n,}` or `{n,m}`; anything else after a brace is a literal brace in PCRE2, but `{,m}` and spaces, on which
    /// its versions differ.
    mutating func counts() -> (Int, Int?)? {
      let digits = scalars[(place + 1)...].prefix { "0123456789, \t".unicodeScalars.contains($0) }
      guard !digits.isEmpty, digits.endIndex < scalars.count, scalars[digits.endIndex] == "}" else { return nil }
      let parts = digits.split(separator: ",", omittingEmptySubsequences: false).map {
        String(String.UnicodeScalarView($0))
      }
      guard parts.count <= 2, let least = Int(parts[0]), parts.count == 1 || parts[1].isEmpty || Int(parts[1]) != nil
      else {
        isLost = true
        return nil
      }
      place = digits.endIndex + 1
      return (least, parts.count == 1 ? least : Int(parts[1]))
    }

    mutating func atom(depth: Int) -> PatternSyntax {
      let start = place
      guard let scalar = current else { return .empty }
      place += 1
      switch scalar {
      case "(": return group(from: start, depth: depth)
      case "[": return set(from: start)
      case "\\": return escape(from: start)
      case ".": return .set(members: nil, source: ".")
      case "^", "$": return .assertion(.other)
      case "*", "+", "?":
        isLost = true
        return .empty
      default: return .literal(scalar.value)
      }
    }

    mutating func group(from start: Int, depth: Int) -> PatternSyntax {
      var isLook = false
      // Stands for option letters that make case or greed matter.
      var before: [PatternSyntax] = []
      let isNegative = starts(with: "?!") || starts(with: "?<!")
      if starts(with: "?") {
        if starts(with: "?:") {
          place += 2
        } else if starts(with: "?>") {
          place += 2
        } else if starts(with: "?=") || starts(with: "?!") {
          place += 2
          isLook = true
        } else if starts(with: "?<=") || starts(with: "?<!") {
          place += 3
          isLook = true
        } else if starts(with: "?<") || starts(with: "?P<") || starts(with: "?'") {
          while let scalar = current, scalar == "?" || scalar == "P" || scalar == "<" || scalar == "'" {
            _ = (scalar, place += 1)
          }
          while let scalar = current,
            scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          {
            place += 1
          }
          guard current == ">" || current == "'" else {
            isLost = true
            return .empty
          }
          place += 1
        } else if let flags = flags() {
          let changes = scalars[(place + 1)..<flags].contains { $0 == "-" || $0 == "U" }
          place = flags
          if current == ")" {
            place += 1
            return changes ? .assertion(.other) : .empty
          }
          place += 1
          if changes { before = [.assertion(.other)] }
        } else {
          isLost = true
          return .empty
        }
      } else if starts(with: "*") {
        isLost = true
        return .empty
      }
      let body = alternation(depth: depth + 1)
      guard current == ")" else {
        isLost = true
        return .empty
      }
      place += 1
      guard isLook else { return before.isEmpty ? body : .sequence(before + [body]) }
      if isNegative, case .set(_, let source) = body,
        source == "\\w" || (source.hasPrefix("[\\p{L}") || source == "\\p{L}")
      {
        return .assertion(.noLetter)
      }
      return .assertion(.other)
    }

    /// The place after option letters that leave the structure alone (`(?i)`, `(?s:`), or nil.
    func flags() -> Int? {
      var end = place + 1
      while end < scalars.count, "imsUn-".unicodeScalars.contains(scalars[end]) { end += 1 }
      guard end < scalars.count, end > place + 1, scalars[end] == ")" || scalars[end] == ":" else { return nil }
      return end
    }

    mutating func set(from start: Int) -> PatternSyntax {
      var members: [UInt32]? = []
      if current == "^" {
        members = nil
        place += 1
      }
      var isFirst = true
      while let scalar = current, scalar != "]" || isFirst {
        isFirst = false
        place += 1
        if scalar == "[", current == ":" || current == "." || current == "=" {
          members = nil
          guard skipNamedClass() else {
            isLost = true
            return .empty
          }
        } else if scalar == "\\" {
          guard let escaped = current, !"QEcN".unicodeScalars.contains(escaped) else {
            isLost = true
            return .empty
          }
          place += 1
          if current == "-", place + 1 < scalars.count, scalars[place + 1] != "]" {
            members = nil
          }
          if escaped.isASCII && (escaped.properties.isAlphabetic || escaped.properties.numericType != nil) {
            members = nil
            skipEscapeBody(escaped)
          } else {
            members?.append(escaped.value)
          }
        } else if current == "-", place + 1 < scalars.count, scalars[place + 1] != "]" {
          let end = scalars[place + 1]
          place += 2
          if end == "\\" {
            members = nil
            place += 1
          } else if let list = members, end.value >= scalar.value, end.value - scalar.value < 10 {
            members = list + Array(scalar.value...end.value)
          } else {
            members = nil
          }
        } else {
          members?.append(scalar.value)
        }
      }
      guard current == "]" else {
        isLost = true
        return .empty
      }
      place += 1
      if let count = members?.count, count > 10 || count == 0 { members = nil }
      return .set(members: members, source: source(from: start))
    }

    /// `[:alpha:]`, whose bracket was read.
    mutating func skipNamedClass() -> Bool {
      guard current == ":" else { return false }
      let name = scalars[(place + 1)...].prefix { $0 == "^" || ($0.isASCII && $0.properties.isAlphabetic) }
      guard name.endIndex + 1 < scalars.count, scalars[name.endIndex] == ":", scalars[name.endIndex + 1] == "]" else {
        return false
      }
      place = name.endIndex + 2
      return true
    }

    mutating func skipEscapeBody(_ escaped: Unicode.Scalar) {
      if "pPxoN".unicodeScalars.contains(escaped), current == "{" {
        while let scalar = current, scalar != "}" { _ = (scalar, place += 1) }
        if current == nil { isLost = true } else { place += 1 }
      } else if escaped == "p" || escaped == "P" {
        if current == nil { isLost = true } else { place += 1 }
      }
    }

    mutating func escape(from start: Int) -> PatternSyntax {
      guard let scalar = current else {
        isLost = true
        return .empty
      }
      place += 1
      switch scalar {
      case "b": return .assertion(.wordBoundary)
      case "B", "A", "z", "Z", "G": return .assertion(.other)
      case "d", "D", "w", "W", "s", "S", "h", "H", "v", "V", "N", "p", "P", "x", "o":
        if (scalar == "x" || scalar == "o") && current != "{" {
          isLost = true
          return .empty
        }
        skipEscapeBody(scalar)
        return .set(members: nil, source: source(from: start))
      case "t": return .literal(9)
      case "n": return .literal(10)
      case "r": return .literal(13)
      case "f": return .literal(12)
      case "e": return .literal(27)
      default:
        if scalar.isASCII && scalar.properties.numericType != nil {
          // A back reference, or an octal number: its digits are no letters of the text.
          while let digit = current, digit.isASCII, digit.properties.numericType != nil { _ = (digit, place += 1) }
          return .opaque(source(from: start))
        }
        if scalar.isASCII && scalar.properties.isAlphabetic {
          isLost = true
          return .empty
        }
        return .literal(scalar.value)
      }
    }
  }
}
