import Conduct
import Foundation
import HTTPTypes
import Hummingbird
import Store
import Testing

@testable import Web

/// Every address of the site, tried by every kind of person.
@Suite struct AccessTests {
  /// Who tries, and with which desks.
  private static let people: [(login: String?, desks: Set<Desk>)] = [
    (nil, []), ("ouder-1", [.parent]), ("juf", [.teacher]), ("begeleider", [.staff]), ("directeur", [.director]),
    ("bestuurder", [.board]),
  ]

  @Test(arguments: people.map(\.login))
  func whoMayNotComeIsKeptOutOfEveryAddress(login: String?) async throws {
    let desks = try #require(Self.people.first { $0.login == login }).desks
    try await withSite { _, client in
      let browser = Browser(client)
      if let login { try await browser.signIn(login) }
      for route in Site.routes where route.path != "/nieuws" && route.path != "/uitloggen" {
        let path = route.path.replacing(/:\w+/, with: "1")
        let isPost = route.method == .post
        let page = isPost ? try await browser.post(path, follow: false) : try await browser.plain(path)
        let isAtDoor =
          page.status == .seeOther && page.headers[.location]?.hasPrefix("/inloggen") == true
          || page.status == .unauthorized
        switch route.audience {
        case .everyone: #expect(page.status != .forbidden, "\(route.method) \(path)")
        case .halfway: #expect(login == nil ? isAtDoor : page.status == .notFound, "\(route.method) \(path)")
        case .signedIn: #expect(login == nil ? isAtDoor : page.status.code < 500, "\(route.method) \(path)")
        case .desks(let open):
          if login == nil {
            #expect(isAtDoor, "\(route.method) \(path) \(page.status)")
          } else if open.isDisjoint(with: desks) {
            #expect(page.status == .forbidden, "\(route.method) \(path) \(page.status)")
          } else {
            #expect(!isAtDoor && page.status.code < 500, "\(route.method) \(path) \(page.status)")
          }
        }
      }
    }
  }

  @Test func aFormWithoutTheTokenOfItsPageDoesNothing() async throws {
    try await withSite { school, client in
      let number = try await school.flagged()
      let browser = Browser(client)
      try await browser.signIn("juf")
      let other = Browser(client)
      try await other.signIn("meester")
      let foreign = await other.token
      for token in ["", "x", foreign] {
        let page = try await browser.post(
          "/wachtrij/\(number)", ["token": token, "step": "claim", "version": "1"])
        #expect(page.status == .forbidden)
      }
      try await browser.open("/wachtrij/\(number)")
      for headers in [["Sec-Fetch-Site": "cross-site"], ["Origin": "https://kwaad.example"]] {
        let page = try await browser.post(
          "/wachtrij/\(number)", ["step": "claim", "version": "1"], headers: headers)
        #expect(page.status == .forbidden)
      }
      let queue = try await school.store.queue(for: school.teacher.id, school: WebSchool.id, at: school.clock.now)
      #expect(queue.map(\.review.state) == [.pending])
    }
  }

  @Test func everyFormOfTheSiteIsRefusedWithoutItsToken() async throws {
    try await withSite { _, client in
      let browser = Browser(client)
      try await browser.signIn("directeur")
      for route in Site.routes where route.method == .post {
        let page = try await browser.post(
          route.path.replacing(/:\w+/, with: "1"), ["token": "elders"], follow: false)
        #expect(page.status == .forbidden, "\(route.path)")
      }
    }
  }

  @Test func everyAnswerKeepsOthersOut() async throws {
    try await withSite { _, client in
      let browser = Browser(client)
      for path in ["/inloggen", "/wachtrij", "/bestaat-niet", "/health"] {
        let page = try await browser.plain(path)
        let policy = try #require(page.headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "\(path)")
        #expect(policy.contains("frame-ancestors 'none'"), "\(path)")
        #expect(page.headers[.xContentTypeOptions] == "nosniff", "\(path)")
        #expect(page.headers[HTTPField.Name("Referrer-Policy")!] == "same-origin", "\(path)")
      }
      let page = try await browser.open("/inloggen")
      for cookie in page.headers[values: .setCookie] {
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
      }
    }
  }

  @Test(arguments: [
    "/assets/x/../../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/1/..%2f..%2fPackage.swift",
    "/wachtrij/%00", "/wachtrij/1%0d%0aSet-Cookie:%20a=b", "/wachtrij/' OR 1=1 --", "/bestaat/niet",
  ])
  func addressesThatNobodyShouldAskGiveNothing(path: String) async throws {
    try await withSite { school, client in
      try await school.flagged()
      let browser = Browser(client)
      try await browser.signIn("juf")
      let page = try await browser.plain(path.replacing(" ", with: "%20"))
      #expect([.notFound, .badRequest, .unprocessableContent].contains(page.status), "\(page.status)")
      #expect(!page.text.contains("root:") && !page.text.contains("swift-tools-version"))
      #expect(page.headers[values: .setCookie].allSatisfy { !$0.hasPrefix("a=") })
    }
  }

  @Test func whatPeopleWroteIsNeverAPartOfThePage() async throws {
    try await withSite { school, client in
      let text = "Wat een sukkel <script>alert(1)</script> \"' onload=x {{person}} &amp;"
      let number = try await school.flagged(text)
      let browser = Browser(client)
      try await browser.signIn("juf")
      for path in ["/wachtrij", "/wachtrij/\(number)"] {
        let page = try await browser.open(path)
        #expect(!page.text.contains("<script>alert"), "\(path)")
        #expect(page.text.contains("&lt;script&gt;"), "\(path)")
        #expect(page.text.contains("{{person}}"), "\(path)")
      }
    }
  }

  @Test func aBodyThatIsTooBigOrNoFormIsRefused() async throws {
    try await withSite { _, client in
      let browser = Browser(client)
      try await browser.open("/inloggen")
      let big = try await browser.post("/inloggen", ["login": String(repeating: "a", count: 200_000)])
      #expect(big.status == .contentTooLarge)
      let json = try await browser.post("/inloggen", ["login": "juf"], headers: ["Content-Type": "application/json"])
      #expect(json.status == .badRequest)
    }
  }

  @Test func whomItConcernsSeesNeitherTheItemNorThatItIsThere() async throws {
    try await withSite { school, client in
      // A teacher who is the other parent of the author's family.
      let kin = try await school.store.addMember(
        MemberDraft(
          name: "Juf-Kin", family: FamilyID("f-1"),
          assignments: [Assignment(role: .teacher, group: school.group.id, from: WebSchool.start)]),
        school: WebSchool.id, at: WebSchool.start)
      let hash = try await school.site.settings.passwordHash.make(WebSchool.password)
      try await school.store.saveCredential(
        login: "kin", password: hash, of: kin.id, school: WebSchool.id, at: WebSchool.start)
      let number = try await school.flagged()
      let browser = Browser(client)
      try await browser.signIn("kin")
      let queue = try await browser.open("/wachtrij")
      #expect(queue.text.contains(school.site.screens.screen("nl").texts("queue.empty")))
      let missing = try await browser.open("/wachtrij/999")
      let hidden = try await browser.open("/wachtrij/\(number)")
      #expect(hidden.status == missing.status && hidden.text == missing.text)
    }
  }
}
