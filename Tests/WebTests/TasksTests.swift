import Conduct
import Foundation
import HTTPTypes
import Store
import Testing

@testable import Web

/// What has a term and lies with somebody: the number in the frame, and the page of it.
@Suite struct TasksTests {
  /// The number beside "Mijn taken" on a page; nil when there is none.
  private static func count(_ page: Page) -> String? {
    page.between("href=\"/taken\"", "</a>").flatMap { $0.firstMatch(of: /aria-hidden="true">(\d+)</)?.1 }.map(
      String.init)
  }

  @Test func theFrameCountsAndThePageListsByTerm() async throws {
    try await withSite { school, client in
      let reports = [
        try await school.report(about: school.parent, by: school.neighbour),
        try await school.report(about: school.parent, by: school.neighbour, "danger"),
      ]
      let teacher = try await signedIn("juf", client)
      let page = try await teacher.open("/taken")
      let due = try await school.store.due(for: school.teacher.id, school: WebSchool.id, at: school.clock.now)
      #expect(!due.isEmpty && Self.count(page) == "\(due.count)")
      let places = due.compactMap {
        page.text.range(of: "href=\"/meldingen-school/\($0.duty.subject.number)\"")?.lowerBound
      }
      #expect(places.count == due.count && places == places.sorted())
      #expect(page.text.contains("ook bij Meester"))
      let director = try await signedIn("directeur", client).open("/taken")
      #expect(director.text.contains("/meldingen-school/\(reports[1].number)"))
      let parent = try await signedIn("ouder-3", client)
      #expect(try await parent.open("/taken").status == .forbidden)
      #expect(!(try await parent.open("/start")).text.contains("/taken"))
    }
  }

  @Test func whatSomebodyMayNotHandleIsNotCounted() async throws {
    try await withSite { school, client in
      // The colleague reports somebody, and so has no part in it.
      let own = try await school.report(about: school.parent, by: school.colleague)
      let teacher = try await signedIn("juf", client).open("/taken")
      #expect(Self.count(teacher) == "1" && teacher.text.contains("/meldingen-school/\(own.number)"))
      #expect(!teacher.text.contains("ook bij"))
      let colleague = try await signedIn("meester", client).open("/taken")
      #expect(Self.count(colleague) == nil && colleague.text.contains("U hebt geen taken met een termijn."))
    }
  }

  @Test func picturesToDeleteAreTasks() async throws {
    try await withSite { school, client in
      let (child, _) = try await school.children()
      let teacher = try await school.teacherOfChildren()
      try await school.postPicture(of: child, by: teacher)
      let browser = try await signedIn("juf-klas", client)
      let page = try await browser.open("/taken")
      #expect(page.text.contains("Een beeld moet weg: er is geen toestemming.") && Self.count(page) == "1")
      #expect(page.text.contains("href=\"/groepen#beelden\""))
      #expect(Self.count(try await signedIn("meester", client).open("/taken")) == nil)
      // On the page of the group it is settled, and then it is no task any more.
      let groups = try await browser.open("/groepen")
      #expect(groups.text.contains("Beelden die weg moeten") && groups.text.contains("IMG_1.jpg"))
      let wrong = try await browser.post("/groepen/beeld", ["picture": "1", "kind": "take_down", "outcome": "raar"])
      #expect(wrong.status == .badRequest)
      let done = try await browser.post("/groepen/beeld", ["picture": "1", "kind": "take_down", "outcome": "removed"])
      #expect(!done.text.contains("Beelden die weg moeten") && Self.count(done) == nil)
    }
  }
}

extension WebSchool {
  /// Somebody who teaches the class of the two children, and signs in as `juf-klas`.
  func teacherOfChildren() async throws -> Member {
    let groups = try await store.groups(school: Self.id)
    let group = try #require(groups.first { $0.name == "Klas 1" })
    let teacher = try await store.addMember(
      MemberDraft(name: "Juf-Klas", assignments: [Assignment(role: .teacher, group: group.id, from: Self.start)]),
      school: Self.id, at: Self.start)
    try await store.saveCredential(
      login: "juf-klas", password: try await site.settings.passwordHash.make(Self.password), of: teacher.id,
      school: Self.id, at: Self.start)
    return teacher
  }

  /// Posts a photo of a child, after its guardian said no.
  func postPicture(of child: PupilID, by teacher: Member) async throws {
    let register = try await store.peopleRegister(school: Self.id, at: clock.now)
    let guardian = try #require(register.members.first { $0.email == "a1@thuis.test" })
    let question = Consent.Question(.photo, .portal)
    try await store.answerConsent(
      ConsentAnswers(.yes, to: [question]), of: child, for: guardian.id, by: guardian.id, school: Self.id, at: clock.now
    )
    var message = Message(
      externalID: UUID().uuidString, author: teacher.id, group: teacher.assignments[0].group, kind: .post,
      sentAt: clock.now, text: "Foto's van vandaag.")
    message.posting.attachments = [
      Attachment(name: "IMG_1.jpg", kind: .photo, pupils: [child], isOwnDevice: false, channel: .portal)
    ]
    _ = try await store.receive(
      [Intake(message: message, found: ScanResult(signals: []), ruleset: Self.ruleset.version)], school: Self.id,
      at: clock.now)
    try await store.withdrawConsent(
      [question], of: child, for: guardian.id, by: guardian.id, school: Self.id, at: clock.now)
  }
}
