public import Conduct

extension Store {
  /// Holds back every deletion of what is kept on a person, with a reason and a date to look again. Whoever
  /// decides what is kept on the person places it, and answers for it.
  @discardableResult
  public func placeHold(
    on subject: MemberID, reason: String, reviewAt: Int64, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> LegalHold {
    try await write(school, at: time) { transaction in
      try transaction.mayKeep(subject, by: member)
      try transaction.check(reason, reviewAt)
      let hold = LegalHold(
        id: LegalHoldID(makeID("h")), number: try transaction.nextNumber(in: "legal_hold"), member: subject,
        holder: member,
        placedAt: time, reviewAt: reviewAt, reasons: [reason])
      try transaction.connection.insert(
        into: "legal_hold",
        [
          "school": SQLValue(school), "id": SQLValue(hold.id), "number": SQLValue(hold.number),
          "member": SQLValue(subject), "holder": SQLValue(member), "placed_at": .integer(time),
          "review_at": .integer(reviewAt),
        ])
      try transaction.log(hold, .holdPlaced, reason: reason, by: member)
      try transaction.beginReview(of: hold, by: member)
      return hold
    }
  }

  /// Lets a hold stay, with a reason and a later date; whoever does so answers for it from then on.
  @discardableResult
  public func prolongHold(
    _ number: Int, reason: String, reviewAt: Int64, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> LegalHold {
    try await write(school, at: time) { transaction in
      var hold = try transaction.standingHold(number, for: member)
      try transaction.check(reason, reviewAt)
      hold.holder = member
      hold.reviewAt = reviewAt
      try transaction.connection.update(
        "legal_hold", ["holder": SQLValue(member), "review_at": .integer(reviewAt)], school: school,
        id: hold.id.rawValue)
      try transaction.log(hold, .holdProlonged, reason: reason, by: member)
      try transaction.closeDuties(of: hold.id.rawValue, by: member)
      try transaction.beginReview(of: hold, by: member)
      return hold
    }
  }

  /// Lifts a hold, with a reason: what is due is deleted by the next purge.
  @discardableResult
  public func liftHold(
    _ number: Int, reason: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> LegalHold {
    try await write(school, at: time) { transaction in
      var hold = try transaction.standingHold(number, for: member)
      try transaction.check(reason, nil)
      hold.liftedBy = member
      hold.liftedAt = time
      try transaction.connection.update(
        "legal_hold", ["lifted_by": SQLValue(member), "lifted_at": .integer(time)], school: school, id: hold.id.rawValue
      )
      try transaction.log(hold, .holdLifted, reason: reason, by: member)
      try transaction.closeDuties(of: hold.id.rawValue, by: member)
      try transaction.keep(
        try transaction.payloads(of: hold), as: .restriction,
        until: Retention.restriction.due(from: time, try transaction.policy()))
      return hold
    }
  }

  /// The holds that a member may see, first one first.
  public func holds(for member: MemberID, school: SchoolID, at time: Int64) async throws -> [LegalHold] {
    try await read(school) { transaction in
      _ = try transaction.member(member)
      return try transaction.holds(where: "number > 0").filter {
        try transaction.refusalOfRecord(of: $0.member, to: member, at: time) == nil
      }
    }
  }
}

extension Transaction {
  /// Holds by a condition that may use `$2`.
  func holds(where condition: String, _ arguments: SQLValue...) throws -> [LegalHold] {
    try connection.run(
      """
      SELECT id, number, member, holder, placed_at, review_at, lifted_by, lifted_at FROM legal_hold
      WHERE school = $1 AND \(condition) ORDER BY number
      """, [SQLValue(school.id)] + arguments
    ).map { row in
      var hold = LegalHold(
        id: try row.id("id"), number: try row.int("number"), member: try row.id("member"),
        holder: try row.id("holder"), placedAt: try row.integer("placed_at"), reviewAt: try row.integer("review_at"),
        liftedBy: try row.optionalID("lifted_by"), liftedAt: try row.optionalInteger("lifted_at"))
      hold.reasons = try payloads(of: hold).compactMap { try payload($0) }
      return hold
    }
  }

  /// Lets the term begin in which whoever answers for a hold looks at it again.
  fileprivate func beginReview(of hold: LegalHold, by actor: MemberID?) throws {
    let subject = Duty.Subject(.legalHold, id: hold.id.rawValue, number: hold.number, about: hold.member)
    let holder = Duty.Holder(try member(hold.holder).leadingRole(at: at), member: hold.holder)
    try begin(.holdReview, on: subject, by: holder, within: .moment(hold.reviewAt), actor: actor)
  }

  /// Gives a term to holds that were placed before there was one.
  func beginHoldReviews() throws {
    for hold in try holds(where: "lifted_at IS NULL") where try openDuties(of: hold.id.rawValue).isEmpty {
      try beginReview(of: hold, by: nil)
    }
  }

  /// Throws when a member may not decide what is kept on a person.
  func mayKeep(_ subject: MemberID, by member: MemberID) throws {
    if let refusal = try refusalOfRecord(of: subject, to: member, at: at) { throw StoreError.notAllowed(refusal) }
  }

  fileprivate func check(_ reason: String, _ reviewAt: Int64?) throws {
    if reason.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: vul een reden in.") }
    if let reviewAt, reviewAt <= at {
      throw StoreError.invalid("De dag om opnieuw te kijken is al voorbij. Kies een dag in de toekomst.")
    }
  }

  fileprivate func standingHold(_ number: Int, for member: MemberID) throws -> LegalHold {
    let unknown = StoreError.notFound("Bewaarplicht", handle: String(number))
    guard let hold = try holds(where: "number = $2", SQLValue(number)).first,
      try refusalOfRecord(of: hold.member, to: member, at: at) == nil
    else { throw unknown }
    if hold.liftedAt != nil { throw StoreError.invalid("Bewaarplicht \(number) is al opgeheven.") }
    return hold
  }

  fileprivate func payloads(of hold: LegalHold) throws -> [String] {
    try run(
      "SELECT payload FROM legal_hold_note WHERE school = $1 AND legal_hold = $2 ORDER BY number", SQLValue(hold.id)
    ).map { try $0.text("payload") }
  }

  fileprivate func log(_ hold: LegalHold, _ kind: Event.Kind, reason: String, by member: MemberID) throws {
    let saved = try save(reason, about: hold.member, .open, due: nil)
    try addNote(saved, to: "legal_hold_note", "legal_hold", hold.id.rawValue)
    try log(kind, by: member) {
      $0.member = hold.member
      $0.item = "legal_hold \(hold.id)"
      $0.commitments = [saved.id: saved.commitment]
    }
  }
}
