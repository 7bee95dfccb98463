import Conduct

/// What follows from the steps of a report: its term, who is told, how long it is kept, and whose it is.
extension Transaction {
  /// Lets the term of the answer begin.
  func beginTerm(of report: Report, by actor: MemberID?) throws {
    // No member: whoever may see what is due about somebody must not count reports.
    let subject = Duty.Subject(.report, id: report.id.rawValue, number: report.number, about: nil)
    try begin(.report, on: subject, by: report.holder, within: try policy().term(report.term).value, actor: actor)
  }

  /// The report is over: the reporter is told, and what belongs to it is kept as long as its outcome asks, and as long
  /// as one may object.
  func settle(_ report: Report, by actor: MemberID?) throws {
    let isWithdrawn = report.state == .withdrawn
    try closeDuties(of: report.id.rawValue, as: isWithdrawn ? .dropped : .done, by: actor)
    let retention: Retention = report.outcome == .actionTaken ? .minor : .dismissed
    let due = retention.due(from: at, try policy()).map { max($0, report.closesAt ?? 0) }
    try keep(try payloads(of: report.id) + ownSnapshot(of: report), as: retention, until: due)
    if !isWithdrawn { try tellReporter(.reportOutcome, of: report) }
  }

  func beginAnew(_ report: Report, by actor: MemberID?) throws {
    try keep(try payloads(of: report.id) + ownSnapshot(of: report), as: .open, until: nil)
    try beginTerm(of: report, by: actor)
    try tellReporter(.reportReopened, of: report)
  }

  /// The clock stands still while the reporter's answer is waited for, and whoever handles the report has its term.
  func keepTime(of report: Report, after before: Report, by actor: MemberID?) throws {
    let id = report.id.rawValue
    if report.state == .infoRequested && before.state != .infoRequested {
      try pauseDuties(of: id, [.report], by: actor)
      try tellReporter(.reportQuestion, of: report)
    } else if report.state != .infoRequested && before.state == .infoRequested {
      try resumeDuties(of: id, [.report], by: actor)
    }
    if report.route != before.route { try giveTerm(of: report, by: actor) }
  }

  /// The term of the answer is theirs who handle the report.
  private func giveTerm(of report: Report, by actor: MemberID?) throws {
    for duty in try openDuties(of: report.id.rawValue) where duty.holder != report.holder {
      var next = duty
      next.holder = report.holder
      next.version += 1
      try save(next, after: duty, .dutyHandedOver, by: actor)
    }
  }

  /// The reporter, or who wrote it down for somebody who is no member.
  func tellReporter(_ kind: Notice.Kind, of report: Report) throws {
    guard let recipient = report.reporter ?? report.enteredBy else { return }
    try tell(kind, to: recipient, about: "report \(report.number)")
  }

  /// The text of a message that only the report keeps: no review decides how long.
  func ownSnapshot(of report: Report) throws -> [String] {
    guard let message = report.message else { return [] }
    let rows = try run(
      """
      SELECT message.payload FROM message LEFT JOIN review ON review.school = message.school
        AND review.message = message.id
      WHERE message.school = $1 AND message.id = $2 AND review.id IS NULL AND message.payload IS NOT NULL
      """, SQLValue(message))
    return try rows.map { try $0.text("payload") }
  }

  // MARK: With its review

  /// Lets the reports of a message follow its review.
  func followReports(of review: Review) throws {
    for report in try reports(where: "review = $2", SQLValue(review.id)) {
      let decided = review.state == .resolved ? try decisions(on: review.id).last?.outcome : nil
      guard let next = report.following(review, decided: decided) else { continue }
      try save(next, after: report, .reportFollowed, by: nil)
    }
  }

  /// Whoever reported a message hears that what was done was taken back.
  func reverseReports(of review: ReviewID, by actor: MemberID) throws {
    for report in try reports(where: "review = $2", SQLValue(review)) {
      guard let reversed = report.reversed() else { continue }
      try save(reversed, after: report, .reportFollowed, by: actor)
      try settle(reversed, by: actor)
    }
  }

  /// How many members reported what some reviews are about, and how grave the gravest open report is.
  func reported(_ reviews: [ReviewID]) throws -> [ReviewID: (count: Int, severity: Severity)] {
    var reported: [ReviewID: (count: Int, severity: Severity)] = [:]
    for part in Self.parts(of: reviews.map(\.rawValue)) {
      let rows = try connection.run(
        """
        SELECT review, COUNT(DISTINCT COALESCE(reporter, id)) AS n, MAX(severity) AS severity FROM report
        WHERE school = $1 AND review IN (\(Self.places)) AND \(Self.isOpenReport) GROUP BY review
        """, [SQLValue(school.id)] + part)
      for row in rows { reported[try row.id("review")] = (try row.int("n"), try row.severity("severity")) }
    }
    return reported
  }

  // MARK: Whose it is

  /// What the question who handles a report depends on.
  private func matter(of report: Report, isCare: Bool) throws -> Review.Matter {
    let circle = try circle(of: report)
    return try Review.Matter(
      author: circle.about, group: report.group, isCare: isCare,
      isDirectors: policy().isDirectors(clauses: [], severity: report.severity),
      parties: (circle.reporter.map { [Review.Party(.reporter, $0)] } ?? [])
        + circle.deciders.sorted().map { Review.Party(.decider, try member($0)) })
  }

  /// Who handles a report that stands by itself, or who stands above.
  func route(_ report: Report, isCare: Bool = false, startsAbove: Bool = false) throws -> Review.Route {
    let matter = try matter(of: report, isCare: isCare)
    let handlers = try handlers()
    if isCare && matter.carers(among: handlers, at: at).isEmpty { return .board }
    return startsAbove && !isCare
      ? Review.routeAbove(matter, handlers: handlers, at: at) : Review.route(matter, handlers: handlers, at: at)
  }

  /// A report, or the review that it goes with, after the term of its answer passed: it goes to the next person.
  func passReportOn(_ id: ReportID) throws {
    guard let report = try reports(where: "id = $2", SQLValue(id)).first, report.state.isOpen else { return }
    if report.route == .care {
      // It stays with the people of care, who are told again.
      try tellCare(of: report)
      try giveTerm(of: report, by: nil)
    } else if let id = report.review {
      let review = try review(id)
      _ = try pass(review, to: review.route.next(above: try onward(review).above))
    } else if let passed = report.passedOn(to: report.route.next(above: try route(report, startsAbove: true))) {
      try save(passed, after: report, .reportPassedOn, by: nil)
    }
  }

  /// What time brings to reports: those with nobody go to who is there, and those to which nobody objected in time are
  /// closed. Gives how many.
  func advanceReports() throws -> Int {
    var count = 0
    for report in try reports(where: "review IS NULL AND \(Self.isOpenReport)") {
      let route = try route(report, isCare: report.route == .care, startsAbove: report.isAcute)
      guard let passed = report.passedOn(to: route) else { continue }
      try save(passed, after: report, .reportPassedOn, by: nil)
      count += 1
    }
    for report in try reports(where: "state = 'resolved' AND closes_at <= $2", .integer(at)) {
      try save(report.moved(to: .closed), after: report, .reportClosed, by: nil)
      count += 1
    }
    return count
  }

  /// Everybody who may know, when somebody may be in danger: who stands above, also who is away, and their deputies.
  func tellOfDanger(_ report: Report) throws {
    let circle = try circle(of: report)
    let able = try handlers().filter { !circle.includes($0) }
    let role: Role = report.route == .board ? .board : .director
    for member in able where member.holds(role, in: nil, at: at) {
      try tell(.danger, to: member.id, about: "report \(report.number)", isUrgent: true)
    }
  }

  /// Everybody who takes care of people, or the board when none of them may know.
  func tellCare(of report: Report) throws {
    let matter = try matter(of: report, isCare: true)
    let carers = matter.carers(among: try handlers(), at: at)
    let board = try handlers().filter { matter.isOpen(to: $0, at: at) && $0.holds(.board, in: nil, at: at) }
    for carer in carers.isEmpty ? board : carers {
      try tell(.care, to: carer.id, about: "report \(report.number)", isUrgent: true)
    }
  }

  // MARK: Purging

  /// Payloads of reports that are complained about, or whose review is under appeal, and that stay for it.
  func reportPayloadsInAppeal() throws -> Set<String> {
    let rows = try run(
      """
      SELECT DISTINCT report.id FROM report
        LEFT JOIN decision ON decision.school = report.school AND decision.review = report.review
        JOIN appeal ON appeal.school = report.school AND (appeal.decision = decision.id OR appeal.report = report.id)
      WHERE report.school = $1 AND appeal.state IN ('filed', 'admitted', 'assigned', 'under_review', 'info_requested',
        'decided', 'executed', 'referred_next_instance')
      """)
    return try rows.reduce(into: []) { $0.formUnion(try payloads(of: try $1.id("id"))) }
  }

  /// Takes the people out of reports whose words go, with what was sent along.
  func purgeReports(of payloads: [String]) throws {
    for payload in payloads {
      for report in try reports(where: "payload = $2 AND NOT \(Self.isOpenReport)", .text(payload)) {
        let notes = try run("SELECT number FROM report_note WHERE school = $1 AND report = $2", SQLValue(report.id))
        for note in notes {
          try connection.update(
            "report_note", ["author": .null], school: school.id,
            where: ["report": SQLValue(report.id), "number": .integer(try note.integer("number"))])
        }
        try save(report.purged(), after: report, .reportPurged, by: nil)
        // What was kept of the message for the report's sake goes with the next purge.
        if let message = report.message {
          try run(
            """
            UPDATE message SET due_at = $2 WHERE school = $1 AND id = $3 AND due_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM review WHERE review.school = message.school AND review.message = message.id)
              AND NOT EXISTS (SELECT 1 FROM report WHERE report.school = message.school AND report.message = message.id)
            """, .integer(at), SQLValue(message))
        }
      }
    }
  }
}
