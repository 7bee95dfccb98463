extension PatternPart {
  /// The parts of many patterns: what is written alike is one part, so that what follows from a list which many rules share
  /// is found once.
  final class Pool {
    private enum Key: Hashable {
      case literal(UInt32)
      // By their bytes: as texts, two ways to write an accent would be one.
      case set([UInt8])
      case opaque([UInt8])
      case assertion(PatternSyntax.Assertion)
      case empty
      case sequence([ObjectIdentifier])
      case alternation([ObjectIdentifier])
      case repetition(ObjectIdentifier, Int, Int?)
    }

    private var known: [Key: PatternPart] = [:]

    /// The part for a pattern.
    func part(_ syntax: PatternSyntax) -> PatternPart {
      switch syntax {
      case .empty: return part(.empty, syntax) { .leaf }
      case .literal(let scalar): return part(.literal(scalar), syntax) { .leaf }
      case .set(_, let source): return part(.set(Array(source.utf8)), syntax) { .leaf }
      case .assertion(let assertion): return part(.assertion(assertion), syntax) { .leaf }
      case .opaque(let source): return part(.opaque(Array(source.utf8)), syntax) { .leaf }
      case .sequence(let all):
        let parts = all.map { part($0) }
        return part(.sequence(parts.map { ObjectIdentifier($0) }), syntax) { .sequence(parts) }
      case .alternation(let all):
        let branches = all.map { part($0) }
        return part(.alternation(branches.map { ObjectIdentifier($0) }), syntax) { .alternation(branches) }
      case .repetition(let one, let atLeast, let atMost):
        let one = part(one)
        return part(.repetition(ObjectIdentifier(one), atLeast, atMost), syntax) {
          .repetition(one, atLeast: atLeast, atMost: atMost)
        }
      }
    }

    private func part(_ key: Key, _ syntax: PatternSyntax, _ content: () -> Content) -> PatternPart {
      if let part = known[key] { return part }
      let part = PatternPart(syntax, content())
      known[key] = part
      return part
    }
  }
}
