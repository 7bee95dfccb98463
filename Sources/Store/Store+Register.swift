public import Conduct

/// A member as an import or a form brings one in.
public struct MemberDraft: Hashable, Sendable {
  /// The name as the portal shows it.
  public var name: String
  /// The portal's own name for the person, when it has one.
  public var externalID: String?
  /// The sign-in; nil makes a new one.
  public var account: AccountID?
  /// The family, when it is known.
  public var family: FamilyID?
  /// The roles; at least one.
  public var assignments: [Assignment]

  /// Makes a draft.
  public init(
    name: String, externalID: String? = nil, account: AccountID? = nil, family: FamilyID? = nil,
    assignments: [Assignment]
  ) {
    self.name = name
    self.externalID = externalID
    self.account = account
    self.family = family
    self.assignments = assignments
  }
}

extension Store {
  /// Adds a group; the same external id again gives the group that is there.
  public func addGroup(
    name: String, externalID: String? = nil, kind: Group.Kind = .class, school: SchoolID, at time: Int64
  ) async throws -> Group {
    if name.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Een groep heeft een naam nodig.") }
    return try await write(school, at: time) { transaction in
      if let externalID, let known = try transaction.groups().first(where: { $0.externalID == externalID }) {
        return known
      }
      let group = Group(id: GroupID(makeID("g")), name: name, externalID: externalID, kind: kind)
      try transaction.connection.insert(
        into: "school_group",
        [
          "school": SQLValue(school), "id": SQLValue(group.id), "name": .text(name),
          "external_id": SQLValue(externalID), "kind": .text(kind.rawValue),
        ])
      try transaction.log(.groupAdded, by: nil) { $0.group = group.id }
      return group
    }
  }

  /// The groups of a school, by name; those that ended are left out.
  public func groups(school: SchoolID) async throws -> [Group] {
    try await read(school) { try $0.groups().filter { $0.until == nil } }
  }

  /// Adds a member with roles; the same external id again gives the member that is there, roles unchanged. `actor` is who
  /// does so, and is refused what that person may not give; without one it is whoever administers the machine, and the
  /// roles may say who gave them elsewhere.
  public func addMember(
    _ draft: MemberDraft, by actor: MemberID? = nil, school: SchoolID, at time: Int64
  ) async throws -> Member {
    if draft.name.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Een lid heeft een naam nodig.") }
    if draft.assignments.isEmpty { throw StoreError.invalid("Een lid heeft ten minste één rol nodig.") }
    return try await write(school, at: time) { transaction in
      let assignments = try transaction.given(draft.assignments, by: actor)
      if let externalID = draft.externalID, let known = try transaction.member(externalID: externalID) { return known }
      let account = draft.account ?? AccountID(makeID("a"))
      let member = Member(
        id: MemberID(makeID("m")), account: account, name: draft.name, externalID: draft.externalID,
        family: draft.family, assignments: assignments)
      try transaction.insert(member)
      for assignment in assignments { try transaction.add(assignment, to: member.id) }
      return member
    }
  }

  /// Gives a member a role; `actor` as for `addMember`.
  public func assign(
    _ assignment: Assignment, to member: MemberID, by actor: MemberID? = nil, school: SchoolID, at time: Int64
  ) async throws {
    try await write(school, at: time) { transaction in
      _ = try transaction.member(member)
      for assignment in try transaction.given([assignment], by: actor) { try transaction.add(assignment, to: member) }
    }
  }

  /// Ends a role that a member holds, in one group or in the whole school; `actor` as for `addMember`.
  public func end(
    _ role: Role, in group: GroupID?, of member: MemberID, by actor: MemberID? = nil, school: SchoolID, at time: Int64
  ) async throws {
    try await write(school, at: time) { transaction in
      _ = try transaction.member(member)
      _ = try transaction.given([Assignment(role: role, group: group, from: time)], by: actor)
      guard try transaction.end(role, in: group, of: member, by: actor) else {
        throw StoreError.notFound("Rol", handle: role.rawValue)
      }
      transaction.forgetPeople()
      try transaction.reroute()
    }
  }

  /// The members of a school, by name.
  public func members(school: SchoolID) async throws -> [Member] {
    try await read(school) { try $0.members(where: "member.id <> ''").sorted { ($0.name, $0.id) < ($1.name, $1.id) } }
  }

  /// The names of some members, as the portal shows them.
  public func names(of members: Set<MemberID>, school: SchoolID) async throws -> [MemberID: String] {
    try await read(school) { transaction in
      try Dictionary(uniqueKeysWithValues: members.map { ($0, try transaction.member($0).name) })
    }
  }

  /// A member by id or by the portal's own name; throws `notFound`.
  public func member(_ handle: String, school: SchoolID) async throws -> Member {
    try await read(school) { transaction in
      if let member = try transaction.member(externalID: handle) { return member }
      return try transaction.member(MemberID(handle))
    }
  }
}

/// What of a member is personal, and therefore encrypted.
private struct MemberRecord: Codable {
  var name: String
  var externalID: String?
  var parts: PersonName?
  var email: String?
  var rosterKey: String?

  init(of member: Member) {
    name = member.name
    externalID = member.externalID
    parts = member.parts
    email = member.email
    rosterKey = member.rosterKey
  }

  /// What is left of somebody whose name was deleted.
  init() { name = "(gewist)" }
}

extension Transaction {
  func groups() throws -> [Group] {
    try run(
      """
      SELECT id, name, external_id, kind, years, until_at, roster_key FROM school_group WHERE school = $1
      ORDER BY name, id
      """
    ).map { row in
      Group(
        id: try row.id("id"), name: try row.text("name"), externalID: try row.optionalText("external_id"),
        kind: row["kind"] == .null ? .class : try row.value("kind"), years: try row.optionalText("years"),
        until: try row.optionalInteger("until_at"), rosterKey: try row.optionalText("roster_key"))
    }
  }

  /// Writes down a new member, without roles.
  func insert(_ member: Member) throws {
    if try run("SELECT id FROM account WHERE school = $1 AND id = $2", SQLValue(member.account)).isEmpty {
      try connection.insert(into: "account", ["school": SQLValue(school.id), "id": SQLValue(member.account)])
    }
    let saved = try save(try Self.json(MemberRecord(of: member)), about: member.id, .register, due: nil)
    try connection.insert(
      into: "member",
      [
        "school": SQLValue(school.id), "id": SQLValue(member.id), "account": SQLValue(member.account),
        "family": SQLValue(member.family),
        "lookup": member.externalID.map { .bytes(key.fingerprint($0, purpose: "member")) } ?? .null,
        "payload": .text(saved.id), "created_at": .integer(at),
      ])
    try log(.memberAdded, by: nil) {
      $0.member = member.id
      $0.commitments = [saved.id: saved.commitment]
    }
  }

  /// Writes down what a member is called now; what was written before is deleted at the next purge.
  func change(_ member: Member) throws {
    let rows = try run("SELECT payload FROM member WHERE school = $1 AND id = $2", SQLValue(member.id))
    try keep(try rows.map { try $0.text("payload") }, as: .register, until: at)
    let saved = try save(try Self.json(MemberRecord(of: member)), about: member.id, .register, due: nil)
    try connection.update("member", ["payload": .text(saved.id)], school: school.id, id: member.id.rawValue)
    try log(.memberChanged, by: nil) {
      $0.member = member.id
      $0.commitments = [saved.id: saved.commitment]
    }
    forgetPeople()
  }

  func member(externalID: String) throws -> Member? {
    try members(where: "member.lookup = $2", .bytes(key.fingerprint(externalID, purpose: "member"))).first
  }

  /// Members with their roles; the condition is about `member` and may use `$2`.
  func members(where condition: String, _ argument: SQLValue...) throws -> [Member] {
    try members(where: condition, argument)
  }

  /// Members with their roles; the condition is about `member` and may use `$2` and further places.
  func members(where condition: String, _ argument: [SQLValue]) throws -> [Member] {
    let chosen = "member.school = $1 AND \(condition)"
    let arguments = [SQLValue(school.id)] + argument
    let rows = try connection.run(
      """
      SELECT member.id, member.account, member.family, member.payload, payload.box,
        (SELECT COUNT(*) FROM member other
          WHERE other.school = member.school AND other.account = member.account) AS selves
      FROM member LEFT JOIN payload ON payload.school = member.school AND payload.id = member.payload
      WHERE \(chosen)
      """, arguments)
    if rows.isEmpty { return [] }
    let assignments = try assignments(where: chosen, arguments)
    let absences = try connection.run(
      """
      SELECT DISTINCT absence.id, absence.member, absence.deputy, absence.from_at, absence.until_at FROM member
        JOIN absence ON absence.school = member.school AND (absence.member = member.id OR absence.deputy = member.id)
      WHERE \(chosen) ORDER BY absence.from_at, absence.id
      """, arguments
    ).map(Absence.init)
    return try rows.map { row in
      let id: MemberID = try row.id("id")
      let record: MemberRecord
      if row["box"] == .null {
        record = MemberRecord()
      } else {
        record = try Self.decode(
          try key.plain(try row.bytes("box"), name: name(of: try row.text("payload"))), what: "lid \(id)")
      }
      var member = Member(
        id: id, account: try row.id("account"), name: record.name, externalID: record.externalID,
        family: try row.optionalID("family"), assignments: assignments[id] ?? [])
      member.parts = record.parts
      member.email = record.email
      member.rosterKey = record.rosterKey
      if try row.int("selves") > 1 {
        let others = try run("SELECT id FROM member WHERE school = $1 AND account = $2", SQLValue(member.account))
        member.others = Set(try others.map { try $0.id("id") }).subtracting([id])
      }
      member.absences = absences.filter { $0.member == id }
      for absence in absences where absence.deputy == id {
        let absent = try self.assignments(
          where: "member.school = $1 AND member.id = $2", [SQLValue(school.id), SQLValue(absence.member)])
        member.assignments += absence.deputed(absent[absence.member] ?? [])
      }
      return member
    }
  }

  /// The roles that members hold in their own right.
  private func assignments(where chosen: String, _ arguments: [SQLValue]) throws -> [MemberID: [Assignment]] {
    let rows = try connection.run(
      """
      SELECT assignment.member, assignment.role, assignment.function, assignment.group_id, assignment.from_at,
        assignment.until_at, assignment.added_by
      FROM member JOIN assignment ON assignment.school = member.school AND assignment.member = member.id
      WHERE \(chosen) ORDER BY assignment.member, assignment.number
      """, arguments)
    return try rows.reduce(into: [:]) { found, row in
      found[try row.id("member"), default: []].append(try Assignment(row))
    }
  }

  /// Ends a role that lasts, in one group or in the whole school, and logs it; false when it is not held. A further
  /// condition may use `$5`.
  @discardableResult
  func end(
    _ role: Role, in group: GroupID?, of member: MemberID, by actor: MemberID? = nil, where condition: String? = nil,
    _ more: SQLValue...
  ) throws -> Bool {
    let rest = condition.map { " AND \($0)" } ?? ""
    let rows = try connection.run(
      """
      SELECT number, from_at FROM assignment
      WHERE school = $1 AND until_at IS NULL AND member = $2 AND role = $3 AND COALESCE(group_id, '') = $4\(rest)
      """,
      [SQLValue(school.id), SQLValue(member), .text(role.rawValue), .text(group?.rawValue ?? "")] + more)
    if rows.isEmpty { return false }
    for row in rows {
      try connection.update(
        "assignment", ["until_at": .integer(max(at, try row.integer("from_at") + 1))], school: school.id,
        where: ["member": SQLValue(member), "number": .integer(try row.integer("number"))])
    }
    try log(.roleEnded, by: actor) {
      $0.member = member
      $0.role = role
      $0.group = group
    }
    return true
  }

  /// Roles with who gives them; throws `notAllowed` when that person may not.
  func given(_ assignments: [Assignment], by actor: MemberID?) throws -> [Assignment] {
    guard let actor else {
      for adder in assignments.compactMap(\.addedBy) { try require(adder) }
      return assignments
    }
    let member = try member(actor)
    return try assignments.map { assignment in
      if let refusal = assignment.refusal(ofBeingGivenBy: member, at: at) { throw StoreError.notAllowed(refusal) }
      var given = assignment
      given.addedBy = actor
      return given
    }
  }

  /// Adds one role and logs it.
  func add(_ assignment: Assignment, to member: MemberID) throws {
    if let until = assignment.until, until <= assignment.from {
      throw StoreError.invalid("Een rol eindigt na haar begin.")
    }
    try require(assignment.group)
    let number = try nextNumber(in: "assignment", where: "member = $2", SQLValue(member))
    try connection.insert(
      into: "assignment",
      [
        "school": SQLValue(school.id), "member": SQLValue(member), "number": SQLValue(number),
        "role": .text(assignment.role.rawValue), "function": SQLValue(assignment.function?.rawValue),
        "group_id": SQLValue(assignment.group), "from_at": .integer(assignment.from),
        "until_at": SQLValue(assignment.until), "added_by": SQLValue(assignment.addedBy),
      ])
    try log(.roleGiven, by: assignment.addedBy) {
      $0.member = member
      $0.role = assignment.role
      $0.group = assignment.group
    }
  }
}

extension Assignment {
  init(_ row: SQLRow) throws {
    self.init(
      role: try row.value("role"),
      function: row["function"] == .null ? nil : try row.value("function") as Assignment.Function,
      group: try row.optionalID("group_id"), from: try row.integer("from_at"),
      until: try row.optionalInteger("until_at"), addedBy: try row.optionalID("added_by"))
  }
}
