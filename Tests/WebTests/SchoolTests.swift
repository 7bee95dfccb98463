import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

@Suite struct SchoolTests {
  private static func decided(_ school: WebSchool, _ number: Int, wrong: Bool) async throws {
    let id = try await school.store.reviewID(
      String(number), for: school.teacher.id, school: WebSchool.id, at: school.clock.now)
    let claimed = try await school.store.claim(id, by: school.teacher.id, school: WebSchool.id, at: school.clock.now)
    let judgement: Judgement =
      wrong
      ? .dismiss(.falseHit, note: nil)
      : .establish(
        Finding(
          clauses: [ClauseID("A33")], severity: .high, motivation: "Schelden past niet.", facts: "", weighing: "",
          effects: []))
    _ = try await school.store.decide(
      id, judgement, expecting: claimed.version, by: school.teacher.id, school: WebSchool.id, at: school.clock.now)
  }

  @Test func theFiguresAreInWordsAndEachPictureHasItsTable() async throws {
    try await withSite { school, client in
      for (text, wrong) in [("Wat een sukkel zeg.", false), ("Sukkel is ook een dier, sukkel.", true)] {
        try await Self.decided(school, try await school.flagged(text), wrong: wrong)
      }
      try await school.flagged("Nog een sukkel.")
      let browser = Browser(client)
      try await browser.signIn("directeur")
      let page = try await browser.open("/school")
      #expect(page.text.contains("2 van 2 op tijd"))
      #expect(page.text.contains("1 bericht wacht"))
      #expect(page.text.contains("1 van 2 terecht gesignaleerd"))
      // Three pictures with words instead of them, and a table behind each.
      #expect(page.text.matches(of: /role="img" aria-label="[^"]+"/).count == 3)
      #expect(page.text.matches(of: /<summary>De getallen in een tabel/).count == 3)
      #expect(page.between("nl.abuse.sample</span>", "</tr>")?.contains("50%") == true)
      #expect(page.text.contains("<a href=\"/beheer/beleid#A33\">A33</a>"))
      #expect(!page.text.contains("style="))
      let month = try await browser.open("/school/maand/2026-11")
      #expect(month.between("Berichten ter beoordeling", "</tr>")?.contains(">3<") == true)
      #expect(try await browser.open("/school/maand/2099-01").status == .notFound)
    }
  }

  @Test func whatConcernsTheDirectorIsNotCountedAmongWhatWaits() async throws {
    try await withSite { school, client in
      // The director does not get to see it, so that its number is not found.
      await #expect(throws: StoreError.self) {
        try await school.flagged("De directeur schrijft sukkel.", by: school.director)
      }
      try await school.flagged("Een ouder schrijft sukkel.")
      for login in ["directeur", "adjunct"] {
        let browser = Browser(client)
        try await browser.signIn(login)
        // What a director wrote is for the board.
        #expect(try await browser.open("/school").text.contains("1 bericht wacht"))
        let log = try await browser.open("/beheer/logboek?over=messages")
        #expect(log.text.matches(of: /ontvangen, wacht op een mens/).count == 1)
      }
    }
  }

  @Test func oneOfManyIsNeverAllOrNone() {
    #expect(SchoolPage.outOfTen(3, 4) == (3, 4))
    #expect(SchoolPage.outOfTen(199, 200) == (9, 10))
    #expect(SchoolPage.outOfTen(1, 200) == (1, 10))
    #expect(SchoolPage.outOfTen(0, 200) == (0, 10))
    #expect(SchoolPage.outOfTen(200, 200) == (10, 10))
  }
}
