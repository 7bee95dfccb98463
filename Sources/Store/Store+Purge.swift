public import Conduct

/// What was deleted because its term was over, or would be.
public struct PurgeReport: Hashable, Sendable {
  /// Encrypted contents with their keys, by class.
  public var contents: [Retention: Int]
  /// Contents whose term is over, but that somebody's open case or appeal, or open or effective measure, needs.
  public var held: Int
  /// Metadata rows of clear messages.
  public var messages: Int
  /// Years of notes of who looked into a record.
  public var readingYears: Int
  /// Pictures of which nothing need be known any more.
  public var pictures: Int
  /// Reviews that have nothing personal left.
  public var reviews: Int
  /// Measures whose term ended.
  public var expiredMeasures: Int

  /// All contents.
  public var payloads: Int { contents.values.reduce(0, +) }

  /// Whether there is anything to do.
  public var isEmpty: Bool { payloads + messages + readingYears + reviews + expiredMeasures == 0 }
}

/// Ends a rehearsal: the transaction is undone, and what it would have done is known.
private struct Rehearsed: Error {
  var report: PurgeReport
}

extension Store {
  /// Deletes what is due, ends measures whose term is over, and logs both. What belongs to somebody about whom a measure
  /// is open or in force, or an appeal or case is open, stays until that is over.
  public func purge(school: SchoolID, at time: Int64) async throws -> PurgeReport {
    let report = try await write(school, at: time) { try $0.purge() }
    if report.payloads > 0 { try await database.forgetDeleted(in: ["payload"]) }
    return report
  }

  /// What `purge` would do now; changes nothing.
  public func purgeRehearsal(school: SchoolID, at time: Int64) async throws -> PurgeReport {
    do {
      return try await write(school, at: time) { throw Rehearsed(report: try $0.purge()) }
    } catch let rehearsed as Rehearsed { return rehearsed.report }
  }
}

extension Transaction {
  func purge() throws -> PurgeReport {
    try closeDays()
    try forgetSignIns()
    let expired = try endMeasures()
    try endConsents()
    try endPictures()
    let due = try duePayloads()
    let payloads = due.filter { !$0.isNeeded }
    let contents = Dictionary(grouping: payloads, by: \.retention).mapValues(\.count)
    let ids = payloads.map(\.id)
    let reviews = try purgeReviews(of: ids)
    try purgeReports(of: ids)
    try purgeQuestions(of: ids)
    try purgeEveryday(of: ids)
    try purgeHours()
    try purgeConsents(of: ids)
    let pictures = try purgePictures(of: ids)
    try delete(ids)
    let messages = try deleteMessages()
    let readings = try deleteReadings()
    let deleted = ids + readings
    if !deleted.isEmpty || messages > 0 {
      let counts = Dictionary(uniqueKeysWithValues: contents.map { ("payloads.\($0.rawValue)", $1) })
      try log(.purged, by: nil) {
        $0.counts = counts.merging(["payloads": ids.count, "messages": messages]) { $1 }
        $0.deleted = deleted.isEmpty ? nil : deleted
        $0.policy = self.policyVersion
      }
    }
    return PurgeReport(
      contents: contents, held: due.count - payloads.count, messages: messages, readingYears: readings.count,
      pictures: pictures, reviews: reviews, expiredMeasures: expired)
  }

  /// Ends the measures whose term is over; gives how many.
  func endMeasures() throws -> Int {
    let overdue = try overdueMeasures()
    for measure in overdue {
      guard let ended = measure.moved(to: .expired) else { continue }
      try save(ended, after: measure, .measureExpired, by: nil)
      try closeDuties(of: measure.id.rawValue, as: .done, by: nil)
      try retain(ended)
    }
    return overdue.count
  }

  private struct DuePayload {
    var id: String
    var retention: Retention
    /// Whether an open or effective measure, an open appeal or case, or a legal hold needs it.
    var isNeeded: Bool
  }

  /// Payloads whose term is over.
  private func duePayloads() throws -> [DuePayload] {
    let inAppeal = try reportPayloadsInAppeal()
    return try run(
      """
      SELECT id, class, CASE WHEN class NOT IN ('recent', 'dismissed', 'consent', 'picture') AND EXISTS (
          SELECT 1 FROM measure WHERE measure.school = payload.school AND measure.member = payload.member
            AND measure.state IN ('proposed', 'approval_pending', 'approved', 'announced', 'active',
              'suspended')) THEN 1
          WHEN EXISTS (
            SELECT 1 FROM appeal WHERE appeal.school = payload.school AND appeal.member = payload.member
              AND appeal.state IN ('filed', 'admitted', 'assigned', 'under_review', 'info_requested', 'decided',
                'executed', 'referred_next_instance')) THEN 1
          WHEN EXISTS (
            SELECT 1 FROM legal_hold WHERE legal_hold.school = payload.school AND legal_hold.member = payload.member
              AND legal_hold.lifted_at IS NULL) THEN 1
          WHEN class NOT IN ('recent', 'consent', 'picture') AND EXISTS (
            SELECT 1 FROM conduct_case WHERE conduct_case.school = payload.school
              AND conduct_case.member = payload.member AND conduct_case.state NOT IN ('closed', 'archived', 'transferred'))
            THEN 1
          ELSE 0 END AS needed
      FROM payload WHERE school = $1 AND due_at <= $2 ORDER BY due_at, id
      """, .integer(at)
    ).map { row in
      let id = try row.text("id")
      return DuePayload(
        id: id, retention: try row.value("class"), isNeeded: try row.flag("needed") || inAppeal.contains(id))
    }
  }

  func delete(_ payloads: [String]) throws {
    if !payloads.isEmpty { connection.recordDeletion() }
    for payload in payloads {
      try run("DELETE FROM payload WHERE school = $1 AND id = $2", .text(payload))
      try run("UPDATE message SET payload = NULL WHERE school = $1 AND payload = $2", .text(payload))
    }
  }

  /// Marks the reviews whose text goes as purged.
  func purgeReviews(of payloads: [String]) throws -> Int {
    var count = 0
    for payload in payloads {
      let rows = try run(
        """
        SELECT review.id FROM review JOIN message ON message.school = review.school AND message.id = review.message
        WHERE review.school = $1 AND message.payload = $2 AND review.state IN ('resolved', 'superseded')
        """, .text(payload))
      for row in rows {
        let review = try review(try row.id("id"))
        try save(review.purged(), after: review, .purged, by: nil)
        count += 1
      }
    }
    return count
  }

  /// Deletes the metadata rows of clear messages after their 28 days.
  private func deleteMessages() throws -> Int {
    let rows = try run(
      """
      SELECT id FROM message WHERE school = $1 AND due_at <= $2 AND payload IS NULL AND NOT EXISTS (
        SELECT 1 FROM legal_hold WHERE legal_hold.school = message.school AND legal_hold.member = message.author
          AND legal_hold.lifted_at IS NULL)
      """, .integer(at))
    for row in rows {
      let id = try row.text("id")
      try run("DELETE FROM signal WHERE school = $1 AND message = $2", .text(id))
      try run("DELETE FROM scan_fault WHERE school = $1 AND message = $2", .text(id))
      try run("DELETE FROM message WHERE school = $1 AND id = $2", .text(id))
    }
    return rows.count
  }
}
