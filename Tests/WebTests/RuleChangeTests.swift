import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

/// The rules of a school changed through the front door.
@Suite struct RuleChangeTests {
  private static let word = [
    "sort": "woord", "words": "knurft", "category": "abuse", "severity": "2", "match": "Wat een knurft.",
    "pass": "Tot morgen.", "reason": "Dit horen we vaak.",
  ]

  @Test func aWordGoesOnTrialAndLiveWithASecondPerson() async throws {
    try await withSite { school, client in
      let director = Browser(client)
      try await director.signIn("directeur")
      let form = try await director.open("/regels/nieuw?soort=woord")
      #expect(form.status == .ok && form.text.contains("Op proef zetten"))
      let looked = try await director.post("/regels/nieuw", Self.word.merging(["step": "look"]) { $1 })
      #expect(looked.text.contains("Gecontroleerd") && looked.text.contains("Dit horen we vaak."))
      #expect(try await school.store.ruleChangesInForce(school: WebSchool.id).isEmpty)
      let saved = try await director.post("/regels/nieuw", Self.word.merging(["step": "save"]) { $1 })
      #expect(saved.path == "/regels/wijziging/1?gedaan=rule_trial")
      let page = try await director.open("/regels/wijziging/1")
      #expect(page.text.contains("Eigen woord: knurft") && page.text.contains("op proef nog niet geraakt"))
      let stale = try await director.post("/regels/wijziging/1", ["step": "ask", "version": "0"])
      #expect(stale.status == .unprocessableContent)
      _ = try await director.post("/regels/wijziging/1", ["step": "ask", "version": "1"])
      let own = try await director.post("/regels/wijziging/1", ["step": "approve", "version": "2"])
      #expect(own.status == .unprocessableContent && own.text.contains("tweede persoon"))
      let teacher = Browser(client)
      try await teacher.signIn("juf")
      #expect(try await teacher.open("/regels").text.contains("Eigen woord: knurft"))
      let agreed = try await teacher.post("/regels/wijziging/1", ["step": "approve", "version": "2"])
      #expect(agreed.path == "/regels/wijziging/1?gedaan=rule_approve")
      #expect(agreed.status == .ok && agreed.text.contains("in gebruik"))
      #expect(try await school.store.ruleChangesInForce(school: WebSchool.id).map(\.state) == [.live])
    }
  }

  @Test func whatIsWrongIsSaidAndNothingTypedIsLost() async throws {
    try await withSite { school, client in
      let director = Browser(client)
      try await director.signIn("directeur")
      for (field, says) in [
        ("words", "ten minste één woord"), ("match", "zin die moet opvallen"), ("pass", "met rust"),
      ] {
        let page = try await director.post(
          "/regels/nieuw", Self.word.merging([field: "", "step": "save"]) { $1 })
        #expect(page.status == .unprocessableContent && page.text.contains(says), "\(field)")
        #expect(page.text.contains("Dit horen we vaak."))
      }
      let faulty = try await director.post(
        "/regels/nieuw", Self.word.merging(["match": "Wat een sul.", "step": "save"]) { $1 })
      #expect(
        faulty.text.contains("deze zin moet opvallen") && faulty.text.contains("Verander de woorden")
          && faulty.text.contains("Wat een sul."))
      let without = try await director.post("/regels/nieuw", Self.word.merging(["reason": "", "step": "save"]) { $1 })
      #expect(without.text.contains("Schrijf waarom u dit wilt"))
      let all = try await director.post("/regels/nieuw", ["sort": "woord", "category": "abuse", "step": "save"])
      for field in ["words", "severity", "match", "pass", "reason"] {
        #expect(all.text.contains("href=\"#\(field)\"") && all.text.contains("id=\"\(field)-problem\""), "\(field)")
      }
      #expect(try await school.store.ruleChangesInForce(school: WebSchool.id).isEmpty)
    }
  }

  @Test func whatAChangeWouldDoIsShownToTheDirectorOnlyAndNoted() async throws {
    try await withSite { school, client in
      _ = try await school.flagged("Wat een knurft <b>met</b> sukkel ben je.", by: school.parent)
      let director = Browser(client)
      try await director.signIn("directeur")
      let shown = try await director.post("/regels/nieuw", Self.word.merging(["step": "look"]) { $1 })
      #expect(shown.text.contains("1 bericht bekeken") && shown.text.contains("&lt;b&gt;met"))
      let readings = try await school.store.readings(
        about: school.parent.id, for: school.board.id, school: WebSchool.id, at: school.clock.now)
      #expect(readings.contains { $0.kind == .keptText && $0.reader == school.director.id })
      let teacher = Browser(client)
      try await teacher.signIn("juf")
      let closed = try await teacher.post("/regels/nieuw", Self.word.merging(["step": "look"]) { $1 })
      #expect(closed.text.contains("alleen de directeur") && !closed.text.contains("met&lt;"))
    }
  }

  @Test func aRewriteShowsTheDifferenceAndWhatIsOverCanBePutBack() async throws {
    try await withSite { school, client in
      let director = Browser(client)
      try await director.signIn("directeur")
      _ = try await director.post("/regels/nieuw", Self.word.merging(["step": "save"]) { $1 })
      let form = try await director.open("/regels/nieuw?van=1&vervangt=1")
      #expect(form.text.contains("knurft") && form.text.contains("wijziging 1"))
      let saved = try await director.post(
        "/regels/nieuw",
        Self.word.merging(["words": "lapzwans", "match": "Wat een lapzwans.", "replaces": "1", "step": "save"]) { $1 })
      #expect(saved.path == "/regels/wijziging/2?gedaan=rule_trial")
      let page = try await director.open("/regels/wijziging/2")
      #expect(page.text.contains("− knurft") && page.text.contains("+ lapzwans"))
      _ = try await director.post("/regels/wijziging/1", ["step": "end", "version": "1", "text": "Klaar."])
      #expect(try await director.open("/regels/wijziging/1").text.contains("Zo terugzetten"))
    }
  }

  @Test func parentsAndStrangersSeeNothingOfIt() async throws {
    try await withSite { school, client in
      let director = Browser(client)
      try await director.signIn("directeur")
      _ = try await director.post("/regels/nieuw", Self.word.merging(["step": "save"]) { $1 })
      let parent = Browser(client)
      try await parent.signIn("ouder-1")
      for path in ["/regels", "/regels/nieuw?soort=woord", "/regels/wijziging/1"] {
        #expect(try await parent.open(path).status != .ok, "\(path)")
      }
      // A teacher reads it, and takes no step with a rule on trial.
      let teacher = Browser(client)
      try await teacher.signIn("juf")
      let page = try await teacher.open("/regels/wijziging/1")
      #expect(page.status == .ok && !page.text.contains("name=\"step\""))
      #expect(try await teacher.open("/regels/nieuw?soort=instelling&regel=nl.abuse.sample").status == .forbidden)
      #expect(try await teacher.open("/regels/nieuw?soort=iets").status == .notFound)
      // What the form does not offer is not taken either.
      let pattern = Self.word.merging([
        "sort": "regel", "words": "", "pattern": "(a+)+", "title": "x", "why": "x", "step": "save",
      ]) { $1 }
      #expect(try await teacher.post("/regels/nieuw", pattern).status == .forbidden)
      #expect(try await school.store.ruleChangesInForce(school: WebSchool.id).count == 1)
    }
  }
}
