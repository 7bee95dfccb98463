import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

/// Somebody with the same name and password at several schools goes from the one to the other.
@Suite struct OtherSchoolTests {
  private static let other = SchoolID("de-andere")

  /// Makes a second school, with somebody who signs in there with a name and a password.
  private static func add(
    _ login: String, as role: Role, at school: WebSchool, password: String = WebSchool.password
  ) async throws {
    let store = school.store
    if try await !store.schools().contains(where: { $0.id == other }) {
      try await store.createSchool(
        School(id: other, name: "De Andere School"), policy: try WebSchool.policy.get(), at: WebSchool.start)
    }
    let member = try await store.addMember(
      MemberDraft(name: "Elders \(login)", assignments: [Assignment(role: role, from: WebSchool.start)]), school: other,
      at: WebSchool.start)
    try await store.saveCredential(
      login: login, password: try await school.site.settings.passwordHash.make(password), of: member.id, school: other,
      at: WebSchool.start)
  }

  @Test func oneGoesToTheOtherSchoolAndBackInNewSessions() async throws {
    try await withSite { school, client in
      try await Self.add("juf", as: .teacher, at: school)
      let browser = try await signedIn("juf", client)
      let first = try await browser.open("/vandaag")
      // The schools stand in the order of their identifiers; the test goes from wherever it is.
      let schools = [("De Proefschool", WebSchool.id), ("De Andere School", Self.other)]
      let here = try #require(schools.first { first.text.contains("<title>Vandaag · \($0.0)") })
      let there = try #require(schools.first { $0.1 != here.1 })
      #expect(first.text.contains("Naar een andere school") && first.text.contains("value=\"\(there.1)\""))
      let old = await browser.cookies
      let moved = try await browser.post("/school-kiezen", ["to": there.1.rawValue])
      #expect(moved.text.contains("<title>Vandaag · \(there.0)"))
      let new = await browser.cookies
      #expect(old["fatsoen"] != new["fatsoen"] && old["fatsoen-ook"] != new["fatsoen-ook"])
      // Neither of the old tokens opens anything.
      for token in [old["fatsoen"], old["fatsoen-ook"]] {
        let kept = try #require(token.flatMap { SecretToken($0) })
        #expect(try await school.store.session(kept, at: school.clock.now) == nil)
      }
      let back = try await browser.post("/school-kiezen", ["to": here.1.rawValue])
      #expect(back.text.contains("<title>Vandaag · \(here.0)"))
      // Signing out ends both.
      let last = await browser.cookies
      try await browser.post("/uitloggen")
      for token in [last["fatsoen"], last["fatsoen-ook"]] {
        let kept = try #require(token.flatMap { SecretToken($0) })
        #expect(try await school.store.session(kept, at: school.clock.now) == nil)
      }
    }
  }

  @Test func theSecondStepOfTheOtherSchoolIsAsked() async throws {
    try await withSite { school, client in
      // A board member of the first school, who is a parent at the second; and the other way about.
      try await Self.add("juf", as: .director, at: school)
      let browser = Browser(client)
      try await browser.open("/inloggen")
      var page = try await browser.post("/inloggen", ["login": "juf", "password": WebSchool.password])
      // Wherever the person came in: at the one school a code is asked, at the other not.
      if !page.path.hasPrefix("/inloggen/code") {
        page = try await browser.post("/school-kiezen", ["to": Self.other.rawValue])
        #expect(page.path.hasPrefix("/inloggen/code"))
        #expect(try await browser.open("/beheer").path.hasPrefix("/inloggen/code"))
      }
      page = try await browser.open("/inloggen/code")
      let secret = try #require(page.between("name=\"secret\" value=\"", "\""))
      let bytes = try #require(OneTimeCode.bytes(of: secret))
      let code = OneTimeCode(secret: bytes).code(step: OneTimeCode.step(at: school.clock.now))
      try await browser.post("/inloggen/code", ["code": code, "secret": secret])
      #expect(try await browser.open("/beheer").status == .ok)
      let back = try await browser.post("/school-kiezen", ["to": WebSchool.id.rawValue])
      #expect(back.text.contains("<title>Vandaag · De Proefschool"))
      #expect(try await browser.open("/beheer").status == .forbidden)
    }
  }

  @Test func theSameNameWithAnotherPasswordIsSomebodyElse() async throws {
    try await withSite { school, client in
      try await Self.add("juf", as: .director, at: school, password: "een heel ander wachtwoord")
      let browser = try await signedIn("juf", client)
      let page = try await browser.open("/vandaag")
      #expect(page.text.contains("De Proefschool") && !page.text.contains("/school-kiezen"))
      #expect(try await browser.post("/school-kiezen", ["to": Self.other.rawValue]).status == .forbidden)
      // A token that somebody makes up opens nothing either.
      #expect(SecretToken(SecretToken(school: Self.other).text) != nil)
      let own = try await browser.open(
        "/vandaag",
        headers: [
          "Cookie": await browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            + "; fatsoen-ook=\(SecretToken(school: Self.other).text)"
        ])
      #expect(!own.text.contains("De Andere School"))
    }
  }
}
