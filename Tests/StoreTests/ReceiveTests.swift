import Conduct
import Store
import Testing

@Suite struct ReceiveTests {
  @Test func importingTwiceDoublesNothing() async throws {
    let school = try await SampleSchool.make()
    let intakes = [school.intake("b-1"), school.intake("b-2", "Dank voor de foto's.", severity: nil)]
    let first = try await school.store.receive(intakes, school: school.id, at: SampleSchool.start)
    let second = try await school.store.receive(intakes, school: school.id, at: SampleSchool.start + 1)
    #expect(first.map(\.outcome) == [.queued, .clear])
    #expect(second.map(\.outcome) == [.known, .known])
    #expect(second.map(\.message) == first.map(\.message))
    let queue = try await school.store.queue(for: school.teacher.id, school: school.id, at: SampleSchool.start)
    #expect(queue.count == 1)
  }

  @Test func anEditedTextReplacesTheOpenReviewAndBothTextsAreKnownFromThenOn() async throws {
    let school = try await SampleSchool.make()
    let at = SampleSchool.start
    let old = try await school.review("b-1")
    let edit = school.intake("b-1", "Wat een enorme sukkel.", editedAt: at + 5)
    let receipts = try await school.store.receive([edit], school: school.id, at: at + 10)
    #expect(receipts.first?.outcome == .queued)
    #expect(receipts.first?.supersedes == old)
    let file = try await school.store.review(old, for: school.teacher.id, school: school.id, at: at)
    #expect(file.review.state == .superseded)
    #expect(file.message.text == "Wat een sukkel ben je.")
    let again = try await school.store.receive([school.intake("b-1"), edit], school: school.id, at: at + 20)
    #expect(again.map(\.outcome) == [.known, .known])
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aBatchWithAnUnknownAuthorOrGroupLeavesNothingBehind() async throws {
    let school = try await SampleSchool.make()
    let ghost = Member(id: MemberID("m-nobody"), account: AccountID("a"), name: "Niemand")
    await #expect(throws: StoreError.notFound("Lid", handle: "m-nobody")) {
      try await school.store.receive(
        [school.intake("b-1"), school.intake("b-2", by: ghost)], school: school.id, at: SampleSchool.start)
    }
    var lost = school.intake("b-3")
    lost.message.group = GroupID("g-nowhere")
    await #expect(throws: StoreError.notFound("Groep", handle: "g-nowhere")) {
      try await school.store.receive([school.intake("b-1"), lost], school: school.id, at: SampleSchool.start)
    }
    #expect(try await school.store.queue(for: school.teacher.id, school: school.id, at: SampleSchool.start).isEmpty)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func clearMessagesGiveOneCountADayAndNoEventEach() async throws {
    let school = try await SampleSchool.make()
    let before = try await school.store.verify(school: school.id).events
    let clear = (0..<40).map { school.intake("c-\($0)", "Fijne vakantie \($0)", severity: nil) }
    _ = try await school.store.receive(clear, school: school.id, at: SampleSchool.start)
    #expect(try await school.store.verify(school: school.id).events == before)
    _ = try await school.store.receive([], school: school.id, at: SampleSchool.start + SampleSchool.day)
    _ = try await school.store.receive([], school: school.id, at: SampleSchool.start + SampleSchool.day + 1)
    let counts = try await school.store.log(school: school.id).filter { $0.kind == .counted }
    #expect(counts.map(\.body.counts) == [["clear": 40]])
    #expect(counts.map(\.body.outcome) == ["2026-09-21"])
  }

  @Test(arguments: [(0, 0), (7, 1), (60, 1)]) func clearTextsAreKeptAsThePolicySays(days: Int, kept: Int) async throws {
    var policy = Policy.sample
    policy.retention["recent"] = Sourced(days, from: .clause(ClauseID("A33")))
    let school = try await SampleSchool.make(policy: policy)
    let before = try await school.store.verify(school: school.id).payloads
    _ = try await school.store.receive(
      [school.intake("c-1", "Tot morgen.", severity: nil)], school: school.id, at: SampleSchool.start)
    #expect(try await school.store.verify(school: school.id).payloads == before + kept)
    _ = try await school.store.purge(school: school.id, at: SampleSchool.start + 14 * SampleSchool.day)
    #expect(try await school.store.verify(school: school.id).payloads == before)
  }

  @Test func aCareSignalGoesToTheNamedPersonAndEstablishesNothing() async throws {
    let school = try await SampleSchool.make()
    let at = SampleSchool.start
    let care = try await school.store.addMember(
      MemberDraft(name: "Zorg", assignments: [Assignment(role: .staff, function: .care, from: at)]),
      school: school.id, at: at)
    var intake = school.intake("b-1")
    intake.categories = [
      Category(
        id: CategoryID("abuse"), kind: .text, name: "zorg", explanation: "", defaultEffect: .review, isCareRoute: true)
    ]
    _ = try await school.store.receive([intake], school: school.id, at: at)
    #expect(try await school.store.queue(for: school.teacher.id, school: school.id, at: at).isEmpty)
    let item = try #require(try await school.store.queue(for: care.id, school: school.id, at: at).first)
    let claimed = try await school.store.claim(item.review.id, by: care.id, school: school.id, at: at)
    await #expect(throws: StoreError.notAllowed(.careOnly)) {
      try await school.store.decide(
        claimed.id, .violation, expecting: claimed.version, by: care.id, school: school.id, at: at)
    }
    let ruling = try await school.store.decide(
      claimed.id, .careArranged(note: "Gebeld met de ouder."), expecting: claimed.version, by: care.id,
      school: school.id, at: at)
    #expect(ruling.strike == nil)
  }

  @Test func messagesAreWeighedByThePolicyInForceWhenTheyComeIn() async throws {
    let school = try await SampleSchool.make()
    let at = SampleSchool.start
    var milder = Policy.sample
    milder.version = "sha256:milder"
    milder.clauses[0].covers = [Clause.Coverage(category: CategoryID("abuse"), effect: .advice)]
    let take: (String) async throws -> [Receipt.Outcome] = { id in
      let message = school.intake(id).message
      let receipts = try await school.store.take(
        [(message, Array(message.text.utf8))], under: SampleSchool.ruleset, categories: [], school: school.id, at: at
      ) { bytes in
        #expect(bytes == Array(message.text.utf8))
        return school.intake(id).found
      }
      return receipts.map(\.outcome)
    }
    #expect(try await take("b-1") == [.queued])
    try await school.store.adopt(milder, school: school.id, at: at)
    #expect(try await take("b-2") == [.clear])
    #expect(try await take("b-1") == [.known])
  }
}
