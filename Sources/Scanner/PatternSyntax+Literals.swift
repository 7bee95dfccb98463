/// A text that matches contain, in simple case folding, and whether a letter beside it rules the match out.
struct RequiredLiteral: Hashable, Sendable {
  var scalars: [UInt32]
  var standsAtStart = false
  var standsAtEnd = false

  /// Likely occurrences in ten thousand words of ordinary messages.
  var expected: Double {
    LiteralWeight.expected(scalars[...], standsAtStart: standsAtStart, standsAtEnd: standsAtEnd)
  }
}

/// Lists of literals of which a match contains one each, one after another.
typealias RequiredLists = [[RequiredLiteral]]

extension PatternSyntax {
  /// How matches are recognised from afar: for each way to match, lists of which every match has one literal each; or nil
  /// when some way to match has no literal worth looking for.
  func requiredLists(mostWays: Int = 400, mostLists: Int = 5) -> [RequiredLists]? {
    var ways: [RequiredLists] = []
    for way in expanded(mostWays) {
      let lists = Finding(way).lists.filter { Finding.isWorthwhile($0) }.map { PatternSyntax.literals($0) }
      guard !lists.isEmpty else { return nil }
      let weights = lists.map { list in list.reduce(0) { $0 + $1.expected } }
      let order = lists.indices.sorted { (weights[$0], $0) < (weights[$1], $1) }
      // Each list costs time wherever one of its words occurs, so no more than make a chance hit unlikely in a message of
      // twenty words; one that every second message satisfies only when there is nothing better.
      var chance = 1.0
      var best: [Int] = []
      for index in order.prefix(mostLists) where best.isEmpty || (chance > 0.00002 && weights[index] < 400) {
        best.append(index)
        chance *= min(1, weights[index] * 0.002)
      }
      ways.append(best.sorted().map { lists[$0] })
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

    /// Whether its texts are long enough, and few enough, to look for.
    static func isWorthwhile(_ texts: [[UInt32]]) -> Bool {
      texts.count <= 4096 && texts.allSatisfy { length($0) >= 2 || $0.contains { $0 >= 0x80 && $0 != edge } }
    }

    private static func weight(_ texts: [[UInt32]]) -> Double {
      texts.reduce(0) { sum, text in
        let (standsAtStart, standsAtEnd) = (text.first == edge, text.last == edge)
        let inner = text.dropFirst(standsAtStart ? 1 : 0).dropLast(standsAtEnd ? 1 : 0)
        return sum + LiteralWeight.expected(inner, standsAtStart: standsAtStart, standsAtEnd: standsAtEnd)
      }
    }

    private var best: [[UInt32]]? {
      guard lists.count > 1 else { return lists.first }
      return lists.map { (texts: $0, weight: Finding.weight($0)) }.min { $0.weight < $1.weight }?.texts
    }

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
        } else if inner.exact != nil, atLeast <= 4 {
          let rest = PatternSyntax.repetition(part, atLeast: 0, atMost: atMost.map { $0 - atLeast })
          self.init(sequence: Array(repeating: part, count: atLeast) + (atMost == atLeast ? [] : [rest]))
        } else {
          self.init(exact: nil, lists: inner.lists)
        }
      case .sequence(let parts): self.init(sequence: parts)
      }
    }

    /// Concatenates exact languages as far as they stay small; where they stop, what was gathered is one list.
    private init(sequence parts: [PatternSyntax]) {
      let borders = parts.map { Border($0) }
      var run: [[UInt32]] = [[]]
      var isWhole = true
      var lists: [[[UInt32]]] = []
      for (index, node) in parts.enumerated() {
        let part = Finding(node)
        let fits = part.exact.map { Finding.longestLength(run) + Finding.longestLength($0) <= Finding.longest } ?? false
        if fits, let exact = part.exact, run.count * exact.count <= max(256, max(exact.count, run.count)) {
          run = run.count == 1 && run[0].isEmpty ? exact : run.flatMap { head in exact.map { head + $0 } }
          continue
        }
        isWhole = false
        let isAtEdge = run.allSatisfy { $0.last == Finding.edge }
        if Border.stands(before: borders[index...], \.starts) { run = run.map { $0 + [Finding.edge] } }
        if Finding.shortest(run) > 0 { lists.append(run) }
        run = isAtEdge || Border.stands(before: borders[..<index].reversed(), \.ends) ? [[Finding.edge]] : [[]]
        if let exact = part.exact, exact.count <= Finding.most, Finding.longestLength(exact) <= Finding.longest {
          run = exact.map { run[0] + $0 }
        } else {
          lists += part.lists
          run = Border.stands(before: borders[...index].reversed(), \.ends) ? [[Finding.edge]] : [[]]
        }
      }
      if isWhole {
        self.init(exact: run)
      } else {
        if Finding.shortest(run) > 0 { lists.append(run) }
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

/// What a part's matches begin and end with.
private struct Border {
  /// Whether every match that is not empty begins, or ends, with something else than a letter.
  var starts: Bool
  var ends: Bool
  var isOptional: Bool

  init(_ node: PatternSyntax) {
    switch node {
    case .empty, .assertion: (starts, ends, isOptional) = (true, true, true)
    case .opaque: (starts, ends, isOptional) = (false, false, true)
    case .literal(let scalar):
      starts = !Border.mayBeLetter(scalar)
      (ends, isOptional) = (starts, false)
    case .set(let members, let source):
      starts = members.map { !$0.contains(where: Border.mayBeLetter) } ?? [#"\s"#, #"\W"#, #"\h"#].contains(source)
      (ends, isOptional) = (starts, false)
    case .repetition(let part, let atLeast, _):
      let border = Border(part)
      (starts, ends, isOptional) = (border.starts, border.ends, border.isOptional || atLeast == 0)
    case .alternation(let branches):
      let borders = branches.map { Border($0) }
      starts = borders.allSatisfy(\.starts)
      ends = borders.allSatisfy(\.ends)
      isOptional = borders.contains(where: \.isOptional)
    case .sequence(let parts):
      let borders = parts.map { Border($0) }
      isOptional = borders.allSatisfy(\.isOptional)
      starts = isOptional ? borders.allSatisfy(\.starts) : Border.stands(before: borders, \.starts)
      ends = isOptional ? borders.allSatisfy(\.ends) : Border.stands(before: borders.reversed(), \.ends)
    }
  }

  private static func mayBeLetter(_ scalar: UInt32) -> Bool {
    scalar >= 0x80 || isLetterByte(UInt8(scalar))
  }

  /// Whether the first of these parts that matches anything surely begins (or, in reverse, ends) with no letter.
  static func stands(before borders: some Sequence<Border>, _ side: KeyPath<Border, Bool>) -> Bool {
    for border in borders {
      guard border[keyPath: side] else { return false }
      if !border.isOptional { return true }
    }
    return false
  }
}

extension Array where Element == UInt32 {
  /// Whether `other` occurs in one piece.
  fileprivate func containsRun(_ other: [UInt32]) -> Bool {
    guard other.count <= count else { return false }
    return (0...(count - other.count)).contains { self[$0..<($0 + other.count)].elementsEqual(other) }
  }
}
