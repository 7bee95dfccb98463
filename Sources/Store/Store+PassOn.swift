import Conduct

/// What time brought to what waits for a person.
struct PassedOn {
  /// Claims that ran out.
  var leases = 0
  /// Reviews that went to the next person because a term passed or nobody they were with is there.
  var reviews: [ReviewID] = []
}

extension Transaction {
  /// Does what time brings to reviews: claims that ran out end; a message that is hidden and was not judged within its
  /// term goes to the next person; the people of care are told again; what is with people who are away goes to who is there.
  func passOn() throws -> PassedOn {
    var done = PassedOn()
    for review in try reviews(where: "review.state = 'claimed' AND review.claimed_until <= $2", [.integer(at)], at: at)
    {
      guard let ended = review.leaseEnded(at: at) else { continue }
      try save(ended, after: review, .leaseEnded, by: nil) { $0.other = review.claim?.member }
      done.leases += 1
    }
    done.reviews = try passOverdue() + reroute()
    return done
  }

  /// Passes on what may not wait: hidden messages and care whose term is over. The author waits, or somebody is in need.
  private func passOverdue() throws -> [ReviewID] {
    let isOverdue = """
      review.rank IS NOT NULL AND review.due_at < $2 AND (review.route = 'care' OR review.visibility = 'held' AND review.route <> 'board')
      ORDER BY review.due_at, review.number
      """
    return try reviews(where: isOverdue, [.integer(at)], at: at).compactMap { review in
      if let pressed = review.carePressed(dueAt: try due(of: review)) {
        try save(pressed, after: review, .passedOn, by: nil)
        try tellCare(about: pressed)
        return review.id
      }
      return try pass(review, to: review.route.next(above: try onward(review).above))
    }
  }

  /// Passes on what is with nobody: all who might handle it are away, concerned, or not in that role any more. Of what one
  /// author wrote for one group, and nobody reported or decided on, one tells for all; with a new policy each is asked.
  @discardableResult
  func reroute(underNewPolicy isNew: Bool = false) throws -> [ReviewID] {
    let isBelow = "review.rank IS NOT NULL AND review.route IN ('group_admin', 'director')"
    let hasParties = """
      (EXISTS (SELECT 1 FROM report WHERE report.school = $1 AND report.review = review.id)
        OR EXISTS (SELECT 1 FROM decision WHERE decision.school = $1 AND decision.review = review.id))
      """
    var passed: [ReviewID] = []
    func passOn(where condition: String, _ arguments: [SQLValue] = []) throws {
      let reviews = try reviews(where: "\(isBelow) AND \(condition) ORDER BY review.number", arguments, at: at)
      let isDirectors = try isDirectors(reviews)
      passed += try reviews.compactMap { try pass($0, to: try onward($0, isDirectors: isDirectors($0)).again) }
    }
    if isNew {
      try passOn(where: "TRUE")
      return passed
    }
    let desks = try run(
      "SELECT DISTINCT route, group_id, author FROM review WHERE school = $1 AND \(isBelow) ORDER BY 1, 2, 3")
    for desk in desks {
      let route: Review.Route = try desk.value("route")
      let matter = Review.Matter(author: try member(try desk.id("author")), group: try desk.optionalID("group_id"))
      guard try onward(matter, from: route).again.rank > route.rank else { continue }
      try passOn(
        where: "review.route = $2 AND review.author = $3 AND COALESCE(review.group_id, '') = $4",
        [.text(route.rawValue), desk["author"], .text(matter.group?.rawValue ?? "")])
    }
    try passOn(where: hasParties)
    return passed
  }

  func pass(_ review: Review, to route: Review.Route) throws -> ReviewID? {
    guard var passed = review.passedOn(to: route, dueAt: nil) else { return nil }
    passed.dueAt = try due(of: passed)
    try save(passed, after: review, .passedOn, by: nil)
    return review.id
  }
}
