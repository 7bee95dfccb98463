import Conduct

/// A file of weights: `threshold = 60`, `heaviest = 40`, `kinds = abuse 20 threat 2`, and entries such as `dat mens = 12 abuse 6 threat -4`.
enum WeightList {
  /// Numbers beyond this are a slip of the pen.
  private static let most = 9_999

  /// Reads a file line by line; a line that cannot be read becomes a complaint and is left out. Nil without a threshold.
  static func read(
    _ text: String, file: String, categories: Set<CategoryID>, complaints: inout [Complaint]
  ) -> WordWeights? {
    var bounds: [String: Int] = [:]
    var kinds: [WordWeights.Kind] = []
    var entries: [WordWeights.Entry] = []
    var lines: [String: Int] = [:]
    for (number, content) in WordList.lines(of: text) {
      let place = SourceLocation(file: file, line: number)
      do throws(Complaint) {
        let (name, fields) = try split(content, at: place)
        if let first = lines.updateValue(number, forKey: name) {
          throw complaint("“\(name)” staat ook op regel \(first)", "houd er één over", at: place)
        }
        switch name {
        case "threshold", "heaviest": bounds[name] = try Self.number(fields.first ?? "", at: place)
        case "kinds":
          for (category, start) in try pairs(fields[...], at: place) {
            guard categories.isEmpty || categories.contains(category) else {
              throw complaint(
                "onbekende categorie “\(category)”",
                Spelling.advice(for: category.rawValue, among: categories.map(\.rawValue), noun: "kies uit"), at: place)
            }
            kinds.append(WordWeights.Kind(category, start: start))
          }
        default:
          let entry = WordWeights.Entry(
            try weighed(name, at: place), weight: try Self.number(fields.first ?? "", at: place),
            kinds: try pairs(fields.dropFirst(), at: place).map { category, weight throws(Complaint) in
              guard let kind = kinds.firstIndex(where: { $0.category == category }) else {
                throw complaint("“\(category)” staat niet bij kinds", "zet die regel bovenaan", at: place)
              }
              return (kind, weight)
            })
          entries.append(entry)
        }
      } catch {
        complaints.append(error)
      }
    }
    guard let threshold = bounds["threshold"], threshold > 0, let heaviest = bounds["heaviest"], !kinds.isEmpty else {
      complaints.append(
        complaint(
          "“threshold”, “heaviest” of “kinds” ontbreekt", "begin met threshold = 60, heaviest = 40 en kinds = abuse 0",
          at: SourceLocation(file: file, line: 1)))
      return nil
    }
    return WordWeights(threshold: threshold, heaviest: heaviest, kinds: kinds, entries: entries)
  }

  private static func split(_ line: String, at place: SourceLocation) throws(Complaint) -> (String, [String]) {
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw complaint("er staat geen “=” in “\(line)”", "schrijf woord = gewicht", at: place)
    }
    return (parts[0].trimmed, parts[1].split(separator: " ").map(String.init))
  }

  /// A word, a beginning or two words, as they are looked for.
  private static func weighed(_ text: String, at place: SourceLocation) throws(Complaint) -> String {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let isStem = text.last == "*" && words.count == 1 && text.utf8.count == WordWeights.stemLetters + 1
    let isPlain = (isStem ? text.dropLast() : text[...]).utf8.allSatisfy { $0 == 0x20 || (0x61...0x7A).contains($0) }
    guard isPlain, words.count <= 2, words.allSatisfy({ !$0.isEmpty }) else {
      throw complaint(
        "“\(text)” kan niet gewogen worden",
        "schrijf één of twee woorden in kleine letters zonder accenten, of de eerste \(WordWeights.stemLetters) letters met *",
        at: place)
    }
    return text
  }

  private static func pairs(
    _ fields: ArraySlice<String>, at place: SourceLocation
  ) throws(Complaint) -> [(CategoryID, Int)] {
    guard fields.count.isMultiple(of: 2) else {
      throw complaint("bij een categorie ontbreekt het getal", "schrijf categorie getal, om en om", at: place)
    }
    var pairs: [(CategoryID, Int)] = []
    for start in stride(from: fields.startIndex, to: fields.endIndex, by: 2) {
      pairs.append((CategoryID(fields[start]), try number(fields[start + 1], at: place)))
    }
    return pairs
  }

  private static func number(_ text: String, at place: SourceLocation) throws(Complaint) -> Int {
    guard let number = Int(text), number.magnitude <= most else {
      throw complaint("“\(text)” is geen gewicht", "schrijf een geheel getal, hoogstens \(most)", at: place)
    }
    return number
  }

  private static func complaint(_ problem: String, _ advice: String, at place: SourceLocation) -> Complaint {
    Complaint(.error, code: "W006", at: place, problem: problem, advice: advice)
  }
}
