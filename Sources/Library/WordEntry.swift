import Conduct
import Foundation

/// One line of a word file, read and inflected.
struct WordEntry: Hashable {
  /// What may stand before or after the word within the same word.
  enum Edge: Hashable {
    /// A word boundary.
    case whole
    /// Any letters.
    case anyLetters
    /// One of the fragment `heads`, then any letters.
    case heads
  }

  /// Every form, the word as written first.
  var forms: [String]
  var before: Edge
  var after: Edge
  /// A word that is never a hit (`!`).
  var isException: Bool
  var location: SourceLocation

  /// Reads one line without its comment; `language` names the inflection.
  init(_ line: String, language: String, at location: SourceLocation) throws(Complaint) {
    func complaint(_ problem: String, _ advice: String) -> Complaint {
      Complaint(.error, code: "W001", at: location, problem: problem, advice: advice)
    }
    self.location = location
    var rest = Substring(line)
    isException = rest.first == "!"
    if isException { rest = rest.dropFirst().drop(while: \.isWhitespace) }

    var endings: [String] = []
    var inflections: [Inflection] = []
    if let open = rest.firstIndex(of: "(") {
      guard let close = rest.firstIndex(of: ")"), close > open else {
        throw complaint("het haakje ( heeft geen sluithaakje", "schrijf woord (uitgang, uitgang)")
      }
      endings = rest[rest.index(after: open)..<close].split(separator: ",").map { $0.trimmed }
      guard !endings.isEmpty, endings.allSatisfy({ !$0.isEmpty }) else {
        throw complaint("tussen de haakjes ontbreekt een uitgang", "schrijf woord (uitgang, uitgang)")
      }
      rest = rest[..<open] + " " + rest[rest.index(after: close)...]
    }
    var parts = rest.split(whereSeparator: \.isWhitespace).map(String.init)
    while let last = parts.last, parts.count > 1, last.hasPrefix("+"), last.count == 2 {
      guard let inflection = Inflection(rawValue: last) else {
        throw complaint(
          "onbekend teken “\(last)”", "+n is een zelfstandig naamwoord, +a een bijvoeglijk naamwoord, +v een werkwoord")
      }
      inflections.append(inflection)
      parts.removeLast()
    }
    var word = parts.joined(separator: " ").precomposedStringWithCanonicalMapping.lowercased()
    before = .whole
    after = .whole
    if word.hasPrefix("*") || word.hasPrefix("+") {
      before = .anyLetters
      word.removeFirst()
    }
    if word.hasSuffix("*") || word.hasSuffix("+") {
      after = word.hasSuffix("*") ? .anyLetters : .heads
      word.removeLast()
    }
    guard word.contains(where: \.isLetter) else {
      throw complaint("hier staat geen woord", "schrijf één woord of uitdrukking per regel")
    }
    if let sign = word.first(where: { "\\[]{}()|^$?*+=".contains($0) }) {
      throw complaint(
        "het teken \(sign) hoort niet in een woord",
        "een woordenlijst kent geen regex; zet een patroon in een *.rules.yaml")
    }

    var forms = inflections.isEmpty ? [word] : []
    let stem = word.split(separator: " ", omittingEmptySubsequences: false)
    let head = stem.dropLast().map { $0 + " " }.joined()
    let last = String(stem.last ?? "")
    for inflection in inflections {
      guard let inflected = inflection.forms(of: last, language: language) else {
        throw complaint(
          "“\(last)” is niet te verbuigen met \(inflection.rawValue)",
          Inflection.languages.contains(language)
            ? "een werkwoord staat er als infinitief op -en; geef anders elke vorm op een eigen regel"
            : "voor de taal \(language) zijn er geen regels; geef elke vorm op een eigen regel")
      }
      forms += inflected.map { head + $0 }
    }
    if !forms.contains(word) { forms.insert(word, at: 0) }
    for ending in endings {
      let ending = ending.precomposedStringWithCanonicalMapping.lowercased()
      forms.append(ending.hasPrefix("=") ? ending.dropFirst().trimmed : Self.glue(word, ending))
    }
    var seen: Set<String> = []
    self.forms = forms.filter { seen.insert($0).inserted }
  }

  /// Glues an ending; -v after f and -z after s take its place (wijf + ven: wijven), and after a long vowel the same
  /// letter is not written twice (wijf + fje: wijfje, but lul + len: lullen).
  private static func glue(_ word: String, _ ending: String) -> String {
    let ending = ending.hasPrefix("-") ? String(ending.dropFirst()) : ending
    guard let last = word.last, let first = ending.first else { return word + ending }
    let isVoiced = (last == "f" && first == "v") || (last == "s" && first == "z")
    let isRepeated = last == first && DutchWord(word).coda.count == 1 && DutchWord(word).length != .short
    return isVoiced || isRepeated ? word.dropLast() + ending : word + ending
  }
}

extension StringProtocol {
  /// Without white space at the ends.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
