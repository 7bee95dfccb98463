import Conduct
import Store
import Testing

/// Who may complain about what was done with a report, and who looks at it anew: what is offered is what is allowed.
@Suite struct ComplainantTests {
  private let at = SampleSchool.start

  /// A report that somebody wrote down for a reporter, settled by the teacher.
  private func settled(
    _ school: SampleSchool, by reporter: Member?, enteredBy writer: Member?, name: String? = nil
  ) async throws -> OwnReport {
    let own = try await school.store.submit(
      ReportDraft(
        reporter: reporter?.id, name: name, enteredBy: writer?.id, manner: .phone, category: .passedOn,
        about: school.parent.id, group: school.group.id, text: "Onze foto staat elders."), school: school.id, at: at)
    try await school.step(.claim, on: own, by: school.teacher)
    try await school.step(.resolve(.noAction, motivation: "Niets gevonden."), on: own, by: school.teacher)
    return own
  }

  @Test func whoWroteItDownMayComplainForTheReporterUnlessThatPersonDecided() async throws {
    let school = try await SampleSchool.make()
    let own = try await settled(school, by: school.stranger, enteredBy: school.colleague)
    #expect(try await school.own(own, of: school.colleague).mayComplain)
    let filed = try await school.complain(about: own, by: school.colleague)
    #expect(filed.appellant == school.stranger.id)
    // It is the reporter's from then on: only who may see it is pointed to it.
    #expect(try await school.own(own, of: school.stranger).maySeeComplaint)
    #expect(try await !school.own(own, of: school.colleague).maySeeComplaint)

    let other = try await settled(school, by: school.stranger, enteredBy: school.teacher)
    #expect(try await !school.own(other, of: school.teacher).mayComplain)
    await #expect(throws: StoreError.notAllowed(.ownDecision)) {
      try await school.complain(about: other, by: school.teacher)
    }
    #expect(try await school.own(other, of: school.stranger).mayComplain)
    // For somebody who is no member it is the only way.
    let outsider = try await settled(school, by: nil, enteredBy: school.teacher, name: "Oma")
    #expect(try await school.own(outsider, of: school.teacher).mayComplain)
    try await school.complain(about: outsider, by: school.teacher)
  }

  @Test func aReporterComplainsUnderASecondNameOfTheSameSignIn() async throws {
    let school = try await SampleSchool.make()
    let alias = try await school.store.addMember(
      MemberDraft(
        name: "Ouder-3 als overblijfouder", account: school.stranger.account,
        assignments: [Assignment(role: .parent, function: .tso, from: at)]), school: school.id, at: at)
    let own = try await settled(school, by: school.stranger, enteredBy: nil)
    #expect(try await school.own(own, of: alias).mayComplain)
    let filed = try await school.complain(about: own, by: alias)
    #expect(filed.appellant == school.stranger.id)
    #expect(try await school.store.appeal("1", for: alias.id, school: school.id, at: at).actions.contains(.withdraw))
    // That one reads one's own is not noted.
    let noted = try await school.store.readings(
      about: school.stranger.id, for: school.board.id, school: school.id, at: at)
    #expect(!noted.contains { $0.reader == alias.id })
  }

  /// A care report that the director or the person of care settled, with a complaint about that found right by the board.
  private func reopened(_ school: SampleSchool, settledBy handlers: [Member]) async throws -> OwnReport {
    let own = try await school.report(nil, .worry, about: school.parent)
    for handler in handlers {
      try await school.step(.claim, on: own, by: handler)
      try await school.step(.resolve(.noAction, motivation: "Gebeld."), on: own, by: handler)
      if handler.id != handlers.last?.id { try await school.step(.reopen(reason: "Nieuws."), on: own, by: handler) }
    }
    var filed = try await school.complain(about: own)
    for step: Appeal.Step in [.admit(excuse: nil, suspends: false), .assign(school.board), .begin] {
      filed = try await school.store.advance(
        filed.id, step, expecting: filed.version, by: school.board.id, school: school.id, at: at)
    }
    _ = try await school.store.decide(
      filed.id, .reversed(alsoUndoing: []), motivation: "Er is niet gekeken.", expecting: filed.version,
      by: school.board.id, school: school.id, at: at)
    return own
  }

  @Test func careIsLookedAtAnewBySomebodyElseOfCareAndElseByTheBoard() async throws {
    let school = try await SampleSchool.make()
    let carer = try await school.store.addMember(
      MemberDraft(name: "Zorg", assignments: [Assignment(role: .staff, function: .care, from: at)]),
      school: school.id, at: at)
    let own = try await reopened(school, settledBy: [carer])
    await #expect(throws: StoreError.notAllowed(.ownDecision)) { try await school.step(.claim, on: own, by: carer) }
    #expect(try await school.store.reports(for: carer.id, school: school.id, at: at).isEmpty)
    #expect(try await school.told(school.director).contains(.care))
    #expect(try await school.file(own, for: school.director).report.route == .care)
    try await school.step(.claim, on: own, by: school.director)

    let second = try await reopened(school, settledBy: [carer, school.director])
    for handler in [carer, school.director] {
      await #expect(throws: StoreError.self) { try await school.step(.claim, on: second, by: handler) }
    }
    #expect(try await school.file(second, for: school.board).report.route == .board)
    #expect(try await school.told(school.board).contains(.care))
    try await school.step(.claim, on: second, by: school.board)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func lettersToAReporterAreInTheReportersOwnOverview() async throws {
    let school = try await SampleSchool.make()
    let own = try await settled(school, by: school.stranger, enteredBy: nil)
    let letter = try await school.keep(
      "Beste Ouder-3, wij keken naar uw melding.", about: .report, own.id.rawValue, by: school.teacher)
    let complaint = try await school.complain(about: own)
    try await school.keep(
      "Beste Ouder-3, wij kijken opnieuw.", about: .appeal, complaint.id.rawValue, by: school.director)
    func texts(_ person: Member) async throws -> [String?] {
      try await school.store.subjectAccess(of: person.id, by: school.director.id, school: school.id, at: at)
        .records.filter { $0.table == "letter" && !$0.isWork }.flatMap(\.fields).map(\.value)
    }
    let found = try await texts(school.stranger)
    #expect(found.contains("Beste Ouder-3, wij keken naar uw melding."))
    #expect(found.contains("Beste Ouder-3, wij kijken opnieuw."))
    #expect(!found.contains("Leerkracht") && letter.addressee == nil)
    for other in [school.parent, school.partner] { #expect(try await texts(other).isEmpty) }
  }

  @Test func thatSomebodyReadALetterAboutAComplaintIsNoted() async throws {
    let school = try await SampleSchool.make()
    let own = try await settled(school, by: school.stranger, enteredBy: nil)
    let complaint = try await school.complain(about: own)
    let letter = try await school.keep(
      "Beste Ouder-3, wij kijken opnieuw.", about: .appeal, complaint.id.rawValue, by: school.director)
    func noted() async throws -> [Reading] {
      try await school.store.readings(
        about: school.stranger.id, for: school.board.id, school: school.id, at: at
      ).filter { $0.kind == .report && $0.reader == school.director.id }
    }
    let before = try await noted().count
    _ = try await school.store.keptLetter(letter.number, for: school.director.id, school: school.id, at: at)
    let after = try await noted()
    #expect(after.count == before + 1 && after.last?.purpose == .letter)
    _ = try await school.store.keptLetter(letter.number, for: school.stranger.id, school: school.id, at: at)
    #expect(try await noted().count == before + 1)
  }
}
