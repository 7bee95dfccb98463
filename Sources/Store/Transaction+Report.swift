import Conduct

/// What of a report is personal, and therefore encrypted.
struct ReportWords: Codable {
  /// The words of the category as the reporter chose them.
  var category: String
  var text: String
  var hopes: String
  /// The reporter's own copy of the message.
  var copy: String?
  /// The reporter's name, when that is no member.
  var name: String?
}

extension Transaction {
  private static let reportColumns = """
    SELECT id, number, message, review, about, group_id, reporter, entered_by, manner, category, severity, is_acute,
      state, outcome, route, handler, evidence, submitted_at, closes_at, version
    FROM report WHERE school = $1
    """

  static let isOpenReport = "state NOT IN ('resolved', 'closed', 'withdrawn', 'purged')"

  /// Reports by a condition that may use `$2`, first one first.
  func reports(where condition: String, _ arguments: SQLValue...) throws -> [Report] {
    try connection.run(
      "\(Self.reportColumns) AND \(condition) ORDER BY submitted_at, id", [SQLValue(school.id)] + arguments
    ).map { row in
      Report(
        id: try row.id("id"), number: try row.int("number"), message: try row.optionalID("message"),
        review: try row.optionalID("review"), about: try row.optionalID("about"),
        group: try row.optionalID("group_id"), reporter: try row.optionalID("reporter"),
        enteredBy: try row.optionalID("entered_by"), manner: try row.value("manner"),
        category: try row.text("category"), severity: try row.severity("severity"),
        isAcute: try row.flag("is_acute"), state: try row.value("state"),
        outcome: row["outcome"] == .null ? nil : try row.value("outcome") as Report.Outcome,
        route: try row.value("route"), handler: try row.optionalID("handler"), evidence: try row.value("evidence"),
        submittedAt: try row.integer("submitted_at"), closesAt: try row.optionalInteger("closes_at"),
        version: try row.int("version"))
    }
  }

  /// The people in a report.
  func circle(of report: Report) throws -> Report.Circle {
    var circle = Report.Circle(reporter: try report.reporter.map(member), about: try report.about.map(member))
    circle.deciders = try earlierDeciders(of: report, besides: circle)
    circle.lacksBoard =
      try report.state.isOpen
      && !handlers().contains { member in
        member.holds(.board, in: nil, at: at) && !member.isAway(at: at) && !circle.includes(member)
          && !member.isOne(of: circle.deciders)
      }
    return circle
  }

  /// Who decided on a report that was opened anew after a complaint: nobody of them looks at it again, unless it is the
  /// board's and nobody else is left there.
  private func earlierDeciders(of report: Report, besides circle: Report.Circle) throws -> Set<MemberID> {
    guard report.review == nil, report.state.isOpen,
      let complaint = try appeals(where: "report = $2 AND outcome = 'reversed' ORDER BY number", SQLValue(report.id))
        .last
    else { return [] }
    let rows = try run(
      """
      SELECT DISTINCT author FROM report_note
      WHERE school = $1 AND report = $2 AND kind = 'outcome' AND at <= $3 AND author IS NOT NULL
      """, SQLValue(report.id), .integer(complaint.filedAt))
    let deciders = Set(try rows.map { try $0.id("author") as MemberID })
    let isLeft = try handlers().contains {
      $0.holds(.board, in: nil, at: at) && !circle.includes($0) && !$0.isOne(of: deciders)
    }
    return report.route == .board && !isLeft ? [] : deciders
  }

  /// A report, for somebody who may handle it, or whose own it is when that is asked; whoever may not is told that there
  /// is none, since a refusal of another sort would tell that somebody reported.
  func report(_ id: ReportID, for member: Member, isOwn: Bool = false, at time: Int64) throws -> Report {
    guard let report = try reports(where: "id = $2", SQLValue(id)).first else {
      throw StoreError.notFound("Melding", handle: id.rawValue)
    }
    let refusal = report.refusal(of: isOwn ? .add : .view, for: member, in: try circle(of: report), at: time)
    switch refusal {
    case nil: return report
    case .ownDecision: throw StoreError.notAllowed(.ownDecision)
    // It is the reporter's, and over.
    case .notNow where isOwn: return report
    default: throw StoreError.notFound("Melding", handle: String(report.number))
    }
  }

  /// A report by what a person types: a number (`482913`, `#482913`) or the identifier itself.
  func report(_ handle: String, for member: Member, isOwn: Bool = false, at time: Int64) throws -> Report {
    let digits = handle.numberDigits
    let rows = try run(
      "SELECT id FROM report WHERE school = $1 AND (number = CAST($2 AS BIGINT) OR id = $3)",
      .integer(Int64(digits) ?? 0), .text(handle))
    guard let row = rows.first else { throw StoreError.notFound("Melding", handle: digits) }
    return try report(try row.id("id"), for: member, isOwn: isOwn, at: time)
  }

  /// What a reporter wrote; nil when it was purged.
  func words(of report: Report) throws -> ReportWords? {
    let rows = try run("SELECT payload FROM report WHERE school = $1 AND id = $2", SQLValue(report.id))
    guard let json = try payload(try rows.first?.text("payload")) else { return nil }
    return try Self.decode(Array(json.utf8), what: "melding \(report.id)")
  }

  /// Adds a report with its words.
  func add(_ report: Report, words: Saved) throws {
    try connection.insert(
      into: "report",
      [
        "school": SQLValue(school.id), "id": SQLValue(report.id), "number": SQLValue(report.number),
        "message": SQLValue(report.message), "review": SQLValue(report.review), "about": SQLValue(report.about),
        "group_id": SQLValue(report.group), "reporter": SQLValue(report.reporter),
        "entered_by": SQLValue(report.enteredBy), "manner": .text(report.manner.rawValue),
        "category": .text(report.category), "severity": SQLValue(report.severity.rawValue),
        "is_acute": SQLValue(report.isAcute), "state": .text(report.state.rawValue),
        "route": .text(report.route.rawValue), "evidence": .text(report.evidence.rawValue),
        "submitted_at": .integer(report.submittedAt), "version": SQLValue(report.version), "payload": .text(words.id),
      ])
    if let review = report.review { try rankAnew(review) }
  }

  /// Saves a report after a step, logs it, and does what follows: its term, who is told, and how long it is kept.
  @discardableResult
  func save(
    _ report: Report, after before: Report, _ kind: Event.Kind, by actor: MemberID?,
    commitments: [String: String]? = nil
  ) throws -> Report {
    var report = report
    let isOver = before.state.isOpen && !report.state.isOpen
    if isOver {
      let term = try policy().term(.appeal).value
      report.closesAt = try calendar().deadline(of: TermClock(term, from: at)).due
    }
    try connection.update(
      "report",
      [
        "message": SQLValue(report.message), "review": SQLValue(report.review), "about": SQLValue(report.about),
        "reporter": SQLValue(report.reporter), "entered_by": SQLValue(report.enteredBy),
        "state": .text(report.state.rawValue), "outcome": SQLValue(report.outcome?.rawValue),
        "route": .text(report.route.rawValue), "handler": SQLValue(report.handler),
        "closes_at": SQLValue(report.closesAt), "version": SQLValue(report.version),
      ], school: school.id, id: report.id.rawValue)
    for review in Set([before.review, report.review].compactMap(\.self)) { try rankAnew(review) }
    try log(report, kind, from: before.state, by: actor) { $0.commitments = commitments }
    if isOver {
      try settle(report, by: actor)
    } else if !before.state.isOpen && report.state.isOpen {
      // What was complained about is looked at anew already.
      try supersedeAppeals(against: report.id.rawValue)
      try beginAnew(report, by: actor)
    } else if report.state.isOpen {
      try keepTime(of: report, after: before, by: actor)
    }
    return report
  }

  /// A line about a report names no member: whoever may read what is on record about somebody must not count reports.
  func log(
    _ report: Report, _ kind: Event.Kind, from before: Report.State?, by actor: MemberID?,
    _ fill: (inout Event.Body) -> Void
  ) throws {
    try log(kind, by: actor) {
      $0.report = report.id
      $0.from = before?.rawValue
      $0.to = report.state.rawValue
      $0.outcome = report.outcome?.rawValue
      $0.route = report.route.rawValue
      $0.version = report.version
      fill(&$0)
    }
  }

  /// Keeps words with a report.
  func addNote(_ saved: Saved, _ kind: Note.Kind, by author: MemberID?, on report: ReportID) throws {
    let number = try nextNumber(in: "report_note", where: "report = $2", SQLValue(report))
    try connection.insert(
      into: "report_note",
      [
        "school": SQLValue(school.id), "report": SQLValue(report), "number": SQLValue(number),
        "kind": .text(kind.rawValue), "author": SQLValue(author), "at": .integer(at), "payload": .text(saved.id),
      ])
  }

  /// What was written on a report, first one first.
  func notes(on report: ReportID) throws -> [Note] {
    try run(
      "SELECT kind, author, at, payload FROM report_note WHERE school = $1 AND report = $2 ORDER BY number",
      SQLValue(report)
    ).compactMap { row in
      guard let text = try payload(try row.text("payload")) else { return nil }
      return Note(try row.value("kind"), by: try row.optionalID("author"), at: try row.integer("at"), text: text)
    }
  }

  /// Keeps pictures and PDFs with a report; they were looked at before. Gives their commitments.
  func addEnclosures(_ files: [[UInt8]], to report: ReportID) throws -> [String: String] {
    let rows = try run("SELECT COUNT(*) AS n FROM enclosure WHERE school = $1 AND report = $2", SQLValue(report))
    let earlier = try rows[0].int("n")
    if let fault = Enclosure.fault(in: files, besides: earlier) { throw StoreError.invalid(fault) }
    var commitments: [String: String] = [:]
    for (index, bytes) in files.enumerated() {
      guard let kind = Enclosure(bytes) else { continue }
      let saved = try save(bytes, about: nil, .open, due: nil)
      commitments[saved.id] = saved.commitment
      try connection.insert(
        into: "enclosure",
        [
          "school": SQLValue(school.id), "report": SQLValue(report), "number": SQLValue(earlier + index + 1),
          "kind": .text(kind.rawValue), "size": SQLValue(bytes.count), "payload": .text(saved.id),
        ])
    }
    return commitments
  }

  /// Everything encrypted that belongs to a report.
  func payloads(of report: ReportID) throws -> [String] {
    let rows =
      try run("SELECT payload FROM report WHERE school = $1 AND id = $2", SQLValue(report))
      + run("SELECT payload FROM report_note WHERE school = $1 AND report = $2", SQLValue(report))
      + run("SELECT payload FROM enclosure WHERE school = $1 AND report = $2", SQLValue(report))
    return try rows.map { try $0.text("payload") } + attached(to: .report, report.rawValue)
  }

  /// The name by which others than the handler know a reporter; another one for each report.
  func pseudonym(of report: Report) -> String {
    let number = key.fingerprint(report.id.rawValue, purpose: "pseudonym").prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let digits = String(number % 10_000)
    return "Melder-" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
