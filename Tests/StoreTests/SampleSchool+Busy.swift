import Conduct
import Store

extension SampleSchool {
  /// A school in which something of everything happened: a row in every table that the log tells of.
  static func busy() async throws -> SampleSchool {
    var policy = Policy.sample
    policy.terms["second_opinion_percent"] = Sourced(100, from: .clause(ClauseID("A33")))
    let school = try await make(policy: policy)
    let (store, id, at) = (school.store, school.id, start)
    let (director, parent) = (school.director.id, school.parent.id)
    try await store.adopt(
      SchoolCalendar(id: "noord", title: "Noord", version: "sha256:noord"), school: id, at: at)
    try await store.addAbsence(
      of: school.colleague.id, from: at, until: at + day, deputy: school.teacher.id, by: director, school: id, at: at)
    try await store.proposeRuleChange(.exception(["kuthoek"]), reason: "Plaats.", by: director, school: id, at: at)
    try await store.advanceRuleChange(1, .approve, by: school.teacher.id, school: id, at: at)
    try await store.proposeRuleChange(
      .exception(["kuthoek", "lulofs"]), reason: "Ook een naam.", replacing: 1, by: director, school: id, at: at)
    let removal = Judgement.establish(
      Finding(
        clauses: [ClauseID("A33")], severity: .high, motivation: "Schelden.", effects: [.remove, .propose(.reminder)]))
    let first = try await school.review("b-1")
    _ = try await school.review("b-2")
    try await store.note(first, text: "Gebeld.", by: school.teacher.id, school: id, at: at)
    _ = try await school.decide(first, removal)
    let shown = try await store.duplicates(of: first, for: school.teacher.id, school: id, at: at)
    _ = try await store.closeDuplicates(
      of: first, expecting: Dictionary(uniqueKeysWithValues: shown.map { ($0.review.id, $0.review.version) }),
      by: school.teacher.id, school: id, at: at)
    _ = try await school.decide(try await school.review("b-3", by: school.stranger), .dismiss(.context))
    let undone = try await school.violation("b-4", by: school.partner)
    try await store.undo(undone.review.id, reason: "Citaat.", by: director, school: id, at: at)
    try await school.imposed(.communityOfficer)
    let measure = try await school.imposed(.postingRestriction)
    var appeal = try await store.appeal(
      against: .measure(measure.id), for: parent, grounds: "Te zwaar.", by: parent, school: id, at: at)
    let board = school.board.id
    for step: Appeal.Step in [
      .admit(excuse: nil, suspends: true), .assign(school.board), .begin, .ask(question: "Waar?"), .answer("Thuis."),
      .ask(question: "Wanneer?"),
    ] {
      appeal = try await store.advance(appeal.id, step, expecting: appeal.version, by: board, school: id, at: at + 1)
    }
    var opened = try await store.openCase(about: parent, reason: "Herhaling.", by: director, school: id, at: at)
    for step in [Case.Step(.investigate), Case.Step(.invite, words: "Graag uw kant.", respondBy: at + 14 * day)] {
      opened = try await store.advance(opened.id, step, expecting: opened.version, by: director, school: id, at: at)
    }
    let own = try await school.report(nil, .passedOn, enclosures: [onePixel])
    try await school.step(.claim, on: own, by: school.teacher)
    try await school.step(.askReporter(question: "Waar?"), on: own, by: school.teacher)
    try await store.limitReporting(
      of: school.stranger.id, until: at + day, reason: "Verzonnen.", by: director, school: id, at: at + 2)
    try await store.placeHold(
      on: parent, reason: "Aangifte.", reviewAt: at + day, by: director, school: id, at: at)
    try await school.keep("Beste ouder, dit is besloten.", about: .measure, measure.id.rawValue)
    try await store.rectify(.measure, measure.number, text: "Zo was het niet.", by: director, school: id, at: at)
    try await store.address(
      parent, text: "Gepraat.", clause: ClauseID("A33"), on: at, by: school.teacher.id, school: id, at: at)
    _ = try await store.ask("Hoe werkt het?", in: school.group.id, by: parent, school: id, at: at)
    try await store.setHours(
      try Timetable.week("ma 08:00-12:00"), of: .working(school.teacher.id), by: director, school: id, at: at)
    try await store.addException(
      Timetable.Exception(kind: .excursion, groups: [school.group.id], from: at, until: at + day), reason: "Museum.",
      by: director, school: id, at: at)
    try await store.enter(
      RegisterDraft(.buddy, member: school.teacher.id, other: school.colleague.id, text: "Samen leren."), by: director,
      school: id, at: at)
    let (pupil, guardian) = try await school.child()
    try await store.askConsent(by: director, school: id, at: at)
    try await store.answerConsent(
      ConsentAnswers(.yes, to: Consent.Question.all), of: pupil, for: guardian, evidence: .paper, text: "Getekend.",
      by: director, school: id, at: at)
    return school
  }
}
