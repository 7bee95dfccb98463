import Conduct

/// What is known of the patterns that were looked for near the hits of a long text. Hit after hit asks the same of much the
/// same text, and each would read all of it again.
struct Nearness {
  private struct Key: Hashable {
    var pattern: ObjectIdentifier
    var subject: Int
    var side: Side
  }

  /// Which end of the stretch moves along with the hits.
  enum Side {
    case before
    case after
    case around

    /// The side of a window's first stretch.
    init(_ side: Condition.Window.Side) {
      self =
        switch side {
        case .before, .either: .before
        case .after: .after
        case .around: .around
        }
    }
  }

  /// The last stretch that was searched, and its first match.
  private struct Search {
    var stretch: Range<Int>
    var match: Range<Int>?
  }

  /// The matches of an exception up to the hit at hand, from left to right.
  private struct Walk {
    var latest: Range<Int>?
    var next: Range<Int>?
    var start = 0
  }

  /// Stretches of at most so many bytes are simply searched.
  static let shortest = 256

  private var searches: [Key: Search] = [:]
  private var walks: [Key: Walk] = [:]
  private var foreign: [Int: Bool] = [:]

  mutating func removeAll() {
    if !searches.isEmpty { searches.removeAll(keepingCapacity: true) }
    if !walks.isEmpty { walks.removeAll(keepingCapacity: true) }
    if !foreign.isEmpty { foreign.removeAll(keepingCapacity: true) }
  }

  /// Whether a pattern occurs in a stretch of a subject, as if that were all there is.
  mutating func occurs(
    _ pattern: Pattern, in text: UnsafeBufferPointer<UInt8>, _ stretch: Range<Int>, _ side: Side, subject: Int,
    with matcher: borrowing Matcher
  ) throws(Pattern.Fault) -> Bool {
    guard stretch.count > Nearness.shortest else {
      return try pattern.occurs(in: UnsafeBufferPointer(rebasing: text[stretch]), with: matcher)
    }
    let key = Key(pattern: ObjectIdentifier(pattern), subject: subject, side: side)
    var first = stretch.lowerBound
    if let known = searches[key] {
      if known.stretch == stretch { return known.match != nil }
      let locality = pattern.locality
      if let match = known.match {
        if locality.lies(match, inside: stretch), locality.lies(match, inside: known.stretch) { return true }
      } else if let margin = locality.margin, known.stretch.lowerBound <= stretch.lowerBound,
        known.stretch.upperBound <= stretch.upperBound, known.stretch.upperBound > stretch.lowerBound
      {
        // What the last stretch lacked can only start at the border of this one, or reach past the end of that one.
        if known.stretch.lowerBound < stretch.lowerBound,
          try pattern.firstMatch(
            in: UnsafeBufferPointer(rebasing: text[stretch]), upTo: margin - 1, with: matcher) != nil
        {
          return true
        }
        if known.stretch.upperBound == stretch.upperBound { return false }
        first = locality.start(ofMatchesPast: known.stretch.upperBound - margin, in: text, from: first)
      }
    }
    let found = try pattern.firstMatch(
      in: UnsafeBufferPointer(rebasing: text[stretch]), from: first - stretch.lowerBound, with: matcher)
    let match = found.map { ($0.lowerBound + stretch.lowerBound)..<($0.upperBound + stretch.lowerBound) }
    searches[key] = Search(stretch: stretch, match: match)
    return match != nil
  }

  /// The match of an exception that a hit lies wholly inside, or nil; hits come from left to right.
  mutating func cover(
    of hit: Range<Int>, _ pattern: Pattern, in text: UnsafeBufferPointer<UInt8>, subject: Int,
    with matcher: borrowing Matcher
  ) throws(Pattern.Fault) -> Range<Int>? {
    let key = Key(pattern: ObjectIdentifier(pattern), subject: subject, side: .around)
    var walk = (text.count > Nearness.shortest ? walks[key] : nil) ?? Walk()
    if let latest = walk.latest, latest.lowerBound > hit.lowerBound { walk = Walk() }
    while walk.start <= text.count {
      if let next = walk.next {
        guard next.lowerBound <= hit.lowerBound else { break }
        walk.latest = next
      }
      walk.next = try pattern.nextMatch(in: text, from: &walk.start, with: matcher)
      if walk.next == nil { walk.start = text.count + 1 }
    }
    if text.count > Nearness.shortest { walks[key] = walk }
    return walk.latest.flatMap { $0.lowerBound <= hit.lowerBound && $0.upperBound >= hit.upperBound ? $0 : nil }
  }

  /// Whether a subject is written in another language.
  mutating func isForeign(_ text: UnsafeBufferPointer<UInt8>, subject: Int) -> Bool {
    if let known = foreign[subject] { return known }
    let found = LanguageModel.isForeign(text)
    foreign[subject] = found
    return found
  }
}
