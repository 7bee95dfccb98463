import Conduct
import Store
import Testing

extension IsolationTests {
  /// The first half of the store's methods.
  static let messages: [Call] = [
    Call("assign") {
      try await $0.store.assign(Assignment(role: .teacher, from: at), to: $0.parent.id, school: $1, at: at)
    },
    Call("decide roleProposal") {
      _ = try await $0.store.decide(roleProposal: 1, accept: true, by: $0.director.id, school: $1, at: at)
    },
    Call("end") { try await $0.store.end(.parent, in: $0.group.id, of: $0.parent.id, school: $1, at: at + 1) },
    Call("member") { _ = try await $0.store.member($0.parent.id.rawValue, school: $1) },
    Call("receive") { _ = try await $0.store.receive([$0.intake("x-1")], school: $1, at: at) },
    Call("take") { school, other in
      let intake = school.intake("x-2")
      _ = try await school.store.take(
        [(intake.message, [])], under: SampleSchool.ruleset, categories: [], school: other, at: at
      ) { _ in intake.found }
    },
    Call("rhythm") { _ = try await $0.store.rhythm(for: $0.director.id, school: $1, at: at) },
    Call("advice") {
      _ = try await $0.store.advice(on: $0.intake("x-3").message, frames: PostingFrames(), school: $1, at: at)
    },
    Call("queue") { _ = try await $0.store.queue(for: $0.teacher.id, school: $1, at: at) },
    Call("waiting") { _ = try await $0.store.waiting(for: $0.teacher.id, school: $1, at: at, limit: 9) },
    Call("reviewID") {
      _ = try await $0.store.reviewID(try await $0.open().rawValue, for: $0.director.id, school: $1, at: at)
    },
    Call("review") { _ = try await $0.store.review(try await $0.open(), for: $0.director.id, school: $1, at: at) },
    Call("classrooms") { _ = try await $0.store.classrooms(for: $0.teacher.id, school: $1, at: at) },
    Call("surroundings") {
      _ = try await $0.store.surroundings(of: try await $0.open(), for: $0.director.id, school: $1, at: at)
    },
    Call("standing") {
      _ = try await $0.store.standing(of: try await $0.open(), for: $0.director.id, school: $1, at: at)
    },
    Call("claim") { try await $0.store.claim(try await $0.open(), by: $0.director.id, school: $1, at: at) },
    Call("release") { try await $0.store.release(try await $0.open(), by: $0.director.id, school: $1, at: at) },
    Call("escalate") {
      try await $0.store.escalate(try await $0.open(), reason: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("askInformation") {
      try await $0.store.askInformation(try await $0.open(), question: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("reopen") {
      try await $0.store.reopen(try await $0.open(), reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("decide") {
      _ = try await $0.store.decide(
        try await $0.open(), .violation, expecting: 2, by: $0.teacher.id, school: $1, at: at)
    },
    Call("note") {
      try await $0.store.note(try await $0.open(), text: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("handOver") {
      try await $0.store.handOver(
        try await $0.open(), to: $0.colleague.id, reason: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("giveToCare") {
      try await $0.store.giveToCare(try await $0.open(), reason: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("recordAnswer") {
      try await $0.store.recordAnswer(try await $0.open(), text: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("undo") {
      try await $0.store.undo(try await $0.open(), reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("duplicates") {
      _ = try await $0.store.duplicates(of: try await $0.open(), for: $0.teacher.id, school: $1, at: at)
    },
    Call("closeDuplicates") {
      _ = try await $0.store.closeDuplicates(
        of: try await $0.open(), expecting: [:], by: $0.teacher.id, school: $1, at: at)
    },
    Call("secondOpinions") { _ = try await $0.store.secondOpinions(for: $0.director.id, school: $1, at: at) },
    Call("giveSecondOpinion") {
      let number = "o-000000000000"
      _ = try await $0.store.giveSecondOpinion(
        number, .dismissed(.context), by: $0.director.id, school: $1, at: at)
    },
    Call("agreement") { _ = try await $0.store.agreement(for: $0.director.id, school: $1, at: at) },
    Call("notices") { _ = try await $0.store.notices(for: $0.parent.id, school: $1) },
    Call("addAbsence") {
      try await $0.store.addAbsence(
        of: $0.teacher.id, from: at, until: at + 1, deputy: $0.colleague.id, by: $0.director.id, school: $1, at: at)
    },
    Call("endAbsence") {
      let absence = try await $0.store.addAbsence(
        of: $0.real.teacher.id, from: at, until: at + 1, by: $0.real.director.id, school: $0.id, at: at)
      try await $0.store.endAbsence(absence.id, by: $0.director.id, school: $1, at: at)
    },
    Call("submit") {
      _ = try await $0.store.submit(
        ReportDraft(reporter: $0.stranger.id, category: .passedOn, text: "x"), school: $1, at: at)
    },
    Call("ownReports") { _ = try await $0.store.ownReports(of: $0.stranger.id, school: $1, at: at) },
    Call("ownReport") {
      _ = try await $0.store.ownReport(try await $0.reported().rawValue, of: $0.stranger.id, school: $1, at: at)
    },
    Call("reports") { _ = try await $0.store.reports(for: $0.teacher.id, school: $1, at: at) },
    Call("report") {
      _ = try await $0.store.report(try await $0.reported().rawValue, for: $0.teacher.id, school: $1, at: at)
    },
    Call("enclosure") {
      _ = try await $0.store.enclosure(
        1, of: try await $0.reported().rawValue, for: $0.teacher.id, school: $1, at: at)
    },
    Call("advance report") {
      try await $0.store.advance(
        try await $0.reported(), .claim, expecting: 3, by: $0.teacher.id, school: $1, at: at)
    },
    Call("advanceOwn") {
      try await $0.store.advanceOwn(
        try await $0.reported(), .add(text: "x"), by: $0.stranger.id, school: $1, at: at)
    },
    Call("limitReporting") {
      try await $0.store.limitReporting(
        of: $0.parent.id, until: at + 9, reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("endReportLimits") {
      try await $0.store.endReportLimits(of: $0.parent.id, by: $0.director.id, school: $1, at: at)
    },
    Call("reportLimits") { _ = try await $0.store.reportLimits(for: $0.director.id, school: $1, at: at) },
    Call("reasons") {
      let decision = try await $0.real.violation("x-9").decision
      _ = try await $0.store.reasons(of: decision.id, for: $0.parent.id, school: $1, at: at)
    },
    Call("ask") { _ = try await $0.store.ask("x", in: $0.group.id, by: $0.parent.id, school: $1, at: at) },
    Call("questions") { _ = try await $0.store.questions(for: $0.teacher.id, school: $1, at: at) },
    Call("question") {
      _ = try await $0.store.question(try await $0.asked().rawValue, for: $0.teacher.id, school: $1, at: at)
    },
    Call("answer") {
      try await $0.store.answer(try await $0.asked(), text: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("passOn") {
      try await $0.store.passOn(try await $0.asked(), reason: "x", by: $0.teacher.id, school: $1, at: at)
    },
    Call("address") {
      try await $0.store.address($0.parent.id, text: "x", on: at, by: $0.teacher.id, school: $1, at: at)
    },
    Call("ownAddressings") { _ = try await $0.store.ownAddressings(of: $0.parent.id, school: $1) },
    Call("addressings") {
      _ = try await $0.store.addressings(of: $0.parent.id, for: $0.director.id, school: $1, at: at)
    },
    Call("weighSuitability") {
      try await $0.store.weighSuitability(
        of: "x", rules: [RuleID("r")], ruleset: SampleSchool.ruleset.version, by: $0.teacher.id, school: $1, at: at)
    },
    Call("askConsent") {
      _ = try await $0.child()
      try await $0.store.askConsent(by: $0.director.id, school: $1, at: at)
    },
    Call("remindConsent") {
      _ = try await $0.child()
      try await $0.store.askConsent(by: $0.real.director.id, school: $0.id, at: at)
      try await $0.store.remindConsent(by: $0.director.id, school: $1, at: at + 1)
    },
    Call("consentCampaign") {
      try await $0.store.askConsent(by: $0.real.director.id, school: $0.id, at: at)
      _ = try await $0.store.consentCampaign(for: $0.director.id, school: $1, at: at)
    },
    Call("answerConsent") {
      let (pupil, guardian) = try await $0.child()
      try await $0.store.answerConsent(
        ConsentAnswers(.yes, to: Consent.Question.all), of: pupil, for: guardian, by: $0.director.id, school: $1,
        at: at)
    },
    Call("withdrawConsent") {
      let (pupil, guardian) = try await $0.child()
      try await $0.store.answerConsent(
        ConsentAnswers(.yes, to: Consent.Question.all), of: pupil, for: guardian, by: guardian, school: $0.id, at: at)
      try await $0.store.withdrawConsent(of: pupil, for: guardian, by: $0.director.id, school: $1, at: at)
    },
    Call("consents") {
      _ = try await $0.store.consents(of: try await $0.child().pupil, for: $0.director.id, school: $1, at: at)
    },
    Call("importConsents") {
      _ = try await $0.store.importConsents(ConsentFile(), by: $0.director.id, school: $1, at: at)
    },
    Call("pictures") { _ = try await $0.store.pictures(for: $0.director.id, school: $1, at: at) },
    Call("settlePicture") {
      try await $0.pictured(in: $0.id)
      try await $0.store.settlePicture(1, by: $0.director.id, school: $1, at: at)
    },
    Call("proposals") { _ = try await $0.store.proposals(for: $0.director.id, school: $1, at: at) },
    Call("measure") {
      _ = try await $0.store.measure(try await $0.proposal().rawValue, for: $0.director.id, school: $1, at: at)
    },
    Call("propose") {
      _ = try await $0.store.propose(
        .talk, about: $0.parent.id, reason: "x", by: $0.director.id, school: $1, at: at)
    },
    Call("prepare") {
      try await $0.store.prepare(
        try await $0.proposal(), .complete, expecting: 1, by: $0.director.id, school: $1, at: at)
    },
    Call("approve") {
      try await $0.store.approve(try await $0.proposal(), expecting: 1, by: $0.board.id, school: $1, at: at)
    },
    Call("refuse") {
      try await $0.store.refuse(
        try await $0.proposal(), reason: "x", expecting: 1, by: $0.director.id, school: $1, at: at)
    },
  ]
}

extension SampleSchool {
  /// A review that waits for a person.
  func open() async throws -> ReviewID { try await review(nil) }

  /// A question that was just asked.
  func asked() async throws -> QuestionID {
    try await store.ask("x", in: group.id, by: parent.id, school: id, at: Self.start).id
  }

  /// A pupil with a guardian.
  func child() async throws -> (pupil: PupilID, guardian: MemberID) {
    _ = try await store.adopt(RosterTests.roster(), school: id, at: Self.start)
    let register = try await store.peopleRegister(school: id, at: Self.start)
    let one = try #require(register.guardianships.min { ($0.pupil, $0.member) < ($1.pupil, $1.member) })
    return (one.pupil, one.member)
  }

  /// Takes in a photo of a pupil, made with the teacher's own device, of which nobody said yes.
  func pictured(in school: SchoolID) async throws {
    var policy = ConsentSchool.policy()
    policy.version = "sha256:consent"
    try await store.adopt(policy, school: school, at: Self.start)
    var intake = self.intake("v-1", "Een fijne dag.", by: real.teacher, severity: nil)
    intake.message.posting.attachments = [
      Attachment(name: "IMG_1.jpg", kind: .photo, pupils: [try await child().pupil], isOwnDevice: true)
    ]
    _ = try await store.receive([intake], school: school, at: Self.start)
  }

  /// A report that waits.
  func reported() async throws -> ReportID { try await report(nil, .passedOn, enclosures: [onePixel]).id }

  /// A case that was just opened.
  func opened() async throws -> CaseID {
    try await store.openCase(about: parent.id, reason: "x", by: real.director.id, school: id, at: Self.start).id
  }

  /// An appeal that was just filed.
  func appealed() async throws -> AppealID {
    let measure = try await real.imposed(.postingRestriction)
    return try await store.appeal(
      against: .measure(measure.id), for: parent.id, grounds: "x", by: parent.id, school: id,
      at: Self.start
    ).id
  }

  /// A measure that the ladder proposed.
  func proposal() async throws -> MeasureID {
    try await store.propose(.talk, about: parent.id, reason: "x", by: real.director.id, school: id, at: Self.start).id
  }
}
