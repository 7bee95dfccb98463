import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

@Suite struct GroupsTests {
  @Test func aTeacherSeesTheOwnClassesOnly() async throws {
    try await withSite { _, client in
      let browser = Browser(client)
      try await browser.signIn("juf")
      let page = try await browser.open("/groepen")
      #expect(page.status == .ok && page.text.contains("Groep 6"))
      #expect(!page.text.contains("Groep 3"))
      let care = Browser(client)
      try await care.signIn("begeleider")
      #expect(try await care.open("/groepen").text.contains("U hebt geen eigen groep."))
      let refused = try await browser.post(
        "/groepen/beeld", ["picture": "9", "kind": "take_down", "outcome": "removed"])
      #expect(refused.status == .notFound)
    }
  }
}
