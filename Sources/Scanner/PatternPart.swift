/// A part of a pattern, with what is known of its language: the texts of which every match contains one. The many ways in
/// which a pattern may match share their parts, so what follows from a part is found once.
final class PatternPart {
  /// What it is made of.
  enum Content {
    case leaf
    case sequence([PatternPart])
    case alternation([PatternPart])
    case repetition(PatternPart, atLeast: Int, atMost: Int?)
  }

  /// Beside which ends of a part no letter stands, whatever it matches.
  struct Edges: Hashable {
    var start = false
    var end = false
  }

  /// Texts of which every match contains one, and how far from its start.
  struct Listed {
    var texts: RequiredTexts
    var before = PatternWidth.none
  }

  private static let longest = 24
  static let most = 4096

  private let syntax: PatternSyntax
  private let content: Content
  private lazy var border = Border(syntax)
  private lazy var width = PatternWidth(syntax)
  /// The whole language when it is finite and small; a text may hold edges.
  private lazy var exact: [[UInt32]]? = makeExact()
  private lazy var longestText = exact?.map(\.count).max() ?? 0
  private lazy var shortestText = exact?.map { RequiredTexts.length($0) }.min() ?? 0
  /// Whether no letter follows its texts, those apart that are empty, and whether some are.
  private lazy var endsAtEdge = exact?.allSatisfy { $0.isEmpty || $0.last == RequiredTexts.edge } ?? false
  private lazy var mayBeEmpty = exact?.contains(where: \.isEmpty) ?? true
  /// A part that occurs a few times at least, one by one, when its language is known.
  private lazy var copies: [PatternPart]? = makeCopies()
  private lazy var branches: [PatternPart]? = makeBranches()
  private var lists: [Edges: [Listed]] = [:]
  /// Texts that begin with this part.
  private var runs: [RunKey: RequiredTexts] = [:]

  private struct RunKey: Hashable {
    var others: [ObjectIdentifier]
    var edges: Edges
  }

  init(_ syntax: PatternSyntax, _ content: Content) { (self.syntax, self.content) = (syntax, content) }

  private init(_ branches: [PatternPart]) {
    syntax = .alternation(branches.map(\.syntax))
    content = .alternation(branches)
  }

  private init(_ part: PatternPart, atLeast: Int, atMost: Int?) {
    syntax = .repetition(part.syntax, atLeast: atLeast, atMost: atMost)
    content = .repetition(part, atLeast: atLeast, atMost: atMost)
  }

  // MARK: Ways

  /// Alternations taken apart into ways to match, at most so many: their plain words together are one, every other branch
  /// is its own.
  func ways(_ most: Int) -> [[PatternPart]] { PatternPart.ways([self], most) }

  private static func ways(_ parts: [PatternPart], _ most: Int) -> [[PatternPart]] {
    for (index, part) in parts.enumerated() {
      switch part.content {
      case .sequence(let inner): return ways(parts[..<index] + inner + parts[(index + 1)...], most)
      case .alternation:
        guard let branches = part.branches(most) else { continue }
        return branches.flatMap { branch in
          ways(parts[..<index] + [branch] + parts[(index + 1)...], most / branches.count)
        }
      default: continue
      }
    }
    return [parts]
  }

  /// The ways of an alternation, or nil when it is a plain list of words or has too many.
  private func branches(_ most: Int) -> [PatternPart]? {
    guard let branches, branches.count(where: { $0.exact == nil }) < most else { return nil }
    return branches
  }

  private func makeBranches() -> [PatternPart]? {
    guard case .alternation(let all) = content else { return nil }
    let plain = all.filter { $0.exact != nil }
    let others = all.filter { $0.exact == nil }
    guard !others.isEmpty else { return nil }
    return plain.isEmpty ? others : [PatternPart(plain)] + others
  }

  // MARK: Texts

  /// What every match of parts, one after another, contains, in the order in which it occurs.
  static func lists(_ parts: [PatternPart]) -> [Listed] {
    parts.count == 1 ? parts[0].lists(Edges()) : lists(sequence: parts, Edges())
  }

  private func lists(_ edges: Edges) -> [Listed] {
    if let known = lists[edges] { return known }
    let found = makeLists(edges)
    lists[edges] = found
    return found
  }

  private func makeLists(_ edges: Edges) -> [Listed] {
    if exact != nil {
      return shortestText == 0 ? [] : [Listed(texts: PatternPart.texts([self], edges))]
    }
    switch content {
    case .leaf: return []
    case .sequence(let parts): return PatternPart.lists(sequence: parts, edges)
    case .alternation(let branches):
      var texts: [[UInt32]] = []
      var before: PatternWidth?
      for branch in branches {
        guard let best = branch.best(edges), texts.count + best.texts.texts.count <= PatternPart.most else { return [] }
        texts += best.texts.texts
        before = before?.union(best.before) ?? best.before
      }
      return [Listed(texts: RequiredTexts(texts), before: before ?? .none)]
    case .repetition(let part, let atLeast, let atMost):
      if atLeast == 1 && atMost == 1 { return part.lists(edges) }
      if atLeast == 0 { return [] }
      if let copies { return PatternPart.lists(sequence: copies, edges) }
      return part.lists(Edges())
    }
  }

  private func best(_ edges: Edges) -> Listed? {
    let lists = lists(edges)
    return lists.count > 1 ? lists.min { $0.texts.weight < $1.texts.weight } : lists.first
  }

  private func makeExact() -> [[UInt32]]? {
    switch content {
    case .leaf:
      switch syntax {
      case .empty, .assertion(.other): return [[]]
      case .assertion: return [[RequiredTexts.edge]]
      case .literal(let scalar): return [[UnicodeTables.simpleCase(scalar)]]
      case .set(let members?, _): return Set(members.map { UnicodeTables.simpleCase($0) }).sorted().map { [$0] }
      default: return nil
      }
    case .sequence(let parts): return PatternPart.exact(sequence: parts)
    case .alternation(let branches):
      var all: [[UInt32]] = []
      for branch in branches {
        guard let exact = branch.exact, all.count + exact.count <= PatternPart.most else { return nil }
        all += exact
      }
      return all
    case .repetition(let part, let atLeast, let atMost):
      if atLeast == 1 && atMost == 1 { return part.exact }
      if atLeast == 0 { return atMost == 1 ? part.exact.map { $0 + [[]] } : nil }
      return copies.flatMap { PatternPart.exact(sequence: $0) }
    }
  }

  private func makeCopies() -> [PatternPart]? {
    guard case .repetition(let part, let atLeast, let atMost) = content, (1...4).contains(atLeast),
      atLeast > 1 || atMost != 1, part.exact != nil
    else { return nil }
    let rest = PatternPart(part, atLeast: 0, atMost: atMost.map { $0 - atLeast })
    return Array(repeating: part, count: atLeast) + (atMost == atLeast ? [] : [rest])
  }

  /// The texts of parts one after another, when all of them are known and they stay few and short.
  private static func exact(sequence given: [PatternPart]) -> [[UInt32]]? {
    var run = Run()
    let parts = given.flatMap { $0.copies ?? [$0] }
    for (index, part) in parts.enumerated() {
      guard run.takes(part, at: index) else { return nil }
    }
    return product(parts[...])
  }

  private static func product(_ parts: ArraySlice<PatternPart>) -> [[UInt32]] {
    parts.reduce([[]]) { heads, part in
      guard let tails = part.exact else { return heads }
      if heads.count == 1 && heads[0].isEmpty { return tails }
      return heads.flatMap { head in tails.map { head + $0 } }
    }
  }

  /// The texts of parts one after another, between edges.
  private static func texts(_ parts: ArraySlice<PatternPart>, _ edges: Edges) -> RequiredTexts {
    let key = RunKey(others: parts.dropFirst().map { ObjectIdentifier($0) }, edges: edges)
    if let first = parts.first, let known = first.runs[key] { return known }
    let texts = RequiredTexts(
      product(parts).map { (edges.start ? [RequiredTexts.edge] : []) + $0 + (edges.end ? [RequiredTexts.edge] : []) })
    parts.first?.runs[key] = texts
    return texts
  }

  /// Parts one after another whose texts together are few and short.
  private struct Run {
    var parts = 0..<0
    var standsAtStart = false
    var count = 1
    var longest = 0

    /// Takes one more part, when that keeps it small.
    mutating func takes(_ part: PatternPart, at index: Int) -> Bool {
      guard let exact = part.exact, longest + part.longestText <= PatternPart.longest,
        count * exact.count <= max(256, max(exact.count, count))
      else { return false }
      longest += part.longestText
      count *= exact.count
      parts = (parts.isEmpty ? index : parts.lowerBound)..<(index + 1)
      return true
    }
  }

  /// Concatenates known languages as far as they stay small; where they stop, what was gathered is one list.
  private static func lists(sequence given: [PatternPart], _ edges: Edges) -> [Listed] {
    let parts = given.flatMap { $0.copies ?? [$0] }
    let borders = parts.map(\.border)
    func startsAtEdge(_ index: Int) -> Bool {
      Border.stands(before: borders[..<index].reversed(), \.ends, beyond: edges.start)
    }
    func endsAtEdge(_ index: Int) -> Bool {
      Border.stands(before: borders[index...], \.starts, beyond: edges.end)
    }
    var lists: [Listed] = []
    // From the start to the part at hand, and to the first text of the run.
    var passed = PatternWidth.none
    var beforeRun = PatternWidth.none
    var run = Run(standsAtStart: edges.start)
    func close(standsAtEnd: Bool) {
      guard parts[run.parts].contains(where: { $0.shortestText > 0 }) else { return }
      let edges = Edges(start: run.standsAtStart, end: standsAtEnd)
      lists.append(Listed(texts: texts(parts[run.parts], edges), before: beforeRun))
    }
    for (index, part) in parts.enumerated() {
      defer { passed += part.width }
      let isAtEdge = allEndAtEdge(parts[run.parts], beyond: run.standsAtStart) || startsAtEdge(index)
      if run.takes(part, at: index) { continue }
      close(standsAtEnd: endsAtEdge(index))
      if let exact = part.exact, part.longestText <= longest {
        beforeRun = passed
        run = Run(
          parts: index..<(index + 1), standsAtStart: isAtEdge, count: exact.count,
          longest: part.longestText + (isAtEdge ? 1 : 0))
      } else {
        let edges = Edges(start: isAtEdge, end: endsAtEdge(index + 1))
        lists += part.lists(edges).map { Listed(texts: $0.texts, before: passed + $0.before) }
        beforeRun = passed + part.width
        let standsAtStart = startsAtEdge(index + 1)
        run = Run(parts: 0..<0, standsAtStart: standsAtStart, count: 1, longest: standsAtStart ? 1 : 0)
      }
    }
    close(standsAtEnd: edges.end)
    return lists
  }

  /// Whether all texts of parts one after another end where no letter follows.
  private static func allEndAtEdge(_ parts: ArraySlice<PatternPart>, beyond: Bool) -> Bool {
    for part in parts.reversed() {
      guard part.endsAtEdge else { return false }
      if !part.mayBeEmpty { return true }
    }
    return beyond
  }
}
