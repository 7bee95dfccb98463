import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

/// The ways on that stand around every page.
@Suite struct FrameTests {
  /// The way that is lit on a page.
  private static func lit(_ page: Page) -> String? {
    page.between("<nav", "</nav>").flatMap { $0.firstMatch(of: /href="([^"]+)" aria-current="page"/)?.1 }.map(
      String.init)
  }

  @Test func theWayIsLitOnThePagesThatBelongToIt() async throws {
    try await withSite { school, client in
      try await school.violation()
      let measure = try await school.proposed()
      let director = try await signedIn("directeur", client)
      for (path, way) in [
        ("/maatregelen/\(measure)", "/zaken"), ("/bezwaren/1", "/zaken"), ("/meldingen-school", "/zaken"),
        ("/personen/\(school.parent.id)", "/zaken"), ("/taken", "/vandaag"), ("/beheer/rooster", "/beheer"),
        ("/tweede-blik", "/wachtrij"),
      ] { #expect(Self.lit(try await director.open(path)) == way, "\(path)") }
      let board = try await signedIn("bestuurder", client)
      #expect(Self.lit(try await board.open("/maatregelen/\(measure)")) == "/verwezen")
      #expect(Self.lit(try await board.open("/taken")) == "/verwezen")
      #expect(Self.lit(try await signedIn("juf", client).open("/meldingen-school")) == "/wachtrij")
    }
  }

  @Test func whoeverWorksAtTheSchoolFindsTheOwnAccount() async throws {
    try await withSite { _, client in
      for login in ["juf", "begeleider", "directeur", "bestuurder", "ouder-1"] {
        let page = try await signedIn(login, client).open("/help")
        #expect(page.text.contains("href=\"/gegevens/wachtwoord\""), "\(login)")
        #expect(page.text.contains("action=\"/zoek\"") == !["bestuurder", "ouder-1"].contains(login), "\(login)")
      }
    }
  }

  @Test func ictFindsPeopleAndRules() async throws {
    try await withSite { school, client in
      for (login, role) in [("systeem", Role.staff), ("juf-ict", .teacher)] {
        let member = try await school.store.addMember(
          MemberDraft(
            name: login,
            assignments: [
              Assignment(
                role: role, function: .ict, group: role == .teacher ? school.group.id : nil, from: WebSchool.start)
            ]), school: WebSchool.id, at: WebSchool.start)
        try await school.store.saveCredential(
          login: login, password: try await school.site.settings.passwordHash.make(WebSchool.password), of: member.id,
          school: WebSchool.id, at: WebSchool.start)
        let browser = try await signedIn(login, client)
        let page = try await browser.open("/vandaag")
        for path in ["/beheer/mensen", "/regels"] {
          #expect(page.text.contains("href=\"\(path)\""), "\(login)")
          #expect(try await browser.open(path).status == .ok, "\(login)")
        }
      }
      let plain = try await signedIn("begeleider", client).open("/vandaag")
      #expect(!plain.text.contains("/beheer/mensen") && !plain.text.contains("/regels"))
    }
  }
}
