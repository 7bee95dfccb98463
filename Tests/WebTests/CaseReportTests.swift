import Conduct
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import Testing

@testable import Web

@Suite struct CaseReportTests {
  @Test func onlyWhoeverHasAReportInHandReadsTheNameAndTheWords() async throws {
    try await withSite { school, client in
      let own = try await school.report(by: school.neighbour)
      let path = "/meldingen-school/\(own.number)"
      let teacher = try await signedIn("juf", client)
      #expect(try await teacher.open("/meldingen-school").text.contains(path))
      let shut = try await teacher.open(path)
      #expect(!shut.text.contains("Ouder-3") && !shut.text.contains("Dit gaat te ver."))
      let mine = try await teacher.post(path, ["step": "claim", "version": "\(try await school.version(of: own))"])
      #expect(mine.text.contains("Ouder-3") && mine.text.contains("Dit gaat te ver."))
      let colleague = try await signedIn("meester", client)
      let other = try await colleague.open(path)
      #expect(!other.text.contains("Ouder-3") && !other.text.contains("value=\"resolve\""))
      let none = try await teacher.post(
        path, ["step": "resolve", "text": "Gebeld.", "version": "\(try await school.version(of: own))"])
      #expect(none.status == .unprocessableContent && none.text.contains("Gebeld."))
      let done = try await teacher.post(
        path,
        [
          "step": "resolve", "choice": "action_taken", "text": "Gebeld.",
          "version": "\(try await school.version(of: own))",
        ])
      #expect(done.text.contains("afgehandeld") && done.text.contains("Er is iets gedaan"))
    }
  }

  @Test func whomAReportIsAboutNeitherSeesNorCountsIt() async throws {
    try await withSite { school, client in
      let own = try await school.report(about: school.teacher, by: school.neighbour)
      let path = "/meldingen-school/\(own.number)"
      let teacher = try await signedIn("juf", client)
      let list = try await teacher.open("/meldingen-school")
      #expect(list.text.contains("class=\"empty\"") && !list.text.contains("\(own.number)"))
      #expect(try await teacher.open(path).status == .notFound)
      let reporter = try await signedIn("ouder-3", client)
      #expect(try await reporter.open(path).status == .forbidden)
      let director = try await signedIn("directeur", client)
      #expect(try await director.open("/zaken").text.contains(path))
    }
  }
}

@Suite struct CaseAppealTests {
  /// A talk about the parent that is imposed and appealed against; gives the number of the appeal.
  private func appealed(_ school: WebSchool) async throws -> Int {
    try await school.publishPolicy()
    let number = try await school.proposed(.talk)
    let now = school.clock.now
    let id = try await school.store.measure(
      "\(number)", for: school.director.id, school: WebSchool.id, at: now
    ).measure.id
    let plan = Measure.Plan(motivation: "Er is gescholden.", facts: "Bericht 1.")
    let ready = try await school.store.prepare(
      id, plan, expecting: 1, by: school.director.id, school: WebSchool.id, at: now)
    _ = try await school.store.impose(
      id, expecting: ready.version, by: school.director.id, school: WebSchool.id, at: now)
    return try await school.store.appeal(
      against: .measure(id), for: school.parent.id, grounds: "Ik ben niet gehoord.", by: school.parent.id,
      school: WebSchool.id, at: now
    ).number
  }

  @Test func anotherPersonDecidesAndItIsCarriedOut() async throws {
    try await withSite { school, client in
      let number = try await appealed(school)
      let path = "/bezwaren/\(number)"
      // Who decided neither sees nor counts it.
      let director = try await signedIn("directeur", client)
      #expect(try await director.open(path).status == .notFound)
      #expect(!(try await director.open("/zaken").text.contains(path)))
      let deputy = try await signedIn("adjunct", client)
      #expect(try await deputy.open("/zaken").text.contains(path))
      #expect(try await deputy.open(path).text.contains("Ik ben niet gehoord."))
      try await deputy.post(path, ["step": "admit", "version": "1"])
      let wrong = try await deputy.post(
        path, ["step": "assign", "choice": school.director.id.rawValue, "version": "2"])
      #expect(wrong.status == .unprocessableContent)
      try await deputy.post(path, ["step": "assign", "choice": school.deputy.id.rawValue, "version": "2"])
      try await deputy.post(path, ["step": "begin", "version": "3"])
      let unsure = try await deputy.post(
        path, ["step": "decide", "choice": "reversed", "text": "Eerst horen.", "version": "4"])
      #expect(unsure.status == .unprocessableContent && unsure.text.contains("Eerst horen."))
      let decided = try await deputy.post(
        path, ["step": "decide", "choice": "reversed", "text": "Eerst horen.", "version": "4", "sure": "1"])
      #expect(decided.text.contains("het besluit is herroepen"))
    }
  }
}

@Suite struct CaseLetterTests {
  @Test func aLetterIsADraftThatNamesWhatIsMissing() async throws {
    try await withSite { school, client in
      _ = try await school.store.openCase(
        about: school.parent.id, reason: "Herhaald.", by: school.director.id, school: WebSchool.id,
        at: school.clock.now)
      let browser = try await signedIn("directeur", client)
      let page = try await browser.open("/brieven/invitation/1")
      #expect(page.status == .ok && page.text.contains("class=\"letter\"") && page.text.contains("Dit ontbreekt nog"))
      #expect(!page.text.contains("name=\"sure\""))
      let forced = try await browser.post("/brieven/invitation/1", ["sure": "1"])
      #expect(forced.status == .unprocessableContent)
      let file = try await browser.open("/brieven/invitation/1?vorm=html")
      #expect(file.headers[.contentDisposition]?.hasPrefix("attachment") == true)
      #expect(try await browser.open("/brieven/invitation/..%2F1").status == .notFound)
      #expect(try await browser.open("/brieven/access/1").status == .notFound)
      #expect(try await browser.open("/brieven/bewaard/1").status == .notFound)
      let teacher = try await signedIn("juf", client)
      #expect(try await teacher.open("/brieven/invitation/1").status == .notFound)
    }
  }
}

@Suite struct CaseBoardTests {
  @Test func theBoardSeesWhatWasHandedUpAndNothingElse() async throws {
    try await withSite { school, client in
      _ = try await school.store.openCase(
        about: school.parent.id, reason: "Herhaald.", by: school.director.id, school: WebSchool.id,
        at: school.clock.now)
      let light = try await school.proposed(.talk, about: school.neighbour)
      let board = try await signedIn("bestuurder", client)
      let empty = try await board.open("/verwezen")
      #expect(!empty.text.contains("/zaken/1") && !empty.text.contains("/maatregelen/\(light)\""))
      let director = try await signedIn("directeur", client)
      try await director.open("/zaken/1?waarom=handling")
      try await director.post("/zaken/1", ["step": "to_board", "version": "1", "text": "Te zwaar.", "sure": "1"])
      #expect(try await board.open("/verwezen").text.contains("/zaken/1"))
      let page = try await board.open("/zaken/1?waarom=handling")
      #expect(page.text.contains("Te zwaar.") && page.text.contains("value=\"investigate\""))
      #expect(try await board.open("/zaken").status == .forbidden)
      #expect(try await board.open("/personen/\(school.parent.id)?waarom=handling").status == .forbidden)
      #expect(!(try await director.open("/zaken/1?waarom=oversight").text.contains("value=\"investigate\"")))
    }
  }

  @Test func figuresAreOfOneMonthAndNameNobody() async throws {
    try await withSite { school, client in
      try await school.violation()
      let board = try await signedIn("bestuurder", client)
      let page = try await board.open("/cijfers")
      #expect(page.text.contains("november 2026") && page.text.contains("De Proefschool"))
      #expect(!page.text.contains("Ouder-1") && !page.text.contains("Juf"))
      #expect(try await board.open("/cijfers?maand=2026-10").text.contains("oktober 2026"))
      // What is to come, and what is no month, is the present one.
      #expect(try await board.open("/cijfers?maand=2027-01").text.contains("november 2026"))
      #expect(try await board.open("/cijfers?maand=<x>").text.contains("november 2026"))
      #expect(try await signedIn("directeur", client).open("/cijfers").status == .forbidden)
    }
  }
}
