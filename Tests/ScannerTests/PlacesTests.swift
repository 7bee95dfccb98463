import Conduct
import Testing

@testable import Scanner

/// A pattern is tried only where its literals let a match start: that must miss nothing.
struct PlacesTests {
  private static let gap = String(repeating: " ", count: 300)
  private static let filler = String(repeating: " zo dan.", count: 60)

  @Test(
    "matches are found wherever they start",
    arguments: [
      (#"\b(?:een\s+)?kut\w*"#, "kut een kut een\(gap)kutje, kut", 4),
      (#"\w*sukkel\w*"#, "opperopperoppersukkels sukkel", 2),
      (#"\w*\W{0,3}sukkel"#, "éénéénéén… sukkel", 1),
      (#".{0,4}sukkel"#, "éééésukkel ééééésukkel 💩💩💩💩💩sukkel", 3),
      (#"\bniet\s+(?:\w+\s+){0,3}goed\b"#, "niet\(gap)zo heel\u{A0}erg goed, niet niet goed", 2),
      (#"\bniet\s+(?:\w+\s+){0,2}goed\b"#, "niet aan bij dan goed", 0),
      (#"\bdom\b.{0,20}?\bdom\b.{0,20}?\bdom\b"#, "dom dom, dom", 1),
      (#"\bdom\b.{0,20}?\bdom\b.{0,20}?\bdom\b"#, "dom en dom", 0),
      (#"\b(?:dom|domme)\b\W+\b(?:dom|domme)\b"#, "domme dom", 1),
      (#"(?:aap|\w+ mens)(?=!)"#, "wat een raar mens! aap! aap", 2),
      (#"a+aap"#, "aaaaaaaaaap aap aaap", 2), (#"(?:ab)+c?abcd"#, "ababababcabcd", 1),
      (#"[^.]*\bsukkel"#, "a. b c d sukkel e sukkel", 1),
      (#"\d{2}(?: ?[a-z]{4}){2,7}\b"#, "NL91 abna abna, 12abcdefgh", 2),
      (#"\bBE[0-9]{2}x"#, "be12x BE99X be1x", 2), (#"(?:x|yy)?zz"#, "xzz yyzz zz zzz", 4),
      (#"\bjij.{0,3}(?:hoer|kankerhoer|tyfuskankerhoer)"#, "jij tyfuskankerhoer", 1),
      (#"\b(?:verdomde)?abcdefghijklmnop\w*"#, "abcdefghijklmnop, verdomdeabcdefghijklmnops", 2),
      (#"k\w+\s*\n\s*hoer"#, "kale\n\n hoer", 1),
    ])
  func found(_ pattern: String, _ text: String, _ count: Int) {
    for text in [text, "Ë " + text, text + " ĳ œ ß", "日 " + text, "🎒 " + text + " é"] {
      let slow = scanner([rule("nl.abuse.a", pattern)], settings: .init(usesPrefilter: false)).scan(text)
      #expect(slow.signals.count == count, "\(text)")
      #expect(scanner([rule("nl.abuse.a", pattern)]).scan(text) == slow)
    }
    // Of a long text it is known place by place what occurs.
    let long = Array(repeating: text, count: 5).joined(separator: Self.filler)
    for text in [long, "Ë " + long, long + " é 日"] {
      let slow = scanner([rule("nl.abuse.a", pattern)], settings: .init(usesPrefilter: false)).scan(text)
      #expect(count == 0 || slow.signals.count >= count)
      #expect(scanner([rule("nl.abuse.a", pattern)]).scan(text) == slow)
    }
  }

  private static func need(_ patterns: String..., side: Condition.Window.Side = .either) -> Condition {
    Condition(
      sense: .needs, anyOf: patterns.map { .near(pattern: $0, window: .init(side: side, reach: .message)) }, label: "x")
  }

  @Test("what a rule needs nearby is found there, and without it nothing counts")
  func needs() {
    let rules = [
      rule("nl.abuse.a", #"\btrut\b"#, conditions: [Self.need(#"\bjij\b"#, #"\bje\s+bent\b"#)]),
      rule("nl.abuse.b", "trut", conditions: [Self.need(#"\bbel\b"#, side: .after)]),
      rule("nl.abuse.c", #"\btrut\b"#, conditions: [Self.need(#"\bjij\b"#), Self.need("[0-9]", #"\bgek\w*"#)]),
      rule("nl.abuse.d", #"\b(?:trut|stomme\s+\w+)"#, conditions: [Self.need("één")]),
      rule("nl.abuse.e", #"\btrut\b"#, allow: [#"\btrut c3po\b"#], conditions: [Self.need(#"\bjij\b"#)]),
    ]
    let texts: [(String, [String])] = [
      ("trut", []), ("jij trut", ["a", "e"]), ("trut, je  bent", ["a"]), ("je was een trut", []), ("trutbel", ["b"]),
      ("trut bel", ["b"]), ("jij gekke trut", ["a", "c", "e"]), ("jij 1 trut", ["a", "c", "e"]),
      ("j1j gekke trut", ["a", "c", "e"]), ("j1j trut c3po", ["a", "e"]),
      ("één trutje", ["d"]), ("stomme koe, ÉÉN", ["d"]), ("stomme ek", []),
    ]
    for (text, expected) in texts {
      for explaining in [false, true] {
        let slow = scanner(rules, settings: .init(usesPrefilter: false)).scan(text, explaining: explaining)
        #expect(slow.signals.map { String($0.rule.description.suffix(1)) }.sorted() == expected, "\(text)")
        #expect(scanner(rules).scan(text, explaining: explaining) == slow, "\(text)")
      }
    }
  }

  @Test("random rules that need something find the same with the prefilter on and off")
  func randomNeeds() {
    var random = RandomPatterns(seed: 31)
    for _ in 0..<300 {
      let patterns = (0..<3).map { _ in random.pattern() }
      guard patterns.allSatisfy({ ContentScanner.validate($0) == nil }) else { continue }
      let rules = [
        rule("nl.abuse.a", patterns[0], conditions: [Self.need(patterns[1], patterns[2])]),
        rule("nl.abuse.b", #"\b(?:"# + patterns[1] + #")\b"#, conditions: [Self.need(patterns[2])]),
      ]
      guard ContentScanner.validate(rules[1].pattern) == nil else { continue }
      let fast = scanner(rules)
      let slow = scanner(rules, settings: .init(usesPrefilter: false))
      for round in 0..<9 {
        // The last is long, so that it is looked at place by place.
        let text = (0..<(round < 8 ? 2 : 150)).map { _ in random.text() }.joined(separator: " ")
        // A pattern that PCRE2 fails on is a fault only where it is tried.
        #expect(fast.scan(text).signals == slow.scan(text).signals, "\(patterns) \(text.debugDescription)")
      }
    }
  }
}
