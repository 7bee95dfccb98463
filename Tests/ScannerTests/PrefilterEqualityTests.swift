import Conduct
import Testing

@testable import Scanner

/// The same texts with the prefilter and without must give the same results.
struct PrefilterEqualityTests {
  static let patterns = [
    #"\bkut\w*\b"#, #"\b(?:ge)?kanker\w*\b"#, #"\bhoer(?:en|tje)?\b"#, #"k[aeo]n"#, #"(?<![\p{L}])tee+f"#, #"\d{2,3}"#,
    #"(\w)\1\1"#, #"[éèë]{2}"#, #"straße"#, #"ſs|ks"#, #"^\W*x"#, #"\bé\w"#, #"naïef|kut.{0,8}hoer"#, #"(?>ka|kan)k"#,
    #"(?i)teef\b"#, #"\p{Lu}{2}"#, #"\S+@\S+"#, #"日|❤"#, #"foo\Kbar|kut"#, #"(?=kut)k"#, #"x{0,2}y"#, #"ſ"#,
    #"\bik ut\b"#, #"\bco\x{f6}rd\w*"#, #"[^e]n\b"#, #"\bgeë\w+"#, #"kut\b"#,
  ]

  /// Ordinary words, some with accents, in which nothing is disguised.
  private static func accentedText(seed: UInt64) -> String {
    let parts = [
      "één", "coördinator", "Élan", "kanker", "ëkut", "kutë", "KUT", "geëerd", "œuvre", "straße", "naïef", "hoer",
      "TEEF", "…",
      "€", "“", "12", " ", " ", " ", " ", ", ", ". ",
    ]
    var state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (0..<16).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return parts[Int(state >> 33) % parts.count]
    }.joined()
  }

  private static func rules() -> [Rule] {
    patterns.enumerated().map { index, pattern in
      rule(
        "nl.abuse.r\(index)", pattern, allow: index == 0 ? ["kuthoer"] : [],
        conditions: index == 2
          ? [
            Condition(
              sense: .forbids, anyOf: [.near(pattern: "teef", window: .init(side: .either, reach: .words(2)))],
              label: "x")
          ] : [])
    }
  }

  @Test("random hostile text gives the same result with the prefilter on and off, alone and in batches")
  func sameOnRandomText() {
    // Without limits of time: debug code is slow, and a fault is not what is compared here.
    let fast = scanner(Self.rules(), settings: .init(milliseconds: 60_000))
    let slow = scanner(Self.rules(), settings: .init(milliseconds: 60_000, usesPrefilter: false))
    let worker = fast.makeWorker()
    var expected: [Int: ScanResult] = [:]
    for number in 0..<900 {
      let text =
        number % 3 == 0
        ? Self.accentedText(seed: UInt64(number))
        : hostileText(seed: UInt64(number) &+ 77, pieces: number % 5 == 0 ? 120 : 18)
      let result = slow.scan(text, explaining: true)
      if result != ScanResult() { expected[number] = result }
      let quick = fast.scan(text, explaining: true)
      let missed = result.signals.filter { !quick.signals.contains($0) }.map { "\($0.rule) \($0.span) \($0.view)" }
      let extra = quick.signals.filter { !result.signals.contains($0) }.map { "\($0.rule) \($0.span) \($0.view)" }
      #expect(quick == result, "\(text.debugDescription): missed \(missed), extra \(extra)")
      Array(text.utf8).withUnsafeBufferPointer { worker.add($0, number: number) }
    }
    var batched: [Int: ScanResult] = [:]
    worker.scanAdded(explaining: true) { number, result in batched[number] = result }
    #expect(batched == expected)
  }

  @Test(
    "letters that only Unicode's case folding joins are found",
    arguments: [("KUT", "\u{212A}UT"), ("kus", "KU\u{17F}"), ("één", "ÉÉN"), ("straße", "STRAẞE"), ("naïef", "NAÏEF")])
  func caseFolding(_ pattern: String, _ text: String) {
    for usesPrefilter in [true, false] {
      let found = scanner([rule("nl.abuse.a", pattern, view: .original)], settings: .init(usesPrefilter: usesPrefilter))
      #expect(found.scan(text).signals.count == 1)
    }
  }

  @Test("a literal that would reach from one message into the next changes nothing in either")
  func literalAcrossMessages() {
    let rules = [rule("nl.abuse.lines", #"\bklaas\njan\b"#), rule("nl.abuse.wait", #"\bzeg.{0,9}\bklaas\b"#)]
    let worker = scanner(rules).makeWorker()
    let texts = ["zeg klaas", "jan zei", "klaas\njan"]
    for (number, text) in texts.enumerated() {
      Array(text.utf8).withUnsafeBufferPointer { worker.add($0, number: number) }
    }
    var found: [Int: [RuleID]] = [:]
    worker.scanAdded { found[$0] = $1.signals.map(\.rule) }
    #expect(found == [0: [RuleID("nl.abuse.wait")], 2: [RuleID("nl.abuse.lines")]])
  }

  @Test("rules that write an accent in two ways keep their own letters")
  func twoWaysToWriteAnAccent() {
    let rules = [
      rule("nl.abuse.apart", "k[e\u{301}]rel", view: .original),
      rule("nl.abuse.whole", "k[\u{E9}]rel", view: .original),
    ]
    for text in ["k\u{E9}rel 1d1oot", "kerel", "k\u{E9}rel"] {
      let expected = scanner(rules, settings: .init(usesPrefilter: false)).scan(text)
      #expect(scanner(rules).scan(text) == expected, "\(text)")
    }
  }

  @Test("what no prefilter can carry is known, and runs")
  func alwaysRun() {
    let all = scanner(Self.rules())
    #expect(!all.rulesWithoutPrefilter.isEmpty)
    #expect(all.rulesWithoutPrefilter.contains(RuleID("nl.abuse.r18")))
    #expect(all.scan("foobar").signals.map(\.text) == ["bar"])
  }
}
