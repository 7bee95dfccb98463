import Conduct
import Foundation
import Letters
import Testing

@Suite struct LettersTests {
  private let dutch = Shipped.wordings[0]
  private let stationery: Stationery

  init() throws { stationery = try Shipped.stationery() }

  private func sample<L: Letter>(_ type: L.Type, _ kind: LetterKind) throws -> L {
    try #require(Samples.all(Shipped.details).first { $0.kind == kind } as? L)
  }

  @Test func anEmptyPlaceMakesADraftThatSaysWhatIsMissing() throws {
    var letter = try sample(MeasureLetter.self, .warning)
    letter.measure.plan?.contactPoint = " "
    letter.head.details.complaints = nil
    for form in LetterForm.allCases {
      let draft = try stationery.write(letter, in: dutch, as: form)
      #expect(
        draft.missing == [
          "nog in te vullen: bij wie men terechtkan", "nog in te vullen: de klachtencommissie (klachten in school.txt)",
        ])
      #expect(draft.text.contains("[nog invullen: bij wie men terechtkan]"))
      #expect(draft.text.lowercased().contains("concept: nog niet versturen"))
      #expect(throws: LettersError.incomplete(draft.missing)) {
        try stationery.write(letter, in: dutch, as: form, isFinal: true)
      }
    }
  }

  @Test func anUnmetLineOfTheChecklistKeepsALetterADraft() throws {
    var letter = try sample(MeasureLetter.self, .restriction)
    letter.measure.state = .approved
    letter.unmet = [.mandate]
    let missing = try stationery.write(letter, in: dutch, as: .text).missing
    #expect(missing.contains("controlelijst (m): er staat namens wie wordt besloten, of het bestuur besluit zelf"))
    #expect(missing.contains("de maatregel is nog niet aangekondigd"))
  }

  @Test(arguments: [
    (Measure.State.proposed, "nog niet goedgekeurd"), (.approvalPending, "nog niet goedgekeurd"),
    (.approved, "nog niet opgelegd"), (.expired, "geldt niet"), (.reversed, "geldt niet"), (.suspended, "geldt niet"),
  ])
  func aMeasureThatDoesNotHoldHasNoFinalLetter(state: Measure.State, says: String) throws {
    var letter = try sample(MeasureLetter.self, .warning)
    letter.measure.state = state
    #expect(try stationery.write(letter, in: dutch, as: .text).missing.contains { $0.contains(says) })
  }

  @Test func anAppealThatIsNotDecidedHasNoFinalLetter() throws {
    var letter = try sample(AppealLetter.self, .appeal)
    letter.appeal.outcome = nil
    letter.appeal.state = .underReview
    #expect(
      try stationery.write(letter, in: dutch, as: .text).missing == [
        "er is nog niet op het bezwaar beslist (nu: in behandeling)"
      ])
  }

  @Test func whatPeopleWroteIsEscapedOnAPageAndCannotSteerAScreen() throws {
    var letter = try sample(ReasonsLetter.self, .reasons)
    let hostile = "<script>alert('x')</script> & \"q\" {{facts}} \u{1B}[2J\u{202E}om"
    letter.head.addressee = hostile
    letter.ground.text = hostile
    letter.ground.statement?.decisionFacts = hostile
    letter.ground.group = hostile
    let page = try stationery.write(letter, in: dutch, as: .html, isFinal: true).text
    #expect(!page.contains("<script") && !page.contains("\u{1B}") && !page.contains("\u{202E}"))
    #expect(page.contains("&lt;script&gt;") && page.contains("&amp; &quot;q&quot; {{facts}}"))
    let text = try stationery.write(letter, in: dutch, as: .text, isFinal: true).text
    #expect(
      text.contains("<script>alert('x')</script> & \"q\"") && !text.contains("\u{1B}") && !text.contains("\u{202E}"))
  }

  @Test func aLetterThatNamesAnotherParentCannotBeFinal() throws {
    var letter = try sample(ReasonsLetter.self, .reasons)
    letter.head.others = ["Ouder van Sem", "Mees"]
    #expect(try stationery.write(letter, in: dutch, as: .text).isComplete)
    letter.ground.statement?.incompatibleContentExplanation =
      "Dit raakte de OUDER van  Sem, en Meesterwerk is geen naam."
    let missing = try stationery.write(letter, in: dutch, as: .text).missing
    #expect(
      missing == ["waarom dit niet past: hier staat de naam van een ander (Ouder van Sem); schrijf het zonder die naam"]
    )
  }

  /// The twelve contents of a notice: addressee, place and time, clause, facts and how found, decision and term, weighing,
  /// decider, hearing, objection, contact and substitute channel, data; and nobody else's name (above).
  @Test func aRestrictionSaysAllThatANoticeMustSay() throws {
    let letter = try #require(
      Samples.all(Shipped.details).compactMap { $0 as? MeasureLetter }.last { $0.kind == .restriction })
    let plan = try #require(letter.measure.plan)
    let ground = try #require(letter.grounds.first)
    let text = words(of: try stationery.write(letter, in: dutch, as: .text, isFinal: true).text).joined(separator: " ")
    let said: [String?] = [
      letter.head.addressee, dutch.day(letter.head.date), letter.head.reference,
      dutch.moment(ground.sentAt), ground.group, ground.text,
      ground.clauses[0].id.rawValue, ground.clauses[0].text, ground.policy, "geldig sinds zaterdag 1 augustus 2026",
      plan.facts, "Een computerprogramma van de school", "Het programma besluit nooit iets",
      letter.measure.kind.profile.name, plan.scope, letter.measure.from.map(dutch.day),
      letter.measure.until.map(dutch.day),
      plan.motivation, plan.weighing, plan.priorWarning, plan.ruleKnown,
      "de directie", plan.mandate, plan.hearing, plan.redress, letter.redress.until.map(dutch.day),
      "het bestuur", Shipped.details.complaints, plan.contactPoint, plan.substituteChannel,
      "Na 1 jaar wissen wij dat", Shipped.details.privacy,
    ]
    for part in said {
      let part = words(of: try #require(part)).joined(separator: " ")
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func anAnnouncementAsksForAnAnswerAndAnUrgentMeasureDoesNot() throws {
    var letter = try sample(MeasureLetter.self, .restriction)
    #expect(letter.measure.state == .announced)
    func written() throws -> String {
      try stationery.write(letter, in: dutch, as: .text, isFinal: true).text.replacing("\n", with: " ")
    }
    var text = try written()
    #expect(text.contains("Het is nog niet besloten.") && text.contains("U kunt reageren tot en met"))
    letter.measure.state = .active
    letter.measure.plan?.isUrgent = true
    letter.measure.plan?.hearing = ""
    text = try written()
    #expect(text.contains("met spoed") && !text.contains("U kunt reageren") && !text.contains("WAT VERTELDE U"))
  }

  @Test func whatAPersonPointedOutIsNotSaidToBeFoundByTheProgram() throws {
    var letter = try sample(ReasonsLetter.self, .reasons)
    letter.ground.isAutomaticallyFound = false
    let text = try stationery.write(letter, in: dutch, as: .text, isFinal: true).text
    #expect(text.contains("Iemand heeft ons erop gewezen.") && !text.contains("computerprogramma"))
  }

  @Test func aTalkAStepOutsideAndAMeasureAboutStaffHaveNoLetter() throws {
    let letter = try sample(MeasureLetter.self, .warning)
    let other = Measure.Kind.allCases.filter {
      !(200...500).contains($0.profile.level) || $0.profile.audience == [.staff]
    }
    for kind in other {
      var measure = letter.measure
      measure.kind = kind
      let made = MeasureLetter(
        head: letter.head, measure: measure, grounds: letter.grounds, redress: letter.redress, records: letter.records)
      #expect(made == nil, "\(kind)")
    }
  }

  @Test func outcomesForAReporterAreFixedForms() throws {
    var letter = try sample(ReportOutcome.self, .outcome)
    var texts: Set<String> = []
    for form in Report.Outcome.allCases {
      letter.form = form
      texts.insert(try stationery.write(letter, in: dutch, as: .text, isFinal: true).text)
    }
    #expect(texts.count == Report.Outcome.allCases.count)
  }

  @Test(arguments: [
    (LetterLanguage.dutch, "woensdag 4 maart 2026", "woensdag 4 maart 2026, 0.05 uur"),
    (.english, "Wednesday 4 March 2026", "Wednesday 4 March 2026, 0:05"),
  ])
  func daysAndTimesReadAsTheSchoolsClockShowsThem(language: LetterLanguage, day: String, moment: String) {
    let wording = Wording(language, zone: TimeZone(identifier: "Europe/Amsterdam") ?? .gmt)
    #expect(wording.day(1_772_579_100_000) == day)
    #expect(wording.moment(1_772_579_100_000) == moment)
  }

  @Test(arguments: [(1, "1 dag"), (28, "28 dagen"), (365, "1 jaar"), (730, "2 jaar"), (0, "0 dagen")])
  func aTermReadsInYearsOrDays(days: Int, text: String) {
    #expect(dutch.duration(days: days) == text)
  }

  @Test func everyMeasureHasAnEnglishName() {
    let names = Measure.Kind.allCases.map { Shipped.wordings[1].name($0) }
    #expect(Set(names).count == names.count)
    #expect(Set(names).isDisjoint(with: Measure.Kind.allCases.map(\.profile.name)))
  }
}
