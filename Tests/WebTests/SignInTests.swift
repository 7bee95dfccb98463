import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

@Suite struct SignInTests {
  @Test func aTeacherSignsInAndOut() async throws {
    try await withSite { _, client in
      let browser = Browser(client)
      #expect(try await browser.open("/wachtrij").path.hasPrefix("/inloggen?verder="))
      let page = try await browser.post(
        "/inloggen", ["login": " JUF ", "password": WebSchool.password, "then": "/wachtrij"])
      #expect(page.path == "/wachtrij")
      #expect(page.text.contains("De Proefschool"))
      #expect(try await browser.post("/uitloggen").path == "/inloggen?gedaan=signed_out")
      #expect(try await browser.open("/wachtrij").path.hasPrefix("/inloggen"))
    }
  }

  @Test func aWrongPasswordAndAnUnknownNameReadAlike() async throws {
    try await withSite { _, client in
      let browser = Browser(client)
      try await browser.open("/inloggen")
      let wrong = try await browser.post("/inloggen", ["login": "juf", "password": "fout"])
      let unknown = try await browser.post("/inloggen", ["login": "niemand", "password": "fout"])
      #expect(wrong.status == .unauthorized && unknown.status == .unauthorized)
      #expect(wrong.between("role=\"alert\"", "</div>") == unknown.between("role=\"alert\"", "</div>"))
    }
  }

  @Test func afterFiveFailuresEvenTheRightPasswordWaits() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.open("/inloggen")
      for _ in 0..<5 { try await browser.post("/inloggen", ["login": "juf", "password": "fout"]) }
      let early = try await browser.post("/inloggen", ["login": "juf", "password": WebSchool.password])
      #expect(early.status == .tooManyRequests)
      school.clock.advance(minutes: 1)
      let late = try await browser.post(
        "/inloggen", ["login": "juf", "password": WebSchool.password, "then": "/wachtrij"])
      #expect(late.path == "/wachtrij")
    }
  }

  @Test func aDirectorNeedsTheSecondStepAndEachCodeOnce() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.open("/inloggen")
      let setup = try await browser.post("/inloggen", ["login": "directeur", "password": WebSchool.password])
      #expect(setup.path == "/inloggen/code")
      #expect(try await browser.open("/wachtrij").path == "/inloggen/code")
      let secret = try #require(setup.between("name=\"secret\" value=\"", "\""))
      let code = OneTimeCode(secret: try #require(OneTimeCode.bytes(of: secret)))
      try await browser.open("/inloggen/code")
      #expect(try await browser.post("/inloggen/code", ["code": "000000", "secret": secret]).status == .unauthorized)
      let done = try await browser.post(
        "/inloggen/code", ["code": code.code(step: OneTimeCode.step(at: school.clock.now)), "secret": secret])
      let recovery = try #require(done.between("<li><code>", "</code>"))
      #expect(try await browser.open("/wachtrij").path == "/wachtrij")

      school.clock.advance(minutes: 5)
      let now = code.code(step: OneTimeCode.step(at: school.clock.now))
      for (typed, isIn) in [(now, true), (now, false), (recovery, true), (recovery, false)] {
        let other = Browser(client)
        try await other.open("/inloggen")
        try await other.post("/inloggen", ["login": "directeur", "password": WebSchool.password])
        let page = try await other.post("/inloggen/code", ["code": typed, "then": "/wachtrij"])
        #expect((page.path == "/wachtrij") == isIn, "\(typed)")
      }
    }
  }

  @Test func aSessionEndsAfterAnHourOfNothingAndWhatWasTypedIsKept() async throws {
    try await withSite { school, client in
      let number = try await school.flagged()
      let browser = Browser(client)
      try await browser.signIn("juf")
      try await browser.open("/wachtrij/\(number)")
      school.clock.advance(minutes: 61)
      let text = "Dit is een lange reden die niemand nog eens wil typen, ook niet in de pauze."
      let page = try await browser.post(
        "/wachtrij/\(number)", ["step": "note", "version": "1", "text": text])
      #expect(page.status == .unauthorized)
      #expect(page.text.contains(text))
      let resumed = try await browser.post(
        "/inloggen",
        [
          "login": "juf", "password": WebSchool.password, "carried-path": "/wachtrij/\(number)", "carried-text": text,
          "carried-step": "note", "carried-version": "1",
        ])
      #expect(resumed.text.contains(text) && resumed.text.contains("action=\"/wachtrij/\(number)\""))
      let sent = try await browser.post("/wachtrij/\(number)", ["step": "note", "version": "1", "text": text])
      #expect(sent.text.contains(text) && sent.path.hasSuffix("gedaan=noted"))
    }
  }

  @Test(arguments: [
    "//kwaad.example", "https://kwaad.example", "/\\kwaad.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1",
  ])
  func nobodyIsSentToAnotherSite(then: String) async throws {
    try await withSite { _, client in
      let browser = Browser(client)
      try await browser.open("/inloggen")
      let page = try await browser.post(
        "/inloggen", ["login": "juf", "password": WebSchool.password, "then": then], follow: false)
      #expect(page.headers[.location] == "/vandaag")
    }
  }

  @Test func anInvitationWorksOnce() async throws {
    try await withSite { school, client in
      let member = try await school.store.addMember(
        .init(name: "Nieuw", assignments: [.init(role: .parent, group: school.group.id, from: WebSchool.start)]),
        school: WebSchool.id, at: WebSchool.start)
      let (token, _) = try await school.store.invite(member.id, school: WebSchool.id, at: school.clock.now)
      let browser = Browser(client)
      let path = "/uitnodiging/\(token.text)"
      #expect(try await browser.open(path).text.contains("Nieuw"))
      let short = try await browser.post(path, ["login": "nieuw", "password": "kort"])
      #expect(short.status == .unprocessableContent && short.text.contains("aria-invalid"))
      let taken = try await browser.post(path, ["login": "juf", "password": "een heel lange zin"])
      #expect(taken.status == .unprocessableContent && taken.text.contains("iemand anders"))
      let done = try await browser.post(path, ["login": "nieuw", "password": "een heel lange zin"])
      #expect(done.path == "/inloggen?gedaan=account_ready")
      #expect(try await browser.open(path).status == .gone)
      try await browser.open("/inloggen")
      let home = try await browser.post(
        "/inloggen", ["login": "nieuw", "password": "een heel lange zin"], follow: false)
      #expect(home.headers[.location] == "/start")
    }
  }
}
