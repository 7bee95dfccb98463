import Conduct

extension Transaction {
  /// What a message hit that asks for a person, without the words themselves.
  func hits(of signals: [Signal], in text: String) -> [Clearance.Hit] {
    let scalars = Array(text.unicodeScalars)
    return Clearance.asking(signals).map { signal in
      var words = String.UnicodeScalarView()
      words.append(contentsOf: scalars[signal.span.clamped(to: 0..<scalars.count)])
      return Clearance.Hit(rule: signal.rule, words: hex(key.fingerprint(String(words), purpose: "hit")))
    }
  }

  /// Writes down that a person found nothing wrong with the text of a review.
  func giveClearance(to review: Review, _ dismissal: Dismissal, by member: MemberID) throws {
    let (message, isTextKept) = try message(review.message)
    guard dismissal.clears, isTextKept, review.route != .care else { return }
    let id = makeID("c")
    try connection.insert(
      into: "clearance",
      [
        "school": SQLValue(school.id), "id": .text(id), "review": SQLValue(review.id),
        "message": SQLValue(review.message),
        "author": dismissal.clearsEverybody ? .null : SQLValue(review.subject.author),
        "fingerprint": .bytes(key.fingerprint(message.text, purpose: "text")), "given_at": .integer(at),
      ])
    let signals = try signals(of: review.message, ruleset: review.ruleset, text: message.text)
    for hit in Set(hits(of: signals, in: message.text)) {
      try connection.insert(
        into: "clearance_hit",
        [
          "school": SQLValue(school.id), "clearance": .text(id), "rule": .text(hit.rule.rawValue),
          "words": .text(hit.words),
        ])
    }
    try log(.clearanceGiven, by: member) {
      $0.member = review.subject.author
      $0.review = review.id
      $0.item = "clearance \(id)"
      $0.outcome = "given"
    }
  }

  /// Ends what was found fine on a review, because somebody looks at it anew.
  func endClearances(of review: ReviewID, by member: MemberID?) throws {
    let rows = try run(
      "SELECT id FROM clearance WHERE school = $1 AND review = $2 AND ended_at IS NULL ORDER BY id", SQLValue(review))
    for row in rows {
      let id = try row.text("id")
      try connection.update("clearance", ["ended_at": .integer(at)], school: school.id, id: id)
      try log(.clearanceEnded, by: member) {
        $0.review = review
        $0.item = "clearance \(id)"
        $0.outcome = "ended"
      }
    }
  }

  /// The review in which a person found the same text fine, or all that an edited text asks for; nil when somebody must
  /// look.
  func clearance(of message: Message, fingerprint: [UInt8], _ verdict: Verdict) throws -> ReviewID? {
    let same = try run(
      """
      SELECT review FROM clearance WHERE school = $1 AND fingerprint = $2 AND ended_at IS NULL
        AND (author IS NULL OR author = $3) ORDER BY given_at DESC, id
      """, .bytes(fingerprint), SQLValue(message.author))
    if let row = same.first { return try row.id("review") }
    guard let externalID = message.externalID else { return nil }
    let rows = try run(
      """
      SELECT clearance.review, clearance_hit.rule, clearance_hit.words
      FROM clearance JOIN message ON message.school = clearance.school AND message.id = clearance.message
        JOIN clearance_hit ON clearance_hit.school = clearance.school AND clearance_hit.clearance = clearance.id
      WHERE clearance.school = $1 AND message.external_id = $2 AND clearance.ended_at IS NULL
      ORDER BY clearance.given_at DESC, clearance.id
      """, .text(externalID))
    guard let first = rows.first else { return nil }
    let cleared = Set(
      try rows.map { Clearance.Hit(rule: RuleID(try $0.text("rule")), words: try $0.text("words")) })
    let hits = hits(of: verdict.signals, in: message.text)
    return Clearance.covers(verdict, hits: hits, cleared: cleared) ? try first.id("review") : nil
  }
}
