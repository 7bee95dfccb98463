/// How urgent an open review is, and why, in words. It orders a queue and decides nothing.
public struct Priority: Hashable, Codable, Sendable, Comparable {
  /// Higher is more urgent.
  public var score: Int
  /// Why, in Dutch, weightiest first.
  public var reasons: [String]

  /// Weighs severity first, then a term that is over, a message that is hidden meanwhile, the number of members who
  /// reported it, how long it waits, and how many people can read it. `reports` and `readers` are counts; `reported` is
  /// how grave the gravest report is.
  public init(
    of review: Review, reports: Int = 0, reported: Severity = .information, readers: Int = 0, at time: Int64
  ) {
    let severity = max(review.severity, reports > 0 ? reported : .information)
    let days = Int(max(0, time - review.receivedAt) / Ladder.day)
    // What may be dangerous goes before everything else, however long that waits.
    score = severity == .critical ? 10_000 : severity.rawValue * 1_000
    reasons = ["ernst \(severity.name)"]
    if review.route == .care {
      score += 9_000
      reasons.append("zorg om een mens")
    }
    if let due = review.dueAt {
      let late = time - due
      if late > 0 {
        score += 500 + min(400, 20 * Int(late / Ladder.day))
        reasons.append("de termijn is voorbij")
      } else if late > -Ladder.day {
        score += 200
        reasons.append("de termijn loopt binnen een dag af")
      }
    }
    if review.visibility == .held {
      score += 400
      reasons.append("verborgen: de schrijver wacht")
    }
    if reports > 0 {
      score += 150 * min(reports, 3)
      reasons.append(reports == 1 ? "er is een melding over" : "\(reports) meldingen erover")
    }
    if review.reason == .notScanned { reasons.append("niet gescand") }
    if review.state == .reopened { reasons.append("heropend") }
    if days > 0 {
      score += min(200, 10 * days)
      reasons.append(days == 1 ? "wacht een dag" : "wacht \(days) dagen")
    }
    if readers > 0 {
      score += min(100, readers / 2)
      reasons.append("te lezen door \(readers) mensen")
    }
  }

  /// Orders by urgency.
  public static func < (a: Priority, b: Priority) -> Bool { a.score < b.score }
}
