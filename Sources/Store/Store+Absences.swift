public import Conduct

extension Store {
  /// Writes down that somebody is away, and who stands in. What waits for nobody else goes to the next person when the
  /// time comes.
  @discardableResult
  public func addAbsence(
    of absent: MemberID, from: Int64, until: Int64, deputy: MemberID? = nil, by member: MemberID, school: SchoolID,
    at time: Int64
  ) async throws -> Absence {
    if until <= from { throw StoreError.invalid("Een afwezigheid eindigt na haar begin. Kies een latere einddatum.") }
    if until <= time { throw StoreError.invalid("Deze afwezigheid is al voorbij. Kies een latere einddatum.") }
    return try await write(school, at: time) { transaction in
      let person = try transaction.member(absent)
      let standIn = try deputy.map(transaction.member)
      let actor = try transaction.member(member)
      if let refusal = Absence.refusal(of: person, deputy: standIn, by: actor, at: time) {
        throw StoreError.notAllowed(refusal)
      }
      let absence = Absence(id: AbsenceID(makeID("w")), member: absent, from: from, until: until, deputy: deputy)
      try transaction.connection.insert(
        into: "absence",
        [
          "school": SQLValue(school), "id": SQLValue(absence.id), "member": SQLValue(absent),
          "deputy": SQLValue(deputy), "from_at": .integer(from), "until_at": .integer(until),
        ])
      try transaction.log(.absenceAdded, by: member) {
        $0.member = absent
        $0.other = deputy
        $0.item = "absence \(absence.id)"
        $0.outcome = "\(from) \(until)"
      }
      transaction.forgetPeople()
      try transaction.reroute()
      return absence
    }
  }

  /// Ends an absence: the member is back.
  public func endAbsence(_ id: AbsenceID, by member: MemberID, school: SchoolID, at time: Int64) async throws {
    try await write(school, at: time) { transaction in
      let rows = try transaction.run(
        "SELECT id, member, deputy, from_at, until_at FROM absence WHERE school = $1 AND id = $2", SQLValue(id))
      guard let absence = try rows.first.map(Absence.init) else {
        throw StoreError.notFound("Afwezigheid", handle: id.rawValue)
      }
      let person = try transaction.member(absence.member)
      let refusal = Absence.refusal(of: person, deputy: nil, by: try transaction.member(member), at: time)
      if let refusal { throw StoreError.notAllowed(refusal) }
      guard absence.until > time else { throw StoreError.invalid("Deze afwezigheid is al voorbij.") }
      let end = max(time, absence.from + 1)
      try transaction.connection.update("absence", ["until_at": .integer(end)], school: school, id: id.rawValue)
      try transaction.log(.absenceEnded, by: member) {
        $0.member = absence.member
        $0.item = "absence \(id)"
        $0.outcome = "\(absence.from) \(end)"
      }
    }
  }

  /// Who is away or will be, soonest first.
  public func absences(school: SchoolID, at time: Int64) async throws -> [Absence] {
    try await read(school) { transaction in
      try transaction.run(
        """
        SELECT id, member, deputy, from_at, until_at FROM absence WHERE school = $1 AND until_at > $2
        ORDER BY from_at, id
        """, .integer(time)
      ).map(Absence.init)
    }
  }
}

extension Absence {
  init(_ row: SQLRow) throws {
    self.init(
      id: try row.id("id"), member: try row.id("member"), from: try row.integer("from_at"),
      until: try row.integer("until_at"), deputy: try row.optionalID("deputy"))
  }
}
