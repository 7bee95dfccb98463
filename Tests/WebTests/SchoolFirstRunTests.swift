import Conduct
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Letters
import Library
import SQLiteDriver
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct SchoolFirstRunTests {
  /// A program without any school.
  private static func empty(
    code: String? = nil, _ body: @escaping @Sendable (Store, any TestClientProtocol) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let store = try await Store.open(
      try SQLiteDatabase(url: "sqlite::memory:"), keyring: Keyring(directory: folder.path + "/keys"),
      at: WebSchool.start)
    let site = Site(
      store: store, screens: try Screens(folder: BuiltCommand.root.path + "/Site"),
      settings: SiteSettings(address: "http://localhost", passwordHash: PasswordHash(cost: 2)),
      rules: SiteRules(
        ruleSet: WebSchool.ruleset, categories: [], reportCategories: [], workbench: WebSchool.workbench,
        explain: { text, _ in .init(readings: [], verdict: try WebSchool.verdict(on: text), clearings: []) },
        look: { draft, _ in try WebSchool.verdict(on: draft.text) }, weigh: { _, _ in }),
      stationery: try Stationery(shipped: BuiltCommand.root.path + "/Reports", own: folder.path),
      setup: SiteSetup(policies: [try WebSchool.policy.get()], code: code)
    ) { WebSchool.start }
    try await Application(router: site.router()).test(.router) { client in try await body(store, client) }
    withExtendedLifetime(folder) {}
  }

  private static func fields(_ page: Page) throws -> [String: String] {
    [
      "school_name": "De Léilinde", "policy": try #require(page.between("name=\"policy\" value=\"", "\"")),
      "director": "Anna de Wit", "login": "anna", "password": "een heel lange zin",
    ]
  }

  @Test func aNewSchoolIsMadeOnItsFirstPageWhichIsThenGone() async throws {
    try await Self.empty { store, client in
      let browser = Browser(client)
      let first = try await browser.open("/")
      #expect(first.path == "/begin" && first.text.contains("Met welke afspraken begint u?"))
      var fields = try Self.fields(first)
      fields["password"] = "kort"
      let wrong = try await browser.post("/begin", fields)
      #expect(wrong.status == .unprocessableContent && wrong.text.contains("value=\"De Léilinde\""))
      #expect(try await store.schools().isEmpty)
      fields["password"] = "een heel lange zin"
      let made = try await browser.post("/begin", fields)
      #expect(made.path.hasPrefix("/inloggen?gedaan=school_made"))
      #expect(try await store.schools().map(\.id) == [SchoolID("de-leilinde")])
      #expect(try await browser.open("/begin").status == .notFound)
      #expect(try await browser.post("/begin", fields).status == .notFound)
      #expect(try await browser.open("/").path == "/inloggen")

      try await browser.open("/inloggen")
      let setup = try await browser.post(
        "/inloggen", ["login": "anna", "password": "een heel lange zin", "then": "/beheer/begin"])
      let secret = try #require(setup.between("name=\"secret\" value=\"", "\""))
      let code = OneTimeCode(secret: try #require(OneTimeCode.bytes(of: secret)))
      try await browser.post(
        "/inloggen/code", ["code": code.code(step: OneTimeCode.step(at: WebSchool.start)), "secret": secret])
      let steps = try await browser.open("/beheer/begin")
      #expect(steps.text.contains("Leerlingen en ouders inlezen"))
      #expect(try await browser.open("/beheer").text.contains("De eerste stappen"))
    }
  }

  @Test func fromElsewhereItTakesTheCodeOfTheProgram() async throws {
    try await Self.empty(code: "ABCDE-FGHJK-LMNPQ-RSTUV") { store, client in
      let browser = Browser(client)
      var fields = try Self.fields(try await browser.open("/begin"))
      #expect(try await browser.post("/begin", fields).status == .unprocessableContent)
      fields["code"] = "ABCDE-FGHJK-LMNPQ-RSTUW"
      #expect(try await browser.post("/begin", fields).text.contains("Deze code klopt niet."))
      #expect(try await store.schools().isEmpty)
      fields["code"] = "abcde fghjk lmnpq rstuv"
      #expect(try await browser.post("/begin", fields).path.hasPrefix("/inloggen"))
    }
  }
}
