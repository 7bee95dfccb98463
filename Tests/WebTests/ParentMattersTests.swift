import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

/// What a parent sees of what is about that parent, and does with it.
@Suite struct ParentMattersTests {
  private static let day: Int64 = 86_400_000

  /// The address of the only message on the first page of its author.
  private static func message(_ browser: Browser) async throws -> String {
    let start = try await browser.open("/start")
    return "/start/bericht/" + (try #require(start.between("href=\"/start/bericht/", "\"")))
  }

  /// A violation in a message of the parent, with reasons, after which it is gone.
  private static func removed(_ school: WebSchool) async throws {
    let number = try await school.flagged("Wat een sukkel ben je, zei Ouder-3 ook.")
    let (store, id, now) = (school.store, WebSchool.id, school.clock.now)
    let review = try await store.reviewID(String(number), for: school.teacher.id, school: id, at: now)
    try await store.note(review, text: "Dit is een lastige ouder.", by: school.teacher.id, school: id, at: now)
    let claimed = try await store.claim(review, by: school.teacher.id, school: id, at: now)
    _ = try await store.decide(
      review,
      .establish(
        Finding(
          clauses: [ClauseID("A33")], severity: .high, motivation: "U scheldt Ouder-3 uit.", effects: [.remove])),
      expecting: claimed.version, by: school.teacher.id, school: id, at: now)
  }

  @Test func aHiddenMessageIsShownToItsAuthorOnly() async throws {
    try await withSite { school, client in
      try await school.flagged("Wat een sukkel ben je.", category: "threat", severity: .critical)
      let author = Browser(client)
      try await author.signIn("ouder-1")
      let path = try await Self.message(author)
      let page = try await author.open(path)
      #expect(page.text.contains("Wat een sukkel ben je.") && page.text.contains("verborgen tot iemand heeft gekeken"))
      #expect(!page.text.contains("nl.abuse.sample"))
      for login in ["ouder-2", "ouder-3"] {
        let other = Browser(client)
        try await other.signIn(login)
        #expect(!(try await other.open("/start").text.contains("sukkel")))
        #expect(try await other.open(path).status == .notFound)
        #expect(try await other.post(path, ["step": "answer", "words": "x"]).status == .notFound)
      }
    }
  }

  @Test func nothingTellsTheAuthorThatAMessageWasReported() async throws {
    try await withSite { school, client in
      try await school.place("Jullie snappen er niets van.", by: school.parent)
      let reporter = Browser(client)
      try await reporter.signIn("ouder-3")
      let form = try await reporter.open("/melden")
      let id = try #require(form.between("name=\"message\" value=\"", "\""))
      try await reporter.upload(
        "/melden", ["message": id, "category": "rude", "words": "Dit is niet aardig."], files: [])
      let author = Browser(client)
      try await author.signIn("ouder-1")
      school.clock.advance(minutes: 20 * 24 * 60)
      try await author.signIn("ouder-1")
      #expect(!(try await author.open("/start").text.contains("snappen")))
      try await author.open("/gegevens")
      for kind in ["html", "json"] {
        let file = try await author.post("/gegevens/download", ["as": kind])
        // The text stays longer than others because of the report; that is not to be seen.
        #expect(file.text.contains("Ouder-1") && !file.text.contains("snappen") && !file.text.contains("niet aardig"))
      }
    }
  }

  @Test func theAuthorAnswersAQuestionAndWhoAskedIsTold() async throws {
    try await withSite { school, client in
      let (store, id, now) = (school.store, WebSchool.id, school.clock.now)
      let number = try await school.flagged()
      let review = try await store.reviewID(String(number), for: school.teacher.id, school: id, at: now)
      try await store.claim(review, by: school.teacher.id, school: id, at: now)
      try await store.askInformation(
        review, question: "Wat bedoelde u hiermee?", by: school.teacher.id, school: id, at: now)
      let author = Browser(client)
      try await author.signIn("ouder-1")
      let start = try await author.open("/start")
      #expect(start.text.contains("De school heeft een vraag over uw bericht."))
      let path = try await Self.message(author)
      #expect(try await author.open(path).text.contains("Wat bedoelde u hiermee?"))
      #expect(try await author.post(path, ["step": "answer", "words": " "]).status == .unprocessableContent)
      let done = try await author.post(path, ["step": "answer", "words": "Het was een grap tegen mijn broer."])
      #expect(done.path == "/start?gedaan=own_answered" && !done.text.contains("vraag over uw bericht"))
      let file = try await store.review(review, for: school.teacher.id, school: id, at: now)
      #expect(file.notes.last?.kind == .answer && file.notes.last?.author == school.parent.id)
      #expect(file.review.state == .claimed && file.review.claim?.member == school.teacher.id)
      #expect(try await store.notices(for: school.teacher.id, school: id).contains { $0.kind == .answered })
      // With the question the message is as any other again, and nothing to look at.
      #expect(try await author.post(path, ["step": "answer", "words": "Nog iets."]).status == .notFound)
    }
  }

  @Test func aDecisionComesWithItsReasonsAndATermToObject() async throws {
    try await withSite { school, client in
      try await Self.removed(school)
      let author = Browser(client)
      try await author.signIn("ouder-1")
      #expect(try await author.open("/start").text.contains("Een besluit over uw bericht, tot en met"))
      let path = try await Self.message(author)
      let page = try await author.open(path)
      #expect(page.text.contains("verwijderd, met uitleg") && page.text.contains("U scheldt [een ander] uit."))
      #expect(page.text.contains("Afspraak A33") && page.text.contains("U kunt bezwaar maken tot en met"))
      #expect(!page.text.contains("lastige ouder"))
      let empty = try await author.post(path, ["step": "appeal", "words": ""])
      #expect(empty.status == .unprocessableContent && empty.text.contains("role=\"alert\""))
      let filed = try await author.post(path, ["step": "appeal", "words": "Ik sprak tegen mijn broer."])
      #expect(filed.path.hasPrefix("/start/bezwaar/") && filed.text.contains("Ik sprak tegen mijn broer."))
      let again = try await author.post(path, ["step": "appeal", "words": "Nog een keer."])
      #expect(again.status == .unprocessableContent && again.text.contains("Nog een keer.") == false)

      let appeal = try #require(filed.path.split(separator: "?").first.map(String.init))
      let other = Browser(client)
      try await other.signIn("ouder-2")
      #expect(try await other.open(appeal).status == .notFound)
      #expect(try await other.post(appeal, ["step": "withdraw"]).status == .notFound)
      let gone = try await author.post(appeal, ["step": "withdraw"])
      #expect(gone.text.contains("door u ingetrokken") && !gone.text.contains("value=\"withdraw\""))
      #expect(try await author.open(path).text.contains("value=\"appeal\""))
    }
  }

  @Test func theReviewerAsksTheAppellantAnswersAndReadsTheRuling() async throws {
    try await withSite { school, client in
      try await Self.removed(school)
      let author = Browser(client)
      try await author.signIn("ouder-1")
      let path = try await Self.message(author)
      try await author.open(path)
      let filed = try await author.post(path, ["step": "appeal", "words": "Niet terecht."])
      let page = try #require(filed.path.split(separator: "?").first.map(String.init))
      let number = try #require(page.split(separator: "/").last.map(String.init))
      let (store, id, now) = (school.store, WebSchool.id, school.clock.now)
      func step(_ step: Appeal.Step) async throws {
        let file = try await store.appeal(number, for: school.director.id, school: id, at: now)
        try await store.advance(
          file.appeal.id, step, expecting: file.appeal.version, by: school.director.id, school: id, at: now)
      }
      for next: Appeal.Step in [
        .admit(excuse: nil, suspends: false), .assign(school.director), .begin, .ask(question: "Tegen wie sprak u?"),
      ] { try await step(next) }
      #expect(try await author.open("/start").text.contains("Er is een vraag over uw bezwaar of klacht."))
      #expect(try await author.open(page).text.contains("Tegen wie sprak u?"))
      try await author.post(page, ["step": "answer", "words": "Tegen mijn broer."])
      let file = try await store.appeal(number, for: school.director.id, school: id, at: now)
      _ = try await store.decide(
        file.appeal.id, .reversed(alsoUndoing: []), motivation: "Het was een grap onder broers.",
        expecting: file.appeal.version, by: school.director.id, school: id, at: now)
      let ruled = try await author.open(page)
      #expect(ruled.text.contains("U kreeg gelijk.") && ruled.text.contains("Het was een grap onder broers."))
      #expect(!ruled.text.contains("value=\"answer\""))
    }
  }

  @Test func anAnnouncedMeasureIsAnsweredReadAndObjectedTo() async throws {
    try await withSite { school, client in
      let (store, id, now) = (school.store, WebSchool.id, school.clock.now)
      let director = school.director.id
      let plan = Measure.Plan(
        motivation: "Drie keer gescholden.", ruleKnown: "Afspraken gemaild.", priorWarning: "Gesprek in september.",
        facts: "Drie berichten.", weighing: "Rust weegt zwaarder.", contactPoint: "De directie.",
        redress: "Bezwaar binnen zes weken.", hearing: "Gesprek op school.", until: now + 60 * Self.day,
        reviewAt: now + 30 * Self.day, scope: "Alle groepen.", substituteChannel: "De nieuwsbrief per mail.",
        internalSteps: "Intern besproken.", mandate: "Namens het bestuur.", clauses: [ClauseID("A33")])
      try await store.enter(
        RegisterDraft(.publication, value: .letter, text: "Brief aan alle ouders."), by: director, school: id, at: now)
      let proposed = try await store.propose(
        .postingRestriction, about: school.parent.id, reason: "Intern: lastig.", by: director, school: id, at: now)
      let author = Browser(client)
      try await author.signIn("ouder-1")
      // A proposal is not the person's to see yet.
      #expect(!(try await author.open("/start").text.contains("Beperking van reageren")))
      let path = "/start/maatregel/\(proposed.number)"
      #expect(try await author.open(path).status == .notFound)

      var measure = try await store.prepare(
        proposed.id, plan, expecting: proposed.version, by: director, school: id, at: now)
      measure = try await store.announce(
        measure.id, respondBy: now + 14 * Self.day, expecting: measure.version, by: director, school: id, at: now)
      #expect(try await author.open("/start").text.contains("U kunt eerst reageren."))
      let page = try await author.open(path)
      #expect(page.text.contains("Drie keer gescholden.") && !page.text.contains("Intern"))
      let partner = Browser(client)
      try await partner.signIn("ouder-2")
      #expect(try await partner.open(path).status == .notFound)
      #expect(try await partner.post(path, ["step": "answer", "words": "x"]).status == .notFound)
      let answered = try await author.post(path, ["step": "answer", "words": "Het was één keer."])
      #expect(answered.path.hasSuffix("gedaan=own_answered"))
      #expect(try await store.notices(for: director, school: id).contains { $0.kind == .answered })

      school.clock.advance(minutes: 1)
      measure = try await store.impose(
        measure.id, expecting: measure.version + 1, by: director, school: id, at: school.clock.now)
      #expect(measure.state == .active)
      let imposed = try await author.open(path)
      #expect(imposed.text.contains("van kracht") && !imposed.text.contains("value=\"answer\""))
      let read = try await author.post(path, ["step": "acknowledge"])
      #expect(read.text.contains("weten dat u dit hebt gelezen") && !read.text.contains("value=\"acknowledge\""))
      let noted = try await author.post(path, ["step": "rectify", "words": "Het derde bericht was niet van mij."])
      #expect(noted.text.contains("Het derde bericht was niet van mij."))
      let appeal = try await author.post(path, ["step": "appeal", "words": "Te zwaar."])
      #expect(appeal.path.hasPrefix("/start/bezwaar/"))
    }
  }

  @Test func anInvitationIsAnsweredOnce() async throws {
    try await withSite { school, client in
      let (store, id, now) = (school.store, WebSchool.id, school.clock.now)
      let director = school.director.id
      var opened = try await store.openCase(
        about: school.parent.id, reason: "Geheime reden.", by: director, school: id, at: now)
      let path = "/start/uitnodiging/\(opened.number)"
      let author = Browser(client)
      try await author.signIn("ouder-1")
      #expect(try await author.open(path).status == .notFound)
      for step in [
        Case.Step(.investigate), Case.Step(.invite, words: "Wij horen graag uw kant.", respondBy: now + 14 * Self.day),
        Case.Step(.hearOther, words: "Ouder-3 was bang."),
      ] {
        opened = try await store.advance(
          opened.id, step, expecting: opened.version, by: director, school: id, at: now)
      }
      #expect(try await author.open("/start").text.contains("De school wil graag uw kant horen."))
      let page = try await author.open(path)
      #expect(page.text.contains("Wij horen graag uw kant."))
      #expect(!page.text.contains("Geheime reden") && !page.text.contains("Ouder-3"))
      let done = try await author.post(path, ["step": "answer", "words": "Ik was boos om mijn kind."])
      #expect(done.text.contains("Ik was boos om mijn kind.") && !done.text.contains("value=\"answer\""))
      #expect(try await author.post(path, ["step": "answer", "words": "Nog iets."]).status == .unprocessableContent)
      let file = try await store.conductCase(
        String(opened.number), for: director, why: .handling, school: id, at: now)
      #expect(file.conductCase.state == .heard && file.notes.last?.author == school.parent.id)
      let other = Browser(client)
      try await other.signIn("ouder-2")
      #expect(try await other.open(path).status == .notFound)
    }
  }
}
