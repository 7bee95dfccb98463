import Conduct
import Foundation
import HTTPTypes
import HummingbirdTesting
import Store
import Testing

@testable import Web

/// Searching finds what somebody may see, and of the rest not even that it is there.
@Suite struct SearchTests {
  /// A teacher of another group, with a parent there.
  private static func others(at school: WebSchool) async throws {
    for (name, role) in [("Juf-Drie", Role.teacher), ("Ouder-Drie", .parent)] {
      _ = try await school.store.addMember(
        MemberDraft(
          name: name, assignments: [Assignment(role: role, group: school.otherGroup.id, from: WebSchool.start)]),
        school: WebSchool.id, at: WebSchool.start)
    }
  }

  /// What stands between the field and the end of the page: only what was found.
  private static func found(_ browser: Browser, _ words: String) async throws -> String {
    let query = words.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let page = try await browser.open("/zoek?q=\(query)")
    #expect(page.status == .ok)
    return try #require(page.between("id=\"zoek-uitleg\"", "</main>"))
  }

  @Test func aTeacherFindsTheOwnGroupOnly() async throws {
    try await withSite { school, client in
      try await Self.others(at: school)
      let number = try await school.flagged()
      let teacher = try await signedIn("juf", client)
      let groups = try await Self.found(teacher, "groep")
      #expect(groups.contains("Groep 6") && !groups.contains("Groep 3"))
      let people = try await Self.found(teacher, "OUDER")
      #expect(people.contains("Ouder-1") && people.contains("Ouder-3") && !people.contains("Ouder-Drie"))
      #expect(!people.contains("/beheer/lid/") && !people.contains("/personen/"))
      #expect(people.contains("/wachtrij/\(number)"))
      for words in ["\(number)", "#\(number)", "bericht \(number)"] {
        #expect(try await Self.found(teacher, words).contains("/wachtrij/\(number)"), "\(words)")
      }
      #expect(!(try await Self.found(teacher, "zaak \(number)").contains("/wachtrij/")))
      #expect(try await Self.found(teacher, "o").contains("twee letters"))
      let stranger = try await Self.stranger(at: school, client)
      #expect(try await Self.found(stranger, "Ouder-1").contains("Niets gevonden."))
      #expect(try await Self.found(stranger, "\(number)").contains("Niets gevonden."))
      let parent = try await signedIn("ouder-1", client)
      #expect(try await parent.open("/zoek?q=ouder").status == .forbidden)
    }
  }

  private static func stranger(at school: WebSchool, _ client: any TestClientProtocol) async throws -> Browser {
    let member = try await school.store.addMember(
      MemberDraft(
        name: "Juf-Vijf", assignments: [Assignment(role: .teacher, group: school.otherGroup.id, from: WebSchool.start)]),
      school: WebSchool.id, at: WebSchool.start)
    let hash = try await school.site.settings.passwordHash.make(WebSchool.password)
    try await school.store.saveCredential(
      login: "juf-vijf", password: hash, of: member.id, school: WebSchool.id, at: WebSchool.start)
    return try await signedIn("juf-vijf", client)
  }

  @Test func aDirectorFindsCasesMeasuresAndReportsByNameAndNumber() async throws {
    try await withSite { school, client in
      try await school.violation()
      let opened = try await school.store.openCase(
        about: school.parent.id, reason: "Drie keer.", by: school.director.id, school: WebSchool.id,
        at: school.clock.now)
      let measure = try await school.proposed()
      let own = try await school.report(about: school.parent, by: school.neighbour)
      let director = try await signedIn("directeur", client)
      let named = try await Self.found(director, "ouder-1")
      for path in [
        "/zaken/\(opened.number)", "/maatregelen/\(measure)", "/meldingen-school/\(own.number)",
        "/personen/\(school.parent.id)", "/beheer/lid/\(school.parent.id)",
      ] { #expect(named.contains("href=\"\(path)\""), "\(path)") }
      // What was decided belongs to the record, which is read with a reason: it is found by its number only.
      #expect(!named.contains("/wachtrij/1\""))
      #expect(try await Self.found(director, "1").contains("/wachtrij/1\""))
      let only = try await Self.found(director, "zaak \(opened.number)")
      #expect(only.contains("/zaken/\(opened.number)") && !only.contains("/maatregelen/"))
      #expect(try await Self.found(director, "\(own.number)").contains("/meldingen-school/\(own.number)"))
      // Whoever reported is not found by the name.
      #expect(!(try await Self.found(director, "Ouder-3").contains("/meldingen-school/")))
      #expect(try await school.readings().isEmpty)
    }
  }

  @Test func whatIsNotForTheReaderLeavesNoTrace() async throws {
    try await withSite { school, client in
      let kin = try await school.store.addMember(
        MemberDraft(
          name: "Directeur-Kin", family: FamilyID("f-1"),
          assignments: [Assignment(role: .director, from: WebSchool.start)]), school: WebSchool.id, at: WebSchool.start)
      let hash = try await school.site.settings.passwordHash.make(WebSchool.password)
      try await school.store.saveCredential(
        login: "kin", password: hash, of: kin.id, school: WebSchool.id, at: WebSchool.start)
      let before = try await signedIn("kin", client)
      let empty = try await Self.found(before, "Ouder-1")
      let number = try await school.flagged()
      try await school.store.openCase(
        about: school.parent.id, reason: "Drie keer.", by: school.director.id, school: WebSchool.id,
        at: school.clock.now)
      _ = try await school.proposed()
      try await school.report(about: school.parent, by: school.neighbour)
      #expect(try await Self.found(before, "Ouder-1") == empty)
      #expect(!empty.contains("/personen/"))
      // A number that is there and one that is not read alike.
      for (there, not) in [("\(number)", "98765"), ("zaak 1", "zaak 98765")] {
        let (one, other) = (try await Self.found(before, there), try await Self.found(before, not))
        #expect(one == other, "\(there)")
      }
      // Who reported somebody finds neither the case nor the measure, though director as well.
      try await school.report(about: school.neighbour, by: school.deputy)
      _ = try await school.proposed(about: school.neighbour)
      #expect(try await Self.found(signedIn("directeur", client), "Ouder-3").contains("/maatregelen/"))
      #expect(!(try await Self.found(signedIn("adjunct", client), "Ouder-3").contains("/maatregelen/")))
    }
  }

  @Test func whatSomebodyTypesIsShownAsText() async throws {
    try await withSite { _, client in
      let browser = try await signedIn("juf", client)
      let page = try await browser.open("/zoek?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E")
      #expect(!page.text.contains("<script>alert") && page.text.contains("&lt;script&gt;"))
    }
  }
}
