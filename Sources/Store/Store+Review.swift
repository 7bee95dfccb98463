public import Conduct

extension Store {
  /// Takes a review in hand for as long as the policy says, or for as long again.
  @discardableResult
  public func claim(_ id: ReviewID, by member: MemberID, school: SchoolID, at time: Int64) async throws -> Review {
    try await step(.claim, on: id, by: member, school: school, at: time)
  }

  /// Gives a review back.
  @discardableResult
  public func release(_ id: ReviewID, by member: MemberID, school: SchoolID, at time: Int64) async throws -> Review {
    try await step(.release, on: id, by: member, school: school, at: time)
  }

  /// Gives a review to a colleague, who has a day to take it up and is told.
  @discardableResult
  public func handOver(
    _ id: ReviewID, to colleague: MemberID, reason: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await write(school, at: time) { transaction in
      let step = Review.Step.handOver(to: try transaction.member(colleague), reason: reason)
      let review = try transaction.take(step, on: id, by: member)
      try transaction.tell(.handedOver, to: colleague, about: "review \(id)")
      return review
    }
  }

  /// Gives a review to whoever stands above, with a reason.
  @discardableResult
  public func escalate(
    _ id: ReviewID, reason: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await step(.escalate(reason: reason), on: id, by: member, school: school, at: time)
  }

  /// Gives a review to the people of care, who are told: it is about somebody's safety, not about conduct.
  @discardableResult
  public func giveToCare(
    _ id: ReviewID, reason: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await write(school, at: time) { transaction in
      let review = try transaction.take(.giveToCare(reason: reason), on: id, by: member)
      try transaction.tellCare(about: review)
      return review
    }
  }

  /// Asks the author for an explanation, who is told.
  @discardableResult
  public func askInformation(
    _ id: ReviewID, question: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await write(school, at: time) { transaction in
      let review = try transaction.take(.askInformation(question: question), on: id, by: member)
      try transaction.tell(.authorAsked, to: review.subject.author, about: "review \(id)")
      return review
    }
  }

  /// Writes down what was answered, and goes on.
  @discardableResult
  public func recordAnswer(
    _ id: ReviewID, text: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await step(.recordAnswer(text: text), on: id, by: member, school: school, at: time)
  }

  /// Writes something down for colleagues.
  @discardableResult
  public func note(
    _ id: ReviewID, text: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await step(.note(text: text), on: id, by: member, school: school, at: time)
  }

  /// Takes the last decision back, with a reason: strikes and proposals that came of it fall, and a removed message comes
  /// back. Who decided goes on within the hour; otherwise somebody else does.
  @discardableResult
  public func undo(
    _ id: ReviewID, reason: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await step(.undo(reason: reason), on: id, by: member, school: school, at: time)
  }

  /// Opens a decided review again for new facts, with a reason; strikes from the earlier decision stop counting, and
  /// whoever decided before has no hand in it any more.
  @discardableResult
  public func reopen(
    _ id: ReviewID, reason: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await step(.reopen(reason: reason), on: id, by: member, school: school, at: time)
  }

  private func step(
    _ step: Review.Step, on id: ReviewID, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Review {
    try await write(school, at: time) { try $0.take(step, on: id, by: member) }
  }

  /// Begins the lease of whoever is at work on a review anew, because that person looked at it, the words of reporters
  /// included. A lease that is longer is no transition: no event, and the version stays what was read.
  func renew(_ id: ReviewID, by member: MemberID, school: SchoolID, at time: Int64) async throws {
    try await write(school, at: time) { transaction in
      let before = try transaction.review(id)
      for report in try transaction.reports(where: "review = $2", SQLValue(id)) where report.handler == member {
        try transaction.recordReading(of: report, by: member)
      }
      let review = before.renewed(by: try transaction.member(member), policy: try transaction.policy(), at: time)
      guard let claim = review.claim, claim != before.claim else { return }
      try transaction.connection.update(
        "review", ["claimed_until": .integer(claim.until)], school: school, id: id.rawValue)
    }
  }
}

extension Transaction {
  /// Takes one step on a review, with the words that belong to it and what follows from it.
  fileprivate func take(_ step: Review.Step, on id: ReviewID, by member: MemberID) throws -> Review {
    let actor = try self.member(member)
    let before = try review(id, for: actor, at: at)
    var review = try before.applying(step, by: actor, policy: try policy(), onward: try onward(before), at: at)
    if review.route != before.route || !before.state.isOpen { review.dueAt = try due(of: review) }
    var commitments: [String: String]?
    if let words = step.words {
      let saved = try save(words.text, about: before.subject.author, .open, due: nil)
      try addNote(saved, words.kind, by: member, on: id)
      commitments = [saved.id: saved.commitment]
    }
    var undone: Decision?
    if case .undo = step { undone = try markUndone(before, by: member) }
    try save(review, after: before, step.event, by: member) {
      $0.role = before.role(of: actor, at: self.at)
      $0.commitments = commitments
      switch step {
      case .undo: $0.decision = undone?.id
      case .handOver(let colleague, _): $0.other = colleague.id
      case .claim: $0.other = before.claim.map(\.member).flatMap { $0 == member ? nil : $0 }
      default: break
      }
    }
    switch step {
    case .undo, .reopen:
      try beginAnew(review, by: member)
      if review.visibility != before.visibility { try letDoublesFollow(review, by: member) }
    default:
      if !before.state.isOpen, let retention = try retention(of: review) {
        try keep(commitments?.keys.sorted() ?? [], as: retention.class, until: retention.due)
      }
    }
    return review
  }

  /// What an earlier decision on a review brought about counts no more, since it will be decided anew.
  func beginAnew(_ review: Review, by member: MemberID?) throws {
    try keep(try payloads(of: review), as: .open, until: nil)
    for decision in try decisions(on: review.id) {
      try supersedeAppeals(against: decision.id.rawValue)
      try withdrawEffects(of: decision.id, about: review.subject.author, by: member)
    }
    try endClearances(of: review.id, by: member)
    try lapseSecondOpinions(of: review.id)
  }

  /// The class and the end of what belongs to a decided review, for what is written later; nil when it has none.
  private func retention(of review: Review) throws -> (class: Retention, due: Int64?)? {
    let rows = try run(
      """
      SELECT payload.class, payload.due_at FROM message JOIN payload ON payload.school = message.school
        AND payload.id = message.payload WHERE message.school = $1 AND message.id = $2
      """, SQLValue(review.message))
    return try rows.first.map { (try $0.value("class"), try $0.optionalInteger("due_at")) }
  }

  /// Takes back the last decision on a review.
  private func markUndone(_ review: Review, by member: MemberID) throws -> Decision? {
    guard let last = try decisions(on: review.id).last else { return nil }
    try connection.update(
      "decision", ["undone_by": SQLValue(member)], school: school.id, id: last.id.rawValue)
    if review.visibility == .removed {
      try tell(.restored, to: review.subject.author, about: "decision \(last.id)")
    }
    return last
  }

  /// Tells everybody who takes care of people, or the board when none of them may know.
  func tellCare(about review: Review) throws {
    let matter = review.matter(author: try member(review.subject.author))
    let carers = matter.carers(among: try handlers(), at: at)
    let board = try handlers().filter { matter.isOpen(to: $0, at: at) && $0.holds(.board, in: nil, at: at) }
    for carer in carers.isEmpty ? board : carers {
      try tell(.care, to: carer.id, about: "member \(review.subject.author)", isUrgent: true)
    }
  }

  /// Keeps a note with a review.
  func addNote(_ saved: Saved, _ kind: Note.Kind, by author: MemberID?, on review: ReviewID) throws {
    let number = try nextNumber(in: "note", where: "review = $2", SQLValue(review))
    try connection.insert(
      into: "note",
      [
        "school": SQLValue(school.id), "review": SQLValue(review), "number": SQLValue(number),
        "kind": .text(kind.rawValue), "author": SQLValue(author), "at": .integer(at), "payload": .text(saved.id),
      ])
  }

  /// The notes on a review, first one first; those whose text was purged are left out.
  func notes(on review: ReviewID) throws -> [Note] {
    try run(
      "SELECT kind, author, at, payload FROM note WHERE school = $1 AND review = $2 ORDER BY number", SQLValue(review)
    ).compactMap { row in
      guard let text = try payload(try row.text("payload")) else { return nil }
      return Note(try row.value("kind"), by: try row.optionalID("author"), at: try row.integer("at"), text: text)
    }
  }

  /// When somebody should have decided on a review.
  func due(of review: Review) throws -> Int64? {
    let policy = try policy()
    let term: Policy.TermName =
      if review.route == .care {
        .care
      } else if review.visibility == .held {
        .hold
      } else {
        switch review.severity {
        case .information, .low: .reviewLow
        case .medium: .reviewMedium
        case .high, .critical: .reviewHigh
        }
      }
    return try calendar().deadline(of: TermClock(policy.term(term).value, from: at)).due
  }
}
