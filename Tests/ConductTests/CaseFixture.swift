import Conduct

/// People, reviews and policies for tables of cases.
enum CaseFixture {
  static let now: Int64 = 1_790_000_000_000  // 21 September 2026
  static let group = GroupID("g-4")
  static let otherGroup = GroupID("g-5")

  static func member(
    _ id: String, _ role: Role, in group: GroupID? = nil, account: String? = nil, family: String? = nil,
    function: Assignment.Function? = nil, until: Int64? = nil
  ) -> Member {
    Member(
      id: MemberID(id), account: AccountID(account ?? "a-\(id)"), name: id, family: family.map { FamilyID($0) },
      assignments: [Assignment(role: role, function: function, group: group, from: 0, until: until)])
  }

  static let author = member("author", .parent, in: group, family: "f")
  static let teacher = member("teacher", .teacher, in: group)
  static let colleague = member("colleague", .teacher, in: group)
  static let neighbour = member("neighbour", .teacher, in: otherGroup)
  static let director = member("director", .director)
  static let board = member("board", .board)
  static let carer = member("carer", .staff, function: .care)
  static let support = member("support", .support, function: .ict)

  static func review(
    _ state: Review.State = .pending, route: Review.Route = .groupAdmin, claimedBy: Member? = nil,
    until: Int64 = now + 1000, escalatedBy: Member? = nil, by author: Member = author,
    visibility: Review.Visibility = .visible, decidedBy: Member? = nil, parties: [Review.Party] = [],
    severity: Severity = .high
  ) -> Review {
    var review = Review(
      id: ReviewID("r"), number: 1, message: MessageID("b"),
      subject: Review.Subject(author: author.id, account: author.account, family: author.family, group: group),
      state: state, visibility: visibility, severity: severity, route: route,
      claim: claimedBy.map { Review.Claim(member: $0.id, until: until) }, escalatedBy: escalatedBy?.id, version: 3,
      receivedAt: now, ruleset: "sha256:rules", policy: "sha256:policy")
    review.decidedBy = decidedBy?.id
    review.decidedAt = decidedBy == nil ? nil : now
    review.parties = parties
    return review
  }

  static func policy(
    steps: [Ladder.Step] = [], resets: Bool = true, measures: [Measure.Kind: Sourced<Ladder.MeasureSetting>] = [:],
    lacks: [String] = []
  ) -> Policy {
    let clause = Provenance.clause(ClauseID("A33"))
    return Policy(
      id: "voorbeeld", letter: "A", title: "Voorbeeld", version: "sha256:policy",
      clauses: [Clause(id: ClauseID("A33"), label: "Niet schelden", text: "Schelden past niet.", binds: [.everyone])],
      ladder: Ladder(
        weights: Sourced(Ladder.Weights(first: [0, 0, 1, 2, 4], again: [0, 1, 2, 3, 4]), from: clause),
        lookBackDays: Sourced(365, from: clause), resetsEachSchoolYear: Sourced(resets, from: clause),
        steps: Sourced(steps, from: .productDefault(reason: "Het beleid noemt geen trap.")), measures: measures),
      lacks: lacks)
  }

  static func strike(_ weight: Int, daysAgo: Int64 = 1, state: Strike.State = .active) -> Strike {
    let at = now - daysAgo * Ladder.day
    return Strike(
      id: StrikeID("s-\(weight)-\(daysAgo)"), member: author.id, review: ReviewID("r"), decision: DecisionID("d"),
      clauses: [ClauseID("A33")], severity: .high, weight: weight, at: at, expiresAt: at + 365 * Ladder.day,
      state: state)
  }

  static func party(_ kind: Review.Party.Kind, _ member: Member) -> Review.Party { Review.Party(kind, member) }

  /// A day off, today.
  static func absence(of member: Member) -> Absence {
    Absence(id: AbsenceID("w"), member: member.id, from: now - 1000, until: now + 1000)
  }
}
