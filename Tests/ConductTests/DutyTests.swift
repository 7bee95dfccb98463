import Conduct
import Testing

@Suite struct DutyTests {
  typealias Clock = CalendarFixture
  typealias People = CaseFixture

  static let subject = Duty.Subject(.review, id: "r", number: 1, about: People.author.id)

  static func duty(
    _ kind: Duty.Kind = .review, _ term: Term = .schoolDays(2), from start: String = "2026-03-02 10:00",
    by holder: Duty.Holder = Duty.Holder(.teacher, in: People.group)
  ) -> Duty {
    Duty(id: DutyID("u"), kind, on: subject, by: holder, clock: TermClock(term, from: Clock.at(start)))
  }

  @Test func timeRemindsOnceThenHandsOnToTheNextPersonUntilTheBoard() throws {
    var duty = Self.duty()
    #expect(duty.afterTime(Clock.at("2026-03-03 08:00"), calendar: Clock.calendar) == nil)
    let reminded = try #require(duty.afterTime(Clock.at("2026-03-03 09:00"), calendar: Clock.calendar))
    #expect(reminded.notice == .reminder)
    duty = reminded.duty
    #expect(duty.afterTime(Clock.at("2026-03-04 12:15"), calendar: Clock.calendar) == nil)
    var holders: [Role] = []
    for time in ["2026-03-04 12:16", "2026-03-05 15:00", "2026-03-06 15:00"] {
      let passed = try #require(duty.afterTime(Clock.at(time), calendar: Clock.calendar))
      #expect(passed.notice == .escalated)
      #expect(passed.duty.afterTime(Clock.at(time), calendar: Clock.calendar) == nil)
      duty = passed.duty
      holders.append(duty.holder.role)
    }
    #expect(holders == [.director, .board, .board])
    #expect(duty.escalations == 3)
  }

  @Test(arguments: [Duty.Kind.hearingResponse, .announcedResponse])
  func waitingForSomebodyEndsAndIsTold(kind: Duty.Kind) throws {
    let duty = Self.duty(kind, .days(14), by: Duty.Holder(.director))
    let passed = try #require(duty.afterTime(Clock.at("2026-03-17 00:00"), calendar: Clock.calendar))
    #expect(passed.notice == .passed && passed.duty.state == .passed && passed.duty.holder == duty.holder)
    #expect(passed.duty.afterTime(Clock.at("2026-09-17 00:00"), calendar: Clock.calendar) == nil)
  }

  @Test func aClockThatStandsStillBringsNothing() throws {
    let duty = Self.duty()
    let paused = try #require(duty.paused(at: Clock.at("2026-03-02 12:00")))
    #expect(paused.afterTime(Clock.at("2027-03-02 12:00"), calendar: Clock.calendar) == nil)
    #expect(paused.paused(at: Clock.at("2026-03-02 13:00")) == nil)
    #expect(duty.resumed(at: Clock.at("2026-03-02 13:00")) == nil)
    let resumed = try #require(paused.resumed(at: Clock.at("2026-03-04 12:00")))
    #expect(Clock.text(Clock.calendar.deadline(of: resumed.clock).due) == "2026-03-06 14:30")
    let done = try #require(resumed.closed(as: .done))
    #expect(done.closed(as: .dropped) == nil)
    #expect(done.afterTime(Clock.at("2027-03-02 12:00"), calendar: Clock.calendar) == nil)
  }

  /// Every state and what can be done to it: the state that it leads to, or nothing.
  static let courses: [(Duty.State, pause: Duty.State?, resume: Duty.State?, close: Duty.State?, time: Duty.State?)] = [
    (.running, .paused, nil, .done, .running), (.paused, nil, .running, .done, nil), (.done, nil, nil, nil, nil),
    (.dropped, nil, nil, nil, nil), (.passed, nil, nil, nil, nil),
  ]

  @Test(arguments: Duty.State.allCases, Duty.Kind.allCases)
  func aDutyGoesAsTheTableSays(state: Duty.State, kind: Duty.Kind) throws {
    let row = try #require(Self.courses.first { $0.0 == state })
    var duty = Self.duty(kind)
    duty.state = state
    if state == .paused { duty.clock.pauses = [TermClock.Pause(from: Clock.at("2026-03-02 12:00"))] }
    let later = Clock.at("2026-03-09 12:00")
    #expect(duty.paused(at: later)?.state == row.pause)
    #expect(duty.resumed(at: later)?.state == row.resume)
    #expect(
      duty.closed(as: .done)?.state == row.close && duty.closed(as: .dropped)?.state == row.close.map { _ in .dropped })
    let after = duty.afterTime(later, calendar: Clock.calendar)?.duty
    #expect(after?.state == (kind.escalates || row.time == nil ? row.time : .passed))
    #expect(after?.firstDue == (after != nil && kind.escalates ? Clock.calendar.deadline(of: duty.clock).due : nil))
    for next in [duty.paused(at: later), duty.resumed(at: later), duty.closed(as: .done), after] {
      #expect(next == nil || next?.version == duty.version + 1)
    }
  }

  static let kin = People.member("kin", .director, family: "f")
  static let everyone = [
    People.author, People.teacher, People.colleague, People.neighbour, People.director, People.board, kin,
  ]

  static let former = People.member("former", .director, until: People.now)
  static let away = absent(People.member("away", .director))
  static let awayBoard = absent(People.member("away-board", .board))
  static let deputy: Member = {
    var deputy = People.member("deputy", .teacher, in: People.group)
    deputy.assignments += People.absence(of: away).deputed(away.assignments)
    return deputy
  }()

  static func absent(_ member: Member) -> Member {
    var absent = member
    absent.absences = [People.absence(of: member)]
    return absent
  }

  static let told: [(Duty.Holder, [Member], [MemberID])] = [
    (Duty.Holder(.teacher, in: People.group), everyone, [People.teacher.id, People.colleague.id]),
    (Duty.Holder(.teacher, in: People.group, member: People.teacher.id), everyone, [People.teacher.id]),
    (Duty.Holder(.director), everyone, [People.director.id]),
    // Whoever it concerns is passed over, and with nobody left it is the board's.
    (Duty.Holder(.director, member: kin.id), everyone, [People.director.id]),
    (Duty.Holder(.director), [People.author, People.teacher, kin, People.board], [People.board.id]),
    (Duty.Holder(.teacher, in: GroupID("leeg")), everyone, [People.director.id]),
    (Duty.Holder(.board), [People.author], []),
    // Who has left the role or is away leaves it to whoever stands in, to the others in the role, or to the next.
    (Duty.Holder(.director, member: former.id), everyone + [former], [People.director.id]),
    (Duty.Holder(.director, member: away.id), everyone + [away, deputy], [deputy.id]),
    (Duty.Holder(.director, member: away.id), everyone + [away], [People.director.id]),
    (Duty.Holder(.director), [away, People.board], [People.board.id]),
    (Duty.Holder(.director), [away, awayBoard], [awayBoard.id]),
    (Duty.Holder(.teacher, member: People.teacher.id), everyone, [People.teacher.id]),
  ]

  /// Invariant 4: a person in conflict is told nothing.
  @Test(arguments: told) func aPersonInConflictReceivesNoNotification(
    holder: Duty.Holder, members: [Member], told: [MemberID]
  ) {
    let duty = Self.duty(by: holder)
    #expect(duty.recipients(among: members, about: People.author, at: People.now).map(\.id) == told)
  }
}
