/// How much of a text decides whether a pattern matches in one place of it.
struct PatternLocality: Sendable {
  /// How far, in bytes, the text on either side of a match counts; nil when all of it may.
  let margin: Int?
  private let width: PatternWidth

  init(_ source: String) {
    let bytes = Array(source.utf8)
    margin = bytes.withUnsafeBufferPointer { PatternLocality.margin(of: $0[...]) }
    width = margin == nil ? .none : PatternWidth(PatternSyntax(source))
  }

  /// Whether a match does not hang on where a stretch of the text ends.
  func lies(_ match: Range<Int>, inside stretch: Range<Int>) -> Bool {
    guard let margin else { return false }
    return match.lowerBound >= stretch.lowerBound + margin && match.upperBound <= stretch.upperBound - margin
  }

  /// The first place, from `first` on, where a match may start that reaches a place or goes on past it.
  func start(ofMatchesPast place: Int, in text: UnsafeBufferPointer<UInt8>, from first: Int) -> Int {
    guard let base = text.baseAddress, place > first else { return first }
    var start = first
    if let runs = width.runs { start = runsBack(runs, from: place, in: base, to: first) }
    if let most = width.most { start = max(start, place - 4 * most) }
    while start > first, start < text.count, text[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  /// The letters right beside a match, or what the pattern looks at around it; nil where it may look at the ends of the text,
  /// or has repeats that give nothing back.
  private static func margin(of bytes: Bytes) -> Int? {
    var margin = 1
    var place = bytes.startIndex
    var afterQuantifier = false
    while place < bytes.endIndex {
      let next = place + 1 < bytes.endIndex ? bytes[place + 1] : 0
      var isQuantifier = false
      switch bytes[place] {
      case UInt8(ascii: "^"), UInt8(ascii: "$"): return nil
      case UInt8(ascii: "\\"):
        guard !isWordByte(next) || "bwWsSdDhpP".utf8.contains(next) else { return nil }
        place = afterEscape(bytes, place) - 1
      case UInt8(ascii: "["):
        guard let end = afterClass(bytes, place) else { return nil }
        place = end - 1
      case UInt8(ascii: "(") where next == UInt8(ascii: "?") || next == UInt8(ascii: "*"):
        let rest = bytes[(place + 1)...]
        if let look = ["?=", "?!", "?<=", "?<!"].first(where: { rest.starts(with: $0.utf8) }) {
          let body = place + 1 + look.utf8.count
          guard let end = afterGroup(bytes, place), case let inner = bytes[body..<(end - 1)],
            let beside = self.margin(of: inner),
            let most = PatternWidth(PatternSyntax(String(decoding: inner, as: UTF8.self))).most, most <= 64
          else { return nil }
          margin = max(margin, 4 * (most + beside))
          place = end - 1
        } else {
          guard rest.starts(with: "?:".utf8) || rest.starts(with: "?-i:".utf8) else { return nil }
          place += 1
        }
      case UInt8(ascii: "+") where afterQuantifier: return nil
      case UInt8(ascii: "?") where afterQuantifier: break
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "}"): isQuantifier = true
      default: break
      }
      afterQuantifier = isQuantifier
      place += 1
    }
    return margin
  }

  private static func afterEscape(_ bytes: Bytes, _ start: Int) -> Int {
    guard start + 2 < bytes.endIndex, bytes[start + 1] | 0x20 == UInt8(ascii: "p"),
      bytes[start + 2] == UInt8(ascii: "{")
    else { return start + 2 }
    return (bytes[start...].firstIndex { $0 == UInt8(ascii: "}") } ?? bytes.endIndex) + 1
  }

  /// After the class that opens in a place.
  private static func afterClass(_ bytes: Bytes, _ start: Int) -> Int? {
    var place = start + 1
    if place < bytes.endIndex, bytes[place] == UInt8(ascii: "^") { place += 1 }
    if place < bytes.endIndex, bytes[place] == UInt8(ascii: "]") { place += 1 }
    while place < bytes.endIndex, bytes[place] != UInt8(ascii: "]") {
      if bytes[place] == UInt8(ascii: "[") { return nil }
      if bytes[place] == UInt8(ascii: "\\") {
        place += 1
        if place < bytes.endIndex, bytes[place] == UInt8(ascii: "Q") || bytes[place] == UInt8(ascii: "E") { return nil }
      }
      place += 1
    }
    return place < bytes.endIndex ? place + 1 : nil
  }

  /// After the group that opens in a place.
  private static func afterGroup(_ bytes: Bytes, _ start: Int) -> Int? {
    var (place, depth) = (start, 0)
    while place < bytes.endIndex {
      switch bytes[place] {
      case UInt8(ascii: "\\"): place = afterEscape(bytes, place)
      case UInt8(ascii: "["):
        guard let end = afterClass(bytes, place) else { return nil }
        place = end
      case UInt8(ascii: "("):
        depth += 1
        place += 1
      case UInt8(ascii: ")"):
        depth -= 1
        place += 1
        if depth == 0 { return place }
      default: place += 1
      }
    }
    return nil
  }
}
