import Conduct
import Yams

/// One value in a YAML file that knows its place; every reading that does not fit throws a `Complaint` with that place.
struct YAMLValue {
  /// The place of the value.
  let location: SourceLocation
  let node: Node

  private init(_ node: Node, in file: String, fallback line: Int) {
    self.node = node
    location = SourceLocation(file: file, line: node.mark?.line ?? line)
  }

  /// Parses a file; `file` is its path as complaints show it.
  static func parse(_ text: String, file: String) throws(Complaint) -> YAMLValue {
    do {
      guard let node = try compose(yaml: text) else {
        throw Complaint(
          .error, code: "Y001", at: SourceLocation(file: file, line: 1), problem: "het bestand is leeg",
          advice: "vul het of verwijder het")
      }
      return YAMLValue(node, in: file, fallback: 1)
    } catch let complaint as Complaint {
      throw complaint
    } catch {
      throw Complaint(broken: error, file: file)
    }
  }

  /// A complaint about this value.
  func complaint(_ problem: String, advice: String, code: String = "Y004") -> Complaint {
    Complaint(.error, code: code, at: location, problem: problem, advice: advice)
  }

  /// The text of a scalar as written, never empty.
  func text() throws(Complaint) -> String {
    guard let string = node.scalar?.string else {
      throw complaint("hier hoort een tekst, geen lijst of blok", advice: "schrijf één tekst na de dubbele punt")
    }
    guard !string.allSatisfy(\.isWhitespace) else {
      throw complaint("de waarde is leeg", advice: "vul een waarde in of haal de regel weg")
    }
    return string
  }

  /// A whole number within bounds.
  func integer(in bounds: ClosedRange<Int>) throws(Complaint) -> Int {
    guard let number = Int(try text()), bounds.contains(number) else {
      let range =
        bounds.upperBound == .max
        ? "vanaf \(bounds.lowerBound)" : "van \(bounds.lowerBound) tot en met \(bounds.upperBound)"
      throw complaint("hier hoort een geheel getal \(range)", advice: "verander de waarde")
    }
    return number
  }

  /// `true` or `false`.
  func flag() throws(Complaint) -> Bool {
    switch try text().lowercased() {
    case "true", "ja", "yes": return true
    case "false", "nee", "no": return false
    default: throw complaint("hier hoort true of false", advice: "verander de waarde")
    }
  }

  /// One of the raw values of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type = Choice.self
  ) throws(Complaint) -> Choice where Choice.RawValue == String {
    let text = try text()
    guard let choice = Choice(rawValue: text) else {
      let choices = Choice.allCases.map(\.rawValue)
      throw complaint(
        "onbekende waarde “\(text)”", advice: Spelling.advice(for: text, among: choices, noun: "kies uit"))
    }
    return choice
  }

  /// The entries of a list.
  func list() throws(Complaint) -> [YAMLValue] {
    guard case .sequence(let sequence) = node else {
      throw complaint("hier hoort een lijst", advice: "schrijf [a, b] of regels die met - beginnen")
    }
    return sequence.map { YAMLValue($0, in: location.file, fallback: location.line) }
  }

  /// The entries of a list; anything else counts as a list of one.
  func listOrOne() throws(Complaint) -> [YAMLValue] { isList ? try list() : [self] }

  /// The entries of a list of texts; one text alone counts as a list of one.
  func texts() throws(Complaint) -> [String] {
    if node.scalar != nil { return [try text()] }
    var texts: [String] = []
    for entry in try list() { texts.append(try entry.text()) }
    return texts
  }

  /// The keys and values of a block whose keys are names of things.
  func pairs() throws(Complaint) -> [(key: String, value: YAMLValue)] {
    guard case .mapping(let mapping) = node else {
      throw complaint("hier hoort een blok met namen en waarden", advice: "schrijf regels als naam: waarde")
    }
    var pairs: [(key: String, value: YAMLValue)] = []
    for (key, value) in mapping {
      let line = key.mark?.line ?? location.line
      guard let name = key.scalar?.string, !name.isEmpty else {
        throw complaint("een sleutel is geen naam", advice: "schrijf naam: waarde")
      }
      pairs.append((name, YAMLValue(value, in: location.file, fallback: line)))
    }
    return pairs
  }

  /// The fields of a block whose keys are fixed; refuses every other key.
  func fields(_ keys: String...) throws(Complaint) -> Fields {
    var values: [String: YAMLValue] = [:]
    for (key, value) in try pairs() {
      guard keys.contains(key) else {
        let place = SourceLocation(file: location.file, line: keyLine(of: key))
        throw Complaint(
          .error, code: "Y003", at: place, problem: "onbekende sleutel “\(key)”",
          advice: Spelling.advice(for: key, among: keys, noun: "bekend zijn"))
      }
      values[key] = value
    }
    return Fields(values: values, whole: self)
  }

  /// The text of one field of a block, without judging the block.
  func named(_ key: String) -> String? { node.mapping?.first { $0.key.scalar?.string == key }?.value.scalar?.string }

  /// Whether the value is a scalar.
  var isScalar: Bool { node.scalar != nil }

  /// Whether the value is a list.
  var isList: Bool { if case .sequence = node { true } else { false } }

  private func keyLine(of name: String) -> Int {
    guard case .mapping(let mapping) = node else { return location.line }
    return mapping.first { $0.key.scalar?.string == name }?.key.mark?.line ?? location.line
  }

  /// The values of a block with fixed keys.
  struct Fields {
    fileprivate let values: [String: YAMLValue]
    /// The block itself.
    let whole: YAMLValue

    /// The value of a key, or nil when the key is absent.
    subscript(key: String) -> YAMLValue? { values[key] }

    /// The value of a compulsory key.
    func required(_ key: String) throws(Complaint) -> YAMLValue {
      guard let value = values[key] else {
        throw Complaint(
          .error, code: "Y002", at: whole.location, problem: "“\(key)” ontbreekt", advice: "voeg \(key): … toe")
      }
      return value
    }
  }
}

extension Complaint {
  /// A complaint about text that is no YAML.
  fileprivate init(broken error: any Error, file: String) {
    var line = 1
    var detail = "\(error)"
    if let error = error as? YamlError {
      switch error {
      case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
        .composer(let context, let problem, let mark, _):
        line = mark.line
        detail = (context.map { "\($0.text) " } ?? "") + "\(problem), kolom \(mark.column)"
      case .reader(let problem, let offset, _, let yaml):
        line = 1 + yaml.prefix(offset ?? 0).count(where: \.isNewline)
        detail = problem
      case .duplicatedKeysInMapping(let duplicates, let context):
        self.init(
          .error, code: "Y005", at: SourceLocation(file: file, line: context.mark.line),
          problem: "dezelfde sleutel staat er twee keer: \(duplicates.joined(separator: ", "))",
          advice: "houd er één over")
        return
      default: break
      }
    }
    self.init(
      .error, code: "Y001", at: SourceLocation(file: file, line: line), problem: "geen geldige YAML: \(detail)",
      advice: "controleer inspringen, aanhalingstekens en dubbele punten")
  }
}
