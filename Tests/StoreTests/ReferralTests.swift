import Conduct
import Store
import Testing

@Suite struct ReferralTests {
  private let at = SampleSchool.start
  private let hour: Int64 = 3_600_000

  private static let filled: [Referral.Field: String] = [
    .recipient: "Wijkagent", .facts: "Dreigement op het plein.", .shared: "Naam en datum.", .contact: "Gebeld.",
  ]

  @Test func aStepOutsideGoesFromFormToReceiptAndIsSettled() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    let measure = try await school.imposed(.communityOfficer)
    await #expect {
      try await store.send(measure.id, expecting: 1, by: director, school: id, at: at)
    } throws: {
      guard case StoreError.notAllowed(.fieldsMissing(let names)) = $0 else { return false }
      return names.count == 4
    }
    try await store.fill(Self.filled, of: measure.id, expecting: 1, by: director, school: id, at: at)
    try await store.send(measure.id, expecting: 2, by: director, school: id, at: at)
    try await store.reportFailure(
      of: measure.id, reason: "Verkeerd nummer.", canRetry: true, expecting: 3, by: director, school: id, at: at)
    try await store.send(measure.id, expecting: 4, by: director, school: id, at: at + hour)
    await #expect {
      try await store.confirmReceipt(of: measure.id, expecting: 4, by: director, school: id, at: at)
    } throws: {
      guard case StoreError.conflict(let conflict) = $0 else { return false }
      return conflict.referral?.state == .sent && conflict.description.contains("verstuurd")
    }
    try await store.confirmReceipt(of: measure.id, expecting: 5, by: director, school: id, at: at)
    #expect(try await store.due(for: director, school: id, at: at).map(\.duty.kind) == [.followUp])
    try await store.close(measure.id, outcome: "Gesprek gevoerd.", expecting: 6, by: director, school: id, at: at)
    let file = try await store.measure(measure.id.rawValue, for: director, school: id, at: at)
    #expect(file.measure.state == .closed && file.referral?.state == .closed)
    #expect(file.referral?.fields == Self.filled && file.referral?.sentAt == at + hour)
    #expect(try await store.due(for: director, school: id, at: at).isEmpty)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func whatWasNotSentIsRemindedOfAndGoesToTheNextPerson() async throws {
    let school = try await SampleSchool.make()
    try await school.imposed(.communityOfficer)
    #expect(
      try await school.store.due(for: school.director.id, school: school.id, at: at).map(\.duty.kind).contains(
        .delivery))
    let report = try await school.store.tick(school: school.id, at: at + 9 * SampleSchool.day)
    #expect(report.escalations == 1)
    #expect(
      try await school.store.due(for: school.board.id, school: school.id, at: at).map(\.duty.kind) == [.delivery])
  }

  @Test func theSeventyTwoHoursOfADataBreachRunFromKnowledgeAndStopWhenItIsReported() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    let proposed = try await store.propose(
      .dataBreachReport, about: school.teacher.id, reason: "Lijst in de verkeerde groep.", knownAt: at - 10 * hour,
      by: director, school: id, at: at)
    let due = try await store.due(for: director, school: id, at: at)
    #expect(due.map(\.duty.kind) == [.dataBreach] && due.first?.deadline.due == at + 62 * hour)
    try await store.prepare(proposed.id, .complete, expecting: 1, by: director, school: id, at: at)
    try await store.approve(proposed.id, expecting: 2, by: school.board.id, school: id, at: at)
    try await store.impose(proposed.id, expecting: 3, by: director, school: id, at: at)
    var fields: [Referral.Field: String] = [:]
    for form in Measure.Kind.dataBreachReport.referralFields where form.isNeeded { fields[form.field] = "x" }
    try await store.fill(fields, of: proposed.id, expecting: 1, by: director, school: id, at: at)
    await #expect(throws: StoreError.notAllowed(.fieldsMissing([Referral.Field.delayReason.name]))) {
      try await store.send(proposed.id, expecting: 2, by: director, school: id, at: at + 63 * hour)
    }
    let sent = try await store.send(proposed.id, expecting: 2, by: director, school: id, at: at + 62 * hour)
    #expect(sent.legalDue == at + 62 * hour)
    #expect(try await !store.due(for: director, school: id, at: at).contains { $0.duty.kind == .dataBreach })
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func theLegalTermOfADataBreachStaysWhatItWasWhenItGoesToTheNextPerson() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    let proposed = try await store.propose(
      .dataBreachReport, about: school.teacher.id, reason: "Lijst in de verkeerde groep.", knownAt: at - 10 * hour,
      by: director, school: id, at: at)
    let late = at + 63 * hour
    #expect(try await store.tick(school: id, at: late).escalations == 1)
    let due = try #require(try await store.due(for: school.board.id, school: id, at: late).first)
    #expect(due.duty.firstDue == at + 62 * hour && due.deadline.due == late + 12 * hour)
    try await store.prepare(proposed.id, .complete, expecting: 1, by: director, school: id, at: late)
    try await store.approve(proposed.id, expecting: 2, by: school.board.id, school: id, at: late)
    try await store.impose(proposed.id, expecting: 3, by: director, school: id, at: late)
    let file = try await store.measure(proposed.id.rawValue, for: director, school: id, at: late)
    #expect(file.referral?.legalDue == at + 62 * hour)
    #expect(file.referral?.missing(at: late).contains(.delayReason) == true)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func anEmergencyIsConfirmedByAnotherOrGoesUp() async throws {
    let school = try await SampleSchool.make()
    let (store, id, director) = (school.store, school.id, school.director.id)
    var plan = Measure.Plan.complete
    (plan.isUrgent, plan.hearing) = (true, "")
    let proposed = try await store.propose(
      .premisesBan, about: school.parent.id, reason: "Dreigt met geweld.", by: director, school: id, at: at)
    try await store.prepare(proposed.id, plan, expecting: 1, by: director, school: id, at: at)
    let active = try await store.impose(proposed.id, expecting: 2, by: director, school: id, at: at)
    #expect(active.isEmergency && active.approvedBy == nil)
    #expect(
      try await store.due(for: director, school: id, at: at).map(\.duty.kind).contains(.urgentHearing))
    #expect(try await store.due(for: school.board.id, school: id, at: at).map(\.duty.kind) == [.urgentReview])
    await #expect(throws: StoreError.notAllowed(.samePerson)) {
      try await store.approve(proposed.id, expecting: 3, by: director, school: id, at: at)
    }
    try await store.respond(
      proposed.id, answer: "Het was niet zo bedoeld.", expecting: 3, by: director, school: id, at: at)
    let confirmed = try await store.approve(proposed.id, expecting: 4, by: school.board.id, school: id, at: at)
    #expect(!confirmed.awaitsConfirmation)
    #expect(try await store.due(for: school.board.id, school: id, at: at).isEmpty)
    #expect(try await store.verify(school: id).faults == [])
  }

  @Test func aMeasureIsReadByThePersonAndReplacedByAnother() async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    let first = try await school.imposed(.postingRestriction)
    let own = try await store.ownMeasures(of: school.parent.id, school: school.id)
    #expect(own.map(\.id) == [first.id])
    #expect(try await store.ownMeasures(of: school.partner.id, school: school.id).isEmpty)
    let read = try await store.acknowledge(
      first.id, expecting: first.version, by: school.parent.id, school: school.id, at: at)
    #expect(read.acknowledgedAt == at)
    await #expect(throws: StoreError.notFound("Maatregel", handle: first.id.rawValue)) {
      try await store.acknowledge(first.id, expecting: 7, by: school.partner.id, school: school.id, at: at)
    }
    var plan = Measure.Plan.complete
    plan.replaces = first.id
    try await school.imposed(.arrangement, plan)
    let file = try await store.measure(first.id.rawValue, for: school.director.id, school: school.id, at: at)
    #expect(file.measure.state == .superseded)
    #expect(try await store.verify(school: school.id).faults == [])
  }
}
