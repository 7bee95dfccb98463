import Conduct
import Store
import Testing

/// What falls when a decision is taken back or opened anew, and what stays; and who may not judge it.
@Suite struct UndoingTests {
  private let at = SampleSchool.start

  enum Way: CaseIterable { case undone, reopened }

  /// The director takes a decision back, or opens its review anew.
  private func fall(_ way: Way, _ review: ReviewID, _ school: SampleSchool) async throws {
    switch way {
    case .undone:
      try await school.store.undo(review, reason: "Citaat.", by: school.director.id, school: school.id, at: at + 1)
    case .reopened:
      try await school.store.reopen(review, reason: "Nieuws.", by: school.director.id, school: school.id, at: at + 1)
    }
  }

  private func appeal(_ decision: DecisionID, _ school: SampleSchool) async throws -> Appeal {
    try await school.store.appeal(
      against: .decision(decision), for: school.parent.id, grounds: "Het was een grap.",
      by: school.parent.id, school: school.id, at: at)
  }

  @Test(arguments: Way.allCases) func anAppealFallsWithItsDecisionAndTheNewDecisionStands(way: Way) async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let review = try await school.review("b-1")
    let own = try await school.report("b-1")
    let first = try await school.decide(review, .violation)
    let filed = try await appeal(first.decision.id, school)
    let complaint = try await school.complain(about: own)
    try await fall(way, first.review.id, school)
    for number in [filed.number, complaint.number] {
      let file = try await store.appeal("\(number)", for: school.board.id, school: id, at: at)
      #expect(file.appeal.state == .superseded && file.due == nil)
    }
    await #expect {
      _ = try await appeal(first.decision.id, school)
    } throws: {
      if case StoreError.invalid(let advice) = $0 { advice.contains("geldt niet meer") } else { false }
    }
    let second = try await school.decide(first.review.id, .violation, by: school.colleague, at: at + 2)
    // A measure's appeal cannot reach the new decision through the old one either.
    let measure = try await school.imposed(.postingRestriction, at: at + 3)
    var now = try await store.appeal(
      against: .measure(measure.id), for: school.parent.id, grounds: "Te zwaar.", by: school.parent.id,
      school: id, at: at + 3)
    for step: Appeal.Step in [.admit(excuse: nil, suspends: false), .assign(school.board), .begin] {
      now = try await store.advance(now.id, step, expecting: now.version, by: school.board.id, school: id, at: at + 4)
    }
    await #expect {
      _ = try await store.decide(
        now.id, .reversed(alsoUndoing: [first.decision.id]), motivation: "Te zwaar.", expecting: now.version,
        by: school.board.id, school: id, at: at + 5)
    } throws: {
      if case StoreError.invalid(let advice) = $0 { advice.contains("geldt al niet meer") } else { false }
    }
    let history = try await store.history(
      of: school.parent.id, for: school.director.id, why: .oversight, school: id, at: at + 6)
    #expect(history.strikes.first { $0.decision == first.decision.id }?.state == .overruled)
    #expect(history.strikes.first { $0.decision == second.decision.id }?.state == .active)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test(arguments: Way.allCases) func whatWasProposedWithADecisionFallsWithIt(way: Way) async throws {
    let school = try await SampleSchool.make()
    let finding = Finding(
      clauses: [ClauseID("A33")], severity: .high, motivation: "Schelden.", effects: [.withoutStrike, .propose(.talk)])
    let ruling = try await school.decide(try await school.review("b-1"), .establish(finding))
    let other = try await school.store.propose(
      .reminder, about: school.parent.id, reason: "Toon.", by: school.director.id, school: school.id, at: at)
    try await fall(way, ruling.review.id, school)
    let file = try await school.store.measure("1", for: school.board.id, school: school.id, at: at)
    #expect(file.measure.state == .reversed && file.measure.decision == ruling.decision.id)
    #expect(file.others.map(\.id) == [other.id] && file.others.map(\.state) == [.proposed])
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func doublesFollowTheFirstOneAndTheirAuthorIsTold() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let removal = Judgement.establish(
      Finding(clauses: [ClauseID("A33")], severity: .high, motivation: "Schelden.", effects: [.remove]))
    let first = try await school.review("b-1")
    let double = try await school.review("b-2")
    _ = try await school.decide(first, removal)
    let shown = try await store.duplicates(of: first, for: school.teacher.id, school: id, at: at)
    _ = try await store.closeDuplicates(
      of: first, expecting: Dictionary(uniqueKeysWithValues: shown.map { ($0.review.id, $0.review.version) }),
      by: school.teacher.id, school: id, at: at)
    func stand() async throws -> (Review.Visibility, [Notice.Kind]) {
      let file = try await store.review(double, for: school.director.id, school: id, at: at)
      let item = "decision \(file.decisions[0].id)"
      let told = try await store.notices(for: school.parent.id, school: id).filter { $0.item == item }
      return (file.review.visibility, told.map(\.kind))
    }
    #expect(try await stand() == (.removed, [.decided]))
    try await store.undo(first, reason: "Citaat.", by: school.director.id, school: id, at: at + 1)
    #expect(try await stand() == (.restored, [.decided, .restored]))
    _ = try await school.decide(first, removal, by: school.colleague, at: at + 2)
    #expect(try await stand() == (.removed, [.decided, .restored, .decided]))
    // Once it was taken back by itself it follows no more.
    try await store.undo(double, reason: "Anders.", by: school.director.id, school: id, at: at + 3)
    try await store.undo(first, reason: "Toch.", by: school.director.id, school: id, at: at + 4)
    let file = try await store.review(double, for: school.director.id, school: id, at: at + 4)
    #expect(file.review.visibility == .restored && file.review.state == .reopened)
    #expect(try await store.verify(school: id).faults == [])
  }

  // MARK: Who judges

  /// A second director, who had a hand in something earlier.
  private func second(_ school: SampleSchool) async throws -> Member {
    try await school.store.addMember(
      MemberDraft(name: "Adjunct", assignments: [Assignment(role: .director, from: at)]), school: school.id, at: at)
  }

  enum Hand: CaseIterable { case preparedBefore, decidedTheCase, establishedWhatWasOverruled, none }

  @Test(arguments: Hand.allCases) func whoHadAHandEarlierDoesNotSeeTheAppeal(hand: Hand) async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let second = try await second(school)
    if hand == .establishedWhatWasOverruled {
      let ruling = try await school.decide(try await school.review("b-1"), .violation, by: second)
      let measure = try await school.imposed(.reminder)
      try await store.undo(ruling.review.id, reason: "Toch niet.", by: school.director.id, school: id, at: at + 1)
      #expect(try await sees(measure, second, school) == false)
      return
    }
    if hand == .decidedTheCase {
      var now = try await store.openCase(
        about: school.parent.id, reason: "Toon.", by: school.board.id, school: id, at: at)
      for step in [
        Case.Step(.investigate), Case.Step(.invite, words: "Graag uw kant.", respondBy: at + 14 * SampleSchool.day),
        Case.Step(.hear, words: "Sorry."), Case.Step(.conclude, words: "Niemand meldde het."),
        Case.Step(.decide, words: "Een herinnering."),
      ] { now = try await store.advance(now.id, step, expecting: now.version, by: second.id, school: id, at: at) }
    }
    let proposed = try await store.propose(
      .reminder, about: school.parent.id, reason: "Toon.", by: school.director.id, school: id, at: at)
    if hand == .preparedBefore {
      // Two people must agree on this one, so that it can be prepared again.
      let ban = try await store.propose(
        .premisesBan, about: school.parent.id, reason: "Dreigt.", by: school.director.id, school: id, at: at)
      var plan = Measure.Plan.complete
      plan.isUrgent = true
      try await store.prepare(ban.id, plan, expecting: 1, by: second.id, school: id, at: at)
      try await store.prepare(ban.id, plan, expecting: 2, by: school.director.id, school: id, at: at)
      let active = try await store.impose(ban.id, expecting: 3, by: school.director.id, school: id, at: at)
      #expect(try await sees(active, second, school) == false)
      return
    }
    try await store.prepare(proposed.id, .complete, expecting: 1, by: school.director.id, school: id, at: at)
    let active = try await store.impose(proposed.id, expecting: 2, by: school.director.id, school: id, at: at)
    #expect(try await sees(active, second, school) == (hand == .none))
  }

  private func sees(_ measure: Measure, _ member: Member, _ school: SampleSchool) async throws -> Bool {
    _ = try await school.store.appeal(
      against: .measure(measure.id), for: school.parent.id, grounds: "Te zwaar.", by: school.parent.id,
      school: school.id, at: at + 2)
    #expect(try await school.store.appeals(for: school.board.id, school: school.id, at: at + 2).count == 1)
    return try await !school.store.appeals(for: member.id, school: school.id, at: at + 2).isEmpty
  }

  @Test func whoDecidedTheCaseGivesNoSecondOpinionOnWhatItCollects() async throws {
    var policy = Policy.sample
    policy.terms["second_opinion_percent"] = Sourced(100, from: .clause(ClauseID("A33")))
    let school = try await SampleSchool.make(policy: policy)
    let (store, id) = (school.store, school.id)
    let second = try await second(school)
    _ = try await school.violation("b-1")
    #expect(try await store.secondOpinions(for: second.id, school: id, at: at).count == 1)
    var now = try await store.openCase(
      about: school.parent.id, reason: "Toon.", by: school.board.id, school: id, at: at)
    for step in [
      Case.Step(.investigate), Case.Step(.invite, words: "Graag uw kant.", respondBy: at + 14 * SampleSchool.day),
      Case.Step(.hear, words: "Sorry."), Case.Step(.conclude, words: "Niemand meldde het."),
      Case.Step(.decide, words: "Een gesprek."),
    ] { now = try await store.advance(now.id, step, expecting: now.version, by: second.id, school: id, at: at) }
    #expect(try await store.secondOpinions(for: second.id, school: id, at: at).isEmpty)
    #expect(try await store.secondOpinions(for: school.director.id, school: id, at: at).count == 1)
  }
}
