import Conduct
import Store
import TestSupport
import Testing

@Suite struct RandomHistoryTests {
  /// The policy of the sample school, with hidden messages and second opinions.
  private static let policy: Policy = {
    var policy = Policy.sample
    policy.clauses[0].covers = [
      Clause.Coverage(category: CategoryID("abuse"), effect: .review),
      Clause.Coverage(category: CategoryID("abuse"), effect: .hold, from: .critical),
    ]
    policy.terms["second_opinion_percent"] = Sourced(30, from: .clause(ClauseID("A33")))
    return policy
  }()

  @Test(arguments: TestDatabase.isSQLite ? [1, 2] : [3] as [UInt64])
  func aThousandRandomStepsKeepTheTenInvariantsAndReplayToTheSameState(seed: UInt64) async throws {
    let school = try await SampleSchool.make(policy: Self.policy)
    var history = try await RandomHistory(school.store, school.id, seed: seed)
    for _ in 0..<4 {
      for _ in 0..<250 { _ = try await history.step() }
      _ = try await school.store.tick(school: school.id, at: history.time)
      let broken = try await history.broken()
      #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
    }
    #expect(history.disagreements.isEmpty, "\(history.disagreements.joined(separator: "\n"))")
    // A history of refusals would keep everything.
    #expect(history.taken.count > 30 && history.decisions.count > 20, "\(history.taken)")
  }
}
