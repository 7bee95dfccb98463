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

  /// The form as it is sent, or for the first time: empty, as an earlier change, or with words that somebody marked.
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
        fields["words"] = visit.query("woorden")
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

  private func checkLength() throws {
    for (name, value) in fields
    where value.count > Self.longest[name, default: 20_000] || lines(name).count > Self.mostLines {
      throw StoreError.invalid(visit.texts("change.too_long", ["field": visit.texts("change.field.\(name)")]))
    }
  }

  private subscript(name: String) -> String {
    (fields[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func lines(_ name: String) -> [String] {
    self[name].split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  /// What is asked for. Throws `StoreError.invalid` with what is missing.
  func content() throws -> RuleChange.Content {
    let texts = visit.texts
    try checkLength()
    func missing(_ field: String) -> StoreError { .invalid(texts("change.missing.\(field)")) }
    switch sort {
    case .exception:
      guard !lines("words").isEmpty else { throw missing("words") }
      return .exception(lines("words"))
    case .setting:
      guard let state = Overlay.Switch.State(rawValue: self["to"]), state != .draft else { throw missing("to") }
      return .setting(
        rule: RuleID(self["rule"]), to: state,
        severity: state == .live ? Int(self["set_severity"]).flatMap(Severity.init(rawValue:)) : nil)
    case .word, .rule:
      let (words, pattern) = (lines("words"), sort == .rule ? self["pattern"] : "")
      if words.isEmpty, pattern.isEmpty { throw missing(sort == .word ? "words" : "pattern") }
      if !words.isEmpty, !pattern.isEmpty { throw StoreError.invalid(texts("change.missing.one_of")) }
      guard let severity = Int(self["severity"]).flatMap(Severity.init(rawValue:)) else { throw missing("severity") }
      if lines("match").isEmpty { throw missing("match") }
      if lines("pass").isEmpty { throw missing("pass") }
      let title = self["title"].isEmpty && sort == .word ? Self.title(of: words[0], texts) : self["title"]
      if title.isEmpty { throw missing("title") }
      let why = self["why"].isEmpty && sort == .word ? texts("change.own_why") : self["why"]
      if why.isEmpty { throw missing("why") }
      return .rule(
        OwnRule(
          title: title, category: CategoryID(self["category"]), severity: severity, words: words, pattern: pattern,
          allow: lines("allow"), needs: lines("needs"), forbids: lines("forbids"), explanation: why,
          matches: lines("match"), passes: lines("pass")))
    }
  }

  /// The change as it would be, to be checked and shown before it is kept.
  func draft() throws -> RuleChange {
    RuleChange(
      id: RuleChangeID(""), number: 0, content: try content(), state: .trial, replaces: replaced?.id,
      author: try visit.person().member.id, at: visit.now)
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
