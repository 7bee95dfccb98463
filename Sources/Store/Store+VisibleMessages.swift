public import Conduct

/// A message as somebody sees it in the portal.
public struct VisibleMessage: Hashable, Sendable {
  /// The message.
  public var id: MessageID
  /// The author's name.
  public var author: String
  /// The group's name; nil for the whole school.
  public var group: String?
  /// When it was sent, in milliseconds.
  public var sentAt: Int64
  /// What it says.
  public var text: String
}

extension Store {
  /// The latest messages of others that a member sees in the portal, latest first: those for the member's groups and for
  /// the whole school, of which the school still has the text. What is hidden or removed is not among them, nor what two
  /// people write to each other.
  public func visibleMessages(
    for member: MemberID, limit: Int = 20, school: SchoolID, at time: Int64
  ) async throws -> [VisibleMessage] {
    try await read(school, at: time) { transaction in
      let reader = try transaction.member(member)
      let held = Set(reader.assignments.filter { $0.isHeld(at: time) }.compactMap(\.group))
      let names = try transaction.groups().reduce(into: [:]) { $0[$1.id] = $1.name }
      var found: [(sent: Int64, row: SQLRow)] = []
      // One group at a time: each is read from the end of its own index.
      for group in held.sorted().map(Optional.some) + [nil] {
        let rows = try transaction.run(
          """
          SELECT id, author, group_id, sent_at, payload FROM message
          WHERE school = $1 AND \(group == nil ? "group_id IS NULL AND CAST($2 AS TEXT) IS NULL" : "group_id = $2")
            AND sent_at <= $3 AND kind <> 'one_to_one' AND author <> $4 AND payload IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM message AS later WHERE later.school = message.school
              AND later.external_id = message.external_id AND later.revision > message.revision)
            AND NOT EXISTS (SELECT 1 FROM review WHERE review.school = message.school AND review.message = message.id
              AND review.visibility IN ('held', 'removed'))
          ORDER BY sent_at DESC LIMIT $5
          """, SQLValue(group), .integer(time), SQLValue(member), SQLValue(limit))
        found += try rows.map { (try $0.integer("sent_at"), $0) }
      }
      return try found.sorted { $0.sent > $1.sent }.prefix(limit).compactMap { sent, row in
        guard let text = try transaction.payload(try row.text("payload")) else { return nil }
        let group: GroupID? = try row.optionalID("group_id")
        return VisibleMessage(
          id: try row.id("id"), author: try transaction.member(try row.id("author")).name,
          group: group.flatMap { names[$0] }, sentAt: sent, text: text)
      }
    }
  }
}
