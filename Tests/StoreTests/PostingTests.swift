import Conduct
import Store
import Testing

/// The posting rules on messages that come in: advice leaves no trace but a figure, what asks for a person waits in the
/// queue.
@Suite struct PostingTests {
  private static let at = SampleSchool.start

  private static func policy(_ lines: [Clause.Placing], _ parameters: [String: String] = [:]) -> Policy {
    var policy = Policy.sample
    policy.clauses.append(
      Clause(
        id: ClauseID("A99"), label: "Plaatsen", text: "Hoe berichten geplaatst worden.", binds: [.everyone],
        posting: lines, checks: [.metadata],
        parameters: parameters.mapValues { Sourced($0, from: .productDefault(reason: "voor deze proef")) }))
    return policy
  }

  private func post(_ school: SampleSchool, _ id: String, by author: Member, as persona: Role, to group: GroupID?)
    -> Intake
  {
    Intake(
      message: Message(
        externalID: id, author: author.id, persona: persona, group: group, kind: .post, sentAt: Self.at,
        text: "Morgen is er gym."), found: ScanResult(), ruleset: SampleSchool.ruleset.version)
  }

  @Test func whatAsksForAPersonWaitsAndSaysWhichClauseAndWhy() async throws {
    let school = try await SampleSchool.make(
      policy: Self.policy([Clause.Placing(rule: .teacherElsewhere, setting: .review)]))
    let (store, id) = (school.store, school.id)
    let other = try await store.addGroup(name: "groep 5", externalID: "g5", school: id, at: Self.at)
    let receipts = try await store.receive(
      [
        post(school, "p-1", by: school.teacher, as: .teacher, to: school.group.id),
        post(school, "p-2", by: school.teacher, as: .teacher, to: other.id),
      ], school: id, at: Self.at)
    #expect(receipts.map(\.outcome) == [.clear, .queued])
    let review = try #require(receipts[1].review)
    let file = try await store.review(review, for: school.director.id, school: id, at: Self.at)
    #expect(file.signals.map(\.rule) == [PostingRule.teacherElsewhere.id])
    #expect(file.signals.first?.clauses == ["A99"] && file.signals.first?.title == "Leerkracht in een andere groep")
    #expect(file.signals.first?.explanation == PostingRule.teacherElsewhere.explanation)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func adviceIsNeverKeptButCounted() async throws {
    let school = try await SampleSchool.make(
      policy: Self.policy(
        [
          Clause.Placing(rule: .topicMissing, setting: .advice), Clause.Placing(rule: .weekFull, setting: .advice),
        ], ["per_week_max": "2"]))
    let (store, id) = (school.store, school.id)
    let posts = (1...4).map { post(school, "p-\($0)", by: school.teacher, as: .teacher, to: school.group.id) }
    let shown = try await store.advice(on: posts[0].message, frames: PostingFrames(), school: id, at: Self.at)
    #expect(shown.map(\.rule) == [PostingRule.topicMissing.id])
    let receipts = try await store.receive(posts, school: id, at: Self.at)
    #expect(receipts.allSatisfy { $0.outcome == .clear })
    #expect(try await store.queue(for: school.director.id, school: id, at: Self.at).isEmpty)
    let counts = try await store.ruleCounts(school: id, from: Day(2026, 9, 21))
    #expect(counts.map(\.rule) == [PostingRule.weekFull.id, PostingRule.topicMissing.id].sorted())
    #expect(
      Set(counts.map { "\($0.rule.rawValue) \($0.count) \($0.group?.rawValue ?? "-")" }) == [
        "posting.rhythm.week-full 2 \(school.group.id)", "posting.topic.topic-missing 4 -",
      ])
    // The same file again counts nothing.
    _ = try await store.receive(posts, school: id, at: Self.at + 1)
    #expect(try await store.ruleCounts(school: id, from: Day(2026, 9, 21)) == counts)
  }

  @Test func aChangeOfTheRegisterCountsForTheNextMessage() async throws {
    let school = try await SampleSchool.make(
      policy: Self.policy([Clause.Placing(rule: .teacherElsewhere, setting: .review)]))
    let (store, id) = (school.store, school.id)
    let other = try await store.addGroup(name: "groep 5", externalID: "g5", school: id, at: Self.at)
    func outcome(_ name: String, sentAt time: Int64 = Self.at) async throws -> Receipt.Outcome? {
      var intake = post(school, name, by: school.teacher, as: .teacher, to: other.id)
      intake.message.sentAt = time
      return try await store.receive([intake], school: id, at: Self.at + 9).first?.outcome
    }
    #expect(try await outcome("p-1") == .queued)
    try await store.assign(
      Assignment(role: .teacher, group: other.id, from: Self.at), to: school.teacher.id, school: id, at: Self.at)
    #expect(try await outcome("p-2") == .clear)
    try await store.end(.teacher, in: other.id, of: school.teacher.id, school: id, at: Self.at + 1)
    #expect(try await outcome("p-3", sentAt: Self.at + 5) == .queued)
  }

  @Test func manyMessagesToOnePersonInADayAreOnlyCountedThatDay() async throws {
    let school = try await SampleSchool.make(
      policy: Self.policy(
        [Clause.Placing(rule: .manyToOne, setting: .advice)], ["per_person_per_day": "3"]))
    let (store, id) = (school.store, school.id)
    func talk(_ number: Int, at time: Int64) -> Intake {
      var intake = post(school, "t-\(number)", by: school.parent, as: .parent, to: nil)
      intake.message.kind = .oneToOne
      intake.message.sentAt = time
      intake.message.posting.recipient = school.teacher.id
      return intake
    }
    var receipts = try await store.receive(
      (1...5).map { talk($0, at: Self.at + Int64($0)) }, school: id, at: Self.at + 10)
    receipts += try await store.receive(
      [talk(6, at: Self.at + SampleSchool.day)], school: id, at: Self.at + SampleSchool.day)
    #expect(receipts.allSatisfy { $0.outcome == .outOfScope })
    let counts = try await store.ruleCounts(school: id, from: Day(2026, 9, 21))
    #expect(counts.map(\.count) == [2] && counts.first?.rule == PostingRule.manyToOne.id)
    func kept() async throws -> Int {
      try await school.database.read { try $0.run("SELECT author FROM contact_count", []).count }
    }
    #expect(try await kept() == 1)
    _ = try await store.purge(school: id, at: Self.at + 3 * SampleSchool.day)
    #expect(try await kept() == 0)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func whatStandsInAGroupBetweenTwoPeopleIsNotReadAndItsPicturesAreNotRegistered() async throws {
    let school = try await SampleSchool.make(
      policy: Self.policy([Clause.Placing(rule: .pictureUndeclared, setting: .review)]))
    let (store, id) = (school.store, school.id)
    var roster = Roster()
    roster.groups = [Roster.Group(key: "portal:talk", name: "Gesprek", kind: .oneToOne, place: "proef")]
    _ = try await store.adopt(roster, school: id, at: Self.at)
    let talk = try #require(try await store.groups(school: id).first { $0.kind == .oneToOne })
    var intake = school.intake("o-1", by: school.teacher)
    intake.message.persona = .teacher
    intake.message.group = talk.id
    intake.message.posting.attachments = [Conduct.Attachment(name: "foto.jpg", kind: .photo, isOwnDevice: true)]
    #expect(try await store.receive([intake], school: id, at: Self.at).map(\.outcome) == [.outOfScope])
    #expect(try await store.pictures(for: school.director.id, all: true, school: id, at: Self.at).isEmpty)
  }
}
