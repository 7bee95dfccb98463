import Conduct
import Testing

@testable import Store

@Suite struct RegisterNormTests {
  private let at = SampleSchool.start
  private let day = SampleSchool.day

  private func enter(
    _ school: SampleSchool, _ draft: RegisterDraft, by member: Member? = nil, at time: Int64? = nil
  ) async throws -> RegisterEntry {
    try await school.store.enter(draft, by: (member ?? school.director).id, school: school.id, at: time ?? at)
  }

  private func gaps(_ school: SampleSchool, at time: Int64? = nil) async throws -> RegisterGaps {
    try await school.store.registerGaps(for: school.director.id, school: school.id, at: time ?? at)
  }

  private func mandates(_ school: SampleSchool, at time: Int64) async throws -> Set<MemberID> {
    try await school.store.read(school.id) { try $0.mandates(at: time) }
  }

  @Test("A26: a mandate is dated and given by the director")
  func a26AMandateIsDated() async throws {
    let school = try await SampleSchool.make()
    let teacher = school.teacher.id
    for member in [school.teacher, school.parent, school.board] {
      await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
        try await enter(school, RegisterDraft(.mandate, member: teacher), by: member)
      }
    }
    let entry = try await enter(
      school, RegisterDraft(.mandate, member: teacher, from: at + day, until: at + 9 * day, text: "Voor het jubileum."))
    for (time, holds) in [(at, false), (at + day, true), (at + 9 * day, false)] {
      #expect(try await mandates(school, at: time) == (holds ? [teacher] : []))
    }
    try await school.store.endEntry(entry.id, by: school.director.id, school: school.id, at: at + 2 * day)
    #expect(try await mandates(school, at: at + 2 * day) == [])
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test("A43: who may post without a training is named")
  func a43WhoPostsWithoutTrainingIsNamed() async throws {
    let school = try await SampleSchool.make()
    #expect(try await gaps(school).untrained == [school.director.id, school.colleague.id, school.teacher.id])
    _ = try await enter(school, RegisterDraft(.training, member: school.teacher.id, until: at + 30 * day))
    _ = try await enter(school, RegisterDraft(.training, member: school.director.id))
    #expect(try await gaps(school).untrained == [school.colleague.id])
    #expect(try await gaps(school, at: at + 31 * day).untrained == [school.colleague.id, school.teacher.id])
    await #expect(throws: StoreError.self) {
      try await enter(school, RegisterDraft(.training, member: school.parent.id))
    }
  }

  @Test("A44: a buddy pair is two colleagues, whom both may see")
  func a44ABuddyPairIsKept() async throws {
    let school = try await SampleSchool.make()
    let pair = RegisterDraft(.buddy, member: school.teacher.id, other: school.colleague.id)
    let entry = try await enter(school, pair)
    for member in [school.teacher, school.colleague, school.director] {
      #expect(try await school.store.entries(.buddy, for: member.id, school: school.id, at: at) == [entry])
    }
    #expect(try await school.store.entries(for: school.parent.id, school: school.id, at: at).isEmpty)
    for wrong in [
      RegisterDraft(.buddy, member: school.teacher.id), RegisterDraft(.buddy, other: school.teacher.id),
      RegisterDraft(.buddy, member: school.teacher.id, other: school.teacher.id),
      RegisterDraft(.buddy, member: school.teacher.id, other: school.parent.id),
    ] { await #expect(throws: StoreError.self) { try await enter(school, wrong) } }
  }

  @Test("A18: the devices of the school stand in the register")
  func a18DevicesAreKept() async throws {
    let school = try await SampleSchool.make()
    let ict = try await school.store.addMember(
      MemberDraft(name: "ICT", assignments: [Assignment(role: .support, function: .ict, from: at)]), school: school.id,
      at: at)
    _ = try await enter(school, RegisterDraft(.device, member: school.teacher.id, text: "Tablet 7"), by: ict)
    let seen = try await school.store.entries(.device, for: school.colleague.id, school: school.id, at: at)
    #expect(seen.map(\.text) == ["Tablet 7"])
    await #expect(throws: StoreError.self) { try await enter(school, RegisterDraft(.device), by: ict) }
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      try await enter(school, RegisterDraft(.training, member: school.teacher.id), by: ict)
    }
  }

  @Test("A19: a declaration about an own device holds for one school year")
  func a19ADeclarationHoldsForASchoolYear() async throws {
    let school = try await SampleSchool.make()
    let draft = RegisterDraft(.ownDevice, member: school.teacher.id)
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      try await enter(school, draft, by: school.colleague)
    }
    let entry = try await enter(school, draft, by: school.teacher)
    let calendar = try await school.store.calendar(school: school.id)
    let end = try #require(entry.until)
    #expect(calendar.day(of: end) == Day(2027, 8, 1) && calendar.day(of: end - 1) == Day(2027, 7, 31))
    #expect(try await gaps(school).undeclared == [school.director.id, school.colleague.id])
    #expect(try await gaps(school, at: end).undeclared.contains(school.teacher.id))
    // Only the director, the administration and the person see it.
    #expect(try await school.store.entries(for: school.colleague.id, school: school.id, at: at).isEmpty)
    #expect(try await school.store.entries(for: school.teacher.id, school: school.id, at: at) == [entry])
  }

  @Test("A45: the policy in force counts as known once it was made known")
  func a45APublicationNamesTheVersion() async throws {
    let school = try await SampleSchool.make()
    #expect(try await !gaps(school).isPublished)
    let letter = try await enter(school, RegisterDraft(.publication, value: .letter, text: "Brief aan alle ouders."))
    #expect(letter.policy == Policy.sample.version)
    #expect(try await gaps(school).isPublished)
    #expect(try await gaps(school).unusedChannels == [.meeting, .demonstration])
    var next = Policy.sample
    next.version = "sha256:next"
    try await school.store.adopt(next, school: school.id, at: at + 1)
    #expect(try await !gaps(school, at: at + 1).isPublished)
    let (versions, later) = ([Policy.sample.version, next.version], at + 1)
    let known = try await school.store.read(school.id) { transaction in
      try versions.map { try transaction.isPublished($0, at: later) }
    }
    #expect(known == [true, false])
    await #expect(throws: StoreError.self) { try await enter(school, RegisterDraft(.publication)) }
    await #expect(throws: StoreError.self) { try await enter(school, RegisterDraft(.publication, value: .app)) }
  }

  @Test("A45: a measure waits until the policy was made known, when the policy asks that")
  func a45AMeasureWaitsForThePublication() async throws {
    var policy = Policy.sample
    policy.clauses[0].parameters["before_enforcement"] = Sourced("required", from: .clause(ClauseID("A33")))
    let school = try await SampleSchool.make(policy: policy)
    var plan = Measure.Plan.complete
    plan.isUrgent = false
    let (store, id, director) = (school.store, school.id, school.director.id)
    let proposed = try await store.propose(
      .formalWarning, about: school.parent.id, reason: "Herhaling.", by: director, school: id, at: at)
    let ready = try await store.prepare(
      proposed.id, plan, expecting: proposed.version, by: director, school: id, at: at)
    await #expect(throws: StoreError.notAllowed(.incomplete([.ruleKnown]))) {
      try await store.impose(ready.id, expecting: ready.version, by: director, school: id, at: at)
    }
    _ = try await enter(school, RegisterDraft(.publication, value: .meeting))
    let imposed = try await store.impose(ready.id, expecting: ready.version, by: director, school: id, at: at)
    #expect(imposed.state == .active)
  }

  @Test("B14: what the school made known, and how, can be looked up by all staff")
  func b14PublicationsAreListed() async throws {
    let school = try await SampleSchool.make()
    for value in RegisterEntry.Kind.publication.profile.values {
      _ = try await enter(school, RegisterDraft(.publication, value: value))
    }
    let seen = try await school.store.entries(.publication, for: school.teacher.id, school: school.id, at: at)
    #expect(Set(seen.map(\.value)) == [.letter, .meeting, .demonstration])
    #expect(try await gaps(school).unusedChannels == [])
  }

  @Test("B15: looking back at the policy is due on its date, and after that each year or when agreed")
  func b15AnEvaluationIsDue() async throws {
    var policy = Policy.sample
    policy.evaluationDate = "2026-11"
    let school = try await SampleSchool.make(policy: policy)
    #expect(try await gaps(school).evaluation == Day(2026, 11, 30))
    #expect(try await !gaps(school, at: at + 60 * day).isEvaluationOverdue)
    #expect(try await gaps(school, at: at + 75 * day).isEvaluationOverdue)
    _ = try await enter(school, RegisterDraft(.evaluation, text: "Gaat goed."), at: at + 75 * day)
    #expect(try await gaps(school, at: at + 76 * day).evaluation == Day(2027, 12, 5))
    _ = try await enter(
      school, RegisterDraft(.evaluation, until: at + 200 * day, text: "Gaat minder."), at: at + 100 * day)
    #expect(try await gaps(school, at: at + 201 * day).isEvaluationOverdue)
    await #expect(throws: StoreError.self) { try await enter(school, RegisterDraft(.evaluation)) }
  }

  @Test("B3: a parent chooses how messages arrive, and may choose again")
  func b3AParentChoosesHowToReceive() async throws {
    let school = try await SampleSchool.make()
    let parent = school.parent
    for value in [RegisterEntry.Value.app, .weekly] {
      _ = try await enter(school, RegisterDraft(.delivery, member: parent.id, value: value), by: parent, at: at + 1)
    }
    let held = try await school.store.entries(.delivery, for: parent.id, school: school.id, at: at + 2)
    #expect(held.filter { $0.holds(at: at + 2) }.map(\.value) == [.weekly])
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      try await enter(school, RegisterDraft(.delivery, member: parent.id, value: .mail), by: school.stranger)
    }
    await #expect(throws: StoreError.self) {
      try await enter(school, RegisterDraft(.delivery, member: parent.id, value: .letter), by: parent)
    }
  }

  @Test("B9: a parent whom nobody let in is named")
  func b9AParentIsAdmitted() async throws {
    let school = try await SampleSchool.make()
    #expect(try await gaps(school).notAdmitted == [school.parent.id, school.partner.id, school.stranger.id])
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      try await enter(school, RegisterDraft(.admission, member: school.parent.id), by: school.parent)
    }
    let entry = try await enter(school, RegisterDraft(.admission, member: school.parent.id))
    #expect(entry.addedBy == school.director.id && entry.from == at)
    #expect(try await gaps(school).notAdmitted == [school.partner.id, school.stranger.id])
  }

  @Test("B12: care for data, and A15's security, is looked at each year")
  func b12ChecksAreYearly() async throws {
    let school = try await SampleSchool.make()
    #expect(try await gaps(school).unchecked == [.security, .privacy])
    _ = try await enter(school, RegisterDraft(.check, value: .privacy))
    #expect(try await gaps(school, at: at + 300 * day).unchecked == [.security])
    #expect(try await gaps(school, at: at + 367 * day).unchecked == [.security, .privacy])
  }

  @Test func whatTheRegisterLacksIsForTheDirectionAndTheAdministration() async throws {
    let school = try await SampleSchool.make()
    _ = try await school.store.registerGaps(for: school.board.id, school: school.id, at: at)
    for member in [school.teacher, school.parent] {
      await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
        _ = try await school.store.registerGaps(for: member.id, school: school.id, at: at)
      }
    }
  }

  @Test func wordsGoAYearAfterAnEntryIsOver() async throws {
    let school = try await SampleSchool.make()
    let entry = try await enter(school, RegisterDraft(.training, member: school.teacher.id, text: "Cursus."))
    _ = try await school.store.purge(school: school.id, at: at + 700 * day)
    #expect(try await text(school) == ["Cursus."])
    try await school.store.endEntry(entry.id, by: school.director.id, school: school.id, at: at + 700 * day)
    _ = try await school.store.purge(school: school.id, at: at + 1066 * day)
    #expect(try await text(school) == [nil])
    await #expect(throws: StoreError.self) {
      try await school.store.endEntry(entry.id, by: school.director.id, school: school.id, at: at + 701 * day)
    }
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  private func text(_ school: SampleSchool) async throws -> [String?] {
    try await school.store.entries(for: school.director.id, school: school.id, at: at).map(\.text)
  }
}
