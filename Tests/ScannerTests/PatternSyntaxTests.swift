import Conduct
import Testing

@testable import Scanner

struct PatternSyntaxTests {
  @Test("whatever the pattern, the prefilter hides no match of it", arguments: 0..<8)
  func prefilterIsNeverBlind(_ seed: Int) {
    var random = RandomPatterns(seed: UInt64(seed) &* 7919 &+ 13)
    var rules: [Rule] = []
    while rules.count < 40 {
      let pattern = random.pattern()
      guard ContentScanner.validate(pattern) == nil, ContentScanner.validate(PatternPair.fold(pattern)) == nil else {
        continue
      }
      rules.append(rule("nl.abuse.r\(rules.count)", pattern))
    }
    let fast = scanner(rules, settings: .init(milliseconds: 60_000))
    let slow = scanner(rules, settings: .init(milliseconds: 60_000, usesPrefilter: false))
    for _ in 0..<60 {
      let text = random.text()
      let (found, expected) = (fast.scan(text, explaining: true), slow.scan(text, explaining: true))
      guard found != expected else { continue }
      let odd = Set(expected.signals).symmetricDifference(Set(found.signals)).first
      let pattern = odd.flatMap { odd in rules.first { $0.id == odd.rule }?.pattern } ?? ""
      let isMissed = odd.map { expected.signals.contains($0) } ?? false
      Issue.record(
        "\(text.debugDescription): \(isMissed ? "missed" : "extra") \(pattern) \(odd.map { "\($0.text) \($0.view)" } ?? "")"
      )
      break
    }
  }

  @Test(
    "letters younger than Vectorscan's tables are found, and lazy or case-minding patterns end where PCRE2 ends them",
    arguments: [
      (#"\w{3}"#, "\u{560}\u{560}\u{560}", 1), (#"\p{L}\d"#, "a\u{10D30}", 1), (#"[\w]{2}x?"#, "ꭰꭰ", 1),
      (#"kut\w*?"#, "kuts", 1),
      ("(?-i)kut", "KUT kut", 1), (#"(?U)kut\w*"#, "kuts", 1), ("(?-i:kut)", "KUT", 0), (#"(?<n>a)\10?b"#, "ab", 1),
    ])
  func tables(_ pattern: String, _ text: String, _ count: Int) {
    let slow = scanner([rule("nl.abuse.a", pattern)], settings: .init(usesPrefilter: false)).scan(text)
    #expect(slow.signals.count == count)
    #expect(scanner([rule("nl.abuse.a", pattern)]).scan(text) == slow)
  }

  @Test("no text in place of a pattern stops the reader")
  func garbage() {
    var random = RandomPatterns(seed: 4)
    let signs = Array(#"()[]{}\|?*+^$:<>=!#pPxQE-1a,UiR&'"#)
    for _ in 0..<4000 {
      let pattern = String((0..<(1 + random.number(10))).map { _ in signs[random.number(signs.count)] })
      let syntax = PatternSyntax(pattern)
      _ = syntax.requiredWays(PatternPart.Pool())
      _ = syntax.prefilterExpression()
      _ = WordShape(syntax)
    }
  }

  @Test(
    "required literals leave out what a match can do without",
    arguments: [
      ("a{+2}c", "a{ 2}c"), ("ab{,2}c", nil), (#"x[\.-z]kut"#, "kut"), (#"[\Qa]x[\Eb]kut"#, nil), ("[[:a]|[b]xyz", nil),
      (#"ab(?#x)*c"#, nil), (#"(?<n>kut)"#, "kut"), (#"a\012b"#, nil), ("(?:kut|)x", nil), (#"\bkut\w*"#, "kut"),
      ("(?:kut){0}xy", "xy"), ("kut(?!x)", "kut"), ("(?x)k u t", nil),
    ] as [(String, String?)])
  func literals(_ pattern: String, _ literal: String?) {
    let found = PatternSyntax(pattern).requiredWays(PatternPart.Pool())?.flatMap(\.lists).flatMap(\.literals.all).map {
      String(String.UnicodeScalarView($0.scalars.compactMap { Unicode.Scalar($0) }))
    }
    #expect(found?.joined(separator: " ") == literal)
  }

  @Test("a phrase asks for all its words, a list of words for one of them, and edges only beside word characters")
  func lists() {
    func names(_ pattern: String) -> [[Set<String>]] {
      (PatternSyntax(pattern).requiredWays(PatternPart.Pool()) ?? []).map { way in
        way.lists.map { list in
          Set(
            list.literals.all.map {
              ($0.standsAtStart ? "<" : "")
                + String(String.UnicodeScalarView($0.scalars.compactMap { Unicode.Scalar($0) }))
                + ($0.standsAtEnd ? ">" : "")
            })
        }
      }
    }
    #expect(names(#"\bniet\b\W+\bgoed\b"#).map(Set.init) == [[["<niet>"], ["<goed>"]]])
    #expect(names(#"\b(?:sukkel|lomperd)\b"#) == [[["<sukkel>", "<lomperd>"]]])
    #expect(names(#"\b(?:sukkel|niet\s+goed)\b"#).map(Set.init) == [[["<sukkel>"]], [["<niet>"], ["<goed>"]]])
    #expect(names(#"(?<![\p{L}\p{N}])€ 15\b"#) == [[["€ 15>"]]])
    let people: [Set<String>] = [["<sukkel", "<sukkels"], ["<lomp"]]
    #expect(
      names(#"\b(?:die|al\s+die)[\s-]+(?:[\w']+\s+)?(?:sukkels?x*|lomp\w*)"#)
        == people.map { [["<die>"], $0] } + people.map { [["<al>"], ["<die>"], $0] })
    #expect(names(#"\bgroep\s+[ab]\b"#) == [[["<groep>"], ["<a>", "<b>"]]])
    #expect(names(#"\w+@\w+"#) == [[["@"]]])
  }

  @Test(
    "how far into a match a literal lies is counted in letters, and where those go on in words and gaps",
    arguments: [
      (#"\bkut"#, 0, 0, 0), (#"\b(?:een|geen)\s+kut"#, 4, nil, 2), (#"[^.]{2,5}kut"#, 2, 5, 5),
      (#"\w*\W{1,3}kut"#, 1, nil, 2), (#"(?:\w+\s+){0,2}kut"#, 0, nil, 4), (#".*kut"#, 0, nil, nil),
      (#"(?:x\d{3}|y?)-\w\w?kut"#, 2, 7, 4), (#"(?<=zo'n )\w?kut"#, 0, 1, 1), (#"(?:a.c)+kut"#, 3, nil, nil),
    ] as [(String, Int, Int?, Int?)])
  func places(_ pattern: String, _ least: Int, _ most: Int?, _ runs: Int?) throws {
    let lists = try #require(PatternSyntax(pattern).requiredWays(PatternPart.Pool())).compactMap(\.lists.last)
    var range: (least: Int, most: Int?, runs: Int?) = (.max, 0, 0)
    for list in lists {
      // What stands before the last three letters may be part of the literal.
      let further = list.literals.all.map { $0.scalars.count - 3 }
      range.least = min(range.least, list.before.least + (further.min() ?? 0))
      range.most = range.most.flatMap { most in list.before.most.map { max(most, $0 + (further.max() ?? 0)) } }
      range.runs = range.runs.flatMap { runs in list.before.runs.map { max(runs, $0) } }
    }
    #expect(range.least <= least)
    #expect((range.most == nil) == (most == nil) && range.most ?? 0 >= most ?? 0)
    #expect((range.runs == nil) == (runs == nil) && range.runs ?? 0 <= runs ?? 0)
  }

  @Test("letters that PCRE2 takes for one are one to the prefilter")
  func caseFolding() throws {
    var cased: [Unicode.Scalar] = []
    for value in UInt32(0x41)...0x1FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      if properties.changesWhenCaseMapped || properties.changesWhenCaseFolded { cased.append(scalar) }
    }
    let text = Array(String(String.UnicodeScalarView(cased)).utf8)
    let matcher = Matcher(matchLimit: 1_000_000)
    try text.withUnsafeBufferPointer { text in
      for scalar in cased where scalar.value < 0x80 || scalar.value > 0x130 {
        let pattern = Pattern(String(scalar))
        var start = 0
        while let range = try pattern.nextMatch(in: text, from: &start, with: matcher) {
          var place = range.lowerBound
          let other = nextScalar(text, &place)
          #expect(UnicodeTables.simpleCase(other) == UnicodeTables.simpleCase(scalar.value), "\(scalar) \(other)")
        }
      }
    }
  }
}
