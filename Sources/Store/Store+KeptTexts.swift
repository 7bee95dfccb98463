public import Conduct

/// The text of a message that is still kept, to try a rule on.
public struct KeptText: Hashable, Sendable {
  /// The message.
  public var message: MessageID
  /// Its author.
  public var author: MemberID
  /// The text.
  public var text: String
}

extension Store {
  /// Texts that are still kept, latest first, to see what a change of the rules would do; for the director, without what
  /// concerns the director or the family, what is about somebody's care, and what two people say to each other. They are
  /// for counting; whoever shows one to somebody says so by `noteKeptTexts`.
  public func keptTexts(
    for member: MemberID, limit: Int = 2_000, school: SchoolID, at time: Int64
  ) async throws -> [KeptText] {
    try await read(school, at: time) { transaction in
      let reader = try transaction.directing(member)
      let oneToOne = Set(try transaction.groups().filter { $0.kind == .oneToOne }.map(\.id))
      // Names of messages begin with b and follow the order in which they came in.
      var (found, before): ([KeptText], String) = ([], "c")
      while found.count < limit {
        let rows = try transaction.run(
          """
          SELECT message.id AS id, message.author AS author, message.group_id AS group_id, message.payload AS payload,
            review.id AS review FROM message
            LEFT JOIN review ON review.school = message.school AND review.message = message.id
          WHERE message.school = $1 AND message.id < $2 AND message.payload IS NOT NULL
          ORDER BY message.id DESC LIMIT 200
          """, .text(before))
        guard let last = rows.last else { break }
        before = try last.text("id")
        let reviews = try transaction.reviews(try rows.compactMap { try $0.optionalID("review") }, at: time)
        for row in rows where found.count < limit {
          let author: MemberID = try row.id("author")
          let group: GroupID? = try row.optionalID("group_id")
          if group.map(oneToOne.contains) ?? false { continue }
          if try reader.isClose(to: transaction.member(author)) { continue }
          if let review = try row.optionalID("review").flatMap({ reviews[$0] }),
            review.route == .care || review.refusal(of: .view, for: reader, at: time) != nil
          {
            continue
          }
          guard let text = try transaction.payload(try row.text("payload")) else { continue }
          found.append(KeptText(message: try row.id("id"), author: author, text: text))
        }
      }
      return found
    }
  }

  /// Notes whose texts were shown to the director while a change of the rules was tried.
  public func noteKeptTexts(
    of authors: Set<MemberID>, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws {
    try await write(school, at: time) { transaction in
      _ = try transaction.directing(member)
      for author in authors.sorted() {
        try transaction.recordReading(.keptText, of: author, by: member, why: .oversight)
      }
    }
  }
}

extension Transaction {
  fileprivate func directing(_ id: MemberID) throws -> Member {
    let reader = try member(id)
    if !reader.holds(.director, in: nil, at: at) { throw StoreError.notAllowed(.roleMayNot) }
    return reader
  }
}
