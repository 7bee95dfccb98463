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
  /// Whether it is nothing itself, and no word goes on past it.
  var isEdge = false

  init(_ node: PatternSyntax) {
    switch node {
    case .assertion(.wordBoundary), .assertion(.noLetter): (starts, ends, isOptional, isEdge) = (true, true, true, true)
    case .empty, .assertion: (starts, ends, isOptional) = (true, true, true)
    case .opaque: (starts, ends, isOptional) = (false, false, true)
    case .literal(let scalar):
      starts = !Border.mayBeLetter(scalar)
      (ends, isOptional) = (starts, false)
    case .set(let members, let source):
      starts = members.map { !$0.contains(where: Border.mayBeLetter) } ?? Border.hasNoLetter(class: source)
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

  /// Whether a class, as it is written, surely holds no letter: white space and signs, one by one.
  private static func hasNoLetter(class source: String) -> Bool {
    if [#"\s"#, #"\W"#, #"\h"#].contains(source) { return true }
    guard source.hasPrefix("["), source.hasSuffix("]") else { return false }
    let members = source.dropFirst().dropLast()
    var rest = members
    for escape in [#"\s"#, #"\W"#, #"\h"#] { rest = Substring(rest.replacing(escape, with: "")) }
    // A hyphen that is not the last may make a range, which may hold letters.
    return rest.dropLast().allSatisfy { $0 != "-" } && !members.hasPrefix("^")
      && rest.utf8.allSatisfy { $0 != 0x5C && $0 != 0x5B && $0 < 0x80 && !isLetterByte($0) }
  }

  private static func mayBeLetter(_ scalar: UInt32) -> Bool {
    scalar >= 0x80 || isLetterByte(UInt8(scalar))
  }

  /// Whether the first of these parts that matches anything surely begins (or, in reverse, ends) with no letter; `beyond`
  /// tells that of what comes after all of them.
  static func stands(
    before borders: some Sequence<Border>, _ side: (Border) -> Bool, beyond: Bool = false
  ) -> Bool {
    for border in borders {
      guard side(border) else { return false }
      if !border.isOptional || border.isEdge { return true }
    }
    return beyond
  }
}
