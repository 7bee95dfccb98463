import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

/// From an invitation through the answer of the parent to a decision with a strike, all on the pages.
@Suite struct HearingTests {
  @Test func aParentIsInvitedAnswersAndIsDecidedOn() async throws {
    try await withSite { school, client in
      let number = try await school.flagged()
      let director = try await signedIn("directeur", client)
      let person = "/personen/\(school.parent.id)"
      try await director.open(person + "?waarom=handling")
      try await director.post(person, ["step": "open_case", "why": "handling", "version": "1", "text": "Gescholden."])
      try await director.post("/zaken/1", ["step": "investigate", "version": "1"])
      let parent = try await signedIn("ouder-1", client)
      #expect(!(try await parent.open("/start")).text.contains("De school wil graag uw kant horen."))
      try await director.post(
        "/zaken/1", ["step": "invite", "version": "2", "text": "Vertel ons uw kant.", "day": "2026-12-20", "sure": "1"])
      // The parent reads the invitation and nothing else of the case.
      let path = "/start/uitnodiging/1"
      let invited = try await parent.open(path)
      #expect(invited.text.contains("Vertel ons uw kant.") && !invited.text.contains("Gescholden."))
      #expect(try await parent.post(path, ["step": "answer", "words": "  "]).status == .unprocessableContent)
      let answered = try await parent.post(path, ["step": "answer", "words": "Ik was boos om <i>mijn</i> kind."])
      #expect(answered.text.contains("&lt;i&gt;mijn"))
      // The answer stands with the director, who concludes and decides on the message.
      let file = try await director.open("/zaken/1?waarom=handling")
      #expect(file.text.contains("Ik was boos om &lt;i&gt;mijn&lt;/i&gt; kind."))
      let version = try #require(file.between("name=\"version\" value=\"", "\""))
      try await director.post("/zaken/1", ["step": "hear_other", "version": version, "text": "De juf schrok."])
      let concluded = try await director.post(
        "/zaken/1", ["step": "conclude", "version": "\((Int(version) ?? 0) + 1)"])
      #expect(concluded.text.contains("Het horen is afgerond."))
      let review = try await director.open("/wachtrij/\(number)")
      let decided = try await director.post(
        "/wachtrij/\(number)",
        [
          "step": "establish", "version": try #require(review.between("name=\"version\" value=\"", "\"")),
          "clause": "A33", "message": "keep", "severity": "3", "text": "U schold een ander uit.",
        ])
      #expect(decided.status == .ok && decided.text.contains("Besluit vastgelegd."))
      let strikes = try await school.store.history(
        of: school.parent.id, for: school.director.id, why: .handling, school: WebSchool.id, at: school.clock.now
      ).strikes
      #expect(strikes.count == 1)
      #expect(try await director.open("/zaken/1?waarom=handling").text.contains("telt tot"))
      // The parent reads why, who decided and until when it counts.
      let start = try await parent.open("/start")
      let message = "/start/bericht/" + (try #require(start.between("href=\"/start/bericht/", "\"")))
      let reasons = try await parent.open(message)
      #expect(reasons.text.contains("U schold een ander uit.") && reasons.text.contains("door de directie."))
    }
  }

  @Test func aFormIsFilledInWithWholeDatesThatStayTrue() async throws {
    try await withSite { school, client in
      try await school.violation()
      let measure = try await school.proposed()
      let page = try await signedIn("directeur", client).open("/maatregelen/\(measure)")
      #expect(page.text.contains("maandag 23 november 2026: overtreding van afspraak"))
      #expect(!page.text.contains("vandaag: overtreding"))
    }
  }
}
