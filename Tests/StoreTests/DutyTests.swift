import Conduct
import Store
import TestSupport
import Testing

@Suite struct DutyTests {
  private let at = SampleSchool.start
  private let day = SampleSchool.day

  /// A posting restriction of the director's that lasts 60 days and is looked at again after 20.
  private func restriction(_ school: SampleSchool) async throws -> Measure {
    var plan = Measure.Plan.complete
    plan.reviewAt = at + 20 * day
    return try await school.imposed(.postingRestriction, plan)
  }

  @Test func whatIsDueStandsWithTheOneWhoMustDoItAndWithNobodyWhomItConcerns() async throws {
    let school = try await SampleSchool.make()
    _ = try await restriction(school)
    let mine = try await school.store.due(for: school.director.id, school: school.id, at: at)
    #expect(mine.map(\.duty.kind) == [.measureReview, .followUp])
    #expect(mine.map(\.deadline.due) == [at + 20 * day, at + 60 * day])
    #expect(mine.allSatisfy { $0.recipients.map(\.id) == [school.director.id] })
    for other in [school.teacher, school.parent, school.partner, school.stranger] {
      #expect(try await school.store.due(for: other.id, all: true, school: school.id, at: at).isEmpty)
    }
    #expect(try await school.store.due(for: school.board.id, school: school.id, at: at).isEmpty)
    #expect(try await school.store.due(for: school.board.id, all: true, school: school.id, at: at).count == 2)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func timeRemindsEscalatesAndEndsAndDoingItTwiceChangesNothing() async throws {
    let school = try await SampleSchool.make()
    let store = school.store
    let measure = try await restriction(school)
    func tick(_ days: Int64) async throws -> TickReport {
      let report = try await store.tick(school: school.id, at: at + days * day)
      let head = try await store.verify(school: school.id).head
      #expect(try await store.tick(school: school.id, at: at + days * day).isEmpty)
      #expect(try await store.verify(school: school.id).head == head)
      return report
    }
    #expect(try await tick(1).isEmpty)
    let reminded = try await tick(19)
    #expect(reminded.reminders == 1 && reminded.notices == 1)
    #expect(try await store.notices(for: school.director.id, school: school.id).map(\.kind) == [.reminder])
    let escalated = try await tick(22)
    #expect(escalated.escalations == 1)
    #expect(try await store.notices(for: school.board.id, school: school.id).map(\.kind) == [.escalated])
    let now = at + 22 * day
    #expect(try await store.due(for: school.board.id, school: school.id, at: now).map(\.duty.kind) == [.measureReview])
    // The end of the restriction nears, and the board has not looked at it either.
    let later = try await tick(58)
    #expect(later.reminders == 1 && later.escalations == 1)
    let ended = try await tick(60)
    #expect(ended.endedMeasures == 1)
    #expect(try await store.due(for: school.board.id, all: true, school: school.id, at: at + 60 * day).isEmpty)
    let file = try await store.measure(
      measure.id.rawValue, for: school.director.id, school: school.id, at: at + 60 * day)
    #expect(file.measure.state == .expired)
    let kinds = try await store.log(school: school.id).map(\.kind)
    #expect(kinds.filter { $0 == .dutyReminded }.count == 2 && kinds.filter { $0 == .dutyEscalated }.count == 2)
    #expect(try await store.verify(school: school.id).faults == [])
  }

  /// Two programs do what time brings at the same moment, through databases of their own on one file.
  @Test func twoProgramsAtOnceDoItOnce() async throws {
    let school = try await SampleSchool.make(inFile: true)
    _ = try await restriction(school)
    let other = try await Store.open(
      try school.anotherConnection(), keyring: Keyring(directory: "\(school.folder.path)/keys"), at: at)
    let now = at + 22 * day
    let reports = try await withThrowingTaskGroup(of: TickReport.self) { group in
      for store in [school.store, other, school.store, other] {
        group.addTask { try await store.tick(school: school.id, at: now) }
      }
      return try await group.reduce(into: [TickReport]()) { $0.append($1) }
    }
    #expect(reports.map(\.escalations).reduce(0, +) == 1)
    #expect(try await other.notices(for: school.board.id, school: school.id).count == 1)
    #expect(try await other.verify(school: school.id).faults == [])
  }

  @Test func aClaimThatRanOutGoesBackToTheQueue() async throws {
    let school = try await SampleSchool.make()
    let review = try await school.review("b-1")
    try await school.store.claim(review, by: school.teacher.id, school: school.id, at: at)
    let minute: Int64 = 60_000
    #expect(try await school.store.tick(school: school.id, at: at + 14 * minute).leases == 0)
    #expect(try await school.store.tick(school: school.id, at: at + 15 * minute).leases == 1)
    let item = try #require(
      try await school.store.queue(for: school.colleague.id, school: school.id, at: at + 15 * minute).first)
    #expect(item.review.state == .pending && item.claimedBy == nil)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func anotherCalendarMovesWhatIsDueInSchoolTimeAndOnlyThat() async throws {
    let school = try await SampleSchool.make()
    _ = try await restriction(school)
    // Monday 21 September 2026: the escalated duty has one school day.
    try await school.store.tick(school: school.id, at: at + 21 * day)
    let before = try await school.store.due(for: school.board.id, school: school.id, at: at + 21 * day)
    let due = try #require(before.first?.deadline.due)
    let today = SchoolCalendar.unset(timeZone: "Europe/Amsterdam").day(of: due)
    let closed = SchoolCalendar(
      id: "vrij", title: "Een week vrij", version: "sha256:free",
      periods: [SchoolCalendar.Period(name: "Vrij", from: today, through: today + 6)],
      years: [SchoolCalendar.Year(start: 2026)])
    try await school.store.adopt(closed, school: school.id, at: at + 21 * day)
    #expect(try await school.store.calendar(school: school.id) == closed)
    let after = try await school.store.due(for: school.board.id, school: school.id, at: at + 21 * day)
    #expect(after.first?.deadline.due == due + 7 * day)
    #expect(before.first?.deadline.doubts.isEmpty == false && after.first?.deadline.doubts == [])
    #expect(try await school.store.tick(school: school.id, at: due + 6 * day).escalations == 0)
    #expect(try await school.store.verify(school: school.id).faults == [])
  }

  @Test func whoLeftOrIsAwayIsNotTold() async throws {
    let school = try await SampleSchool.make()
    let (store, id) = (school.store, school.id)
    _ = try await restriction(school)
    func holders(_ time: Int64) async throws -> Set<MemberID> {
      Set(try await store.due(for: school.board.id, all: true, school: id, at: time).flatMap(\.recipients).map(\.id))
    }
    #expect(try await holders(at) == [school.director.id])
    try await store.addAbsence(
      of: school.director.id, from: at + day, until: at + 2 * day, by: school.director.id, school: id, at: at)
    try await store.addAbsence(
      of: school.director.id, from: at + 3 * day, until: at + 4 * day, deputy: school.colleague.id,
      by: school.director.id, school: id, at: at)
    #expect(try await holders(at + day) == [school.board.id])
    #expect(try await holders(at + 2 * day) == [school.director.id])
    #expect(try await holders(at + 3 * day) == [school.colleague.id])
    try await store.end(.director, in: nil, of: school.director.id, school: id, at: at + 5 * day)
    #expect(try await holders(at + 5 * day) == [school.board.id])
    #expect(try await store.tick(school: id, at: at + 19 * day).reminders == 1)
    #expect(try await store.notices(for: school.director.id, school: id).isEmpty)
    #expect(try await store.notices(for: school.board.id, school: id).map(\.kind) == [.reminder])
  }

  @Test func whatWasDoneIsNoLongerDue() async throws {
    let school = try await SampleSchool.make()
    let measure = try await restriction(school)
    try await school.store.lift(
      measure.id, reason: "Weer goed.", expecting: measure.version, by: school.director.id, school: school.id, at: at)
    #expect(try await school.store.due(for: school.director.id, school: school.id, at: at).isEmpty)
    #expect(try await school.store.tick(school: school.id, at: at + 30 * day).escalations == 0)
  }
}

extension SampleSchool {
  /// The same file through a connection of its own, as another program has it.
  func anotherConnection() throws -> PortableDatabase { PortableDatabase(database: try TestDatabase.open(url)) }
}
