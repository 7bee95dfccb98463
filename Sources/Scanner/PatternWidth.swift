/// How much text a part of a pattern may match.
struct PatternWidth: Hashable, Sendable {
  /// In scalars.
  var least: Int
  /// In scalars; nil when there is no bound.
  var most: Int?
  /// In runs of word characters and runs of others; nil when there is no bound. What goes on and on as one word, or as one
  /// gap between words, is bounded in runs only.
  var runs: Int?
  /// Whether all that it matches is word characters, or all is others; nil when neither is sure.
  private var isWord: Bool?

  static let none = PatternWidth(least: 0, most: 0, runs: 0, isWord: nil)

  init(_ node: PatternSyntax) {
    switch node {
    case .empty, .assertion: self = .none
    case .literal(let scalar): self.init(least: 1, most: 1, runs: 1, isWord: PatternWidth.isWord(scalar))
    case .set(let members, let source):
      self.init(least: 1, most: 1, runs: 1, isWord: PatternWidth.isWord(members, source))
    case .opaque: self.init(least: 0, most: nil, runs: nil, isWord: nil)
    case .sequence(let parts): self = parts.reduce(.none) { $0 + PatternWidth($1) }
    case .alternation(let branches):
      let widths = branches.map { PatternWidth($0) }
      self = widths.dropFirst().reduce(widths.first ?? .none) { $0.union($1) }
    case .repetition(let part, let atLeast, let atMost):
      let one = PatternWidth(part)
      let goesOn = one.isWord != nil && one.runs == 1
      self.init(
        least: PatternWidth.times(one.least, atLeast) ?? one.least, most: PatternWidth.times(one.most, atMost),
        runs: goesOn ? 1 : PatternWidth.times(one.runs, atMost), isWord: one.isWord)
    }
  }

  /// The width of so many letters.
  init(_ scalars: some Collection<UInt32>) { self = scalars.reduce(.none) { $0 + PatternWidth(.literal($1)) } }

  private init(least: Int, most: Int?, runs: Int?, isWord: Bool?) {
    self.least = least
    self.most = most
    self.runs = runs
    self.isWord = isWord
  }

  /// Either of two.
  func union(_ other: PatternWidth) -> PatternWidth {
    PatternWidth(
      least: min(least, other.least), most: PatternWidth.both(most, other.most, max),
      runs: PatternWidth.both(runs, other.runs, max),
      isWord: isEmpty ? other.isWord : other.isEmpty || isWord == other.isWord ? isWord : nil)
  }

  /// One after another.
  static func + (left: PatternWidth, right: PatternWidth) -> PatternWidth {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    // Two words without anything between them are one.
    let isOne = left.isWord != nil && left.isWord == right.isWord && left.runs == 1 && right.runs == 1
    return PatternWidth(
      least: left.least + right.least, most: both(left.most, right.most, +),
      runs: isOne ? 1 : both(left.runs, right.runs, +), isWord: left.isWord == right.isWord ? left.isWord : nil)
  }

  static func += (left: inout PatternWidth, right: PatternWidth) { left = left + right }

  /// Whether it has a bound, in scalars or in runs.
  var isBounded: Bool { most != nil || runs != nil }

  private var isEmpty: Bool { most == 0 }

  private static func isWord(_ scalar: UInt32) -> Bool? { scalar < 0x80 ? isWordByte(UInt8(scalar)) : nil }

  private static func isWord(_ members: [UInt32]?, _ source: String) -> Bool? {
    guard let members, let first = members.first.map({ isWord($0) }) else {
      switch source {
      case #"\w"#, #"\d"#: return true
      case #"\W"#, #"\s"#, #"\h"#: return false
      default: return nil
      }
    }
    return members.allSatisfy { isWord($0) == first } ? first : nil
  }

  private static func both(_ left: Int?, _ right: Int?, _ combine: (Int, Int) -> Int) -> Int? {
    guard let left, let right else { return nil }
    return combine(left, right)
  }

  private static func times(_ width: Int?, _ count: Int?) -> Int? {
    if width == 0 { return 0 }
    guard let width, let count else { return nil }
    let (product, isHuge) = width.multipliedReportingOverflow(by: count)
    return isHuge ? nil : product
  }
}

/// So many runs of word characters and of others back from a place. Bytes above ASCII may be either, and end no run.
func runsBack(_ runs: Int, from place: Int, in text: UnsafePointer<UInt8>, to start: Int) -> Int {
  var place = place
  for _ in 0..<runs {
    while place > start, text[place - 1] >= 0x80 { place -= 1 }
    guard place > start else { break }
    let isWord = isWordByte(text[place - 1])
    while place > start, text[place - 1] >= 0x80 || isWordByte(text[place - 1]) == isWord { place -= 1 }
  }
  return place
}
