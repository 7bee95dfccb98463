import Conduct
import Foundation
import Store
import TestSupport
import Testing

@Suite struct PrivacyTests {
  private let at = SampleSchool.start
  private let day = SampleSchool.day

  private func dismissed(_ school: SampleSchool, _ id: String) async throws {
    let receipts = try await school.store.receive(
      [school.intake(id, "Wat een sukkel \(id).")], school: school.id, at: at)
    let review = try #require(receipts.first?.review)
    let claimed = try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
    _ = try await school.store.decide(
      review, .dismiss(.context), expecting: claimed.version, by: school.teacher.id, school: school.id, at: at)
  }

  @Test func aHoldKeepsEverythingUntilItIsLifted() async throws {
    let school = try await SampleSchool.make()
    try await dismissed(school, "b-1")
    _ = try await school.store.receive(
      [school.intake("c-1", "Bedankt!", severity: nil)], school: school.id, at: at)
    let hold = try await school.store.placeHold(
      on: school.parent.id, reason: "Aangifte.", reviewAt: at + 900 * day, by: school.director.id, school: school.id,
      at: at)
    let later = at + 800 * day
    let held = try await school.store.purge(school: school.id, at: later)
    #expect(held.payloads == 0 && held.held == 2 && held.messages == 0)
    try await school.store.liftHold(
      hold.number, reason: "Klaar.", by: school.director.id, school: school.id, at: later)
    let freed = try await school.store.purge(school: school.id, at: later)
    #expect(freed.payloads == 2 && freed.messages == 1)
    let holds = try await school.store.holds(for: school.director.id, school: school.id, at: later)
    #expect(holds.map(\.reasons) == [["Aangifte.", "Klaar."]] && holds[0].liftedBy == school.director.id)
    let kinds = try await school.store.log(school: school.id).map(\.kind)
    #expect(kinds.contains(.holdPlaced) && kinds.contains(.holdLifted))
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aHoldIsDueWhenItsDateComesAndCanBeProlonged() async throws {
    let school = try await SampleSchool.make()
    let hold = try await school.store.placeHold(
      on: school.parent.id, reason: "Klacht.", reviewAt: at + 100 * day, by: school.director.id, school: school.id,
      at: at)
    func due(_ time: Int64) async throws -> [Duty.Kind] {
      try await school.store.due(for: school.director.id, school: school.id, at: time).map(\.duty.kind)
    }
    #expect(try await due(at + 50 * day) == [])
    #expect(try await due(at + 99 * day) == [.holdReview])
    #expect(try await due(at + 101 * day) == [.holdReview])
    try await school.store.prolongHold(
      hold.number, reason: "Loopt nog.", reviewAt: at + 200 * day, by: school.director.id, school: school.id,
      at: at + 101 * day)
    #expect(try await due(at + 102 * day) == [])
    try await school.store.liftHold(
      hold.number, reason: "Klaar.", by: school.director.id, school: school.id, at: at + 103 * day)
    #expect(try await due(at + 300 * day) == [])
    await #expect(throws: StoreError.self) {
      try await school.store.liftHold(
        hold.number, reason: "Nog eens.", by: school.director.id, school: school.id, at: at + 104 * day)
    }
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aHoldNeedsAReasonADateAheadAndSomebodyWhoMayDecideIt() async throws {
    let school = try await SampleSchool.make()
    func place(_ reason: String, _ reviewAt: Int64, by member: Member) async throws {
      try await school.store.placeHold(
        on: school.parent.id, reason: reason, reviewAt: reviewAt, by: member.id, school: school.id, at: at)
    }
    for member in [school.parent, school.partner, school.teacher, school.board] {
      await #expect(throws: StoreError.self) { try await place("x", at + day, by: member) }
    }
    await #expect(throws: StoreError.self) { try await place(" ", at + day, by: school.director) }
    await #expect(throws: StoreError.self) { try await place("x", at, by: school.director) }
    #expect(try await school.store.holds(for: school.director.id, school: school.id, at: at) == [])
  }

  @Test func whatIsNotNeededIsErasedAtOnceAndTheRestSaysWhyItStays() async throws {
    let school = try await SampleSchool.make()
    try await dismissed(school, "b-1")
    _ = try await school.store.receive(
      [school.intake("c-1", "Bedankt!", severity: nil)], school: school.id, at: at)
    try await school.violation("b-2")
    _ = try await school.review("b-3", at: at + 1)
    func erase(isRehearsal: Bool) async throws -> ErasureReport {
      try await school.store.erase(
        school.parent.id, isRehearsal: isRehearsal, by: school.director.id, school: school.id, at: at + day)
    }
    let before = try await school.store.verify(school: school.id)
    let rehearsed = try await erase(isRehearsal: true)
    #expect(try await school.store.verify(school: school.id) == before)
    let report = try await erase(isRehearsal: false)
    #expect(report == rehearsed && report.erased == [.dismissed: 1, .recent: 1])
    let kept = Dictionary(uniqueKeysWithValues: report.kept.map { ($0.retention, $0.reason) })
    #expect(kept[.minor] == .term && kept[.register] == .register)
    #expect(try await erase(isRehearsal: false).erased.isEmpty)
    let verification = try await school.store.verify(school: school.id)
    #expect(verification.isWhole && verification.purged == 1)
    try await school.store.placeHold(
      on: school.parent.id, reason: "Aangifte.", reviewAt: at + 9 * day, by: school.director.id, school: school.id,
      at: at + day)
    try await dismissed(school, "b-4")
    let held = try await erase(isRehearsal: false)
    #expect(held.erased.isEmpty && held.kept.contains { $0.reason == .hold })
    await #expect(throws: StoreError.self) {
      _ = try await school.store.erase(school.parent.id, by: school.teacher.id, school: school.id, at: at)
    }
  }

  @Test func aRectificationStaysWithTheRecordAndChangesNothingInIt() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.violation("b-1")
    let opened = try await school.store.openCase(
      about: school.parent.id, reason: "Herhaling.", by: school.director.id, school: school.id, at: at)
    func rectify(_ kind: Rectification.Subject, _ number: Int, by member: Member) async throws {
      try await school.store.rectify(
        kind, number, text: "Ik citeerde een ander.", by: member.id, school: school.id, at: at)
    }
    try await rectify(.review, ruling.review.number, by: school.director)
    try await rectify(.conductCase, opened.number, by: school.director)
    await #expect(throws: StoreError.notFound("Beoordeling", handle: "1")) {
      try await rectify(.review, 1, by: school.partner)
    }
    await #expect(throws: StoreError.notFound("Maatregel", handle: "99")) {
      try await rectify(.measure, 99, by: school.director)
    }
    let history = try await school.store.history(
      of: school.parent.id, for: school.director.id, why: .request, school: school.id, at: at)
    #expect(history.rectifications.map(\.text) == ["Ik citeerde een ander.", "Ik citeerde een ander."])
    #expect(history.decisions.map(\.id) == [ruling.decision.id])
    let file = try await school.store.conductCase(
      "1", for: school.director.id, why: .handling, school: school.id, at: at)
    #expect(file.words.contains("Ik citeerde een ander."))
    #expect(try await school.store.verify(school: school.id).faults == [])
  }
}
