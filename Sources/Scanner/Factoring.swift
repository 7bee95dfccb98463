/// Rewrites a pattern so that PCRE2, which tries the branches of an alternation one by one, has few to try: branches that
/// begin alike are put together, "turk|turkse|tutsi" as "tu(?:rk(?:|se)|tsi)". The matches stay the same, in the same order.
struct Factoring {
  /// One step of a branch.
  private struct Atom {
    /// Where it stands in `text`, with its quantifier.
    var place: Range<Int>
    /// The letter it stands for, in simple case folding; nil when it is no plain letter or has a quantifier.
    var letter: UInt32?
    /// Whether it matches in one way only, so that branches may share it.
    var isSingle = true
  }

  private typealias Branch = ArraySlice<Atom>

  /// What cannot be rewritten.
  private enum Refusal: Error {
    /// Captures, references, inline options and verbs, whose meaning hangs on where they stand.
    case unsupported
  }

  /// The pattern with its alternations factored, or as it is when it holds what may not be moved.
  static func factored(_ source: String) -> String {
    guard source.utf8.contains(UInt8(ascii: "|")) else { return source }
    var factoring = Factoring(source)
    guard let branches = try? factoring.branches(), factoring.place == factoring.end else { return source }
    let start = factoring.text.count
    factoring.write(branches[...])
    return String(decoding: factoring.text[start...], as: UTF8.self)
  }

  /// The pattern, and after it the groups that were rewritten.
  private var text: [UInt8]
  /// Where the pattern ends.
  private let end: Int
  private var place = 0

  private init(_ source: String) {
    text = Array(source.utf8)
    end = text.count
    text.reserveCapacity(end * 3)
  }

  private var next: UInt8? { place < end ? text[place] : nil }

  private func follows(_ opening: StaticString) -> Bool {
    place + opening.utf8CodeUnitCount <= end
      && (0..<opening.utf8CodeUnitCount).allSatisfy { text[place + $0] == opening.utf8Start[$0] }
  }

  // MARK: Reading

  /// The branches up to the end of the group or the pattern.
  private mutating func branches() throws(Refusal) -> [Branch] {
    var all: [Branch] = []
    var branch: [Atom] = []
    while let sign = next, sign != UInt8(ascii: ")") {
      if sign == UInt8(ascii: "|") {
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
    var atom = Atom(place: start..<start)
    switch text[place] {
    case UInt8(ascii: "("):
      atom.place = try group()
      atom.isSingle = false
    case UInt8(ascii: "["): try skipClass()
    case UInt8(ascii: "\\"): try skipEscape()
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"): throw .unsupported
    case UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "."): place += 1
    default: atom.letter = UnicodeTables.simpleCase(scalar())
    }
    if atom.place.isEmpty { atom.place = start..<place }
    let quantifier = try quantifier()
    guard !quantifier.isEmpty else { return atom }
    if atom.place.upperBound == quantifier.lowerBound {
      atom.place = atom.place.lowerBound..<quantifier.upperBound
    } else {
      // A rewritten group is the last that was written.
      copy(quantifier)
      atom.place = atom.place.lowerBound..<text.count
    }
    atom.letter = nil
    atom.isSingle = false
    return atom
  }

  /// The scalar at hand, which it passes.
  private mutating func scalar() -> UInt32 {
    let first = text[place]
    place += 1
    guard first >= 0x80 else { return UInt32(first) }
    var value = UInt32(first) & (first >= 0xF0 ? 0x07 : first >= 0xE0 ? 0x0F : 0x1F)
    while let byte = next, byte & 0xC0 == 0x80 {
      value = value << 6 | UInt32(byte & 0x3F)
      place += 1
    }
    return value
  }

  private mutating func quantifier() throws(Refusal) -> Range<Int> {
    let start = place
    switch next {
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): place += 1
    case UInt8(ascii: "{"):
      while let sign = next, sign != UInt8(ascii: "}") {
        guard sign == UInt8(ascii: "{") || sign == UInt8(ascii: ",") || (0x30...0x39).contains(sign) else {
          throw .unsupported
        }
        place += 1
      }
      try pass(1)
    default: return start..<start
    }
    if next == UInt8(ascii: "?") || next == UInt8(ascii: "+") { place += 1 }
    return start..<place
  }

  private mutating func pass(_ count: Int) throws(Refusal) {
    place += count
    guard place <= end else { throw .unsupported }
  }

  private mutating func skipClass() throws(Refusal) {
    place += 1
    if next == UInt8(ascii: "^") { place += 1 }
    if next == UInt8(ascii: "]") { place += 1 }
    while let sign = next, sign != UInt8(ascii: "]") {
      // Inside a class, "[:alpha:]" has brackets of its own.
      if follows("[:") { throw .unsupported }
      place += sign == UInt8(ascii: "\\") ? 2 : 1
    }
    try pass(1)
  }

  private mutating func skipEscape() throws(Refusal) {
    try pass(1)
    guard let sign = next else { throw .unsupported }
    _ = scalar()
    switch sign {
    case 0x30...0x39, UInt8(ascii: "g"), UInt8(ascii: "k"), UInt8(ascii: "Q"), UInt8(ascii: "E"), UInt8(ascii: "K"),
      UInt8(ascii: "c"), UInt8(ascii: "o"):
      throw .unsupported
    case UInt8(ascii: "x"), UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "N"):
      if next == UInt8(ascii: "{") {
        place = text[place..<end].firstIndex(of: UInt8(ascii: "}")) ?? end
        try pass(1)
      } else if sign != UInt8(ascii: "N") {
        throw .unsupported
      }
    default: break
    }
  }

  /// A group, which it writes anew, and where that stands.
  private mutating func group() throws(Refusal) -> Range<Int> {
    let start = place
    // In a lookbehind every branch has a length of its own, which putting branches together would hide.
    if follows("(?<=") || follows("(?<!") {
      place += 4
      _ = try branches()
      guard next == UInt8(ascii: ")") else { throw .unsupported }
      place += 1
      return start..<place
    }
    guard follows("(?:") || follows("(?>") || follows("(?=") || follows("(?!") else { throw .unsupported }
    place += 3
    let inner = try branches()
    guard next == UInt8(ascii: ")") else { throw .unsupported }
    place += 1
    let written = text.count
    copy(start..<(start + 3))
    write(inner[...])
    text.append(UInt8(ascii: ")"))
    return written..<text.count
  }

  // MARK: Writing

  /// Writes a stretch of the text once more at its end. Byte by byte, since a slice would hold on to the text while it grows.
  private mutating func copy(_ stretch: Range<Int>) {
    for place in stretch { text.append(text[place]) }
  }

  /// Writes branches, those that begin alike together, at the end of the text.
  private mutating func write(_ branches: ArraySlice<Branch>) { write(Factoring.groups(of: branches, text)) }

  private mutating func write(_ groups: [[Branch]]) {
    for (number, group) in groups.enumerated() {
      if number > 0 { text.append(UInt8(ascii: "|")) }
      guard group.count > 1, let first = group[0].first else {
        for atom in group[0] { copy(atom.place) }
        continue
      }
      copy(first.place)
      let rest = Factoring.groups(of: group.map { $0.dropFirst() }[...], text)
      if rest.count > 1 { text.append(contentsOf: "(?:".utf8) }
      write(rest)
      if rest.count > 1 { text.append(UInt8(ascii: ")")) }
    }
  }

  /// The branches that begin alike. Only branches that begin with different letters may change places, since no text can
  /// begin with both.
  private static func groups(of branches: ArraySlice<Branch>, _ text: [UInt8]) -> [[Branch]] {
    var groups: [[Branch]] = []
    // Where the run of branches that begin with letters starts.
    var start = 0
    for branch in branches {
      if let letter = branch.first?.letter {
        if let group = groups[start...].firstIndex(where: { $0[0].first?.letter == letter }) {
          groups[group].append(branch)
        } else {
          groups.append([branch])
        }
        continue
      }
      if let first = branch.first, first.isSingle, let last = groups.last?.first?.first, last.letter == nil,
        text[last.place] == text[first.place]
      {
        groups[groups.count - 1].append(branch)
      } else {
        groups.append([branch])
      }
      start = groups.count
    }
    return groups
  }
}
