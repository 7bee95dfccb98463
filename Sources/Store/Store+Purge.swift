public import Conduct

/// What was deleted because its term was over.
public struct PurgeReport: Hashable, Sendable {
  /// Encrypted contents with their keys.
  public var payloads: Int
  /// Metadata rows of clear messages.
  public var messages: Int
  /// Reviews that have nothing personal left.
  public var reviews: Int
  /// Measures whose term ended.
  public var expiredMeasures: Int
}

extension Store {
  /// Deletes what is due, ends measures whose term is over, and logs both. What belongs to somebody about whom a measure
  /// is open or in force stays until that is over.
  public func purge(school: SchoolID, at time: Int64) async throws -> PurgeReport {
    let report = try await write(school, at: time) { transaction in
      try transaction.closeDays()
      let expired = try transaction.overdueMeasures()
      for measure in expired {
        let ended = measure.expired()
        try transaction.save(ended, after: measure, .measureExpired, by: nil)
        try transaction.retain(ended)
      }
      let payloads = try transaction.duePayloads()
      let reviews = try transaction.purgeReviews(of: payloads)
      try transaction.delete(payloads)
      let messages = try transaction.deleteMessages()
      let deleted = payloads + (try transaction.deleteReadings())
      if !deleted.isEmpty || messages > 0 {
        try transaction.log(.purged, by: nil) {
          $0.counts = ["payloads": payloads.count, "messages": messages]
          $0.deleted = deleted.isEmpty ? nil : deleted
        }
      }
      return PurgeReport(
        payloads: payloads.count, messages: messages, reviews: reviews, expiredMeasures: expired.count)
    }
    if report.payloads > 0 { try await database.forgetDeleted() }
    return report
  }
}

extension Transaction {
  /// Payloads whose term is over and that no open or effective measure needs.
  fileprivate func duePayloads() throws -> [String] {
    try run(
      """
      SELECT id FROM payload WHERE school = $1 AND due_at <= $2
        AND (class IN ('recent', 'dismissed') OR NOT EXISTS (
          SELECT 1 FROM measure WHERE measure.school = payload.school AND measure.member = payload.member
            AND measure.state IN ('proposed', 'approval_pending', 'approved', 'active')))
      ORDER BY id
      """, .integer(at)
    ).map { try $0.text("id") }
  }

  fileprivate func delete(_ payloads: [String]) throws {
    for payload in payloads {
      try run("DELETE FROM payload WHERE school = $1 AND id = $2", .text(payload))
      try run("UPDATE message SET payload = NULL WHERE school = $1 AND payload = $2", .text(payload))
    }
  }

  /// Marks the reviews whose text goes as purged.
  fileprivate func purgeReviews(of payloads: [String]) throws -> Int {
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

  /// Deletes the metadata rows of clear messages after their term.
  fileprivate func deleteMessages() throws -> Int {
    let rows = try run("SELECT id FROM message WHERE school = $1 AND due_at <= $2 AND payload IS NULL", .integer(at))
    for row in rows {
      let id = try row.text("id")
      try run("DELETE FROM signal WHERE school = $1 AND message = $2", .text(id))
      try run("DELETE FROM scan_fault WHERE school = $1 AND message = $2", .text(id))
      try run("DELETE FROM message WHERE school = $1 AND id = $2", .text(id))
    }
    return rows.count
  }
}
