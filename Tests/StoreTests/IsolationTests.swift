import Conduct
import Store
import Testing

/// Every store method is called for one school with the ids of another, in one database.
@Suite struct IsolationTests {
  struct Call: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let run: @Sendable (SampleSchool, SchoolID) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (SampleSchool, SchoolID) async throws -> Void) {
      testDescription = name
      self.run = run
    }
  }

  static let at = SampleSchool.start

  /// `theirs` holds the other school's ids; `mine` is the school that is asked.
  static let calls = messages + casework + register + own + dossiers

  /// Ids of one school, asked of another: by an id of a thing, and by a person of the other school.
  @Test(arguments: calls) func idsOfAnotherSchoolAreUnknown(call: Call) async throws {
    let theirs = try await SampleSchool.make()
    let mine = try await SampleSchool.make(id: SchoolID("school-b"), beside: theirs)
    var other = Policy.sample
    other.version = "sha256:other"
    try await theirs.store.adopt(other, school: theirs.id, at: Self.at)
    let before = try await theirs.store.verify(school: theirs.id)
    let mineBefore = try await mine.store.verify(school: mine.id)
    await #expect {
      try await call.run(theirs, mine.id)
    } throws: {
      if case StoreError.notFound = $0 { true } else { false }
    }
    // The call itself may have prepared something at the other school; nothing may have happened at this one.
    #expect(try await mine.store.verify(school: mine.id).head == mineBefore.head)
    #expect(before.isWhole && mineBefore.isWhole)
  }

  @Test func listsHoldTheOwnSchoolOnly() async throws {
    let theirs = try await SampleSchool.make()
    let mine = try await SampleSchool.make(id: SchoolID("school-b"), beside: theirs)
    try await theirs.violation("b-1")
    _ = try await theirs.review("b-2")
    let at = Self.at
    #expect(try await mine.store.queue(for: mine.teacher.id, school: mine.id, at: at).isEmpty)
    try await theirs.store.proposeRuleChange(
      .exception(["x"]), reason: "x", by: theirs.director.id, school: theirs.id, at: at)
    #expect(try await mine.store.ruleChangesInForce(school: mine.id).isEmpty)
    #expect(try await mine.store.proposals(for: mine.director.id, school: mine.id, at: at).isEmpty)
    #expect(
      Set(try await mine.store.members(school: mine.id).map(\.id)).isDisjoint(
        with: try await theirs.store.members(school: theirs.id).map(\.id)))
    #expect(try await mine.store.groups(school: mine.id).map(\.id) == [mine.group.id])
    #expect(try await mine.store.log(school: mine.id).allSatisfy { $0.kind != .decided })
    let received = try await mine.store.receive([mine.intake("b-1")], school: mine.id, at: at)
    #expect(received.map(\.outcome) == [.queued])
    try await theirs.store.adopt(
      SchoolCalendar(id: "x", title: "Anders", version: "sha256:x"), school: theirs.id, at: at)
    #expect(try await mine.store.calendar(school: mine.id).id == "geen")
    #expect(try await mine.store.tick(school: mine.id, at: at).isEmpty)
    let purged = try await mine.store.purge(school: mine.id, at: at + 900 * SampleSchool.day)
    #expect(purged.payloads == 0)
    #expect(try await theirs.store.verify(school: theirs.id).isWhole)
    #expect(try await theirs.store.queue(for: theirs.teacher.id, school: theirs.id, at: at).count == 1)
  }
}
