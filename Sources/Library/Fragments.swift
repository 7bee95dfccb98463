import Conduct

/// The named pieces of pattern and the named conditions of one language.
struct Fragments {
  private var patterns: [String: String] = [:]
  private(set) var conditions: [String: NamedCondition] = [:]
  /// Where each fragment of this very file stands.
  private(set) var places: [String: SourceLocation] = [:]
  /// Reasons by fragment and warning id.
  private(set) var suppressed: [String: [String: String]] = [:]

  /// A condition that rules ask for by name.
  struct NamedCondition {
    var label: String
    var anyOf: [Condition.Test]
  }

  /// Conditions that no file spells out.
  private static let builtIn = [
    "quoted": NamedCondition(label: "tussen aanhalingstekens", anyOf: [.quoted]),
    "not_dutch": NamedCondition(label: "niet in het Nederlands", anyOf: [.notDutch]),
  ]

  /// The condition of a name.
  func condition(_ name: String) -> NamedCondition? { Self.builtIn[name] ?? conditions[name] }

  /// All conditions by name, with what they say.
  var allConditions: [(name: String, label: String)] {
    Self.builtIn.merging(conditions) { $1 }.map { ($0, $1.label) }.sorted { $0.name < $1.name }
  }

  /// The pattern of a fragment.
  subscript(name: String) -> String? { patterns[name] }

  /// The same fragments, without their places, for a file that may use and replace them.
  var inherited: Fragments {
    var copy = self
    copy.places = [:]
    copy.suppressed = [:]
    return copy
  }

  /// Adds the fragments and conditions of a file; later names replace earlier ones.
  mutating func read(_ text: String, file: String, complaints: inout [Complaint]) {
    do throws(Complaint) {
      let fields = try YAMLValue.parse(text, file: file).fields("fragments", "conditions", "suppress")
      try readPatterns(fields["fragments"], complaints: &complaints)
      for (name, value) in try fields["suppress"]?.pairs() ?? [] {
        for (code, reason) in try value.pairs() { suppressed[name, default: [:]][code] = try reason.text() }
      }
      for (name, value) in try fields["conditions"]?.pairs() ?? [] {
        do throws(Complaint) {
          guard Self.isName(name), Self.builtIn[name] == nil else {
            throw value.complaint(
              "“\(name)” kan geen naam van een voorwaarde zijn", advice: "gebruik kleine letters, cijfers en _")
          }
          let parts = try value.fields("label", "any", "near")
          conditions[name] = NamedCondition(
            label: try parts.required("label").text(), anyOf: try tests(in: parts))
        } catch {
          complaints.append(error.about(name))
        }
      }
    } catch {
      complaints.append(error)
    }
  }

  private mutating func readPatterns(_ value: YAMLValue?, complaints: inout [Complaint]) throws(Complaint) {
    var raw: [String: YAMLValue] = [:]
    for (name, value) in try value?.pairs() ?? [] {
      guard Self.isName(name) else {
        complaints.append(
          value.complaint(
            "“\(name)” kan geen naam van een fragment zijn", advice: "gebruik kleine letters, cijfers en _"))
        continue
      }
      raw[name] = value
      places[name] = value.location
    }
    var resolver = Resolver(raw: raw, done: patterns)
    for name in raw.keys.sorted() {
      do { _ = try resolver.resolve(name) } catch { complaints.append(error.about(name)) }
    }
    patterns = resolver.done
  }

  /// Fills in every `{name}` of a pattern.
  func expand(_ value: YAMLValue) throws(Complaint) -> String {
    let text = try value.text()
    for name in FragmentText.names(in: text) where patterns[name] == nil {
      throw FragmentText.unknown(name, at: value, among: Array(patterns.keys))
    }
    return FragmentText.expand(text) { patterns[$0] ?? "" }
  }

  /// The tests of an inline or named condition: `any:` with a list, or the keys of one `near`.
  func tests(in fields: YAMLValue.Fields) throws(Complaint) -> [Condition.Test] {
    guard let list = fields["any"] else { return [try near(fields)] }
    var tests: [Condition.Test] = []
    for entry in try list.list() {
      if entry.isScalar {
        let name = try entry.text()
        if let named = condition(name) {
          tests += named.anyOf
        } else {
          throw unknownCondition(name, at: entry)
        }
      } else {
        tests.append(try near(try entry.fields("near", "side", "words", "sentence", "message")))
      }
    }
    return tests
  }

  /// A complaint about a condition that does not exist.
  func unknownCondition(_ name: String, at value: YAMLValue) -> Complaint {
    value.complaint(
      "onbekende voorwaarde “\(name)”",
      advice: Spelling.advice(for: name, among: Array(Self.builtIn.keys) + conditions.keys, noun: "bekend zijn"),
      code: "R007")
  }

  private func near(_ fields: YAMLValue.Fields) throws(Complaint) -> Condition.Test {
    let pattern = try expand(try fields.required("near"))
    let side = try fields["side"]?.choice(SideName.self).side ?? .either
    var reaches: [Condition.Window.Reach] = []
    if let words = fields["words"] { reaches.append(.words(try words.integer(in: 1...50))) }
    if let sentence = fields["sentence"], try sentence.flag() { reaches.append(.sentence) }
    if let message = fields["message"], try message.flag() { reaches.append(.message) }
    guard reaches.count == 1 else {
      throw fields.whole.complaint(
        reaches.isEmpty ? "hoe ver het venster reikt ontbreekt" : "het venster reikt op twee manieren",
        advice: "kies words: N, sentence: true of message: true", code: "R008")
    }
    return .near(pattern: pattern, window: Condition.Window(side: side, reach: reaches[0]))
  }

  /// The sides as they are written.
  private enum SideName: String, CaseIterable {
    case before, after, either, around

    var side: Condition.Window.Side {
      switch self {
      case .before: .before
      case .after: .after
      case .either: .either
      case .around: .around
      }
    }
  }

  private static func isName(_ name: String) -> Bool {
    guard let first = name.first, "a"..."z" ~= first else { return false }
    return name.allSatisfy { "a"..."z" ~= $0 || "0"..."9" ~= $0 || $0 == "_" }
  }
}
