extension RosterPlanMaking {
  /// Adds a step for a person, or gives the one that is there: a teacher may be a parent too.
  private mutating func step(
    _ key: String?, _ email: String?, _ name: PersonName, isWorker: Bool, fallback: String, _ plan: inout RosterPlan
  ) -> Int {
    let isOnlyOne = bearers[name.folded, default: 0] <= 1
    let member = members.find(key: key, email: email, name: name, isWorker: isOnlyOne ? isWorker : nil, at: time)
    let address = email?.lowercased()
    var known = member.flatMap { memberSteps[$0.id] } ?? key.flatMap { handles[$0] }
    if known == nil, let other = address.flatMap({ handles[$0] }) {
      // One address may be a family's or a school's: with two keys it is one person only when the name says so too.
      let step = plan.members[other]
      let isNamed = name.isEmpty || step.parts.isEmpty || step.parts.folded == name.folded
      let isFree =
        key == nil || step.rosterKey.map { RosterKey.portalName(in: $0) != nil } != false
        || (step.isWorker == true) != isWorker
      if isNamed && isFree { known = other }
    }
    if let key { handles[key] = known ?? plan.members.count }
    if let address, handles[address] == nil { handles[address] = known ?? plan.members.count }
    if let known { return known }
    let parts = name.isEmpty ? member?.parts ?? name : name
    let shown = name.isEmpty ? member?.name ?? fallback : name.full
    var action = RosterPlan.Action.add
    if let member {
      let isSame =
        member.name == shown && (email == nil || member.email == email)
        && (key == nil || member.rosterKey == nil || member.rosterKey == key)
      action = isSame ? .keep : .change
      memberSteps[member.id] = plan.members.count
    }
    // Whoever was added by hand gets no key, and so is never ended by a file.
    let rosterKey =
      member == nil
      ? key ?? address.map { RosterKey.make($0, of: RosterKey.portal) } : member?.rosterKey.map { key ?? $0 }
    plan.members.append(
      RosterPlan.MemberStep(
        id: member?.id, action: action, rosterKey: rosterKey, name: shown, parts: parts, email: email ?? member?.email))
    return plan.members.count - 1
  }

  mutating func makeGuardians(
    _ plan: inout RosterPlan, named: [String: [(step: Int, born: Day?)]]
  ) {
    let numbers = Dictionary(
      plan.pupils.enumerated().compactMap { number, step in step.id.map { ($0, number) } }
    ) { first, _ in first }
    let present = Dictionary(grouping: register.guardianships, by: \.member)
    let past = Dictionary(grouping: register.past, by: \.member)
    for guardian in roster.guardians {
      let children = guardian.pupils.compactMap { pupil($0, named, at: guardian.place, &plan) }
      guard let first = children.min() else {
        plan.refuse("deze ouder hoort bij geen leerling van de school", at: guardian.place)
        continue
      }
      let number = step(
        guardian.key, guardian.email, guardian.name, isWorker: false,
        fallback: "Ouder van \(plan.pupils[first].name.full)", &plan)
      let id = plan.members[number].id
      let now = Self.children(id.flatMap { present[$0] }, numbers)
      let before = Self.children(id.flatMap { past[$0] }, numbers)
      var all = plan.members[number].children ?? [:]
      // A file that says nothing of information leaves it as it is; both guardians have a right to it unless told otherwise.
      // Of two rows about one child the stricter one holds.
      for child in children {
        let isInformed = guardian.isInformed ?? now[child] ?? before[child] ?? true
        all[child] = isInformed && all[child] != false
      }
      seenGuardians.insert(number)
      plan.members[number].children = all
      let isSame = all.allSatisfy { now[$0.key] == $0.value }
      if plan.members[number].action == .keep, !isSame { plan.members[number].action = .change }
    }
    endGuardianships(&plan, present, numbers)
  }

  private static func children(_ guardianships: [Guardianship]?, _ numbers: [PupilID: Int]) -> [Int: Bool] {
    Dictionary((guardianships ?? []).compactMap { one in numbers[one.pupil].map { ($0, one.isInformed) } }) {
      first, _ in
      first
    }
  }

  /// A guardian whom a complete file names without a child any more is that child's guardian no longer.
  private func endGuardianships(
    _ plan: inout RosterPlan, _ present: [MemberID: [Guardianship]], _ numbers: [PupilID: Int]
  ) {
    for number in plan.members.indices {
      guard let id = plan.members[number].id, let children = plan.members[number].children else { continue }
      let others = (present[id] ?? []).compactMap { one in numbers[one.pupil].map { ($0, one.isInformed) } }
        .filter { children[$0.0] == nil }
      if others.isEmpty { continue }
      if isComplete(.guardians, for: plan.members[number].rosterKey) {
        if plan.members[number].action == .keep { plan.members[number].action = .change }
      } else {
        plan.members[number].children?.merge(others) { first, _ in first }
      }
    }
  }

  private func pupil(
    _ reference: Roster.PupilReference, _ named: [String: [(step: Int, born: Day?)]], at place: String,
    _ plan: inout RosterPlan
  ) -> Int? {
    switch reference {
    case .key(let key):
      if let number = pupilSteps[key] { return number }
      plan.remark("leerling \(RosterKey.name(in: key)) staat nergens", at: place)
      return nil
    case .named(let name, let born):
      let all = named[name.folded] ?? []
      let exact = born == nil ? [] : all.filter { $0.born == born }
      let fitting = exact.isEmpty ? all.filter { born == nil || $0.born == nil || $0.born == born } : exact
      if let only = fitting.first, fitting.count == 1 { return only.step }
      plan.refuse(
        fitting.isEmpty
          ? "leerling \(name.full) staat nergens"
          : "er zijn \(fitting.count) leerlingen met de naam \(name.full); geef het bestand met leerlingen en "
            + "geboortedatums er in dezelfde opdracht bij", at: place)
      return nil
    }
  }

  mutating func makeWorkers(_ plan: inout RosterPlan) {
    for worker in roster.workers {
      let number = step(worker.key, worker.email, worker.name, isWorker: true, fallback: worker.key, &plan)
      seenWorkers.insert(number)
      let member = plan.members[number].id.flatMap { members[$0] }
      plan.members[number].isWorker = true
      if plan.members[number].action == .keep, let member, !member.works(at: time) {
        plan.members[number].action = .change
      }
      for proposal in worker.proposals {
        let group = proposal.group.flatMap { groupSteps[$0] }
        if let key = proposal.group, group == nil {
          plan.remark(
            "\(worker.name.full) hoort bij groep \(RosterKey.name(in: key)), maar die staat nergens", at: worker.place)
          continue
        }
        let groupID = group.flatMap { plan.groups[$0].id }
        let isHeld = member?.assignments.contains { held in
          held.isHeld(at: time) && held.role == proposal.role && held.function == proposal.function
            && (group == nil ? held.group == nil : held.group != nil && held.group == groupID)
        }
        let isKnown = register.proposals.contains { known in
          known.member == member?.id && known.role == proposal.role && known.function == proposal.function
            && known.group == groupID && (group == nil || groupID != nil)
        }
        let step = RosterPlan.ProposalStep(
          member: number, role: proposal.role, function: proposal.function, group: group)
        if isHeld != true, !isKnown, !plan.proposals.contains(step) { plan.proposals.append(step) }
      }
    }
  }

  /// Parents and staff who are missing from a file that names all of them have left; a director or somebody of the board is
  /// only named, since a school without one stands open.
  func endMembers(_ plan: inout RosterPlan) {
    for member in register.members {
      let number = memberSteps[member.id]
      func ends(_ part: Roster.Part, _ seen: Set<Int>) -> Bool {
        isComplete(part, for: member.rosterKey) && number.map(seen.contains) != true
      }
      if member.works(at: time), ends(.workers, seenWorkers) {
        if member.roles(at: time).isDisjoint(with: [.director, .board]) {
          plan.members.append(endStep(member, isWorker: false))
        } else {
          plan.remark("staat niet in het bestand; de rol van directie of bestuur blijft", at: member.name)
        }
      }
      if member.roles(at: time).contains(.parent), ends(.guardians, seenGuardians) {
        plan.members.append(endStep(member, isWorker: nil))
      }
    }
  }

  private func endStep(_ member: Member, isWorker: Bool?) -> RosterPlan.MemberStep {
    RosterPlan.MemberStep(
      id: member.id, action: .end, rosterKey: member.rosterKey, name: member.name,
      parts: member.parts ?? PersonName(given: ""), email: member.email, isWorker: isWorker)
  }
}
