import Conduct
import Foundation
import Store
import Testing

@testable import Web

@Suite struct SchoolLogTests {
  @Test func theLogTellsWhatHappenedButNotWhoReported() async throws {
    try await withSite { school, client in
      let number = try await school.flagged()
      _ = try await school.store.submit(
        ReportDraft(
          reporter: school.neighbour.id, category: try #require(school.site.rules.reportCategories.first),
          copy: "Wat een sukkel ben je.", about: school.parent.id, text: "Ik maak mij zorgen."),
        school: WebSchool.id, at: school.clock.now)
      let browser = Browser(client)
      try await browser.signIn("directeur")
      let all = try await browser.open("/beheer/logboek")
      #expect(all.text.contains("href=\"/wachtrij/\(number)\""))
      let reports = try await browser.open("/beheer/logboek?over=reports")
      #expect(reports.text.contains("melding binnengekomen") && reports.text.contains("de melder"))
      #expect(reports.between("<ol class=\"log\">", "</ol>")?.contains("Ouder-3") == false)
      // Nor is the reporter found by asking for that person.
      let asked = try await browser.open("/beheer/logboek?over=reports&lid=\(school.neighbour.id)")
      #expect(asked.text.contains("Hier is niets over te vinden."))
    }
  }

  @Test func lookingSomebodyUpIsNoted() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("directeur")
      try await browser.open("/beheer/leeslog")
      let page = try await browser.post("/beheer/leeslog", ["member": school.parent.id.rawValue, "why": "request"])
      #expect(page.text.contains("Niemand heeft dit eerder ingezien."))
      let again = try await browser.post("/beheer/leeslog", ["member": school.parent.id.rawValue, "why": "request"])
      #expect(again.text.contains("het leeslog, voor een verzoek van de persoon"))
    }
  }

  @Test func theCheckSaysThatTheLogIsWhole() async throws {
    try await withSite { school, client in
      try await school.flagged()
      let browser = Browser(client)
      try await browser.signIn("directeur")
      try await browser.open("/beheer/logboek")
      let page = try await browser.post("/beheer/logboek/controle")
      let head = try #require(page.between("<code class=\"secret\">", "</code>"))
      #expect(page.text.contains("Het logboek klopt") && head.count == 64)
      let kept = try await browser.post("/beheer/logboek/controle", ["head": head])
      #expect(kept.text.contains("Uw bewaarde kop staat erin"))
      let strange = try await browser.post("/beheer/logboek/controle", ["head": String(repeating: "a", count: 64)])
      #expect(strange.text.contains("Het logboek klopt niet"))
    }
  }

  @Test func theLogTurnsItsPages() async throws {
    try await withSite { school, client in
      for place in 1...60 {
        _ = try await school.store.addGroup(name: "Groep \(place)x", school: WebSchool.id, at: school.clock.now)
      }
      let browser = Browser(client)
      try await browser.signIn("directeur")
      let first = try await browser.open("/beheer/logboek?over=people")
      let older = try #require(first.between("<a class=\"button\" href=\"/beheer/logboek?", "\""))
      let second = try await browser.open("/beheer/logboek?" + older.replacingOccurrences(of: "&amp;", with: "&"))
      func places(_ page: Page) -> [String] { page.text.matches(of: /regel (\d+\.\d+)/).map { String($0.1) } }
      #expect(places(first).count == 50 && !places(second).isEmpty)
      #expect(Set(places(first)).isDisjoint(with: places(second)))
    }
  }
}
