public import Conduct

extension Store {
  /// What is waiting to be told to a member, oldest first.
  public func notices(for member: MemberID, school: SchoolID) async throws -> [Notice] {
    try await read(school) { transaction in
      _ = try transaction.member(member)
      return try transaction.run(
        """
        SELECT kind, recipient, item, is_urgent, payload, created_at FROM outbox
        WHERE school = $1 AND recipient = $2 AND sent_at IS NULL ORDER BY created_at, id
        """, SQLValue(member)
      ).map { row in
        Notice(
          try row.value("kind"), to: try row.id("recipient"), about: try row.text("item"),
          isUrgent: try row.flag("is_urgent"), text: try transaction.payload(try row.optionalText("payload")),
          at: try row.integer("created_at"))
      }
    }
  }
}

extension Transaction {
  /// Writes down that somebody is to be told something; sending is another's work, after the transaction.
  func tell(
    _ kind: Notice.Kind, to recipient: MemberID, about item: String, isUrgent: Bool = false, text: Saved? = nil
  ) throws {
    try connection.insert(
      into: "outbox",
      [
        "school": SQLValue(school.id), "id": .text(makeID("n")), "recipient": SQLValue(recipient),
        "kind": .text(kind.rawValue), "item": .text(item), "is_urgent": SQLValue(isUrgent),
        "payload": SQLValue(text?.id), "created_at": .integer(at),
      ])
  }
}
