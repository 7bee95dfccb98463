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

/// Literals of which every match contains one, and how far from the start of the match.
struct RequiredList: Sendable {
  var literals: [RequiredLiteral]
  /// What lies between the start of the match and the start of the literal.
  var before: PatternWidth

  /// Likely occurrences in ten thousand words of ordinary messages.
  var expected: Double { literals.reduce(0) { $0 + $1.expected } }

  /// Occurrences from which on it is not worth looking for beside a rarer list.
  fileprivate var most: Double {
    literals.allSatisfy(\.standsAtStart) ? PatternSyntax.common : PatternSyntax.common / 4
  }
}

/// One way in which a pattern may match: lists of which the match contains a literal each, one after another.
struct RequiredWay: Sendable {
  var lists: [RequiredList]
  /// The place of the list that occurs least often.
  var rarest: Int
}

extension PatternSyntax {
  /// Literals of which every match contains one, in whichever way it matches, when they are rare enough to ask for.
  func requiredSomewhere() -> [RequiredLiteral]? {
    guard let ways = requiredWays(mostLists: 1) else { return nil }
    let literals = Set(ways.flatMap { $0.lists[0].literals })
    let expected = literals.reduce(0) { $0 + $1.expected }
    return expected < PatternSyntax.common ? Array(literals) : nil
  }

  /// Occurrences in ten thousand words from which on a list says little.
  fileprivate static let common = 400.0

  /// How matches are recognised from afar, way by way; or nil when some way to match has no literal worth looking for.
  func requiredWays(mostWays: Int = 400, mostLists: Int = 5) -> [RequiredWay]? {
    var ways: [RequiredWay] = []
    for way in expanded(mostWays) {
      let lists = Finding(way).lists.filter { Finding.isWorthwhile($0.texts) }.map { PatternSyntax.required($0) }
      guard !lists.isEmpty else { return nil }
      let weights = lists.map(\.expected)
      let order = lists.indices.sorted { (weights[$0], $0) < (weights[$1], $1) }
      // No more than make a chance hit unlikely in a message of twenty words; one that every second message satisfies only
      // when there is nothing better. What may stand within words costs more to find.
      var chance = 1.0
      var best: [Int] = []
      for index in order.prefix(mostLists)
      where best.isEmpty || (chance > 0.00002 && weights[index] < lists[index].most) {
        best.append(index)
        chance *= min(1, weights[index] * 0.002)
      }
      let chosen = best.sorted()
      ways.append(RequiredWay(lists: chosen.map { lists[$0] }, rarest: chosen.firstIndex(of: order[0]) ?? 0))
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

  private static func required(_ list: Finding.Listed) -> RequiredList {
    var seen = Set<RequiredLiteral>()
    let all = list.texts.map { text in
      let scalars = text.filter { $0 != Finding.edge }
      // Beside anything but a word character `\\b` means the opposite.
      return RequiredLiteral(
        scalars: scalars, standsAtStart: text.first == Finding.edge && isWord(scalars.first),
        standsAtEnd: text.last == Finding.edge && isWord(scalars.last))
    }.filter { seen.insert($0).inserted }
    guard all.count <= 512 else { return RequiredList(literals: all, before: list.before) }
    // One that contains another free of edges is found by it, some way further into the match.
    var before = list.before
    let kept = all.filter { text in
      let inside = all.compactMap { other in
        !other.standsAtStart && !other.standsAtEnd && other != text && other.scalars.count <= text.scalars.count
          ? text.scalars.firstRun(of: other.scalars) : nil
      }
      if let further = inside.max() { before = before.union(list.before + PatternWidth(text.scalars[..<further])) }
      return inside.isEmpty
    }
    return RequiredList(literals: kept, before: before)
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
    /// Texts of which every match contains one, and how far from its start.
    struct Listed {
      var texts: [[UInt32]]
      var before = PatternWidth.none
    }

    /// In the order in which they occur.
    var lists: [Listed] = []

    static func length(_ text: [UInt32]) -> Int { text.count { $0 != edge } }

    static func shortest(_ texts: [[UInt32]]) -> Int { texts.map { length($0) }.min() ?? 0 }

    /// Whether its texts are long enough, and few enough, to look for.
    static func isWorthwhile(_ texts: [[UInt32]]) -> Bool { texts.count <= 4096 && texts.allSatisfy(isTelling) }

    /// Whether a text says something: two scalars, one that is rare, or a letter that stands alone.
    private static func isTelling(_ text: [UInt32]) -> Bool {
      length(text) >= 2 || text.contains { $0 == 0x40 || ($0 >= 0x80 && $0 != edge) }
        || (text.count == 3 && text.first == edge && text.last == edge && isWord(text[1]))
    }

    private static func weight(_ texts: [[UInt32]]) -> Double {
      texts.reduce(0) { sum, text in
        let (standsAtStart, standsAtEnd) = (text.first == edge, text.last == edge)
        let inner = text.dropFirst(standsAtStart ? 1 : 0).dropLast(standsAtEnd ? 1 : 0)
        return sum + LiteralWeight.expected(inner, standsAtStart: standsAtStart, standsAtEnd: standsAtEnd)
      }
    }

    private var best: Listed? {
      guard lists.count > 1 else { return lists.first }
      return lists.map { (list: $0, weight: Finding.weight($0.texts)) }.min { $0.weight < $1.weight }?.list
    }

    private init(exact: [[UInt32]]?, lists: [Listed]) {
      self.exact = exact
      self.lists = lists
    }

    private init(exact: [[UInt32]], _ edges: Edges) {
      let isEmpty = Finding.shortest(exact) == 0
      self.init(exact: exact, lists: isEmpty ? [] : [Listed(texts: exact.map { edges.around($0) })])
    }

    /// Beside which ends of a part no letter stands, whatever it matches.
    struct Edges {
      var start = false
      var end = false

      func around(_ text: [UInt32]) -> [UInt32] {
        (start ? [Finding.edge] : []) + text + (end ? [Finding.edge] : [])
      }
    }

    init(_ node: PatternSyntax, _ edges: Edges = Edges()) {
      switch node {
      case .empty, .assertion(.other): self.init(exact: [[]], edges)
      case .assertion(.wordBoundary), .assertion(.noLetter): self.init(exact: [[Finding.edge]], edges)
      case .literal(let scalar): self.init(exact: [[UnicodeTables.simpleCase(scalar)]], edges)
      case .set(let members?, _):
        self.init(exact: Array(Set(members.map { [UnicodeTables.simpleCase($0)] })), edges)
      case .set, .opaque: self.init(exact: nil, lists: [])
      case .alternation(let branches):
        let parts = branches.map { Finding($0, edges) }
        if let exact = Finding.joined(parts.map(\.exact)) {
          self.init(exact: exact, edges)
        } else {
          let best = parts.map(\.best)
          let texts = Finding.joined(best.map { $0?.texts })
          let before = best.compactMap { $0?.before }.reduce(PatternWidth?.none) { $0?.union($1) ?? $1 }
          self.init(exact: nil, lists: texts.map { [Listed(texts: $0, before: before ?? .none)] } ?? [])
        }
      case .repetition(let part, let atLeast, let atMost):
        if atLeast == 1 && atMost == 1 {
          self.init(part, edges)
        } else if atLeast == 0 {
          guard atMost == 1, let exact = Finding(part).exact else {
            self.init(exact: nil, lists: [])
            return
          }
          self.init(exact: exact + [[]], edges)
        } else if let copies = Finding.copies(node) {
          self.init(sequence: copies, edges)
        } else {
          self.init(exact: nil, lists: Finding(part).lists)
        }
      case .sequence(let parts): self.init(sequence: parts, edges)
      }
    }

    /// A part that occurs a few times at least, one by one, when its language is known.
    private static func copies(_ node: PatternSyntax) -> [PatternSyntax]? {
      guard case .repetition(let part, let atLeast, let atMost) = node, (1...4).contains(atLeast),
        atLeast > 1 || atMost != 1, Finding(part).exact != nil
      else { return nil }
      let rest = PatternSyntax.repetition(part, atLeast: 0, atMost: atMost.map { $0 - atLeast })
      return Array(repeating: part, count: atLeast) + (atMost == atLeast ? [] : [rest])
    }

    /// Concatenates exact languages as far as they stay small; where they stop, what was gathered is one list.
    private init(sequence given: [PatternSyntax], _ edges: Edges) {
      let parts = given.flatMap { Finding.copies($0) ?? [$0] }
      let borders = parts.map { Border($0) }
      func startsAtEdge(_ index: Int) -> Bool {
        Border.stands(before: borders[..<index].reversed(), \.ends, beyond: edges.start)
      }
      func endsAtEdge(_ index: Int) -> Bool {
        Border.stands(before: borders[index...], \.starts, beyond: edges.end)
      }
      var run: [[UInt32]] = [edges.start ? [Finding.edge] : []]
      var longest = 0
      var isWhole = true
      var lists: [Listed] = []
      // From the start to the part at hand, and to the first text of the run.
      var passed = PatternWidth.none
      var beforeRun = PatternWidth.none
      for (index, node) in parts.enumerated() {
        let isAtEdge = run.allSatisfy { $0.last == Finding.edge } || startsAtEdge(index)
        let part = Finding(node, Edges(start: isAtEdge, end: endsAtEdge(index + 1)))
        defer { passed += PatternWidth(node) }
        if let exact = part.exact, longest + Finding.longestLength(exact) <= Finding.longest,
          run.count * exact.count <= max(256, max(exact.count, run.count))
        {
          longest += Finding.longestLength(exact)
          run = run.count == 1 && run[0].isEmpty ? exact : run.flatMap { head in exact.map { head + $0 } }
          continue
        }
        isWhole = false
        if endsAtEdge(index) { run = run.map { $0 + [Finding.edge] } }
        if Finding.shortest(run) > 0 { lists.append(Listed(texts: run, before: beforeRun)) }
        beforeRun = passed
        if let exact = part.exact, exact.count <= Finding.most, Finding.longestLength(exact) <= Finding.longest {
          run = isAtEdge ? exact.map { [Finding.edge] + $0 } : exact
        } else {
          lists += part.lists.map { Listed(texts: $0.texts, before: passed + $0.before) }
          beforeRun = passed + PatternWidth(node)
          run = [startsAtEdge(index + 1) ? [Finding.edge] : []]
        }
        longest = Finding.longestLength(run)
      }
      if isWhole {
        self.init(exact: edges.start ? run.map { Array($0.dropFirst()) } : run, edges)
      } else {
        if edges.end { run = run.map { $0 + [Finding.edge] } }
        if Finding.shortest(run) > 0 { lists.append(Listed(texts: run, before: beforeRun)) }
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
  /// Where `other` first occurs in one piece, or nil.
  fileprivate func firstRun(of other: [UInt32]) -> Int? {
    guard other.count <= count else { return nil }
    return (0...(count - other.count)).first { self[$0..<($0 + other.count)].elementsEqual(other) }
  }
}
