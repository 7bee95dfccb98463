import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

@Suite struct SchoolPeopleTests {
  private static func ict(_ school: WebSchool) async throws {
    let member = try await school.store.addMember(
      MemberDraft(
        name: "Systeembeheer", externalID: "systeem",
        assignments: [Assignment(role: .staff, function: .ict, from: WebSchool.start)]), school: WebSchool.id,
      at: WebSchool.start)
    try await school.store.saveCredential(
      login: "systeem", password: try await PasswordHash(cost: 2).make(WebSchool.password), of: member.id,
      school: WebSchool.id, at: WebSchool.start)
  }

  @Test func somebodyIsAddedInvitedAndSignsIn() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("directeur")
      try await browser.open("/beheer/mensen/nieuw")
      let without = try await browser.post("/beheer/mensen/nieuw", ["name": "Juf Els"])
      #expect(without.status == .unprocessableContent && without.text.contains("Kies een rol."))
      #expect(without.text.contains("value=\"Juf Els\""))
      let added = try await browser.post(
        "/beheer/mensen/nieuw",
        ["name": "Juf Els", "role": "teacher", "group": school.group.id.rawValue, "until": "2027-07-31"])
      #expect(added.text.contains("leerkracht in Groep 6"))
      #expect(added.text.contains("31 juli 2027"))
      let path = try #require(added.path.split(separator: "?").first.map(String.init))
      let invited = try await browser.post(path + "/uitnodiging")
      let link = try #require(invited.between("value=\"http://localhost", "\""))
      // The link is shown once: the person's own page has it no more.
      #expect(!(try await browser.open(path)).text.contains(link))
      let guest = Browser(client)
      try await guest.open(link)
      let chosen = try await guest.post(link, ["login": "els", "password": "een heel lange zin"])
      #expect(chosen.path.hasSuffix("gedaan=account_ready"))
      #expect(try await browser.open("/beheer/mensen?zoek=els").text.contains("Kan inloggen."))
      #expect(try await browser.open("/beheer/mensen?zoek=nergens").text.contains("Niemand gevonden"))
    }
  }

  @Test func aRoleEndsAtOnce() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("directeur")
      let path = "/beheer/lid/\(school.colleague.id)"
      try await browser.open(path)
      school.clock.advance(minutes: 1)
      let page = try await browser.post(
        path + "/rol-einde", ["role": "teacher", "group": school.group.id.rawValue])
      #expect(page.text.contains("nu geen rol"))
      let other = Browser(client)
      try await other.open("/inloggen")
      let refused = try await other.post("/inloggen", ["login": "meester", "password": WebSchool.password])
      #expect(refused.status == .unauthorized)
    }
  }

  @Test func aLostTelephoneTakesADirectorAndAReason() async throws {
    try await withSite { school, client in
      let deputy = Browser(client)
      try await deputy.signIn("adjunct")
      let browser = Browser(client)
      try await browser.signIn("directeur")
      let path = "/beheer/lid/\(school.deputy.id)"
      #expect(try await browser.open(path).text.contains("Een tweede stap is ingesteld."))
      let without = try await browser.post(path + "/tweede-stap", ["reason": " "])
      #expect(without.status == .unprocessableContent && without.text.contains("vul een reden in"))
      let done = try await browser.post(path + "/tweede-stap", ["reason": "Telefoon in de sloot."])
      #expect(!done.text.contains("Een tweede stap is ingesteld."))
      // The deputy is signed out, and sets a new one up.
      #expect(try await deputy.open("/wachtrij").path.hasPrefix("/inloggen"))
      try await deputy.open("/inloggen")
      let setup = try await deputy.post("/inloggen", ["login": "adjunct", "password": WebSchool.password])
      #expect(setup.text.contains("name=\"secret\""))
      // Nobody takes the own one away.
      let own = try await browser.post("/beheer/lid/\(school.director.id)/tweede-stap", ["reason": "Zomaar."])
      #expect(own.status == .unprocessableContent)
      #expect(try await school.store.verify(school: WebSchool.id).isWhole)
    }
  }

  @Test func ictInvitesAParentButNoDirector() async throws {
    try await withSite { school, client in
      try await Self.ict(school)
      let browser = Browser(client)
      try await browser.signIn("systeem")
      #expect(try await browser.open("/beheer/mensen").text.contains("Ouder-1"))
      #expect(try await browser.open("/beheer").status == .forbidden)
      let parent = "/beheer/lid/\(school.neighbour.id)"
      #expect(!(try await browser.open(parent)).text.contains("Een rol erbij"))
      #expect(try await browser.post(parent + "/uitnodiging").text.contains("http://localhost/uitnodiging/"))
      let director = "/beheer/lid/\(school.director.id)"
      #expect(!(try await browser.open(director)).text.contains("/uitnodiging"))
      let refused = try await browser.post(director + "/uitnodiging")
      #expect(refused.status == .unprocessableContent && !refused.text.contains("http://localhost/uitnodiging/"))
      #expect(try await browser.post(parent + "/rol", ["role": "director"]).status == .forbidden)
      let teacher = Browser(client)
      try await teacher.signIn("juf")
      #expect(try await teacher.open("/beheer/mensen").status == .forbidden)
    }
  }

  @Test func anAbsenceHasADeputyAndEnds() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("directeur")
      try await browser.open("/beheer/afwezig")
      let wrong = try await browser.post(
        "/beheer/afwezig", ["absent": school.teacher.id.rawValue, "until": "2026-11-01"])
      #expect(wrong.status == .unprocessableContent && wrong.text.contains("value=\"2026-11-01\""))
      let page = try await browser.post(
        "/beheer/afwezig",
        ["absent": school.teacher.id.rawValue, "until": "2026-12-01", "deputy": school.colleague.id.rawValue])
      #expect(page.text.contains("Vervanging: Meester"))
      let id = try #require(page.between("name=\"absence\" value=\"", "\""))
      school.clock.advance(minutes: 1)
      #expect(try await browser.post("/beheer/afwezig/einde", ["absence": id]).text.contains("Iedereen is er."))
    }
  }
}
