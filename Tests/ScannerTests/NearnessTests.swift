import Conduct
import Testing

@testable import Scanner

struct NearnessTests {
  private static let local = [
    #"\bab\w*\b"#, #"\b(?:ab|k\s+u)\b"#, #"[ab]{3}\s\w+\sk\b"#, #"\bs\p{L}{2,}\W+t\b"#, #"(?:ku\s*){2,4}b"#,
    #"[^a\s]{5}x"#, #"\bk\b"#, #"(?<!a\s)\bku(?!t\w)"#, #"\w{2}(?<=[ab]\W?s)\s(?!k|[tu]{2})\w"#,
  ]

  @Test("what is remembered of a long text is what a search finds", arguments: 0..<6)
  func remembers(_ seed: Int) throws {
    var random = RandomPatterns(seed: UInt64(seed) &* 7919 &+ 3)
    let matcher = Matcher(matchLimit: 1_000_000)
    var (found, missed) = (0, 0)
    for round in 0..<150 {
      let source = round < 40 ? Self.local[round % Self.local.count] : random.pattern()
      guard Pattern.fault(in: source) == nil else { continue }
      let pattern = Pattern(source)
      let text = Array((0..<120).map { _ in random.text() }.joined().utf8)
      func border(_ place: Int) -> Int {
        var place = min(place, text.count)
        while place < text.count, text[place] & 0xC0 == 0x80 { place += 1 }
        return place
      }
      var nearness = Nearness()
      try text.withUnsafeBufferPointer { text in
        var hit = border(300)
        while hit < text.count {
          let stretches: [(Range<Int>, Nearness.Side)] = [
            (0..<hit, .before), (hit..<text.count, .after),
            (border(hit - 300)..<border(hit + 290), .around),
          ]
          for (stretch, side) in stretches {
            guard let plain = try? pattern.occurs(in: UnsafeBufferPointer(rebasing: text[stretch]), with: matcher)
            else {
              continue
            }
            let quick = try nearness.occurs(pattern, in: text, stretch, side, subject: 0, with: matcher)
            #expect(plain == quick, "\(source) \(side) \(stretch)")
            if plain { found += 1 } else { missed += 1 }
          }
          hit = border(hit + 1 + random.number(60))
        }
      }
    }
    #expect(found > 1000 && missed > 1000)
  }

  @Test("an exception that was walked past hits covers what it would cover from the start", arguments: 0..<4)
  func walks(_ seed: Int) throws {
    var random = RandomPatterns(seed: UInt64(seed) &* 6007 &+ 11)
    let matcher = Matcher(matchLimit: 1_000_000)
    for source in [#"\w+\s\w+"#, #"\bku\w*"#, #"[ab]+"#, #"(?<=a)\w{2,6}"#] {
      let pattern = Pattern(source)
      let text = Array((0..<80).map { _ in random.text() }.joined().utf8)
      var nearness = Nearness()
      try text.withUnsafeBufferPointer { text in
        var place = 0
        while place + 2 < text.count {
          let hit = place..<(place + 1 + random.number(2))
          var fresh = Nearness()
          let expected = try fresh.cover(of: hit, pattern, in: text, subject: 0, with: matcher)
          #expect(try nearness.cover(of: hit, pattern, in: text, subject: 0, with: matcher) == expected)
          if let expected { #expect(expected.lowerBound <= hit.lowerBound && expected.upperBound >= hit.upperBound) }
          place += random.number(9)
        }
      }
    }
  }

  @Test("hit after hit in a long text is judged in time, and each by what stands beside it")
  func manyHits() {
    func near(_ pattern: String, _ side: Condition.Window.Side, _ reach: Condition.Window.Reach) -> Condition {
      Condition(sense: .forbids, anyOf: [.near(pattern: pattern, window: .init(side: side, reach: reach))], label: "x")
    }
    let words = (0..<400).map { "woord\($0)" }.joined(separator: "|")
    let conditions = [
      near(#"\b(?:"# + words + #")\w*\b"#, .either, .message),
      near(#"\b(?:film|"# + words + #")\b"#, .around, .sentence),
      near(#"\bniet\s$"#, .before, .words(2)),
    ]
    let text = String(repeating: "wat een kut dag is dit toch weer en ", count: 1700) + "niet kut "
    // Ten times what a message gets, since a busy machine is slow; looking anew at every hit would take far longer still.
    let patient = scanner(
      [rule("nl.abuse.a", #"\bk[u]t\b"#, conditions: conditions)], settings: .init(milliseconds: 280))
    let result = patient.scan(text)
    #expect(result.faults.isEmpty)
    #expect(result.signals.count == 64)
    let late = String(repeating: "wat een kut dag is dit toch weer en ", count: 60) + "niet kut woord7. kut"
    #expect(scanner([rule("nl.abuse.a", #"\bk[u]t\b"#, conditions: [conditions[0]])]).scan(late).signals.isEmpty)
    let places = Set(
      scanner([rule("nl.abuse.a", #"\bk[u]t\b"#, conditions: Array(conditions[1...]))]).scan(late)
        .signals.map(\.span.lowerBound))
    #expect(places.isSuperset(of: [8, 8 + 36, late.utf8.count - 3]))
    #expect(places.isDisjoint(with: [late.utf8.count - 15, late.utf8.count - 56]))
  }
}
