import Conduct

extension Check {
  /// Looks for files of words and weights that no rule uses, and words that stand in a file twice.
  mutating func checkWords(_ reader: WordlistReader) {
    var used: Set<String> = []
    for draft in reader.drafts + reader.ownDrafts {
      guard let name = draft.wordFile, let slash = draft.rule.source.file.lastIndex(of: "/") else { continue }
      used.insert(draft.rule.source.file[...slash] + name)
    }
    for path in reader.weightFiles where !used.contains(path) {
      complain(
        "W004", as: .warning, at: SourceLocation(file: path, line: 1), "geen regel gebruikt deze gewichten",
        "noem ze bij weights: in een regel, of verwijder ze")
    }
    for (path, list) in reader.wordLists.sorted(by: { $0.key < $1.key }) {
      outcome.words += list.words.count + list.exceptions.count
      if !used.contains(path) {
        complain(
          "W004", as: .warning, at: SourceLocation(file: path, line: 1), "geen regel gebruikt deze woordenlijst",
          "noem haar bij words: in een regel, of verwijder haar")
      }
      for entries in [list.words, list.exceptions] { checkDoubles(entries) }
    }
  }

  private mutating func checkDoubles(_ entries: [WordEntry]) {
    var places: [String: SourceLocation] = [:]
    for entry in entries where entry.before == .whole && entry.after == .whole {
      for form in entry.forms {
        guard let first = places[form] else {
          places[form] = entry.location
          continue
        }
        if first != entry.location, form == entry.forms[0] {
          complain(
            "W003", as: .warning, at: entry.location, "“\(form)” staat ook op regel \(first.line), of volgt daaruit",
            "haal één van beide weg")
        }
      }
    }
  }
}
