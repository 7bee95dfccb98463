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
