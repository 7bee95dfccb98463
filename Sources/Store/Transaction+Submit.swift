import Conduct

extension Transaction {
  /// Takes a report in.
  func submit(_ draft: ReportDraft) throws -> Report {
    let reporter = try draft.reporter.map(member)
    let writer = try draft.enteredBy.map(member)
    if reporter == nil && (writer == nil || draft.name?.allSatisfy(\.isWhitespace) ?? true) {
      throw StoreError.invalid("Zeg wie er meldt: een lid, of een naam en wie de melding opschrijft.")
    }
    if let writer, writer.id != reporter?.id, writer.register(at: at) != .staff {
      throw StoreError.notAllowed(.roleMayNot)
    }
    let found = try draft.message.flatMap { try reported($0, copy: draft.copy) }
    let about = try (found?.message.author ?? draft.about).map(member)
    // Whoever it is about neither reports it nor writes it down.
    for person in [reporter, writer].compactMap({ $0 }) {
      if let about, person.id == about.id || person.account == about.account {
        throw StoreError.notAllowed(.ownMessage)
      }
    }
    if let reporter, !draft.category.isAcute { try refuseLimited(reporter, about: about) }
    let group = found?.message.group ?? draft.group
    try require(group)
    if let reporter, let found, !draft.category.isAcute { try refuseTwice(reporter, found) }
    var report = Report(
      id: ReportID(makeID("x")), number: try drawNumber(), message: found?.id, about: about?.id, group: group,
      reporter: reporter?.id, enteredBy: writer?.id == reporter?.id ? nil : writer?.id, manner: draft.manner,
      category: draft.category.id, severity: draft.category.severity, isAcute: draft.category.isAcute,
      evidence: found?.evidence ?? (draft.copy == nil ? .none : .unverified), submittedAt: at)
    report.route = try route(report, isCare: draft.category.isCare, startsAbove: report.isAcute)
    let words = ReportWords(
      category: draft.category.name, text: draft.text, hopes: draft.hopes, copy: draft.copy, name: draft.name)
    let saved = try save(try Self.json(words), about: nil, .open, due: nil)
    var commitments = [saved.id: saved.commitment]
    if let text = found?.text, let contents = try contents(of: text) { commitments[text] = contents.commitment }
    // Care stays with the people of care, whatever becomes of the message.
    if let found, !draft.category.isCare, let review = try review(of: found, report) {
      report.review = review.id
      report.route = review.route
    }
    try add(report, words: saved)
    commitments.merge(try addEnclosures(draft.enclosures, to: report.id)) { $1 }
    try log(report, .reportSubmitted, from: nil, by: writer?.id ?? reporter?.id) {
      $0.severity = report.severity
      $0.commitments = commitments
    }
    try keepSnapshot(of: report)
    try receive(report, by: writer?.id ?? reporter?.id)
    return try reports(where: "id = $2", SQLValue(report.id))[0]
  }

  /// Confirms a report that came in, gives it its place and its term, and tells who must know.
  private func receive(_ report: Report, by actor: MemberID?) throws {
    let acknowledged = try save(report.moved(to: .acknowledged), after: report, .reportAcknowledged, by: nil)
    let placed = acknowledged.moved(to: report.isAcute ? .escalated : .queued)
    try save(placed, after: acknowledged, report.isAcute ? .reportEscalated : .reportQueued, by: nil)
    try beginTerm(of: placed, by: actor)
    try tellReporter(.reportReceived, of: placed)
    if let id = report.review {
      // Who reported has no part in it from now on: it may have to go to somebody else.
      let review = try review(id)
      let onward = try onward(review)
      _ = try pass(review, to: report.isAcute ? onward.above : onward.again)
      try followReports(of: try self.review(id))
    }
    if report.isAcute { try tellOfDanger(placed) }
    if report.route == .care { try tellCare(of: placed) }
  }

  /// A message that was reported, and what is known of its text.
  private struct Reported {
    var id: MessageID
    var message: Message
    var evidence: Report.Evidence
    var ruleset: String
    /// The payload of the text.
    var text: String?
  }

  /// The text of a message that a reporter means: the one that the reporter's own copy is, or else the last one that the
  /// school still has. A message that was edited or deleted meanwhile is found all the same; nil when there is only the
  /// reporter's copy of something the school does not know.
  private func reported(_ handle: String, copy: String?) throws -> Reported? {
    let rows = try run(
      """
      SELECT id, fingerprint, payload, ruleset FROM message WHERE school = $1 AND (external_id = $2 OR id = $2)
      ORDER BY revision DESC
      """, .text(handle))
    if rows.isEmpty && copy == nil { throw StoreError.notFound("Bericht", handle: handle) }
    let mine = copy.map { key.fingerprint($0, purpose: "text") }
    let same = try rows.first { try $0.bytes("fingerprint") == mine }
    let kept = try rows.first { try contents(of: try $0.optionalText("payload")) != nil }
    guard let row = same ?? kept ?? rows.first else { return nil }
    let id: MessageID = try row.id("id")
    var text = try row.optionalText("payload")
    let isKept = try contents(of: text) != nil
    if let copy, !isKept, same != nil {
      // The hash says that this is the text; it is kept again, to judge the report by.
      text = try save(copy, about: try message(id).message.author, .open, due: nil).id
      try connection.update("message", ["payload": SQLValue(text)], school: school.id, id: id.rawValue)
    }
    return Reported(
      id: id, message: try message(id).message, evidence: isKept ? .snapshot : same == nil ? .unverified : .verified,
      ruleset: try row.text("ruleset"), text: isKept || same != nil ? text : nil)
  }

  /// The review that decides on a reported message: the one that is there, opened again when nothing was found before,
  /// or a new one. Nil when there is no text to judge, or when a violation was established.
  private func review(of found: Reported, _ report: Report) throws -> Review? {
    guard found.text != nil else { return nil }
    let reporter = try report.reporter.map { Review.Party(.reporter, try member($0)) }
    let rows = try run("SELECT id FROM review WHERE school = $1 AND message = $2", SQLValue(found.id))
    if let row = rows.first {
      var review = try review(try row.id("id"))
      if review.state.isOpen {
        if let claim = review.claim, claim.member == reporter?.member {
          throw StoreError.invalid("U hebt dit bericht zelf in behandeling. Geef het eerst terug, en meld het dan.")
        }
        return review
      }
      let last = try decisions(on: review.id).last
      if last?.outcome == .established && last?.undoneBy == nil { return nil }
      if let reporter { review.parties.append(reporter) }
      var reopened = review.reopenedFromAbove(on: try onward(review).again)
      reopened.dueAt = try due(of: reopened)
      try save(reopened, after: review, .reopened, by: nil)
      try beginAnew(reopened, by: nil)
      return reopened
    }
    let author = try member(found.message.author)
    let review = Review(
      id: ReviewID(makeID("r")), number: try nextReviewNumber(), message: found.id,
      subject: Review.Subject(
        author: author.id, account: author.account, family: author.family, group: found.message.group),
      severity: report.severity, reason: .report, route: report.route, receivedAt: at, ruleset: found.ruleset,
      policy: policyVersion)
    try add(review) { _ in }
    try keep(try payloads(of: review), as: .open, until: nil)
    return review
  }

  /// Keeps the text of the message as long as the report needs it.
  private func keepSnapshot(of report: Report) throws {
    guard let message = report.message else { return }
    try run("UPDATE message SET due_at = NULL WHERE school = $1 AND id = $2", SQLValue(message))
    try keep(try ownSnapshot(of: report), as: .open, until: nil)
  }

  /// Six digits that no report has.
  private func drawNumber() throws -> Int {
    while true {
      let number = Int.random(in: 100_000...999_999)
      if try reports(where: "number = $2", SQLValue(number)).isEmpty { return number }
    }
  }

  /// Nobody reports the same twice, so that one voice does not sound like many.
  private func refuseTwice(_ reporter: Member, _ found: Reported) throws {
    let earlier = try reports(
      where: "message = $2 AND reporter = $3 AND state <> 'withdrawn'", SQLValue(found.id), SQLValue(reporter.id))
    guard let last = earlier.last else { return }
    throw StoreError.invalid(
      "U hebt dit bericht al gemeld: melding \(last.number). "
        + (last.state.isOpen
          ? "Vul die melding aan." : "Bent u het niet eens met de uitkomst? Laat het de school weten."))
  }

  /// Limits hold against everything but danger, and never against a report about who imposed them.
  private func refuseLimited(_ reporter: Member, about: Member?) throws {
    let rows = try run(
      "SELECT imposed_by FROM report_limit WHERE school = $1 AND member = $2 AND from_at <= $3 AND until_at > $3",
      SQLValue(reporter.id), .integer(at))
    let holds = try rows.contains { row in
      let imposer = try member(try row.id("imposed_by"))
      return !(about?.isClose(to: imposer) ?? false)
    }
    if holds { throw StoreError.notAllowed(.reportingLimited) }
  }
}
