public import Conduct

/// That somebody may not report for a time.
public struct ReportLimit: Hashable, Sendable {
  /// The identifier.
  public var id: String
  /// Who may not.
  public var member: MemberID
  /// Who decided so.
  public var imposedBy: MemberID
  /// From when, in milliseconds.
  public var from: Int64
  /// Until when, in milliseconds.
  public var until: Int64
  /// Why; nil when it was purged.
  public var reason: String?

  /// The longest that it may last, in milliseconds: a school year.
  public static let longest: Int64 = 365 * Ladder.day
}

extension Store {
  /// Limits somebody in reporting until a moment, with a reason that the person is told; only a person does so, never the
  /// product. What may be dangerous can always be reported, and so can who imposed it.
  @discardableResult
  public func limitReporting(
    of reporter: MemberID, until: Int64, reason: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> ReportLimit {
    if reason.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: vul een reden in.") }
    if until <= time { throw StoreError.invalid("De einddatum is al voorbij. Kies een latere.") }
    if until - time > ReportLimit.longest {
      throw StoreError.invalid("Langer dan een jaar kan niet. Kies een eerdere einddatum.")
    }
    return try await write(school, at: time) { transaction in
      try transaction.mayLimit(reporter, by: member)
      let due = Retention.warning.due(from: until, try transaction.policy())
      let saved = try transaction.save(reason, about: reporter, .warning, due: due)
      let limit = ReportLimit(
        id: makeID("l"), member: reporter, imposedBy: member, from: time, until: until, reason: reason)
      try transaction.connection.insert(
        into: "report_limit",
        [
          "school": SQLValue(school), "id": .text(limit.id), "member": SQLValue(reporter),
          "imposed_by": SQLValue(member), "from_at": .integer(time), "until_at": .integer(until),
          "payload": .text(saved.id),
        ])
      try transaction.log(limit, .reportingLimited, by: member) { $0.commitments = [saved.id: saved.commitment] }
      try transaction.tell(.reportingLimited, to: reporter, about: "report_limit \(limit.id)", text: saved)
      return limit
    }
  }

  /// Lets somebody report again before the limit ends.
  public func endReportLimits(
    of reporter: MemberID, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws {
    try await write(school, at: time) { transaction in
      try transaction.mayLimit(reporter, by: member)
      let limits = try transaction.reportLimits(
        where: "member = $2 AND until_at > $3", SQLValue(reporter), .integer(time))
      if limits.isEmpty { throw StoreError.invalid("Dit lid is niet beperkt in het melden.") }
      for var limit in limits {
        limit.until = time
        try transaction.connection.update(
          "report_limit", ["until_at": .integer(time)], school: school, id: limit.id)
        try transaction.log(limit, .reportingFreed, by: member) { _ in }
      }
      try transaction.tell(.reportingFreed, to: reporter, about: "member \(reporter)")
    }
  }

  /// Who is limited in reporting, for whoever may limit them.
  public func reportLimits(
    for viewer: MemberID, school: SchoolID, at time: Int64
  ) async throws -> [ReportLimit] {
    try await read(school) { transaction in
      _ = try transaction.member(viewer)
      return try transaction.reportLimits(where: "until_at > $2", .integer(time)).filter {
        try transaction.refusalOfRecord(of: $0.member, to: viewer, at: time) == nil
      }
    }
  }
}

extension Transaction {
  fileprivate func mayLimit(_ reporter: MemberID, by member: MemberID) throws {
    if let refusal = try refusalOfRecord(of: reporter, to: member, at: at) { throw StoreError.notAllowed(refusal) }
  }

  fileprivate func reportLimits(where condition: String, _ arguments: SQLValue...) throws -> [ReportLimit] {
    try connection.run(
      """
      SELECT id, member, imposed_by, from_at, until_at, payload FROM report_limit WHERE school = $1 AND \(condition)
      ORDER BY from_at, id
      """, [SQLValue(school.id)] + arguments
    ).map { row in
      ReportLimit(
        id: try row.text("id"), member: try row.id("member"), imposedBy: try row.id("imposed_by"),
        from: try row.integer("from_at"), until: try row.integer("until_at"),
        reason: try payload(try row.text("payload")))
    }
  }

  fileprivate func log(
    _ limit: ReportLimit, _ kind: Event.Kind, by actor: MemberID, _ fill: (inout Event.Body) -> Void
  ) throws {
    try log(kind, by: actor) {
      $0.member = limit.member
      $0.item = "report_limit \(limit.id)"
      $0.outcome = "\(limit.from) \(limit.until)"
      fill(&$0)
    }
  }
}
