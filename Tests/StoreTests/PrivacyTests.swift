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

  /// Whoever opens what a rectification is about reads it there, and nobody finds it with something else.
  @Test func aRectificationStandsOnThePageThatItIsAbout() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    let ruling = try await school.violation("b-1")
    let other = try await school.violation("b-2")
    let measure = try await school.imposed(.postingRestriction)
    let appeal = try await store.appeal(
      against: .measure(measure.id), for: school.parent.id, grounds: "Te zwaar.",
      by: school.parent.id, school: id, at: at + 1)
    for (kind, number) in [
      (Rectification.Subject.review, ruling.review.number), (.measure, measure.number), (.appeal, appeal.number),
    ] {
      try await store.rectify(kind, number, text: "Over \(kind.name).", by: director, school: id, at: at + 2)
    }
    let review = try await store.review(ruling.review.id, for: school.teacher.id, school: id, at: at + 3)
    #expect(review.rectifications.map(\.text) == ["Over beoordeling."])
    let untouched = try await store.review(other.review.id, for: school.teacher.id, school: id, at: at + 3)
    #expect(untouched.rectifications.isEmpty)
    let shown = try await store.measure("\(measure.number)", for: director, school: id, at: at + 3)
    #expect(shown.rectifications.map(\.text) == ["Over maatregel."])
    let file = try await store.appeal("1", for: school.board.id, school: id, at: at + 3)
    #expect(file.rectifications.map(\.text) == ["Over bezwaar."] && file.words == ["Te zwaar."])
  }

  @Test func timeRemindsOfAHoldOnceAndThenGivesItToTheNextPerson() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    let hold = try await store.placeHold(
      on: school.parent.id, reason: "Klacht.", reviewAt: at + 100 * day, by: school.director.id, school: id, at: at)
    func told(_ member: Member) async throws -> [Notice.Kind] {
      try await store.notices(for: member.id, school: id).map(\.kind)
    }
    try await store.tick(school: id, at: at + 50 * day)
    #expect(try await told(school.director).isEmpty)
    for _ in 0..<2 { try await store.tick(school: id, at: at + 99 * day + day / 2) }
    #expect(try await told(school.director) == [.reminder])
    // Looked at again: the old date no longer counts.
    try await store.prolongHold(
      hold.number, reason: "Loopt nog.", reviewAt: at + 200 * day, by: school.director.id, school: id,
      at: at + 99 * day + day / 2)
    try await store.tick(school: id, at: at + 150 * day)
    #expect(try await told(school.director) == [.reminder])
    for _ in 0..<2 { try await store.tick(school: id, at: at + 201 * day) }
    #expect(try await told(school.board) == [.escalated])
    for member in [school.parent, school.teacher] { #expect(try await told(member) == []) }
    try await store.liftHold(
      hold.number, reason: "Klaar.", by: school.director.id, school: id, at: at + 202 * day)
    try await store.tick(school: id, at: at + 300 * day)
    #expect(try await told(school.board) == [.escalated])
    #expect(try await store.verify(school: id).faults == [])
  }

  /// A hold of before there were terms for it gets one when time passes.
  @Test func aHoldWithoutATermGetsOne() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    try await store.placeHold(
      on: school.parent.id, reason: "Klacht.", reviewAt: at + 20 * day, by: school.director.id, school: id, at: at)
    try await school.database.write { _ = try $0.run("DELETE FROM duty", []) }
    for _ in 0..<2 { try await store.tick(school: id, at: at + day) }
    let due = try await store.due(for: school.director.id, school: id, at: at + 10 * day)
    #expect(due.map(\.duty.kind) == [.holdReview] && due.map(\.deadline.due) == [at + 20 * day])
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
    #expect(file.rectifications.map(\.text) == ["Ik citeerde een ander."])
    #expect(file.notes.map(\.text) == ["Herhaling."])
    #expect(try await school.store.verify(school: school.id).faults == [])
  }
}
