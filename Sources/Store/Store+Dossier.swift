public import Conduct

/// What is on record about one adult's conduct, as one page shows it: what happened in order, what counts, the measures and
/// the case.
public struct Dossier: Hashable, Sendable {
  /// Something that happened, with what was written then.
  public struct Line: Hashable, Sendable {
    /// What happened.
    public var event: Event
    /// What was written; nil when nothing was, and after it was purged.
    public var words: String?
  }

  /// What a page tells: messages decided on, talks, measures, steps of cases and appeals, and letters.
  static let told: Set<Event.Kind> = [
    .decided, .undone, .personAddressed, .measureProposed, .measureApproved, .measureRefused,
    .measureAnnounced, .measureResponse, .measureImposed, .measureAcknowledged, .measureReaffirmed, .measureSuspended,
    .measureResumed, .measureSuperseded, .measureClosed, .measureLifted, .measureExpired, .measureReversed,
    .measureVaried, .caseOpened, .caseMoved, .appealFiled, .appealInadmissible, .appealDecided, .appealWithdrawn,
    .referralSent, .referralReceived, .referralFailed, .letterFinalised, .rectified,
  ]

  /// The person.
  public var member: Member
  /// The case that was asked for, or else the one that is open, or the last one.
  public var file: CaseFile?
  /// All cases that the reader may see, first one first.
  public var cases: [Case]
  /// The reviews of the person's messages that the reader may see.
  public var reviews: [Review]
  /// The texts of messages that were decided on, as far as they are kept.
  public var texts: [ReviewID: String]
  /// The decisions on the messages.
  public var decisions: [Decision]
  /// The strikes, past ones included.
  public var strikes: [Strike]
  /// The sum of the strikes that count now.
  public var total: Int
  /// The number of violations that count now.
  public var violations: Int
  /// From when they count, in milliseconds.
  public var since: Int64
  /// The measures, each with its checklist and what the reader may do.
  public var measures: [MeasureFile]
  /// The appeals of the person that the reader may see.
  public var appeals: [Appeal]
  /// The letters to the person that the reader may see, latest first, without their texts.
  public var letters: [KeptLetter]
  /// What happened, first one first.
  public var lines: [Line]
  /// The names of everybody in it.
  public var names: [MemberID: String]
  /// Whether the reader may open a case about the person.
  public var mayOpenCase: Bool
  /// What the reader may propose.
  public var proposable: [Measure.Kind]
}

extension Store {
  /// What is on record about a person, for who may see the history. That it was read, and why, is noted.
  public func dossier(
    of subject: MemberID, for viewer: MemberID, why: Reading.Purpose, school: SchoolID, at time: Int64
  ) async throws -> Dossier {
    try await write(school, at: time) { try $0.dossier(of: subject, for: viewer, why: why) }
  }

  /// A case with all that is on record about its person, as far as the reader may see it. That it was read, and why, is
  /// noted.
  public func dossier(
    ofCase handle: String, for viewer: MemberID, why: Reading.Purpose, school: SchoolID, at time: Int64
  ) async throws -> Dossier {
    try await write(school, at: time) { transaction in
      let file = try transaction.caseFile(handle, for: viewer, why: why)
      let mayReadAll = file.member.refusalOfHistory(to: try transaction.member(viewer), at: time) == nil
      if mayReadAll { return try transaction.dossier(of: file.member.id, for: viewer, why: why, file) }
      return try transaction.dossier(of: file, for: viewer)
    }
  }
}

extension Transaction {
  fileprivate func dossier(
    of subject: MemberID, for viewer: MemberID, why: Reading.Purpose, _ file: CaseFile? = nil
  ) throws -> Dossier {
    let history = try history(of: subject, for: viewer, why: why)
    let reader = try member(viewer)
    let cases = try visibleCases(about: history.member, for: reader)
    let front = file?.conductCase.id ?? (cases.last { $0.state.isOpen } ?? cases.last)?.id
    return try dossier(
      about: history.member, reader, file: try file ?? front.map { try caseFile($0.rawValue, for: viewer, why: why) },
      cases: cases, reviews: history.reviews, decisions: history.decisions, strikes: history.strikes,
      measures: history.measures, events: history.events)
  }

  /// The case alone, for who may see the case but not all that is on record: the board, when it was handed up.
  fileprivate func dossier(of file: CaseFile, for viewer: MemberID) throws -> Dossier {
    let reader = try member(viewer)
    let reviews = Set(file.reviews.map(\.id))
    let policy = try policy()
    let measures = try file.measures.map { try withComplainants($0) }.filter {
      $0.refusal(of: .view, for: reader, about: file.member, policy: policy, at: at) == nil
    }
    let shown = Set(measures.map(\.id))
    return try dossier(
      about: file.member, reader, file: file, cases: [file.conductCase], reviews: file.reviews,
      decisions: try file.reviews.flatMap { try decisions(on: $0.id) }, strikes: file.strikes, measures: measures,
      events: try events(about: file.member.id).filter { event in
        let body = event.body
        if let id = body.conductCase { return id == file.conductCase.id }
        if let id = body.measure { return shown.contains(id) }
        return body.review.map { reviews.contains($0) } ?? false
      })
  }

  private func dossier(
    about person: Member, _ reader: Member, file: CaseFile?, cases: [Case], reviews: [Review], decisions: [Decision],
    strikes: [Strike], measures: [Measure], events: [Event]
  ) throws -> Dossier {
    let (policy, zone) = (try policy(), school.timeZone)
    let appeals = try appeals(where: "member = $2 AND kind = 'measure_appeal' ORDER BY number", SQLValue(person.id))
      .filter { $0.refusal(of: .view, for: reader, in: try circle(of: $0), at: at) == nil }
    let known = Set(appeals.map(\.id))
    let decided = Set(decisions.map(\.review))
    var texts: [ReviewID: String] = [:]
    for review in reviews where decided.contains(review.id) || review.state.isOpen {
      let found = try message(review.message)
      if found.isTextKept { texts[review.id] = found.message.text }
    }
    // What a decision says stands with the decision, and what a letter says in the letter; an appeal that is not the reader's to see leaves no line either.
    let lines = try events.filter {
      Dossier.told.contains($0.kind) && ($0.body.appeal.map { known.contains($0) } ?? true)
    }.map { event in
      let isInPlace: Set<Event.Kind> = [.decided, .letterFinalised]
      return Dossier.Line(event: event, words: isInPlace.contains(event.kind) ? nil : try words(of: event))
    }
    let people = Set(events.compactMap(\.actor) + measures.flatMap(\.hands))
    let counted = policy.ladder.counting(strikes, at: at, timeZone: zone)
    let complainants = try complainants(about: person.id, until: at)
    let isFree = Case.refusal(about: person, for: reader, complainants: complainants, at: at) == nil
    return Dossier(
      member: person, file: file, cases: cases, reviews: reviews, texts: texts, decisions: decisions, strikes: strikes,
      total: counted.reduce(0) { $0 + $1.weight }, violations: counted.count,
      since: policy.ladder.since(at, timeZone: zone),
      measures: try measures.map { try measureFile($0, for: reader) }, appeals: appeals,
      letters: try letters(where: "addressee = $2 ORDER BY number DESC", SQLValue(person.id)).filter {
        try mayRead($0, reader)
      }, lines: lines,
      names: try Dictionary(uniqueKeysWithValues: people.map { ($0, try member($0).name) }),
      mayOpenCase: isFree && !cases.contains { $0.state.isOpen },
      proposable: !isFree
        ? []
        : Measure.Kind.allCases.filter {
          Measure.refusalOfProposal($0, about: person, by: reader, policy: policy, at: at) == nil
        })
  }

  /// The cases about a person that somebody may see, first one first.
  func visibleCases(about person: Member, for reader: Member) throws -> [Case] {
    try cases(where: "member = $2 ORDER BY number", SQLValue(person.id)).map { try withComplainants($0) }.filter {
      $0.refusal(of: .view, for: reader, about: person, at: at) == nil
    }
  }
}

extension Measure {
  /// Who had a hand in it.
  fileprivate var hands: [MemberID] { [proposedBy, preparedBy, approvedBy, imposedBy].compactMap(\.self) }
}
