/// Random small patterns and texts over few letters, so that they often meet; the same for the same seed.
struct RandomPatterns {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407 }

  mutating func number(_ below: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % below
  }

  private mutating func one<T>(_ choices: [T]) -> T { choices[number(choices.count)] }

  /// Letters with unusual partners in case or folding among them.
  private static let letters = [
    "a", "b", "k", "s", "u", "t", "K", "A", "é", "É", "ß", "ſ", "\u{212A}", "ij", "б", "Ა", "1", "0", "_", "-", "'",
    "…", "日",
    "ku", "kut", "ab",
  ]

  private static let atoms = [
    ".", #"\w"#, #"\W"#, #"\d"#, #"\s"#, #"\S"#, #"\p{L}"#, #"\P{L}"#, #"\p{Lu}"#, #"\pN"#, #"\h"#, #"\N"#, "[ab]",
    "[^ab]",
    "[a-c]", "[kK]", "[éè]", #"[\w-]"#, "[[:alpha:]]", #"[\p{Lu}1]"#, "[^é]", "[a-]", #"[\.-a]"#, "[]a]", "[^]a]",
    #"[\Qa]x[\Eb]"#, "[[:a]", #"[\x{61}b]"#, #"\x{6B}"#, #"\x61"#, #"\Qk+\E"#, #"\-"#, #"\t"#, "[ßs]", "[б-г]", "{,2}",
    "{+2}",
    "{a}", "(?#no)", #"[\s-]"#, #"[-\s]+"#, #"[\s,;]+"#, "[ -a]", #"\s+"#,
  ]

  private static let quantifiers = [
    "*", "+", "?", "*?", "+?", "??", "*+", "++", "?+", "{2}", "{0,2}", "{1,}", "{2,3}?", "{0}", "{1}", "{,2}", "{1,2}+",
  ]

  /// A pattern; it need not compile.
  mutating func pattern(depth: Int = 3) -> String {
    var parts = ""
    for _ in 0..<(1 + number(4)) {
      parts += part(depth: depth)
      if number(4) == 0 { parts += one(RandomPatterns.quantifiers) }
    }
    return number(6) == 0 ? parts + "|" + (number(4) == 0 ? "" : pattern(depth: depth - 1)) : parts
  }

  private mutating func part(depth: Int) -> String {
    switch number(depth > 0 ? 20 : 11) {
    case 0...6: return one(RandomPatterns.letters)
    case 7, 8: return one(RandomPatterns.atoms)
    case 9:
      return one([
        #"\b"#, #"\b"#, #"\B"#, "^", "$", #"\A"#, #"\z"#, #"\K"#, #"(?<!\w)"#, #"(?!\w)"#, #"(?![\p{L}\p{N}])"#,
      ])
    case 10: return one([#"\1"#, #"\10"#, "(?i)", "(?-i)", "(?U)", "(?s)", "(?x)", #"\g{1}"#, #"\012"#])
    case 11: return "(" + pattern(depth: depth - 1) + ")"
    case 12, 13: return "(?:" + pattern(depth: depth - 1) + ")"
    case 14: return "(?:" + pattern(depth: depth - 1) + "|" + pattern(depth: depth - 1) + ")"
    case 15:
      return one(["(?=", "(?!", "(?<=", "(?<!", "(?>", "(?|", "(?i:", "(?-i:", "(?<n>"]) + pattern(depth: depth - 1)
        + ")"
    case 16: return "(?:" + one(RandomPatterns.letters) + one(RandomPatterns.letters) + ")?"
    case 17: return #"\b(?:"# + one(RandomPatterns.letters) + ")?"
    case 18: return one(RandomPatterns.letters) + one(RandomPatterns.letters) + #"\w*"#
    default: return "(?:|" + pattern(depth: depth - 1) + ")"
    }
  }

  /// A text of the same letters.
  mutating func text() -> String {
    let others = [
      " ", " ", "\n", "c", "в", "Б", "ა", "ẞ", "S", "x", "xx", "3", "@", "*", "½", "\u{1E900}", "ꭰ", "Ꮀ", "\u{301}",
      "\u{A0}",
      "\u{180E}", "🫠",
    ]
    var text = ""
    for _ in 0..<(1 + number(14)) { text += number(3) == 0 ? one(others) : one(RandomPatterns.letters) }
    return text
  }
}
