import Conduct

/// What waits for whom, in the order in which the database keeps it.
extension Transaction {
  /// A part of what is open that one question to an index gives in order.
  private enum Desk {
    case route(Review.Route)
    /// What a group's own admins handle.
    case group(GroupID)

    var condition: String {
      switch self {
      case .route: "review.route = $2"
      case .group: "review.route = 'group_admin' AND review.group_id = $2"
      }
    }

    var value: SQLValue {
      switch self {
      case .route(let route): .text(route.rawValue)
      case .group(let group): SQLValue(group)
      }
    }
  }

  /// Where a member is at work on what is open; no review is on two of them.
  private func desks(of viewer: Member, at time: Int64) -> [Desk] {
    var routes: Set<Review.Route> = []
    if viewer.holds(.director, in: nil, at: time) { routes.formUnion([.groupAdmin, .director, .care]) }
    if viewer.holds(.board, in: nil, at: time) { routes.formUnion([.board, .care]) }
    if viewer.holds(.care, at: time) { routes.insert(.care) }
    if viewer.holds(.teacher, in: nil, at: time) { routes.insert(.groupAdmin) }
    let groups = viewer.assignments.filter { $0.role == .teacher && $0.isHeld(at: time) }.compactMap(\.group)
    return routes.sorted { $0.rawValue < $1.rawValue }.map(Desk.route)
      + (routes.contains(.groupAdmin) ? [] : Set(groups).sorted().map(Desk.group))
  }

  /// The first reviews that wait for a member, most urgent first. What concerns the member is left out.
  func waiting(for viewer: Member, limit: Int, at time: Int64) throws -> [Review] {
    var found: [(rank: Int64, review: Review)] = []
    for desk in desks(of: viewer, at: time) {
      var (missing, last) = (limit, (rank: Int64.min, number: 0))
      // Never a few at a time: much of what comes next may concern the member.
      let size = max(50, min(limit, 200))
      while missing > 0 {
        let places = try connection.run(
          """
          SELECT review.id, review.rank, review.number FROM review
          WHERE review.school = $1 AND \(desk.condition) AND review.rank IS NOT NULL
            AND (review.rank, review.number) > ($3, $4) ORDER BY review.rank, review.number LIMIT $5
          """, [SQLValue(school.id), desk.value, .integer(last.rank), SQLValue(last.number), SQLValue(size)])
        let reviews = try reviews(places.map { try $0.id("id") }, at: time)
        for row in places {
          last = (try row.integer("rank"), try row.int("number"))
          guard let review = reviews[try row.id("id")], review.isWaiting(for: viewer, at: time) else { continue }
          found.append((last.rank, review))
          missing -= 1
        }
        if places.count < size { break }
      }
    }
    return found.sorted { ($0.rank, $0.review.number) < ($1.rank, $1.review.number) }.prefix(limit).map(\.review)
  }

  /// When what is open and a member may see came in, in milliseconds, first one first. All is counted without being read
  /// but for what the member, or somebody close, had a part in.
  func waitingSince(for viewer: Member) throws -> [Int64] {
    let close = "SELECT id FROM member WHERE school = $1 AND (id = $3 OR account = $4 OR family = $5)"
    let isConcerned = """
      (review.author IN (\(close))
        OR EXISTS (SELECT 1 FROM report
          WHERE report.school = $1 AND report.review = review.id AND report.reporter IN (\(close)))
        OR EXISTS (SELECT 1 FROM decision
          WHERE decision.school = $1 AND decision.review = review.id AND decision.decider IN (\(close))))
      """
    let concerns = [SQLValue(viewer.id), SQLValue(viewer.account), SQLValue(viewer.family)]
    var times: [Int64] = []
    for desk in desks(of: viewer, at: at) {
      var (condition, arguments) = ("\(desk.condition) AND review.rank IS NOT NULL", [desk.value])
      // The board sees care only where nobody else is there, which no column tells: all of that is read.
      if case .route(.care) = desk {
      } else {
        arguments += concerns
        times += try connection.run(
          "SELECT review.received_at FROM review WHERE review.school = $1 AND \(condition) AND NOT \(isConcerned)",
          [SQLValue(school.id)] + arguments
        ).map { try $0.integer("received_at") }
        condition += " AND \(isConcerned)"
      }
      times += try reviews(where: condition, arguments, at: at)
        .filter { $0.refusal(of: .view, for: viewer, at: at) == nil }.map(\.receivedAt)
    }
    return times.sorted()
  }

  /// Reviews by their identifiers, as they stand at a moment.
  func reviews(_ ids: [ReviewID], at time: Int64) throws -> [ReviewID: Review] {
    try Self.parts(of: ids.map(\.rawValue)).reduce(into: [:]) { reviews, part in
      for review in try self.reviews(where: "review.id IN (\(Self.places))", part, at: time) {
        reviews[review.id] = review
      }
    }
  }

  // MARK: How urgent

  /// How urgent each of some reviews is, with what members reported and how many can read it.
  func priority(of reviews: [Review], at time: Int64) throws -> (Review) -> Priority {
    let reported = try reported(reviews.map(\.id))
    let reach = try Dictionary(
      uniqueKeysWithValues: Set(reviews.map(\.subject.group)).map { ($0, try readers(of: $0, at: time)) })
    return { review in
      let reports = reported[review.id]
      return Priority(
        of: review, reports: reports?.count ?? 0, reported: reports?.severity ?? .information,
        readers: reach[review.subject.group] ?? 0, at: time)
    }
  }

  /// The place of a review in a queue, by those who can read it as it is written; nil when nobody has to decide.
  func rank(of review: Review) throws -> Int64? {
    review.state.isOpen ? try priority(of: [review], at: at)(review).rank : nil
  }

  /// The place of a review that is new, which nobody reported yet.
  func firstRank(of review: Review) throws -> Int64 {
    Priority(of: review, readers: try readers(of: review.subject.group, at: at), at: at).rank
  }

  /// Gives an open review its place anew, after something was reported or a report is over.
  func rankAnew(_ id: ReviewID) throws {
    guard let review = try reviews([id], at: at)[id], review.state.isOpen else { return }
    try connection.update("review", ["rank": SQLValue(try rank(of: review))], school: school.id, id: id.rawValue)
  }

  /// How many members can read what is written for a group, or for the whole school.
  private func readers(of group: GroupID?, at time: Int64) throws -> Int {
    if let known = knownReaders[group] { return known }
    let isHeld = "from_at <= $2 AND (until_at IS NULL OR until_at > $2)"
    let inGroup = group == nil ? "" : " AND (group_id = $3 OR group_id IS NULL)"
    let rows = try connection.run(
      "SELECT COUNT(DISTINCT member) AS members FROM assignment WHERE school = $1 AND \(isHeld)\(inGroup)",
      [SQLValue(school.id), .integer(time)] + (group == nil ? [] : [SQLValue(group)]))
    let count = try rows[0].int("members")
    knownReaders[group] = count
    return count
  }
}
