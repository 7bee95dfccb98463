public import Conduct

extension Store {
  /// What a roster would change in the register now; changes nothing.
  public func rosterPlan(_ roster: Roster, school: SchoolID, at time: Int64) async throws -> RosterPlan {
    try await read(school) { try RosterPlan(roster, against: $0.peopleRegister(at: time), at: time) }
  }

  /// Carries a roster out, all of it or nothing, and gives what was done. Doing so again changes nothing. A roster after
  /// which many pupils would be gone is refused with `invalid` unless `mayEndMany`. `actor` is who does so, and must be the
  /// director; nil is whoever administers the machine.
  public func adopt(
    _ roster: Roster, mayEndMany: Bool = false, by actor: MemberID? = nil, school: SchoolID, at time: Int64
  ) async throws -> RosterPlan {
    try await write(school, at: time) { transaction in
      if let member = try actor.map(transaction.member), !member.holds(.director, in: nil, at: time) {
        throw StoreError.notAllowed(.roleMayNot)
      }
      let plan = RosterPlan(roster, against: try transaction.peopleRegister(at: time), at: time)
      if plan.isDrastic, !mayEndMany {
        throw StoreError.invalid(
          "Er zouden \(plan.count(.end, of: .pupils)) leerlingen vertrekken en \(plan.renamed) een heel andere naam krijgen. "
            + "Is dit het goede en volledige bestand? Zo ja, geef dan --accept-leavers.")
      }
      if !plan.changesNothing { try transaction.carryOut(plan, by: actor) }
      return plan
    }
  }

  /// The groups, pupils, members and guardianships of a school.
  public func peopleRegister(school: SchoolID, at time: Int64) async throws -> PeopleRegister {
    try await read(school) { try $0.peopleRegister(at: time) }
  }

  /// Roles that files propose and nobody has decided on.
  public func roleProposals(school: SchoolID) async throws -> [RoleProposal] {
    try await read(school) { try $0.roleProposals(where: "state = 'open'") }
  }

  /// Accepts or refuses a proposed role; `member` is who decides, nil while the school has no director yet.
  public func decide(
    roleProposal number: Int, accept: Bool, by member: MemberID?, school: SchoolID, at time: Int64
  ) async throws -> RoleProposal {
    try await write(school, at: time) { transaction in
      guard
        let proposal = try transaction.roleProposals(where: "state = 'open' AND number = $2", SQLValue(number)).first
      else {
        throw StoreError.notFound("Voorgestelde rol", handle: String(number))
      }
      let actor = try member.map(transaction.member)
      let hasDirector = try transaction.members(where: "member.id <> ''").contains {
        $0.holds(.director, in: nil, at: time)
      }
      if let refusal = proposal.refusal(of: actor, director: hasDirector, at: time) {
        throw StoreError.notAllowed(refusal)
      }
      try transaction.settle(proposal, as: accept ? "accepted" : "refused", by: member)
      if accept {
        try transaction.add(
          Assignment(
            role: proposal.role, function: proposal.function, group: proposal.group, from: time, addedBy: member),
          to: proposal.member)
        transaction.forgetPeople()
        try transaction.reroute()
      }
      return proposal
    }
  }
}

extension Transaction {
  /// Ends the waiting of a proposal.
  func settle(_ proposal: RoleProposal, as state: String, by member: MemberID?) throws {
    try connection.update(
      "role_proposal",
      ["state": .text(state), "decided_by": SQLValue(member), "decided_at": .integer(at)], school: school.id,
      where: ["number": SQLValue(proposal.number)])
    try log(.roleProposalDecided, by: member) {
      $0.member = proposal.member
      $0.role = proposal.role
      $0.group = proposal.group
      $0.outcome = state
    }
  }

  /// Proposals that meet a condition, which may use `$2`.
  func roleProposals(where condition: String, _ more: SQLValue...) throws -> [RoleProposal] {
    try connection.run(
      """
      SELECT number, member, role, function, group_id FROM role_proposal WHERE school = $1 AND \(condition)
      ORDER BY number
      """, [SQLValue(school.id)] + more
    ).map { row in
      RoleProposal(
        number: try row.int("number"), member: try row.id("member"), role: try row.value("role"),
        function: row["function"] == .null ? nil : try row.value("function") as Assignment.Function,
        group: try row.optionalID("group_id"))
    }
  }

  /// The pupils that meet a condition, which may use `$2`, without their groups.
  func pupils(where condition: String, _ more: SQLValue...) throws -> [Pupil] {
    try connection.run(
      """
      SELECT pupil.id, pupil.until_at, pupil.payload, payload.box FROM pupil
        LEFT JOIN payload ON payload.school = pupil.school AND payload.id = pupil.payload
      WHERE pupil.school = $1 AND \(condition) ORDER BY pupil.created_at, pupil.id
      """, [SQLValue(school.id)] + more
    ).map { row in
      let id: PupilID = try row.id("id")
      var record = PupilRecord(name: PersonName(given: "(gewist)"))
      if row["box"] != .null {
        let plain = try key.plain(try row.bytes("box"), name: name(of: try row.text("payload")))
        record = try Self.decode(plain, what: "leerling \(id)")
      }
      return Pupil(id: id, name: record.name, rosterKey: record.rosterKey, until: try row.optionalInteger("until_at"))
    }
  }

  /// The name of a pupil, for whoever may see what is about the child.
  func nameOfPupil(_ id: PupilID) throws -> String {
    try pupils(where: "pupil.id = $2", SQLValue(id)).first?.name.full ?? PostingRule.someonePast
  }

  /// All people and groups, past pupils and groups included.
  func peopleRegister(at time: Int64) throws -> PeopleRegister {
    var groups: [PupilID: Set<GroupID>] = [:]
    for row in try run("SELECT pupil, group_id FROM pupil_group WHERE school = $1 AND until_at IS NULL") {
      groups[try row.id("pupil"), default: []].insert(try row.id("group_id"))
    }
    let pupils = try self.pupils(where: "pupil.id <> ''").map { pupil in
      var pupil = pupil
      pupil.groups = groups[pupil.id] ?? []
      return pupil
    }
    var (guardianships, past): ([Guardianship], [Guardianship]) = ([], [])
    for row in try run("SELECT member, pupil, informed, until_at FROM guardianship WHERE school = $1") {
      let one = Guardianship(
        member: try row.id("member"), pupil: try row.id("pupil"), isInformed: try row.flag("informed"))
      if row["until_at"] == .null { guardianships.append(one) } else { past.append(one) }
    }
    return PeopleRegister(
      groups: try self.groups(),
      pupils: pupils,
      members: try members(where: "member.id <> ''"),
      guardianships: guardianships, past: past,
      proposals: try roleProposals(where: "state IN ('open', 'refused')"))
  }
}

/// What of a pupil is personal, and therefore encrypted.
struct PupilRecord: Codable {
  var name: PersonName
  var rosterKey: String?
}
