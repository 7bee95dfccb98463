extension PatternSyntax {
  /// Whether every match begins and ends where a word does, so that what stands beside it does not begin within one.
  var isWholeWords: Bool { isBounded { $0 } && isBounded { $0.reversed() } }

  /// Whether matches lie at the edge of a word on the side from which the parts are given.
  private func isBounded(from side: ([PatternSyntax]) -> [PatternSyntax]) -> Bool {
    switch self {
    case .assertion(.wordBoundary), .assertion(.noLetter): return true
    case .alternation(let branches): return branches.allSatisfy { $0.isBounded(from: side) }
    case .sequence(let parts):
      for part in side(parts) {
        if part.isBounded(from: side) { return true }
        guard case .assertion = part else { return false }
      }
      return false
    default: return false
    }
  }
}

/// What a part's matches begin and end with.
struct Border {
  /// Whether every match that is not empty begins, or ends, with something else than a letter.
  var starts: Bool
  var ends: Bool
  var isOptional: Bool

  init(_ node: PatternSyntax) {
    switch node {
    case .empty, .assertion: (starts, ends, isOptional) = (true, true, true)
    case .opaque: (starts, ends, isOptional) = (false, false, true)
    case .literal(let scalar):
      starts = !Border.mayBeLetter(scalar)
      (ends, isOptional) = (starts, false)
    case .set(let members, let source):
      starts = members.map { !$0.contains(where: Border.mayBeLetter) } ?? [#"\s"#, #"\W"#, #"\h"#].contains(source)
      (ends, isOptional) = (starts, false)
    case .repetition(let part, let atLeast, _):
      let border = Border(part)
      (starts, ends, isOptional) = (border.starts, border.ends, border.isOptional || atLeast == 0)
    case .alternation(let branches):
      let borders = branches.map { Border($0) }
      starts = borders.allSatisfy(\.starts)
      ends = borders.allSatisfy(\.ends)
      isOptional = borders.contains(where: \.isOptional)
    case .sequence(let parts):
      let borders = parts.map { Border($0) }
      isOptional = borders.allSatisfy(\.isOptional)
      starts = isOptional ? borders.allSatisfy(\.starts) : Border.stands(before: borders, \.starts)
      ends = isOptional ? borders.allSatisfy(\.ends) : Border.stands(before: borders.reversed(), \.ends)
    }
  }

  private static func mayBeLetter(_ scalar: UInt32) -> Bool {
    scalar >= 0x80 || isLetterByte(UInt8(scalar))
  }

  /// Whether the first of these parts that matches anything surely begins (or, in reverse, ends) with no letter.
  static func stands(before borders: some Sequence<Border>, _ side: (Border) -> Bool) -> Bool {
    for border in borders {
      guard side(border) else { return false }
      if !border.isOptional { return true }
    }
    return false
  }
}
