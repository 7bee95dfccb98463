/// Makes a plan: groups first, then pupils, then parents and staff, each found again in the register.
struct RosterPlanMaking {
  private let roster: Roster
  private let register: PeopleRegister
  private let time: Int64
  private var groupSteps: [String: Int] = [:]
  private var pupilSteps: [String: Int] = [:]
  private var memberSteps: [MemberID: Int] = [:]
  /// The steps of people by key and by e-mail address.
  private var handles: [String: Int] = [:]
  private let members: MemberIndex

  init(roster: Roster, register: PeopleRegister, at time: Int64) {
    self.roster = roster
    self.register = register
    self.time = time
    members = MemberIndex(register.members)
  }

  mutating func make(_ plan: inout RosterPlan) {
    makeGroups(&plan)
    let named = makePupils(&plan)
    makeGuardians(&plan, named: named)
    makeWorkers(&plan)
    endMembers(&plan)
  }

  // MARK: Groups

  private mutating func makeGroups(_ plan: inout RosterPlan) {
    let present = register.groups.filter { $0.until == nil }
    let keys = Set(roster.groups.map(\.key))
    var taken: Set<GroupID> = []
    for group in roster.groups {
      if groupSteps[group.key] != nil {
        plan.refuse("de key van groep \(group.name) staat er twee keer", at: group.place)
        continue
      }
      let found =
        register.groups.first { $0.rosterKey == group.key && !taken.contains($0.id) }
        ?? present.only { candidate in
          // Some programs give groups new keys each year; the class of the same name goes on.
          !taken.contains(candidate.id) && candidate.rosterKey.map(keys.contains) != true
            && PersonName.fold(candidate.name) == PersonName.fold(group.name)
        }
      if let found { taken.insert(found.id) }
      var action = RosterPlan.Action.add
      if let found {
        let isSame =
          found.name == group.name && found.years == group.years && found.kind == group.kind && found.until == nil
          && found.rosterKey == group.key
        action = isSame ? .keep : .change
      }
      groupSteps[group.key] = plan.groups.count
      plan.groups.append(
        RosterPlan.GroupStep(
          id: found?.id, action: action, rosterKey: group.key, name: group.name, kind: group.kind, years: group.years))
    }
    for group in present where !taken.contains(group.id) {
      let isEnded = roster.complete.contains(.groups) && comesFromHere(group.rosterKey)
      if let key = group.rosterKey { groupSteps[key] = plan.groups.count }
      plan.groups.append(
        RosterPlan.GroupStep(
          id: group.id, action: isEnded ? .end : .keep, rosterKey: group.rosterKey, name: group.name, kind: group.kind,
          years: group.years))
    }
  }

  /// Whether a record came from the same program as these files.
  private func comesFromHere(_ key: String?) -> Bool {
    guard let key, let end = key.firstIndex(of: ":") else { return false }
    let program = key[..<end]
    return roster.formats.contains { ($0 == .edexml || $0 == .oneRoster ? $0.rawValue : "portal") == program }
  }

  // MARK: Pupils

  /// The numbers of the pupils by folded name.
  private mutating func makePupils(_ plan: inout RosterPlan) -> [String: [(step: Int, born: Day?)]] {
    var named: [String: [(step: Int, born: Day?)]] = [:]
    let present = register.pupils
    let byKey = Dictionary(present.compactMap { pupil in pupil.rosterKey.map { ($0, pupil) } }) { first, _ in first }
    let byName = Dictionary(grouping: present.filter { $0.until == nil }) { $0.name.folded }
    let numbers = Dictionary(
      plan.groups.enumerated().compactMap { number, step in step.id.map { ($0, number) } }
    ) { first, _ in first }
    var taken: Set<PupilID> = []
    let wanted = Dictionary(grouping: roster.pupils.filter { $0.key == nil }) { $0.name.folded }
    for pupil in roster.pupils {
      if let key = pupil.key, pupilSteps[key] != nil {
        plan.refuse("de key van \(pupil.name.full) staat er twee keer", at: pupil.place)
        continue
      }
      let groups = groupNumbers(pupil.groups, of: pupil.name.full, at: pupil.place, &plan)
      // Another key of the same program is another child, also when the name is the same.
      let candidates = (byName[pupil.name.folded] ?? []).filter {
        !taken.contains($0.id) && (pupil.key == nil || !comesFromHere($0.rosterKey))
      }
      let twins = wanted[pupil.name.folded]?.count ?? 0
      let inGroup = candidates.filter { candidate in
        candidate.groups.contains { numbers[$0].map(groups.contains) ?? false }
      }
      let known = pupil.key.flatMap { byKey[$0] }
      // A name that several have is told apart by the group; when that does not help, a person must say who is who.
      let found = known ?? (candidates.count == 1 && twins <= 1 ? candidates[0] : nil) ?? (inGroup.first)
      if found == nil, !candidates.isEmpty, pupil.key == nil, candidates.count >= twins {
        plan.refuse(
          "er zijn al \(candidates.count) leerlingen met de naam \(pupil.name.full) en geen van hen zit in deze groep; "
            + "geef de leerlingen een id of verplaats hen met de hand", at: pupil.place)
        for candidate in candidates { taken.insert(candidate.id) }
        continue
      }
      var action = RosterPlan.Action.add
      if let found {
        taken.insert(found.id)
        let now = Set(found.groups.compactMap { numbers[$0] })
        let isSame =
          found.name == pupil.name && found.until == nil && now == groups
          && (pupil.key == nil || pupil.key == found.rosterKey)
        action = isSame ? .keep : .change
      }
      if let key = pupil.key { pupilSteps[key] = plan.pupils.count }
      named[pupil.name.folded, default: []].append((plan.pupils.count, pupil.born))
      plan.pupils.append(
        RosterPlan.PupilStep(
          id: found?.id, action: action, rosterKey: pupil.key ?? found?.rosterKey, name: pupil.name, groups: groups))
    }
    for pupil in present where pupil.until == nil && !taken.contains(pupil.id) {
      let isEnded = roster.complete.contains(.pupils) && comesFromHere(pupil.rosterKey ?? "portal:")
      if let key = pupil.rosterKey { pupilSteps[key] = plan.pupils.count }
      if !isEnded { named[pupil.name.folded, default: []].append((plan.pupils.count, nil)) }
      plan.pupils.append(
        RosterPlan.PupilStep(
          id: pupil.id, action: isEnded ? .end : .keep, rosterKey: pupil.rosterKey, name: pupil.name,
          groups: Set(pupil.groups.compactMap { numbers[$0] })))
    }
    remarkEmptied(&plan, numbers: numbers)
    return named
  }

  private func groupNumbers(
    _ keys: [String], of name: String, at place: String, _ plan: inout RosterPlan
  ) -> Set<Int> {
    var numbers: Set<Int> = []
    for key in keys {
      if let number = groupSteps[key] {
        numbers.insert(number)
      } else {
        plan.remarks.append(
          Roster.Remark(place: place, text: "\(name) zit in groep \(Self.bare(key)), maar die staat nergens"))
      }
    }
    return numbers
  }

  /// Says of a class that stays but keeps no pupil that this is odd.
  private func remarkEmptied(_ plan: inout RosterPlan, numbers: [GroupID: Int]) {
    var before: Set<Int> = []
    for pupil in register.pupils where pupil.until == nil { before.formUnion(pupil.groups.compactMap { numbers[$0] }) }
    var after: Set<Int> = []
    for step in plan.pupils where step.action != .end { after.formUnion(step.groups) }
    for number in before.subtracting(after).sorted() where plan.groups[number].action != .end {
      plan.remarks.append(
        Roster.Remark(place: plan.groups[number].name, text: "deze groep houdt geen leerling over; klopt dat?"))
    }
  }

  private static func bare(_ key: String) -> Substring { key.split(separator: ":", maxSplits: 1).last ?? "" }

  // MARK: Parents and staff

  /// Adds a step for a person, or gives the one that is there: a teacher may be a parent too.
  private mutating func step(
    _ key: String?, _ email: String?, _ name: PersonName, fallback: String, _ plan: inout RosterPlan
  ) -> Int {
    let member = members.find(key: key, email: email, name: name)
    let mine = [key, email?.lowercased()].compactMap { $0 }
    let known = member.flatMap { memberSteps[$0.id] } ?? mine.compactMap { handles[$0] }.first
    for handle in mine { handles[handle] = known ?? plan.members.count }
    if let known { return known }
    let parts = name.isEmpty ? member?.parts ?? name : name
    let shown = name.isEmpty ? member?.name ?? fallback : name.full
    var action = RosterPlan.Action.add
    if let member {
      let isSame =
        member.name == shown && (email == nil || member.email == email) && (key == nil || member.rosterKey == key)
      action = isSame ? .keep : .change
      memberSteps[member.id] = plan.members.count
    }
    plan.members.append(
      RosterPlan.MemberStep(
        id: member?.id, action: action,
        rosterKey: key ?? member?.rosterKey ?? email.map { "portal:\($0.lowercased())" },
        name: shown, parts: parts, email: email ?? member?.email))
    return plan.members.count - 1
  }

  private mutating func makeGuardians(
    _ plan: inout RosterPlan, named: [String: [(step: Int, born: Day?)]]
  ) {
    let numbers = Dictionary(
      plan.pupils.enumerated().compactMap { number, step in step.id.map { ($0, number) } }
    ) { first, _ in first }
    let present = Dictionary(grouping: register.guardianships, by: \.member)
    for guardian in roster.guardians {
      let children = guardian.pupils.compactMap { pupil($0, named, at: guardian.place, &plan) }
      guard let first = children.min() else {
        plan.refuse("deze ouder hoort bij geen leerling van de school", at: guardian.place)
        continue
      }
      let number = step(
        guardian.key, guardian.email, guardian.name, fallback: "Ouder van \(plan.pupils[first].name.full)", &plan)
      let id = plan.members[number].id
      let now = Dictionary(
        (id.flatMap { present[$0] } ?? []).compactMap { one in numbers[one.pupil].map { ($0, one.isInformed) } }
      ) { first, _ in first }
      var all = plan.members[number].children ?? [:]
      // A file that says nothing of information leaves it as it is; both guardians have a right to it unless told otherwise.
      for child in children { all[child] = guardian.isInformed ?? now[child] ?? true }
      plan.members[number].children = all
      let isSame = all.allSatisfy { now[$0.key] == $0.value }
      if plan.members[number].action == .keep, !isSame { plan.members[number].action = .change }
    }
    endGuardianships(&plan, present, numbers)
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
      if roster.complete.contains(.guardians) {
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
      plan.remarks.append(Roster.Remark(place: place, text: "leerling \(Self.bare(key)) staat nergens"))
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

  private mutating func makeWorkers(_ plan: inout RosterPlan) {
    for worker in roster.workers {
      let number = step(worker.key, worker.email, worker.name, fallback: worker.key, &plan)
      let member = plan.members[number].id.flatMap { members[$0] }
      plan.members[number].isWorker = true
      if plan.members[number].action == .keep, let member, !member.works(at: time) {
        plan.members[number].action = .change
      }
      for proposal in worker.proposals {
        let group = proposal.group.flatMap { groupSteps[$0] }
        if let key = proposal.group, group == nil {
          plan.remarks.append(
            Roster.Remark(
              place: worker.place, text: "\(worker.name.full) hoort bij groep \(Self.bare(key)), maar die staat nergens"
            ))
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

  /// Parents and staff who are missing from a file that names all of them have left.
  private func endMembers(_ plan: inout RosterPlan) {
    for member in register.members where memberSteps[member.id] == nil && comesFromHere(member.rosterKey) {
      let isWorker = member.works(at: time)
      let isParent = member.roles(at: time).contains(.parent)
      guard isWorker || isParent else { continue }
      let ends = (isWorker && roster.complete.contains(.workers)) || (!isWorker && roster.complete.contains(.guardians))
      if ends {
        plan.members.append(
          RosterPlan.MemberStep(
            id: member.id, action: .end, rosterKey: member.rosterKey, name: member.name,
            parts: member.parts ?? PersonName(given: ""), email: member.email, isWorker: isWorker ? false : nil))
      }
    }
  }
}

extension RosterPlan {
  /// Says that a record is left out.
  mutating func refuse(_ text: String, at place: String) {
    remarks.append(Roster.Remark(place: place, text: text, isRefusal: true))
  }
}

/// Members by what a file can name them by.
struct MemberIndex {
  private let byID: [MemberID: Member]
  private let byKey: [String: Member]
  /// Only addresses and names that one member has.
  private let byEmail: [String: Member]
  private let byName: [String: Member]

  init(_ members: [Member]) {
    func unique(_ pairs: [(String, Member)]) -> [String: Member] {
      Dictionary(grouping: pairs) { $0.0 }.compactMapValues { $0.count == 1 ? $0[0].1 : nil }
    }
    byID = Dictionary(members.map { ($0.id, $0) }) { first, _ in first }
    byKey = Dictionary(members.compactMap { member in member.rosterKey.map { ($0, member) } }) { first, _ in first }
    byEmail = unique(members.compactMap { member in member.email.map { ($0.lowercased(), member) } })
    // Whoever has a key or an address of their own is not found by a name that somebody else may have too.
    byName = unique(
      members.filter { $0.email == nil && $0.rosterKey == nil }.map { (PersonName.fold($0.name), $0) })
  }

  subscript(id: MemberID) -> Member? { byID[id] }

  /// The member that a key, an e-mail address or a whole name stands for.
  func find(key: String?, email: String?, name: PersonName) -> Member? {
    if let member = key.flatMap({ byKey[$0] }) ?? email.flatMap({ byEmail[$0.lowercased()] }) { return member }
    return name.given.isEmpty || name.family.isEmpty ? nil : byName[name.folded]
  }
}

extension Sequence {
  /// The element that meets a condition when only one does.
  fileprivate func only(where condition: (Element) -> Bool) -> Element? {
    var found: Element?
    for element in self where condition(element) {
      if found != nil { return nil }
      found = element
    }
    return found
  }
}
