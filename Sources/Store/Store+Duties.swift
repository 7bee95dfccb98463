public import Conduct

/// Something that is due, and for whom.
public struct DutyItem: Hashable, Sendable {
  /// The duty.
  public var duty: Duty
  /// When it ends, the reminders and the doubts, by the calendar in force.
  public var deadline: Deadline
  /// Who must do it.
  public var recipients: [Member]
}

/// What time brought.
public struct TickReport: Hashable, Sendable {
  /// Reviews that went back to the queue because their handler was away too long.
  public var leases: Int
  /// Reviews that went to the next person.
  public var reviews: Int
  /// Reports that went to the next person, or to which nobody objected in time.
  public var reports: Int
  /// Measures whose term ended.
  public var endedMeasures: Int
  /// Duties of which somebody was reminded.
  public var reminders: Int
  /// Duties that went to the next person.
  public var escalations: Int
  /// Waits that ended.
  public var passed: Int
  /// Notices that were put in the outbox.
  public var notices: Int
  /// What was deleted by the terms of retention.
  public var purge: PurgeReport

  /// Whether time brought nothing.
  public var isEmpty: Bool {
    leases + reviews + reports + endedMeasures + reminders + escalations + passed + notices == 0 && purge.isEmpty
  }
}

extension Store {
  /// Pins a calendar; every open term is computed anew by it. `daysOff` are days of some groups, by what they are called,
  /// which `member` writes down as exceptions to the timetable; those that are there already are left alone.
  public func adopt(
    _ calendar: SchoolCalendar, daysOff: [(name: String, exception: Timetable.Exception)] = [],
    by member: MemberID? = nil, school: SchoolID, at time: Int64
  ) async throws {
    try await write(school, at: time) { transaction in
      try transaction.add(daysOff, by: member)
      if try transaction.calendar().version == calendar.version { return }
      try transaction.connection.insert(
        into: "calendar",
        [
          "school": SQLValue(school), "number": SQLValue(try transaction.nextNumber(in: "calendar")),
          "hash": .text(calendar.version), "content": .bytes(Array(try Transaction.json(calendar).utf8)),
          "adopted_at": .integer(time),
        ])
      transaction.pinnedCalendar = calendar
      try transaction.recomputeDuties()
      try transaction.log(.calendarAdopted, by: nil) { $0.outcome = calendar.version }
    }
  }

  /// The calendar in force; a school that adopted none has weekends and public holidays only.
  public func calendar(school: SchoolID) async throws -> SchoolCalendar {
    try await read(school) { try $0.calendar() }
  }

  /// What is due and waits for a member, soonest first; with `all` also what waits for others, as far as the member may
  /// see it. What concerns the member or their family is left out.
  public func due(for viewer: MemberID, all: Bool = false, school: SchoolID, at time: Int64) async throws -> [DutyItem]
  {
    try await read(school) { transaction in
      let reader = try transaction.member(viewer)
      let officials = try transaction.officials()
      let calendar = try transaction.calendar()
      let open = try transaction.duties(where: "state IN ('running', 'paused') ORDER BY due_at, id")
      return try open.compactMap { duty in
        let person = try duty.subject.member.map { try transaction.member($0) }
        let able = try transaction.able(officials, of: duty, at: time)
        let recipients = duty.recipients(among: able, about: person, at: time)
        let isOwn = recipients.contains { $0.id == viewer }
        let maySee = try !transaction.able([reader], of: duty, at: time).isEmpty && reader.mayOversee(person, at: time)
        guard isOwn || all && maySee else { return nil }
        let deadline = calendar.deadline(of: duty.clock)
        // A hold may be for years; it asks for something when its date comes near.
        if duty.kind == .holdReview, let due = deadline.due, due > time + 14 * Ladder.day { return nil }
        return DutyItem(duty: duty, deadline: deadline, recipients: recipients)
      }.sorted { ($0.deadline.due ?? .max, $0.duty.id) < ($1.deadline.due ?? .max, $1.duty.id) }
    }
  }

  /// Does what time brings: claims that ran out, reviews and reports that go to the next person, ends of measures,
  /// reminders, escalations and retention. Safe to run twice, also by two programs at once: the second finds nothing
  /// left to do.
  @discardableResult
  public func tick(school: SchoolID, at time: Int64) async throws -> TickReport {
    let report = try await write(school, at: time) { transaction in
      let passed = try transaction.passOn()
      let reports = try transaction.advanceReports()
      let measures = try transaction.endMeasures()
      var report = TickReport(
        leases: passed.leases, reviews: passed.reviews.count, reports: reports, endedMeasures: measures, reminders: 0,
        escalations: 0,
        passed: 0, notices: 0,
        purge: try transaction.purge())
      try transaction.beginHoldReviews()
      try transaction.beginProposalTerms()
      try transaction.advanceDuties(&report)
      report.notices += try transaction.tellOfBursts()
      return report
    }
    if report.purge.payloads > 0 { try await database.forgetDeleted(in: ["payload"]) }
    return report
  }
}

extension Transaction {
  /// Who may hear of a duty: of an appeal nobody who had a hand in what it is against, of a report nobody in it, of a
  /// measure, case or hold nobody who reported the person.
  fileprivate func able(_ members: [Member], of duty: Duty, at time: Int64) throws -> [Member] {
    let kinds: Set<Duty.Subject.Kind> = [.measure, .conductCase, .legalHold]
    if let person = duty.subject.member, kinds.contains(duty.subject.kind) {
      let complainants = try complainants(about: person, until: time, at: time)
      return members.filter { member in !complainants.contains { $0.isClose(to: member) } }
    }
    if duty.subject.kind == .report {
      guard let report = try reports(where: "id = $2", .text(duty.subject.id)).first else { return [] }
      let circle = try circle(of: report)
      return members.filter { report.refusal(of: .view, for: $0, in: circle, at: time) == nil }
    }
    guard duty.subject.kind == .appeal else { return members }
    let circle = try circle(of: try appeal(AppealID(duty.subject.id)), at: time)
    return members.filter { circle.refusalOfReviewing($0, at: time) == nil }
  }

  fileprivate func advanceDuties(_ report: inout TickReport) throws {
    let officials = try officials()
    let calendar = try calendar()
    for duty in try duties(where: "next_at <= $2 ORDER BY next_at, id", .integer(at)) {
      guard let (next, notice) = duty.afterTime(at, calendar: calendar) else { continue }
      if notice == .reminder {
        report.reminders += 1
        try save(next, after: duty, .dutyReminded, by: nil)
      } else if notice == .escalated {
        report.escalations += 1
        try save(next, after: duty, .dutyEscalated, by: nil)
        if next.subject.kind == .report { try passReportOn(ReportID(next.subject.id)) }
      } else {
        report.passed += 1
        try save(next, after: duty, .dutyPassed, by: nil)
      }
      let person = try next.subject.member.map { try member($0) }
      for recipient in next.recipients(among: try able(officials, of: next, at: at), about: person, at: at) {
        report.notices += 1
        try tell(notice, to: recipient.id, about: "duty \(next.id)", isUrgent: next.kind.isUrgent)
      }
    }
  }
}
