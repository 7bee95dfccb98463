import Conduct

extension Transaction {
  /// Cases by a condition that may use `$2`.
  func cases(where condition: String, _ arguments: SQLValue...) throws -> [Case] {
    try connection.run(
      """
      SELECT id, number, member, register, state, version, opened_by, opened_at, respond_by, decided_by, approved_by,
        heard_at, other_heard_at, board_since
      FROM conduct_case WHERE school = $1 AND \(condition)
      """, [SQLValue(school.id)] + arguments
    ).map { row in
      Case(
        id: try row.id("id"), number: try row.int("number"), member: try row.id("member"),
        register: try row.value("register"), state: try row.value("state"), version: try row.int("version"),
        openedBy: try row.id("opened_by"), openedAt: try row.integer("opened_at"),
        respondBy: try row.optionalInteger("respond_by"), decidedBy: try row.optionalID("decided_by"),
        approvedBy: try row.optionalID("approved_by"), heardAt: try row.optionalInteger("heard_at"),
        otherHeardAt: try row.optionalInteger("other_heard_at"), boardSince: try row.optionalInteger("board_since"))
    }
  }

  /// A case that a member may see. Whoever may not does not learn that it exists.
  func conductCase(_ found: [Case], for member: Member, named handle: String) throws -> Case {
    guard let first = found.first else { throw StoreError.notFound("Zaak", handle: handle) }
    let conductCase = try withComplainants(first)
    let person = try self.member(conductCase.member)
    if conductCase.refusal(of: .view, for: member, about: person, at: at) == nil { return conductCase }
    throw StoreError.notFound("Zaak", handle: handle)
  }

  /// A case with who may have no hand in it, since they reported the person.
  func withComplainants(_ conductCase: Case, at time: Int64? = nil) throws -> Case {
    var conductCase = conductCase
    let complainants = try complainants(about: conductCase.member, until: time ?? at, at: time)
    let person = try member(conductCase.member)
    conductCase.complainants = complainants
    conductCase.lacksBoard = try !officials().contains {
      $0.holds(.board, in: nil, at: time ?? at)
        && Case.refusal(about: person, for: $0, complainants: complainants, at: time ?? at) == nil
    }
    return conductCase
  }

  /// Throws `invalid` when a case about a person is open: there is one at a time.
  func refuseSecondCase(about member: MemberID) throws {
    if let open = try cases(where: "member = $2", SQLValue(member)).first(where: { $0.state.isOpen }) {
      throw StoreError.invalid("Er loopt al een zaak over deze persoon (nummer \(open.number)). Ga daarin verder.")
    }
  }

  func reviews(in id: CaseID) throws -> [Review] {
    try run(
      "SELECT review FROM conduct_case_review WHERE school = $1 AND conduct_case = $2 ORDER BY review", SQLValue(id)
    ).map { try review(try $0.id("review")) }.sorted { $0.number < $1.number }
  }

  func payloads(of conductCase: Case) throws -> [String] {
    try notes(of: conductCase) + attached(to: .conductCase, conductCase.id.rawValue)
  }

  /// What was said and written in a case, in order.
  func notes(of conductCase: Case) throws -> [String] {
    try run(
      "SELECT payload FROM conduct_case_note WHERE school = $1 AND conduct_case = $2 ORDER BY number",
      SQLValue(conductCase.id)
    ).map { try $0.text("payload") }
  }

  /// Adds a case with the reviews that it collects.
  func add(_ opened: Case, reason: String) throws {
    try connection.insert(
      into: "conduct_case",
      [
        "school": SQLValue(school.id), "id": SQLValue(opened.id), "number": SQLValue(opened.number),
        "member": SQLValue(opened.member), "register": .text(opened.register.rawValue),
        "state": .text(opened.state.rawValue), "version": SQLValue(opened.version),
        "opened_by": SQLValue(opened.openedBy), "opened_at": .integer(opened.openedAt),
      ])
    try collectReviews(of: opened)
    try log(opened, .caseOpened, nil, from: nil, by: opened.openedBy, words: reason)
  }

  /// Saves a case after a step, with the terms that go with it.
  func save(_ next: Case, after before: Case, _ step: Case.Step, by actor: Member) throws {
    try connection.update(
      "conduct_case",
      [
        "state": .text(next.state.rawValue), "version": SQLValue(next.version),
        "respond_by": SQLValue(next.respondBy), "decided_by": SQLValue(next.decidedBy),
        "approved_by": SQLValue(next.approvedBy), "heard_at": SQLValue(next.heardAt),
        "other_heard_at": SQLValue(next.otherHeardAt), "board_since": SQLValue(next.boardSince),
      ], school: school.id, id: next.id.rawValue)
    try collectReviews(of: next)
    try log(next, .caseMoved, step.action, from: before.state, by: actor.id, words: step.words)
    let subject = Duty.Subject(.conductCase, id: next.id.rawValue, number: next.number, about: next.member)
    if step.action == .invite, let respondBy = next.respondBy {
      let holder = Duty.Holder(actor.leadingRole(at: at), member: actor.id)
      try begin(.hearingResponse, on: subject, by: holder, within: .moment(respondBy), actor: actor.id)
    } else if next.state != .hearingScheduled {
      try closeDuties(of: next.id.rawValue, by: actor.id)
    }
    if step.action == .toBoard { try giveToBoard(next, by: actor) }
    if !next.state.isOpen {
      try keep(
        try payloads(of: next), as: .restriction, until: Retention.restriction.due(from: at, try policy()))
    } else if before.state == .closed {
      try keep(try payloads(of: next), as: .open, until: nil)
    }
  }

  /// The board has its terms from now on, and is told.
  private func giveToBoard(_ conductCase: Case, by actor: Member) throws {
    for duty in try openDuties(of: conductCase.id.rawValue) {
      var next = duty
      next.holder = Duty.Holder(.board)
      next.version += 1
      try save(next, after: duty, .dutyHandedOver, by: actor.id)
    }
    let person = try member(conductCase.member)
    for official in try officials() where official.holds(.board, in: nil, at: at) && official.id != actor.id {
      let mayRead = conductCase.refusal(of: .view, for: official, about: person, at: at) == nil
      if mayRead { try tell(.handedOver, to: official.id, about: "case \(conductCase.id)") }
    }
  }

  /// What was said and written in a case, first one first, with who wrote it down at which step.
  func notes(in conductCase: Case) throws -> [CaseNote] {
    let events = try events(about: conductCase.member).filter { $0.body.conductCase == conductCase.id }
    let notes = try events.flatMap { event in
      try (event.body.commitments ?? [:]).keys.sorted().compactMap { id in
        try payload(id).map { text in
          let action = event.body.outcome.flatMap(Case.Action.init)
          return CaseNote(
            action: action, isOpening: event.kind == .caseOpened, author: event.actor, at: event.at, text: text)
        }
      }
    }
    return notes
  }

  /// Reviews of the person's messages belong to the case while it is open; care for the person does not.
  private func collectReviews(of conductCase: Case) throws {
    guard conductCase.state.isOpen else { return }
    let rows = try run(
      """
      SELECT id FROM review WHERE school = $1 AND author = $2 AND state <> 'superseded' AND route <> 'care'
        AND NOT EXISTS (
          SELECT 1 FROM conduct_case_review WHERE conduct_case_review.school = review.school
            AND conduct_case_review.conduct_case = $3 AND conduct_case_review.review = review.id)
      ORDER BY id
      """, SQLValue(conductCase.member), SQLValue(conductCase.id))
    for row in rows {
      try connection.insert(
        into: "conduct_case_review",
        [
          "school": SQLValue(school.id), "conduct_case": SQLValue(conductCase.id), "review": .text(try row.text("id")),
        ])
    }
  }

  private func log(
    _ conductCase: Case, _ kind: Event.Kind, _ action: Case.Action?, from before: Case.State?, by actor: MemberID,
    words: String?
  ) throws {
    var saved: Saved?
    if let words {
      let payload = try save(words, about: conductCase.member, .open, due: nil)
      try addNote(payload, to: "conduct_case_note", "conduct_case", conductCase.id.rawValue)
      saved = payload
    }
    try log(kind, by: actor) {
      $0.member = conductCase.member
      $0.conductCase = conductCase.id
      $0.outcome = action?.rawValue
      $0.from = before?.rawValue
      $0.to = conductCase.state.rawValue
      $0.version = conductCase.version
      if let saved { $0.commitments = [saved.id: saved.commitment] }
    }
  }
}
