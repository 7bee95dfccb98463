/// A text that matches contain, in simple case folding, and whether a letter beside it rules the match out.
struct RequiredLiteral: Hashable, Sendable {
  var scalars: [UInt32]
  var standsAtStart = false
  var standsAtEnd = false
}

/// Lists of literals of which a match contains one each.
typealias RequiredLists = [[RequiredLiteral]]

extension PatternSyntax {
  /// How matches are recognised from afar: for each way to match, lists of which every match has one literal each; or nil
  /// when some way to match has no literal worth looking for.
  func requiredLists(mostWays: Int = 400, mostLists: Int = 3) -> [RequiredLists]? {
    var ways: [RequiredLists] = []
    for way in expanded(mostWays) {
      let all = Finding(way).lists.filter { Finding.shortest($0) >= 2 && $0.count <= 4096 }
      let long = all.filter { Finding.shortest($0) >= 3 }
      let best = (long.isEmpty ? all : long).sorted { Finding.isBetter($0, $1) }.prefix(mostLists)
      guard !best.isEmpty else { return nil }
      ways.append(best.map { PatternSyntax.literals($0) })
    }
    return ways
  }

  /// Alternations taken apart into ways to match: their plain words together are one, every other branch is its own.
  private func expanded(_ most: Int) -> [PatternSyntax] {
    switch self {
    case .alternation(let branches):
      guard let options = PatternSyntax.options(branches, most) else { return [self] }
      return options.flatMap { option in option.expanded(most / options.count) }
    case .sequence(let parts):
      for (index, part) in parts.enumerated() {
        switch part {
        case .sequence(let inner):
          return PatternSyntax.sequence(parts[..<index] + inner + parts[(index + 1)...]).expanded(most)
        case .alternation(let branches):
          guard let options = PatternSyntax.options(branches, most) else { continue }
          return options.flatMap {
            PatternSyntax.sequence(parts[..<index] + [$0] + parts[(index + 1)...]).expanded(most / options.count)
          }
        default: continue
        }
      }
      return [self]
    default: return [self]
    }
  }

  /// The ways of an alternation, or nil when it is a plain list of words or has too many.
  private static func options(_ branches: [PatternSyntax], _ most: Int) -> [PatternSyntax]? {
    var plain: [PatternSyntax] = []
    var others: [PatternSyntax] = []
    for branch in branches {
      if Finding(branch).exact == nil { others.append(branch) } else { plain.append(branch) }
    }
    guard !others.isEmpty, others.count < most else { return nil }
    return plain.isEmpty ? others : [.alternation(plain)] + others
  }

  private static func literals(_ texts: [[UInt32]]) -> [RequiredLiteral] {
    var seen = Set<RequiredLiteral>()
    let all = texts.map { text in
      let scalars = text.filter { $0 != Finding.edge }
      // Beside anything but a word character `\\b` means the opposite.
      return RequiredLiteral(
        scalars: scalars, standsAtStart: text.first == Finding.edge && isWord(scalars.first),
        standsAtEnd: text.last == Finding.edge && isWord(scalars.last))
    }.filter { seen.insert($0).inserted }
    guard all.count <= 512 else { return all }
    // One that contains another free of edges is found by it.
    return all.filter { text in
      !all.contains {
        !$0.standsAtStart && !$0.standsAtEnd && $0 != text && $0.scalars.count <= text.scalars.count
          && text.scalars.containsRun($0.scalars)
      }
    }
  }

  private static func isWord(_ scalar: UInt32?) -> Bool {
    scalar.flatMap { Unicode.Scalar($0) }.map { $0.properties.isAlphabetic || $0.properties.numericType != nil }
      ?? false
  }

  /// What is known of the language of a part.
  private struct Finding {
    /// Stands in a text where no letter may stand beside it.
    static let edge = UInt32.max
    private static let longest = 24
    private static let most = 4096

    /// The whole language when it is finite and small.
    var exact: [[UInt32]]?
    /// Lists of which every match contains one text each.
    var lists: [[[UInt32]]] = []

    static func length(_ text: [UInt32]) -> Int { text.count { $0 != edge } }

    static func shortest(_ texts: [[UInt32]]) -> Int { texts.map { length($0) }.min() ?? 0 }

    /// Longer shortest text first (more than six scalars hardly helps), then fewer texts.
    static func isBetter(_ a: [[UInt32]], _ b: [[UInt32]]) -> Bool {
      let (lengthA, lengthB) = (min(shortest(a), 6), min(shortest(b), 6))
      return lengthA != lengthB ? lengthA > lengthB : a.count < b.count
    }

    private var best: [[UInt32]]? { lists.min { Finding.isBetter($0, $1) } }

    private init(exact: [[UInt32]]?, lists: [[[UInt32]]]) {
      self.exact = exact
      self.lists = lists
    }

    private init(exact: [[UInt32]]?) {
      self.init(exact: exact, lists: exact.map { Finding.shortest($0) > 0 ? [$0] : [] } ?? [])
    }

    init(_ node: PatternSyntax) {
      switch node {
      case .empty, .assertion(.other): self.init(exact: [[]])
      case .assertion(.wordBoundary), .assertion(.noLetter): self.init(exact: [[Finding.edge]])
      case .literal(let scalar): self.init(exact: [[UnicodeTables.simpleCase(scalar)]])
      case .set(let members, _):
        self.init(exact: members.map { Array(Set($0.map { [UnicodeTables.simpleCase($0)] })) })
      case .opaque: self.init(exact: nil)
      case .alternation(let branches):
        let parts = branches.map { Finding($0) }
        let exact = Finding.joined(parts.map(\.exact))
        if let exact {
          self.init(exact: exact)
        } else {
          self.init(exact: nil, lists: Finding.joined(parts.map(\.best)).map { [$0] } ?? [])
        }
      case .repetition(let part, let atLeast, let atMost):
        let inner = Finding(part)
        if atLeast == 1 && atMost == 1 {
          self = inner
        } else if atLeast == 0 {
          self.init(exact: atMost == 1 ? inner.exact.map { $0 + [[]] } : nil)
        } else {
          self.init(exact: nil, lists: inner.lists)
        }
      case .sequence(let parts): self.init(sequence: parts)
      }
    }

    /// Concatenates exact languages as far as they stay small; where they stop, what was gathered is one list.
    private init(sequence parts: [PatternSyntax]) {
      var run: [[UInt32]] = [[]]
      var isWhole = true
      var lists: [[[UInt32]]] = []
      func flush() {
        if Finding.shortest(run) > 0 { lists.append(run) }
      }
      for node in parts {
        let part = Finding(node)
        if let exact = part.exact, run.count * exact.count <= max(64, max(exact.count, run.count)),
          Finding.longestLength(run) + Finding.longestLength(exact) <= Finding.longest
        {
          run = run.count == 1 && run[0].isEmpty ? exact : run.flatMap { head in exact.map { head + $0 } }
        } else {
          isWhole = false
          flush()
          if let exact = part.exact, exact.count <= 64, Finding.longestLength(exact) <= Finding.longest {
            run = exact
          } else {
            lists += part.lists
            run = [[]]
          }
        }
      }
      if isWhole {
        self.init(exact: run)
      } else {
        flush()
        self.init(exact: nil, lists: lists)
      }
    }

    private static func longestLength(_ texts: [[UInt32]]) -> Int { texts.map(\.count).max() ?? 0 }

    private static func joined(_ lists: [[[UInt32]]?]) -> [[UInt32]]? {
      var all: [[UInt32]] = []
      for list in lists {
        guard let list, all.count + list.count <= most else { return nil }
        all += list
      }
      return all
    }
  }
}

extension Array where Element == UInt32 {
  /// Whether `other` occurs in one piece.
  fileprivate func containsRun(_ other: [UInt32]) -> Bool {
    guard other.count <= count else { return false }
    return (0...(count - other.count)).contains { self[$0..<($0 + other.count)].elementsEqual(other) }
  }
}
