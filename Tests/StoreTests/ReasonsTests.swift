import Conduct
import Foundation
import Store
import Testing

@Suite struct ReasonsTests {
  private let at = SampleSchool.start
  private let day = SampleSchool.day

  @Test func thePersonConcernedIsToldTheTwelveThings() async throws {
    let school = try await SampleSchool.make()
    try await school.store.address(
      school.parent.id, text: "Aan het hek gepraat.", clause: ClauseID("A33"), on: at - day, by: school.teacher.id,
      school: school.id, at: at)
    _ = try await school.violation("b-1", at: at + 1)
    let review = try await school.review("b-2", at: at + 2)
    let finding = Finding(
      clauses: [ClauseID("A33")], severity: .high, motivation: "Ouder-3 werd uitgescholden; Ouder-30 niet.",
      facts: "Zie het bericht aan Ouder-3.", weighing: "Praten hielp niet.", effects: [.remove])
    let decision = try await school.decide(review, .establish(finding), at: at + 3).decision
    let notice = try await school.store.reasons(
      of: decision.id, for: school.parent.id, school: school.id, at: at + 4)
    #expect(notice.addressee == "Ouder-1" && notice.reference == decision.id && notice.date == at + 3)
    #expect(notice.content.group == "groep 4" && notice.content.quotation == "Wat een sukkel ben je.")
    #expect(notice.rules.map(\.text) == ["Schelden past niet."] && notice.policyVersion == Policy.sample.version)
    #expect(notice.facts == "Zie het bericht aan [een ander]." && notice.source == .scan)
    #expect(notice.scannerRules == [RuleID("nl.abuse.sample")])
    #expect(notice.effects == ["het bericht wordt verwijderd"] && notice.countsUntil != nil)
    #expect(notice.motivation == "[een ander] werd uitgescholden; Ouder-30 niet." && notice.namesLeftOut == 2)
    #expect(notice.weighing == "Praten hielp niet.")
    #expect(notice.earlier.map(\.kind) == [.addressed, .violation])
    #expect(notice.decidedAs == .teacher && notice.instances == [.director, .board, .complaintsCommittee])
    #expect(try #require(notice.viewUntil) > at + 13 * day && notice.contact == .director)
    #expect(try #require(notice.objectUntil) > at + 41 * day && notice.rights.count == 5)
    #expect(try #require(notice.keptUntil) > at + 300 * day)
    // The same words under the names of the Digital Services Act.
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(notice.statement)) as? [String: Any]
    #expect(json?["decision_ground"] as? String == "DECISION_GROUND_INCOMPATIBLE_CONTENT")
    #expect(json?["automated_detection"] as? Bool == true && json?["automated_decision"] as? Bool == false)
    #expect(json?["decision_facts"] as? String == notice.facts && json?["puid"] as? String == decision.id.rawValue)
  }

  @Test func ofAReportItSaysThatAndNothingMore() async throws {
    let school = try await SampleSchool.make()
    try await school.clearMessage("b-1")
    let numbers = [
      try await school.report("b-1").number, try await school.report("b-1", by: school.colleague).number,
    ]
    let review = try await school.store.queue(for: school.teacher.id, school: school.id, at: at)[0].review.id
    let decision = try await school.decide(review, .violation).decision
    let notice = try await school.store.reasons(of: decision.id, for: school.parent.id, school: school.id, at: at)
    #expect(notice.source == .report && notice.scannerRules.isEmpty)
    let json = String(decoding: try JSONEncoder().encode(notice), as: UTF8.self)
    for word in numbers.map({ "\($0)" }) + ["Ouder-3", "Duopartner", "Melder", school.stranger.id.rawValue] {
      #expect(!json.contains(word), "\(word)")
    }
  }

  @Test func itIsForThePersonConcernedAndWhoHandlesIt() async throws {
    let school = try await SampleSchool.make()
    let decision = try await school.violation("b-1").decision
    func read(_ member: Member, at time: Int64 = SampleSchool.start) async throws {
      _ = try await school.store.reasons(of: decision.id, for: member.id, school: school.id, at: time)
    }
    for member in [school.parent, school.teacher, school.director] { try await read(member) }
    for member in [school.partner, school.stranger, school.board] {
      await #expect(throws: StoreError.notFound("Besluit", handle: decision.id.rawValue)) { try await read(member) }
    }
    try await school.store.undo(
      decision.review, reason: "Vergissing.", by: school.teacher.id, school: school.id, at: at + 1)
    await #expect(throws: StoreError.notFound("Motivering van besluit", handle: decision.id.rawValue)) {
      try await read(school.parent, at: at + 2)
    }
    let fine = try await school.decide(try await school.review("b-2"), .dismiss(.context), by: school.colleague)
    await #expect(throws: StoreError.self) {
      _ = try await school.store.reasons(of: fine.decision.id, for: school.parent.id, school: school.id, at: at)
    }
  }

  @Test func afterThePurgeThereIsNothingToRead() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.violation("b-1")
    let decision = ruling.decision
    // What an open proposal needs is kept.
    let proposal = try #require(ruling.proposal)
    try await school.store.refuse(
      proposal.id, reason: "Al gesproken.", expecting: proposal.version, by: school.director.id, school: school.id,
      at: at)
    let later = at + 800 * day
    try await school.store.tick(school: school.id, at: later)
    let error = await #expect(throws: StoreError.self) {
      _ = try await school.store.reasons(of: decision.id, for: school.parent.id, school: school.id, at: later)
    }
    #expect("\(try #require(error))".contains("gewist"))
  }
}
