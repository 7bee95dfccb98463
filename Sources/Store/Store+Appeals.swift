public import Conduct

/// An appeal with all that its reader may see.
public struct AppealFile: Hashable, Sendable {
  /// The appeal.
  public var appeal: Appeal
  /// Who filed it.
  public var appellant: Member
  /// What was written, in order: the grounds, questions, answers and the motivation.
  public var words: [String]
  /// What the person concerned says is not right in it.
  public var rectifications: [Rectification]
  /// When it must be decided; nil while the clock stands still, and when it is over.
  public var due: Int64?
  /// What the reader may do.
  public var actions: [Appeal.Action]
}

/// What a decision on an appeal brought about.
public struct AppealRuling: Hashable, Sendable {
  /// The appeal, carried out.
  public var appeal: Appeal
  /// What cannot be taken back, and is named to the person.
  public var irreversible: [Irreversible]
}

extension Store {
  /// Files an appeal with its grounds: by the person concerned, or written down for that person by somebody who had no hand
  /// in the decision. One for each decision; a late one is taken in, and judged on its lateness.
  public func appeal(
    against target: Appeal.Target, for appellant: MemberID, grounds: String, by member: MemberID,
    school: SchoolID, at time: Int64
  ) async throws -> Appeal {
    try await write(school, at: time) { transaction in
      if case .report = target { throw StoreError.notAllowed(.outsideScope) }
      let (subject, from) = try transaction.ground(of: target)
      let term = try transaction.policy().term(.appeal).value
      return try transaction.file(
        .measureAppeal, against: target, for: appellant, about: subject,
        until: try transaction.calendar().deadline(of: TermClock(term, from: from)).due ?? from, grounds: grounds,
        by: member)
    }
  }

  /// Files a complaint about what was done with a report: by the reporter or who wrote the report down, or written down by
  /// somebody who had no hand in its outcome. One for each outcome; a late one is taken in, and judged on its lateness. To
  /// everybody else there is no such report.
  public func complain(
    about handle: String, grounds: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Appeal {
    try await write(school, at: time) { transaction in
      let actor = try transaction.member(member)
      let report = try transaction.reportToComplainAbout(handle, by: actor)
      let circle = try transaction.circle(ofComplaintAbout: report)
      if let refusal = report.refusalOfComplaint(by: actor, in: circle, at: time) {
        throw StoreError.notAllowed(refusal)
      }
      return try transaction.file(
        .reporterComplaint, against: .report(report.id), for: circle.appellant.id, about: report.about,
        until: report.closesAt ?? time, grounds: grounds, by: member)
    }
  }

  /// Appeals that a member may see, oldest first.
  public func appeals(for member: MemberID, school: SchoolID, at time: Int64) async throws -> [Appeal] {
    try await read(school) { transaction in
      let viewer = try transaction.member(member)
      return try transaction.appeals(where: "number > 0 ORDER BY number").filter {
        $0.refusal(of: .view, for: viewer, in: try transaction.circle(of: $0, at: time), at: time) == nil
      }
    }
  }

  /// An appeal by number or identifier. That somebody else than the appellant read it, and why, is noted.
  public func appeal(
    _ handle: String, for member: MemberID, why: Reading.Purpose = .handling, school: SchoolID, at time: Int64
  ) async throws -> AppealFile {
    try await write(school, at: time) { try $0.appealFile(handle, for: member, why: why) }
  }

  /// Takes a step on an appeal that decides nothing yet.
  @discardableResult
  public func advance(
    _ id: AppealID, _ step: Appeal.Step, expecting version: Int, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Appeal {
    try await rule(id, step, expecting: version, by: member, school, at: time).appeal
  }

  /// Decides an appeal, and carries it out in the same transaction.
  public func decide(
    _ id: AppealID, _ ruling: Appeal.Ruling, motivation: String, expecting version: Int, by member: MemberID,
    school: SchoolID, at time: Int64
  ) async throws -> AppealRuling {
    try await rule(
      id, .decide(ruling, motivation: motivation), expecting: version, by: member, school, at: time)
  }

  private func rule(
    _ id: AppealID, _ step: Appeal.Step, expecting version: Int, by member: MemberID, _ school: SchoolID,
    at time: Int64
  ) async throws -> AppealRuling {
    try await write(school, at: time) { transaction in
      let before = try transaction.appeal(id)
      let actor = try transaction.member(member)
      let circle = try transaction.circle(of: before)
      if before.refusal(of: .view, for: actor, in: circle, at: time) != nil {
        throw StoreError.notFound("Bezwaar", handle: id.rawValue)
      }
      if before.version != version { throw StoreError.conflict(Conflict(appeal: before)) }
      let appeal = try before.applying(step, by: actor, in: circle, at: time)
      try transaction.save(appeal, after: before, step.event, by: member, words: step.words)
      try transaction.schedule(appeal, after: step, by: actor)
      guard case .decide(let ruling, _) = step, let executed = appeal.executed() else {
        return AppealRuling(appeal: appeal, irreversible: [])
      }
      let irreversible = try transaction.execute(ruling, of: appeal, by: actor)
      try transaction.save(executed, after: appeal, .appealExecuted, by: member)
      return AppealRuling(appeal: executed, irreversible: irreversible)
    }
  }
}

extension Transaction {
  /// An appeal by number or identifier, for a member who may see it. Whoever may not does not learn that it exists: a
  /// complaint would tell that somebody reported.
  func appeal(_ handle: String, for viewer: Member) throws -> Appeal {
    let found = try appeals(
      where: "(number = CAST($2 AS BIGINT) OR id = $3)", .integer(Int64(handle.numberDigits) ?? 0), .text(handle))
    guard let appeal = found.first,
      appeal.refusal(of: .view, for: viewer, in: try circle(of: appeal), at: at) == nil
    else { throw StoreError.notFound("Bezwaar", handle: handle) }
    return appeal
  }

  /// An appeal with all that a member may see of it; notes that it was read.
  func appealFile(_ handle: String, for member: MemberID, why: Reading.Purpose) throws -> AppealFile {
    let viewer = try self.member(member)
    let appeal = try appeal(handle, for: viewer)
    let circle = try circle(of: appeal)
    try recordReading(of: appeal, by: member, why: why)
    let duty = try openDuties(of: appeal.id.rawValue).first { $0.kind == .appealDecision }
    return AppealFile(
      appeal: appeal, appellant: circle.appellant,
      words: try notes(of: appeal).compactMap { try payload($0) },
      rectifications: try rectifications(of: .appeal, appeal.id.rawValue),
      due: try duty.flatMap { try calendar().deadline(of: $0.clock).due },
      actions: appeal.actions(for: viewer, in: circle, at: at))
  }

  /// Notes that somebody else than the appellant read an appeal; that of a reporter with the reporter.
  func recordReading(of appeal: Appeal, by member: MemberID, why: Reading.Purpose) throws {
    if try self.member(member).isOne(of: [appeal.appellant]) { return }
    if let subject = appeal.known { return try recordReading(.appeal, of: subject, by: member, why: why) }
    try recordReading(.report, of: appeal.appellant, by: member, why: why == .letter ? .letter : .appeal)
  }

  /// Adds an appeal, and lets the term begin in which somebody decides on it.
  fileprivate func file(
    _ kind: Appeal.Kind, against target: Appeal.Target, for appellant: MemberID, about subject: MemberID?,
    until termEnds: Int64, grounds: String, by member: MemberID
  ) throws -> Appeal {
    if grounds.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: vul in waarom.") }
    _ = try self.member(appellant)
    let appeal = Appeal(
      id: AppealID(makeID("z")), number: try nextNumber(in: "appeal"), kind: kind, target: target,
      appellant: appellant, subject: subject, filedAt: at, termEnds: termEnds)
    let circle = try circle(of: appeal)
    try mayFile(appeal, by: try self.member(member), circle)
    try add(appeal, grounds: grounds, by: member)
    try begin(
      .appealDecision, on: appeal.duty, by: Duty.Holder(try desk(of: circle)),
      within: try policy().term(.appealDecision).value, actor: member)
    return appeal
  }

  /// Who looks at an appeal: the director, unless each of them had a hand in it.
  func desk(of circle: Appeal.Circle) throws -> Role {
    let able = try officials().filter { circle.refusalOfReviewing($0, at: at) == nil }
    return able.contains { $0.holds(.director, in: nil, at: at) } ? .director : .board
  }

  /// The people that a complaint about a report would be between.
  func circle(ofComplaintAbout report: Report, at time: Int64? = nil) throws -> Appeal.Circle {
    guard let appellant = report.reporter ?? report.enteredBy else {
      throw StoreError.notFound("Melding", handle: String(report.number))
    }
    return Appeal.Circle(
      appellant: try member(appellant), subject: try report.about.map(member),
      deciders: try deciders(of: .report(report.id)),
      complainants: try report.about.map { try complainants(about: $0, until: time ?? at, at: time) } ?? [])
  }

  /// A report for somebody who may file a complaint about it: whose own it is, or who could look at the complaint.
  fileprivate func reportToComplainAbout(_ handle: String, by member: Member) throws -> Report {
    do {
      return try report(handle, for: member, isOwn: true, at: at)
    } catch StoreError.notFound {
      let number = handle.numberDigits
      let found = try reports(
        where: "(number = CAST($2 AS BIGINT) OR id = $3)", .integer(Int64(number) ?? 0), .text(handle))
      guard let report = found.first,
        try circle(ofComplaintAbout: report).refusalOfReviewing(member, at: at) == nil
      else { throw StoreError.notFound("Melding", handle: number) }
      return report
    }
  }

  /// Whose conduct something was about, and when it was made known.
  fileprivate func ground(of target: Appeal.Target) throws -> (subject: MemberID?, from: Int64) {
    switch target {
    case .report(let id): throw StoreError.notFound("Melding", handle: id.rawValue)
    case .decision(let id):
      let decision = try decision(id)
      return (try review(decision.review).subject.author, decision.at)
    case .measure(let id):
      let measure = try measure(id)
      guard measure.imposedBy != nil, !measure.kind.profile.isExternal else {
        throw StoreError.notFound("Maatregel", handle: id.rawValue)
      }
      return (measure.member, measure.from ?? measure.proposedAt)
    }
  }

  fileprivate func mayFile(_ appeal: Appeal, by actor: Member, _ circle: Appeal.Circle) throws {
    if appeal.kind == .measureAppeal && appeal.appellant != appeal.subject {
      throw StoreError.notAllowed(.outsideScope)
    }
    // Whoever writes it down for another is one who could also look at it; a complaint was judged by its report.
    if appeal.kind == .measureAppeal, !actor.isOne(of: [appeal.appellant]),
      let refusal = circle.refusalOfReviewing(actor, at: at)
    {
      throw StoreError.notAllowed(refusal)
    }
    if case .decision(let id) = appeal.target, try !stands(try decision(id)) {
      throw StoreError.invalid(
        "Dit besluit geldt niet meer: het is herroepen of wordt opnieuw bekeken. Wacht het nieuwe besluit af.")
    }
    let same = try appeals(
      where: "COALESCE(measure, decision, report) = $2 AND appellant = $3", .text(appeal.target.id),
      SQLValue(appeal.appellant))
    if let first = same.first(where: { !$0.leavesRoomForAnother }) {
      throw StoreError.invalid(
        "Hierover is al een bezwaar ingediend (nummer \(first.number)). Kijk daar hoe het ermee staat.")
    }
  }

  /// The clock of an appeal, and the rest of its measure.
  fileprivate func schedule(_ appeal: Appeal, after step: Appeal.Step, by actor: Member) throws {
    let id = appeal.id.rawValue
    switch step {
    case .admit(_, let suspends):
      guard suspends, case .measure(let target) = appeal.target else { return }
      let measure = try measure(target)
      guard let suspended = measure.moved(to: .suspended) else {
        throw StoreError.notAllowed(.wrongMeasureState(measure.state))
      }
      try save(suspended, after: measure, .measureSuspended, by: actor.id)
    case .reject, .withdraw:
      if case .reject = step { try tell(.appealDecided, to: appeal.appellant, about: "appeal \(appeal.number)") }
      guard case .measure(let target) = appeal.target else { return }
      let measure = try measure(target)
      if let resumed = measure.moved(to: .active) { try save(resumed, after: measure, .measureResumed, by: actor.id) }
    case .assign(let reviewer): try handOver(appeal, to: reviewer, by: actor)
    case .ask:
      try pauseDuties(of: id, [.appealDecision], by: actor.id)
      try tell(.appealQuestion, to: appeal.appellant, about: "appeal \(appeal.number)")
    case .answer: try resumeDuties(of: id, [.appealDecision], by: actor.id)
    case .decide:
      try closeDuties(of: id, by: actor.id)
      try tell(.appealDecided, to: appeal.appellant, about: "appeal \(appeal.number)")
      // While one can still go to the next instance the file stays; then somebody closes it.
      try begin(
        .followUp, on: appeal.duty, by: Duty.Holder(actor.leadingRole(at: at), member: actor.id),
        within: try policy().term(.appeal).value, actor: actor.id)
    case .begin, .refer, .close: return
    }
  }

  /// The term of the decision becomes the reviewer's.
  private func handOver(_ appeal: Appeal, to reviewer: Member, by actor: Member) throws {
    for duty in try openDuties(of: appeal.id.rawValue) where duty.kind == .appealDecision {
      var next = duty
      next.holder = Duty.Holder(reviewer.leadingRole(at: at), member: reviewer.id)
      next.version += 1
      try save(next, after: duty, .dutyHandedOver, by: actor.id)
    }
  }
}
