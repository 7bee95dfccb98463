import Conduct
import Store
import Testing

@Suite struct MeasureTests {
  private let at = SampleSchool.start

  @Test func aLightMeasureTakesOneAuthorisedPersonAndACompleteChecklist() async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    let ruling = try await school.violation("b-1")
    let talk = try #require(ruling.proposal)
    let prepared = try await store.prepare(
      talk.id, Measure.Plan(motivation: "Even praten."), expecting: 1, by: school.teacher.id, school: school.id, at: at)
    #expect(prepared.state == .approved)
    await #expect(throws: StoreError.notAllowed(.incomplete([.facts]))) {
      try await store.impose(talk.id, expecting: 2, by: school.teacher.id, school: school.id, at: at)
    }
    try await store.refuse(
      talk.id, reason: "Al gedaan.", expecting: 2, by: school.director.id, school: school.id, at: at)
    let file = try await store.measure("#1", for: school.director.id, school: school.id, at: at)
    #expect(file.measure.state == .refused)
    #expect(file.actions == [.view])
  }

  @Test func whoMayNotLiftAMeasureDoesNotReplaceItEither() async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    let restriction = try await school.imposed(.postingRestriction)
    let reminder = try await store.propose(
      .reminder, about: school.parent.id, reason: "Nog eens.", by: school.teacher.id, school: school.id, at: at)
    var plan = Measure.Plan.complete
    plan.replaces = restriction.id
    let prepared = try await store.prepare(
      reminder.id, plan, expecting: 1, by: school.teacher.id, school: school.id, at: at)
    await #expect(throws: StoreError.self) {
      try await store.impose(
        reminder.id, expecting: prepared.version, by: school.teacher.id, school: school.id, at: at)
    }
    let file = try await store.measure(restriction.id.rawValue, for: school.director.id, school: school.id, at: at)
    #expect(file.measure.state == .active)
  }

  @Test(arguments: [Measure.Kind.portalSuspension, .policeReport])
  func heavyAndExternalMeasuresTakeTwoDifferentPeople(kind: Measure.Kind) async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    let proposed = try await store.propose(
      kind, about: school.parent.id, reason: "Bedreiging op het plein.", by: school.director.id, school: school.id,
      at: at)
    let prepared = try await store.prepare(
      proposed.id, .complete, expecting: 1, by: school.director.id, school: school.id, at: at)
    #expect(prepared.state == .approvalPending)
    await #expect(throws: StoreError.notAllowed(.needsSecondPerson)) {
      try await store.impose(proposed.id, expecting: 2, by: school.director.id, school: school.id, at: at)
    }
    await #expect(throws: StoreError.notAllowed(.samePerson)) {
      try await store.approve(proposed.id, expecting: 2, by: school.director.id, school: school.id, at: at)
    }
    await #expect(throws: StoreError.notFound("Maatregel", handle: proposed.id.rawValue)) {
      try await store.approve(proposed.id, expecting: 2, by: school.teacher.id, school: school.id, at: at)
    }
    let approved = try await store.approve(proposed.id, expecting: 2, by: school.board.id, school: school.id, at: at)
    #expect(approved.approvedBy == school.board.id)
    var next = approved
    if !kind.profile.isExternal {
      await #expect(throws: StoreError.notAllowed(.notAnnounced)) {
        try await store.impose(proposed.id, expecting: 3, by: school.director.id, school: school.id, at: at)
      }
      next = try await store.announce(
        proposed.id, respondBy: at + 14 * SampleSchool.day, expecting: 3, by: school.director.id, school: school.id,
        at: at)
      await #expect(throws: StoreError.notAllowed(.mayStillRespond(until: at + 14 * SampleSchool.day))) {
        try await store.impose(
          proposed.id, expecting: 4, by: school.director.id, school: school.id, at: at + SampleSchool.day)
      }
    }
    let later = at + 14 * SampleSchool.day
    let active = try await store.impose(
      proposed.id, expecting: next.version, by: school.director.id, school: school.id, at: later)
    #expect(active.state == .active)
    if !kind.profile.isExternal {
      let lifted = try await store.lift(
        proposed.id, reason: "Afgesproken.", expecting: active.version, by: school.director.id, school: school.id,
        at: later)
      #expect(lifted.state == .lifted)
    }
    #expect(try await store.verify(school: school.id).faults == [])
  }

  @Test func aStepOnAMeasureThatChangedIsAConflict() async throws {
    let school = try await SampleSchool.make()
    let measure = try await school.store.propose(
      .reminder, about: school.parent.id, reason: "Toon.", by: school.teacher.id, school: school.id, at: at)
    try await school.store.refuse(
      measure.id, reason: "Niet nodig.", expecting: 1, by: school.director.id, school: school.id, at: at)
    await #expect {
      try await school.store.prepare(
        measure.id, .complete, expecting: 1, by: school.director.id, school: school.id, at: at)
    } throws: {
      guard case StoreError.conflict(let conflict) = $0 else { return false }
      return conflict.measure?.state == .refused
    }
  }

  @Test func aMeasureEndsByItselfAndItsEvidenceStaysAsLongAsItMust() async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    let ruling = try await school.violation("b-1")
    try await store.refuse(
      try #require(ruling.proposal).id, reason: "Al gesproken.", expecting: 1, by: school.director.id,
      school: school.id, at: at)
    try await school.imposed(.postingRestriction)
    let end = at + 60 * SampleSchool.day
    #expect(try await store.purge(school: school.id, at: end - 1).expiredMeasures == 0)
    #expect(try await store.purge(school: school.id, at: end).expiredMeasures == 1)
    let during = try await store.purge(school: school.id, at: end + 364 * SampleSchool.day)
    #expect(during.reviews == 0)
    let after = try await store.purge(school: school.id, at: end + 365 * SampleSchool.day)
    #expect(after.reviews == 1)
    #expect(try await store.verify(school: school.id).faults == [])
    let file = try await store.measure("2", for: school.director.id, school: school.id, at: end)
    #expect(file.measure.state == .expired)
    #expect(file.measure.plan == nil)
  }

  @Test func nobodyHandlesOrReadsWhatConcernsThemselvesOrTheirFamily() async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    let ruling = try await school.violation("b-1")
    let director = try await store.addMember(
      MemberDraft(
        name: "Familie", family: FamilyID("f-1"), assignments: [Assignment(role: .director, from: at)]),
      school: school.id, at: at)
    // The same answer as for a review that does not exist, so that nobody can count.
    await #expect(throws: StoreError.notFound("Beoordeling", handle: "1")) {
      try await store.review(ruling.review.id, for: director.id, school: school.id, at: at)
    }
    await #expect(throws: StoreError.notAllowed(.ownFamily)) {
      try await store.history(of: school.parent.id, for: director.id, why: .oversight, school: school.id, at: at)
    }
    await #expect(throws: StoreError.notAllowed(.ownMessage)) {
      try await store.history(of: school.parent.id, for: school.parent.id, why: .oversight, school: school.id, at: at)
    }
    #expect(try await store.proposals(for: director.id, school: school.id, at: at).isEmpty)
    // Nor of measures: neither by number, nor by trying a step.
    let proposal = try #require(ruling.proposal).id
    for member in [director, school.parent, school.partner] {
      for handle in ["1", "#1", "9", proposal.rawValue] {
        await #expect(throws: StoreError.notFound("Maatregel", handle: handle)) {
          try await store.measure(handle, for: member.id, school: school.id, at: at)
        }
      }
      await #expect(throws: StoreError.notFound("Maatregel", handle: proposal.rawValue)) {
        try await store.acknowledge(proposal, expecting: 1, by: member.id, school: school.id, at: at)
      }
      await #expect(throws: StoreError.notFound("Maatregel", handle: proposal.rawValue)) {
        try await store.send(proposal, expecting: 1, by: member.id, school: school.id, at: at)
      }
    }
    await #expect(throws: StoreError.notAllowed(.ownFamily)) {
      try await store.propose(
        .talk, about: school.parent.id, reason: "x", by: director.id, school: school.id, at: at)
    }
  }

  @Test func staffDoNotGetMeasuresMeantForParents() async throws {
    let school = try await SampleSchool.make()
    await #expect(throws: StoreError.notAllowed(.wrongRegister(.formalWarning))) {
      try await school.store.propose(
        .formalWarning, about: school.teacher.id, reason: "Toon.", by: school.director.id, school: school.id, at: at)
    }
  }
}
