import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

@Suite struct DraftTests {
  @Test func aPostIsLookedAtBeforeItIsPlacedAndNothingIsKept() async throws {
    try await withSite { school, client in
      let browser = Browser(client)
      try await browser.signIn("juf")
      try await browser.open("/proefbericht")
      let clear = try await browser.post("/proefbericht", ["step": "look", "text": "Morgen naar het bos."])
      #expect(clear.text.contains("Hier viel niets op.") && !clear.text.contains("name=\"weighed\""))
      let page = try await browser.post(
        "/proefbericht",
        ["step": "look", "text": "Wat een <b>sukkel</b>.", "group": school.group.id.rawValue, "topic": "activity"])
      #expect(page.text.contains("<mark>sukkel<sup>1</sup></mark>") && page.text.contains("Afspraak A33"))
      #expect(!page.text.contains("<b>sukkel") && page.text.contains("value=\"activity\" selected"))
      let unticked = try await browser.post("/proefbericht", ["step": "weigh", "text": "Wat een sukkel."])
      #expect(unticked.status == .unprocessableContent && unticked.text.contains("Vink eerst aan"))
      let weighed = try await browser.post(
        "/proefbericht", ["step": "weigh", "weighed": "1", "text": "Wat een sukkel."])
      #expect(weighed.path == "/proefbericht?gedaan=weighed")
      let queue = try await school.store.queue(for: school.director.id, school: WebSchool.id, at: school.clock.now)
      #expect(queue.isEmpty)
    }
  }

  @Test func anEmptyFormSaysWhatToDo() async throws {
    try await withSite { _, client in
      let browser = Browser(client)
      try await browser.signIn("juf")
      try await browser.open("/proefbericht")
      let page = try await browser.post("/proefbericht", ["step": "look", "text": " "])
      #expect(page.status == .unprocessableContent && page.text.contains("role=\"alert\""))
    }
  }
}
