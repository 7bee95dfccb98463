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
    for review in try openReviews(at: at) {
      guard let ended = review.leaseEnded(at: at) else { continue }
      try save(ended, after: review, .leaseEnded, by: nil) { $0.other = review.claim?.member }
      done.leases += 1
    }
    done.reviews = try passOverdue() + reroute()
    return done
  }

  /// Passes on what may not wait: hidden messages and care whose term is over. The author waits, or somebody is in need.
  private func passOverdue() throws -> [ReviewID] {
    try openReviews(at: at).compactMap { review in
      guard let due = review.dueAt, due < at else { return nil }
      if let pressed = review.carePressed(dueAt: try self.due(of: review)) {
        try save(pressed, after: review, .passedOn, by: nil)
        try tellCare(about: pressed)
        return review.id
      }
      guard review.visibility == .held else { return nil }
      return try pass(review, to: review.route.next(above: try onward(review).above))
    }
  }

  /// Passes on what is with nobody: all who might handle it are away, concerned, or not in that role any more.
  @discardableResult
  func reroute() throws -> [ReviewID] {
    try openReviews(at: at).compactMap { review in
      guard review.route != .care else { return nil }
      return try pass(review, to: try onward(review).again)
    }
  }

  func pass(_ review: Review, to route: Review.Route) throws -> ReviewID? {
    guard var passed = review.passedOn(to: route, dueAt: nil) else { return nil }
    passed.dueAt = try due(of: passed)
    try save(passed, after: review, .passedOn, by: nil)
    return review.id
  }
}
