import Conduct
import Foundation
import Store
import TestSupport
import Testing

@Suite struct IntegrityTests {
  /// Changes the database behind the store's back.
  private func tamper(_ school: SampleSchool, _ sql: String) async throws {
    let statement = school.database.schema(sql)
    try await school.database.write { connection in _ = try connection.run(statement, []) }
  }

  @Test(arguments: [
    "UPDATE event SET body = REPLACE(body, 'pending', 'pendinG') WHERE kind = 'received'",
    "UPDATE event SET at = at + 1 WHERE kind = 'received'",
    "UPDATE event SET actor = (SELECT MIN(id) FROM member) WHERE kind = 'received'",
    "UPDATE event SET kind = 'decided' WHERE kind = 'received'",
    "UPDATE event SET review = NULL WHERE kind = 'received'",
    "UPDATE event SET hash = CAST('xx' AS {bytes}) WHERE kind = 'received'",
  ])
  func oneChangedByteOfTheLogIsFoundAndNamed(sql: String) async throws {
    let school = try await SampleSchool.make()
    try await school.violation("b-1")
    let received = try #require(try await school.store.log(school: school.id).first { $0.kind == .received })
    #expect(try await school.store.verify(school: school.id).isWhole)
    try await tamper(school, sql)
    let verification = try await school.store.verify(school: school.id)
    guard case .changed(let sequence, let position, _) = try #require(verification.faults.first) else {
      Issue.record("\(verification.faults)")
      return
    }
    #expect(sequence == received.sequence)
    #expect(position == received.position)
    #expect(verification.faults[0].description.contains("\(received.sequence).\(received.position)"))
  }

  @Test func aLineTakenOutIsFoundAtTheNextOne() async throws {
    let school = try await SampleSchool.make()
    try await school.violation("b-1")
    let events = try await school.store.log(school: school.id)
    let index = try #require(events.firstIndex { $0.kind == .claimed })
    try await tamper(school, "DELETE FROM event WHERE kind = 'claimed'")
    let next = events[index + 1]
    let faults = try await school.store.verify(school: school.id).faults
    #expect(faults.first == .gap(sequence: next.sequence, position: next.position))
  }

  @Test func aTailCutOffIsFound() async throws {
    let school = try await SampleSchool.make()
    _ = try await school.review("b-1")
    try await tamper(school, "DELETE FROM event WHERE kind = 'received'")
    let faults = try await school.store.verify(school: school.id).faults
    #expect(faults.contains { if case .head = $0 { true } else { false } })
  }

  @Test(arguments: [
    "UPDATE review SET state = 'pending', claimed_by = NULL, claimed_until = NULL",
    "UPDATE decision SET outcome = 'dismissed', dismissal = 'context'",
    "UPDATE strike SET weight = 0",
    "UPDATE measure SET state = 'refused'",
    "DELETE FROM measure",
  ])
  func aStateChangedBehindTheLogIsFound(sql: String) async throws {
    let school = try await SampleSchool.make()
    try await school.violation("b-1")
    try await tamper(school, sql)
    let faults = try await school.store.verify(school: school.id).faults
    #expect(faults.contains { $0.isRow })
  }

  @Test(arguments: [
    "UPDATE payload SET box = CAST('geen doos' AS {bytes}) WHERE class = 'open'",
    "DELETE FROM payload WHERE class = 'open'",
  ])
  func aPayloadChangedOrTakenAwayIsFound(sql: String) async throws {
    let school = try await SampleSchool.make()
    _ = try await school.review("b-1")
    try await tamper(school, sql)
    #expect(try await school.store.verify(school: school.id).faults.count == 1)
  }

  @Test func purgingKeepsTheChainWhole() async throws {
    let school = try await SampleSchool.make()
    let review = try await school.review("b-1")
    let claimed = try await school.store.claim(review, by: school.teacher.id, school: school.id, at: SampleSchool.start)
    _ = try await school.store.decide(
      review, .dismiss(.falseHit, note: "Geen schelden."), expecting: claimed.version, by: school.teacher.id,
      school: school.id, at: SampleSchool.start)
    _ = try await school.store.receive(
      [school.intake("c-1", "Bedankt!", severity: nil)], school: school.id, at: SampleSchool.start)
    let early = try await school.store.purge(school: school.id, at: SampleSchool.start + 27 * SampleSchool.day)
    #expect(early.payloads == 1)
    #expect(early.messages == 0)
    let report = try await school.store.purge(school: school.id, at: SampleSchool.start + 28 * SampleSchool.day)
    #expect(report.payloads == 2)
    #expect(report.messages == 1)
    #expect(report.reviews == 1)
    let verification = try await school.store.verify(school: school.id)
    #expect(verification.faults == [])
    #expect(verification.purged == 2)
    let file = try await school.store.review(review, for: school.director.id, school: school.id, at: SampleSchool.start)
    #expect(file.review.state == .purged)
    #expect(!file.isTextKept)
    #expect(file.decisions.first?.note == nil)
  }

  @Test func aRehearsalSaysWhatAPurgeWillDoAndChangesNothing() async throws {
    let school = try await SampleSchool.make()
    try await school.violation("b-1")
    _ = try await school.store.receive(
      [school.intake("c-1", "Bedankt!", severity: nil)], school: school.id, at: SampleSchool.start)
    let later = SampleSchool.start + 900 * SampleSchool.day
    let before = try await school.store.verify(school: school.id)
    let rehearsed = try await school.store.purgeRehearsal(school: school.id, at: later)
    #expect(rehearsed.contents == [.recent: 1])
    #expect(rehearsed.messages == 1 && rehearsed.held == 2 && !rehearsed.isEmpty)
    #expect(try await school.store.verify(school: school.id) == before)
    #expect(try await school.store.purge(school: school.id, at: later) == rehearsed)
    let event = try #require(try await school.store.log(school: school.id).last { $0.kind == .purged })
    #expect(event.body.counts == ["payloads": 1, "payloads.recent": 1, "messages": 1])
    #expect(event.body.policy == Policy.sample.version)
    let again = try await school.store.purgeRehearsal(school: school.id, at: later)
    #expect(again.isEmpty && again.held == 2)
  }

  @Test(.enabled(if: TestDatabase.isSQLite)) func whatIsPurgedIsOverwrittenInTheFile() async throws {
    let school = try await SampleSchool.make(inFile: true)
    _ = try await school.store.receive(
      [school.intake("c-1", "Tot morgen allemaal.", severity: nil)], school: school.id, at: SampleSchool.start)
    let box = try await school.database.read { connection in
      try connection.run("SELECT box FROM payload WHERE class = 'recent'", []).first?["box"]
    }
    guard case .bytes(let bytes) = box else {
      Issue.record("no payload")
      return
    }
    func isInFiles() -> Bool {
      ["", "-wal"].contains { suffix in
        let data = FileManager.default.contents(atPath: school.folder.path + "/school.db" + suffix) ?? Data()
        return data.range(of: Data(bytes)) != nil
      }
    }
    try await school.database.forgetDeleted(in: [])
    #expect(isInFiles())
    _ = try await school.store.purge(school: school.id, at: SampleSchool.start + 14 * SampleSchool.day)
    #expect(!isInFiles())
  }

  @Test func whatAnOpenMeasureNeedsIsNotPurged() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.violation("b-1")
    let report = try await school.store.purge(school: school.id, at: SampleSchool.start + 900 * SampleSchool.day)
    #expect(report.payloads == 0)
    let proposal = try #require(ruling.proposal)
    try await school.store.refuse(
      proposal.id, reason: "Al besproken.", expecting: 1, by: school.director.id, school: school.id,
      at: SampleSchool.start)
    let after = try await school.store.purge(school: school.id, at: SampleSchool.start + 900 * SampleSchool.day)
    #expect(after.payloads == 3)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test(.enabled(if: TestDatabase.isSQLite)) func noTextNameOrReasonStandsReadableInTheDatabase() async throws {
    let school = try await SampleSchool.make(inFile: true)
    try await school.violation("b-1")
    _ = try await school.store.receive(
      [school.intake("c-1", "Tot morgen allemaal.", severity: nil)], school: school.id, at: SampleSchool.start)
    try school.database.close()
    for suffix in ["", "-wal"] {
      guard let data = FileManager.default.contents(atPath: school.folder.path + "/school.db" + suffix) else {
        continue
      }
      for secret in ["sukkel ben", "Ouder-1", "ouder-1", "scheldwoord tegen", "Tot morgen"] {
        #expect(data.range(of: Data(secret.utf8)) == nil, "\(secret) staat leesbaar in school.db\(suffix)")
      }
    }
  }
}
