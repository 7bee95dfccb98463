public import Conduct

extension Store {
  /// What happened in one month, in numbers; for the director and the board. `from` and `until` are its first moment and
  /// that of the next month, in milliseconds.
  public func figures(
    ofMonth month: Int, in year: Int, from: Int64, until: Int64, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> MonthFigures {
    try await read(school) { transaction in
      let reader = try transaction.member(member)
      if !reader.mayOversee(nil, at: time) { throw StoreError.notAllowed(.roleMayNot) }
      var figures = MonthFigures(year: year, month: month)
      try transaction.count(into: &figures, from: from, until: until, at: time)
      return figures
    }
  }
}

extension Transaction {
  fileprivate func count(into figures: inout MonthFigures, from: Int64, until: Int64, at time: Int64) throws {
    let span: [SQLValue] = [SQLValue(school.id), .integer(from), .integer(until)]
    func number(_ sql: String) throws -> Int { try connection.run(sql, span)[0].int("n") }
    func numbers(_ sql: String) throws -> [String: Int] {
      try connection.run(sql, span).reduce(into: [:]) { $0[try $1.text("name")] = try $1.int("n") }
    }
    let first = day(of: from)
    let next = day(of: until)
    for row in try run(
      """
      SELECT disposition AS name, SUM(count) AS n FROM tally WHERE school = $1 AND day >= $2 AND day < $3
      GROUP BY disposition
      """, .text(first), .text(next))
    {
      figures.messages[try row.text("name")] = try row.int("n")
    }
    figures.reviews = try number(
      "SELECT COUNT(*) AS n FROM review WHERE school = $1 AND received_at >= $2 AND received_at < $3")
    figures.decisions = try numbers(
      """
      SELECT outcome AS name, COUNT(*) AS n FROM decision
      WHERE school = $1 AND at >= $2 AND at < $3 AND undone_by IS NULL GROUP BY outcome
      """)
    figures.undone = try number(
      "SELECT COUNT(*) AS n FROM decision WHERE school = $1 AND at >= $2 AND at < $3 AND undone_by IS NOT NULL")
    let terms = try connection.run(
      """
      SELECT COUNT(*) AS n, COUNT(*) FILTER (WHERE decided_at <= due_at) AS met FROM review
      WHERE school = $1 AND decided_at >= $2 AND decided_at < $3 AND due_at IS NOT NULL
      """, span)
    figures.withTerm = try terms[0].int("n")
    figures.inTime = try terms[0].int("met")
    for (name, n) in try numbers(
      """
      SELECT signal.category AS name, COUNT(DISTINCT decision.id) AS n FROM decision
        JOIN review ON review.school = decision.school AND review.id = decision.review
        JOIN signal ON signal.school = review.school AND signal.message = review.message AND signal.shadow = 0
      WHERE decision.school = $1 AND decision.at >= $2 AND decision.at < $3 AND decision.outcome = 'established'
        AND decision.undone_by IS NULL
      GROUP BY signal.category
      """)
    {
      figures.categories[CategoryID(name)] = n
    }
    for (name, n) in try numbers(
      """
      SELECT kind AS name, COUNT(*) AS n FROM measure
      WHERE school = $1 AND from_at >= $2 AND from_at < $3 AND imposed_by IS NOT NULL GROUP BY kind
      """)
    {
      if let kind = Measure.Kind(rawValue: name) { figures.measures[kind] = n }
    }
    for (name, n) in try numbers(
      """
      SELECT COALESCE(outcome, 'open') AS name, COUNT(*) AS n FROM appeal
      WHERE school = $1 AND filed_at >= $2 AND filed_at < $3 GROUP BY outcome
      """)
    {
      figures.appeals += n
      if let outcome = Appeal.Outcome(rawValue: name) { figures.appealOutcomes[outcome] = n }
    }
    figures.escalations = try number(
      "SELECT COUNT(*) AS n FROM event WHERE school = $1 AND at >= $2 AND at < $3 AND kind = 'duty_escalated'")
    let opinions = try connection.run(
      """
      SELECT COUNT(*) FILTER (WHERE state = 'given') AS n, COUNT(*) FILTER (WHERE agrees = 1) AS agreed
      FROM second_opinion WHERE school = $1 AND drawn_at >= $2 AND drawn_at < $3
      """, span)
    figures.secondOpinions = try opinions[0].int("n")
    figures.agreeing = try opinions[0].int("agreed")
    figures.readings = try number("SELECT COUNT(*) AS n FROM reading WHERE school = $1 AND at >= $2 AND at < $3")
    let open = try run(
      "SELECT COUNT(*) AS n, MIN(received_at) AS oldest FROM review WHERE school = $1 AND rank IS NOT NULL")[0]
    figures.openNow = try open.int("n")
    figures.oldestOpen = try open.optionalInteger("oldest")
    figures.inForceNow = try run(
      "SELECT COUNT(*) AS n FROM measure WHERE school = $1 AND state IN ('active', 'suspended')")[0].int("n")
  }
}
