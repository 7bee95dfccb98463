public import Conduct

/// A change of a school's rules with what was done with it.
public struct RuleChangeFile: Hashable, Sendable {
  /// One step, with the reason when one was given.
  public struct Taken: Hashable, Sendable {
    /// What was done.
    public var step: RuleChange.Step
    /// The name of who did it.
    public var by: String
    /// When, in milliseconds.
    public var at: Int64
    /// Why; empty where nothing was said.
    public var reason: String
  }

  /// The change.
  public var change: RuleChange
  /// The name of who wrote it.
  public var author: String
  /// What was done with it, first one first.
  public var history: [Taken]
  /// The change whose place it takes.
  public var replaced: RuleChange?
  /// The number of the change that took, or is to take, its place.
  public var replacedBy: Int?
  /// In how many messages a rule hit while it was on trial.
  public var trialHits: Int
  /// What the reader may do with it.
  public var steps: [RuleChange.Step]
}

extension Store {
  /// What changes the rules of a school now: on trial, waiting for a second person, or live; oldest first.
  public func ruleChangesInForce(school: SchoolID) async throws -> [RuleChange] {
    try await read(school) { try $0.ruleChanges(where: "state <> 'ended'") }
  }

  /// Changes of the rules, latest first, of one state or all; for whoever looks after them, and for teachers, who are the
  /// second person: what holds, what those who look after the rules wrote, and their own.
  public func ruleChanges(
    for member: MemberID, in state: RuleChange.State? = nil, school: SchoolID, at time: Int64
  ) async throws -> [RuleChangeFile] {
    try await read(school, at: time) { transaction in
      let reader = try transaction.member(member)
      let changes = try transaction.ruleChanges(
        where: "(CAST($2 AS TEXT) IS NULL OR state = $2)", SQLValue(state?.rawValue)
      ).reversed()
      return try changes.filter { try transaction.isOpen($0, to: reader) }.map { try transaction.file($0, for: reader) }
    }
  }

  /// Writes a change. A rule is on trial at once; anything else, and what a teacher writes, waits for a second person.
  @discardableResult
  public func proposeRuleChange(
    _ content: RuleChange.Content, reason: String, replacing number: Int? = nil, by member: MemberID, school: SchoolID,
    at time: Int64
  ) async throws -> RuleChange {
    try await write(school, at: time) { transaction in
      let author = try transaction.member(member)
      if let refusal = RuleChange.refusalOfProposal(content, by: author, at: time) {
        throw StoreError.notAllowed(refusal)
      }
      if reason.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: vul een reden in.") }
      if try transaction.ruleChanges(where: "state <> 'ended'").count >= RuleChange.most {
        throw StoreError.invalid("Er zijn al \(RuleChange.most) eigen wijzigingen. Beëindig er eerst een.")
      }
      let replaced = try number.map { try transaction.ruleChange($0, for: author) }
      if let replaced, replaced.content.kind != content.kind {
        throw StoreError.invalid("Een wijziging vervangt er een van dezelfde soort.")
      }
      let payload = try transaction.save(Transaction.json(content), about: nil, .register, due: nil)
      let change = RuleChange(
        id: RuleChangeID(makeID("w")), number: try transaction.nextNumber(in: "rule_change"), content: content,
        state: RuleChange.first(of: content, by: author, at: time), replaces: replaced?.id, author: member, at: time)
      try transaction.connection.insert(
        into: "rule_change",
        [
          "school": SQLValue(school), "id": SQLValue(change.id), "number": SQLValue(change.number),
          "kind": .text(content.kind.rawValue), "state": .text(change.state.rawValue),
          "rule": SQLValue(change.rule?.rawValue), "replaces": SQLValue(change.replaces), "author": SQLValue(member),
          "at": .integer(time), "approver": .null, "approved_at": .null, "payload": .text(payload.id),
        ])
      try transaction.log(change, .propose, reason: reason, by: member, also: payload)
      return change
    }
  }

  /// Takes a step with a change. One that goes live takes the place of the one that it replaces, and of another setting of
  /// the same rule.
  @discardableResult
  public func advanceRuleChange(
    _ number: Int, _ step: RuleChange.Step, reason: String = "", by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> RuleChange {
    try await write(school, at: time) { transaction in
      let actor = try transaction.member(member)
      let change = try transaction.ruleChange(number, for: actor)
      let author = try transaction.member(change.author)
      if let refusal = change.refusal(of: step, for: actor, author: author, at: time) {
        throw StoreError.notAllowed(refusal)
      }
      if [.decline, .end].contains(step), reason.allSatisfy(\.isWhitespace) {
        throw StoreError.invalid("Er ontbreekt iets: vul een reden in.")
      }
      let next = change.taking(step, by: member, at: time)
      try transaction.save(next, step, reason: reason, by: member)
      guard step == .approve else { return next }
      for other in try transaction.ruleChanges(where: "state <> 'ended'")
      where other.id != next.id && next.takesThePlace(of: other) {
        try transaction.save(other.taking(.end, by: member, at: time), .end, reason: "", by: member)
      }
      return next
    }
  }
}

extension RuleChange {
  /// The most changes of a school at once: each costs time in every message.
  static let most = 300

  fileprivate func takesThePlace(of other: RuleChange) -> Bool {
    // Of two that were to take the place of the same one, the later holds.
    if let replaces, replaces == other.id || other.state == .live && replaces == other.replaces { return true }
    guard case .setting(let rule, _, _) = content, case .setting(rule, _, _) = other.content else { return false }
    return other.state == .live
  }
}

extension Transaction {
  /// Changes by a condition that may use `$2`, oldest first.
  func ruleChanges(where condition: String, _ arguments: SQLValue...) throws -> [RuleChange] {
    try connection.run(
      """
      SELECT id, number, state, replaces, author, at, approver, approved_at, payload FROM rule_change
      WHERE school = $1 AND \(condition) ORDER BY number
      """, [SQLValue(school.id)] + arguments
    ).map { row in
      let text = try payload(try row.text("payload")) ?? ""
      return RuleChange(
        id: try row.id("id"), number: try row.int("number"),
        content: try Self.decode(Array(text.utf8), what: "wijziging \(try row.int("number"))"),
        state: try row.value("state"), replaces: try row.optionalID("replaces"), author: try row.id("author"),
        at: try row.integer("at"), approver: try row.optionalID("approver"),
        approvedAt: try row.optionalInteger("approved_at"))
    }
  }

  fileprivate func isOpen(_ change: RuleChange, to reader: Member) throws -> Bool {
    if reader.keepsRules(at: at) || reader.isOne(of: [change.author]) { return true }
    guard reader.teaches(at: at) else { return false }
    return try change.state == .live || member(change.author).keepsRules(at: at)
  }

  fileprivate func ruleChange(_ number: Int, for reader: Member) throws -> RuleChange {
    guard let change = try ruleChanges(where: "number = $2", SQLValue(number)).first, try isOpen(change, to: reader)
    else { throw StoreError.notFound("Wijziging", handle: String(number)) }
    return change
  }

  fileprivate func file(_ change: RuleChange, for reader: Member) throws -> RuleChangeFile {
    let author = try member(change.author)
    let history = try run(
      "SELECT step, author, at, payload FROM rule_change_note WHERE school = $1 AND rule_change = $2 ORDER BY number",
      SQLValue(change.id)
    ).map { row in
      RuleChangeFile.Taken(
        step: try row.value("step"), by: try member(try row.id("author")).name, at: try row.integer("at"),
        reason: try payload(try row.optionalText("payload")) ?? "")
    }
    let later = try run(
      "SELECT MAX(number) AS number FROM rule_change WHERE school = $1 AND replaces = $2", SQLValue(change.id))
    return RuleChangeFile(
      change: change, author: author.name, history: history,
      replaced: try change.replaces.flatMap { try ruleChanges(where: "id = $2", SQLValue($0)).first },
      replacedBy: try later.first?.optionalInteger("number").map { Int($0) },
      trialHits: try trialHits(of: change),
      steps: [.ask, .approve, .decline, .end].filter {
        change.refusal(of: $0, for: reader, author: author, at: at) == nil
      })
  }

  /// In how many messages an own rule hit while it was on trial; 0 for other changes, which have no trial.
  private func trialHits(of change: RuleChange) throws -> Int {
    guard change.content.kind == .rule else { return 0 }
    return try run(
      "SELECT COUNT(DISTINCT message) AS n FROM signal WHERE school = $1 AND rule = $2 AND shadow = 1",
      SQLValue(change.rule?.rawValue))[0].int("n")
  }

  fileprivate func save(_ change: RuleChange, _ step: RuleChange.Step, reason: String, by member: MemberID) throws {
    try connection.update(
      "rule_change",
      [
        "state": .text(change.state.rawValue), "approver": SQLValue(change.approver),
        "approved_at": SQLValue(change.approvedAt),
      ], school: school.id, id: change.id.rawValue)
    try log(change, step, reason: reason, by: member)
  }

  fileprivate func log(
    _ change: RuleChange, _ step: RuleChange.Step, reason: String, by member: MemberID, also content: Saved? = nil
  ) throws {
    let said = reason.isEmpty ? nil : try save(reason, about: nil, .register, due: nil)
    try connection.insert(
      into: "rule_change_note",
      [
        "school": SQLValue(school.id), "rule_change": SQLValue(change.id),
        "number": SQLValue(try nextNumber(in: "rule_change_note", where: "rule_change = $2", SQLValue(change.id))),
        "step": .text(step.rawValue), "author": SQLValue(member), "at": .integer(at), "payload": SQLValue(said?.id),
      ])
    let kind: Event.Kind =
      switch step {
      case .propose: .ruleProposed
      case .ask: .ruleAsked
      case .approve: .ruleApproved
      case .decline: .ruleDeclined
      case .end: .ruleEnded
      }
    try log(kind, by: member) {
      $0.item = "rule_change \(change.id)"
      $0.to = change.state.rawValue
      $0.rules = change.rule.map { [$0] }
      let saved = [content, said].compactMap(\.self)
      if !saved.isEmpty { $0.commitments = Dictionary(uniqueKeysWithValues: saved.map { ($0.id, $0.commitment) }) }
    }
  }
}
