import Conduct
import Foundation
import HTTPTypes
import Hummingbird
import Store

/// What somebody fills in to change the rules of a school.
struct RuleChangeForm {
  /// The forms there are; a word is a rule with the short form.
  enum Sort: String, CaseIterable {
    case word = "woord"
    case exception = "uitzondering"
    case rule = "regel"
    case setting = "instelling"

    /// The form of a change.
    init(of content: RuleChange.Content, _ texts: Texts) {
      switch content {
      case .rule(let own):
        // The short form has no place for more, and what has no place would be lost.
        let isPlain = own.pattern.isEmpty && own.allow.isEmpty && own.needs.isEmpty && own.forbids.isEmpty
        self = isPlain && own.title == RuleChangeForm.title(of: own.words[0], texts) ? .word : .rule
      case .exception: self = .exception
      case .setting: self = .setting
      }
    }

    /// The first part of the keys of its texts.
    var key: String {
      switch self {
      case .word: "change.word"
      case .exception: "change.exception"
      case .rule: "change.rule"
      case .setting: "change.setting"
      }
    }
  }

  let visit: Visit
  let sort: Sort
  /// What stands in the fields.
  private(set) var fields: [String: String]
  /// The number of the change whose place this one takes.
  let replaced: RuleChange?

  /// The form as it is sent, or for the first time: empty, or as an earlier change.
  init(_ visit: Visit, changes: [RuleChangeFile]) throws {
    self.visit = visit
    let isSent = visit.request.method == .post
    func asked(_ field: String, _ query: String) -> String { isSent ? visit.form[field] : visit.query(query) }
    let earlier = changes.first { String($0.change.number) == asked("from", "van") }?.change
    let replaces = asked("replaces", "vervangt")
    replaced = changes.first { String($0.change.number) == replaces }?.change
    if !replaces.isEmpty, replaced == nil { throw PageError.notFound }
    guard let sort = Sort(rawValue: asked("sort", "soort")) ?? earlier.map({ Sort(of: $0.content, visit.texts) })
    else {
      throw PageError.notFound
    }
    self.sort = sort
    if isSent {
      fields = visit.form.fields.compactMapValues { $0.first }
    } else {
      fields = earlier.map { Self.fields(of: $0.content) } ?? ["severity": "2", "category": "abuse", "to": "off"]
      if earlier == nil {
        fields["rule"] = visit.query("regel")
        fields["to"] = Overlay.Switch.State(rawValue: visit.query("naar"))?.rawValue ?? "off"
      }
      fields["from"] = visit.query("van")
      fields["replaces"] = replaces
    }
  }

  /// What stands in the fields of a change that is there.
  private static func fields(of content: RuleChange.Content) -> [String: String] {
    switch content {
    case .rule(let own):
      [
        "title": own.title, "category": own.category.rawValue, "severity": String(own.severity.rawValue),
        "words": own.words.joined(separator: "\n"), "pattern": own.pattern,
        "allow": own.allow.joined(separator: "\n"), "needs": own.needs.joined(separator: "\n"),
        "forbids": own.forbids.joined(separator: "\n"), "why": own.explanation,
        "match": own.matches.joined(separator: "\n"), "pass": own.passes.joined(separator: "\n"),
      ]
    case .exception(let words): ["words": words.joined(separator: "\n")]
    case .setting(let rule, let state, let severity):
      ["rule": rule.rawValue, "to": state.rawValue, "set_severity": severity.map { String($0.rawValue) } ?? ""]
    }
  }

  private static func title(of word: String, _ texts: Texts) -> String { texts("change.own_word", ["word": word]) }

  /// How long what is filled in may be, in signs, by field; lists in lines too.
  private static let longest = ["title": 80, "why": 200, "pattern": 4_000, "reason": 2_000, "words": 20_000]
  private static let mostLines = 500

  private subscript(name: String) -> String {
    (fields[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func lines(_ name: String) -> [String] {
    self[name].split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  /// What is missing or too long, by field; `reason` too, when the change is to be kept.
  func problems(saving: Bool) -> FormProblems {
    let texts = visit.texts
    var problems: [String: String] = [:]
    for name in Self.order
    where (fields[name] ?? "").count > Self.longest[name, default: 20_000] || lines(name).count > Self.mostLines {
      problems[name] = texts("change.too_long", ["field": texts("change.field.\(name)")])
    }
    func need(_ name: String, _ isThere: Bool, _ key: String? = nil) {
      if !isThere, problems[name] == nil { problems[name] = texts("change.missing.\(key ?? name)") }
    }
    switch sort {
    case .exception: need("words", !lines("words").isEmpty)
    case .setting: need("to", target != nil)
    case .word, .rule:
      let hasWords = !lines("words").isEmpty
      if sort == .word {
        need("words", hasWords)
      } else {
        need("pattern", hasWords || !self["pattern"].isEmpty)
        need("pattern", !hasWords || self["pattern"].isEmpty, "one_of")
        need("title", !self["title"].isEmpty)
        need("why", !self["why"].isEmpty)
      }
      need("severity", severity != nil)
      need("match", !lines("match").isEmpty)
      need("pass", !lines("pass").isEmpty)
    }
    if saving { need("reason", !self["reason"].isEmpty) }
    return FormProblems(problems, in: Self.order)
  }

  /// The fields as they stand on the page.
  private static let order = [
    "to", "title", "words", "pattern", "severity", "match", "pass", "why", "allow", "needs", "forbids", "reason",
  ]

  private var target: Overlay.Switch.State? {
    Overlay.Switch.State(rawValue: self["to"]).flatMap { $0 == .draft ? nil : $0 }
  }

  private var severity: Severity? { Int(self["severity"]).flatMap(Severity.init(rawValue:)) }

  /// What is asked for. Throws `PageError.badForm` while there are problems.
  func content() throws -> RuleChange.Content {
    switch sort {
    case .exception: return .exception(lines("words"))
    case .setting:
      guard let target else { throw PageError.badForm }
      return .setting(
        rule: RuleID(self["rule"]), to: target,
        severity: target == .live ? Int(self["set_severity"]).flatMap(Severity.init(rawValue:)) : nil)
    case .word, .rule:
      let words = lines("words")
      guard let severity, let name = words.first ?? (sort == .rule ? "" : nil) else { throw PageError.badForm }
      let (title, why) = (self["title"], self["why"])
      return .rule(
        OwnRule(
          title: title.isEmpty ? Self.title(of: name, visit.texts) : title, category: CategoryID(self["category"]),
          severity: severity, words: words, pattern: sort == .rule ? self["pattern"] : "", allow: lines("allow"),
          needs: lines("needs"), forbids: lines("forbids"),
          explanation: why.isEmpty ? visit.texts("change.own_why") : why, matches: lines("match"),
          passes: lines("pass")))
    }
  }

  /// The change as it would be, to be checked and shown before it is kept.
  func draft() throws -> RuleChange {
    Self.draft(try content(), replacing: replaced?.id, by: try visit.person(), visit)
  }

  /// A change that is not kept, to be looked at.
  static func draft(
    _ content: RuleChange.Content, replacing replaced: RuleChangeID? = nil, by visitor: Visitor, _ visit: Visit
  ) -> RuleChange {
    RuleChange(
      id: RuleChangeID(""), number: 0, content: content, state: .trial, replaces: replaced, author: visitor.member.id,
      at: visit.now)
  }

  /// The fields for the template.
  func values(conditions: [RuleWorkbench.NamedCondition]) -> [String: Any] {
    let texts = visit.texts
    var values: [String: Any] = Dictionary(
      uniqueKeysWithValues: [
        "title", "words", "pattern", "allow", "needs", "forbids", "why", "match", "pass", "reason",
      ]
      .map { ("typed_\($0)", self[$0] as Any) })
    values["sort"] = sort.rawValue
    values["heading"] = texts("\(sort.key).title")
    values["intro"] = texts("\(sort.key).intro")
    values["is_\(sort)"] = true
    values["has_words"] = sort != .setting
    values["makes_rule"] = sort == .word || sort == .rule
    values["from"] = self["from"]
    values["replaces"] = self["replaces"]
    values["replaced"] = replaced.map { texts("change.replaces", ["number": String($0.number)]) } as Any
    values["rule_id"] = self["rule"]
    values["rule_name"] = visit.site.rules.ruleSet.rules.first { $0.id.rawValue == self["rule"] }?.title ?? self["rule"]
    values["categories"] = visit.site.rules.categories.filter { $0.kind == .text }.map {
      ["value": $0.id.rawValue, "label": $0.name, "chosen": $0.id.rawValue == self["category"]] as [String: Any]
    }
    values["severities"] = (1...4).map {
      ["value": $0, "label": texts("severity.\($0)"), "chosen": String($0) == self["severity"]] as [String: Any]
    }
    values["set_severities"] = (0...4).map {
      ["value": $0, "label": texts("severity.\($0)"), "chosen": String($0) == self["set_severity"]] as [String: Any]
    }
    values["targets"] = [Overlay.Switch.State.off, .shadow, .live].map {
      ["value": $0.rawValue, "label": texts("change.to.\($0.rawValue)"), "chosen": $0.rawValue == self["to"]]
        as [String: Any]
    }
    values["more_open"] = ["allow", "needs", "forbids"].contains { !self[$0].isEmpty }
    values["conditions"] = conditions.map { ["condition": $0.name, "says": $0.label] }
    return values
  }
}
