import Conduct

/// A word file: its entries, and the one PCRE2 pattern that finds them all.
struct WordList: Hashable {
  /// The hits.
  var words: [WordEntry] = []
  /// The exceptions, from lines that begin with `!`.
  var exceptions: [WordEntry] = []

  /// Reads a file line by line; a line that cannot be read becomes a complaint and is left out.
  init(_ text: String, file: String, language: String, complaints: inout [Complaint]) {
    for (line, content) in Self.lines(of: text) {
      do throws(Complaint) {
        let entry = try WordEntry(content, language: language, at: SourceLocation(file: file, line: line))
        if entry.isException { exceptions.append(entry) } else { words.append(entry) }
      } catch {
        complaints.append(error)
      }
    }
  }

  /// The lines that hold something, with their numbers and without comments.
  static func lines(of text: String) -> [(number: Int, content: String)] {
    var lines: [(number: Int, content: String)] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var content = line
      if let comment = content.commentStart { content = content[..<comment] }
      let trimmed = content.trimmed
      if !trimmed.isEmpty { lines.append((index + 1, trimmed)) }
    }
    return lines
  }

  /// The pattern of some entries; nil without entries. `heads` is the fragment that `word+` needs.
  static func pattern(of entries: [WordEntry], heads: String?) throws(Complaint) -> String? {
    if entries.isEmpty { return nil }
    if heads == nil, let entry = entries.first(where: { $0.after == .heads }) {
      throw Complaint(
        .error, code: "W002", at: entry.location, problem: "woord+ vraagt het fragment “heads”, en dat is er niet",
        advice: "zet heads: [...] in fragments.yaml of schrijf woord*")
    }
    var branches: [String] = []
    for before in [WordEntry.Edge.whole, .anyLetters] {
      for after in [WordEntry.Edge.whole, .heads, .anyLetters] {
        let group = entries.filter { $0.before == before && $0.after == after }
        if group.isEmpty { continue }
        let words = alternatives(of: group)
        let lead = before == .anyLetters ? #"\p{L}*"# : ""
        switch after {
        case .whole: branches.append(lead + words + #"(?![\p{L}\p{N}])"#)
        case .heads: branches.append(lead + words + #"[-\s]?"# + (heads ?? "") + #"\p{L}*"#)
        case .anyLetters: branches.append(lead + words + #"\p{L}*"#)
        }
      }
    }
    let whole = branches.count == 1 ? branches[0] : "(?:" + branches.joined(separator: "|") + ")"
    return #"(?<![\p{L}\p{N}])"# + whole
  }

  /// All words of a group as one alternation: longest words first, so that a phrase wins over its first word.
  private static func alternatives(of entries: [WordEntry]) -> String {
    var seen: Set<String> = []
    let sorted = entries.sorted { a, b in
      (b.forms[0].count, a.forms[0]) < (a.forms[0].count, b.forms[0])
    }
    var parts: [String] = []
    for entry in sorted {
      let part = factored(entry.forms)
      if seen.insert(part).inserted { parts.append(part) }
    }
    return "(?:" + parts.joined(separator: "|") + ")"
  }

  /// The forms of one word as their common beginning and an alternation of endings.
  private static func factored(_ forms: [String]) -> String {
    guard let first = forms.first, forms.count > 1 else { return escaped(forms.first ?? "") }
    var common = first
    for form in forms { common = String(zip(common, form).prefix { $0 == $1 }.map(\.0)) }
    let ordered = forms.sorted { a, b in (b.count, a) < (a.count, b) }
    if common.count < 2 || common.last == " " { return ordered.map(escaped).joined(separator: "|") }
    let endings = ordered.map { escaped(String($0.dropFirst(common.count))) }.filter { !$0.isEmpty }
    let isOptional = forms.contains(common)
    return escaped(common) + "(?:" + endings.joined(separator: "|") + ")" + (isOptional ? "?" : "")
  }

  /// A word as a pattern: a space matches spaces and hyphens, a hyphen may be left out, an apostrophe too.
  static func escaped(_ word: String) -> String {
    var pattern = ""
    for letter in word {
      switch letter {
      case " ": pattern += #"[\s-]+"#
      case "-": pattern += #"[-\s]?"#
      case "'", "’", "‘": pattern += "['’‘]?"
      default:
        if letter.isASCII, !letter.isLetter, !letter.isNumber, letter != "_" { pattern += "\\" }
        pattern.append(letter)
      }
    }
    return pattern
  }
}

extension Substring {
  /// Where a `#` stands at the start of the line or after white space.
  fileprivate var commentStart: Index? {
    var previous: Character = " "
    for index in indices {
      if self[index] == "#", previous.isWhitespace { return index }
      previous = self[index]
    }
    return nil
  }
}
