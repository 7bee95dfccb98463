import Conduct
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import Testing

@testable import Web

@Suite struct SchoolPolicyTests {
  @Test func thePolicySaysOfEachClauseWhomItBindsAndWhyTheProgramChose() async throws {
    try await withSite { _, client in
      let browser = Browser(client)
      try await browser.signIn("directeur")
      let page = try await browser.open("/beheer/beleid")
      let policy = try WebSchool.policy.get()
      #expect(page.text.matches(of: /class="card clause-card" id="/).count == policy.clauses.count)
      #expect(page.between("id=\"A33\"", "</li>")?.contains("Hoe nagegaan") == true)
      #expect(page.text.contains("keuze van het programma: "))
      #expect(page.text.contains("Bezwaar maken"))
      let wrong = try await browser.post("/beheer/beleid", ["version": "sha256:x"])
      #expect(wrong.status == .unprocessableContent && wrong.text.contains("Kies een beleid."))
    }
  }

  @Test func aHoldKeepsWhatWouldGo() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("directeur")
      #expect(try await browser.open("/beheer/bewaren?proef=1").text.contains("Nu is er niets om te wissen."))
      let fields = ["member": school.parent.id.rawValue, "reason": "Er loopt een klacht.", "review": "2026-01-01"]
      let past = try await browser.post("/beheer/bewaren", fields)
      #expect(past.status == .unprocessableContent && past.text.contains("Er loopt een klacht."))
      let placed = try await browser.post("/beheer/bewaren", fields.merging(["review": "2027-06-01"]) { $1 })
      #expect(placed.text.contains("Ouder-1") && placed.text.contains("Er loopt een klacht."))
      let lifted = try await browser.post("/beheer/bewaren/1/opheffen", ["reason": "Afgehandeld."])
      #expect(lifted.text.contains("Er is niemand over wie het wissen wordt tegengehouden."))
      let again = try await browser.post("/beheer/bewaren/1/opheffen", ["reason": "Nog eens."])
      #expect(again.status == .unprocessableContent)
    }
  }

  @Test func theRegisterSaysWhatIsMissing() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("directeur")
      #expect(try await browser.open("/beheer/register").text.contains("mensen zonder training"))
      let added = try await browser.post(
        "/beheer/register", ["kind": "training", "member": school.teacher.id.rawValue, "text": "Basis"])
      #expect(
        added.text.contains("<summary>training (1)</summary>") && added.text.contains("<strong>Juf</strong> Basis"))
      let wrong = try await browser.post("/beheer/register", ["kind": "training"])
      #expect(wrong.status == .unprocessableContent)
    }
  }

  @Test func aFileIsLookedAtBeforeItIsTakenOver() async throws {
    let school = try await WebSchool()
    // One group a line; what real files say is read elsewhere.
    let read: @Sendable ([SiteSetup.RosterFile], Day) throws -> Roster = { files, _ in
      var roster = Roster()
      for file in files {
        guard file.name.hasSuffix(".csv") else { throw SiteError.unreadable(path: file.name, reason: "geen CSV") }
        for line in String(decoding: file.bytes, as: UTF8.self).split(separator: "\n") {
          roster.groups.append(.init(key: String(line), name: String(line), place: file.name))
        }
      }
      return roster
    }
    let site = Site(
      store: school.store, screens: school.site.screens, settings: school.site.settings, rules: school.site.rules,
      stationery: school.site.stationery, setup: SiteSetup(readRoster: read)
    ) { school.clock.now }
    try await Application(router: site.router()).test(.router) { client in
      let browser = Browser(client)
      try await browser.signIn("directeur")
      try await browser.open("/beheer/inlezen")
      let none = try await browser.upload("/beheer/inlezen", [:], files: [])
      #expect(none.status == .unprocessableContent && none.text.contains("Kies een bestand."))
      let odd = try await browser.upload("/beheer/inlezen", [:], files: [("file", "C:\\map\\foto.png", [1, 2])])
      #expect(odd.status == .unprocessableContent && odd.text.contains("foto.png: geen CSV"))
      let plan = try await browser.upload(
        "/beheer/inlezen", [:], files: [("file", "groepen.csv", Array("Groep 7\nGroep 8\n".utf8))])
      #expect(plan.between("<td>Groepen</td>", "</tr>")?.contains(">2<") == true)
      #expect(try await school.store.groups(school: WebSchool.id).count == 2)
      let draft = try #require(plan.between("name=\"draft\" value=\"", "\""))
      // It is nobody else's to carry out.
      let deputy = Browser(client)
      try await deputy.signIn("adjunct")
      try await deputy.open("/beheer/inlezen")
      #expect(
        try await deputy.post("/beheer/inlezen/overnemen", ["draft": draft]).text.contains("niet meer in het geheugen"))
      let done = try await browser.post("/beheer/inlezen/overnemen", ["draft": draft])
      #expect(done.text.contains("Het bestand is overgenomen."))
      #expect(try await school.store.groups(school: WebSchool.id).count == 4)
      let again = try await browser.post("/beheer/inlezen/overnemen", ["draft": draft])
      #expect(again.text.contains("niet meer in het geheugen"))
    }
  }
}
