import Conduct
import Testing

@testable import Scanner

struct FactoringTests {
  @Test(
    "branches that begin alike are put together, in an order that changes no match",
    arguments: [
      ("turk|turkse|tutsi", "tu(?:rk(?:|se)|tsi)"), (#"\b(?:aap|beer|apen)\b"#, #"\b(?:a(?:ap|pen)|beer)\b"#),
      ("ab|a*b|ac", "ab|a*b|ac"), (#"\bk|\bl"#, #"\b(?:k|l)"#), ("(?<=a|bc)d|(?<=a|bc)e", "(?<=a|bc)d|(?<=a|bc)e"),
      ("(ab|ac)", "(ab|ac)"), (#"(?-i:A|a)b|ac"#, #"(?-i:A|a)b|ac"#), ("[ab]c|[ab]d", "[ab](?:c|d)"),
      ("a{2}b|a{2}c", "a{2}b|a{2}c"), ("K|\u{212A}x", "K(?:|x)"),
    ])
  func rewrites(_ pattern: String, _ expected: String) { #expect(Factoring.factored(pattern) == expected) }

  @Test("a factored pattern finds what the pattern finds", arguments: 0..<6)
  func sameMatches(_ seed: Int) {
    var random = RandomPatterns(seed: UInt64(seed) &* 104_729 &+ 5)
    let matcher = Matcher(matchLimit: 1_000_000)
    var (rewritten, compared) = (0, 0)
    for _ in 0..<400 {
      let pattern = Self.pattern(&random)
      guard Pattern.fault(in: pattern) == nil else { continue }
      let factored = Factoring.factored(pattern)
      #expect(Pattern.fault(in: factored) == nil, "\(pattern) became \(factored)")
      if factored != pattern { rewritten += 1 }
      for _ in 0..<5 {
        let text = Array(Self.text(&random).utf8)
        text.withUnsafeBufferPointer { text in
          // Some backtrack without end, then there is nothing to compare.
          guard let plain = try? matches(Pattern(pattern, isFactored: false), text, matcher) else { return }
          compared += 1
          let quick = try? matches(Pattern(pattern, isFactored: true), text, matcher)
          #expect(plain == quick, "\(pattern) became \(factored)")
          let unprepared = try? all(Pattern(pattern), text, matcher)
          #expect(plain == unprepared, "\(pattern) without JIT")
        }
      }
    }
    #expect(rewritten > 100 && compared > 1500)
  }

  /// An alternation of short branches over few letters, so that many begin alike.
  private static func pattern(_ random: inout RandomPatterns, depth: Int = 0) -> String {
    let atoms = ["a", "b", "c", "A", "a", "b", "c?", "a+", "b{2}", "[ab]", ".", #"\b"#, "$", " "]
    return (0..<(2 + random.number(5))).map { _ in
      (0..<random.number(4)).map { _ in
        depth < 2 && random.number(6) == 0
          ? "(?:\(pattern(&random, depth: depth + 1)))" + ["", "?", "*"][random.number(3)]
          : atoms[random.number(atoms.count)]
      }.joined()
    }.joined(separator: "|")
  }

  private static func text(_ random: inout RandomPatterns) -> String {
    (0..<random.number(14)).map { _ in ["a", "b", "c", "A", " "][random.number(5)] }.joined()
  }

  private func matches(
    _ pattern: Pattern, _ text: UnsafeBufferPointer<UInt8>, _ matcher: borrowing Matcher
  ) throws -> [Range<Int>] {
    try pattern.prepare()
    return try all(pattern, text, matcher)
  }

  private func all(
    _ pattern: Pattern, _ text: UnsafeBufferPointer<UInt8>, _ matcher: borrowing Matcher
  ) throws -> [Range<Int>] {
    var (found, start): ([Range<Int>], Int) = ([], 0)
    while let range = try pattern.nextMatch(in: text, from: &start, with: matcher) { found.append(range) }
    return found
  }
}
