import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

@Suite struct ParentDataTests {
  @Test func theDownloadHoldsWhatOneGaveAndNothingOfOthers() async throws {
    try await withSite { school, client in
      try await school.place("Mijn eigen bericht.", by: school.parent)
      try await school.place("Het bericht van een ander.", by: school.neighbour)
      let number = try await school.flagged()
      let (store, id, now) = (school.store, WebSchool.id, school.clock.now)
      let review = try await store.reviewID(String(number), for: school.teacher.id, school: id, at: now)
      try await store.note(review, text: "Dit is een lastige ouder.", by: school.teacher.id, school: id, at: now)
      try await store.openCase(
        about: school.parent.id, reason: "Geheime reden.", by: school.director.id, school: id, at: now)
      let browser = Browser(client)
      try await browser.signIn("ouder-1")
      let page = try await browser.open("/gegevens")
      #expect(page.status == .ok && page.text.contains("ouder · Groep 6"))
      for (kind, type) in [("html", "text/html; charset=utf-8"), ("json", "application/json")] {
        let file = try await browser.post("/gegevens/download", ["as": kind])
        #expect(file.headers[.contentType] == type)
        #expect(file.headers[.contentDisposition] == "attachment; filename=\"mijn-gegevens-2026-11-23.\(kind)\"")
        #expect(file.text.contains("Mijn eigen bericht."))
        for other in ["bericht van een ander", "lastige ouder", "Geheime reden", "Ouder-3", "nl.abuse"] {
          #expect(!file.text.contains(other), "\(kind): \(other)")
        }
      }
      #expect(try await browser.open("/gegevens/download").status == .notFound)
    }
  }

  @Test func aGuardianAnswersForTheOwnChildOnly() async throws {
    try await withSite { school, client in
      let (child, other) = try await school.children()
      let browser = Browser(client)
      try await browser.signIn("kind-1")
      let page = try await browser.open("/gegevens/toestemming")
      #expect(page.text.contains("Kind 1") && !page.text.contains("Kind 2"))
      let question = Consent.Question(.photo, .portal).description
      let nothing = try await browser.post("/gegevens/toestemming", ["step": "answer", "pupil": child.rawValue])
      #expect(nothing.status == .unprocessableContent)
      let foreign = ["step": "answer", "pupil": other.rawValue, question: "yes"]
      #expect(try await browser.post("/gegevens/toestemming", foreign).status == .notFound)
      let saved = try await browser.post(
        "/gegevens/toestemming", ["step": "answer", "pupil": child.rawValue, question: "yes"])
      #expect(saved.path.hasSuffix("gedaan=consent_saved"))
      func holds() async throws -> Consent.Answer {
        try await school.store.consentRegister(school: WebSchool.id, at: school.clock.now)
          .answer(of: child, .photo, .portal)
      }
      #expect(try await holds() == .yes)
      try await browser.post("/gegevens/toestemming", ["step": "withdraw", "pupil": child.rawValue])
      #expect(try await holds() == .no)
    }
  }

  @Test func thePasswordChangesWithTheOldOneAndEndsOtherSessions() async throws {
    try await withSite { school, client in
      let (here, there) = (Browser(client), Browser(client))
      try await here.signIn("ouder-1")
      try await there.signIn("ouder-1")
      let path = "/gegevens/wachtwoord"
      try await here.open(path)
      let wrong = try await here.post(path, ["current": "fout", "fresh": "een nieuwe lange zin"])
      #expect(wrong.status == .unprocessableContent && wrong.text.contains("id=\"current-problem\""))
      let short = try await here.post(path, ["current": WebSchool.password, "fresh": "kort"])
      #expect(short.status == .unprocessableContent && short.text.contains("id=\"fresh-problem\""))
      let taken = try await here.post(path, ["current": WebSchool.password, "login": "juf"])
      #expect(taken.status == .unprocessableContent && taken.text.contains("id=\"login-problem\""))
      for page in [wrong, short, taken] { #expect(!page.text.contains(WebSchool.password)) }
      let done = try await here.post(
        path, ["current": WebSchool.password, "fresh": "een nieuwe lange zin", "login": "Ouder Een"])
      #expect(done.path == "/gegevens?gedaan=password_changed" && done.status == .ok)
      #expect(try await there.open("/start").path.hasPrefix("/inloggen"))
      let old = Browser(client)
      try await old.open("/inloggen")
      #expect(
        try await old.post("/inloggen", ["login": "ouder-1", "password": WebSchool.password]).status == .unauthorized)
      let fresh = try await old.post(
        "/inloggen", ["login": "ouder een", "password": "een nieuwe lange zin"], follow: false)
      #expect(fresh.headers[.location] == "/start")
    }
  }

  @Test func passwordsCannotBeTriedAtAnOpenPage() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("ouder-1")
      try await browser.open("/gegevens/wachtwoord")
      for _ in 0..<5 {
        try await browser.post("/gegevens/wachtwoord", ["current": "x", "fresh": "een nieuwe lange zin"])
      }
      let page = try await browser.post(
        "/gegevens/wachtwoord", ["current": WebSchool.password, "fresh": "een nieuwe lange zin"])
      #expect(page.status == .unprocessableContent)
    }
  }
}
