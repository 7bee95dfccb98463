import Conduct
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct ParentReportTests {
  /// What a parent fills in who tells of a message that has no text in the portal any more.
  private static let words = [
    "message": "pasted", "copy": "Jij met je grote mond.", "category": "rude",
    "words": "Dit stond gisteren in de groep & het is <niet> aardig.", "hopes": "Dat iemand praat.", "group": "",
  ]

  /// The number of the report whose receipt this is.
  private static func number(_ page: Page) -> Int? {
    page.path.split(separator: "/").dropFirst().first.flatMap { Int($0) }
  }

  @Test func aParentReportsAMessageAndGetsAReceipt() async throws {
    try await withSite { school, client in
      try await school.place("Wie heeft de sleutel van de gymzaal?", by: school.parent)
      let browser = Browser(client)
      try await browser.signIn("ouder-3")
      let form = try await browser.open("/melden")
      #expect(form.text.contains("Wie heeft de sleutel van de gymzaal?"))
      let id = try #require(form.between("name=\"message\" value=\"", "\""))
      var fields = Self.words
      fields["message"] = id
      let receipt = try await browser.upload("/melden", fields, files: [])
      let number = try #require(Self.number(receipt))
      #expect(receipt.path == "/meldingen/\(number)/ontvangst" && receipt.status == .ok)
      #expect(receipt.text.contains("<strong>\(number)</strong>") && receipt.text.contains("U hoort uiterlijk"))
      let found = try await school.store.ownReport(
        String(number), of: school.neighbour.id, school: WebSchool.id, at: school.clock.now)
      #expect(found.texts == [Self.words["words"]])
      // The message itself went along: its review waits for the teacher.
      #expect(
        try await school.store.queue(for: school.teacher.id, school: WebSchool.id, at: school.clock.now).count == 1)
      let mine = try await browser.open("/meldingen/\(number)")
      #expect(mine.text.contains("&amp; het is &lt;niet&gt; aardig"))
    }
  }

  @Test(arguments: [
    ("category", "", "category"), ("category", "onzin", "category"), ("words", "  ", "words"), ("copy", "", "message"),
    ("message", "described", "message"), ("message", "m-van-een-ander", "message"),
  ])
  func whatIsMissingIsSaidBesideItsFieldAndNothingTypedIsLost(field: String, value: String, place: String) async throws
  {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("ouder-3")
      try await browser.open("/melden")
      var fields = Self.words
      fields[field] = value
      let page = try await browser.upload("/melden", fields, files: [])
      #expect(page.status == .unprocessableContent && page.text.contains("role=\"alert\""))
      #expect(page.text.contains("id=\"\(place)-problem\"") && page.text.contains("href=\"#\(place)\""))
      for (name, text) in fields where ["words", "copy", "hopes"].contains(name) && name != field {
        #expect(page.text.contains(Screens.escaped(text)), "\(name)")
      }
      #expect(
        try await school.store.ownReports(
          of: school.neighbour.id, school: WebSchool.id, at: school.clock.now
        ).isEmpty)
    }
  }

  @Test func picturesComeAlongAndComeBackAsTheyWere() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("ouder-3")
      try await browser.open("/melden")
      let picture = ImageFiles.png()
      let broken = try await browser.upload(
        "/melden", Self.words, files: [("enclosure", "foto.png", Array(picture.dropLast(9)))])
      #expect(broken.status == .unprocessableContent && broken.text.contains("id=\"enclosure-problem\""))
      // The name of a file says nothing: a picture under another name is a picture.
      let sent = try await browser.upload(
        "/melden", Self.words, files: [("enclosure", "C:\\map\\x.exe", picture), ("enclosure", "leeg", [])])
      let number = try #require(Self.number(sent))
      let file = try await browser.open("/meldingen/\(number)/bijlage/1")
      #expect(file.headers[.contentDisposition] == "attachment; filename=\"bijlage-\(number)-1.png\"")
      #expect(file.headers[.contentType] == "application/octet-stream")
      #expect(try await browser.open("/meldingen/\(number)/bijlage/2").status == .notFound)
    }
  }

  @Test func nobodyElseFindsTheReport() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("ouder-3")
      try await browser.open("/melden")
      let number = try #require(
        Self.number(try await browser.upload("/melden", Self.words, files: [("enclosure", "a", ImageFiles.png())])))
      for login in ["ouder-1", "ouder-2"] {
        let other = Browser(client)
        try await other.signIn(login)
        for path in ["", "/ontvangst", "/bijlage/1"] {
          let page = try await other.open("/meldingen/\(number)\(path)")
          #expect(page.status == .notFound && !page.text.contains("grote mond"))
        }
        let post = try await other.post("/meldingen/\(number)", ["step": "withdraw"])
        #expect(post.status == .notFound)
        #expect(!(try await other.open("/meldingen").text.contains(String(number))))
      }
    }
  }

  @Test func theReporterAddsWithdrawsAndCannotAfterwards() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("ouder-3")
      try await browser.open("/melden")
      let number = try #require(Self.number(try await browser.upload("/melden", Self.words, files: [])))
      try await browser.open("/meldingen/\(number)")
      let added = try await browser.upload(
        "/meldingen/\(number)", ["step": "add", "words": "Het gebeurde weer."], files: [])
      #expect(added.text.contains("Het gebeurde weer.") && added.path.hasSuffix("gedaan=report_added"))
      let silent = try await browser.post("/meldingen/\(number)", ["step": "add", "words": ""])
      #expect(silent.status == .unprocessableContent)
      #expect(try await browser.post("/meldingen/\(number)", ["step": "resolve"]).status == .badRequest)
      let gone = try await browser.post("/meldingen/\(number)", ["step": "withdraw"])
      #expect(gone.path.hasSuffix("gedaan=report_withdrawn") && !gone.text.contains("value=\"add\""))
      #expect(try await browser.post("/meldingen/\(number)", ["step": "add", "words": "x"]).status != .ok)
    }
  }

  @Test func theReporterAnswersHearsTheOutcomeAndComplains() async throws {
    try await withSite { school, client in
      let (store, id) = (school.store, WebSchool.id)
      let browser = Browser(client)
      try await browser.signIn("ouder-3")
      try await browser.open("/melden")
      let number = try #require(Self.number(try await browser.upload("/melden", Self.words, files: [])))
      func handle(_ step: Report.Step) async throws {
        let file = try await store.report(String(number), for: school.director.id, school: id, at: school.clock.now)
        try await store.advance(
          file.report.id, step, expecting: file.report.version, by: school.director.id, school: id, at: school.clock.now
        )
      }
      try await handle(.claim)
      try await handle(.askReporter(question: "Welke dag was dat?"))
      #expect(try await browser.open("/meldingen/\(number)").text.contains("Welke dag was dat?"))
      let answered = try await browser.upload(
        "/meldingen/\(number)", ["step": "answer", "words": "Dinsdag."], files: [])
      #expect(answered.path.hasSuffix("gedaan=report_answered") && !answered.text.contains("value=\"answer\""))
      let early = try await browser.post("/meldingen/\(number)", ["step": "complain", "words": "Nu al."])
      #expect(early.status == .unprocessableContent)
      try await handle(.resolve(.actionTaken, motivation: "Gesproken met Ouder-1."))
      let page = try await browser.open("/meldingen/\(number)")
      #expect(page.text.contains("Wij hebben uw melding bekeken en iets gedaan."))
      #expect(!page.text.contains("Gesproken met Ouder-1"))
      #expect(page.text.contains("U kunt tot en met"))
    }
  }
}
