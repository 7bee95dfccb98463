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

  private mutating func walk(_ node: PatternSyntax, _ open: [Partial]) -> [Partial] {
    switch node {
    case .empty, .assertion(.other): return open
    case .assertion(.wordBoundary), .assertion(.noLetter): return end(open)
    case .literal(let scalar): return step([scalar], open)
    case .set(let members?, _): return step(members, open)
    case .set(nil, let source): return PatternVocabulary.endsWord(source) ? end(open) : stray(open)
    case .opaque: return stray(open)
    case .sequence(let parts): return walk(parts, open)
    case .alternation(let branches):
      var result: [Partial] = []
      for branch in branches { result += walk(branch, open) }
      return distinct(result)
    case .repetition(let part, let atLeast, let atMost):
      var result = atLeast == 0 ? open : []
      var current = open
      for count in 1...max(1, min(2, atMost ?? 1)) {
        current = walk(part, current)
        if count >= min(atLeast, 2) { result += current }
      }
      return distinct(result)
    }
  }

  /// A sequence, whose runs of plain letters are added in one go.
  private mutating func walk(_ parts: [PatternSyntax], _ open: [Partial]) -> [Partial] {
    var open = open
    var run: [UInt8] = []
    for part in parts {
      if case .literal(let scalar) = part, let letter = PatternVocabulary.letter(scalar) {
        run.append(letter)
        continue
      }
      if !run.isEmpty { open = open.map { $0.map { $0 + run } } }
      run.removeAll(keepingCapacity: true)
      open = walk(part, open)
    }
    return run.isEmpty ? open : open.map { $0.map { $0 + run } }
  }

  /// The same beginnings once, and none where there are too many.
  private func distinct(_ open: [Partial]) -> [Partial] {
    let distinct = open.count > 1 ? Array(Set(open)) : open
    return distinct.count > PatternVocabulary.mostPartials ? [nil] : distinct
  }

  private static func letter(_ scalar: UInt32) -> UInt8? {
    let small = UnicodeTables.simpleCase(scalar)
    return small >= 0x61 && small <= 0x7A ? UInt8(small) : nil
  }

  /// Each open word with each of the letters; a sign that is no letter ends it.
  private mutating func step(_ scalars: [UInt32], _ open: [Partial]) -> [Partial] {
    var result: [Partial] = []
    for scalar in scalars {
      if let letter = PatternVocabulary.letter(scalar) {
        result += open.map { $0.map { $0 + [letter] } }
      } else {
        result += end(open)
      }
    }
    return scalars.count > 1 ? distinct(result) : result
  }

  /// Whether a set stands for what separates words.
  private static func endsWord(_ source: String) -> Bool {
    source == "\\s" || source == "\\W" || source == "\\d"
      || source.hasPrefix("[") && !source.hasPrefix("[^") && source.contains("\\s")
        && !source.contains("\\w") && !source.contains("\\p")
  }

  private mutating func end(_ open: [Partial]) -> [Partial] {
    close(open)
    return [[]]
  }

  /// Letters that the pattern leaves open: a word may still end before them.
  private mutating func stray(_ open: [Partial]) -> [Partial] {
    close(open)
    return [nil]
  }

  private mutating func close(_ open: [Partial]) {
    for case let word? in open where PatternVocabulary.lengths.contains(word.count) { words.insert(word) }
  }
}
