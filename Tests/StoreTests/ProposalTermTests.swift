import Conduct
import Store
import Testing

/// A proposal waits no longer than its term before the next person hears of it.
@Suite struct ProposalTermTests {
  private let at = SampleSchool.start
  private let day = SampleSchool.day

  private func terms(_ school: SampleSchool, for member: Member, at time: Int64) async throws -> [Duty] {
    try await school.store.due(for: member.id, school: school.id, at: time).map(\.duty).filter { $0.kind == .proposal }
  }

  @Test func aProposalOfTheLadderAsksTheDirectorAndThenTheBoard() async throws {
    var policy = Policy.sample
    policy.terms["proposal_school_days"] = Sourced(4, from: .clause(ClauseID("A33")))
    let school = try await SampleSchool.make(policy: policy)
    let (store, id) = (school.store, school.id)
    let proposal = try #require(try await school.violation("b-1").proposal)
    let begun = try await terms(school, for: school.director, at: at)
    #expect(begun.map(\.subject.id) == [proposal.id.rawValue] && begun[0].clock.term == .schoolDays(4))
    #expect(try await terms(school, for: school.board, at: at).isEmpty)
    try await store.tick(school: id, at: at + 3 * day)
    #expect(try await school.told(school.director).contains(.reminder))
    #expect(try await store.tick(school: id, at: at + 10 * day).escalations == 1)
    #expect(try await terms(school, for: school.board, at: at + 10 * day).count == 1)
    #expect(try await store.tick(school: id, at: at + 10 * day).isEmpty)
    let measure = try await store.measure("1", for: school.director.id, school: id, at: at).measure
    try await store.refuse(
      measure.id, reason: "Al besproken.", expecting: measure.version, by: school.director.id, school: id,
      at: at + 10 * day)
    #expect(try await terms(school, for: school.board, at: at + 10 * day).isEmpty)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func itEndsWithTheAnnouncementAndNotWithTheSecondAgreement() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director)
    var now = try await store.propose(
      .premisesBan, about: school.parent.id, reason: "Dreigt.", by: director.id, school: id, at: at)
    var plan = Measure.Plan.complete
    plan.urgency = nil
    now = try await store.prepare(now.id, plan, expecting: now.version, by: director.id, school: id, at: at)
    now = try await store.approve(now.id, expecting: now.version, by: school.board.id, school: id, at: at)
    #expect(try await terms(school, for: director, at: at).count == 1)
    _ = try await store.announce(
      now.id, respondBy: at + 14 * day, expecting: now.version, by: director.id, school: id, at: at)
    #expect(try await terms(school, for: director, at: at).isEmpty)
    // What is about a director is the board's, also this.
    _ = try await store.propose(
      .staffReprimand, about: director.id, reason: "Toon.", by: school.board.id, school: id, at: at)
    #expect(try await terms(school, for: school.board, at: at).count == 1)
    #expect(try await terms(school, for: director, at: at).isEmpty)
  }
}
