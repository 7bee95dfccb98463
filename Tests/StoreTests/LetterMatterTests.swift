import Conduct
import Store
import Testing

/// What letters are made of, and that whoever may not see a file gets no letter about it.
@Suite struct LetterMatterTests {
  private let at = SampleSchool.start

  @Test func aDecisionTellsWhatItsLetterNeedsAndNothingOfTheDecidersName() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.violation("b-1")
    let matter = try await school.store.decisionMatter(
      ruling.review.id, for: school.director.id, school: school.id, at: at + 1)
    #expect(matter.author.id == school.parent.id)
    let ground = matter.ground
    #expect(ground.text == "Wat een sukkel ben je." && ground.group == "groep 4" && ground.sentAt == at)
    #expect(ground.clauses.map(\.text) == ["Schelden past niet."] && ground.role == .teacher)
    #expect(ground.rules == ["Schelden"] && ground.isAutomaticallyFound && ground.policy == Policy.sample.title)
    #expect(ground.statement?.incompatibleContentExplanation == "Een scheldwoord tegen een ouder.")
    let readings = try await school.store.readings(
      about: school.parent.id, for: school.director.id, school: school.id, at: at + 2)
    #expect(readings.map(\.kind) == [.review] && readings.map(\.purpose) == [.letter])
  }

  @Test func onlyAViolationThatStandsHasALetter() async throws {
    let school = try await SampleSchool.make()
    let open = try await school.review("b-1")
    await #expect {
      _ = try await school.store.decisionMatter(open, for: school.director.id, school: school.id, at: at)
    } throws: {
      "\($0)".contains("geen vastgestelde overtreding")
    }
    let ruling = try await school.violation("b-2")
    try await school.store.undo(
      ruling.review.id, reason: "Verkeerd.", by: school.director.id, school: school.id, at: at)
    await #expect(throws: StoreError.self) {
      _ = try await school.store.decisionMatter(ruling.review.id, for: school.director.id, school: school.id, at: at)
    }
  }

  @Test func whoMayNotSeeAFileGetsNoLetterAboutIt() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.violation("b-1")
    let warning = try await school.imposed(.formalWarning)
    let opened = try await school.store.openCase(
      about: school.parent.id, reason: "Herhaling.", by: school.director.id, school: school.id, at: at)
    let appeal = try await school.store.appeal(
      against: .measure(warning.id), for: school.parent.id, grounds: "Niet eens.",
      by: school.parent.id, school: school.id, at: at + 1)
    for outsider in [school.partner, school.stranger] {
      await #expect(throws: StoreError.self) {
        _ = try await school.store.decisionMatter(ruling.review.id, for: outsider.id, school: school.id, at: at + 2)
      }
      await #expect(throws: StoreError.self) {
        _ = try await school.store.measureMatter("\(warning.number)", for: outsider.id, school: school.id, at: at + 2)
      }
      await #expect(throws: StoreError.self) {
        _ = try await school.store.caseMatter("\(opened.number)", for: outsider.id, school: school.id, at: at + 2)
      }
      await #expect(throws: StoreError.self) {
        _ = try await school.store.appealMatter("\(appeal.number)", for: outsider.id, school: school.id, at: at + 2)
      }
      await #expect(throws: StoreError.self) {
        _ = try await school.store.figures(
          ofMonth: 9, in: 2026, from: 0, until: at * 2, for: outsider.id, school: school.id, at: at + 2)
      }
    }
  }

  /// What a letter to a reporter needs comes out for whom it concerns, and to all others there is no such report.
  @Test func aLetterToAReporterIsForWhoWritesToThemAndNobodyElse() async throws {
    let school = try await SampleSchool.make()
    let own = try await school.store.submit(
      ReportDraft(
        reporter: school.stranger.id, enteredBy: school.colleague.id, manner: .phone, category: .passedOn,
        about: school.parent.id, group: school.group.id, text: "Onze foto staat elders."), school: school.id, at: at)
    func matter(_ member: Member) async throws -> ReportMatter {
      try await school.store.reportMatter("\(own.number)", for: member.id, school: school.id, at: at)
    }
    for reader in [school.stranger, school.colleague] {
      let found = try await matter(reader)
      #expect(found.addressee == "Ouder-3" && found.answerBy == own.dueAt && found.outcome == nil, "\(reader.name)")
    }
    for outsider in [school.parent, school.partner, school.teacher, school.director, school.board] {
      await #expect(throws: StoreError.notFound("Melding", handle: "\(own.number)"), "\(outsider.name)") {
        _ = try await matter(outsider)
      }
    }
    try await school.step(.claim, on: own, by: school.teacher)
    #expect(try await matter(school.teacher).addressee == "Ouder-3")
    try await school.step(.resolve(.actionTaken, motivation: "Gebeld."), on: own, by: school.teacher)
    let closed = try await matter(school.teacher)
    #expect(closed.outcome == .actionTaken && closed.objectUntil != nil && closed.answerBy == nil)
    await #expect(throws: StoreError.self) { _ = try await matter(school.director) }
    let noted = try await school.store.readings(
      about: school.stranger.id, for: school.board.id, school: school.id, at: at
    ).filter { $0.purpose == .letter }
    #expect(noted.map(\.reader) == [school.colleague.id, school.teacher.id, school.teacher.id])
  }

  @Test func whoDecidedOnAReportedMessageWritesToTheReporter() async throws {
    let school = try await SampleSchool.make()
    try await school.clearMessage("b-1")
    let named = try await school.store.submit(
      ReportDraft(
        name: "Oma van Sem", enteredBy: school.colleague.id, manner: .phone, category: .rude, message: "b-1",
        text: "Dit kan niet."), school: school.id, at: at)
    let review = try await school.store.queue(for: school.teacher.id, school: school.id, at: at)[0].review.id
    _ = try await school.decide(review, .dismiss(.context))
    let found = try await school.store.reportMatter(
      "\(named.number)", for: school.teacher.id, school: school.id, at: at)
    #expect(found.addressee == "Oma van Sem" && found.outcome == .noAction)
    await #expect(throws: StoreError.self) {
      _ = try await school.store.reportMatter("\(named.number)", for: school.director.id, school: school.id, at: at)
    }
  }

  @Test func aMeasureNamesTheViolationsThatItRestsOn() async throws {
    let school = try await SampleSchool.make()
    let texts = ["b-1", "b-2"]
    for text in texts { try await school.violation(text) }
    let warning = try await school.imposed(.formalWarning, at: at + 1)
    try await school.violation("b-3", at: at + 2)
    let matter = try await school.store.measureMatter(
      "#\(warning.number)", for: school.board.id, school: school.id, at: at + 3)
    #expect(matter.grounds.count == 2 && matter.signer == .director)
    #expect(matter.file.measure.plan == .complete)
  }

  @Test func aMeasureApartFromMessagesNamesItsClauseAsItStood() async throws {
    let school = try await SampleSchool.make()
    let warning = try await school.imposed(.formalWarning)
    var later = Policy.sample
    (later.version, later.clauses[0].text) = ("sha256:later", "Iets anders.")
    try await school.store.adopt(later, school: school.id, at: at)
    let matter = try await school.store.measureMatter(
      "#\(warning.number)", for: school.board.id, school: school.id, at: at + 1)
    #expect(matter.grounds.isEmpty && matter.clauses.map(\.text) == ["Schelden past niet."])
    #expect(matter.policy == .sample)
    let prepared = try #require(
      try await school.store.log(school: school.id).last { $0.kind == .measurePrepared })
    #expect(prepared.body.clauses == [ClauseID("A33")] && prepared.body.policy == Policy.sample.version)
  }

  @Test func anInvitationHoldsTheWordsItWasSentWith() async throws {
    let school = try await SampleSchool.make()
    try await school.violation("b-1")
    let opened = try await school.store.openCase(
      about: school.parent.id, reason: "Herhaling.", by: school.director.id, school: school.id, at: at)
    func step(_ action: Case.Step, _ version: Int) async throws {
      try await school.store.advance(
        opened.id, action, expecting: version, by: school.director.id, school: school.id, at: at)
    }
    try await step(Case.Step(.investigate), 1)
    var matter = try await school.store.caseMatter("1", for: school.director.id, school: school.id, at: at)
    #expect(matter.invitation == nil)
    try await step(Case.Step(.invite, words: "Graag uw kant.", respondBy: at + 14 * SampleSchool.day), 2)
    try await step(Case.Step(.hear, words: "Zij zegt: sorry."), 3)
    matter = try await school.store.caseMatter("1", for: school.director.id, school: school.id, at: at)
    #expect(matter.invitation == "Graag uw kant." && matter.grounds.count == 1 && matter.signer == .director)
  }

  @Test func anAppealNamesTheMotivationAndWhatCannotBeTakenBack() async throws {
    let school = try await SampleSchool.make()
    let warning = try await school.imposed(.formalWarning)
    let later = at + 5 * SampleSchool.day
    let appeal = try await school.store.appeal(
      against: .measure(warning.id), for: school.parent.id, grounds: "Niet gehoord.",
      by: school.parent.id, school: school.id, at: later)
    for (version, step) in [
      Appeal.Step.admit(excuse: nil, suspends: false), .assign(school.board), .begin,
    ].enumerated() {
      try await school.store.advance(
        appeal.id, step, expecting: version + 1, by: school.board.id, school: school.id, at: later)
    }
    _ = try await school.store.decide(
      appeal.id, .reversed(alsoUndoing: []), motivation: "Zij is niet gehoord.", expecting: 4, by: school.board.id,
      school: school.id, at: later)
    let matter = try await school.store.appealMatter(
      "1", for: school.board.id, school: school.id, at: later + SampleSchool.day)
    #expect(matter.motivation == "Zij is niet gehoord." && matter.decidedAt == later && matter.signer == .board)
    #expect(matter.measure?.kind == .formalWarning && matter.irreversible == [.timeServed(days: 5)])
  }

  @Test func aMonthIsCountedOnTheSchoolsOwnDaysAndHasNoNames() async throws {
    let school = try await SampleSchool.make()
    let ruling = try await school.violation("b-1")
    _ = try await school.receive(["c-1", "c-2"])
    let dismissed = try await school.review("b-2")
    let claimed = try await school.store.claim(dismissed, by: school.teacher.id, school: school.id, at: at)
    _ = try await school.store.decide(
      dismissed, .dismiss(.context), expecting: claimed.version, by: school.teacher.id, school: school.id, at: at)
    _ = try await school.review("b-3", by: school.stranger)
    let warning = try await school.imposed(.formalWarning)
    _ = try await school.store.appeal(
      against: .measure(warning.id), for: school.parent.id, grounds: "Niet eens.",
      by: school.parent.id, school: school.id, at: at + 1)
    _ = try await school.review("b-4", by: school.stranger, at: at + 40 * SampleSchool.day)
    func figures(_ from: Int64, _ until: Int64) async throws -> MonthFigures {
      try await school.store.figures(
        ofMonth: 9, in: 2026, from: from, until: until, for: school.director.id, school: school.id,
        at: at + 41 * SampleSchool.day)
    }
    let month = try await figures(at - 20 * SampleSchool.day, at + 10 * SampleSchool.day)
    #expect(month.messages == ["review": 3, "clear": 2] && month.reviews == 3)
    #expect(month.decisions == ["established": 1, "dismissed": 1] && month.undone == 0)
    #expect(month.withTerm == 2 && month.inTime == 2 && month.categories == [CategoryID("abuse"): 1])
    #expect(month.measures == [.formalWarning: 1] && month.appeals == 1 && month.appealOutcomes == [:])
    #expect(month.openNow == 2 && month.oldestOpen == at && month.inForceNow == 1)
    #expect(ruling.strike != nil)
    let next = try await figures(at + 10 * SampleSchool.day, at + 50 * SampleSchool.day)
    #expect(next.messages == ["review": 1] && next.reviews == 1 && next.decisions == [:] && next.measures == [:])
  }
}

extension SampleSchool {
  /// Takes in messages in which nothing stands out.
  fileprivate func receive(_ ids: [String]) async throws -> [Receipt] {
    try await store.receive(
      ids.map { intake($0, "Bedankt!", severity: nil) }, school: id, at: Self.start)
  }
}
