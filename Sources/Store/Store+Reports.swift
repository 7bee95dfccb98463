public import Conduct

/// A report as somebody brings it in.
public struct ReportDraft: Hashable, Sendable {
  /// The reporter; nil for somebody who is no member.
  public var reporter: MemberID?
  /// The name of a reporter who is no member.
  public var name: String?
  /// Who writes it down for the reporter.
  public var enteredBy: MemberID?
  /// How it came in.
  public var manner: Report.Manner
  /// The category that the reporter chose.
  public var category: ReportCategory
  /// The portal's own name for the message.
  public var message: String?
  /// The reporter's own copy of the text.
  public var copy: String?
  /// Whom it is about, when no message says so.
  public var about: MemberID?
  /// The group, when no message says so.
  public var group: GroupID?
  /// What happened, in the reporter's words.
  public var text: String
  /// What the reporter hopes for.
  public var hopes: String
  /// Pictures and PDFs.
  public var enclosures: [[UInt8]]

  /// Makes a draft.
  public init(
    reporter: MemberID? = nil, name: String? = nil, enteredBy: MemberID? = nil, manner: Report.Manner = .portal,
    category: ReportCategory, message: String? = nil, copy: String? = nil, about: MemberID? = nil,
    group: GroupID? = nil, text: String, hopes: String = "", enclosures: [[UInt8]] = []
  ) {
    self.reporter = reporter
    self.name = name
    self.enteredBy = enteredBy
    self.manner = manner
    self.category = category
    self.message = message
    self.copy = copy
    self.about = about
    self.group = group
    self.text = text
    self.hopes = hopes
    self.enclosures = enclosures
  }
}

/// A report as its reporter sees it.
public struct OwnReport: Hashable, Sendable {
  /// The identifier.
  public var id: ReportID
  /// What to quote.
  public var number: Int
  /// How far it is, in one of four words.
  public var shown: Report.Shown
  /// When it came in, in milliseconds.
  public var submittedAt: Int64
  /// When an answer can be expected, in milliseconds; nil while the reporter's own is waited for, and when it is over.
  public var dueAt: Int64?
  /// The outcome in a fixed form; nil before there is one.
  public var outcome: Report.Outcome?
  /// Until when one may object to the outcome, in milliseconds.
  public var objectUntil: Int64?
  /// The complaint about the outcome, when there is one; the last.
  public var complaint: Appeal?
  /// When that must be decided, in milliseconds; nil while the clock stands still, and when it is over.
  public var complaintDue: Int64?
  /// Whether the reporter may complain about the outcome now.
  public var mayComplain: Bool
  /// Whether whoever looks may see the complaint.
  public var maySeeComplaint: Bool
  /// What the reporter is asked; nil when nothing is.
  public var question: String?
  /// The words of the category.
  public var category: String
  /// What the reporter wrote, and added since.
  public var texts: [String]
  /// Pictures and PDFs, by number.
  public var enclosures: [Enclosure]
  /// What the reporter may do.
  public var actions: [Report.Action]
}

/// A report with all that its handler may see.
public struct ReportFile: Hashable, Sendable {
  /// The report.
  public var report: Report
  /// The reporter's name for who has it in hand, a pseudonym for everybody else.
  public var reporter: String
  /// The name of whom it is about.
  public var about: String?
  /// The words of the category.
  public var category: String
  /// What the reporter wrote; nil for others than who has it in hand, whom the words might tell who it is.
  public var text: String?
  /// What the reporter hopes for.
  public var hopes: String?
  /// The message that was reported, as it was received, or else the reporter's copy; nil when there is neither.
  public var quotation: String?
  /// The number of the review that decides on it.
  public var review: Int?
  /// When an answer is due, in milliseconds.
  public var dueAt: Int64?
  /// What was written along the way.
  public var notes: [Note]
  /// Pictures and PDFs, by number.
  public var enclosures: [Enclosure]
  /// What the viewer may do.
  public var actions: [Report.Action]
}

extension Store {
  /// Takes a report in: it gets a number and a term at once, and a place in the queue, in the review of its message when
  /// it names one that the school knows. When somebody may be in danger it goes straight to who stands above, who are
  /// told at once.
  public func submit(_ draft: ReportDraft, school: SchoolID, at time: Int64) async throws -> OwnReport {
    if draft.text.allSatisfy(\.isWhitespace) {
      throw StoreError.invalid("Er ontbreekt iets: schrijf in uw eigen woorden wat er is gebeurd.")
    }
    if draft.category.needsMessage, draft.message == nil, draft.copy == nil {
      throw StoreError.invalid("Noem het bericht waar het om gaat, of neem de tekst over.")
    }
    if let fault = Enclosure.fault(in: draft.enclosures) { throw StoreError.invalid(fault) }
    return try await write(school, at: time) { transaction in
      let report = try transaction.submit(draft)
      guard let own = draft.enteredBy ?? draft.reporter else { throw StoreError.notAllowed(.outsideScope) }
      return try transaction.own(report, for: try transaction.member(own), at: time)
    }
  }

  /// Somebody's own reports, and those written down for others, latest first; that somebody read the latter is noted.
  public func ownReports(of member: MemberID, school: SchoolID, at time: Int64) async throws -> [OwnReport] {
    try await write(school, at: time) { transaction in
      let viewer = try transaction.member(member)
      let found = try transaction.reports(where: "(reporter = $2 OR entered_by = $2)", SQLValue(member))
      return try found.reversed().map { report in
        try transaction.recordReading(of: report, by: member)
        return try transaction.own(report, for: viewer, at: time)
      }
    }
  }

  /// One of somebody's own reports, or one written down for another, by number or identifier; that the latter was read is
  /// noted.
  public func ownReport(
    _ handle: String, of member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> OwnReport {
    try await write(school, at: time) { transaction in
      let viewer = try transaction.member(member)
      let report = try transaction.report(handle, for: viewer, isOwn: true, at: time)
      try transaction.recordReading(of: report, by: member)
      return try transaction.own(report, for: viewer, at: time)
    }
  }

  /// Reports that wait for a member, most urgent first; those whose message is in a review wait there.
  public func reports(for member: MemberID, school: SchoolID, at time: Int64) async throws -> [ReportFile] {
    try await read(school, at: time) { try $0.waitingReports(for: try $0.member(member)) }
  }

  /// A report by number or identifier, for who may handle it. The reporter's name opens for who has it in hand. That it
  /// was read is noted, and why: to handle it, or to see whether it goes as it should.
  public func report(
    _ handle: String, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> ReportFile {
    try await write(school, at: time) { transaction in
      let viewer = try transaction.member(member)
      let report = try transaction.report(handle, for: viewer, at: time)
      try transaction.recordReading(of: report, by: member)
      return try transaction.file(report, for: viewer, naming: true, at: time)
    }
  }

  /// One of the pictures or PDFs of a report, for who has it in hand or sent it; that it was read is noted.
  public func enclosure(
    _ number: Int, of handle: String, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> (kind: Enclosure, bytes: [UInt8]) {
    try await write(school, at: time) { transaction in
      let viewer = try transaction.member(member)
      let own = try? transaction.report(handle, for: viewer, isOwn: true, at: time)  // then it must be handled
      let report = try own ?? transaction.report(handle, for: viewer, at: time)
      let rows = try transaction.run(
        "SELECT kind, payload FROM enclosure WHERE school = $1 AND report = $2 AND number = $3",
        SQLValue(report.id), SQLValue(number))
      guard own != nil || report.handler == member, let row = rows.first,
        let contents = try transaction.contents(of: try row.text("payload"))
      else { throw StoreError.notFound("Bijlage", handle: String(number)) }
      try transaction.recordReading(of: report, by: member)
      return (try row.value("kind"), contents.plain)
    }
  }

  /// Takes a handler's step on a report as it was read; throws `conflict` when it changed since.
  @discardableResult
  public func advance(
    _ id: ReportID, _ step: Report.Step, expecting version: Int, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Report {
    if step.action.isReporters { throw StoreError.notAllowed(.outsideScope) }
    return try await write(school, at: time) { transaction in
      let before = try transaction.report(id, for: try transaction.member(member), at: time)
      if before.version != version { throw StoreError.conflict(Conflict(report: before)) }
      return try transaction.take(step, on: before, by: member)
    }
  }

  /// Takes a step that is the reporter's: to add something, to answer, to take it back; with more pictures or PDFs.
  @discardableResult
  public func advanceOwn(
    _ id: ReportID, _ step: Report.Step, enclosures: [[UInt8]] = [], by member: MemberID, school: SchoolID,
    at time: Int64
  ) async throws -> OwnReport {
    guard step.action.isReporters else { throw StoreError.notAllowed(.outsideScope) }
    return try await write(school, at: time) { transaction in
      let reporter = try transaction.member(member)
      let before = try transaction.report(id, for: reporter, isOwn: true, at: time)
      let report = try transaction.take(step, on: before, by: member, enclosures: enclosures)
      return try transaction.own(report, for: reporter, at: time)
    }
  }
}

extension Transaction {
  /// Reports that wait for a member, most urgent first.
  func waitingReports(for viewer: Member) throws -> [ReportFile] {
    try reports(where: "\(Self.isOpenReport) AND review IS NULL").filter {
      $0.refusal(of: .view, for: viewer, in: try circle(of: $0), at: at) == nil
    }.sorted {
      ($1.isAcute ? 1 : 0, $1.severity, $0.submittedAt) < ($0.isAcute ? 1 : 0, $0.severity, $1.submittedAt)
    }.map { try file($0, for: viewer, at: at) }
  }

  /// Takes one step on a report, with the words that belong to it and what follows from it.
  fileprivate func take(
    _ step: Report.Step, on before: Report, by member: MemberID, enclosures: [[UInt8]] = []
  ) throws -> Report {
    let actor = try self.member(member)
    let report = try before.applying(
      step, by: actor, in: try circle(of: before), above: try route(before, startsAbove: true), at: at)
    var commitments = try addEnclosures(enclosures, to: report.id)
    if let words = step.words, !words.text.allSatisfy(\.isWhitespace) {
      let saved = try save(words.text, about: nil, .open, due: nil)
      try addNote(saved, words.kind, by: member, on: report.id)
      commitments[saved.id] = saved.commitment
    }
    let saved = try save(
      report, after: before, step.event, by: member, commitments: commitments.isEmpty ? nil : commitments)
    if case .assign(let colleague) = step { try tell(.handedOver, to: colleague.id, about: "report \(report.number)") }
    if let id = saved.review, saved.state.isOpen { try followReports(of: try review(id)) }
    return try reports(where: "id = $2", SQLValue(saved.id))[0]
  }

  /// A report as its reporter sees it.
  func own(_ report: Report, for reporter: Member, at time: Int64) throws -> OwnReport {
    let words = try words(of: report)
    let notes = try notes(on: report.id)
    let isAsked = report.state == .infoRequested
    let complaint = try appeals(where: "report = $2 ORDER BY number", SQLValue(report.id)).last
    let complaintDuty = try complaint.map { try openDuties(of: $0.id.rawValue) }?.first { $0.kind == .appealDecision }
    let isBusy = complaint?.state.isOpen ?? false
    let shown: Report.Shown =
      isBusy ? complaint?.state == .infoRequested ? .answerNeeded : .inReview : report.shown
    let isDone = complaint.map { !$0.leavesRoomForAnother } ?? false
    return OwnReport(
      id: report.id, number: report.number, shown: shown, submittedAt: report.submittedAt,
      dueAt: isAsked ? nil : try due(of: report), outcome: report.outcome,
      objectUntil: report.outcome == .withdrawn ? nil : report.closesAt,
      complaint: complaint,
      complaintDue: try complaintDuty.flatMap { try calendar().deadline(of: $0.clock).due },
      mayComplain: try !isDone && mayComplain(about: report, reporter, at: time),
      maySeeComplaint: try complaint.map {
        try $0.refusal(of: .view, for: reporter, in: circle(of: $0, at: time), at: time) == nil
      } ?? false,
      question: isAsked ? notes.last { $0.kind == .question }?.text : nil, category: words?.category ?? "",
      texts: [words?.text].compactMap { $0 }
        + notes.filter { $0.kind == .addition || $0.kind == .answer }.map(\.text),
      enclosures: try enclosures(of: report.id),
      actions: report.actions(for: reporter, in: try circle(of: report), at: time).filter(\.isReporters))
  }

  private func mayComplain(about report: Report, _ member: Member, at time: Int64) throws -> Bool {
    guard report.mayBeComplainedAbout else { return false }
    let circle = try circle(ofComplaintAbout: report, at: time)
    return report.refusalOfComplaint(by: member, in: circle, at: time) == nil
  }

  /// A report as a handler sees it; the reporter's name opens where that is noted.
  func file(_ report: Report, for viewer: Member, naming: Bool = false, at time: Int64) throws -> ReportFile {
    let isHandler = report.handler == viewer.id
    let words = try words(of: report)
    let name = try report.reporter.map { try member($0).name } ?? words?.name
    let snapshot = report.evidence == .unverified ? nil : try report.message.map { try message($0) }
    return ReportFile(
      report: report, reporter: (isHandler && naming ? name : nil) ?? pseudonym(of: report),
      about: try report.about.map { try member($0).name }, category: words?.category ?? report.category,
      text: isHandler ? words?.text : nil, hopes: isHandler ? words?.hopes : nil,
      quotation: snapshot.flatMap { $0.isTextKept ? $0.message.text : nil } ?? (isHandler ? words?.copy : nil),
      review: try report.review.map { try review($0).number }, dueAt: try due(of: report),
      notes: isHandler ? try notes(on: report.id) : [], enclosures: try enclosures(of: report.id),
      actions: report.actions(for: viewer, in: try circle(of: report), at: time))
  }

  private func enclosures(of report: ReportID) throws -> [Enclosure] {
    try run("SELECT kind FROM enclosure WHERE school = $1 AND report = $2 ORDER BY number", SQLValue(report))
      .map { try $0.value("kind") }
  }

  /// When an answer is due; nil while the clock stands still and when the report is over.
  private func due(of report: Report) throws -> Int64? {
    let duty = try openDuties(of: report.id.rawValue).first { $0.kind == .report }
    return try duty.flatMap { try calendar().deadline(of: $0.clock).due }
  }
}
