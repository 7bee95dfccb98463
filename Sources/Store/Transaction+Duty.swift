import Conduct

extension Transaction {
  /// The calendar in force, or the one that serves a school without.
  func calendar() throws -> SchoolCalendar {
    if let pinnedCalendar { return pinnedCalendar }
    let rows = try run("SELECT content FROM calendar WHERE school = $1 ORDER BY number DESC LIMIT 1")
    let found: SchoolCalendar? = try rows.first.map { try Self.decode(try $0.bytes("content"), what: "de kalender") }
    let calendar = found ?? .unset(timeZone: school.timeZone)
    pinnedCalendar = calendar
    return calendar
  }

  /// Lets a term begin.
  @discardableResult
  func begin(
    _ kind: Duty.Kind, on subject: Duty.Subject, by holder: Duty.Holder, within term: Term, from start: Int64? = nil,
    actor: MemberID? = nil
  ) throws -> Duty {
    let duty = Duty(
      id: DutyID(makeID("u")), kind, on: subject, by: holder, clock: TermClock(term, from: start ?? at))
    let times = try times(of: duty)
    try connection.insert(
      into: "duty",
      [
        "school": SQLValue(school.id), "id": SQLValue(duty.id), "kind": .text(kind.rawValue),
        "subject_kind": .text(subject.kind.rawValue), "subject": .text(subject.id),
        "subject_number": SQLValue(subject.number), "member": SQLValue(subject.member),
        "holder_role": .text(holder.role.rawValue), "holder_group": SQLValue(holder.group),
        "holder": SQLValue(holder.member), "state": .text(duty.state.rawValue),
        "term": .text(term.description), "started_at": .integer(duty.clock.start), "due_at": SQLValue(times.due),
        "next_at": SQLValue(times.next), "reminded": .integer(0), "escalations": .integer(0),
        "version": SQLValue(duty.version),
      ])
    try log(duty, .dutyBegun, from: nil, by: actor)
    return duty
  }

  /// Ends the open terms of a subject, all of them or those of some kinds: done, or no longer needed.
  func closeDuties(
    of subject: String, _ kinds: Set<Duty.Kind>? = nil, as state: Duty.State = .done, by actor: MemberID?
  ) throws {
    for duty in try openDuties(of: subject) where kinds?.contains(duty.kind) ?? true {
      if let closed = duty.closed(as: state) { try save(closed, after: duty, .dutyClosed, by: actor) }
    }
  }

  /// Stops the clocks of a subject.
  func pauseDuties(of subject: String, _ kinds: Set<Duty.Kind>, by actor: MemberID?) throws {
    for duty in try openDuties(of: subject) where kinds.contains(duty.kind) {
      if let paused = duty.paused(at: at) { try save(paused, after: duty, .dutyPaused, by: actor) }
    }
  }

  /// Lets the clocks of a subject go on.
  func resumeDuties(of subject: String, _ kinds: Set<Duty.Kind>, by actor: MemberID?) throws {
    for duty in try openDuties(of: subject) where kinds.contains(duty.kind) {
      if let resumed = duty.resumed(at: at) { try save(resumed, after: duty, .dutyResumed, by: actor) }
    }
  }

  func openDuties(of subject: String) throws -> [Duty] {
    try duties(where: "subject = $2 AND state IN ('running', 'paused') ORDER BY started_at, id", .text(subject))
  }

  /// Duties by a condition that may use `$2`.
  func duties(where condition: String, _ arguments: SQLValue...) throws -> [Duty] {
    let rows = try connection.run(
      """
      SELECT id, kind, subject_kind, subject, subject_number, member, holder_role, holder_group, holder, state, term,
        started_at, reminded, escalations, first_due_at, version FROM duty WHERE school = $1 AND \(condition)
      """, [SQLValue(school.id)] + arguments)
    return try rows.map(duty)
  }

  private func duty(_ row: SQLRow) throws -> Duty {
    let id: DutyID = try row.id("id")
    guard let term = Term(try row.text("term")) else { throw StoreError.damaged("termijn \(id) is niet te lezen") }
    let pauses = try run(
      "SELECT from_at, until_at FROM duty_pause WHERE school = $1 AND duty = $2 ORDER BY number", SQLValue(id))
    return Duty(
      id: id, try row.value("kind"),
      on: Duty.Subject(
        try row.value("subject_kind"), id: try row.text("subject"), number: try row.int("subject_number"),
        about: try row.optionalID("member")),
      by: Duty.Holder(
        try row.value("holder_role"), in: try row.optionalID("holder_group"), member: try row.optionalID("holder")),
      clock: TermClock(
        term, from: try row.integer("started_at"),
        pauses: try pauses.map {
          TermClock.Pause(from: try $0.integer("from_at"), until: try $0.optionalInteger("until_at"))
        }), state: try row.value("state"), reminded: try row.int("reminded"),
      escalations: try row.int("escalations"), firstDue: try row.optionalInteger("first_due_at"),
      version: try row.int("version"))
  }

  /// When a duty ends, and when time next brings something: nil unless its clock runs.
  private func times(of duty: Duty) throws -> (due: Int64?, next: Int64?) {
    let deadline = try calendar().deadline(of: duty.clock)
    guard duty.state == .running, let due = deadline.due else { return (deadline.due, nil) }
    let reminder = deadline.reminders.dropFirst(duty.reminded).first
    return (due, min(reminder ?? due + 1, due + 1))
  }

  /// Saves a duty after a change and logs it.
  func save(_ duty: Duty, after before: Duty, _ kind: Event.Kind, by actor: MemberID?) throws {
    try write(duty)
    try log(duty, kind, from: before.state, by: actor)
  }

  /// Computes the open duties anew, after the calendar changed.
  func recomputeDuties() throws {
    for duty in try duties(where: "state IN ('running', 'paused')") { try write(duty) }
  }

  private func write(_ duty: Duty) throws {
    let times = try times(of: duty)
    try connection.update(
      "duty",
      [
        "holder_role": .text(duty.holder.role.rawValue), "holder_group": SQLValue(duty.holder.group),
        "holder": SQLValue(duty.holder.member), "state": .text(duty.state.rawValue),
        "term": .text(duty.clock.term.description), "started_at": .integer(duty.clock.start),
        "due_at": SQLValue(times.due), "next_at": SQLValue(times.next), "reminded": SQLValue(duty.reminded),
        "escalations": SQLValue(duty.escalations), "first_due_at": SQLValue(duty.firstDue),
        "version": SQLValue(duty.version),
      ], school: school.id, id: duty.id.rawValue)
    // Pauses are only added to, and the last one ends.
    let rows = try run("SELECT COUNT(*) AS pauses FROM duty_pause WHERE school = $1 AND duty = $2", SQLValue(duty.id))
    let known = try rows[0].int("pauses")
    for (i, pause) in duty.clock.pauses.enumerated() {
      if i >= known {
        try connection.insert(
          into: "duty_pause",
          [
            "school": SQLValue(school.id), "duty": SQLValue(duty.id), "number": SQLValue(i + 1),
            "from_at": .integer(pause.from), "until_at": SQLValue(pause.until),
          ])
      } else if i == known - 1 {
        try connection.update(
          "duty_pause", ["until_at": SQLValue(pause.until)], school: school.id,
          where: ["duty": SQLValue(duty.id), "number": SQLValue(i + 1)])
      }
    }
  }

  private func log(_ duty: Duty, _ kind: Event.Kind, from before: Duty.State?, by actor: MemberID?) throws {
    try log(kind, by: actor) {
      $0.duty = duty.id
      $0.member = duty.subject.member
      $0.outcome = duty.kind.rawValue
      $0.role = duty.holder.role
      $0.from = before?.rawValue
      $0.to = duty.state.rawValue
      $0.version = duty.version
    }
  }

  /// Everybody who may hold a duty, and who stands in for them.
  func officials() throws -> [Member] {
    let rows = try run(
      """
      SELECT member FROM assignment WHERE school = $1 AND role IN ('teacher', 'staff', 'director', 'board')
      UNION SELECT deputy FROM absence WHERE school = $1 AND deputy IS NOT NULL ORDER BY 1
      """)
    return try rows.map { try member(try $0.id("member")) }
  }
}
