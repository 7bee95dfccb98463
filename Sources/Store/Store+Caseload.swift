public import Conduct

/// What the director, or the board, has in hand: cases, people, proposals, appeals and reports.
public struct Caseload: Hashable, Sendable {
  /// A case with who has it, and until when.
  public struct CaseItem: Hashable, Sendable {
    /// The case.
    public var conductCase: Case
    /// Whose conduct it is.
    public var name: String
    /// When its next term ends, in milliseconds; nil when none runs.
    public var due: Int64?
  }

  /// Somebody with strikes that count, or a measure.
  public struct Person: Hashable, Sendable {
    /// Who.
    public var member: Member
    /// The sum of the strikes that count.
    public var total: Int
    /// The violations that count; two or more are a repetition.
    public var violations: Int
    /// When the last of them was established, in milliseconds.
    public var lastAt: Int64?
    /// Measures that hold now.
    public var inForce: [Measure]
    /// The case that is open.
    public var openCase: Int?
  }

  /// A measure that waits for somebody.
  public struct Proposal: Hashable, Sendable {
    /// The measure.
    public var measure: Measure
    /// Whom it is about.
    public var name: String
    /// When somebody must have decided on it, in milliseconds; nil when no term runs.
    public var due: Int64?
    /// What the reader may do.
    public var actions: [Measure.Action]
  }

  /// An appeal with who looks at it, and until when.
  public struct AppealItem: Hashable, Sendable {
    /// The appeal.
    public var appeal: Appeal
    /// Who filed it.
    public var appellant: String
    /// Who looks at it.
    public var reviewer: String?
    /// Whether it is the board's to look at.
    public var isBoards: Bool
    /// When it must be decided, in milliseconds; nil while the clock stands still.
    public var due: Int64?
  }

  /// The cases, open ones first.
  public var cases: [CaseItem]
  /// The people, most strikes first.
  public var people: [Person]
  /// Measures that wait.
  public var proposals: [Proposal]
  /// Appeals, open ones first.
  public var appeals: [AppealItem]
  /// Reports that wait.
  public var reports: [ReportFile]
}

extension Store {
  /// What the director has in hand, as far as the director may see it; without what is about the director's own family, or
  /// about whom the director reported.
  public func caseload(for member: MemberID, school: SchoolID, at time: Int64) async throws -> Caseload {
    try await read(school, at: time) { transaction in
      let reader = try transaction.member(member)
      guard reader.holds(.director, in: nil, at: time) else { throw StoreError.notAllowed(.outsideScope) }
      return Caseload(
        cases: try transaction.caseItems(for: reader), people: try transaction.people(for: reader),
        proposals: try transaction.waiting(for: reader), appeals: try transaction.appealItems(for: reader),
        reports: try transaction.waitingReports(for: reader))
    }
  }

  /// What was handed up to the board, or is the board's from the start; nothing else, and of people only who it is about.
  public func referred(for member: MemberID, school: SchoolID, at time: Int64) async throws -> Caseload {
    try await read(school, at: time) { transaction in
      let reader = try transaction.member(member)
      guard reader.holds(.board, in: nil, at: time) else { throw StoreError.notAllowed(.outsideScope) }
      let policy = try transaction.policy()
      let cases = try transaction.caseItems(for: reader).filter { item in
        try item.conductCase.boardSince != nil
          || transaction.member(item.conductCase.member).holds(.director, in: nil, at: time)
      }
      let theirs = Set(cases.filter(\.conductCase.state.isOpen).map(\.conductCase.member))
      let proposals = try transaction.waiting(for: reader).filter { item in
        // A second person's word, what the policy leaves to the board, and what belongs to a case of the board's.
        item.measure.state == .approvalPending && item.actions.contains(.approve)
          || policy.ladder.setting(for: item.measure.kind).value.decider == .board
          || theirs.contains(item.measure.member)
      }
      return Caseload(
        cases: cases, people: [], proposals: proposals,
        appeals: try transaction.appealItems(for: reader).filter {
          $0.isBoards || $0.appeal.reviewer == member || $0.appeal.nextInstance == .board
        }, reports: try transaction.waitingReports(for: reader))
    }
  }
}

extension Transaction {
  /// The cases that somebody may see, open ones first; only those that are wanted.
  func caseItems(for reader: Member, _ isWanted: (Case) -> Bool = { _ in true }) throws -> [Caseload.CaseItem] {
    try cases(where: "number > 0 ORDER BY number DESC").filter(isWanted).map { try withComplainants($0) }.compactMap {
      found in
      let person = try member(found.member)
      guard found.refusal(of: .view, for: reader, about: person, at: at) == nil else { return nil }
      return Caseload.CaseItem(conductCase: found, name: person.name, due: try due(of: found.id.rawValue))
    }.sorted { $0.conductCase.state.isOpen && !$1.conductCase.state.isOpen }
  }

  /// People with strikes that count or a measure that holds, without what the reader may not see.
  fileprivate func people(for reader: Member) throws -> [Caseload.Person] {
    let rows = try run(
      """
      SELECT id AS member FROM member WHERE school = $1 AND (
        EXISTS (SELECT 1 FROM strike WHERE strike.school = member.school AND strike.member = member.id
          AND strike.state = 'active' AND strike.expires_at > $2)
        OR EXISTS (SELECT 1 FROM measure WHERE measure.school = member.school AND measure.member = member.id
          AND measure.state IN ('active', 'suspended')))
      ORDER BY id
      """, .integer(at))
    let ladder = try policy().ladder
    return try rows.compactMap { row in
      let person = try member(try row.id("member"))
      guard person.refusalOfHistory(to: reader, at: at) == nil else { return nil }
      let strikes = try strikes(of: person.id).filter { strike in
        try !review(strike.review).parties.contains { $0.kind == .reporter && $0.isClose(to: reader) }
      }
      let inForce = try measures(of: person.id).filter(\.state.isInForce).map { try withComplainants($0) }.filter {
        measure in !measure.complainants.contains { $0.isClose(to: reader) }
      }
      let counted = ladder.counting(strikes, at: at, timeZone: school.timeZone)
      if counted.isEmpty && inForce.isEmpty { return nil }
      return Caseload.Person(
        member: person, total: counted.reduce(0) { $0 + $1.weight }, violations: counted.count,
        lastAt: counted.map(\.at).max(), inForce: inForce,
        openCase: try visibleCases(about: person, for: reader).first { $0.state.isOpen }?.number)
    }.sorted { ($1.total, $1.violations, $0.member.name) < ($0.total, $0.violations, $1.member.name) }
  }

  fileprivate func waiting(for reader: Member) throws -> [Caseload.Proposal] {
    let policy = try policy()
    return try openMeasures().map { try withComplainants($0) }.compactMap { measure in
      let person = try member(measure.member)
      let actions = measure.actions(for: reader, about: person, policy: policy, at: at)
      guard actions.contains(.view) else { return nil }
      return Caseload.Proposal(
        measure: measure, name: person.name, due: try due(of: measure.id.rawValue), actions: actions)
    }.sorted { ($0.due ?? .max, $0.measure.number) < ($1.due ?? .max, $1.measure.number) }
  }

  /// The appeals that somebody may see, open ones first; only those that are wanted.
  func appealItems(for reader: Member, _ isWanted: (Appeal) -> Bool = { _ in true }) throws -> [Caseload.AppealItem] {
    try appeals(where: "number > 0 ORDER BY number DESC").filter(isWanted).compactMap { appeal in
      let circle = try circle(of: appeal)
      guard appeal.refusal(of: .view, for: reader, in: circle, at: at) == nil else { return nil }
      return Caseload.AppealItem(
        appeal: appeal, appellant: circle.appellant.name, reviewer: try appeal.reviewer.map { try member($0).name },
        isBoards: try desk(of: circle) == .board, due: try due(of: appeal.id.rawValue))
    }.sorted { $0.appeal.state.isOpen && !$1.appeal.state.isOpen }
  }

  /// When the first term of something ends; nil when none runs.
  private func due(of subject: String) throws -> Int64? {
    let calendar = try calendar()
    return try openDuties(of: subject).filter { $0.state == .running }.compactMap {
      calendar.deadline(of: $0.clock).due
    }.min()
  }
}
