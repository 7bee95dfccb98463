import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

@Suite struct TodayTests {
  @Test func anEmptyDaySaysSo() async throws {
    try await withSite { _, client in
      let browser = Browser(client)
      try await browser.signIn("juf")
      #expect(try await browser.open("/vandaag").text.contains("Niets wat vandaag op u wacht."))
    }
  }

  @Test func whatCannotWaitStandsFirstWithOneWayOn() async throws {
    try await withSite { school, client in
      try await school.flagged()
      let hidden = try await school.flagged("Jij sukkel, pas maar op.", category: "threat", severity: .critical)
      _ = try await school.store.ask(
        "Hoe zet ik meldingen uit?", in: school.group.id, by: school.neighbour.id, school: WebSchool.id,
        at: school.clock.now)
      school.clock.advance(minutes: 30 * 60)
      let director = Browser(client)
      try await director.signIn("directeur", at: school.clock.now)
      let first = try await director.open("/vandaag")
      #expect(first.text.contains("verborgen") && first.text.contains("op een oordeel"))
      #expect(first.text.contains("href=\"/wachtrij/\(hidden)\""))
      let browser = Browser(client)
      try await browser.signIn("juf")
      let page = try await browser.open("/vandaag")
      #expect(page.text.contains("Iemand heeft een vraag over het portaal.") && page.text.contains("href=\"/vragen\""))
      #expect(!page.text.contains("verborgen"))
      let answered = try await browser.post("/vragen", ["step": "answer", "question": "1", "text": "Bij uw telefoon."])
      #expect(answered.path == "/vragen?gedaan=question_answered")
      #expect(try await !browser.open("/vandaag").text.contains("een vraag over het portaal"))
    }
  }

  @Test func whatWaitsForTheOwnFamilyIsNotCounted() async throws {
    try await withSite { school, client in
      try await school.flagged(by: school.teacher)
      let browser = Browser(client)
      try await browser.signIn("juf")
      #expect(try await browser.open("/vandaag").text.contains("Niets wat vandaag op u wacht."))
    }
  }

  @Test func aLineLeadsOnlyToPagesThatAreThereForThePerson() {
    #expect(Site.leads(to: "/wachtrij/12", from: [.teacher]))
    #expect(!Site.leads(to: "/wachtrij/12", from: [.parent]))
    #expect(!Site.leads(to: "/bestaat/niet", from: [.director]))
    #expect(!Site.leads(to: "", from: [.director]))
  }

  @Test(arguments: ["ouder-1", "juf", "begeleider", "directeur", "bestuurder"])
  func helpIsThereForEverybody(login: String) async throws {
    try await withSite { _, client in
      let browser = Browser(client)
      try await browser.signIn(login)
      let page = try await browser.open("/help")
      #expect(page.status == .ok && !page.text.contains("⟦"))
    }
  }
}
