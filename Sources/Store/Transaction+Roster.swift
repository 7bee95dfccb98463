import Conduct

extension Transaction {
  /// How long the name of a pupil who left is kept, in milliseconds, so that a wrong file can be made good: 28 days, a
  /// choice of the product.
  private static let keptAfterLeaving: Int64 = 28 * 86_400_000

  /// Does what a plan says; `actor` lets the parents into their groups.
  func carryOut(_ plan: RosterPlan, by actor: MemberID?) throws {
    let groups = try plan.groups.map(carryOut)
    let pupils = try plan.pupils.map { try carryOut($0, groups) }
    let members = try plan.members.map { try carryOut($0, pupils) }
    for (step, member) in zip(plan.members, members) where step.isWorker == true {
      let isKnown = try self.member(member).works(at: at)
      if !isKnown { try add(Assignment(role: .staff, from: at, addedBy: actor), to: member) }
    }
    for step in plan.proposals {
      try propose(
        RoleProposal(
          number: 0, member: members[step.member], role: step.role, function: step.function,
          group: step.group.map { groups[$0] }))
    }
    forgetPeople()
    try alignGuardians(by: actor)
    try log(.rosterAdopted, by: nil) { body in
      var counts: [String: Int] = [:]
      for part in Roster.Part.allCases {
        for action in RosterPlan.Action.allCases where action != .keep {
          counts["\(part.rawValue).\(action.rawValue)"] = plan.count(action, of: part)
        }
      }
      body.counts = counts.filter { $0.value > 0 }
      body.outcome = plan.formats.map(\.rawValue).sorted().joined(separator: " ")
    }
    forgetPeople()
    try reroute()
  }

  private func carryOut(_ step: RosterPlan.GroupStep) throws -> GroupID {
    let id = step.id ?? GroupID(makeID("g"))
    switch (step.action, step.id) {
    case (.keep, _): return id
    case (.end, _):
      try connection.update("school_group", ["until_at": .integer(at)], school: school.id, id: id.rawValue)
      try log(.groupEnded, by: nil) { $0.group = id }
    case (_, nil):
      try connection.insert(
        into: "school_group",
        [
          "school": SQLValue(school.id), "id": SQLValue(id), "name": .text(step.name), "external_id": .null,
          "kind": .text(step.kind.rawValue), "years": SQLValue(step.years), "roster_key": SQLValue(step.rosterKey),
        ])
      try log(.groupAdded, by: nil) { $0.group = id }
    case (_, _?):
      try connection.update(
        "school_group",
        [
          "name": .text(step.name), "kind": .text(step.kind.rawValue), "years": SQLValue(step.years),
          "roster_key": SQLValue(step.rosterKey), "until_at": .null,
        ], school: school.id, id: id.rawValue)
      try log(.groupChanged, by: nil) { $0.group = id }
    }
    return id
  }

  private func carryOut(_ step: RosterPlan.PupilStep, _ groups: [GroupID]) throws -> PupilID {
    let id = step.id ?? PupilID(makeID("l"))
    if step.action == .keep { return id }
    let wanted = step.action == .end ? [] : Set(step.groups.map { groups[$0] })
    var commitments: [String: String]?
    if step.action == .end {
      try connection.update("pupil", ["until_at": .integer(at)], school: school.id, id: id.rawValue)
      try keep([try payloadID(of: id)], as: .register, until: at + Self.keptAfterLeaving)
      let rows = try run(
        "SELECT member FROM guardianship WHERE school = $1 AND pupil = $2 AND until_at IS NULL", SQLValue(id))
      for row in rows { try end(guardianOf: id, try row.id("member")) }
    } else {
      let record = PupilRecord(name: step.name, rosterKey: step.rosterKey)
      let saved = try save(try Self.json(record), about: nil, .register, due: nil)
      commitments = [saved.id: saved.commitment]
      if step.id == nil {
        try connection.insert(
          into: "pupil",
          [
            "school": SQLValue(school.id), "id": SQLValue(id), "payload": .text(saved.id), "created_at": .integer(at),
            "until_at": .null,
          ])
      } else {
        try keep([try payloadID(of: id)], as: .register, until: at)
        try reopenGuardianships(of: id)
        try connection.update(
          "pupil", ["payload": .text(saved.id), "until_at": .null], school: school.id, id: id.rawValue)
      }
    }
    try move(id, to: wanted)
    let kind: Event.Kind = step.action == .end ? .pupilEnded : step.id == nil ? .pupilAdded : .pupilChanged
    try log(kind, by: nil) {
      $0.item = "pupil \(id)"
      $0.commitments = commitments
    }
    return id
  }

  /// Whoever was the guardian when the pupil left is so again when the pupil comes back.
  private func reopenGuardianships(of pupil: PupilID) throws {
    let rows = try run(
      """
      SELECT guardianship.member FROM guardianship
        JOIN pupil ON pupil.school = guardianship.school AND pupil.id = guardianship.pupil
      WHERE guardianship.school = $1 AND guardianship.pupil = $2 AND guardianship.until_at = pupil.until_at
      """, SQLValue(pupil))
    for row in rows {
      try connection.update(
        "guardianship", ["until_at": .null], school: school.id,
        where: ["member": .text(try row.text("member")), "pupil": SQLValue(pupil)])
    }
  }

  private func payloadID(of pupil: PupilID) throws -> String {
    let rows = try run("SELECT payload FROM pupil WHERE school = $1 AND id = $2", SQLValue(pupil))
    guard let row = rows.first else { throw StoreError.notFound("Leerling", handle: pupil.rawValue) }
    return try row.text("payload")
  }

  /// Puts a pupil in these groups and no other.
  private func move(_ pupil: PupilID, to groups: Set<GroupID>) throws {
    var missing = groups
    let rows = try run(
      "SELECT number, group_id FROM pupil_group WHERE school = $1 AND pupil = $2 AND until_at IS NULL", SQLValue(pupil))
    for row in rows where missing.remove(try row.id("group_id")) == nil {
      try connection.update(
        "pupil_group", ["until_at": .integer(at)], school: school.id,
        where: ["pupil": SQLValue(pupil), "number": .integer(try row.integer("number"))])
    }
    for group in missing.sorted() {
      let number = try nextNumber(in: "pupil_group", where: "pupil = $2", SQLValue(pupil))
      try connection.insert(
        into: "pupil_group",
        [
          "school": SQLValue(school.id), "pupil": SQLValue(pupil), "number": SQLValue(number),
          "group_id": SQLValue(group), "from_at": .integer(at), "until_at": .null,
        ])
    }
  }

  private func carryOut(_ step: RosterPlan.MemberStep, _ pupils: [PupilID]) throws -> MemberID {
    guard step.action != .keep else { return try known(step) }
    var member: Member
    if let id = step.id {
      member = try self.member(id)
    } else {
      var handle = RosterKey.portalName(in: step.rosterKey) ?? step.email?.lowercased()
      if let taken = handle, try self.member(externalID: taken) != nil { handle = nil }
      member = Member(
        id: MemberID(makeID("m")), account: AccountID(makeID("a")), name: step.name, externalID: handle)
    }
    if step.action != .end {
      member.name = step.name
      member.parts = step.parts
      member.email = step.email
      member.rosterKey = step.rosterKey
      try step.id == nil ? insert(member) : change(member)
      if let children = step.children { try give(member.id, children.map { (pupils[$0.key], $0.value) }) }
    } else if step.isWorker == false {
      for held in member.assignments where held.isHeld(at: at) && held.role != .parent && held.inPlaceOf == nil {
        try end(
          held.role, in: held.group, of: member.id, where: "COALESCE(function, '') = $5",
          .text(held.function?.rawValue ?? ""))
      }
      try withdrawProposals(of: member.id)
    } else {
      for row in try run(
        "SELECT pupil FROM guardianship WHERE school = $1 AND member = $2 AND until_at IS NULL", SQLValue(member.id))
      {
        try end(guardianOf: try row.id("pupil"), member.id)
      }
      try log(.guardianshipsChanged, by: nil) { $0.member = member.id }
    }
    return member.id
  }

  private func known(_ step: RosterPlan.MemberStep) throws -> MemberID {
    guard let id = step.id else { throw StoreError.damaged("een stap zonder lid") }
    return id
  }

  /// Makes a member the guardian of these pupils and of no other.
  private func give(_ member: MemberID, _ children: [(pupil: PupilID, isInformed: Bool)]) throws {
    var held: [PupilID: (isInformed: Bool, isOver: Bool)] = [:]
    for row in try run(
      "SELECT pupil, informed, until_at FROM guardianship WHERE school = $1 AND member = $2", SQLValue(member))
    {
      held[try row.id("pupil")] = (try row.flag("informed"), row["until_at"] != .null)
    }
    var isChanged = false
    for (pupil, isInformed) in children.sorted(by: { $0.pupil < $1.pupil }) {
      if let known = held.removeValue(forKey: pupil) {
        if known.isInformed == isInformed && !known.isOver { continue }
        try connection.update(
          "guardianship", ["informed": SQLValue(isInformed), "until_at": .null], school: school.id,
          where: ["member": SQLValue(member), "pupil": SQLValue(pupil)])
      } else {
        try connection.insert(
          into: "guardianship",
          [
            "school": SQLValue(school.id), "member": SQLValue(member), "pupil": SQLValue(pupil),
            "informed": SQLValue(isInformed), "from_at": .integer(at), "until_at": .null,
          ])
      }
      isChanged = true
    }
    for (pupil, known) in held.sorted(by: { $0.key < $1.key }) where !known.isOver {
      try end(guardianOf: pupil, member)
      isChanged = true
    }
    if isChanged { try log(.guardianshipsChanged, by: nil) { $0.member = member } }
  }

  private func end(guardianOf pupil: PupilID, _ member: MemberID) throws {
    try connection.update(
      "guardianship", ["until_at": .integer(at)], school: school.id,
      where: ["member": SQLValue(member), "pupil": SQLValue(pupil)])
  }

  /// Nobody is given a role that was proposed before leaving.
  private func withdrawProposals(of member: MemberID) throws {
    for proposal in try roleProposals(where: "state = 'open' AND member = $2", SQLValue(member)) {
      try settle(proposal, as: "withdrawn", by: nil)
    }
  }

  private func propose(_ proposal: RoleProposal) throws {
    try connection.insert(
      into: "role_proposal",
      [
        "school": SQLValue(school.id), "number": SQLValue(try nextNumber(in: "role_proposal")),
        "member": SQLValue(proposal.member), "role": .text(proposal.role.rawValue),
        "function": SQLValue(proposal.function?.rawValue), "group_id": SQLValue(proposal.group),
        "state": .text("open"), "proposed_at": .integer(at), "decided_by": .null, "decided_at": .null,
      ])
    try log(.roleProposed, by: nil) {
      $0.member = proposal.member
      $0.role = proposal.role
      $0.group = proposal.group
    }
  }

  /// Puts every guardian in the groups of the own children and the school's, and out of those of children who left; a role
  /// that was given by hand in another class stays. Guardians of one child are one family, so that neither handles what
  /// concerns the other.
  private func alignGuardians(by actor: MemberID?) throws {
    let register = try peopleRegister(at: at)
    let schoolwide = Set(register.groups.lazy.filter { $0.kind == .school }.map(\.id))
    var ever: [MemberID: Set<GroupID>] = [:]
    for row in try run(
      """
      SELECT DISTINCT guardianship.member, pupil_group.group_id FROM guardianship
        JOIN pupil_group ON pupil_group.school = guardianship.school AND pupil_group.pupil = guardianship.pupil
      WHERE guardianship.school = $1
      """)
    {
      ever[try row.id("member"), default: schoolwide].insert(try row.id("group_id"))
    }
    let groups = register.groupsOfGuardians()
    for member in register.members {
      guard let reached = ever[member.id] else { continue }
      let wanted = groups[member.id] ?? []
      let held = member.assignments.filter {
        $0.role == .parent && $0.function == nil && $0.inPlaceOf == nil && $0.isHeld(at: at)
      }
      for assignment in held {
        guard let group = assignment.group, reached.contains(group), !wanted.contains(group) else { continue }
        try end(.parent, in: group, of: member.id, where: "function IS NULL")
      }
      for group in wanted.subtracting(held.compactMap(\.group)).sorted() {
        try add(Assignment(role: .parent, group: group, from: at, addedBy: actor), to: member.id)
      }
    }
    try alignFamilies(register)
  }

  private func alignFamilies(_ register: PeopleRegister) throws {
    var families = Dictionary(register.members.map { ($0.id, $0.family) }) { first, _ in first }
    for (_, guardianships) in Dictionary(grouping: register.guardianships, by: \.pupil).sorted(by: { $0.key < $1.key })
    {
      let members = guardianships.map(\.member).sorted()
      let family = members.lazy.compactMap { families[$0] ?? nil }.first ?? FamilyID(makeID("f"))
      for member in members where families[member] == .some(nil) {
        families[member] = .some(family)
        try connection.update("member", ["family": SQLValue(family)], school: school.id, id: member.rawValue)
        try log(.memberChanged, by: nil) { $0.member = member }
      }
    }
  }
}
