public import Conduct

/// How a school's moderation goes over some weeks, in numbers without names.
public struct SchoolOverview: Hashable, Sendable {
  /// One week.
  public struct Week: Hashable, Sendable {
    /// Its Monday.
    public var monday: Day
    /// Messages that came in.
    public var messages = 0
    /// Messages that had to wait for a person.
    public var received = 0
    /// Decisions that stand.
    public var decided = 0
  }

  /// What became of what was found.
  public struct Tally: Hashable, Sendable {
    /// In how many messages it was found.
    public var hits = 0
    /// Decisions that it did not fit what was agreed.
    public var confirmed = 0
    /// Decisions that it should not have been found.
    public var wrong = 0
    /// Decisions that nothing was the matter, for another reason.
    public var dismissed = 0

    /// Makes an empty one.
    public init() {}

    /// The decisions.
    public var decided: Int { confirmed + wrong + dismissed }
  }

  /// The weeks, first one first.
  public var weeks: [Week]
  /// What became of the signals of each category, in messages of these weeks.
  public var categories: [CategoryID: Tally] = [:]
  /// What became of the signals of each rule, in messages of these weeks.
  public var rules: [RuleID: Tally] = [:]
  /// The titles of the rules, where they are kept.
  public var titles: [RuleID: String] = [:]
  /// Decisions of these weeks that a message did not fit a clause.
  public var clauses: [ClauseID: Int] = [:]
  /// What came in in these weeks with a term, and was decided on.
  public var withTerm = 0
  /// Those of them that were in time.
  public var inTime = 0
  /// Decisions of these weeks, those that were taken back too.
  public var decisions = 0
  /// Those of them that were taken back.
  public var undone = 0
  /// When what waits now came in, in milliseconds, oldest first; without what is not the reader's to know.
  public var open: [Int64] = []

  /// What became of all messages with a signal.
  public var total = Tally()
}

extension Store {
  /// How a school's moderation went in the weeks up to now, of which the first one begins at the Monday of a day; for the
  /// director and the board.
  public func overview(
    from day: Day, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> SchoolOverview {
    try await read(school, at: time) { transaction in
      let reader = try transaction.member(member)
      if !reader.mayOversee(nil, at: time) { throw StoreError.notAllowed(.roleMayNot) }
      return try transaction.overview(from: day + (1 - day.weekday), for: reader)
    }
  }
}

extension Transaction {
  fileprivate func overview(from monday: Day, for reader: Member) throws -> SchoolOverview {
    let last = clock.day(of: at)
    let mondays = stride(from: monday.number, through: last.number, by: 7).map { Day(number: $0) }
    var overview = SchoolOverview(weeks: mondays.map { SchoolOverview.Week(monday: $0) })
    let since = SQLValue.integer(clock.time(monday, minute: 0))
    func week(of day: Day) -> Int? {
      let place = (day.number - monday.number) / 7
      return day < monday || place >= mondays.count ? nil : place
    }
    func byWeek(_ sql: String, _ add: (inout SchoolOverview.Week, Int) -> Void) throws {
      for row in try run(sql, since) {
        let hour = try row.integer("hour") * 3_600_000
        guard let place = week(of: clock.day(of: hour)) else { continue }
        add(&overview.weeks[place], try row.int("n"))
      }
    }
    for row in try run(
      "SELECT day, SUM(count) AS n FROM tally WHERE school = $1 AND day >= $2 GROUP BY day", .text(monday.description))
    {
      guard let place = Day(try row.text("day")).flatMap(week(of:)) else { continue }
      overview.weeks[place].messages += try row.int("n")
    }
    try byWeek(
      """
      SELECT received_at / 3600000 AS hour, COUNT(*) AS n FROM review WHERE school = $1 AND received_at >= $2
      GROUP BY received_at / 3600000
      """
    ) { $0.received += $1 }
    try byWeek(
      """
      SELECT at / 3600000 AS hour, COUNT(*) AS n FROM decision WHERE school = $1 AND at >= $2 AND undone_by IS NULL
      GROUP BY at / 3600000
      """
    ) { $0.decided += $1 }
    let taken = try run(
      "SELECT COUNT(*) AS n, COUNT(undone_by) AS undone FROM decision WHERE school = $1 AND at >= $2", since)[0]
    overview.decisions = try taken.int("n")
    overview.undone = try taken.int("undone")
    let terms = try run(
      """
      SELECT COUNT(*) AS n, COUNT(*) FILTER (WHERE decided_at <= due_at) AS met FROM review
      WHERE school = $1 AND received_at >= $2 AND decided_at IS NOT NULL AND due_at IS NOT NULL
      """, since)[0]
    overview.withTerm = try terms.int("n")
    overview.inTime = try terms.int("met")
    for row in try run(
      """
      SELECT clauses, COUNT(*) AS n FROM decision
      WHERE school = $1 AND at >= $2 AND outcome = 'established' AND undone_by IS NULL GROUP BY clauses
      """, since)
    {
      let n = try row.int("n")
      for clause in try row.text("clauses").split(separator: " ") {
        overview.clauses[ClauseID(String(clause)), default: 0] += n
      }
    }
    for (name, tally) in try tallies(by: "signal.category", since) { overview.categories[CategoryID(name)] = tally }
    for (name, tally) in try tallies(by: "signal.rule", since) { overview.rules[RuleID(name)] = tally }
    for row in try run("SELECT rule, MAX(title) AS title FROM rule_text WHERE school = $1 GROUP BY rule") {
      overview.titles[RuleID(try row.text("rule"))] = try row.text("title")
    }
    overview.total = try tallies(by: nil, since).values.first ?? SchoolOverview.Tally()
    overview.open = try waitingSince(for: reader)
    return overview
  }

  /// What became of the messages with a signal since a moment, by a column of the signal, or of all together.
  private func tallies(by column: String?, _ since: SQLValue) throws -> [String: SchoolOverview.Tally] {
    let standing = "COUNT(DISTINCT review.id) FILTER (WHERE decision.outcome ="
    return try run(
      """
      SELECT \(column ?? "''") AS name, COUNT(DISTINCT review.id) AS hits, \(standing) 'established') AS confirmed,
        \(standing) 'dismissed' AND decision.dismissal = 'false_hit') AS wrong,
        \(standing) 'dismissed' AND decision.dismissal <> 'false_hit') AS dismissed
      FROM review
        JOIN signal ON signal.school = review.school AND signal.message = review.message AND signal.shadow = 0
        LEFT JOIN decision ON decision.school = review.school AND decision.review = review.id
          AND decision.undone_by IS NULL
      WHERE review.school = $1 AND review.received_at >= $2\(column.map { " GROUP BY \($0)" } ?? "")
      """, since
    ).reduce(into: [:]) { tallies, row in
      var tally = SchoolOverview.Tally()
      tally.hits = try row.int("hits")
      tally.confirmed = try row.int("confirmed")
      tally.wrong = try row.int("wrong")
      tally.dismissed = try row.int("dismissed")
      tallies[try row.text("name")] = tally
    }
  }
}
