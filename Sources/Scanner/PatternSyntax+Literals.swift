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

/// Literals of which every match contains one; the ways that need the same ones share it.
final class RequiredLiterals: Sendable {
  let all: [RequiredLiteral]
  /// Likely occurrences in ten thousand words of ordinary messages.
  let expected: Double
  /// Occurrences from which on it is not worth looking for beside a rarer list.
  let most: Double

  init(_ literals: [RequiredLiteral]) {
    all = literals
    expected = literals.reduce(0) { $0 + $1.expected }
    most = literals.allSatisfy { $0.standsAtStart } ? PatternSyntax.common : PatternSyntax.common / 4
  }
}

/// Literals of which every match contains one, and how far from the start of the match.
struct RequiredList: Sendable {
  var literals: RequiredLiterals
  /// What lies between the start of the match and the start of the literal.
  var before: PatternWidth
}

/// One way in which a pattern may match: lists of which the match contains a literal each, one after another.
struct RequiredWay: Sendable {
  var lists: [RequiredList]
  /// The place of the list that occurs least often.
  var rarest: Int
}

extension PatternSyntax {
  /// Literals of which every match contains one, in whichever way it matches, when they are rare enough to ask for.
  func requiredSomewhere(_ pool: PatternPart.Pool) -> [RequiredLiteral]? {
    guard let ways = requiredWays(pool, mostLists: 1) else { return nil }
    var seen = Set<ObjectIdentifier>()
    let lists = ways.map { $0.lists[$0.rarest].literals }.filter { seen.insert(ObjectIdentifier($0)).inserted }
    let literals = Set(lists.flatMap(\.all))
    let expected = literals.reduce(0) { $0 + $1.expected }
    return expected < PatternSyntax.common ? Array(literals) : nil
  }

  /// Occurrences in ten thousand words from which on a list says little.
  fileprivate static let common = 400.0

  /// How matches are recognised from afar, way by way; or nil when some way to match has no literal worth looking for.
  func requiredWays(_ pool: PatternPart.Pool, mostWays: Int = 400, mostLists: Int = 5) -> [RequiredWay]? {
    let whole = pool.part(self)
    var ways: [RequiredWay] = []
    for parts in whole.ways(mostWays) {
      let lists = PatternPart.lists(parts).filter(\.texts.isWorthwhile).map { $0.texts.required(after: $0.before) }
      guard !lists.isEmpty else { return nil }
      let weights = lists.map(\.literals.expected)
      let order = lists.indices.sorted { (weights[$0], $0) < (weights[$1], $1) }
      // No more than make a chance hit unlikely in a message of twenty words; one that every second message satisfies only
      // when there is nothing better. What may stand within words costs more to find.
      var chance = 1.0
      var best: [Int] = []
      for index in order.prefix(mostLists)
      where best.isEmpty || (chance > 0.00002 && weights[index] < lists[index].literals.most) {
        best.append(index)
        chance *= min(1, weights[index] * 0.002)
      }
      // In a long text most lists occur somewhere; only one whose distance from the start of a match is bounded says where.
      if !best.contains(where: { lists[$0].before.isBounded }),
        let anchor = order.first(where: { lists[$0].before.isBounded })
      {
        best.append(anchor)
      }
      let chosen = best.sorted()
      ways.append(RequiredWay(lists: chosen.map { lists[$0] }, rarest: chosen.firstIndex(of: order[0]) ?? 0))
    }
    return ways
  }
}

/// Texts of which every match of some part of a pattern contains one, with edges where no letter may stand beside them.
final class RequiredTexts {
  /// Stands in a text where no letter may stand beside it.
  static let edge = UInt32.max

  let texts: [[UInt32]]
  /// Whether they are long enough, and few enough, to look for.
  private(set) lazy var isWorthwhile = texts.count <= PatternPart.most && texts.allSatisfy(RequiredTexts.isTelling)
  /// Likely occurrences in ten thousand words.
  private(set) lazy var weight = texts.reduce(0) { $0 + RequiredTexts.weight($1) }
  private lazy var kept = keep()

  init(_ texts: [[UInt32]]) { self.texts = texts }

  /// The length of a text without its edges.
  static func length(_ text: [UInt32]) -> Int { text.count { $0 != edge } }

  /// As literals to look for, of which the first letter lies so far from the start of the match.
  func required(after before: PatternWidth) -> RequiredList {
    RequiredList(literals: kept.literals, before: kept.further.reduce(before) { $0.union(before + $1) })
  }

  /// The literals that need to be looked for, and how much further into the match they lie than the texts do.
  private func keep() -> (literals: RequiredLiterals, further: [PatternWidth]) {
    var seen = Set<RequiredLiteral>()
    let all = texts.map { text in
      let scalars = text.filter { $0 != RequiredTexts.edge }
      // Beside anything but a word character `\b` means the opposite.
      return RequiredLiteral(
        scalars: scalars, standsAtStart: text.first == RequiredTexts.edge && RequiredTexts.isWord(scalars.first),
        standsAtEnd: text.last == RequiredTexts.edge && RequiredTexts.isWord(scalars.last))
    }.filter { seen.insert($0).inserted }
    guard all.count <= 512 else { return (RequiredLiterals(all), []) }
    // One that contains another free of edges is found by it, some way further into the match.
    var further: Set<PatternWidth> = []
    let free = all.filter { !$0.standsAtStart && !$0.standsAtEnd }
    let kept = all.filter { text in
      let inside = free.compactMap { other in
        other != text && other.scalars.count <= text.scalars.count ? text.scalars.firstRun(of: other.scalars) : nil
      }
      if let most = inside.max() { further.insert(PatternWidth(text.scalars[..<most])) }
      return inside.isEmpty
    }
    return (RequiredLiterals(kept), Array(further))
  }

  /// Whether a text says something: two scalars, one that is rare, or a letter that stands alone.
  private static func isTelling(_ text: [UInt32]) -> Bool {
    length(text) >= 2 || text.contains { $0 == 0x40 || ($0 >= 0x80 && $0 != edge) }
      || (text.count == 3 && text.first == edge && text.last == edge && isWord(text[1]))
  }

  private static func weight(_ text: [UInt32]) -> Double {
    let (standsAtStart, standsAtEnd) = (text.first == edge, text.last == edge)
    let inner = text.dropFirst(standsAtStart ? 1 : 0).dropLast(standsAtEnd ? 1 : 0)
    return LiteralWeight.expected(inner, standsAtStart: standsAtStart, standsAtEnd: standsAtEnd)
  }

  private static func isWord(_ scalar: UInt32?) -> Bool {
    scalar.flatMap { Unicode.Scalar($0) }.map { $0.properties.isAlphabetic || $0.properties.numericType != nil }
      ?? false
  }
}

extension Array where Element == UInt32 {
  /// Where `other` first occurs in one piece, or nil.
  fileprivate func firstRun(of other: [UInt32]) -> Int? {
    guard other.count <= count else { return nil }
    return (0...(count - other.count)).first { self[$0..<($0 + other.count)].elementsEqual(other) }
  }
}
