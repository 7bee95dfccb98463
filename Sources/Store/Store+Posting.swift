public import Conduct

/// How often a rule found something in one week.
public struct RuleCount: Hashable, Sendable {
  /// The Monday of the week.
  public var week: Day
  /// The rule.
  public var rule: RuleID
  /// The group, where the group itself is what counts.
  public var group: GroupID?
  /// What it brought about.
  public var effect: Effect
  /// In how many messages.
  public var count: Int
  /// When the last of them was sent, in milliseconds.
  public var lastAt: Int64
}

extension Store {
  /// What stands out in the way a message would be placed, for its author to see before; nothing is kept of it. `mentions`
  /// are the names that a scan found in its text.
  public func advice(
    on message: Message, mentions: [Mention] = [], frames: PostingFrames, school: SchoolID, at time: Int64
  ) async throws -> [Signal] {
    try await read(school, at: time) { transaction in
      try transaction.require(message.author)
      try transaction.require(message.group)
      return try transaction.placed(message, mentions, frames)
    }
  }

  /// How often each rule found something, by week from the one of a day on.
  public func ruleCounts(school: SchoolID, from day: Day) async throws -> [RuleCount] {
    try await read(school) { transaction in
      try transaction.run(
        """
        SELECT week, rule, group_id, effect, count, last_at FROM rule_count WHERE school = $1 AND week >= $2
        ORDER BY week, rule, group_id, effect
        """, .text((day + (1 - day.weekday)).description)
      ).map { row in
        guard let week = Day(try row.text("week")) else { throw StoreError.damaged("een week van de cijfers") }
        let group = try row.text("group_id")
        return RuleCount(
          week: week, rule: RuleID(try row.text("rule")), group: group.isEmpty ? nil : GroupID(group),
          effect: try row.value("effect"), count: try row.int("count"), lastAt: try row.integer("last_at"))
      }
    }
  }
}

/// How often something spoke or was used.
public struct RuleUsage: Hashable, Sendable {
  /// How often.
  public var count: Int
  /// When last, in milliseconds; nil when never.
  public var lastAt: Int64?

  /// Makes figures.
  public init(count: Int, lastAt: Int64?) {
    self.count = count
    self.lastAt = lastAt
  }
}

extension Store {
  /// How often each rule found something, and each line of the log was written, ever. Of whom is not told.
  public func ruleUsage(
    school: SchoolID
  ) async throws -> (rules: [RuleID: RuleUsage], events: [Event.Kind: RuleUsage]) {
    try await read(school) { transaction in
      var rules: [RuleID: RuleUsage] = [:]
      for row in try transaction.run(
        "SELECT rule, SUM(count) AS n, MAX(last_at) AS last FROM rule_count WHERE school = $1 GROUP BY rule")
      {
        rules[RuleID(try row.text("rule"))] = RuleUsage(
          count: try row.int("n"), lastAt: try row.optionalInteger("last"))
      }
      var events: [Event.Kind: RuleUsage] = [:]
      for row in try transaction.run(
        "SELECT kind, COUNT(*) AS n, MAX(at) AS last FROM event WHERE school = $1 GROUP BY kind")
      {
        guard let kind = Event.Kind(rawValue: try row.text("kind")) else { continue }
        events[kind] = RuleUsage(count: try row.int("n"), lastAt: try row.optionalInteger("last"))
      }
      // What a decision removed has no line of its own.
      let removed = try transaction.run(
        """
        SELECT COUNT(*) AS n, MAX(decision.at) AS last FROM decision_effect
        JOIN decision ON decision.school = decision_effect.school AND decision.id = decision_effect.decision
        WHERE decision_effect.school = $1 AND effect = 'remove'
        """)[0]
      let (count, last) = (try removed.int("n"), try removed.optionalInteger("last"))
      let known = events[.removed] ?? RuleUsage(count: 0, lastAt: nil)
      events[.removed] = RuleUsage(
        count: known.count + count, lastAt: [known.lastAt, last].compactMap { $0 }.max())
      return (rules, events)
    }
  }

  /// Since when the school holds each clause of its policy in the words of now, in milliseconds.
  public func clausesSince(school: SchoolID) async throws -> [ClauseID: Int64] {
    try await read(school) { transaction in
      let now = try transaction.policy()
      var since: [ClauseID: Int64] = [:]
      for row in try transaction.run(
        "SELECT hash, content, kept_at FROM version WHERE school = $1 AND kind = 'policy' ORDER BY kept_at, hash")
      {
        let policy: Policy = try Transaction.decode(
          try row.bytes("content"), what: "versie \(try row.text("hash"))")
        for clause in now.clauses where since[clause.id] == nil && policy.clause(clause.id)?.text == clause.text {
          since[clause.id] = try row.integer("kept_at")
        }
      }
      return since
    }
  }
}
