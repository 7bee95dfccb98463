public import Conduct

/// What belongs around a message that waits, for whoever handles it.
public struct Surroundings: Hashable, Sendable {
  /// A message beside it in the same group.
  public struct Neighbour: Hashable, Sendable {
    /// The author's name.
    public var author: String
    /// Whether the author is the one whose message waits.
    public var isSameAuthor: Bool
    /// When it was sent, in milliseconds.
    public var sentAt: Int64
    /// Post or reaction.
    public var kind: Message.Kind
    /// The text.
    public var text: String
    /// Its own review, when it has one that the reader may see.
    public var review: Review?
  }

  /// What was found before about the author, and still counts.
  public struct Earlier: Hashable, Sendable {
    /// The review.
    public var review: Review
    /// The decision that holds.
    public var decision: Decision
  }

  /// Up to three messages before it, oldest first; only those whose text is kept.
  public var before: [Neighbour]
  /// Up to three messages after it.
  public var after: [Neighbour]
  /// Violations of the author that the reader may see, within the time that counts, latest first.
  public var earlier: [Earlier]
  /// When the reader spoke to the author before, latest first.
  public var talks: [Addressing]
  /// Who else may take it in hand, by name.
  public var colleagues: [Member]
}

extension Store {
  /// How far from a message its neighbours may lie, in milliseconds: three days.
  static let neighbourTerm: Int64 = 3 * Ladder.day

  /// What belongs around a message for a member who handles it. Texts of neighbours are read only while it is open, never
  /// those between two people, and none of which the member may not see the review; with somebody's care no record of
  /// conduct comes along.
  public func surroundings(
    of id: ReviewID, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Surroundings {
    try await read(school, at: time) { transaction in
      let viewer = try transaction.member(member)
      let review = try transaction.review(id, for: viewer, at: time)
      var (before, after): ([Surroundings.Neighbour], [Surroundings.Neighbour]) = ([], [])
      let message = try transaction.message(review.message).message
      if review.state.isOpen, review.refusal(of: .note, for: viewer, at: time) == nil,
        try !transaction.isOneToOne(message)
      {
        before = try transaction.neighbours(of: review, message, isBefore: true, for: viewer, at: time).reversed()
        after = try transaction.neighbours(of: review, message, isBefore: false, for: viewer, at: time)
      }
      let isCare = review.route == .care
      return Surroundings(
        before: before, after: after,
        earlier: isCare ? [] : try transaction.earlier(than: review, for: viewer, at: time),
        talks: isCare
          ? []
          : try transaction.addressings(
            where: "author = $2 AND member = $3", SQLValue(member), SQLValue(review.subject.author)
          ).reversed(),
        colleagues: try transaction.colleagues(on: review, besides: viewer, at: time))
    }
  }

  /// How a review stands and who has it in hand, without taking part in it: what an open page asks when it hears of news.
  public func standing(
    of id: ReviewID, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> (review: Review, claimedBy: String?) {
    try await read(school, at: time) { transaction in
      let review = try transaction.review(id, for: try transaction.member(member), at: time)
      return (review, try review.claim.map { try transaction.member($0.member).name })
    }
  }
}

extension Transaction {
  fileprivate func neighbours(
    of review: Review, _ message: Message, isBefore: Bool, for viewer: Member, at time: Int64
  ) throws -> [Surroundings.Neighbour] {
    let edge = message.sentAt + (isBefore ? -Store.neighbourTerm : Store.neighbourTerm)
    let rows = try connection.run(
      """
      SELECT message.author, message.kind, message.sent_at, message.payload, review.id AS review FROM message
        LEFT JOIN review ON review.school = message.school AND review.message = message.id
      WHERE message.school = $1 AND message.id <> $2 AND message.sent_at \(isBefore ? "<" : ">=") $3
        AND message.sent_at \(isBefore ? ">" : "<") $4
        AND (message.external_id IS NULL OR message.external_id <> $5)
        AND message.group_id \(message.group == nil ? "IS NULL" : "= $6") AND message.kind <> 'one_to_one'
        AND message.payload IS NOT NULL AND message.deleted_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM message later WHERE later.school = message.school
          AND later.external_id = message.external_id AND later.revision > message.revision)
      ORDER BY message.sent_at \(isBefore ? "DESC" : "ASC"), message.id LIMIT 12
      """,
      [
        SQLValue(school.id), SQLValue(review.message), .integer(message.sentAt), .integer(edge),
        .text(message.externalID ?? ""),
      ] + (message.group.map { [SQLValue($0)] } ?? []))
    var found: [Surroundings.Neighbour] = []
    for row in rows where found.count < 3 {
      let own: Review? = try (row.optionalID("review") as ReviewID?).map { try self.review($0, at: time) }
      // What waits on somebody else's desk, or is about oneself, is not shown from here either.
      if let own, own.refusal(of: .view, for: viewer, at: time) != nil { continue }
      guard let text = try payload(try row.optionalText("payload")) else { continue }
      let author: MemberID = try row.id("author")
      found.append(
        Surroundings.Neighbour(
          author: try member(author).name, isSameAuthor: author == review.subject.author,
          sentAt: try row.integer("sent_at"), kind: try row.value("kind"), text: text, review: own))
    }
    return found
  }

  fileprivate func earlier(than review: Review, for viewer: Member, at time: Int64) throws -> [Surroundings.Earlier] {
    let since = try policy().ladder.since(time, timeZone: school.timeZone)
    return try reviews(by: review.subject.author).reversed().compactMap { other in
      guard other.id != review.id, other.state == .resolved, (other.decidedAt ?? 0) >= since,
        other.refusal(of: .view, for: viewer, at: time) == nil,
        let last = try decisions(on: other.id).last, last.undoneBy == nil, last.outcome == .established
      else { return nil }
      return Surroundings.Earlier(review: other, decision: last)
    }
  }

  fileprivate func colleagues(on review: Review, besides viewer: Member, at time: Int64) throws -> [Member] {
    guard review.state.isOpen else { return [] }
    var free = review
    free.state = .pending
    free.claim = nil
    return try handlers().filter { colleague in
      !colleague.isOne(of: [viewer.id]) && !colleague.isAway(at: time)
        && free.refusal(of: .claim, for: colleague, at: time) == nil
    }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
  }
}
