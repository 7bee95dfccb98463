import Conduct
import Store
import Testing

/// How often classes hear from school: soft, both ways, by group.
@Suite struct RhythmTests {
  private let at = SampleSchool.start + 21 * SampleSchool.day

  @Test func weeksWithFewAndManyMessagesAreToldApartAndEachSeesTheOwn() async throws {
    var policy = Policy.sample
    policy.clauses[0].parameters = [
      "per_week_min": Sourced("1", from: .clause(ClauseID("A33"))),
      "per_week_max": Sourced("2", from: .clause(ClauseID("A33"))),
    ]
    let school = try await SampleSchool.make(policy: policy)
    let (store, id) = (school.store, school.id)
    func post(
      _ name: String, _ day: Int64, kind: Message.Kind = .post, by author: Member? = nil, as role: Role = .teacher
    )
      async throws
    {
      var intake = school.intake(name, "Morgen gym \(name).", by: author ?? school.teacher, severity: nil)
      intake.message.persona = role
      intake.message.kind = kind
      intake.message.sentAt = SampleSchool.start + day * SampleSchool.day
      _ = try await store.receive([intake], school: id, at: at)
    }
    for number in 0..<3 { try await post("a-\(number)", 1) }
    try await post("b-1", 8)
    try await post("b-2", 8, kind: .reaction)
    try await post("b-3", 8, by: school.parent, as: .parent)
    let rhythm = try await store.rhythm(for: school.director.id, school: id, at: at)
    #expect(rhythm.agreed == 1...2)
    let weeks = try #require(rhythm.weeks[school.group.id])
    #expect(weeks.suffix(3).map(\.posts) == [3, 1, 0])
    #expect(weeks.suffix(3).map(\.measure) == [.many, .fitting, .few])
    #expect(try await store.rhythm(for: school.teacher.id, school: id, at: at) == rhythm)
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      _ = try await store.rhythm(for: school.parent.id, school: id, at: at)
    }
    let other = try await store.addGroup(name: "groep 5", externalID: "g5", school: id, at: at)
    #expect(try await store.rhythm(for: school.teacher.id, school: id, at: at).weeks[other.id] == nil)
  }
}
