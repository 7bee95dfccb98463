import Conduct

/// Who had a hand in something, and so neither judges an appeal against it nor gives a second opinion on it; and who
/// complained, and so decides nothing about it.
extension Transaction {
  /// Who reported somebody's conduct until a moment and did not take it back. Care for somebody is no complaint. When
  /// nobody else is left who may decide, the board does all the same.
  func complainants(
    about subject: MemberID, until time: Int64, at moment: Int64? = nil
  ) throws -> [Review.Party] {
    let rows = try run(
      """
      SELECT DISTINCT member.id, member.account, member.family FROM report
        JOIN member ON member.school = report.school AND member.id = report.reporter
      WHERE report.school = $1 AND report.about = $2 AND report.submitted_at <= $3 AND report.state <> 'withdrawn'
        AND report.route <> 'care'
      ORDER BY 1
      """, SQLValue(subject), .integer(time))
    if rows.isEmpty { return [] }
    let parties = try rows.map {
      Review.Party(
        .reporter, member: try $0.id("id"), account: try $0.id("account"), family: try $0.optionalID("family"))
    }
    let person = try member(subject)
    let board = try officials().filter { $0.holds(.board, in: nil, at: moment ?? at) && !$0.isClose(to: person) }
    let isLeft = board.contains { member in !parties.contains { $0.isClose(to: member) } }
    return isLeft ? parties : parties.filter { party in !board.contains { party.isClose(to: $0) } }
  }

  /// Why a member may neither have all that is on record about a person written out, nor decide what is kept of it; nil when
  /// it is allowed. `until` is when something of it began, so that only who reported before counts.
  func refusalOfRecord(
    of subject: MemberID, to member: MemberID, until: Int64? = nil, at time: Int64
  ) throws -> Refusal? {
    try self.member(subject).refusalOfRecord(
      to: try self.member(member), complainants: try complainants(about: subject, until: until ?? time, at: time),
      officials: try officials(), at: time)
  }

  /// Who proposed, prepared, approved, imposed or decided, now or at an earlier stage; for a measure also who established
  /// what it rested on when it was proposed, and who decided the case that it was part of.
  func deciders(of target: Appeal.Target) throws -> Set<MemberID> {
    switch target {
    case .decision(let id):
      let decision = try decision(id)
      let subject = try review(decision.review).subject.author
      var people = Set(try decisions(on: decision.review).map(\.decider))
      for measure in try measures(of: subject) where measure.decision == id { people.formUnion(try hands(on: measure)) }
      return people.union(try caseDeciders(about: subject, from: decision.at, until: nil))
    case .report(let id):
      guard let report = try reports(where: "id = $2", SQLValue(id)).first else { return [] }
      var people = Set(try report.review.map { try decisions(on: $0) }?.map(\.decider) ?? [])
      if report.review == nil, let handler = report.handler { people.insert(handler) }
      return people.union(try notes(on: id).filter { $0.kind == .outcome }.compactMap(\.author))
    case .measure(let id):
      let measure = try measure(id)
      var people = try hands(on: measure)
      for strike in try strikes(of: measure.member)
      where strike.at <= measure.proposedAt && measure.proposedAt < strike.expiresAt {
        people.insert(try decision(strike.decision).decider)
      }
      return people.union(
        try caseDeciders(about: measure.member, from: measure.proposedAt, until: measure.from))
    }
  }

  /// Who took a step on a measure that shaped it, also when another did so again afterwards.
  private func hands(on measure: Measure) throws -> Set<MemberID> {
    let shaping: Set<Event.Kind> = [
      .measureProposed, .measurePrepared, .measureApproved, .measureAnnounced, .measureImposed, .measureReaffirmed,
    ]
    let steps = try events(about: measure.member).filter { $0.body.measure == measure.id && shaping.contains($0.kind) }
    return Set(steps.compactMap(\.actor))
  }

  /// Who decided, agreed or sent back in the cases about a person that were open at some moment of a time.
  private func caseDeciders(about member: MemberID, from start: Int64, until end: Int64?) throws -> Set<MemberID> {
    let deciding: Set<String> = [Case.State.decisionPending.rawValue, Case.State.approvalPending.rawValue]
    let over = Set(Case.State.allCases.filter { !$0.isOpen }.map(\.rawValue))
    var people: [CaseID: Set<MemberID>] = [:]
    for event in try events(about: member) {
      guard let id = event.body.conductCase else { continue }
      let isBegun = event.kind == .caseOpened || event.body.to == Case.State.reopened.rawValue
      if isBegun && event.at <= end ?? .max { people[id] = people[id] ?? [] }
      if let from = event.body.from, deciding.contains(from), let actor = event.actor { people[id]?.insert(actor) }
      // What was over before has nothing to do with it.
      if let to = event.body.to, over.contains(to), event.at < start { people[id] = nil }
    }
    return people.values.reduce(into: []) { $0.formUnion($1) }
  }
}
