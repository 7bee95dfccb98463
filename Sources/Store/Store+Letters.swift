public import Conduct

/// What a letter about a decision on a message is made of.
public struct DecisionMatter: Hashable, Sendable {
  /// The review.
  public var review: Review
  /// Its author, who the letter is to.
  public var author: Member
  /// The violation.
  public var ground: Ground
}

/// What a letter about a measure is made of.
public struct MeasureMatter: Hashable, Sendable {
  /// The measure, with all that its handler may see.
  public var file: MeasureFile
  /// The violations that it rests on.
  public var grounds: [Ground]
  /// The clauses that it names besides, as they stood.
  public var clauses: [StatementOfReasons.ClauseText]
  /// The policy that these stand in.
  public var policy: Policy
  /// The role of who took it, or prepares it.
  public var signer: Role
}

/// What an invitation to respond is made of.
public struct CaseMatter: Hashable, Sendable {
  /// The case, with all that its handler may see.
  public var file: CaseFile
  /// What the person was invited with; nil before that.
  public var invitation: String?
  /// The violations that count now.
  public var grounds: [Ground]
  /// The role of who invites.
  public var signer: Role
}

/// What a letter about a decision on an appeal is made of.
public struct AppealMatter: Hashable, Sendable {
  /// The appeal, with all that its reader may see.
  public var file: AppealFile
  /// To whom: who filed it, or for whom it was filed.
  public var addressee: String?
  /// The measure that it was against.
  public var measure: Measure?
  /// The reviewer's words.
  public var motivation: String?
  /// When it was decided, in milliseconds.
  public var decidedAt: Int64?
  /// What cannot be taken back.
  public var irreversible: [Irreversible]
  /// The role of who decided.
  public var signer: Role
}

/// What a letter to a reporter is made of.
public struct ReportMatter: Hashable, Sendable {
  /// The report's identifier.
  public var id: ReportID
  /// What the reporter quotes.
  public var number: Int
  /// The reporter's name, of a member or not; nil after it was purged.
  public var addressee: String?
  /// When it came in, in milliseconds.
  public var receivedAt: Int64
  /// By when the reporter hears more, in milliseconds; nil while the reporter is asked something, and when it is over.
  public var answerBy: Int64?
  /// What came of it; nil before there is an outcome.
  public var outcome: Report.Outcome?
  /// Until when the reporter may object, in milliseconds.
  public var objectUntil: Int64?
  /// Who looks at a complaint: the director, or the board.
  public var objectTo: Role
}

extension Store {
  /// What a letter to a reporter is made of: for who wrote the report down, has it in hand or decided on it, and for the
  /// reporter. That it was read is noted. To everybody else there is no such report.
  public func reportMatter(
    _ handle: String, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> ReportMatter {
    try await write(school, at: time) { transaction in
      let reader = try transaction.member(member)
      let report = try transaction.correspondence(handle, for: reader)
      try transaction.recordReading(of: report, by: member, why: .letter)
      let own = try transaction.own(report, for: reader, at: time)
      return ReportMatter(
        id: report.id, number: report.number,
        addressee: try report.reporter.map { try transaction.member($0).name } ?? transaction.words(of: report)?.name,
        receivedAt: own.submittedAt, answerBy: own.dueAt, outcome: own.outcome, objectUntil: own.objectUntil,
        objectTo: try transaction.desk(of: try transaction.circle(ofComplaintAbout: report)))
    }
  }

  /// What a letter to the author of a message is made of: the violation that stands, for a member who may see the review.
  /// That it was read is noted. Throws `invalid` when no violation stands.
  public func decisionMatter(
    _ review: ReviewID, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> DecisionMatter {
    try await write(school, at: time) { transaction in
      let reader = try transaction.member(member)
      let review = try transaction.review(review, for: reader, at: time)
      let standing = try transaction.decisions(on: review.id).last { $0.undoneBy == nil }
      guard let decision = standing, decision.outcome == .established else {
        throw StoreError.invalid(
          "Op beoordeling \(review.number) staat geen vastgestelde overtreding; daar hoort geen brief bij.")
      }
      let author = try transaction.member(review.subject.author)
      try transaction.recordReading(.review, of: author.id, by: member, why: .letter)
      return DecisionMatter(review: review, author: author, ground: try transaction.ground(decision, on: review))
    }
  }

  /// What a letter about a measure is made of, for a member who may see the measure. That it was read is noted.
  public func measureMatter(
    _ handle: String, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> MeasureMatter {
    try await write(school, at: time) { transaction in
      let file = try transaction.measureFile(handle, for: member, why: .letter)
      let measure = file.measure
      let ladder = try transaction.policy().ladder
      let counted = ladder.counting(
        file.strikes, at: measure.proposedAt, timeZone: transaction.school.timeZone)
      let signer = try transaction.member(measure.imposedBy ?? measure.preparedBy ?? member)
      let prepared = try transaction.events(about: measure.member).last {
        $0.kind == .measurePrepared && $0.body.measure == measure.id
      }
      let policy: Policy =
        try prepared?.body.policy.map { try transaction.version($0) } ?? transaction.policy()
      return MeasureMatter(
        file: file, grounds: try transaction.grounds(of: counted),
        clauses: (measure.plan?.clauses ?? []).compactMap { id in
          policy.clause(id).map { StatementOfReasons.ClauseText(id: id, label: $0.label, text: $0.text) }
        }, policy: policy, signer: signer.leadingRole(at: time))
    }
  }

  /// What an invitation to respond is made of, for a member who may see the case. That it was read is noted.
  public func caseMatter(
    _ handle: String, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> CaseMatter {
    try await write(school, at: time) { transaction in
      let file = try transaction.caseFile(handle, for: member, why: .letter)
      let invited = try transaction.events(about: file.member.id).last {
        $0.body.conductCase == file.conductCase.id && $0.body.to == Case.State.hearingScheduled.rawValue
          && $0.body.from != $0.body.to
      }
      let counted = try transaction.policy().ladder.counting(
        file.strikes, at: time, timeZone: transaction.school.timeZone)
      let signer = try transaction.member(invited?.actor ?? member)
      return CaseMatter(
        file: file, invitation: try transaction.words(of: invited), grounds: try transaction.grounds(of: counted),
        signer: signer.leadingRole(at: time))
    }
  }

  /// What a letter about a decision on an appeal is made of, for a member who may see the appeal. That it was read is
  /// noted.
  public func appealMatter(
    _ handle: String, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> AppealMatter {
    try await write(school, at: time) { transaction in
      let file = try transaction.appealFile(handle, for: member, why: .letter)
      let decided = try transaction.ruling(on: file.appeal)
      var measure: Measure?
      var irreversible: [Irreversible] = []
      switch file.appeal.target {
      case .measure(let id):
        measure = try transaction.measure(id)
        if file.appeal.outcome == .reversed, let measure, let decided {
          irreversible = measure.irreversible(sent: try transaction.referral(of: id), at: decided.at)
        }
      case .report: break
      case .decision(let id):
        let decision = try transaction.decision(id)
        if file.appeal.outcome == .reversed, file.appeal.kind == .measureAppeal, decision.effects.contains(.remove),
          let decided
        {
          irreversible = [.messageAway(days: Int((decided.at - decision.at + Ladder.day - 1) / Ladder.day))]
        }
      }
      let signer = try transaction.member(decided?.actor ?? member)
      return AppealMatter(
        file: file, addressee: try transaction.addressee(of: file), measure: measure,
        motivation: try transaction.words(of: decided), decidedAt: decided?.at,
        irreversible: irreversible, signer: signer.leadingRole(at: time))
    }
  }
}

extension Transaction {
  /// A report for somebody who writes to its reporter, or is the reporter.
  func correspondence(_ handle: String, for member: Member) throws -> Report {
    do {
      return try report(handle, for: member, isOwn: true, at: at)
    } catch StoreError.notFound {
      let report = try report(handle, for: member, at: at)
      let decider = try report.review.flatMap { try decisions(on: $0).last?.decider }
      if report.handler == member.id || decider == member.id { return report }
      throw StoreError.notFound("Melding", handle: String(report.number))
    }
  }

  /// The line of the log with which an appeal was decided, or turned away.
  fileprivate func ruling(on appeal: Appeal) throws -> Event? {
    let kinds: [Event.Kind] = [.appealDecided, .appealInadmissible]
    let lines = try appeal.known.map { try events(about: $0) } ?? events(ofKinds: kinds)
    return lines.last { $0.body.appeal == appeal.id && kinds.contains($0.kind) }
  }

  /// Who filed an appeal, or the name of somebody who is no member and whose report somebody else wrote down.
  fileprivate func addressee(of file: AppealFile) throws -> String? {
    guard case .report(let id) = file.appeal.target, let report = try reports(where: "id = $2", SQLValue(id)).first,
      report.reporter == nil
    else { return file.appellant.name }
    return try words(of: report)?.name
  }

  /// An established violation as a letter tells it.
  fileprivate func ground(_ decision: Decision, on review: Review) throws -> Ground {
    let (message, isTextKept) = try message(review.message)
    let signals = try signals(of: review.message, ruleset: decision.ruleset, text: "").filter { !$0.isShadow }
    var titles: [String] = []
    for signal in signals where decision.rules.contains(signal.rule) && !titles.contains(signal.title) {
      titles.append(signal.title)
    }
    return Ground(
      decision: decision, message: message, isTextKept: isTextKept,
      group: try groups().first { $0.id == review.subject.group }?.name, policy: try version(decision.policy),
      ruleTitles: titles)
  }

  fileprivate func grounds(of strikes: [Strike]) throws -> [Ground] {
    try strikes.map { try ground(try decision($0.decision), on: try review($0.review)) }
  }

  /// What was written with a line of the log; nil when it was purged.
  func words(of event: Event?) throws -> String? {
    try event?.body.commitments?.keys.sorted().lazy.compactMap { try self.payload($0) }.first
  }
}
