import Conduct
import Foundation
import TestSupport
import Testing

@testable import Store

@Suite struct KeyTests {
  private let at = SampleSchool.start

  private func path(_ school: SampleSchool) -> String { school.store.keyring.path(of: school.id) }

  private func copy(_ from: String, _ to: String) throws {
    try? FileManager.default.removeItem(atPath: to)  // only when it is there
    try FileManager.default.copyItem(atPath: from, toPath: to)
  }

  @Test func aReplacedKeyOpensEverythingAndTheOldOneNothing() async throws {
    let school = try await SampleSchool.busy()
    let old = path(school) + ".kept"
    try copy(path(school), old)
    let boxes = try await school.database.read { try $0.run("SELECT id, box FROM payload ORDER BY id", []) }
    let kept = try await school.store.replaceKey(of: school.id, by: school.director.id, at: at + 5)
    #expect(FileManager.default.contents(atPath: kept) == FileManager.default.contents(atPath: old))
    let verification = try await school.store.verify(school: school.id)
    #expect(verification.faults == [])
    let after = try await school.database.read { try $0.run("SELECT id, box FROM payload ORDER BY id", []) }
    #expect(boxes.count == after.count && zip(boxes, after).allSatisfy { $0["box"] != $1["box"] })
    // The same message is known again by its hash, and so is a member by the portal's name.
    #expect(
      try await school.store.receive([school.intake("b-1")], school: school.id, at: at).map(\.outcome) == [.known])
    #expect(try await school.store.member("ouder-1", school: school.id).id == school.parent.id)
    let status = try FileManager.default.attributesOfItem(atPath: path(school))
    #expect(status[.posixPermissions] as? Int == 0o600)
    // Twice is as good as once.
    _ = try await school.store.replaceKey(of: school.id, by: school.director.id, at: at + 6)
    #expect(try await school.store.verify(school: school.id).faults == [])
    try copy(old, path(school))
    await #expect(throws: StoreError.wrongKey(path: path(school))) {
      _ = try await school.store.members(school: school.id)
    }
  }

  @Test func aReplacementThatWasBrokenOffIsFinishedOrLeavesTheOldKey() async throws {
    let school = try await SampleSchool.make()
    try await school.violation("b-1")
    let old = path(school) + ".kept"
    try copy(path(school), old)
    // Broken off before the database had it: a prepared key that nobody uses.
    try school.store.keyring.prepare(SchoolKey(), of: school.id)
    #expect(try await school.store.verify(school: school.id).faults == [])
    _ = try await school.store.replaceKey(of: school.id, by: school.director.id, at: at + 5)
    // Broken off after: the new key is still beside the old one.
    try FileManager.default.moveItem(atPath: path(school), toPath: path(school) + ".new")
    try copy(old, path(school))
    #expect(try await school.store.verify(school: school.id).faults == [])
    #expect(!FileManager.default.fileExists(atPath: path(school) + ".new"))
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func aLostKeyIsToldWithAdviceAndNothingIsReadOrWritten() async throws {
    let school = try await SampleSchool.make()
    try FileManager.default.removeItem(atPath: path(school))
    await #expect {
      _ = try await school.review("b-1")
    } throws: {
      "\($0)".contains("ontbreekt. Zet het terug uit uw reservekopie; zonder sleutel is de inhoud onleesbaar")
    }
    try Data("geen sleutel".utf8).write(to: URL(filePath: path(school)))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(school))
    await #expect(throws: StoreError.wrongKey(path: path(school))) {
      _ = try await school.store.members(school: school.id)
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path(school))
    await #expect(throws: StoreError.exposedKey(path: path(school))) {
      _ = try await school.store.members(school: school.id)
    }
  }

  @Test func aBoxOfOneSchoolDoesNotOpenWithTheKeyOfAnother() async throws {
    let theirs = try await SampleSchool.make()
    let mine = try await SampleSchool.make(id: SchoolID("school-b"), beside: theirs)
    try await theirs.database.write { connection in
      _ = try connection.run(
        """
        UPDATE payload SET box = (SELECT box FROM payload WHERE school = 'school-a' ORDER BY id LIMIT 1)
        WHERE school = 'school-b'
        """, [])
    }
    let faults = try await mine.store.verify(school: mine.id).faults
    #expect(faults.count == 7)
    #expect(try await theirs.store.verify(school: theirs.id).isWhole)
  }

  @Test func onlyTheDirectorAndTheBoardReplaceAKey() async throws {
    let school = try await SampleSchool.make()
    for member in [school.teacher, school.parent] {
      await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
        _ = try await school.store.replaceKey(of: school.id, by: member.id, at: at)
      }
    }
    #expect(!FileManager.default.fileExists(atPath: path(school) + ".new"))
  }

  @Test(.enabled(if: TestDatabase.isSQLite)) func whatWasEncryptedWithTheOldKeyIsInNoFile() async throws {
    let school = try await SampleSchool.make(inFile: true)
    try await school.violation("b-1")
    let boxes = try await school.database.read { connection in
      try connection.run("SELECT box FROM payload", []).compactMap {
        if case .bytes(let bytes) = $0["box"] { bytes } else { nil }
      }
    }
    _ = try await school.store.replaceKey(of: school.id, by: school.director.id, at: at + 5)
    for suffix in ["", "-wal"] {
      let data = FileManager.default.contents(atPath: school.folder.path + "/school.db" + suffix) ?? Data()
      #expect(!boxes.contains { data.range(of: Data($0)) != nil })
    }
  }

  @Test func aHeadThatWasKeptElsewhereStandsInTheLogThatGrewAndInNoOther() async throws {
    let school = try await SampleSchool.make()
    try await school.violation("b-1")
    let kept = try await school.store.verify(school: school.id).head
    try await school.violation("b-2", at: at + 7)
    let later = try await school.store.verify(school: school.id, keptHead: kept)
    #expect(later.isWhole && later.keptHeadAt == at && later.head != kept)
    #expect(try await school.store.verify(school: school.id, keptHead: later.head).isWhole)
    let other = String(kept.reversed())
    #expect(try await school.store.verify(school: school.id, keptHead: other).faults == [.keptHead])
    #expect(try await school.store.verify(school: school.id, keptHead: "kop").faults == [.keptHead])
  }
}
