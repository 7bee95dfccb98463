import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

@Suite struct QueueTests {
  @Test func aTeacherReadsWhyItWaitsAndDecidesWithTheReasonThatIsReady() async throws {
    try await withSite { school, client in
      let number = try await school.flagged()
      let other = try await school.flagged("Wat een sukkel, zeg ik je.")
      let browser = Browser(client)
      try await browser.signIn("juf")
      let page = try await browser.open("/wachtrij/\(number)")
      #expect(page.text.contains("<mark>sukkel<sup>1</sup></mark>"))
      #expect(page.text.contains("Afspraak A33"))
      let reason = try #require(page.between("data-draft=\"reden-\(number)\">", "</textarea>"))
      #expect(reason.contains("sukkel") && reason.contains("A33"))
      let next = try await browser.post(
        "/wachtrij/\(number)",
        ["step": "establish", "version": "1", "message": "remove", "clause": "A33", "text": reason, "severity": "3"])
      #expect(next.path == "/wachtrij/\(other)?gedaan=decided&terug=\(number)")
      let back = try await browser.post("/wachtrij/\(number)/terug")
      #expect(back.path == "/wachtrij/\(number)?gedaan=undone")
    }
  }

  @Test func severalRulesOnTheSameWordsAreOnePlace() {
    func signal(_ title: String, _ severity: Severity, _ span: Range<Int>) -> Signal {
      Signal(
        rule: RuleID("nl.abuse.\(title)"), title: title, category: CategoryID("abuse"), severity: severity,
        effect: .review, span: span, text: "", view: .original)
    }
    let places = SignalPlace.places(of: [
      signal("a", .medium, 0..<10), signal("b", .high, 4..<12), signal("b", .low, 11..<14), signal("c", .low, 20..<24),
      signal("d", .low, 0..<0),
    ])
    #expect(places.map(\.number) == [1, 2, nil])
    #expect(places.map(\.gravest.title) == ["b", "c", "d"])
    #expect(places[0].others.map(\.title) == ["a"])
    // What is said of a whole passage does not make one place of all that is in it.
    let apart = SignalPlace.places(of: [
      signal("passage", .low, 0..<40), signal("a", .medium, 4..<10), signal("b", .high, 20..<25),
    ])
    #expect(apart.map(\.gravest.title) == ["a", "b"] && apart[0].others.map(\.title) == ["passage"])
  }

  @Test func whatWasTypedIsShownAgainWhenAStepIsRefused() async throws {
    try await withSite { school, client in
      let number = try await school.flagged()
      let browser = Browser(client)
      try await browser.signIn("juf")
      try await browser.open("/wachtrij/\(number)")
      let page = try await browser.post(
        "/wachtrij/\(number)",
        [
          "step": "establish", "version": "7", "message": "keep", "clause": "A24", "text": "Mijn eigen reden.",
          "facts": "Feit.",
        ])
      #expect(page.status == .unprocessableContent)
      #expect(page.text.contains("Mijn eigen reden.") && page.text.contains(">Feit.</textarea>"))
      #expect(page.text.contains("value=\"keep\" checked"))
      #expect(page.between("value=\"A24\"", ">")?.contains("checked") == true)
      // Without script the reason is made to fit by asking for it.
      let fitted = try await browser.post(
        "/wachtrij/\(number)", ["step": "fit", "version": "1", "clause": "A24", "text": "Mijn eigen reden."])
      #expect(fitted.status == .ok && fitted.text.contains("A24: "))
      #expect(fitted.between("data-draft=\"reden-\(number)\">", "</textarea>")?.contains("A24") == true)
    }
  }

  @Test func theConversationAroundItIsShownWhileItIsOpenOnly() async throws {
    try await withSite { school, client in
      let plain = { (text: String, id: String, kind: Message.Kind, shift: Int64) in
        Intake(
          message: Message(
            externalID: id, author: school.neighbour.id, group: school.group.id, kind: kind,
            sentAt: school.clock.now + shift, text: text),
          found: ScanResult(), ruleset: WebSchool.ruleset.version)
      }
      _ = try await school.store.receive(
        [
          plain("Wie gaat er mee naar het bos?", "n-1", .reaction, -60_000),
          plain("Dit is alleen voor jou.", "n-2", .oneToOne, -30_000),
          plain("Vorige maand al gevraagd.", "n-3", .reaction, -20 * 86_400_000),
        ], school: WebSchool.id, at: school.clock.now)
      let number = try await school.flagged()
      let browser = Browser(client)
      try await browser.signIn("juf")
      let page = try await browser.open("/wachtrij/\(number)")
      #expect(page.text.contains("Wie gaat er mee naar het bos?"))
      #expect(!page.text.contains("alleen voor jou") && !page.text.contains("Vorige maand"))
      try await browser.post("/wachtrij/\(number)", ["step": "dismiss", "version": "1", "reason": "context"])
      #expect(try await !browser.open("/wachtrij/\(number)").text.contains("naar het bos"))
    }
  }

  @Test func ownFamilysMessageIsNotAroundEither() async throws {
    try await withSite { school, client in
      // A teacher who is the parent of whoever wrote the neighbour hears nothing of its review.
      let hidden = try await school.flagged("Jij sukkel van een buurman.", by: school.neighbour)
      let parent = try await school.store.addMember(
        MemberDraft(
          name: "Juf-ouder", externalID: "juf-ouder", family: FamilyID("f-2"),
          assignments: [Assignment(role: .teacher, group: school.group.id, from: WebSchool.start)]),
        school: WebSchool.id, at: WebSchool.start)
      try await school.store.saveCredential(
        login: "juf-ouder", password: try await PasswordHash(cost: 2).make(WebSchool.password), of: parent.id,
        school: WebSchool.id, at: WebSchool.start)
      let number = try await school.flagged()
      let browser = Browser(client)
      try await browser.signIn("juf-ouder")
      #expect(try await browser.open("/wachtrij/\(hidden)").status == .notFound)
      let page = try await browser.open("/wachtrij/\(number)")
      #expect(page.status == .ok && !page.text.contains("buurman") && !page.text.contains("wachtrij/\(hidden)"))
    }
  }

  @Test func theSameTextOnceMoreIsClosedAsItWasShown() async throws {
    try await withSite { school, client in
      let number = try await school.flagged()
      let double = try await school.flagged()
      let browser = Browser(client)
      try await browser.signIn("juf")
      try await browser.open("/wachtrij/\(number)")
      let page = try await browser.post(
        "/wachtrij/\(number)", ["step": "dismiss", "version": "1", "reason": "context"])
      #expect(page.path.hasPrefix("/wachtrij/\(number)?gedaan=decided"))
      let shown = try #require(page.between("name=\"shown\" value=\"", "\""))
      let version = try #require(page.between("name=\"version\" value=\"", "\""))
      let stale = try await browser.post(
        "/wachtrij/\(number)", ["step": "duplicates", "version": version, "shown": shown + "9"])
      #expect(stale.status == .unprocessableContent)
      let done = try await browser.post(
        "/wachtrij/\(number)", ["step": "duplicates", "version": version, "shown": shown])
      #expect(done.path.hasSuffix("gedaan=duplicates_closed"))
      #expect(try await browser.open("/wachtrij/\(double)").text.contains("Dubbel van een ander bericht"))
    }
  }

  @Test func aColleagueIsGivenItAndTheOpenPageHearsOfIt() async throws {
    try await withSite { school, client in
      let number = try await school.flagged()
      let (mine, theirs) = (Browser(client), Browser(client))
      try await mine.signIn("juf")
      try await theirs.signIn("meester")
      try await theirs.open("/wachtrij/\(number)")
      try await mine.open("/wachtrij/\(number)")
      let version = try #require(
        try await mine.post("/wachtrij/\(number)", ["step": "claim", "version": "1"]).between(
          "name=\"version\" value=\"", "\""))
      let given = try await mine.post(
        "/wachtrij/\(number)",
        ["step": "hand_over", "version": version, "colleague": school.colleague.id.rawValue, "text": "Jij kent hen."])
      #expect(given.path == "/wachtrij?gedaan=handed_over")
      let heard = try await theirs.open("/wachtrij/\(number)?versie=1", headers: ["X-Fatsoen-Part": "1"])
      #expect(heard.text.contains("Dit is intussen veranderd") && heard.text.contains("bij u"))
      #expect(!heard.text.contains("<html"))
      let list = try await mine.open("/wachtrij?open=\(number)", headers: ["X-Fatsoen-Part": "1"])
      #expect(list.text.contains("aria-current=\"true\"") && list.text.contains("bij Meester"))
    }
  }

  @Test func aWrongFindIsLeftForTheDirectorAsAProposal() async throws {
    try await withSite { school, client in
      let number = try await school.flagged()
      let browser = Browser(client)
      try await browser.signIn("juf")
      try await browser.open("/wachtrij/\(number)")
      let words = try #require(try await browser.open("/wachtrij/\(number)").between("name=\"words\" rows=\"2\">", "<"))
      #expect(words == "sukkel")
      try await browser.post(
        "/wachtrij/\(number)",
        ["step": "dismiss", "version": "1", "reason": "false_hit", "propose": "1", "words": "sukkelgangetje"])
      let director = Browser(client)
      try await director.signIn("directeur")
      #expect(try await director.open("/regels").text.contains("Nooit opvallen: sukkelgangetje"))
      let change = try await director.open("/regels/wijziging/1")
      #expect(
        change.text.contains("Ten onrechte opgevallen (nl.abuse.sample)") && !change.text.contains("bericht \(number)"))
      let other = Browser(client)
      try await other.signIn("meester")
      #expect(try await other.open("/regels/wijziging/1").status == .notFound)
      try await director.open("/regels/wijziging/1")
      try await director.post("/regels/wijziging/1", ["step": "approve", "version": "1"])
      #expect(try await school.store.ruleChangesInForce(school: WebSchool.id).map(\.state) == [.live])
    }
  }

  @Test func careIsSpokenOfAsCare() async throws {
    try await withSite { school, client in
      let number = try await school.flagged()
      let browser = Browser(client)
      try await browser.signIn("juf")
      try await browser.open("/wachtrij/\(number)")
      try await browser.post(
        "/wachtrij/\(number)", ["step": "give_to_care", "version": "1", "text": "Ik maak me zorgen."])
      #expect(try await browser.open("/wachtrij/\(number)").status == .notFound)
      let care = Browser(client)
      try await care.signIn("begeleider")
      let page = try await care.open("/wachtrij/\(number)")
      #expect(page.text.contains("om iemands welzijn") && page.text.contains("Zorg geregeld"))
      #expect(!page.text.contains("Past niet") && !page.text.contains("class=\"clause\""))
      let done = try await care.post(
        "/wachtrij/\(number)", ["step": "care", "version": "3", "text": "Ik heb gebeld."])
      #expect(done.path == "/wachtrij?gedaan=decided&terug=\(number)")
    }
  }

  @Test func anOpenPageThatAsksByItselfKeepsNoSessionAlive() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("juf")
      try await browser.open("/wachtrij")
      for _ in 0..<3 {
        school.clock.advance(minutes: 25)
        try await browser.open("/wachtrij", headers: ["X-Fatsoen-Part": "1"])
      }
      #expect(try await browser.open("/wachtrij").path.hasPrefix("/inloggen"))
    }
  }

  @Test func newsEndsWithTheSession() async throws {
    try await withSite { school, _ in
      let news = News(store: school.store)
      let changes = try #require(await news.listen(to: WebSchool.id) { false })
      var heard: [News.Change] = []
      for await change in changes { heard.append(change) }
      #expect(heard.last == .ended)
    }
  }
}
