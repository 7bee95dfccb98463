/// Rewrites a pattern so that PCRE2, which tries the branches of an alternation one by one, has few to try: branches that
/// begin alike are put together, "turk|turkse|tutsi" as "tu(?:rk(?:|se)|tsi)". The matches stay the same, in the same order.
struct Factoring {
  /// One step of a branch.
  private struct Atom {
    /// As it stands in the pattern, with its quantifier.
    var text: String
    /// The letter it stands for, in simple case folding; nil when it is no plain letter or has a quantifier.
    var letter: UInt32?
    /// Whether it matches in one way only, so that branches may share it.
    var isSingle: Bool
  }

  private typealias Branch = ArraySlice<Atom>

  /// What cannot be rewritten.
  private enum Refusal: Error {
    /// Captures, references, inline options and verbs, whose meaning hangs on where they stand.
    case unsupported
  }

  /// The pattern with its alternations factored, or as it is when it holds what may not be moved.
  static func factored(_ source: String) -> String {
    guard source.contains("|") else { return source }
    var reader = Factoring(source)
    guard let branches = try? reader.branches(), reader.place == reader.scalars.count else { return source }
    return joined(branches[...])
  }

  private let scalars: [Unicode.Scalar]
  private let bytes: [UInt8]
  /// Where in `bytes` each scalar starts, and the end.
  private let starts: [Int]
  private var place = 0

  private init(_ source: String) {
    scalars = Array(source.unicodeScalars)
    bytes = Array(source.utf8)
    starts = scalars.reduce(into: [0]) { $0.append($0[$0.count - 1] + UTF8.width($1)) }
  }

  private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private func text(from start: Int) -> String {
    String(decoding: bytes[starts[start]..<starts[place]], as: UTF8.self)
  }

  /// The branches up to the end of the group or the pattern.
  private mutating func branches() throws(Refusal) -> [Branch] {
    var all: [Branch] = []
    var branch: [Atom] = []
    while let scalar = next, scalar != ")" {
      if scalar == "|" {
        place += 1
        all.append(branch[...])
        branch = []
      } else {
        branch.append(try atom())
      }
    }
    all.append(branch[...])
    return all
  }

  private mutating func atom() throws(Refusal) -> Atom {
    let start = place
    var atom = Atom(text: "", letter: nil, isSingle: true)
    switch scalars[place] {
    case "(":
      atom.text = try group()
      atom.isSingle = false
    case "[":
      try skipClass()
      atom.text = text(from: start)
    case "\\":
      try skipEscape()
      atom.text = text(from: start)
    case "*", "+", "?", "{": throw .unsupported
    case let scalar:
      place += 1
      atom.text = text(from: start)
      if !"^$.".unicodeScalars.contains(scalar) { atom.letter = UnicodeTables.simpleCase(scalar.value) }
    }
    let quantifier = try quantifier()
    if !quantifier.isEmpty {
      atom.text += quantifier
      atom.letter = nil
      atom.isSingle = false
    }
    return atom
  }

  private mutating func quantifier() throws(Refusal) -> String {
    let start = place
    switch next {
    case "*", "+", "?": place += 1
    case "{":
      while let scalar = next, scalar != "}" {
        guard scalar == "{" || scalar == "," || ("0"..."9").contains(scalar) else { throw .unsupported }
        place += 1
      }
      place += 1
      guard place <= scalars.count else { throw .unsupported }
    default: return ""
    }
    if next == "?" || next == "+" { place += 1 }
    return text(from: start)
  }

  private mutating func skipClass() throws(Refusal) {
    place += 1
    if next == "^" { place += 1 }
    if next == "]" { place += 1 }
    while let scalar = next, scalar != "]" {
      // Inside a class, "[:alpha:]" has brackets of its own.
      if scalar == "[", place + 1 < scalars.count, scalars[place + 1] == ":" { throw .unsupported }
      place += scalar == "\\" ? 2 : 1
    }
    place += 1
    guard place <= scalars.count else { throw .unsupported }
  }

  private mutating func skipEscape() throws(Refusal) {
    place += 2
    guard place <= scalars.count else { throw .unsupported }
    switch scalars[place - 1] {
    case "0"..."9", "g", "k", "Q", "E", "K", "c", "o": throw .unsupported
    case "x", "p", "P", "N":
      if next == "{" {
        while let scalar = next, scalar != "}" {
          place += 1
          _ = scalar
        }
        place += 1
        guard place <= scalars.count else { throw .unsupported }
      } else if scalars[place - 1] == "x" || scalars[place - 1] == "p" || scalars[place - 1] == "P" {
        throw .unsupported
      }
    default: break
    }
  }

  private mutating func group() throws(Refusal) -> String {
    let start = place
    for opening in ["(?:", "(?>", "(?=", "(?!"] where scalars[place...].starts(with: opening.unicodeScalars) {
      place += opening.unicodeScalars.count
      let inner = Factoring.joined(try branches()[...])
      guard next == ")" else { throw .unsupported }
      place += 1
      return opening + inner + ")"
    }
    // In a lookbehind every branch has a length of its own, which putting branches together would hide.
    for opening in ["(?<=", "(?<!"] where scalars[place...].starts(with: opening.unicodeScalars) {
      place += opening.unicodeScalars.count
      _ = try branches()
      guard next == ")" else { throw .unsupported }
      place += 1
      return text(from: start)
    }
    throw .unsupported
  }

  private static func joined(_ branches: ArraySlice<Branch>) -> String {
    together(branches).joined(separator: "|")
  }

  /// The branches with those that begin alike put together. Only branches that begin with different letters may change
  /// places, since no text can begin with both.
  private static func together(_ branches: ArraySlice<Branch>) -> [String] {
    var groups: [[Branch]] = []
    // Where the groups of the run of branches that begin with letters stand.
    var byLetter: [UInt32: Int] = [:]
    for branch in branches {
      if let letter = branch.first?.letter {
        if let group = byLetter[letter] {
          groups[group].append(branch)
        } else {
          byLetter[letter] = groups.count
          groups.append([branch])
        }
        continue
      }
      byLetter = [:]
      if let first = branch.first, first.isSingle, let last = groups.last?.first?.first, last.letter == nil,
        last.text == first.text
      {
        groups[groups.count - 1].append(branch)
      } else {
        groups.append([branch])
      }
    }
    return groups.map { group in
      guard group.count > 1, let first = group[0].first else { return group[0].map(\.text).joined() }
      let rest = together(group.map { $0.dropFirst() }[...])
      return first.text + (rest.count == 1 ? rest[0] : "(?:\(rest.joined(separator: "|")))")
    }
  }
}
