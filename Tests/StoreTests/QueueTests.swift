import Conduct
import Testing

@testable import Store

/// What waits stands in one order, however much there is of it.
@Suite struct QueueTests {
  private let at = SampleSchool.start

  private func numbers(_ school: SampleSchool, for member: Member, limit: Int = .max, at time: Int64) async throws
    -> [Int]
  {
    try await school.store.queue(for: member.id, school: school.id, at: time, limit: limit).map(\.review.number)
  }

  @Test func theFirstPageIsTheBeginningOfTheWholeQueueAtEveryHour() async throws {
    let school = try await SampleSchool.make()
    let severities: [Severity] = [.medium, .high, .critical]
    for batch in 0..<3 {
      let intakes = (0..<150).map {
        school.intake(
          "b-\(batch)-\($0)", by: $0 % 2 == 0 ? school.parent : school.stranger, severity: severities[$0 % 3])
      }
      _ = try await school.store.receive(intakes, school: school.id, at: at + Int64(batch) * SampleSchool.day)
    }
    let soon = at + 2 * SampleSchool.day
    let whole = try await school.store.queue(for: school.teacher.id, school: school.id, at: soon, limit: .max)
    #expect(whole.count == 450 && Set(whole.map(\.review.id)).count == 450)
    let ranks = whole.map(\.priority.rank)
    #expect(ranks == ranks.sorted())
    #expect(whole.prefix(150).allSatisfy { $0.review.severity == .critical })
    // What came in first stands first among its equals.
    #expect(whole.first?.review.receivedAt == at && whole[149].review.receivedAt == soon)
    let order = whole.map(\.review.number)
    for limit in [1, 7, 200, 201, 449] {
      #expect(try await numbers(school, for: school.teacher, limit: limit, at: soon) == Array(order.prefix(limit)))
    }
    #expect(try await numbers(school, for: school.director, at: soon) == order)
    #expect(try await numbers(school, for: school.teacher, at: soon + 30 * SampleSchool.day) == order)
  }

  @Test func whatAMemberMayNotSeeTakesNoPlace() async throws {
    let school = try await SampleSchool.make()
    let neighbour = try await school.member("Buur", .teacher, family: school.stranger.family)
    let theirs = (0..<230).map { school.intake("b-\($0)", by: school.stranger, severity: .critical) }
    let others = (0..<20).map { school.intake("c-\($0)", severity: .medium) }
    _ = try await school.store.receive(theirs + others, school: school.id, at: at)
    #expect(try await numbers(school, for: neighbour, limit: 15, at: at) == Array(231...245))
    #expect(try await numbers(school, for: neighbour, at: at) == Array(231...250))
    #expect(try await numbers(school, for: school.teacher, at: at).count == 250)
    let since = try await school.store.read(school.id, at: at) { try $0.waitingSince(for: neighbour) }
    #expect(since == Array(repeating: at, count: 20))
  }

  @Test func aReportMovesAMessageAheadAndTakingItBackMovesItBack() async throws {
    let school = try await SampleSchool.make()
    _ = try await school.store.receive(["b-1", "b-2"].map { school.intake($0) }, school: school.id, at: at)
    #expect(try await numbers(school, for: school.teacher, at: at) == [1, 2])
    let own = try await school.report("b-2")
    #expect(try await numbers(school, for: school.teacher, at: at) == [2, 1])
    _ = try await school.store.advanceOwn(
      own.id, .withdraw(reason: ""), by: school.stranger.id, school: school.id, at: at)
    #expect(try await numbers(school, for: school.teacher, at: at) == [1, 2])
  }

  @Test func aDatabaseOfBeforeIsPutInTheSameOrder() async throws {
    let school = try await SampleSchool.busy()
    _ = try await school.store.receive(
      [school.intake("q-1", severity: .medium), school.intake("q-2", by: school.stranger)], school: school.id, at: at)
    try await school.report("q-1", .threat)
    try await school.report("q-1", .rude, by: school.colleague)
    func ranks() async throws -> [ReviewID: Int64] {
      try await school.database.read { connection in
        let rows = try connection.run("SELECT id, rank FROM review WHERE rank IS NOT NULL", [])
        return try Dictionary(uniqueKeysWithValues: rows.map { (try $0.id("id"), try $0.integer("rank")) })
      }
    }
    let before = try await ranks()
    let fill = try #require(Schema.queue.first { $0.hasPrefix("UPDATE review SET rank") })
    try await school.database.write { connection in
      _ = try connection.run("UPDATE review SET rank = NULL", [])
      _ = try connection.run(fill, [])
    }
    let after = try await ranks()
    #expect(before.count > 1 && before.keys == after.keys)
    // How many can read it is left out: half an hour and more for each.
    for (id, rank) in after { #expect((0...10 * SampleSchool.day).contains(rank - (before[id] ?? 0))) }
  }
}
