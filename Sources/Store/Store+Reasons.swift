public import Conduct

extension Store {
  /// The notice of an established violation with its reasons, for the person concerned, or for who may see the review.
  public func reasons(
    of id: DecisionID, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> ReasonsNotice {
    try await read(school) { transaction in
      let viewer = try transaction.member(member)
      let decision = try transaction.decision(id)
      let review = try transaction.review(decision.review, at: time)
      guard viewer.id == review.subject.author || review.refusal(of: .view, for: viewer, at: time) == nil else {
        throw StoreError.notFound("Besluit", handle: id.rawValue)
      }
      guard decision.outcome == .established, decision.undoneBy == nil else {
        throw StoreError.notFound("Motivering van besluit", handle: id.rawValue)
      }
      guard let statement = decision.statement else {
        throw StoreError.invalid("De motivering is gewist volgens de bewaartermijn.")
      }
      return try transaction.notice(of: decision, statement, on: review)
    }
  }
}

extension Transaction {
  fileprivate func notice(
    of decision: Decision, _ statement: StatementOfReasons, on review: Review
  ) throws -> ReasonsNotice {
    let author = try member(review.subject.author)
    let (message, isTextKept) = try message(review.message)
    let policy: Policy = try version(decision.policy)
    let calendar = try calendar()
    func until(_ term: Policy.TermName) -> Int64? {
      calendar.deadline(of: TermClock(policy.term(term).value, from: decision.at)).due
    }
    let strike = try strikes(of: author.id).first { $0.decision == decision.id && $0.state == .active }
    let kept = try run(
      """
      SELECT payload.due_at FROM decision JOIN payload ON payload.school = decision.school
        AND payload.id = decision.payload WHERE decision.school = $1 AND decision.id = $2
      """, SQLValue(decision.id))
    let others = try members(where: "1 = 1").filter {
      !$0.isClose(to: author) && $0.register(at: decision.at) == .parents
    }
    return ReasonsNotice(
      of: decision, statement: statement, to: author,
      group: try groups().first { $0.id == review.subject.group }?.name, message: message,
      text: isTextKept ? message.text : nil, policy: policy, earlier: try earlier(than: decision, author),
      countsUntil: strike?.expiresAt, viewUntil: until(.hearingResponse), objectUntil: until(.appeal),
      keptUntil: try kept.first?.optionalInteger("due_at"), others: others.map(\.name))
  }

  /// What went before a decision: that somebody spoke to the person, violations that stand, and measures that were
  /// imposed.
  private func earlier(than decision: Decision, _ author: Member) throws -> [ReasonsNotice.Earlier] {
    var earlier: [ReasonsNotice.Earlier] = []
    for note in try addressings(where: "member = $2", SQLValue(author.id)) {
      let clause = note.clause.map { " op afspraak \($0)" } ?? ""
      earlier.append(ReasonsNotice.Earlier(.addressed, at: note.at, name: "aangesproken" + clause))
    }
    for review in try reviews(by: author.id) {
      for other in try decisions(on: review.id) where other.outcome == .established && other.undoneBy == nil {
        let clauses = other.clauses.map(\.rawValue).joined(separator: ", ")
        earlier.append(ReasonsNotice.Earlier(.violation, at: other.at, name: "overtreding van afspraak \(clauses)"))
      }
    }
    for measure in try measures(of: author.id) where measure.imposedBy != nil && measure.state != .reversed {
      let at = measure.from ?? measure.proposedAt
      earlier.append(ReasonsNotice.Earlier(.measure, at: at, name: measure.kind.profile.name))
    }
    // The decision itself is not before itself.
    return earlier.filter { $0.at < decision.at }.sorted { $0.at < $1.at }
  }
}
