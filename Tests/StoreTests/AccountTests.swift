import Conduct
import Store
import Testing

@Suite struct AccountTests {
  private static let at = SampleSchool.start

  @Test func aSessionIsThePersonsUntilItEnds() async throws {
    let school = try await SampleSchool.make()
    let (store, at) = (school.store, Self.at)
    try await store.saveCredential(login: "Juf Els", password: "h", of: school.teacher.id, school: school.id, at: at)
    let found = try await store.credentials(login: " juf  ELS ")
    #expect(found.map(\.members) == [[try await store.member(school.teacher.id.rawValue, school: school.id)]])
    #expect(try await store.credentials(login: "juf").isEmpty)
    let token = try await store.beginSession(
      of: school.teacher.account, as: school.teacher.id, isConfirmed: false, school: school.id, at: at)
    #expect(try await store.session(token, at: at)?.isConfirmed == false)
    let next = try await store.confirmSession(token, at: at)
    #expect(try await store.session(token, at: at) == nil)
    #expect(try await store.session(next, at: at)?.member.id == school.teacher.id)
    // Each look within the hour is another hour, up to twelve.
    var now = at
    for _ in 0..<13 {
      now += 55 * 60_000
      #expect(try await store.session(next, at: now) != nil)
    }
    #expect(try await store.session(next, at: at + Store.sessionTerm) == nil)
    let idle = try await store.beginSession(
      of: school.teacher.account, as: school.teacher.id, isConfirmed: true, school: school.id, at: at)
    #expect(try await store.session(idle, at: at + Store.idleTerm) == nil)
    #expect(try await store.session(SecretToken(school: SchoolID("elders")), at: at) == nil)
    #expect(try await store.session(SecretToken(school: school.id), at: at) == nil)
  }

  @Test func aNewPasswordEndsEverySession() async throws {
    let school = try await SampleSchool.make()
    let (store, at) = (school.store, Self.at)
    try await store.saveCredential(login: "els", password: "h", of: school.teacher.id, school: school.id, at: at)
    func begin() async throws -> SecretToken {
      try await store.beginSession(
        of: school.teacher.account, as: school.teacher.id, isConfirmed: true, school: school.id, at: at)
    }
    let first = try await begin()
    try await store.savePassword("k", of: school.teacher.account, school: school.id, at: at)
    #expect(try await store.session(first, at: at) == nil)
    #expect(try await store.credential(of: school.teacher.account, school: school.id).password == "k")
    let second = try await begin()
    let (token, _) = try await store.invite(school.teacher.id, by: school.director.id, school: school.id, at: at)
    #expect(try await store.link(token, at: at).kind == .reset)
    _ = try await store.redeem(token, login: "els", password: "m", at: at)
    #expect(try await store.session(second, at: at) == nil)
    await #expect(throws: StoreError.self) { _ = try await store.redeem(token, login: "els", password: "m", at: at) }
  }

  @Test func aLinkWorksOnceForItsTermAndNoNameTwice() async throws {
    let school = try await SampleSchool.make()
    let (store, at) = (school.store, Self.at)
    try await store.saveCredential(login: "els", password: "h", of: school.teacher.id, school: school.id, at: at)
    let (old, _) = try await store.invite(school.parent.id, by: school.director.id, school: school.id, at: at)
    let (token, until) = try await store.invite(school.parent.id, by: school.director.id, school: school.id, at: at)
    #expect(until == at + Store.invitationTerm)
    await #expect(throws: StoreError.self) { _ = try await store.link(old, at: at) }
    await #expect(throws: StoreError.self) { _ = try await store.link(token, at: until) }
    await #expect(throws: StoreError.self) { _ = try await store.redeem(token, login: "ELS", password: "p", at: at) }
    // A name that was taken costs nothing: the link is still there.
    let made = try await store.redeem(token, login: "ouder", password: "p", at: at)
    #expect(made.members.map(\.id) == [school.parent.id])
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      _ = try await store.invite(school.parent.id, by: school.teacher.id, school: school.id, at: at)
    }
  }

  @Test func aCodeOfTheClockAndARecoveryCodeWorkOnce() async throws {
    let school = try await SampleSchool.make()
    let (store, at, account) = (school.store, Self.at, school.director.account)
    try await store.saveCredential(login: "d", password: "h", of: school.director.id, school: school.id, at: at)
    try await store.saveFactor([7, 8], recoveryCodes: ["abc", "def"], of: account, school: school.id, at: at)
    #expect(try await store.credential(of: account, school: school.id).factor == [7, 8])
    func step(_ step: Int64) async throws -> Bool {
      try await store.useFactor(step: step, of: account, school: school.id, at: at)
    }
    #expect(try await step(5))
    #expect(try await !step(5))
    #expect(try await !step(4))
    #expect(try await step(6))
    func code(_ code: String) async throws -> Bool {
      try await store.useRecoveryCode(code, of: account, school: school.id, at: at)
    }
    #expect(try await code("abc"))
    #expect(try await !code("abc"))
    #expect(try await !code("xyz"))
    try await store.saveFactor(nil, recoveryCodes: [], of: account, school: school.id, at: at)
    #expect(try await store.credential(of: account, school: school.id).factor == nil)
    #expect(try await !code("def"))
  }

  @Test func whoHoldsNoRoleAnyMoreSignsInNoMore() async throws {
    let school = try await SampleSchool.make()
    let (store, at) = (school.store, Self.at)
    for member in [school.teacher, school.colleague] {
      try await store.saveCredential(
        login: member.name, password: "h", of: member.id, school: school.id, at: at)
    }
    try await store.saveFactor([1], recoveryCodes: ["abc"], of: school.teacher.account, school: school.id, at: at)
    let token = try await store.beginSession(
      of: school.teacher.account, as: school.teacher.id, isConfirmed: true, school: school.id, at: at)
    try await store.end(.teacher, in: school.group.id, of: school.teacher.id, school: school.id, at: at + 1)
    _ = try await store.purge(school: school.id, at: at + 2)
    #expect(try await store.credentials(login: school.teacher.name).isEmpty)
    #expect(try await store.credentials(login: school.colleague.name).count == 1)
    #expect(try await store.session(token, at: at + 2) == nil)
    #expect(try await store.verify(school: school.id).isWhole)
  }

  @Test func aNumberTellsOfEveryChangeAndOfNothingElse() async throws {
    let school = try await SampleSchool.make()
    func change(after known: Int64?) async throws -> Int64? {
      try await school.store.lastChange(at: school.id, after: known)
    }
    let begin = try await change(after: nil)
    #expect(begin != nil)
    #expect(try await change(after: begin) == nil)
    _ = try await school.review("a")
    let received = try await change(after: begin)
    #expect(received != nil)
    try await school.store.saveCredential(
      login: "d", password: "h", of: school.director.id, school: school.id, at: Self.at)
    let opened = try await change(after: received)
    #expect(opened != nil)
    let token = try await school.store.beginSession(
      of: school.director.account, as: school.director.id, isConfirmed: true, school: school.id, at: Self.at)
    _ = try await school.store.session(token, at: Self.at + 120_000)
    #expect(try await change(after: opened) == nil)
    await #expect(throws: StoreError.self) {
      _ = try await school.store.lastChange(at: SchoolID("elders"), after: nil)
    }
  }
}
