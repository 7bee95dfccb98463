import Conduct

/// A rule as it was read, with what only checking needs.
struct RuleDraft {
  /// Where the texts of a folder come from, and what its language offers.
  struct Surroundings {
    /// The first part of every id: `nl`, `en`, `school`.
    var prefix: String
    /// The language that inflects words.
    var language: String
    var fragments: Fragments
    /// Word files by name.
    var words: [String: WordList]
    /// Files of weights by name.
    var weights: [String: WordWeights] = [:]
    /// Known categories; empty leaves names unchecked.
    var categories: Set<CategoryID>
  }

  var rule: Rule
  /// Reasons by warning id.
  var suppressed: [String: String] = [:]
  /// The file of words or weights that it uses.
  var wordFile: String?
  /// Where the pattern, or the name of the word file, stands.
  var patternLine = 0
  /// Lines of the exceptions, conditions and examples, in the order of the rule's lists.
  var allowLines: [Int] = []
  var conditionLines: [Int] = []
  var matchLines: [Int] = []
  var passLines: [Int] = []

  /// Reads one entry of a `*.rules.yaml`.
  init(_ value: YAMLValue, in surroundings: Surroundings) throws(Complaint) {
    let fields = try value.fields(
      "id", "title", "category", "severity", "status", "effect", "view", "pattern", "words", "weights", "allow",
      "needs",
      "forbids", "names", "check", "why", "suppress", "match", "pass")
    let id = try Self.id(fields, surroundings)
    do throws(Complaint) {
      let category = CategoryID(try fields.required("category").text())
      try Self.check(category, of: id, at: fields, surroundings)
      var rule = Rule(
        id: id, title: try fields.required("title").text(), category: category,
        severity: Severity(rawValue: try fields.required("severity").integer(in: 0...4)) ?? .information,
        pattern: "", explanation: try fields.required("why").text(), source: value.location)
      if let status = fields["status"] { rule.status = try status.choice() }
      if let effect = fields["effect"] { rule.effect = try effect.choice() }
      if let view = fields["view"] { rule.view = try view.choice() }
      if let check = fields["check"] { rule.check = try check.choice() }
      if let names = fields["names"] { rule.yieldsToNames = try names.flag() }
      for entry in try fields["allow"]?.listOrOne() ?? [] {
        rule.allow.append(try surroundings.fragments.expand(entry))
        allowLines.append(entry.location.line)
      }
      self.rule = rule
      try readPattern(fields, surroundings)
      try readConditions(fields, surroundings.fragments)
      try readExamples(fields)
      for (code, reason) in try fields["suppress"]?.pairs() ?? [] { suppressed[code] = try reason.text() }
    } catch {
      throw error.about(id.rawValue)
    }
  }

  private static func id(
    _ fields: YAMLValue.Fields, _ surroundings: Surroundings
  ) throws(Complaint) -> RuleID {
    let value = try fields.required("id")
    let text = try value.text()
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isPlain = text.allSatisfy { "a"..."z" ~= $0 || "0"..."9" ~= $0 || "-_.".contains($0) }
    guard isPlain, parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
      throw value.complaint(
        "“\(text)” is geen goede id", advice: "schrijf \(surroundings.prefix).categorie.naam in kleine letters",
        code: "R001")
    }
    guard parts[0] == surroundings.prefix else {
      throw value.complaint(
        "de id begint met “\(parts[0])”", advice: "in deze map begint hij met “\(surroundings.prefix)”", code: "R001")
    }
    return RuleID(text)
  }

  private static func check(
    _ category: CategoryID, of id: RuleID, at fields: YAMLValue.Fields, _ surroundings: Surroundings
  ) throws(Complaint) {
    let place = fields["category"] ?? fields.whole
    if !surroundings.categories.isEmpty, !surroundings.categories.contains(category) {
      let names = surroundings.categories.map(\.rawValue)
      throw place.complaint(
        "onbekende categorie “\(category)”",
        advice: Spelling.advice(for: category.rawValue, among: names, noun: "kies uit"), code: "R002")
    }
    guard id.rawValue.split(separator: ".")[1] == category.rawValue else {
      throw place.complaint(
        "de id noemt een andere categorie dan “\(category)”", advice: "het middelste deel van de id is de categorie",
        code: "R003")
    }
  }

  private mutating func readPattern(_ fields: YAMLValue.Fields, _ surroundings: Surroundings) throws(Complaint) {
    switch (fields["pattern"], fields["words"], fields["weights"]) {
    case (let pattern?, nil, nil):
      rule.pattern = try surroundings.fragments.expand(pattern)
      patternLine = pattern.location.line
    case (nil, nil, let weights?):
      let name = try weights.text()
      guard let list = surroundings.weights[name] else {
        throw weights.complaint(
          "gewichten “\(name)” zijn er niet",
          advice: Spelling.advice(for: name, among: Array(surroundings.weights.keys), noun: "in deze map staan"),
          code: "R004")
      }
      guard list.kinds.contains(where: { $0.category == rule.category }) else {
        throw weights.complaint(
          "“\(name)” wijst nooit naar \(rule.category)", advice: "kies een categorie die daar bij kinds staat",
          code: "R004")
      }
      for key in ["allow", "view", "names", "check"] {
        guard let value = fields[key] else { continue }
        throw value.complaint(
          "“\(key)” zegt niets bij gewichten", advice: "laat het weg; needs en forbids gelden wel", code: "R005")
      }
      rule.pattern = Rule.noPattern
      rule.weights = list
      patternLine = weights.location.line
      wordFile = name
    case (nil, let words?, nil):
      let name = try words.text()
      guard let list = surroundings.words[name] else {
        throw words.complaint(
          "woordenlijst “\(name)” is er niet",
          advice: Spelling.advice(for: name, among: Array(surroundings.words.keys), noun: "in deze map staan"),
          code: "R004")
      }
      let heads = surroundings.fragments["heads"]
      guard let pattern = try WordList.pattern(of: list.words, heads: heads) else {
        throw words.complaint("woordenlijst “\(name)” is leeg", advice: "zet er een woord in", code: "R004")
      }
      rule.pattern = pattern
      patternLine = words.location.line
      if let exceptions = try WordList.pattern(of: list.exceptions, heads: heads) {
        rule.allow.append(exceptions)
        allowLines.append(words.location.line)
      }
      wordFile = name
    default:
      let given = ["pattern", "words", "weights"].filter { fields[$0] != nil }
      throw fields.whole.complaint(
        given.isEmpty
          ? "“pattern”, “words” en “weights” ontbreken"
          : given.map { "“\($0)”" }.joined(separator: " en ") + " staan er allebei",
        advice: "geef er precies één", code: "R005")
    }
  }

  private mutating func readConditions(_ fields: YAMLValue.Fields, _ fragments: Fragments) throws(Complaint) {
    for (key, sense) in [("needs", Condition.Sense.needs), ("forbids", .forbids)] {
      for entry in try fields[key]?.listOrOne() ?? [] {
        rule.conditions.append(try Self.condition(entry, sense, fragments))
        conditionLines.append(entry.location.line)
      }
    }
  }

  private static func condition(
    _ value: YAMLValue, _ sense: Condition.Sense, _ fragments: Fragments
  ) throws(Complaint) -> Condition {
    if value.isScalar {
      let name = try value.text()
      guard let named = fragments.condition(name) else { throw fragments.unknownCondition(name, at: value) }
      return Condition(sense: sense, anyOf: named.anyOf, label: named.label)
    }
    let parts = try value.fields("near", "side", "words", "sentence", "message", "any", "label")
    let label: String
    if let given = parts["label"] ?? parts["near"] {
      label = parts["label"] == nil ? "bij \(try given.text())" : try given.text()
    } else {
      label = "één van meer tekens"
    }
    return Condition(sense: sense, anyOf: try fragments.tests(in: parts), label: label)
  }

  private mutating func readExamples(_ fields: YAMLValue.Fields) throws(Complaint) {
    for entry in try fields.required("match").listOrOne() {
      rule.matches.append(try entry.text())
      matchLines.append(entry.location.line)
    }
    for entry in try fields.required("pass").listOrOne() {
      rule.passes.append(try entry.text())
      passLines.append(entry.location.line)
    }
    for (key, examples) in [("match", rule.matches), ("pass", rule.passes)] where examples.isEmpty {
      throw (fields[key] ?? fields.whole).complaint(
        "“\(key)” heeft geen voorbeeld", advice: "geef er ten minste één", code: "R009")
    }
  }
}
