/// Makes a plan: groups first, then pupils, then parents and staff, each found again in the register.
struct RosterPlanMaking {
  let roster: Roster
  let register: PeopleRegister
  let time: Int64
  var groupSteps: [String: Int] = [:]
  var pupilSteps: [String: Int] = [:]
  var memberSteps: [MemberID: Int] = [:]
  /// The steps of people by key and by e-mail address.
  var handles: [String: Int] = [:]
  /// The steps of people who are named as parents, and as staff.
  var seenGuardians: Set<Int> = []
  var seenWorkers: Set<Int> = []
  /// How many rows of one kind have a name: what two have finds nobody.
  let bearers: [String: Int]
  let members: MemberIndex

  init(roster: Roster, register: PeopleRegister, at time: Int64) {
    self.roster = roster
    self.register = register
    self.time = time
    members = MemberIndex(register.members)
    let names = roster.guardians.map { ("o", $0.name.folded) } + roster.workers.map { ("m", $0.name.folded) }
    bearers = Dictionary(grouping: names) { $0.1 }.mapValues { rows in
      max(rows.count { $0.0 == "o" }, rows.count { $0.0 == "m" })
    }
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
    var named: [String: Int] = [:]
    for group in roster.groups {
      if groupSteps[group.key] != nil {
        plan.refuse("de key van groep \(group.name) staat er twee keer", at: group.place)
        continue
      }
      // Files of two programs that are given together speak of the same classes.
      let folded = PersonName.fold(group.name)
      if let same = named[folded],
        RosterKey.program(of: plan.groups[same].rosterKey) != RosterKey.program(of: group.key)
      {
        groupSteps[group.key] = same
        continue
      }
      named[folded] = plan.groups.count
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
          && (found.rosterKey == nil || found.rosterKey == group.key)
        action = isSame ? .keep : .change
      }
      groupSteps[group.key] = plan.groups.count
      // Without a key a group was added by hand, and is never ended by a file.
      plan.groups.append(
        RosterPlan.GroupStep(
          id: found?.id, action: action, rosterKey: found != nil && found?.rosterKey == nil ? nil : group.key,
          name: group.name, kind: group.kind, years: group.years))
    }
    for group in present where !taken.contains(group.id) {
      let isEnded = isComplete(.groups, for: group.rosterKey)
      if let key = group.rosterKey { groupSteps[key] = plan.groups.count }
      plan.groups.append(
        RosterPlan.GroupStep(
          id: group.id, action: isEnded ? .end : .keep, rosterKey: group.rosterKey, name: group.name, kind: group.kind,
          years: group.years))
    }
  }

  /// Whether these files name all of a kind that came from the program of a key.
  func isComplete(_ part: Roster.Part, for key: String?) -> Bool {
    guard let program = RosterKey.program(of: key) else { return false }
    return roster.complete.contains { $0.key.rawValue == program && $0.value.contains(part) }
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
    var spared: Set<PupilID> = []
    let wanted = Dictionary(grouping: roster.pupils.filter { $0.key.map { byKey[$0] == nil } ?? true }) {
      $0.name.folded
    }
    for pupil in roster.pupils {
      if let key = pupil.key, pupilSteps[key] != nil {
        plan.refuse("de key van \(pupil.name.full) staat er twee keer", at: pupil.place)
        continue
      }
      let groups = groupNumbers(pupil.groups, of: pupil.name.full, at: pupil.place, &plan)
      // A row without a key is the child of another file's row when the date of birth or the class says so too.
      if pupil.key == nil,
        let same = (named[pupil.name.folded] ?? []).first(where: { known in
          pupil.born.map { $0 == known.born } ?? !plan.pupils[known.step].groups.isDisjoint(with: groups)
        }), plan.pupils[same.step].rosterKey.map({ RosterKey.portalName(in: $0) == nil }) == true
      {
        continue
      }
      // Another key of the same program is another child, also when the name is the same.
      let candidates = (byName[pupil.name.folded] ?? []).filter {
        !taken.contains($0.id) && !spared.contains($0.id)
          && (pupil.key == nil || $0.rosterKey == nil
            || RosterKey.program(of: $0.rosterKey) != RosterKey.program(of: pupil.key))
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
        spared.formUnion(candidates.map(\.id))
        continue
      }
      var action = RosterPlan.Action.add
      if let found {
        taken.insert(found.id)
        if known != nil, found.until == nil, found.name.folded != pupil.name.folded { plan.renamed += 1 }
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
      let isEnded = isComplete(.pupils, for: pupil.rosterKey) && !spared.contains(pupil.id)
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
        plan.remark("\(name) zit in groep \(RosterKey.name(in: key)), maar die staat nergens", at: place)
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
      plan.remark("deze groep houdt geen leerling over; klopt dat?", at: plan.groups[number].name)
    }
  }
}

extension RosterPlan {
  /// Says that something is odd.
  mutating func remark(_ text: String, at place: String) {
    remarks.append(Roster.Remark(place: place, text: text))
  }

  /// Says that a record is left out.
  mutating func refuse(_ text: String, at place: String) {
    remarks.append(Roster.Remark(place: place, text: text, isRefusal: true))
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
