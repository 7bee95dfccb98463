import Conduct

extension Transaction {
  private static let reviewColumns = """
    SELECT review.id, review.number, review.message, review.author, review.group_id, review.state, review.visibility,
      review.severity, review.reason, review.route, review.claimed_by, review.claimed_until, review.escalated_by,
      review.decided_by, review.decided_at, review.due_at, review.version, review.received_at, review.ruleset, review.policy, member.account, member.family
    FROM review JOIN member ON member.school = review.school AND member.id = review.author
    WHERE review.school = $1
    """

  /// A review with its parties, as it stands at a moment; throws `notFound`.
  func review(_ id: ReviewID, at time: Int64? = nil) throws -> Review {
    guard let row = try run("\(Self.reviewColumns) AND review.id = $2", SQLValue(id)).first else {
      throw StoreError.notFound("Beoordeling", handle: id.rawValue)
    }
    var review = try Review(row)
    review.parties = try parties(of: [id])[id] ?? []
    try settle(&review, at: time ?? at)
    return review
  }

  /// Fills in who is left for a review as things stand at a moment.
  private func settle(_ review: inout Review, at time: Int64) throws {
    review.lacksCarer = try lacksCarer(review, at: time)
    review.isLastResort = try isLastResort(review, at: time)
  }

  private func isLastResort(_ review: Review, at time: Int64) throws -> Bool {
    guard review.route == .board, review.state.isOpen, !review.parties.isEmpty else { return false }
    let author = try member(review.subject.author)
    return try !handlers().contains { member in
      member.holds(.board, in: nil, at: time) && !member.isClose(to: author)
        && !review.parties.contains { $0.isClose(to: member) }
    }
  }

  private func lacksBoard(_ review: Review, at time: Int64) throws -> Bool {
    guard review.state.isOpen, review.route != .board else { return false }
    let matter = review.matter(author: try member(review.subject.author))
    return try !handlers().contains { $0.holds(.board, in: nil, at: time) && matter.isOpen(to: $0, at: time) }
  }

  private func lacksCarer(_ review: Review, at time: Int64) throws -> Bool {
    guard review.route == .care else { return false }
    let matter = review.matter(author: try member(review.subject.author))
    return matter.carers(among: try handlers(), at: time).isEmpty
  }

  /// A review that a member may see. Whoever may not is told that there is none: otherwise a refusal would tell people
  /// that something is about them, and counting refusals how much.
  func review(_ id: ReviewID, for member: Member, at time: Int64) throws -> Review {
    var review = try review(id, at: time)
    review.lacksBoard = try lacksBoard(review, at: time)
    switch review.refusal(of: .view, for: member, at: time) {
    case nil: return review
    case .ownDecision: throw StoreError.notAllowed(.ownDecision)
    default: throw StoreError.notFound("Beoordeling", handle: String(review.number))
    }
  }

  /// Reviews that meet a condition, which may use `$2` and further, as they stand at a moment, with their parties.
  func reviews(where condition: String, _ arguments: [SQLValue] = [], at time: Int64) throws -> [Review] {
    var reviews = try connection.run("\(Self.reviewColumns) AND \(condition)", [SQLValue(school.id)] + arguments)
      .map { try Review($0) }
    let parties = try parties(of: reviews.map(\.id))
    for index in reviews.indices {
      reviews[index].parties = parties[reviews[index].id] ?? []
      try settle(&reviews[index], at: time)
    }
    return reviews
  }

  /// Reviews of one author with their parties, oldest first.
  func reviews(by author: MemberID) throws -> [Review] {
    try reviews(where: "review.author = $2 ORDER BY review.received_at, review.number", [SQLValue(author)], at: at)
  }

  /// The parties of reviews: who reported and who decided. A decider who took back a slip of one's own is none.
  private func parties(of reviews: [ReviewID]) throws -> [ReviewID: [Review.Party]] {
    var parties: [ReviewID: [Review.Party]] = [:]
    for part in Self.parts(of: reviews.map(\.rawValue)) {
      let rows = try connection.run(
        """
        SELECT DISTINCT report.review, 'reporter' AS kind, member.id, member.account, member.family
        FROM report JOIN member ON member.school = report.school AND member.id = report.reporter
        WHERE report.school = $1 AND report.review IN (\(Self.places))
        UNION SELECT decision.review, 'decider', member.id, member.account, member.family
        FROM decision JOIN member ON member.school = decision.school AND member.id = decision.decider
        WHERE decision.school = $1 AND (decision.undone_by IS NULL OR decision.undone_by <> decision.decider)
          AND decision.review IN (\(Self.places))
        ORDER BY 1, 3, 2
        """, [SQLValue(school.id)] + part)
      for row in rows {
        let party = Review.Party(
          try row.value("kind"), member: try row.id("id"), account: try row.id("account"),
          family: try row.optionalID("family"))
        parties[try row.id("review"), default: []].append(party)
      }
    }
    return parties
  }

  /// The members who handle reviews, or did: teachers, directors, the board, persons of care, and who
  /// stands in for them.
  func handlers() throws -> [Member] {
    if let known = knownHandlers { return known }
    let handlers = try members(
      where: """
        member.id IN (
          SELECT assignment.member FROM assignment WHERE assignment.school = $1
            AND (assignment.role IN ('teacher', 'director', 'board') OR assignment.function = 'care')
          UNION SELECT absence.deputy FROM absence WHERE absence.school = $1 AND absence.deputy IS NOT NULL)
        """
    ).sorted { $0.id < $1.id }
    for member in handlers { remember(member) }
    knownHandlers = handlers
    return handlers
  }

  /// Where a review goes that leaves the desk it is on.
  func onward(_ review: Review) throws -> Review.Onward { try onward(review, isDirectors: try isDirectors(review)) }

  /// Where a review goes that leaves the desk it is on, when it is known whether the policy gives it to the director.
  func onward(_ review: Review, isDirectors: Bool) throws -> Review.Onward {
    let author = try member(review.subject.author)
    return try onward(review.matter(author: author, isDirectors: isDirectors), from: review.route)
  }

  /// Where a matter goes that leaves a desk.
  func onward(_ matter: Review.Matter, from route: Review.Route) throws -> Review.Onward {
    let again = Review.route(matter, handlers: try handlers(), at: at)
    let above = Review.routeAbove(matter, handlers: try handlers(), at: at)
    // What went up does not come down; and where nobody is left who may handle it, it goes on.
    let highest = route.rank < above.rank ? above : route
    return Review.Onward(above: above, again: again.rank < route.rank ? highest : again)
  }

  /// Whether the policy gives a review to the director whatever the group.
  func isDirectors(_ review: Review) throws -> Bool { try isDirectors([review])(review) }

  /// Whether the policy gives each of some reviews to the director, by what asked for a person in it.
  func isDirectors(_ reviews: [Review]) throws -> (Review) -> Bool {
    let policy = try policy()
    var clauses: [MessageID: Set<ClauseID>] = [:]
    for part in Self.parts(of: reviews.map(\.message.rawValue)) {
      let rows = try connection.run(
        """
        SELECT DISTINCT message, clauses FROM signal
        WHERE school = $1 AND message IN (\(Self.places)) AND shadow = 0 AND effect <> 'advice'
        """, [SQLValue(school.id)] + part)
      for row in rows {
        clauses[try row.id("message"), default: []].formUnion(try row.words("clauses").map { ClauseID($0) })
      }
    }
    return { policy.isDirectors(clauses: (clauses[$0.message] ?? []).sorted(), severity: $0.severity) }
  }

  func nextReviewNumber() throws -> Int { try nextNumber(in: "review") }

  /// Adds a new review with its term, and logs it.
  func add(_ review: Review, _ fill: (inout Event.Body) -> Void) throws {
    var review = review
    review.dueAt = try due(of: review)
    try connection.insert(
      into: "review",
      [
        "school": SQLValue(school.id), "id": SQLValue(review.id), "number": SQLValue(review.number),
        "message": SQLValue(review.message), "author": SQLValue(review.subject.author),
        "group_id": SQLValue(review.subject.group), "state": .text(review.state.rawValue),
        "visibility": .text(review.visibility.rawValue), "severity": SQLValue(review.severity.rawValue),
        "reason": .text(review.reason.rawValue), "route": .text(review.route.rawValue),
        "due_at": SQLValue(review.dueAt), "rank": .integer(try firstRank(of: review)),
        "version": SQLValue(review.version),
        "received_at": .integer(review.receivedAt), "ruleset": .text(review.ruleset), "policy": .text(review.policy),
      ])
    try log(.received, by: nil) {
      $0.member = review.subject.author
      $0.group = review.subject.group
      $0.message = review.message
      $0.review = review.id
      $0.to = review.state.rawValue
      $0.route = review.route.rawValue
      $0.version = review.version
      $0.visibility = review.visibility.rawValue
      $0.severity = review.severity
      $0.ruleset = review.ruleset
      $0.policy = review.policy
      fill(&$0)
    }
  }

  /// Saves a review after a step and logs it.
  func save(
    _ review: Review, after before: Review, _ kind: Event.Kind, by actor: MemberID?,
    _ fill: (inout Event.Body) -> Void = { _ in }
  ) throws {
    try connection.update(
      "review",
      [
        "state": .text(review.state.rawValue), "visibility": .text(review.visibility.rawValue),
        "route": .text(review.route.rawValue), "claimed_by": SQLValue(review.claim?.member),
        "claimed_until": SQLValue(review.claim?.until), "escalated_by": SQLValue(review.escalatedBy),
        "decided_by": SQLValue(review.decidedBy), "decided_at": SQLValue(review.decidedAt),
        "due_at": SQLValue(review.dueAt), "rank": SQLValue(try rank(of: review)),
        "version": SQLValue(review.version),
      ], school: school.id, id: review.id.rawValue)
    try log(kind, by: actor) {
      $0.member = review.subject.author
      $0.review = review.id
      $0.from = before.state.rawValue
      $0.to = review.state.rawValue
      $0.route = review.route.rawValue
      $0.version = review.version
      $0.visibility = review.visibility.rawValue
      fill(&$0)
    }
    try followReports(of: review)
  }

  /// The payloads that belong to a review: the text, the reasons and the notes.
  func payloads(of review: Review) throws -> [String] {
    let rows =
      try run("SELECT payload FROM message WHERE school = $1 AND id = $2", SQLValue(review.message))
      + run("SELECT payload FROM decision WHERE school = $1 AND review = $2", SQLValue(review.id))
      + run("SELECT payload FROM note WHERE school = $1 AND review = $2", SQLValue(review.id))
    return try rows.compactMap { try $0.optionalText("payload") } + attached(to: .review, review.id.rawValue)
  }
}

extension Review {
  init(_ row: SQLRow) throws {
    self.init(
      id: try row.id("id"), number: try row.int("number"), message: try row.id("message"),
      subject: Subject(
        author: try row.id("author"), account: try row.id("account"), family: try row.optionalID("family"),
        group: try row.optionalID("group_id")),
      state: try row.value("state"), visibility: try row.value("visibility"), severity: try row.severity("severity"),
      reason: try row.value("reason"), route: try row.value("route"), claim: nil,
      escalatedBy: try row.optionalID("escalated_by"), version: try row.int("version"),
      receivedAt: try row.integer("received_at"), ruleset: try row.text("ruleset"), policy: try row.text("policy"))
    decidedBy = try row.optionalID("decided_by")
    decidedAt = try row.optionalInteger("decided_at")
    dueAt = try row.optionalInteger("due_at")
    if let member: MemberID = try row.optionalID("claimed_by") {
      claim = Claim(member: member, until: try row.integer("claimed_until"))
    }
  }
}
