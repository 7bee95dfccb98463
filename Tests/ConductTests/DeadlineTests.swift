import Conduct
import Foundation
import TestSupport
import Testing

@Suite struct DeadlineTests {
  typealias Fixture = CalendarFixture

  /// A term, its beginning, and the last minute that is in time.
  static let inSchoolTime: [(Term, String, String)] = [
    (.schoolDays(5), "2026-03-02 10:00", "2026-03-09 14:30"),
    (.schoolDays(1), "2026-03-03 10:00", "2026-03-04 12:15"),
    (.schoolDays(0), "2026-03-03 10:00", "2026-03-03 14:30"),
    (.schoolDays(0), "2026-03-03 14:30", "2026-03-03 14:30"),
    (.schoolDays(0), "2026-03-03 14:31", "2026-03-04 12:15"),
    (.schoolDays(0), "2026-02-20 16:00", "2026-03-02 14:30"),
    (.schoolDays(1), "2026-03-07 11:00", "2026-03-09 14:30"),
    (.schoolDays(2), "2025-10-16 09:00", "2025-10-27 14:30"),
    (.schoolDays(1), "2025-12-19 12:00", "2026-01-05 14:30"),
    (.schoolDays(10), "2026-07-01 12:00", "2026-08-26 12:15"),
    (.schoolDays(1), "2026-04-02 12:00", "2026-04-03 14:30"),
    (.schoolDays(1), "2026-04-03 12:00", "2026-04-07 14:30"),
    (.schoolDays(1), "2026-05-13 12:00", "2026-05-15 14:30"),
    (.schoolDays(1), "2026-06-09 12:00", "2026-06-11 14:30"),
    (.schoolDays(1), "2026-03-27 12:00", "2026-03-30 14:30"),
    (.schoolMinutes(60), "2026-03-03 10:00", "2026-03-03 11:00"),
    (.schoolMinutes(60), "2026-03-03 07:00", "2026-03-03 09:30"),
    (.schoolMinutes(60), "2026-03-03 14:00", "2026-03-04 09:00"),
    (.schoolMinutes(60), "2026-03-03 20:00", "2026-03-04 09:30"),
    (.schoolMinutes(60), "2026-02-20 14:15", "2026-03-02 09:15"),
    (.schoolMinutes(60), "2026-03-27 14:00", "2026-03-30 09:00"),
    (.schoolMinutes(60), "2026-07-20 09:00", "2026-08-17 09:30"),
    (.schoolMinutes(400), "2026-03-03 08:30", "2026-03-04 09:10"),
  ]

  static let byTheClock: [(Term, String, String)] = [
    (.hours(72), "2026-03-02 10:00", "2026-03-05 10:00"),
    // A night of 23 hours, and one of 25.
    (.hours(72), "2026-03-27 10:00", "2026-03-30 11:00"),
    (.hours(72), "2026-10-23 10:00", "2026-10-26 09:00"),
    (.minutes(90), "2026-03-29 01:30", "2026-03-29 04:00"),
    (.minutes(90), "2026-10-25 01:30", "2026-10-25 02:00"),
    (.minutes(15), "2025-12-31 23:50", "2026-01-01 00:05"),
  ]

  static let byTheCalendar: [(Term, String, String)] = [
    (.days(14), "2026-03-02 10:00", "2026-03-16 23:59"),
    (.days(14), "2026-03-02 23:59", "2026-03-16 23:59"),
    (.days(7), "2026-03-24 00:30", "2026-03-31 23:59"),
    (.days(7), "2026-10-20 00:30", "2026-10-27 23:59"),
    (.days(42), "2026-05-15 10:00", "2026-06-26 23:59"),
    (.weeks(6), "2026-05-15 10:00", "2026-06-26 23:59"),
    // The summer holiday moves nothing; weekends and public holidays do.
    (.days(28), "2026-07-06 10:00", "2026-08-03 23:59"),
    (.days(7), "2026-03-07 10:00", "2026-03-16 23:59"),
    (.days(7), "2026-03-27 10:00", "2026-04-07 23:59"),
    (.days(28), "2026-03-09 10:00", "2026-04-07 23:59"),
    (.days(14), "2026-04-13 10:00", "2026-04-28 23:59"),
    (.days(7), "2025-04-19 10:00", "2025-04-28 23:59"),
    (.days(7), "2026-04-28 10:00", "2026-05-06 23:59"),
    (.days(14), "2026-04-30 10:00", "2026-05-15 23:59"),
    (.days(7), "2026-05-18 10:00", "2026-05-26 23:59"),
    (.days(42), "2025-11-13 10:00", "2025-12-29 23:59"),
    (.days(7), "2025-12-25 10:00", "2026-01-02 23:59"),
    // Art. 2: three days or more hold two working days; art. 4: beyond 90 days nothing moves.
    (.days(3), "2026-04-02 10:00", "2026-04-08 23:59"),
    (.days(2), "2026-04-02 10:00", "2026-04-07 23:59"),
    (.days(1), "2026-03-06 10:00", "2026-03-09 23:59"),
    (.days(90), "2026-03-08 10:00", "2026-06-08 23:59"),
    (.days(91), "2026-03-07 10:00", "2026-06-06 23:59"),
    (.weeks(12), "2026-03-07 10:00", "2026-06-01 23:59"),
    (.weeks(13), "2026-03-07 10:00", "2026-06-06 23:59"),
  ]

  @Test(arguments: inSchoolTime + byTheClock + byTheCalendar)
  func aTermEndsWhenTheTableSays(term: Term, start: String, due: String) {
    let deadline = Fixture.calendar.deadline(of: TermClock(term, from: Fixture.at(start)))
    #expect(Fixture.text(deadline.due) == due)
  }

  typealias Stops = [(from: String, until: String?)]

  static let paused: [(Term, String, Stops, String)] = [
    (.days(28), "2026-03-02 10:00", [("2026-03-04 10:00", "2026-03-11 10:00")], "2026-04-07 23:59"),
    (.days(14), "2026-03-02 10:00", [("2026-03-04 10:00", "2026-03-06 10:00")], "2026-03-18 23:59"),
    (.days(14), "2026-03-02 10:00", [("2026-03-04 10:00", "2026-03-04 16:00")], "2026-03-16 23:59"),
    (.days(14), "2026-03-02 10:00", [("2026-03-04 10:00", nil)], "staat stil"),
    (.days(14), "2026-03-02 10:00", [("2026-03-17 10:00", nil)], "2026-03-16 23:59"),
    (
      .days(14), "2026-03-02 10:00",
      [("2026-03-03 10:00", "2026-03-04 10:00"), ("2026-03-10 10:00", "2026-03-12 10:00")], "2026-03-19 23:59"
    ),
    (.schoolDays(2), "2026-03-02 10:00", [("2026-03-02 12:00", "2026-03-04 12:00")], "2026-03-06 14:30"),
    (.schoolDays(1), "2026-03-02 10:00", [("2026-03-04 10:00", nil)], "2026-03-03 14:30"),
    (.schoolDays(2), "2026-03-02 10:00", [("2026-03-03 10:00", nil)], "staat stil"),
    (.hours(72), "2026-03-02 10:00", [("2026-03-02 12:00", "2026-03-02 22:00")], "2026-03-05 20:00"),
    (.hours(72), "2026-03-02 10:00", [("2026-03-06 12:00", nil)], "2026-03-05 10:00"),
    (.hours(72), "2026-03-02 10:00", [("2026-03-03 12:00", nil)], "staat stil"),
    (.schoolMinutes(60), "2026-03-03 10:00", [("2026-03-03 10:15", "2026-03-03 10:45")], "2026-03-03 11:30"),
    (.schoolMinutes(60), "2026-03-03 10:00", [("2026-03-03 10:15", "2026-03-05 08:00")], "2026-03-05 09:15"),
    (.schoolMinutes(60), "2026-03-03 10:00", [("2026-03-03 10:15", nil)], "staat stil"),
    (.schoolMinutes(60), "2026-03-03 10:00", [("2026-03-03 11:15", nil)], "2026-03-03 11:00"),
  ]

  @Test(arguments: paused) func aPauseStopsTheClockAndNothingElse(term: Term, start: String, stops: Stops, due: String)
  {
    let pauses = stops.map { TermClock.Pause(from: Fixture.at($0.from), until: $0.until.map(Fixture.at)) }
    let deadline = Fixture.calendar.deadline(of: TermClock(term, from: Fixture.at(start), pauses: pauses))
    #expect(Fixture.text(deadline.due) == due)
  }

  static let reminded: [(Term, String, [String])] = [
    (.schoolDays(5), "2026-03-02 10:00", ["2026-03-06 08:30"]),
    (.schoolDays(10), "2026-03-02 10:00", ["2026-03-09 08:30", "2026-03-13 08:30"]),
    (.schoolDays(1), "2026-03-02 10:00", []),
    (.schoolDays(2), "2026-03-06 10:00", ["2026-03-09 08:30"]),
    (.days(42), "2026-05-15 10:00", ["2026-06-19 08:30", "2026-06-25 08:30"]),
    // The week before is in the summer holiday, and the appeal's term runs on.
    (.days(28), "2026-07-06 10:00", ["2026-07-27 08:30", "2026-07-31 08:30"]),
    (.hours(72), "2026-03-27 10:00", ["2026-03-29 11:00"]),
    (.schoolMinutes(60), "2026-03-02 10:00", []),
  ]

  @Test(arguments: reminded) func aReminderComesBeforeTheEndInTheSameTime(term: Term, start: String, times: [String]) {
    let deadline = Fixture.calendar.deadline(of: TermClock(term, from: Fixture.at(start)))
    #expect(deadline.reminders.map { Fixture.text($0) } == times)
  }

  @Test(arguments: [
    (Term.schoolDays(5), "2026-03-02 10:00", [String]()),
    (.schoolDays(5), "2026-09-07 10:00", ["Van schooljaar 2026-2027 is nog niet bekend: Herfstvakantie."]),
    (
      .schoolDays(250), "2026-09-07 10:00",
      [
        "Van schooljaar 2026-2027 is nog niet bekend: Herfstvakantie.",
        "De vakanties van schooljaar 2027-2028 staan niet in de kalender.",
      ]
    ),
    (.days(42), "2026-09-07 10:00", []),
  ])
  func aDateThatLeansOnUnknownHolidaysSaysSo(term: Term, start: String, doubts: [String]) {
    #expect(Fixture.calendar.deadline(of: TermClock(term, from: Fixture.at(start))).doubts == doubts)
  }

  @Test func aMomentThatAPersonChoseIsPutOffByAPause() {
    let (start, end) = (Fixture.at("2026-03-02 10:00"), Fixture.at("2026-04-02 10:00"))
    let plain = Fixture.calendar.deadline(of: TermClock(.moment(end), from: start))
    #expect(plain.due == end)
    #expect(plain.reminders.map { Fixture.text($0) } == ["2026-03-26 08:30", "2026-04-01 08:30"])
    let pause = TermClock.Pause(from: Fixture.at("2026-03-09 10:00"), until: Fixture.at("2026-03-11 10:00"))
    let later = Fixture.calendar.deadline(of: TermClock(.moment(end), from: start, pauses: [pause]))
    #expect(Fixture.text(later.due) == "2026-04-04 10:00")
  }

  @Test func aCalendarWithoutSchoolDaysEndsATermAtOnce() {
    let closed = SchoolCalendar(
      id: "dicht", title: "Dicht", version: "x", hours: Array(repeating: nil, count: 7))
    let start = Fixture.at("2026-03-02 10:00")
    for term in [Term.schoolDays(2), .schoolMinutes(60)] {
      #expect(closed.deadline(of: TermClock(term, from: start)).due == start)
    }
  }

  /// 2,000 random terms: a longer one never ends sooner, nor does one that stood still, and none ends before it began.
  @Test func longerAndInterruptedTermsNeverEndSooner() throws {
    var random = Seeded(7)
    let first = Fixture.at("2025-08-01 00:00")
    for _ in 0..<2000 {
      let start = first + Int64.random(in: 0..<365 * 24 * 60, using: &random) * 60_000
      let number = Int.random(in: 0..<40, using: &random)
      let stop = start + Int64.random(in: 0..<20 * 24 * 60, using: &random) * 60_000
      let pause = TermClock.Pause(from: stop, until: stop + Int64.random(in: 0..<30 * 24 * 60, using: &random) * 60_000)
      let make: (Int) -> Term = [
        { .schoolDays($0) }, { .schoolMinutes(17 * $0) }, { .days($0) }, { .weeks($0) }, { .hours($0) },
      ][Int.random(in: 0..<5, using: &random)]
      func due(_ number: Int, _ pauses: [TermClock.Pause] = []) throws -> Int64 {
        try #require(Fixture.calendar.deadline(of: TermClock(make(number), from: start, pauses: pauses)).due)
      }
      let plain = try due(number)
      #expect(plain >= start)
      #expect(try due(number + 1) >= plain)
      #expect(try due(number, [pause]) >= plain)
    }
  }

  @Test func termsAreReadAsTheyAreWritten() {
    for term in [
      Term.minutes(15), .hours(72), .schoolMinutes(60), .schoolDays(0), .days(42), .weeks(6),
      .moment(1_790_000_000_000),
    ] {
      #expect(Term(term.description) == term)
    }
    for text in ["", "5", "days 5", "-1 days", "5 fortnights", "5 days more"] { #expect(Term(text) == nil) }
  }

  @Test func everyTermOfAPolicyHasAUnit() {
    var policy = CaseFixture.policy()
    #expect(policy.term(.care).value == .schoolMinutes(60))
    #expect(policy.term(.dataBreach).value == .hours(72))
    #expect(policy.term(.reviewMedium).value == .schoolDays(2))
    #expect(policy.term(.claim).value == .minutes(15))
    policy.terms["appeal_days"] = Sourced(30, from: .clause(ClauseID("A33")))
    #expect(policy.term(.appeal) == Sourced(.days(30), from: .clause(ClauseID("A33"))))
  }
}
