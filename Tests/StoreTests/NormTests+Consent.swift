import Conduct
import Store
import Testing

/// The norms about consent and pictures, as the register keeps them.
@Suite struct ConsentNormTests {
  private typealias Of = ConsentSchool
  private static let at = SampleSchool.start
  private static let day = SampleSchool.day

  private func duties(_ of: ConsentSchool, at time: Int64) async throws -> [Duty.Kind] {
    try await of.store.pictures(for: of.director, school: of.id, at: time).flatMap(\.duties).map(\.kind)
  }

  @Test("A16: a photo or name without consent must go") func a16NothingWithoutConsent() async throws {
    let of = try await Of.make()
    try await of.post("b-1", [0])
    #expect(try await duties(of, at: Self.at) == [.takeDown])
    try await of.answer(ConsentAnswers(.no, to: [Consent.Question(.name, .portal)]))
    #expect(try await of.holds(Consent.Question(.name, .portal)) == .no)
    #expect(try await of.holds() == .unknown)
  }

  @Test("A17: consent lapses when the school year ends") func a17ConsentLapses() async throws {
    let of = try await Of.make()
    try await of.answer(Of.yes)
    // 31 July and 1 August 2027.
    #expect(try await of.holds(at: Self.at + 313 * Self.day) == .yes)
    #expect(try await of.holds(at: Self.at + 314 * Self.day) == .unknown)
    try await of.answer(Of.yes, at: Self.at + 320 * Self.day)
    #expect(try await of.holds(at: Self.at + 320 * Self.day) == .yes)
  }

  @Test("A17: an answer given on paper has its evidence") func a17AnswersAreInWriting() async throws {
    let of = try await Of.make()
    try await of.store.answerConsent(
      Of.yes, of: try of.pupil().id, for: try of.guardian("a").id, evidence: .paper, text: "Map 3", by: of.director,
      school: of.id, at: Self.at)
    let seen = try await of.store.consents(of: try of.pupil().id, for: of.director, school: of.id, at: Self.at)
    let said = try #require(seen[0].guardians.flatMap(\.statements).first)
    #expect(said.evidence == .paper && said.recordedBy == of.director)
  }

  @Test("A20: an own device is to be emptied a week after posting") func a20OwnDeviceIsEmptied() async throws {
    let of = try await Of.make()
    try await of.post("b-1", [], own: true)
    #expect(try await duties(of, at: Self.at) == [.deviceRemoval])
    try await of.store.settlePicture(1, by: of.school.teacher.id, school: of.id, at: Self.at + Self.day)
    #expect(try await duties(of, at: Self.at + Self.day) == [])
  }

  @Test("A22: no and no answer are told apart, and neither is a yes") func a22NoAndUnknown() async throws {
    let of = try await Of.make()
    try await of.answer(Of.no)
    #expect(try await of.holds() == .no)
    #expect(try await of.holds(of: 1) == .unknown)
    try await of.post("b-1", [0])
    try await of.post("b-2", [1])
    #expect(try await duties(of, at: Self.at) == [.takeDown, .takeDown])
  }

  @Test("A23: a yes for the portal is none for the website") func a23EachChannelIsItsOwn() async throws {
    let of = try await Of.make()
    try await of.answer(ConsentAnswers(.yes, to: [Of.photo]))
    try await of.post("b-1", [0])
    try await of.post("b-2", [0], channel: .website)
    let open = try await of.store.pictures(for: of.director, school: of.id, at: Self.at)
    #expect(open.map(\.picture.message) == ["b-2"])
  }

  @Test("B4: the director asks every informed guardian, for images and data") func b4EveryGuardianIsAsked() async throws
  {
    let of = try await Of.make(["consent_for": "image, data", "channels": ""])
    let campaign = try await of.store.askConsent(by: of.director, school: of.id, at: Self.at)
    #expect(campaign.questions.map(\.description) == ["photo.portal", "film.portal", "data.portal"])
    #expect(campaign.requests.count == 6)
    await #expect(throws: StoreError.notAllowed(.roleMayNot)) {
      try await of.store.askConsent(by: of.school.teacher.id, school: of.id, at: Self.at)
    }
  }

  @Test("B5: a campaign each school year, with its figures and what is late") func b5CampaignEachYear() async throws {
    let of = try await Of.make(["valid_for": "", "asked": "school_year_start", "overdue_after_weeks": "6"])
    let campaign = try await of.store.askConsent([Of.photo], by: of.director, school: of.id, at: Self.at)
    try await of.answer(Of.yes)
    func figures(_ weeks: Int64) async throws -> ConsentCampaign.Figures {
      try await of.store.consentCampaign(
        for: of.director, school: of.id, at: Self.at + weeks * 7 * Self.day + Self.day
      ).figures
    }
    let soon = try await figures(1)
    #expect(campaign.year == 2026 && soon.pupils == 3 && soon.answered >= 1 && soon.overdue == [])
    #expect(try await figures(6).overdue.count == 2)
    // Silence counts as no: last year's answer is over.
    #expect(try await of.holds(at: Self.at + 320 * Self.day) == .unknown)
  }
}
