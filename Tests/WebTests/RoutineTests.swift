import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

/// Hours, lesson times, exceptions and holidays through their pages.
@Suite struct RoutineTests {
  private static func week(_ first: String) -> [String: String] {
    ["day-1": first, "day-2": "8.30 – 12.00 en 12.45 - 14.30", "day-3": "", "day-4": "8:00-16:00"]
  }

  @Test func somebodySetsTheOwnHoursAndTakesThemBack() async throws {
    try await withSite { school, client in
      let browser = try await signedIn("juf", client)
      #expect(try await browser.open("/rooster").text.contains("Mijn werktijd"))
      let wrong = try await browser.post("/rooster", Self.week("half negen"))
      #expect(wrong.status == .unprocessableContent && wrong.text.contains("Bij maandag staat “half negen”."))
      #expect(wrong.text.contains("value=\"8.30 – 12.00 en 12.45 - 14.30\""))
      let saved = try await browser.post("/rooster", Self.week("8.00-16.30"))
      #expect(saved.path == "/rooster?gedaan=hours_set" && saved.text.contains("De tijden zijn vastgelegd."))
      func own() async throws -> Timetable.Week? {
        try await school.store.timetable(school: WebSchool.id).working[school.teacher.id]
      }
      #expect(try await own() == Timetable.week("ma 08:00-16:30, di 08:30-12:00 12:45-14:30, do 08:00-16:00"))
      try await browser.post("/rooster", ["usual": "1"])
      #expect(try await own() == nil)
      let parent = try await signedIn("ouder-1", client)
      #expect(try await parent.post("/rooster", Self.week("8.00-9.00")).status == .forbidden)
    }
  }

  @Test func theDirectorSetsHoursOfOthersAndLessons() async throws {
    try await withSite { school, client in
      let director = try await signedIn("directeur", client)
      let path = "/beheer/rooster/tijden"
      let form = try await director.open("\(path)?soort=working&van=\(school.teacher.id)")
      #expect(form.text.contains("Werktijd: Juf"))
      try await director.post(
        path, Self.week("8.00-16.30").merging(["kind": "working", "holder": school.teacher.id.rawValue]) { $1 })
      try await director.post(
        path, Self.week("8.30-12.00").merging(["kind": "lessons", "holder": school.group.id.rawValue]) { $1 })
      let page = try await director.open("/beheer/rooster")
      #expect(page.text.contains("maandag 8.00–16.30") && page.text.contains("maandag 8.30–12.00"))
      #expect(try await director.open("\(path)?soort=working&van=onbekend").status == .notFound)
      #expect(try await director.open("\(path)?soort=anders").status == .badRequest)
      let parent = Self.week("8.00-9.00").merging(["kind": "working", "holder": school.parent.id.rawValue]) { $1 }
      #expect(try await director.post(path, parent).status == .unprocessableContent)
      let teacher = try await signedIn("juf", client)
      #expect(try await teacher.post(path, parent).status == .forbidden)
    }
  }

  @Test func aTeacherWritesDownAnExceptionForTheOwnGroupOnly() async throws {
    try await withSite { school, client in
      let teacher = try await signedIn("juf", client)
      let own = [
        "kind": "excursion", "group": school.group.id.rawValue, "from": "2026-12-03", "until": "2026-12-03",
        "reason": "Naar het museum.",
      ]
      func send(_ change: [String: String]) async throws -> Page {
        try await teacher.post("/rooster/uitzondering", own.merging(change) { $1 })
      }
      #expect(try await send(["group": school.otherGroup.id.rawValue]).status == .badRequest)
      let none = try await send(["group": ""])
      #expect(none.status == .unprocessableContent && none.text.contains("Kies een groep."))
      let noReason = try await send(["reason": ""])
      #expect(noReason.status == .unprocessableContent && noReason.text.contains("Schrijf erbij waarom"))
      #expect(!noReason.text.contains("--reason"))
      let noDay = try await send(["until": ""])
      #expect(noDay.text.contains("Kies een dag bij “Laatste dag”."))
      #expect(try await send(["until": "3 december"]).text.contains("“3 december” is geen dag."))
      let added = try await send([:])
      #expect(added.text.contains("Naar het museum.") && added.text.contains("De uitzondering is vastgelegd."))
      let entry = try #require(
        try await school.store.exceptions(school: WebSchool.id, at: school.clock.now).first)
      #expect(entry.exception.until - entry.exception.from == 86_400_000)
      let other = try await signedIn("begeleider", client)
      let refused = try await other.post("/rooster/uitzondering/einde", ["exception": entry.id.rawValue])
      #expect(refused.status == .unprocessableContent)
      let ended = try await teacher.post("/rooster/uitzondering/einde", ["exception": entry.id.rawValue])
      #expect(ended.path == "/rooster?gedaan=exception_ended")
    }
  }

  @Test func holidaysComeFromARegionOrAFile() async throws {
    try await withSite { school, client in
      let director = try await signedIn("directeur", client)
      let path = "/beheer/rooster/kalender"
      try await director.open("/beheer/rooster")
      let nothing = try await director.upload(path, ["region": ""], files: [])
      #expect(nothing.status == .unprocessableContent && nothing.text.contains("Kies een regio, of een bestand."))
      let broken = try await director.upload(
        path, ["region": "noord"], files: [("file", "dagen.csv", Array("stuk".utf8))])
      #expect(broken.status == .unprocessableContent)
      #expect(broken.text.contains("dagen.csv: regel 2: “stuk” is geen datum"))
      #expect(try await school.store.calendar(school: WebSchool.id).id == "geen")
      let done = try await director.upload(path, ["region": "noord"], files: [])
      #expect(done.text.contains("De vakanties zijn overgenomen.") && done.text.contains("Kerstvakantie"))
      #expect(try await school.store.calendar(school: WebSchool.id).id == "noord")
      let teacher = try await signedIn("juf", client)
      #expect(try await teacher.upload(path, ["region": "noord"], files: []).status == .forbidden)
    }
  }
}
