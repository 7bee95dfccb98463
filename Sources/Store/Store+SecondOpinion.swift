public import Conduct

/// A decision that was drawn for a second look, as the second person sees it: the message, and nothing of what the first
/// one made of it.
public struct BlindFile: Hashable, Sendable {
  /// What is asked.
  public var opinion: SecondOpinion
  /// The message.
  public var message: Message
  /// The author's name.
  public var author: String
  /// The group's name.
  public var group: String?
  /// Signals that count.
  public var signals: [Signal]
}

/// How often two people agreed.
public struct Agreement: Hashable, Sendable {
  /// Second opinions that were given.
  public var given: Int
  /// Those that agreed with the decision.
  public var agreed: Int
  /// Those that are still asked for.
  public var pending: Int

  /// Makes the figures.
  public init(given: Int, agreed: Int, pending: Int) {
    self.given = given
    self.agreed = agreed
    self.pending = pending
  }
}

extension Store {
  /// What a member is asked a second opinion on.
  public func secondOpinions(for member: MemberID, school: SchoolID, at time: Int64) async throws -> [BlindFile] {
    try await read(school) { transaction in
      let viewer = try transaction.member(member)
      let groups = try transaction.groups()
      return try transaction.secondOpinions(where: "state = 'pending'").compactMap { opinion in
        let review = try transaction.review(opinion.review)
        if try transaction.refusal(of: opinion, for: viewer, on: review, at: time) != nil { return nil }
        let (message, isTextKept) = try transaction.message(review.message)
        guard isTextKept else { return nil }
        let signals = try transaction.signals(of: review.message, ruleset: review.ruleset, text: message.text)
        return BlindFile(
          opinion: opinion, message: message, author: try transaction.member(review.subject.author).name,
          group: groups.first { $0.id == review.subject.group }?.name, signals: signals.filter { !$0.isShadow })
      }
    }
  }

  /// Gives a second opinion, by number or identifier. It changes nothing about the decision.
  public func giveSecondOpinion(
    _ handle: String, _ finding: SecondOpinion.Finding, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> SecondOpinion {
    try await write(school, at: time) { transaction in
      let viewer = try transaction.member(member)
      let found = try transaction.secondOpinions(
        where: "(number = CAST($2 AS BIGINT) OR id = $3)", .integer(Int64(handle.numberDigits) ?? 0), .text(handle))
      let unknown = StoreError.notFound("Tweede oordeel", handle: handle.numberDigits)
      guard var opinion = found.first else { throw unknown }
      let review = try transaction.review(opinion.review)
      switch try transaction.refusal(of: opinion, for: viewer, on: review, at: time) {
      case nil: break
      case .opinionSettled: throw StoreError.notAllowed(.opinionSettled)
      default: throw unknown
      }
      if case .established(let clauses) = finding {
        let policy = try transaction.policy()
        if clauses.isEmpty { throw ConductError.missing("een afspraak uit het beleid") }
        for clause in clauses where policy.clause(clause) == nil {
          throw ConductError.unknownClause(clause, policy: policy.id)
        }
      }
      guard let decision = try transaction.decisions(on: review.id).first(where: { $0.id == opinion.decision }) else {
        throw unknown
      }
      let agrees = SecondOpinion.agrees(finding, with: decision)
      opinion.state = .given
      opinion.by = member
      opinion.agrees = agrees
      try transaction.save(opinion, by: member)
      return opinion
    }
  }

  /// How often two people agreed; for the director and the board.
  public func agreement(for member: MemberID, school: SchoolID, at time: Int64) async throws -> Agreement {
    try await read(school) { transaction in
      let viewer = try transaction.member(member)
      if !viewer.mayOversee(nil, at: time) { throw StoreError.notAllowed(.roleMayNot) }
      let rows = try transaction.run(
        """
        SELECT COUNT(*) FILTER (WHERE state = 'given') AS given, COUNT(*) FILTER (WHERE agrees = 1) AS agreed,
          COUNT(*) FILTER (WHERE state = 'pending') AS pending FROM second_opinion WHERE school = $1
        """)
      return Agreement(
        given: try rows[0].int("given"), agreed: try rows[0].int("agreed"), pending: try rows[0].int("pending"))
    }
  }
}

extension Transaction {
  /// Draws a decision for a second look, in the share that the policy says. The lot is keyed, so that no decider can
  /// tell beforehand.
  func drawSecondOpinion(_ decision: Decision, on review: Review, decider: Member) throws {
    let share = try policy().secondOpinionShare
    guard share > 0, decision.outcome != .careArranged, decision.duplicateOf == nil else { return }
    let lot = key.fingerprint(decision.id.rawValue, purpose: "lot").prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard SecondOpinion.isDrawn(lot % 100, share: share) else { return }
    var matter = review.matter(author: try member(review.subject.author))
    matter.parties.append(Review.Party(.decider, decider))
    let opinion = SecondOpinion(
      id: SecondOpinionID(makeID("o")), number: try nextNumber(in: "second_opinion"), review: review.id,
      decision: decision.id, route: Review.routeAbove(matter, handlers: try handlers(), at: at))
    try connection.insert(
      into: "second_opinion",
      [
        "school": SQLValue(school.id), "id": SQLValue(opinion.id), "number": SQLValue(opinion.number),
        "review": SQLValue(review.id), "decision": SQLValue(decision.id), "route": .text(opinion.route.rawValue),
        "state": .text(opinion.state.rawValue), "drawn_at": .integer(at),
      ])
    try log(.sampled, by: nil) {
      $0.review = review.id
      $0.decision = decision.id
      $0.item = "second_opinion \(opinion.id)"
      $0.outcome = opinion.state.rawValue
    }
  }

  /// Lets second looks at a review's decisions lapse, since the decision is open again.
  func lapseSecondOpinions(of review: ReviewID) throws {
    for var opinion in try secondOpinions(where: "review = $2 AND state = 'pending'", SQLValue(review)) {
      opinion.state = .lapsed
      try save(opinion, by: nil)
    }
  }

  fileprivate func save(_ opinion: SecondOpinion, by member: MemberID?) throws {
    try connection.update(
      "second_opinion",
      [
        "state": .text(opinion.state.rawValue), "given_by": SQLValue(opinion.by),
        "agrees": opinion.agrees.map { SQLValue($0) } ?? .null,
      ], school: school.id, id: opinion.id.rawValue)
    try log(.secondOpinion, by: member) {
      $0.review = opinion.review
      $0.decision = opinion.decision
      $0.item = "second_opinion \(opinion.id)"
      $0.outcome = opinion.state.rawValue
      $0.counts = opinion.agrees.map { ["agrees": $0 ? 1 : 0] }
    }
  }

  fileprivate func secondOpinions(where condition: String, _ arguments: SQLValue...) throws -> [SecondOpinion] {
    try connection.run(
      """
      SELECT id, number, review, decision, route, state, given_by, agrees FROM second_opinion
      WHERE school = $1 AND \(condition) ORDER BY number
      """, [SQLValue(school.id)] + arguments
    ).map { row in
      SecondOpinion(
        id: try row.id("id"), number: try row.int("number"), review: try row.id("review"),
        decision: try row.id("decision"), route: try row.value("route"), state: try row.value("state"),
        by: try row.optionalID("given_by"), agrees: try row.optionalInteger("agrees").map { $0 == 1 })
    }
  }

  /// Who had the review in hand before, or a hand in what came of the decision, does not give a second opinion on it.
  fileprivate func refusal(
    of opinion: SecondOpinion, for member: Member, on review: Review, at time: Int64
  ) throws -> Refusal? {
    var touched = Set(try events(onReview: review.id).filter { $0.kind != .secondOpinion }.compactMap(\.actor))
    touched.formUnion(try deciders(of: .decision(opinion.decision)))
    let appeals = try appeals(where: "decision = $2", SQLValue(opinion.decision))
    touched.formUnion(appeals.compactMap(\.reviewer))
    return opinion.refusal(for: member, on: review, touched: touched, at: time)
  }
}

extension String {
  /// What a person types for a number, without the `#`; anything else as it is.
  var numberDigits: String { hasPrefix("#") && Int64(dropFirst()) != nil ? String(dropFirst()) : self }
}
