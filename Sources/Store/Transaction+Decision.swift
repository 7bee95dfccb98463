import Conduct

extension Transaction {
  /// The decisions on a review, first one first.
  func decisions(on review: ReviewID) throws -> [Decision] {
    try run(
      """
      SELECT id, review, decider, role, at, outcome, dismissal, clauses, severity, policy, ruleset, rules,
        automated_detection, duplicate_of, undone_by, payload
      FROM decision WHERE school = $1 AND review = $2 ORDER BY version
      """, SQLValue(review)
    ).map(decision)
  }

  private func decision(_ row: SQLRow) throws -> Decision {
    let outcome: Decision.Outcome =
      switch try row.text("outcome") {
      case "dismissed": .dismissed(try row.value("dismissal"))
      case "established": .established
      default: .careArranged
      }
    var decision = Decision(
      id: try row.id("id"), review: try row.id("review"), decider: try row.id("decider"),
      role: try row.value("role"), at: try row.integer("at"), outcome: outcome,
      clauses: try row.words("clauses").map { ClauseID($0) },
      severity: row["severity"] == .null ? nil : try row.severity("severity"), policy: try row.text("policy"),
      ruleset: try row.text("ruleset"), rules: try row.words("rules").map { RuleID($0) },
      isAutomaticallyFound: try row.flag("automated_detection"), duplicateOf: try row.optionalID("duplicate_of"),
      undoneBy: try row.optionalID("undone_by"))
    let effects = try run(
      "SELECT effect FROM decision_effect WHERE school = $1 AND decision = $2 ORDER BY number", SQLValue(decision.id))
    decision.effects = try effects.compactMap { Decision.Effect(code: try $0.text("effect")) }
    if let json = try payload(try row.optionalText("payload")) {
      let words: DecisionWords = try Self.decode(Array(json.utf8), what: "besluit \(decision.id)")
      decision.statement = words.statement
      decision.note = words.note
    }
    return decision
  }

  /// A message as it was received; the text is empty when it was purged or never kept.
  func message(_ id: MessageID) throws -> (message: Message, isTextKept: Bool) {
    let rows = try run(
      """
      SELECT external_id, author, persona, group_id, kind, sent_at, edited_at, payload FROM message
      WHERE school = $1 AND id = $2
      """, SQLValue(id))
    guard let row = rows.first else { throw StoreError.notFound("Bericht", handle: id.rawValue) }
    let text = try payload(try row.optionalText("payload"))
    let message = Message(
      externalID: try row.optionalText("external_id"), author: try row.id("author"), persona: try row.value("persona"),
      group: try row.optionalID("group_id"), kind: try row.value("kind"), sentAt: try row.integer("sent_at"),
      editedAt: try row.optionalInteger("edited_at"), text: text ?? "")
    return (message, text != nil)
  }

  /// The signals of a message, rendered with the rules as they stood.
  func signals(of message: MessageID, ruleset: String, text: String) throws -> [Signal] {
    let rows = try connection.run(
      """
      SELECT signal.rule, signal.category, signal.severity, signal.effect, signal.span_start, signal.span_end,
        signal.view, signal.marks, signal.clauses, signal.shadow, signal.about, rule_text.title, rule_text.explanation
      FROM signal LEFT JOIN rule_text ON rule_text.school = signal.school AND rule_text.rule = signal.rule
        AND rule_text.ruleset = $1
      WHERE signal.school = $2 AND signal.message = $3 ORDER BY signal.number
      """, [.text(ruleset), SQLValue(school.id), SQLValue(message)])
    let scalars = Array(text.unicodeScalars)
    return try rows.map { row in
      let span = try row.int("span_start")..<row.int("span_end")
      var hit = String.UnicodeScalarView()
      if span.upperBound <= scalars.count { hit.append(contentsOf: scalars[span]) }
      let rule = RuleID(try row.text("rule"))
      let posting = PostingRule(rule)
      let pupils = try row.words("about").map { PupilID($0) }
      let explanation = try row.optionalText("explanation") ?? posting?.explanation ?? ""
      let whom = pupils.isEmpty ? "" : " " + PostingRule.about(try pupils.map(nameOfPupil))
      return Signal(
        rule: rule, title: try row.optionalText("title") ?? posting?.title ?? rule.rawValue,
        category: CategoryID(try row.text("category")), severity: try row.severity("severity"),
        effect: try row.value("effect"), span: span, text: String(hit), view: try row.value("view"),
        marks: Set(try row.words("marks").compactMap(Signal.Mark.init)), isShadow: try row.flag("shadow"),
        explanation: explanation + whom, about: pupils, clauses: try row.words("clauses"))
    }
  }

  /// Rules that did not finish on a message.
  func faults(of message: MessageID) throws -> [ScanFault] {
    try run("SELECT rule, reached FROM scan_fault WHERE school = $1 AND message = $2 ORDER BY rule", SQLValue(message))
      .map { ScanFault(rule: RuleID(try $0.text("rule")), limit: try $0.value("reached")) }
  }
}

/// What of a decision is personal, and therefore encrypted.
struct DecisionWords: Codable {
  var statement: StatementOfReasons?
  var note: String?
}
