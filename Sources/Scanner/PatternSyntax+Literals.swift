extension PatternSyntax {
  /// Texts of which every match of the pattern contains at least one, in simple case folding, or nil when there is no
  /// such list worth looking for. At most `limit` texts; the shortest is at least two scalars.
  func requiredLiterals(limit: Int = 4096) -> [[UInt32]]? {
    let found = Finding(self, limit: limit)
    guard let best = found.best(), Finding.shortest(best) >= 2 else { return nil }
    var seen = Set<[UInt32]>()
    // A literal that contains another of the list is found by the shorter one.
    let distinct = best.filter { seen.insert($0).inserted }
    return distinct.count > 512
      ? distinct
      : distinct.filter { text in
        !distinct.contains { $0.count < text.count && text.containsRun($0) }
      }
  }

  /// What is known of the language of a part.
  private struct Finding {
    /// The whole language when it is finite and small.
    var exact: [[UInt32]]?
    /// Lists of which every match contains one text each.
    var required: [[UInt32]]?

    static let longest = 24

    static func shortest(_ texts: [[UInt32]]) -> Int { texts.map(\.count).min() ?? 0 }

    /// The better of the exact language and what is required.
    func best() -> [[UInt32]]? { Finding.better(exact, required) }

    /// Longer shortest text first (up to six scalars, more hardly helps), then fewer texts.
    static func better(_ a: [[UInt32]]?, _ b: [[UInt32]]?) -> [[UInt32]]? {
      guard let a, !a.isEmpty, shortest(a) > 0 else { return b }
      guard let b, !b.isEmpty, shortest(b) > 0 else { return a }
      let (lengthA, lengthB) = (min(shortest(a), 6), min(shortest(b), 6))
      if lengthA != lengthB { return lengthA > lengthB ? a : b }
      return a.count <= b.count ? a : b
    }

    init(exact: [[UInt32]]?, required: [[UInt32]]?) {
      self.exact = exact
      self.required = required
    }

    init(_ node: PatternSyntax, limit: Int) {
      switch node {
      case .empty, .assertion: self.init(exact: [[]], required: nil)
      case .literal(let scalar): self.init(exact: [[UnicodeTables.simpleCase(scalar)]], required: nil)
      case .set(let members, _):
        self.init(exact: members.map { Array(Set($0.map { [UnicodeTables.simpleCase($0)] })) }, required: nil)
      case .opaque: self.init(exact: nil, required: nil)
      case .alternation(let branches):
        let parts = branches.map { Finding($0, limit: limit) }
        var exact: [[UInt32]]? = []
        var required: [[UInt32]]? = []
        for part in parts {
          exact = Finding.joined(exact, part.exact, limit: limit)
          required = Finding.joined(required, part.best(), limit: limit)
          if let best = part.best(), Finding.shortest(best) == 0 { required = nil }
        }
        self.init(exact: exact, required: required)
      case .repetition(let part, let atLeast, let atMost):
        let inner = Finding(part, limit: limit)
        if atLeast == 1 && atMost == 1 {
          self = inner
        } else if atLeast == 0 {
          self.init(exact: atMost == 1 ? inner.exact.map { $0 + [[]] } : nil, required: nil)
        } else {
          self.init(exact: nil, required: inner.best())
        }
      case .sequence(let parts): self.init(sequence: parts, limit: limit)
      }
    }

    /// Concatenates exact languages as far as they stay small; where they stop, what was gathered is one candidate.
    private init(sequence parts: [PatternSyntax], limit: Int) {
      var run: [[UInt32]] = [[]]
      var isWhole = true
      var required: [[UInt32]]?
      for node in parts {
        let part = Finding(node, limit: limit)
        if let exact = part.exact, run.count * exact.count <= max(64, exact.count), run.count * exact.count <= limit,
          Finding.length(run) + Finding.length(exact) <= Finding.longest
        {
          run = run.count == 1 && run[0].isEmpty ? exact : run.flatMap { head in exact.map { head + $0 } }
        } else {
          isWhole = false
          required = Finding.better(required, run)
          required = Finding.better(required, part.best())
          run = part.exact.map { $0.count <= 64 && Finding.length($0) <= Finding.longest ? $0 : [[]] } ?? [[]]
        }
      }
      required = isWhole ? nil : Finding.better(required, run)
      self.init(exact: isWhole ? run : nil, required: required)
    }

    private static func length(_ texts: [[UInt32]]) -> Int { texts.map(\.count).max() ?? 0 }

    private static func joined(_ a: [[UInt32]]?, _ b: [[UInt32]]?, limit: Int) -> [[UInt32]]? {
      guard let a, let b, a.count + b.count <= limit else { return nil }
      return a + b
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
