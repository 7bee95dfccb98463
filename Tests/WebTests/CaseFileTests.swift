import Conduct
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import Testing

@testable import Web

@Suite struct CaseFileTests {
  @Test func thePageAsksWhyFirstAndNotesTheAnswer() async throws {
    try await withSite { school, client in
      try await school.violation()
      let browser = try await signedIn("directeur", client)
      let path = "/personen/\(school.parent.id)"
      let asked = try await browser.open(path)
      #expect(asked.text.contains("name=\"waarom\"") && !asked.text.contains("Ouder-1"))
      let before = try await school.readings()
      #expect(before.isEmpty)
      let page = try await browser.open(path + "?waarom=question")
      #expect(page.text.contains("Ouder-1") && page.text.contains("Wat een sukkel ben je."))
      #expect(try await school.readings().map(\.purpose) == [.question])
      #expect(try await browser.open(path + "?waarom=on_behalf").text.contains("name=\"waarom\""))
    }
  }

  @Test func aCaseIsOpenedHeardAndDecidedOnItsPage() async throws {
    try await withSite { school, client in
      try await school.violation()
      let browser = try await signedIn("directeur", client)
      let person = "/personen/\(school.parent.id)"
      try await browser.open(person + "?waarom=handling")
      let empty = try await browser.post(person, ["step": "open_case", "why": "handling", "version": "1"])
      #expect(empty.status == .unprocessableContent && empty.text.contains("role=\"alert\""))
      let opened = try await browser.post(
        person, ["step": "open_case", "why": "handling", "version": "1", "text": "Drie keer."])
      #expect(opened.path == "/zaken/1?waarom=handling&gedaan=case_opened")
      #expect(opened.text.contains("geopend") && opened.text.contains("Drie keer."))
      #expect(!opened.text.contains("value=\"hear\""))
      try await browser.post("/zaken/1", ["step": "investigate", "version": "1"])
      // Inviting tells the person, so it asks for a tick; what was typed stays.
      let unsure = try await browser.post(
        "/zaken/1",
        ["step": "invite", "why": "handling", "version": "2", "text": "Graag uw kant.", "day": "2026-12-20"])
      #expect(unsure.status == .unprocessableContent && unsure.text.contains("Graag uw kant."))
      let early = try await browser.post(
        "/zaken/1",
        ["step": "invite", "why": "handling", "version": "2", "text": "x", "day": "2026-11-24", "sure": "1"])
      #expect(early.status == .unprocessableContent)
      try await browser.post(
        "/zaken/1", ["step": "invite", "version": "2", "text": "Graag uw kant.", "day": "2026-12-20", "sure": "1"])
      try await browser.post("/zaken/1", ["step": "hear", "version": "3", "text": "Ik was boos."])
      let heard = try await browser.post(
        "/zaken/1", ["step": "hear_other", "version": "4", "text": "De juf schrok."])
      let voices = try #require(heard.between("class=\"voices\"", "</li>"))
      #expect(voices.contains("Ik was boos.") && voices.contains("De juf schrok."))
      let stale = try await browser.post("/zaken/1", ["step": "conclude", "why": "handling", "version": "1"])
      #expect(stale.status == .unprocessableContent)
      try await browser.post("/zaken/1", ["step": "conclude", "version": "5"])
      let decided = try await browser.post("/zaken/1", ["step": "decide", "version": "6", "text": "Een gesprek."])
      #expect(decided.text.contains("<strong>besloten</strong>"))
    }
  }

  @Test func aMeasureGoesFromProposalToForceWithItsChecklist() async throws {
    try await withSite { school, client in
      try await school.publishPolicy()
      let number = try await school.proposed(.postingRestriction)
      let browser = try await signedIn("directeur", client)
      let path = "/maatregelen/\(number)"
      let page = try await browser.open(path)
      #expect(page.text.contains("class=\"check-open\"") && !page.text.contains("value=\"impose\""))
      var plan = WebSchool.plan
      plan["plan_until"] = "2027-01-31"
      plan["plan_motivation"] = ""
      let blank = try await browser.post(path, plan.merging(["step": "prepare", "version": "1"]) { $1 })
      #expect(blank.status == .unprocessableContent && blank.text.contains("Veilig lezen weegt zwaarder."))
      plan["plan_motivation"] = "Er is gescholden."
      let prepared = try await browser.post(path, plan.merging(["step": "prepare", "version": "1"]) { $1 })
      #expect(!prepared.text.contains("class=\"check-open\""))
      // A restriction is announced first; before the person answered it cannot begin.
      let announced = try await browser.post(
        path, ["step": "announce", "version": "2", "day": "2026-12-20", "sure": "1"])
      #expect(announced.text.contains("aangekondigd") && !announced.text.contains("value=\"impose\""))
      try await browser.post(path, ["step": "respond", "version": "3", "text": "Ik vind het te zwaar."])
      let unsure = try await browser.post(path, ["step": "impose", "version": "4"])
      #expect(unsure.status == .unprocessableContent)
      let imposed = try await browser.post(path, ["step": "impose", "version": "4", "sure": "1"])
      #expect(imposed.text.contains("<strong>van kracht</strong>"))
      #expect(imposed.text.contains("31 januari"))
    }
  }

  @Test func aHeavyMeasureWaitsForASecondPerson() async throws {
    try await withSite { school, client in
      let number = try await school.proposed(.premisesBan)
      let path = "/maatregelen/\(number)"
      let first = try await signedIn("directeur", client)
      try await first.open(path)
      var plan = WebSchool.plan
      plan["plan_until"] = "2027-01-31"
      let prepared = try await first.post(path, plan.merging(["step": "prepare", "version": "1"]) { $1 })
      #expect(prepared.text.contains("wacht op een tweede akkoord") && !prepared.text.contains("value=\"approve\""))
      let refused = try await first.post(path, ["step": "approve", "version": "2"])
      #expect(refused.status == .unprocessableContent)
      let second = try await signedIn("bestuurder", client)
      let page = try await second.open("/verwezen")
      #expect(page.text.contains(path))
      try await second.open(path)
      let approved = try await second.post(path, ["step": "approve", "version": "2"])
      #expect(approved.text.contains("Bestuurder"))
    }
  }

  @Test func whatIsSaidIsShownAsTextAndNeverAsMarkup() async throws {
    try await withSite { school, client in
      try await school.violation("sukkel <img src=x onerror=alert(1)>")
      let browser = try await signedIn("directeur", client)
      let person = "/personen/\(school.parent.id)"
      try await browser.open(person + "?waarom=handling")
      let page = try await browser.post(
        person, ["step": "open_case", "why": "handling", "text": "<script>alert(1)</script>", "version": "1"])
      #expect(page.text.contains("&lt;script&gt;") && !page.text.contains("<script>alert"))
      #expect(page.text.contains("&lt;img") && !page.text.contains("<img src=x"))
    }
  }

  @Test func whoeverReportedThePersonSeesNothingOfIt() async throws {
    try await withSite { school, client in
      try await school.violation()
      try await school.violation("Nog eens, sukkel.")
      _ = try await school.store.openCase(
        about: school.parent.id, reason: "Herhaald.", by: school.deputy.id, school: WebSchool.id, at: school.clock.now)
      let number = try await school.proposed()
      let director = try await signedIn("directeur", client)
      let list = try await director.open("/zaken")
      #expect(
        list.text.contains("/zaken/1") && list.text.contains("herhaald")
          && list.text.contains("/maatregelen/\(number)\""))
      try await school.report(about: school.parent, by: school.deputy)
      let deputy = try await signedIn("adjunct", client)
      let hidden = try await deputy.open("/zaken")
      #expect(!hidden.text.contains("/zaken/1") && !hidden.text.contains("/maatregelen/\(number)\""))
      #expect(try await deputy.open("/zaken/1?waarom=handling").status == .notFound)
      #expect(try await deputy.open("/maatregelen/\(number)").status == .notFound)
      let person = try await deputy.open("/personen/\(school.parent.id)?waarom=handling")
      #expect(!person.text.contains("Herhaald.") && !person.text.contains("Drie keer gescholden."))
      #expect(!person.text.contains("value=\"open_case\"") && !person.text.contains("value=\"propose\""))
    }
  }

  @Test func parentsTeachersAndCareDoNotComeHere() async throws {
    try await withSite { school, client in
      _ = try await school.store.openCase(
        about: school.parent.id, reason: "Herhaald.", by: school.director.id, school: WebSchool.id,
        at: school.clock.now)
      let number = try await school.proposed(.talk)
      for login in ["ouder-1", "juf", "begeleider"] {
        let browser = try await signedIn(login, client)
        for path in ["/zaken", "/zaken/1?waarom=handling", "/personen/\(school.parent.id)?waarom=handling"] {
          #expect(try await browser.open(path).status == .forbidden, "\(login) \(path)")
        }
      }
      // A light measure about a parent of her group is the teacher's too.
      let teacher = try await signedIn("juf", client)
      #expect(try await teacher.open("/maatregelen/\(number)").status == .ok)
      let own = try await signedIn("ouder-1", client)
      #expect(try await own.open("/maatregelen/\(number)").status == .forbidden)
    }
  }
}
