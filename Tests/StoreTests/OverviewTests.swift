import Conduct
import Store
import Testing

@Suite struct OverviewTests {
  @Test func aDirectorSeesHowTheWeeksWentAndWhatTheLogSays() async throws {
    let school = try await SampleSchool.make()
    let at = SampleSchool.start
    try await school.violation("a")
    _ = try await school.review("b")
    let found = try await school.store.overview(
      from: Day(2026, 9, 1), for: school.director.id, school: school.id, at: at + 1)
    #expect(found.weeks.map(\.received).reduce(0, +) == 2 && found.weeks.map(\.decided).reduce(0, +) == 1)
    #expect(found.rules[RuleID("nl.abuse.sample")]?.hits == 2)
    #expect(found.rules[RuleID("nl.abuse.sample")]?.confirmed == 1)
    #expect(found.decisions == 1 && found.undone == 0 && found.open.count == 1)
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      _ = try await school.store.overview(
        from: Day(2026, 9, 1), for: school.teacher.id, school: school.id, at: at + 1)
    }
    let states = try await school.store.signIns(for: school.director.id, school: school.id, at: at)
    #expect(states[school.teacher.id] != nil || states.isEmpty)
    _ = try await school.store.caseload(for: school.director.id, school: school.id, at: at)
    _ = try await school.store.visibleMessages(for: school.partner.id, school: school.id, at: at)
    _ = try await school.store.ownMatters(of: school.parent.id, school: school.id, at: at)
  }
}
