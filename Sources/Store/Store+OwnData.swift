public import Conduct

extension Store {
  /// What a school keeps of a member that the member gave or was told: it can be handed over at once. What others wrote
  /// about the member is not in it, since somebody has to read that first; nor is anything of which the member does not
  /// know yet. That it was made is noted.
  public func ownData(of member: MemberID, school: SchoolID, at time: Int64) async throws -> SubjectAccess {
    try await write(school, at: time) { transaction in
      let person = try transaction.member(member)
      var access = try AccessWalk(transaction: transaction, person: person, isForOneself: true)
      try access.walk()
      try transaction.recordReading(.subjectAccess, of: member, by: member, why: .request)
      return SubjectAccess(
        member: person, records: access.records, omissions: access.omissions, files: access.files)
    }
  }
}

extension AccessWalk {
  /// The tables whose rows somebody gave, or was told.
  static let ownTables: Set<String> = [
    "absence", "appeal", "assignment", "consent_request", "consent_statement", "enclosure", "guardianship", "letter",
    "member", "message", "outbox", "question", "question_note", "rectification", "report",
  ]

  /// Whether somebody may have a row without anybody reading it first.
  static func isOwn(_ row: SQLRow, of table: Schema.Table, _ person: Member, in transaction: Transaction) throws -> Bool
  {
    guard ownTables.contains(table.name) else { return false }
    switch table.name {
    case "question_note":
      return row["author"] == SQLValue(person.id) || row["kind"] == .text(Note.Kind.answer.rawValue)
    case "message":
      // A text that is kept longer than others would tell that somebody looks at it.
      let review = try transaction.run(
        """
        SELECT 1 AS n FROM review WHERE school = $1 AND message = $2 AND (visibility <> 'visible' OR EXISTS (
          SELECT 1 FROM decision WHERE decision.school = review.school AND decision.review = review.id
            AND decision.outcome = 'established' AND decision.undone_by IS NULL))
        """, row["id"])
      guard review.isEmpty else { return true }
      let term = Retention.recent.due(from: try row.integer("sent_at"), try transaction.policy())
      return term.map { $0 > transaction.at } ?? false
    default: return true
    }
  }
}
