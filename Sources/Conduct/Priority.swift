/// How urgent an open review is, and why, in words. It orders a queue and decides nothing.
///
/// What waits grows more urgent by a day each day, all of it alike, so that the order of two reviews is the same at every
/// hour: a database keeps it, and the first page of a queue costs the same however many wait behind it.
public struct Priority: Hashable, Codable, Sendable, Comparable {
  /// The place in a queue, lowest first: the end of the term in milliseconds, moved ahead for what makes it urgent.
  public var rank: Int64
  /// Higher is more urgent; a point is a tenth of a day.
  public var score: Int
  /// Why, in Dutch, weightiest first.
  public var reasons: [String]

  /// Weighs severity first, then a message that is hidden meanwhile, the number of members who reported it, the term and
  /// with it how long it waits, and how many people can read it. `reports` and `readers` are counts; `reported` is how
  /// grave the gravest report is.
  public init(
    of review: Review, reports: Int = 0, reported: Severity = .information, readers: Int = 0, at time: Int64
  ) {
    let severity = max(review.severity, reports > 0 ? reported : .information)
    rank =
      (review.dueAt ?? review.receivedAt + Self.ordinaryTerm)
      - Self.lead(of: review, severity, reports: reports, readers: readers)
    score = Int((time - rank) / (Ladder.day / 10))
    let days = Int(max(0, time - review.receivedAt) / Ladder.day)
    reasons = ["ernst \(severity.name)"]
    if review.route == .care { reasons.append("zorg om een mens") }
    if let due = review.dueAt {
      if time > due {
        reasons.append("de termijn is voorbij")
      } else if due - time < Ladder.day {
        reasons.append("de termijn loopt binnen een dag af")
      }
    }
    if review.visibility == .held { reasons.append("verborgen: de schrijver wacht") }
    if reports > 0 { reasons.append(reports == 1 ? "er is een melding over" : "\(reports) meldingen erover") }
    if review.reason == .notScanned { reasons.append("niet gescand") }
    if review.state == .reopened { reasons.append("heropend") }
    if days > 0 { reasons.append(days == 1 ? "wacht een dag" : "wacht \(days) dagen") }
    if readers > 0 { reasons.append("te lezen door \(readers) mensen") }
  }

  /// What counts as the term of a review that has none.
  private static let ordinaryTerm = 7 * Ladder.day

  /// How far something goes before what is not urgent, in milliseconds. What may be dangerous goes before everything else,
  /// however long that waits.
  private static func lead(of review: Review, _ severity: Severity, reports: Int, readers: Int) -> Int64 {
    var days = severity == .critical ? 10_000 : Int64(severity.rawValue) * 100
    if review.route == .care { days += 9_000 }
    if review.visibility == .held { days += 40 }
    days += Int64(15 * min(reports, 3))
    return days * Ladder.day + Int64(min(readers, 200)) * Ladder.day / 20
  }

  /// Orders by urgency.
  public static func < (a: Priority, b: Priority) -> Bool { a.rank > b.rank }
}
