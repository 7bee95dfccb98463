public import Conduct

extension Store {
  /// When people work and groups have lessons, with what is different; the policy's working hours serve where the school
  /// set none.
  public func timetable(school: SchoolID) async throws -> Timetable {
    try await read(school) { try $0.timetable() }
  }

  /// Sets the hours of a person, a group or the school; nil takes them away, so that the usual ones hold again.
  public func setHours(
    _ week: Timetable.Week?, of holder: Timetable.Holder, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws {
    try await write(school, at: time) { transaction in
      let actor = try transaction.member(member)
      switch holder {
      case .working(let whom?):
        guard try transaction.member(whom).works(at: time) else {
          throw StoreError.invalid("Alleen van wie op school werkt wordt een werktijd vastgelegd.")
        }
      case .lessons(let group): try transaction.require(group)
      case .working(nil): break
      }
      if let refusal = Timetable.refusal(ofSetting: holder, by: actor, at: time) {
        throw StoreError.notAllowed(refusal)
      }
      try transaction.set(week, of: holder, by: member)
    }
  }

  /// Writes down that a time is different for some groups, or for the whole school without any.
  @discardableResult
  public func addException(
    _ exception: Timetable.Exception, reason: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> TimetableEntry {
    if reason.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: vul in waarom (--reason).") }
    if exception.until <= exception.from {
      throw StoreError.invalid("Een uitzondering eindigt na haar begin. Kies een latere einddatum.")
    }
    return try await write(school, at: time) { transaction in
      let actor = try transaction.member(member)
      for group in exception.groups { try transaction.require(group) }
      if let refusal = Timetable.refusal(ofExceptionFor: exception.groups, by: actor, at: time) {
        throw StoreError.notAllowed(refusal)
      }
      return try transaction.add(exception, reason: reason, by: member)
    }
  }

  /// Ends an exception: from now on the usual hours hold.
  public func endException(_ id: ExceptionID, by member: MemberID, school: SchoolID, at time: Int64) async throws {
    try await write(school, at: time) { transaction in
      let actor = try transaction.member(member)
      guard let entry = try transaction.exceptions(where: "id = $2", SQLValue(id)).first else {
        throw StoreError.notFound("Uitzondering", handle: id.rawValue)
      }
      if let refusal = Timetable.refusal(ofExceptionFor: entry.exception.groups, by: actor, at: time) {
        throw StoreError.notAllowed(refusal)
      }
      guard entry.exception.until > time else { throw StoreError.invalid("Deze uitzondering is al voorbij.") }
      let end = max(time, entry.exception.from + 1)
      try transaction.connection.update(
        "timetable_exception", ["until_at": .integer(end)], school: school, id: id.rawValue)
      try transaction.log(.exceptionEnded, by: member) { $0.item = "timetable_exception \(id)" }
    }
  }

  /// What is different or will be, soonest first; not what was taken back before it began, of which only its first
  /// millisecond is left.
  public func exceptions(school: SchoolID, at time: Int64) async throws -> [TimetableEntry] {
    try await read(school) { try $0.exceptions(where: "until_at > $2 AND until_at > from_at + 1", .integer(time)) }
  }
}

extension Transaction {
  /// How long the reason of an exception is kept when that is over, in milliseconds: a year, a choice of the product.
  private static let reasonTerm: Int64 = 365 * 86_400_000

  /// The timetable in force, with the exceptions that end after a moment.
  func timetable(since time: Int64 = 0) throws -> Timetable {
    var timetable = Timetable()
    timetable.working[nil] = try policy().workingHours
    for row in try run("SELECT kind, member, group_id, week FROM hours WHERE school = $1 AND week IS NOT NULL") {
      let week = try translating { try Timetable.week(try row.text("week")) }
      if try row.text("kind") == "working" {
        timetable.working[try row.optionalID("member")] = week
      } else {
        timetable.lessons[try row.optionalID("group_id")] = week
      }
    }
    var found: [(id: String, exception: Timetable.Exception)] = []
    for row in try run(
      """
      SELECT timetable_exception.id, kind, from_at, until_at, timetable_exception_group.group_id
      FROM timetable_exception LEFT JOIN timetable_exception_group
        ON timetable_exception_group.school = timetable_exception.school
        AND timetable_exception_group.exception = timetable_exception.id
      WHERE timetable_exception.school = $1 AND until_at > $2
      ORDER BY from_at, timetable_exception.id, timetable_exception_group.group_id
      """, .integer(time))
    {
      let id = try row.text("id")
      if found.last?.id != id {
        let exception = Timetable.Exception(
          kind: try row.value("kind"), from: try row.integer("from_at"), until: try row.integer("until_at"))
        found.append((id, exception))
      }
      if let group: GroupID = try row.optionalID("group_id") {
        found[found.count - 1].exception.groups.insert(group)
      }
    }
    timetable.exceptions = found.map(\.exception)
    return timetable
  }

  fileprivate func set(_ week: Timetable.Week?, of holder: Timetable.Holder, by member: MemberID?) throws {
    let (kind, person, group): (String, MemberID?, GroupID?) =
      switch holder {
      case .working(let member): ("working", member, nil)
      case .lessons(let group): ("lessons", nil, group)
      }
    let rows = try run(
      """
      SELECT id FROM hours WHERE school = $1 AND kind = $2 AND COALESCE(member, '') = $3
        AND COALESCE(group_id, '') = $4
      """, .text(kind), .text(person?.rawValue ?? ""), .text(group?.rawValue ?? ""))
    let text = week.map(Timetable.text)
    let id: String
    if let row = rows.first {
      id = try row.text("id")
      try connection.update("hours", ["week": SQLValue(text)], school: school.id, id: id)
    } else {
      id = makeID("u")
      try connection.insert(
        into: "hours",
        [
          "school": SQLValue(school.id), "id": .text(id), "kind": .text(kind), "member": SQLValue(person),
          "group_id": SQLValue(group), "week": SQLValue(text),
        ])
    }
    try log(.hoursSet, by: member) {
      $0.member = person
      $0.group = group
      $0.item = "hours \(id)"
      $0.outcome = kind
    }
  }

  /// Writes down days of some groups that are not there yet.
  func add(_ daysOff: [(name: String, exception: Timetable.Exception)], by member: MemberID?) throws {
    if daysOff.isEmpty { return }
    guard let actor = try member.map(self.member) else {
      throw StoreError.invalid("Wie legt de vrije dagen van groepen vast? Geef --as.")
    }
    var known = Set(try timetable().exceptions)
    for (name, exception) in daysOff where known.insert(exception).inserted {
      for group in exception.groups { try require(group) }
      if let refusal = Timetable.refusal(ofExceptionFor: exception.groups, by: actor, at: at) {
        throw StoreError.notAllowed(refusal)
      }
      _ = try add(exception, reason: name, by: actor.id)
    }
  }

  fileprivate func add(_ exception: Timetable.Exception, reason: String, by member: MemberID) throws -> TimetableEntry {
    let id = ExceptionID(makeID("x"))
    let saved = try save(reason, about: nil, .register, due: exception.until + Self.reasonTerm)
    try connection.insert(
      into: "timetable_exception",
      [
        "school": SQLValue(school.id), "id": SQLValue(id), "kind": .text(exception.kind.rawValue),
        "from_at": .integer(exception.from), "until_at": .integer(exception.until), "added_by": SQLValue(member),
        "payload": .text(saved.id),
      ])
    for group in exception.groups.sorted() {
      try connection.insert(
        into: "timetable_exception_group",
        ["school": SQLValue(school.id), "exception": SQLValue(id), "group_id": SQLValue(group)])
    }
    try log(.exceptionAdded, by: member) {
      $0.item = "timetable_exception \(id)"
      $0.outcome = exception.kind.rawValue
      $0.commitments = [saved.id: saved.commitment]
    }
    return TimetableEntry(id: id, exception: exception, reason: reason, addedBy: member)
  }

  /// Exceptions that meet a condition, which may use `$2`.
  func exceptions(where condition: String, _ arguments: SQLValue...) throws -> [TimetableEntry] {
    try connection.run(
      """
      SELECT id, kind, from_at, until_at, added_by, payload FROM timetable_exception
      WHERE school = $1 AND \(condition) ORDER BY from_at, id
      """, [SQLValue(school.id)] + arguments
    ).map { row in
      let groups = try run(
        "SELECT group_id FROM timetable_exception_group WHERE school = $1 AND exception = $2",
        .text(try row.text("id")))
      return TimetableEntry(
        id: try row.id("id"),
        exception: Timetable.Exception(
          kind: try row.value("kind"), groups: Set(try groups.map { try $0.id("group_id") }),
          from: try row.integer("from_at"), until: try row.integer("until_at")),
        reason: try payload(try row.text("payload")), addedBy: try row.id("added_by"))
    }
  }

  /// Forgets when people worked who hold no role any more.
  func purgeHours() throws {
    let rows = try run(
      """
      SELECT member FROM hours WHERE school = $1 AND member IS NOT NULL AND week IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM assignment WHERE assignment.school = hours.school AND assignment.member = hours.member
          AND (assignment.until_at IS NULL OR assignment.until_at > $2))
      """, .integer(at))
    for row in rows { try set(nil, of: .working(try row.id("member")), by: nil) }
  }
}
