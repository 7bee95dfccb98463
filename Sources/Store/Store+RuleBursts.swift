public import Conduct

/// A rule that hits much more than it used to: a word of the day, a copied text, or a rule that is too wide.
public struct RuleBurst: Hashable, Sendable {
  /// The rule.
  public var rule: RuleID
  /// What it is about.
  public var title: String
  /// In how many messages of today it hit, or of yesterday when that were more.
  public var hits: Int
  /// In how many messages a day it hit in the four weeks before.
  public var usual: Double
}

extension Store {
  /// Rules that hit much more today or yesterday than before, most hits first; for whoever looks after the rules.
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
  static let days = 28
  /// The fewest of them.
  static let fewestDays = 7
}

extension Transaction {
  /// Counts in how many messages rules asked for a person, by the school's own day.
  func count(_ hits: [RuleID: Int]) throws {
    for (rule, number) in hits.sorted(by: { $0.key < $1.key }) {
      try run(
        """
        INSERT INTO rule_day (school, day, rule, count) VALUES ($1, $2, $3, $4)
        ON CONFLICT (school, day, rule) DO UPDATE SET count = rule_day.count + excluded.count
        """, .text(today), .text(rule.rawValue), SQLValue(number))
    }
  }

  /// Forgets the days that say nothing any more of what is usual.
  func forgetRuleDays() throws {
    let first = clock.day(of: at) + -(RuleBurst.days + 1)
    try run("DELETE FROM rule_day WHERE school = $1 AND day < $2", .text(first.description))
  }

  /// Rules that hit suddenly much. What is usual is not known yet in a first week.
  func ruleBursts() throws -> [RuleBurst] {
    let today = clock.day(of: at)
    var counts: [RuleID: [Day: Int]] = [:]
    for row in try run("SELECT day, rule, count FROM rule_day WHERE school = $1") {
      guard let day = Day(try row.text("day")) else { throw StoreError.damaged("een dag van de cijfers") }
      counts[RuleID(try row.text("rule")), default: [:]][day] = try row.int("count")
    }
    let before = today + -1
    let first = try run("SELECT MIN(received_at) AS at FROM review WHERE school = $1 AND received_at > $2", .integer(0))
    let days = min(RuleBurst.days, before.number - clock.day(of: try first[0].optionalInteger("at") ?? at).number)
    if days < RuleBurst.fewestDays { return [] }
    return try counts.compactMap { rule, counts -> RuleBurst? in
      let hits = max(counts[today] ?? 0, counts[before] ?? 0)
      let earlier = counts.filter { $0.key < before && $0.key >= before + -days }.values.reduce(0, +)
      let usual = Double(earlier) / Double(days)
      guard hits >= RuleBurst.fewest, Double(hits) >= RuleBurst.factor * usual else { return nil }
      let title = try run(
        "SELECT MAX(title) AS title FROM rule_text WHERE school = $1 AND rule = $2", .text(rule.rawValue))
      return RuleBurst(
        rule: rule, title: try title.first?.optionalText("title") ?? rule.rawValue, hits: hits, usual: usual)
    }.sorted { ($1.hits, $0.rule) < ($0.hits, $1.rule) }
  }

  /// Tells whoever looks after the rules of a burst, once while it lasts: yesterday's still counts today. Gives how many notices went out.
  func tellOfBursts() throws -> Int {
    var told = 0
    for burst in try ruleBursts() {
      let item = "rule \(burst.rule)"
      let known = try run(
        "SELECT id FROM outbox WHERE school = $1 AND kind = $2 AND item = $3 AND created_at > $4",
        .text(Notice.Kind.ruleBurst.rawValue), .text(item),
        .integer(clock.time(clock.day(of: at) + -1, minute: 0)))
      guard known.isEmpty else { continue }
      for member in try members(where: "member.id <> ''") where member.keepsRules(at: at) {
        try tell(.ruleBurst, to: member.id, about: item)
        told += 1
      }
    }
    return told
  }
}
