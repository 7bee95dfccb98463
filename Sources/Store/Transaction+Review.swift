import Conduct

extension Transaction {
  private static let reviewColumns = """
    SELECT review.id, review.number, review.message, review.author, review.group_id, review.state, review.visibility,
      review.severity, review.reason, review.route, review.claimed_by, review.claimed_until, review.escalated_by,
      review.version, review.received_at, review.ruleset, review.policy, member.account, member.family
    FROM review JOIN member ON member.school = review.school AND member.id = review.author
    WHERE review.school = $1
    """

  /// A review; throws `notFound`.
  func review(_ id: ReviewID) throws -> Review {
    guard let row = try run("\(Self.reviewColumns) AND review.id = $2", SQLValue(id)).first else {
      throw StoreError.notFound("Beoordeling", handle: id.rawValue)
    }
    return try Review(row)
  }

  /// Reviews that still wait for a decision.
  func openReviews() throws -> [Review] {
    try run(
      """
      \(Self.reviewColumns) AND review.state IN ('pending', 'claimed', 'info_requested', 'escalated', 'reopened')
      ORDER BY review.severity DESC, review.received_at, review.number
      """
    ).map(Review.init)
  }

  /// Reviews of one author, oldest first.
  func reviews(by author: MemberID) throws -> [Review] {
    try run("\(Self.reviewColumns) AND review.author = $2 ORDER BY review.received_at, review.number", SQLValue(author))
      .map(Review.init)
  }

  /// The members who handle reviews, or did: teachers, directors and persons of care.
  func handlers() throws -> [Member] {
    if let knownHandlers { return knownHandlers }
    let rows = try run(
      """
      SELECT DISTINCT member FROM assignment
      WHERE school = $1 AND (role IN ('teacher', 'director') OR function = 'care') ORDER BY member
      """)
    let handlers = try rows.map { try member(try $0.id("member")) }
    knownHandlers = handlers
    return handlers
  }

  /// Saves a review after a step and logs it.
  func save(
    _ review: Review, after before: Review, _ kind: Event.Kind, by actor: MemberID?,
    _ fill: (inout Event.Body) -> Void = { _ in }
  ) throws {
    try connection.update(
      "review",
      [
        "state": .text(review.state.rawValue), "visibility": .text(review.visibility.rawValue),
        "route": .text(review.route.rawValue), "claimed_by": SQLValue(review.claim?.member),
        "claimed_until": SQLValue(review.claim?.until), "escalated_by": SQLValue(review.escalatedBy),
        "version": SQLValue(review.version),
      ], school: school.id, id: review.id.rawValue)
    try log(kind, by: actor) {
      $0.member = review.subject.author
      $0.review = review.id
      $0.from = before.state.rawValue
      $0.to = review.state.rawValue
      $0.version = review.version
      $0.visibility = review.visibility.rawValue
      fill(&$0)
    }
  }

  /// The decisions on a review, first one first.
  func decisions(on review: ReviewID) throws -> [Decision] {
    try run(
      """
      SELECT id, review, decider, role, at, outcome, dismissal, clauses, severity, policy, ruleset, payload
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
      ruleset: try row.text("ruleset"))
    if let json = try payload(try row.optionalText("payload")) {
      let words: DecisionWords = try Self.decode(Array(json.utf8), what: "besluit \(decision.id)")
      decision.statement = words.statement
      decision.note = words.note
    }
    return decision
  }

  /// The payloads that belong to a review: the text, the reasons and the notes.
  func payloads(of review: Review) throws -> [String] {
    let rows =
      try run("SELECT payload FROM message WHERE school = $1 AND id = $2", SQLValue(review.message))
      + run("SELECT payload FROM decision WHERE school = $1 AND review = $2", SQLValue(review.id))
      + run("SELECT payload FROM note WHERE school = $1 AND review = $2", SQLValue(review.id))
    return try rows.compactMap { try $0.optionalText("payload") }
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
        signal.view, signal.marks, signal.clauses, signal.shadow, rule_text.title, rule_text.explanation
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
      return Signal(
        rule: rule, title: try row.optionalText("title") ?? rule.rawValue,
        category: CategoryID(try row.text("category")), severity: try row.severity("severity"),
        effect: try row.value("effect"), span: span, text: String(hit), view: try row.value("view"),
        marks: Set(try row.words("marks").compactMap(Signal.Mark.init)), isShadow: try row.flag("shadow"),
        explanation: try row.optionalText("explanation") ?? "", clauses: try row.words("clauses"))
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

extension Review {
  init(_ row: SQLRow) throws {
    self.init(
      id: try row.id("id"), number: try row.int("number"), message: try row.id("message"),
      subject: Subject(
        author: try row.id("author"), account: try row.id("account"), family: try row.optionalID("family"),
        group: try row.optionalID("group_id")),
      state: try row.value("state"), visibility: try row.value("visibility"), severity: try row.severity("severity"),
      reason: try row.value("reason"), route: try row.value("route"), claim: nil,
      escalatedBy: try row.optionalID("escalated_by"), version: try row.int("version"),
      receivedAt: try row.integer("received_at"), ruleset: try row.text("ruleset"), policy: try row.text("policy"))
    if let member: MemberID = try row.optionalID("claimed_by") {
      claim = Claim(member: member, until: try row.integer("claimed_until"))
    }
  }
}
