public import Conduct

extension Store {
  /// Open reviews of the same text by the same author, which may be closed together with this one: what
  /// `closeDuplicates` would close.
  public func duplicates(
    of id: ReviewID, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> [QueueItem] {
    try await read(school) { transaction in
      let viewer = try transaction.member(member)
      let review = try transaction.review(id, for: viewer, at: time)
      let groups = Dictionary(uniqueKeysWithValues: try transaction.groups().map { ($0.id, $0.name) })
      let duplicates = try transaction.duplicates(of: review, for: viewer, at: time)
      let contents = try transaction.contents(of: duplicates)
      return try duplicates.map {
        try transaction.item(
          $0, Priority(of: $0, at: time), contents[$0.message], groups: groups, for: viewer, at: time)
      }
    }
  }

  /// Closes the doubles of a decided review, all or none: the ones that were shown, at the versions that were shown. Each
  /// gets a decision of its own that names the first, counts for nothing, and can be undone by itself; a message that
  /// was removed is removed everywhere.
  public func closeDuplicates(
    of id: ReviewID, expecting shown: [ReviewID: Int], by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> [Ruling] {
    try await write(school, at: time) { transaction in
      let decider = try transaction.member(member)
      let original = try transaction.review(id, for: decider, at: time)
      guard original.state == .resolved, original.decidedBy == member else {
        throw StoreError.invalid("Neem eerst zelf een besluit over de eerste beoordeling; sluit dan de dubbele.")
      }
      let doubles = try transaction.duplicates(of: original, for: decider, at: time)
      guard Dictionary(uniqueKeysWithValues: doubles.map { ($0.id, $0.version) }) == shown else {
        throw StoreError.conflict(Conflict())
      }
      let policy = try transaction.policy()
      return try doubles.map { double in
        let claimed = try double.applying(.claim, by: decider, policy: policy, at: time)
        try transaction.save(claimed, after: double, .claimed, by: member) {
          $0.role = double.role(of: decider, at: time)
        }
        return try transaction.decide(.dismiss(.duplicate), on: claimed, by: decider, duplicateOf: original)
      }
    }
  }
}

extension Transaction {
  /// Lets the doubles of a review follow it: their messages are removed when its own is, and readable again with it. Their
  /// author is told.
  func letDoublesFollow(_ original: Review, by actor: MemberID) throws {
    let rows = try run(
      """
      SELECT id, review FROM decision WHERE school = $1 AND duplicate_of = $2 AND undone_by IS NULL ORDER BY id
      """, SQLValue(original.id))
    for row in rows {
      let (decision, before): (DecisionID, Review) = (try row.id("id"), try review(try row.id("review")))
      guard before.state == .resolved, try decisions(on: before.id).last?.id == decision,
        let double = before.following(original)
      else { continue }
      let isGone = double.visibility == .removed
      try save(double, after: before, isGone ? .removed : .restored, by: actor)
      try tell(isGone ? .decided : .restored, to: double.subject.author, about: "decision \(decision)")
      try letDoublesFollow(double, by: actor)
    }
  }

  /// Open reviews of the same text by the same author that a member may take in hand.
  func duplicates(of review: Review, for member: Member, at time: Int64) throws -> [Review] {
    let rows = try run(
      """
      SELECT review.id FROM review JOIN message ON message.school = review.school AND message.id = review.message
        JOIN message original ON original.school = review.school AND original.fingerprint = message.fingerprint
      WHERE review.school = $1 AND original.id = $2 AND review.author = $3 AND review.id <> $4
        AND review.rank IS NOT NULL
      ORDER BY review.number
      """, SQLValue(review.message), SQLValue(review.subject.author), SQLValue(review.id))
    return try rows.map { try self.review(try $0.id("id")) }.filter {
      $0.refusal(of: .claim, for: member, at: time) == nil
    }
  }
}
