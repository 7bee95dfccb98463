import Conduct
import Store
import Testing

@Suite struct ConsentTests {
  private typealias Of = ConsentSchool
  private static let at = SampleSchool.start
  private static let day = SampleSchool.day

  @Test func guardiansAnswerForTheirOwnChildAndTheSchoolForThem() async throws {
    let of = try await Of.make()
    #expect(try await of.holds() == .unknown)
    try await of.answer(Of.yes)
    #expect(try await of.holds() == .yes)
    #expect(try await of.holds(of: 1) == .unknown)
    // The other guardian's paper, entered by the director.
    try await of.store.answerConsent(
      ConsentAnswers(.no, to: [Of.photo]), of: try of.pupil().id, for: try of.guardian("b").id, evidence: .paper,
      text: "Formulier in map 3", said: Self.at, by: of.director, school: of.id, at: Self.at + 5)
    #expect(try await of.holds() == .no)
    #expect(try await of.holds(Of.site) == .yes)
    #expect(try await of.store.verify(school: of.id).faults == [])
  }

  @Test func nobodyElseAnswersForAGuardian() async throws {
    let of = try await Of.make()
    let (pupil, guardian) = (try of.pupil().id, try of.guardian("a").id)
    for (member, refusal) in [
      (try of.guardian("b"), Refusal.roleMayNot), (of.school.teacher, .roleMayNot), (of.school.board, .roleMayNot),
    ] {
      await #expect(throws: StoreError.notAllowed(refusal)) {
        try await of.store.answerConsent(Of.yes, of: pupil, for: guardian, by: member.id, school: of.id, at: Self.at)
      }
    }
    // Nor does anybody answer as the guardian of another's child.
    await #expect(throws: StoreError.notAllowed(.noGuardian)) {
      try await of.store.answerConsent(
        Of.yes, of: pupil, for: try of.guardian("a", of: 1).id, by: try of.guardian("a", of: 1).id, school: of.id,
        at: Self.at)
    }
    await #expect(throws: StoreError.self) {
      try await of.store.answerConsent(
        Of.yes, of: pupil, for: guardian, said: Self.at + 9, by: guardian, school: of.id, at: Self.at)
    }
    #expect(try await of.holds() == .unknown)
  }

  @Test func whatAFormerGuardianSaidCountsNoMore() async throws {
    let of = try await Of.make()
    try await of.answer(Of.yes)
    try await of.answer(Of.no, "b")
    #expect(try await of.holds() == .no)
    var roster = RosterTests.roster()
    roster.guardians.removeAll { $0.email == "b0@thuis.test" }
    _ = try await of.store.adopt(roster, school: of.id, at: Self.at + 1000)
    #expect(try await of.holds(at: Self.at + 1001) == .yes)
    roster.guardians.removeAll { $0.email == "a0@thuis.test" }
    _ = try await of.store.adopt(roster, school: of.id, at: Self.at + 2000)
    #expect(try await of.holds(at: Self.at + 2001) == .unknown)
  }

  @Test func aConsentIsWithdrawnAtAnyTimeAndGivenAgain() async throws {
    let of = try await Of.make()
    let (pupil, guardian) = (try of.pupil().id, try of.guardian("a").id)
    await #expect(throws: StoreError.self) {
      try await of.store.withdrawConsent(of: pupil, for: guardian, by: guardian, school: of.id, at: Self.at)
    }
    try await of.answer(Of.yes)
    try await of.store.withdrawConsent(
      [Of.site], of: pupil, for: guardian, by: guardian, school: of.id, at: Self.at + 1)
    #expect(try await of.holds(at: Self.at + 1) == .yes)
    #expect(try await of.holds(Of.site, at: Self.at + 1) == .no)
    try await of.store.withdrawConsent(
      of: pupil, for: guardian, evidence: .paper, by: of.director, school: of.id, at: Self.at + 2)
    #expect(try await of.holds(at: Self.at + 2) == .no)
    try await of.answer(Of.yes, at: Self.at + 3)
    #expect(try await of.holds(Of.site, at: Self.at + 3) == .yes)
    let events = try await of.store.log(school: of.id).filter { $0.kind == .consentWithdrawn }
    #expect(events.count == 2 && events.allSatisfy { $0.body.member == guardian })
  }

  @Test func everyoneIsAskedOnceAndRemindedWhileAnswersAreMissing() async throws {
    let of = try await Of.make()
    let (store, id) = (of.store, of.id)
    for member in [of.school.teacher, of.school.parent, of.school.board] {
      await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
        try await store.askConsent(by: member.id, school: id, at: Self.at)
      }
    }
    var campaign = try await store.askConsent(by: of.director, school: id, at: Self.at)
    #expect(campaign.year == 2026 && campaign.requests.count == 6)
    #expect(
      campaign.questions.map(\.description) == [
        "photo.portal", "photo.website", "film.portal", "film.website", "name.portal", "name.website",
      ])
    campaign = try await store.askConsent([Of.photo], by: of.director, school: id, at: Self.at + 1)
    #expect(campaign.requests.count == 6 && campaign.questions.count == 6)
    let guardian = try of.guardian("a")
    #expect(try await store.notices(for: guardian.id, school: id).map(\.kind) == [.consentAsked])
    try await of.answer(ConsentAnswers(.yes, to: campaign.questions))
    try await of.answer(ConsentAnswers(.no, to: [Of.photo]), of: 1)
    // On the day of asking nobody is reminded.
    #expect(try await store.remindConsent(by: of.director, school: id, at: Self.at + 2) == 0)
    let later = Self.at + 14 * Self.day
    #expect(try await store.remindConsent(by: of.director, school: id, at: later) == 4)
    #expect(try await store.remindConsent(by: of.director, school: id, at: later + 1) == 0)
    let (_, figures) = try await store.consentCampaign(for: of.director, school: id, at: later)
    #expect(figures.pupils == 3 && figures.answered == 1 && figures.asked == 6 && figures.reminded == 4)
    #expect(Set(figures.open) == [try of.pupil(1).id, try of.pupil(2).id] && figures.overdue == [])
    let late = try await store.consentCampaign(for: of.director, school: id, at: Self.at + 50 * Self.day).figures
    #expect(late.overdue == figures.open)
    #expect(try await store.verify(school: id).faults == [])
    // Who comes in the middle of the year is asked then.
    _ = try await store.adopt(RosterTests.roster(pupils: 4), school: id, at: later)
    campaign = try await store.askConsent(by: of.director, school: id, at: later + 2)
    #expect(campaign.requests.count == 8 && campaign.requests.filter { $0.askedAt == later + 2 }.count == 2)
  }

  @Test func answersGivenInJuneForNextYearHoldFromAugust() async throws {
    let of = try await Of.make()
    let june = Self.at + 260 * Self.day
    try await of.answer(Of.no)
    try await of.store.askConsent(year: 2027, by: of.director, school: of.id, at: june)
    try await of.answer(Of.yes, at: june + 1)
    #expect(try await of.holds(at: june + 2) == .no)
    #expect(try await of.holds(at: june + 60 * Self.day) == .yes)
    await #expect(throws: StoreError.self) {
      try await of.store.askConsent(year: 2029, by: of.director, school: of.id, at: june)
    }
  }

  @Test func everybodySeesWhatIsTheirs() async throws {
    let of = try await Of.make()
    let (store, id, pupil) = (of.store, of.id, try of.pupil().id)
    try await store.askConsent(by: of.director, school: id, at: Self.at)
    try await of.answer(Of.yes)
    try await of.answer(ConsentAnswers(.no, to: [Of.site]), "b")
    let office = try await store.addMember(
      MemberDraft(
        name: "Administratie", assignments: [Assignment(role: .support, function: .administration, from: 0)]),
      school: id, at: Self.at)
    let teacher = try await of.teacher()
    for (viewer, guardians, children) in [
      (of.director, 2, 3), (office.id, 2, 3), (try of.guardian("a").id, 1, 1), (try of.guardian("b").id, 1, 1),
      (teacher.id, 0, 3),
    ] {
      let seen = try await store.consents(for: viewer, school: id, at: Self.at + 1)
      #expect(seen.count == children, "\(viewer)")
      let own = try #require(seen.first { $0.pupil == pupil })
      #expect(own.guardians.count == guardians && own.answers[Of.photo] == .yes && own.answers[Of.site] == .no)
      #expect(own.guardians.allSatisfy { $0.counts && $0.askedAt == Self.at && $0.statements.count == 1 })
    }
    for outsider in [of.school.teacher, of.school.parent, of.school.board] {
      #expect(try await store.consents(for: outsider.id, school: id, at: Self.at).isEmpty)
      await #expect(throws: StoreError.notAllowed(.outsideScope)) {
        try await store.consents(of: pupil, for: outsider.id, school: id, at: Self.at)
      }
    }
    await #expect(throws: StoreError.notFound("Leerling", handle: "l-niemand")) {
      try await store.consents(of: PupilID("l-niemand"), for: of.director, school: id, at: Self.at)
    }
  }

  @Test func aGuardianFindsTheOwnAnswersAmongWhatIsKeptAndNotTheOthers() async throws {
    let of = try await Of.make()
    try await of.store.askConsent(by: of.director, school: of.id, at: Self.at)
    try await of.answer(Of.yes)
    try await of.store.answerConsent(
      Of.no, of: try of.pupil().id, for: try of.guardian("b").id, evidence: .paper, text: "Brief van b",
      by: of.director,
      school: of.id, at: Self.at)
    for (letter, own, other) in [("a", "=yes", "=no"), ("b", "=no", "=yes")] {
      let access = try await of.store.subjectAccess(
        of: try of.guardian(letter).id, by: of.director, school: of.id, at: Self.at + 1)
      let said = access.records.filter { $0.table == "consent_statement" && !$0.isWork }
      let values = said.flatMap(\.fields).compactMap(\.value).joined(separator: " ")
      #expect(said.count == 1 && values.contains(own) && !values.contains(other), "\(values)")
      #expect(values.contains("Brief van b") == (letter == "b"))
      #expect(access.records.count { $0.table == "consent_request" } == 1)
    }
    // What the school must keep to show that consent was given stays when a guardian asks to be forgotten.
    let erased = try await of.store.erase(try of.guardian("a").id, by: of.director, school: of.id, at: Self.at + 1)
    #expect(erased.kept.contains { $0.retention == .consent && $0.reason == .term && $0.until != nil })
  }

  @Test func theWordsOfAnEvidenceAreEncryptedAndGoWithTheAnswerAfterTheirTerm() async throws {
    let of = try await Of.make()
    let guardian = try of.guardian("a")
    try await of.store.answerConsent(
      Of.yes, of: try of.pupil().id, for: guardian.id, evidence: .form, text: "Getekend door Ouder a", by: of.director,
      school: of.id, at: Self.at)
    let bytes = try await of.school.database.read { connection in
      try connection.run("SELECT * FROM consent_statement", []).map { "\($0.values)" }.joined()
    }
    #expect(!bytes.contains("Getekend") && bytes.contains("photo.portal=yes"))
    // A year after the end of the school year in which it held.
    _ = try await of.store.purge(school: of.id, at: Self.at + 670 * Self.day)
    #expect(try await of.school.count(of: "consent_statement WHERE answers <> ''") == 1)
    let report = try await of.store.purge(school: of.id, at: Self.at + 690 * Self.day)
    #expect(report.contents[.consent] == 1)
    #expect(try await of.school.count(of: "consent_statement WHERE guardian IS NOT NULL") == 0)
    #expect(try await of.store.verify(school: of.id).faults == [])
    #expect(try await of.store.purge(school: of.id, at: Self.at + 691 * Self.day).isEmpty)
  }

  @Test func anAnswerThatHoldsUntilItChangesIsKeptWhileThePupilIsThere() async throws {
    let of = try await Of.make(pupils: 30, ["valid_for": "", "lapses_on": ""])
    try await of.answer(Of.yes)
    let late = Self.at + 3000 * Self.day
    _ = try await of.store.purge(school: of.id, at: late)
    #expect(try await of.holds(at: late) == .yes)
    var roster = RosterTests.roster(pupils: 30)
    roster.pupils.remove(at: 0)
    roster.guardians.removeAll { $0.email == "a0@thuis.test" || $0.email == "b0@thuis.test" }
    _ = try await of.store.adopt(roster, school: of.id, at: late)
    _ = try await of.store.purge(school: of.id, at: late + 364 * Self.day)
    #expect(try await of.school.count(of: "consent_statement WHERE answers <> ''") == 1)
    _ = try await of.store.purge(school: of.id, at: late + 366 * Self.day)
    #expect(try await of.school.count(of: "consent_statement WHERE answers <> ''") == 0)
  }
}

extension SampleSchool {
  /// How many rows a table, with a condition, has.
  func count(of table: String) async throws -> Int {
    let rows = try await database.read { try $0.run("SELECT COUNT(*) AS n FROM \(table)", []) }
    guard case .integer(let count) = rows[0]["n"] else { return -1 }
    return Int(count)
  }
}
