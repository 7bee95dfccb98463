/// Canonical composition (NFC) that keeps, for every scalar, where it came from. Rules: Unicode Standard Annex 15.
enum Composition {
  private struct Mark {
    var scalar: UInt32
    var start: UInt32
    var end: UInt32
    var order: UInt8
  }

  /// The text in NFC.
  static func compose(_ scalars: [UInt32]) -> NormalisedText.View {
    var view = NormalisedText.View(capacity: scalars.count + scalars.count / 4)
    guard scalars.contains(where: { $0 >= 0x300 }) else {
      for (index, scalar) in scalars.enumerated() {
        view.append(scalar, .init(start: UInt32(index), end: UInt32(index + 1), marks: 0))
      }
      return view
    }
    var parts: [Mark] = []
    for (index, scalar) in scalars.enumerated() { decompose(scalar, at: UInt32(index), into: &parts) }
    sortMarks(&parts)
    for part in composed(parts) { view.append(part.scalar, .init(start: part.start, end: part.end, marks: 0)) }
    return view
  }

  private static func decompose(_ scalar: UInt32, at index: UInt32, into parts: inout [Mark]) {
    if scalar >= 0xC0, let pieces = UnicodeTables.decomposition(scalar) {
      for piece in pieces { decompose(piece, at: index, into: &parts) }
      return
    }
    parts.append(
      Mark(scalar: scalar, start: index, end: index + 1, order: UnicodeTables.combiningClass(scalar)))
  }

  /// Puts runs of combining marks in the order of their classes, keeping equal ones as they stood.
  private static func sortMarks(_ parts: inout [Mark]) {
    var place = 0
    while place < parts.count {
      var end = place
      while end < parts.count, parts[end].order != 0 { end += 1 }
      if end - place > 1 {
        let sorted = parts[place..<end].enumerated().sorted {
          ($0.element.order, $0.offset) < ($1.element.order, $1.offset)
        }
        parts.replaceSubrange(place..<end, with: sorted.map(\.element))
      }
      place = end + 1
    }
  }

  private static func composed(_ parts: [Mark]) -> [Mark] {
    var out: [Mark] = []
    var starter: Int?
    var last: UInt8 = 0
    for part in parts {
      if let at = starter, at == out.count - 1 || (last != 0 && last < part.order) {
        if let scalar = pair(out[at].scalar, part.scalar) {
          out[at].scalar = scalar
          out[at].end = max(out[at].end, part.end)
          continue
        }
      }
      if part.order == 0 { starter = out.count }
      last = part.order
      out.append(part)
    }
    return out
  }

  private static func pair(_ first: UInt32, _ second: UInt32) -> UInt32? {
    let (leads, vowels, tails): (UInt32, UInt32, UInt32) = (0x1100, 0x1161, 0x11A7)
    if first >= leads, first < leads + 19, second >= vowels, second < vowels + 21 {
      return 0xAC00 + ((first - leads) * 21 + (second - vowels)) * 28
    }
    if first >= 0xAC00, first < 0xAC00 + 11172, (first - 0xAC00) % 28 == 0, second > tails, second < tails + 28 {
      return first + (second - tails)
    }
    return UnicodeTables.composition(first, second)
  }
}
