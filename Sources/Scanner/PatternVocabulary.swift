/// The words that a pattern spells out letter by letter, read from its structure.
struct PatternVocabulary {
  /// A word that is being read: its letters so far, or nil when letters are in it that the pattern leaves open.
  private typealias Partial = [UInt8]?

  /// Longer words are no words, and shorter ones say little.
  static let lengths = 2...26
  /// A pattern with more beginnings than this at once is not spelt out further there.
  private static let mostPartials = 4000

  /// The words found, in small ASCII letters.
  private(set) var words: Set<[UInt8]> = []

  /// Adds the words of a pattern, with accents folded as texts are.
  mutating func add(_ pattern: String) {
    let ends = walk(PatternSyntax(PatternPair.fold(pattern)), [[]])
    close(ends)
  }

  private mutating func walk(_ node: PatternSyntax, _ open: Set<Partial>) -> Set<Partial> {
    guard open.count <= PatternVocabulary.mostPartials else { return [nil] }
    switch node {
    case .empty, .assertion(.other): return open
    case .assertion(.wordBoundary), .assertion(.noLetter):
      close(open)
      return [[]]
    case .literal(let scalar): return step([scalar], open)
    case .set(let members?, _): return step(members, open)
    case .set(nil, let source):
      guard PatternVocabulary.endsWord(source) else { return stray(open) }
      close(open)
      return [[]]
    case .opaque: return stray(open)
    case .sequence(let parts):
      var open = open
      for part in parts { open = walk(part, open) }
      return open
    case .alternation(let branches):
      var result: Set<Partial> = []
      for branch in branches { result.formUnion(walk(branch, open)) }
      return result
    case .repetition(let part, let atLeast, let atMost):
      var result: Set<Partial> = atLeast == 0 ? open : []
      var current = open
      for count in 1...max(1, min(2, atMost ?? 1)) {
        current = walk(part, current)
        if count >= min(atLeast, 2) { result.formUnion(current) }
      }
      return result
    }
  }

  /// Whether a set stands for what separates words.
  private static func endsWord(_ source: String) -> Bool {
    source == "\\s" || source == "\\W" || source == "\\d"
      || source.hasPrefix("[") && !source.hasPrefix("[^") && source.contains("\\s")
        && !source.contains("\\w") && !source.contains("\\p")
  }

  /// Each open word with each of the letters; a sign that is no letter ends it.
  private mutating func step(_ scalars: [UInt32], _ open: Set<Partial>) -> Set<Partial> {
    var result: Set<Partial> = []
    for scalar in scalars {
      let small = UnicodeTables.simpleCase(scalar)
      if small >= 0x61 && small <= 0x7A {
        for partial in open { result.insert(partial.map { $0 + [UInt8(small)] }) }
      } else {
        close(open)
        result.insert([])
      }
    }
    return result
  }

  /// Letters that the pattern leaves open: a word may still end before them.
  private mutating func stray(_ open: Set<Partial>) -> Set<Partial> {
    close(open)
    return [nil]
  }

  private mutating func close(_ open: Set<Partial>) {
    for case let word? in open where PatternVocabulary.lengths.contains(word.count) { words.insert(word) }
  }
}
