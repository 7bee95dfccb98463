public import Conduct

/// A rule that hits much more than it used to: a word of the day, a copied text, or a rule that is too wide.
public struct RuleBurst: Hashable, Sendable {
  /// The rule.
  public var rule: RuleID
  /// What it is about.
  public var title: String
  /// In how many messages of the last day it hit.
  public var hits: Int
  /// In how many messages a day it hit in the four weeks before.
  public var usual: Double
}

extension Store {
  /// Rules that hit much more in the last day than before, most hits first; for whoever looks after the rules.
  public func ruleBursts(for member: MemberID, school: SchoolID, at time: Int64) async throws -> [RuleBurst] {
    try await read(school, at: time) { transaction in
      if try !transaction.member(member).keepsRules(at: time) { throw StoreError.notAllowed(.roleMayNot) }
      return try transaction.ruleBursts()
    }
  }
}

extension RuleBurst {
  /// The fewest messages of a day that are much.
  static let fewest = 10
  /// How many times as much as usual is sudden.
  static let factor = 5.0
  /// The days before that say what is usual.
  static let days: Int64 = 28
  /// The fewest of them.
  static let fewestDays: Int64 = 7
}

extension Transaction {
  /// Rules that hit suddenly much. Only messages that were sent in the last day count, so that taking in an old archive is
  /// no burst.
  func ruleBursts() throws -> [RuleBurst] {
    let since = at - Ladder.day
    let found = try run(
      """
      SELECT signal.rule AS rule, COUNT(DISTINCT review.id) AS n FROM review
        JOIN message ON message.school = review.school AND message.id = review.message
        JOIN signal ON signal.school = review.school AND signal.message = review.message AND signal.shadow = 0
      WHERE review.school = $1 AND review.received_at >= $2 AND message.sent_at >= $2
      GROUP BY signal.rule HAVING COUNT(DISTINCT review.id) >= \(RuleBurst.fewest) ORDER BY n DESC, signal.rule
      """, .integer(since))
    if found.isEmpty { return [] }
    // What is usual is not known yet in a first week.
    let first =
      try run("SELECT MIN(received_at) AS at FROM review WHERE school = $1 AND received_at > $2", .integer(0))[0]
      .optionalInteger("at") ?? at
    let days = min(RuleBurst.days, (since - first) / Ladder.day)
    if days < RuleBurst.fewestDays { return [] }
    return try found.compactMap { row in
      let rule = try row.text("rule")
      let before = try run(
        """
        SELECT COUNT(DISTINCT review.id) AS n FROM review
          JOIN message ON message.school = review.school AND message.id = review.message
          JOIN signal ON signal.school = review.school AND signal.message = review.message AND signal.shadow = 0
        WHERE review.school = $1 AND review.received_at >= $2 AND review.received_at < $3 AND message.sent_at >= $2
          AND signal.rule = $4
        """, .integer(since - days * Ladder.day), .integer(since), .text(rule))[0].int("n")
      let (hits, usual) = (try row.int("n"), Double(before) / Double(days))
      guard Double(hits) >= RuleBurst.factor * usual else { return nil }
      let title = try run(
        "SELECT MAX(title) AS title FROM rule_text WHERE school = $1 AND rule = $2", .text(rule))
      return RuleBurst(
        rule: RuleID(rule), title: try title.first?.optionalText("title") ?? rule, hits: hits, usual: usual)
    }
  }

  /// Tells whoever looks after the rules of a burst, once a day; gives how many notices went out.
  func tellOfBursts() throws -> Int {
    var told = 0
    for burst in try ruleBursts() {
      let item = "rule \(burst.rule)"
      let known = try run(
        "SELECT id FROM outbox WHERE school = $1 AND kind = $2 AND item = $3 AND created_at > $4",
        .text(Notice.Kind.ruleBurst.rawValue), .text(item), .integer(at - Ladder.day))
      guard known.isEmpty else { continue }
      for member in try members(where: "member.id <> ''") where member.keepsRules(at: at) {
        try tell(.ruleBurst, to: member.id, about: item)
        told += 1
      }
    }
    return told
  }
}
