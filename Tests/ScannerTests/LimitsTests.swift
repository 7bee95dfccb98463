import Conduct
import Testing

@testable import Scanner

struct LimitsTests {
  static let backtracking = rule("nl.abuse.slow", "(?:[ae]+)+b")

  @Test("a rule that reaches the match limit is named, others still run, and the message is not scanned")
  func matchLimit() {
    let rules = [Self.backtracking, kut]
    for usesPrefilter in [true, false] {
      let found = scanner(rules, settings: .init(matchLimit: 1000, usesPrefilter: usesPrefilter))
      let text = "kut " + String(repeating: "ae", count: 30) + "c ab kut"
      let result = found.scan(text)
      #expect(result.faults == [ScanFault(rule: RuleID("nl.abuse.slow"), limit: .matches)])
      #expect(result.signals.map(\.rule.rawValue) == ["nl.abuse.kut", "nl.abuse.kut"])
      #expect(Verdict(result, policies: [], categories: []).disposition != .clear)
      let alone = found.scan(String(repeating: "ae", count: 30) + "c ab")
      #expect(Verdict(alone, policies: [], categories: []).disposition == .notScanned)
    }
  }

  @Test("a rule on trial that reaches the match limit changes nothing")
  func matchLimitOnTrial() {
    var trial = Self.backtracking
    trial.status = .shadow
    let text = String(repeating: "ae", count: 30) + "c ab"
    let result = scanner([trial, kut], settings: .init(matchLimit: 1000)).scan(text)
    #expect(result.faults.isEmpty && Verdict(result, policies: [], categories: []).disposition == .clear)
    let own = SchoolContext(rules: [trial])
    #expect(scanner([kut], settings: .init(matchLimit: 1000)).scan(text, context: own).faults.isEmpty)
    let off = SchoolContext(switches: [trial.id: .init(state: .live)], rules: [trial])
    #expect(!scanner([kut], settings: .init(matchLimit: 1000)).scan(text, context: off).faults.isEmpty)
  }

  @Test("a limit in an exception or a condition names the rule too, and the hit stands")
  func limitInCondition() {
    let near = Condition(
      sense: .forbids, anyOf: [.near(pattern: "(?:[ae]+)+b", window: .init(side: .either, reach: .message))], label: "x"
    )
    for slow in [rule("nl.abuse.a", "kut", allow: ["(?:[ae]+)+bkut"]), rule("nl.abuse.a", "kut", conditions: [near])] {
      let result = scanner([slow], settings: .init(matchLimit: 1000)).scan(
        String(repeating: "ae", count: 30) + "c bkut")
      #expect(result.signals.count == 1)
      #expect(result.faults == [ScanFault(rule: RuleID("nl.abuse.a"), limit: .matches)])
    }
  }

  @Test("the time budget is a message's own, in a batch too, and names the rules that had no turn")
  func timeBudget() {
    let slow = (0..<60).map { rule("nl.abuse.slow\($0)", "(?:[ae]+)+b") }
    let found = scanner(slow, settings: .init(matchLimit: 1_000_000, milliseconds: 10))
    let hostile = Array((String(repeating: "ae", count: 30) + "c ab").utf8)
    let worker = found.makeWorker()
    hostile.withUnsafeBufferPointer { worker.add($0, number: 0) }
    Array("ok".utf8).withUnsafeBufferPointer { worker.add($0, number: 1) }
    hostile.withUnsafeBufferPointer { worker.add($0, number: 2) }
    var results: [Int: ScanResult] = [:]
    worker.scanAdded { results[$0] = $1 }
    #expect(results.keys.sorted() == [0, 2])
    for result in results.values {
      #expect(result.faults.contains { $0.limit == .matches })
      #expect(result.faults.contains { $0.limit == .time })
      #expect(result.faults.count == 60)
    }
  }

  @Test(
    "invalid UTF-8 is repaired, told, and scanned",
    arguments: [
      [0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
      [0xF4, 0x90, 0x80, 0x80],
      [0x80],
    ] as [[UInt8]])
  func repair(_ bad: [UInt8]) {
    let bytes = Array("é kut ".utf8) + bad + Array(" hoer".utf8)
    let found = scanner([kut, hoer])
    let result = bytes.withUnsafeBufferPointer { found.scan($0) }
    #expect(result.wasRepaired)
    #expect(result.signals.map(\.text) == ["kut", "hoer"])
    let repaired = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    for signal in result.signals { #expect(String(String.UnicodeScalarView(repaired[signal.span])) == signal.text) }
    #expect(repaired.contains("\u{FFFD}"))
    let clean = (Array("hallo ".utf8) + bad).withUnsafeBufferPointer { found.scan($0) }
    #expect(clean.wasRepaired && clean.signals.isEmpty)
  }

  @Test(
    "a long text is scanned in windows as in one go",
    arguments: ["en dan ", "één dag ", "\u{1F600} ", "abcdéfghij", "woord\n", "a\u{301} "])
  func windows(_ filler: String) {
    let near = Condition(
      sense: .needs, anyOf: [.near(pattern: "jij", window: .init(side: .before, reach: .words(6)))], label: "je")
    let quiet = Condition(
      sense: .forbids, anyOf: [.near(pattern: "niet", window: .init(side: .after, reach: .words(6)))], label: "nee")
    let rules = [
      kut, rule("nl.abuse.jij", #"\bwijf\b"#, conditions: [near]),
      rule("nl.abuse.h", #"\bhoer\b"#, conditions: [quiet]),
    ]
    let whole = scanner(rules, settings: .init(milliseconds: 60_000, windowBytes: 1 << 24))
    let cut = scanner(rules, settings: .init(milliseconds: 60_000, windowBytes: 16 * 1024, overlapBytes: 2048))
    var text = ""
    var count = 0
    for number in 0..<110 {
      text += String(repeating: filler, count: 61 + number * 7 % 13)
      let extra = [" kút ", " jij bent nou een wijf ", " k u t ", " hoer en dat is hier niet ", " kuuut ", " wijf "]
      text += extra[number % extra.count]
      count += [1, 1, 1, 0, 1, 0][number % extra.count]
    }
    let expected = whole.scan(text)
    let found = cut.scan(text)
    #expect(found == expected)
    #expect(found.signals.count == count)
    let scalars = Array(text.unicodeScalars)
    for signal in found.signals { #expect(String(String.UnicodeScalarView(scalars[signal.span])) == signal.text) }
  }

  @Test("a hit is found once wherever it lies near a border")
  func borders() {
    let found = scanner([kut])
    for place in stride(from: 60_000, to: 67_000, by: 331) {
      for filler in ["x", "ab ", "é "] {
        let text =
          String(String(repeating: filler, count: 70_000).prefix(place)) + " kut "
          + String(repeating: filler, count: 3000)
        let signals = found.scan(text).signals
        #expect(signals.count == 1 && signals[0].span == (place + 1)..<(place + 4))
      }
    }
  }

  @Test(
    "odd bounds neither stop a scan nor lose a hit", arguments: [(1, 4096), (64, 4096), (5000, 0), (8192, -1), (0, 0)])
  func oddBounds(_ window: Int, _ overlap: Int) {
    let found = scanner([kut], settings: .init(windowBytes: window, overlapBytes: overlap))
    let text = String(repeating: "één ", count: 4000) + "kut"
    #expect(found.scan(text).signals.map(\.span) == [16000..<16003])
  }

  @Test("a text full of hits gives a bounded number of them, the same on every path")
  func manyHits() {
    let rules = [kut, rule("nl.abuse.other", #"k[u]t(?!x)"#)]
    let text = String(repeating: "kut ", count: 16_000)
    let fast = scanner(rules, settings: .init(milliseconds: 10_000)).scan(text)
    let slow = scanner(rules, settings: .init(milliseconds: 10_000, usesPrefilter: false)).scan(text)
    #expect(fast.signals.count == 128)
    #expect(fast == slow)
  }
}
