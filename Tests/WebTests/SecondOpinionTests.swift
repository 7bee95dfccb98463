import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

/// A second look shows the message and nothing of the first decision.
@Suite struct SecondOpinionTests {
  @Test func aSecondLookIsBlindAndGivenOnce() async throws {
    try await withSite { school, client in
      var policy = try WebSchool.policy.get()
      policy.terms["second_opinion_percent"] = Sourced(100, from: .productDefault(reason: "Alles, voor de proef."))
      policy.version = "sha256:alles"
      try await school.store.adopt(policy, school: WebSchool.id, at: school.clock.now)
      try await school.violation("Wat een sukkel <b>ben</b> je.")
      let decider = try await signedIn("juf", client)
      #expect(try await decider.open("/tweede-blik").text.contains("Er wordt nu geen tweede oordeel van u gevraagd."))
      let director = try await signedIn("directeur", client)
      #expect(try await director.open("/vandaag").text.contains("Uw tweede oordeel over 1 besluit wordt gevraagd."))
      let page = try await director.open("/tweede-blik")
      #expect(page.text.contains("&lt;b&gt;ben") && page.text.contains("sukkel"))
      #expect(!page.text.contains("Een andere ouder wordt uitgescholden."))
      let number = try #require(page.between("name=\"opinion\" value=\"", "\""))
      let empty = try await director.post("/tweede-blik", ["opinion": number])
      #expect(empty.status == .unprocessableContent && empty.text.contains("role=\"alert\""))
      let noReason = try await director.post("/tweede-blik", ["opinion": number, "finding": "fine", "reason": "raar"])
      #expect(noReason.status == .unprocessableContent)
      let noClause = try await director.post("/tweede-blik", ["opinion": number, "finding": "not_fitting"])
      #expect(noClause.status == .unprocessableContent)
      let given = ["opinion": number, "finding": "fine", "reason": "context"]
      #expect(try await director.post("/tweede-blik", given).text.contains("Uw oordeel is vastgelegd."))
      let twice = try await director.post("/tweede-blik", given)
      #expect(twice.status == .unprocessableContent && twice.text.contains("role=\"alert\""))
      let agreement = try await school.store.agreement(
        for: school.director.id, school: WebSchool.id, at: school.clock.now)
      #expect(agreement.given == 1 && agreement.agreed == 0)
    }
  }
}
