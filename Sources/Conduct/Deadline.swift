/// A term that runs from a moment, and stands still at times.
public struct TermClock: Hashable, Codable, Sendable {
  /// A time during which it stands still.
  public struct Pause: Hashable, Codable, Sendable {
    /// When it was stopped, in milliseconds.
    public var from: Int64
    /// When it went on, in milliseconds; nil while it stands still.
    public var until: Int64?

    /// Makes a pause.
    public init(from: Int64, until: Int64? = nil) {
      self.from = from
      self.until = until
    }
  }

  /// How long.
  public var term: Term
  /// From when, in milliseconds.
  public var start: Int64
  /// When it stood still, in order of time, without overlap.
  public var pauses: [Pause]

  /// Makes a clock.
  public init(_ term: Term, from start: Int64, pauses: [Pause] = []) {
    self.term = term
    self.start = start
    self.pauses = pauses
  }

  /// Whether it stands still now.
  public var isPaused: Bool { pauses.last.map { $0.until == nil } ?? false }
}

/// When a term ends, and when somebody is reminded.
public struct Deadline: Hashable, Codable, Sendable {
  /// The last moment that is in time, in milliseconds; nil while the clock stands still before the end.
  public var due: Int64?
  /// When to remind, in milliseconds, in order of time.
  public var reminders: [Int64]
  /// Why the date may still change, in Dutch; empty when the calendar knows all holidays up to it.
  public var doubts: [String]
}

extension SchoolCalendar {
  /// When a term ends by this calendar: the one function behind every date that is shown, reminded of or escalated.
  ///
  /// The day on which a term begins does not count, nor do days that began while the clock stood still. Terms in hours
  /// and minutes run by the clock, so that a summer-time night is an hour shorter. Terms in days and weeks follow the
  /// Algemene termijnenwet: from three days on they hold at least two working days (art. 2), and up to 90 days they end
  /// on no weekend or public holiday (art. 1 and 4).
  public func deadline(of clock: TermClock) -> Deadline {
    let local = LocalClock(timeZone)
    let due: Int64?
    switch clock.term {
    case .minutes(let number): due = Self.elapsed(Int64(number) * 60_000, clock)
    case .hours(let number): due = Self.elapsed(Int64(number) * 3_600_000, clock)
    case .schoolMinutes(let number): due = schoolTime(Int64(number) * 60_000, clock, local)
    case .schoolDays(let number): due = schoolDays(number, clock, local)
    case .days(let number): due = calendarDays(number, clock, local)
    case .weeks(let number): due = calendarDays(7 * number, clock, local)
    case .moment(let time): due = Self.elapsed(max(0, time - clock.start), clock)
    }
    guard let due else { return Deadline(due: nil, reminders: [], doubts: []) }
    let doubts =
      clock.term.isInSchoolTime ? self.doubts(from: local.day(of: clock.start), through: local.day(of: due)) : []
    return Deadline(due: due, reminders: reminders(before: due, clock, local), doubts: doubts)
  }

  /// How far a calendar is searched for school days: a calendar without any ends a term at once, never never.
  private static let horizon = 3660

  /// The moment at which so many milliseconds have run outside pauses; nil when they never do.
  private static func elapsed(_ length: Int64, _ clock: TermClock) -> Int64? {
    var (at, left) = (clock.start, length)
    for pause in clock.pauses where (pause.until ?? .max) > at {
      if pause.from - at >= left { break }
      left -= max(0, pause.from - at)
      guard let until = pause.until else { return nil }
      at = until
    }
    return at + left
  }

  private func schoolTime(_ length: Int64, _ clock: TermClock, _ local: LocalClock) -> Int64? {
    var left = length
    let first = local.day(of: clock.start)
    for offset in 0...Self.horizon {
      let day = first + offset
      guard let hours = hours(on: day) else { continue }
      var at = max(local.time(day, minute: hours.opens), clock.start)
      let closes = local.time(day, minute: hours.closes)
      for pause in clock.pauses where (pause.until ?? .max) > at && at < closes {
        let run = max(0, min(pause.from, closes) - at)
        if run >= left { return at + left }
        left -= run
        guard let until = pause.until else { return nil }
        at = max(at, until)
      }
      if closes - at >= left { return at + left }
      left -= max(0, closes - at)
    }
    return clock.start
  }

  private func schoolDays(_ number: Int, _ clock: TermClock, _ local: LocalClock) -> Int64? {
    let first = local.day(of: clock.start)
    var left = max(1, number)
    for offset in (number == 0 ? 0 : 1)...Self.horizon {
      let day = first + offset
      if isPaused(clock, on: day, local) {
        if isPausedForGood(clock, on: day, local) { return nil }
        continue
      }
      guard let hours = hours(on: day) else { continue }
      let closes = local.time(day, minute: hours.closes)
      if closes < clock.start { continue }
      left -= 1
      if left == 0 { return closes }
    }
    return clock.start
  }

  private func calendarDays(_ number: Int, _ clock: TermClock, _ local: LocalClock) -> Int64? {
    var day = local.day(of: clock.start)
    var (left, workingDays) = (number, 0)
    func isOff(_ day: Day) -> Bool { day.isWeekend || PublicHoliday.on(day) != nil }
    while left > 0 {
      day = day + 1
      if isPaused(clock, on: day, local) {
        if isPausedForGood(clock, on: day, local) { return nil }
        continue
      }
      left -= 1
      if !isOff(day) { workingDays += 1 }
    }
    if number >= 3 {
      while workingDays < 2 {
        day = day + 1
        if !isOff(day) { workingDays += 1 }
      }
    }
    if number <= 90 { while isOff(day) { day = day + 1 } }
    return local.time(day + 1, minute: 0) - 1
  }

  /// Whether a day began while the clock stood still.
  private func isPaused(_ clock: TermClock, on day: Day, _ local: LocalClock) -> Bool {
    clock.pauses.contains { pause in
      day > local.day(of: pause.from) && (pause.until.map { day <= local.day(of: $0) } ?? true)
    }
  }

  /// Whether a day began while the clock stood still and has not gone on since.
  private func isPausedForGood(_ clock: TermClock, on day: Day, _ local: LocalClock) -> Bool {
    guard let last = clock.pauses.last, last.until == nil else { return false }
    return day > local.day(of: last.from)
  }

  /// Reminders of a term: a day before its end, and a week before too when it is long; school days for what runs in
  /// school time, working days for what runs through the holidays. What runs by the clock has one a day before. None for
  /// what lasts less than a day.
  private func reminders(before due: Int64, _ clock: TermClock, _ local: LocalClock) -> [Int64] {
    func mornings(isLong: Bool) -> [Int64?] {
      (isLong ? [5, 1] : [1]).map { morning($0, before: due, inSchoolTime: clock.term.isInSchoolTime, local) }
    }
    let candidates: [Int64?] =
      switch clock.term {
      case .minutes, .schoolMinutes: []
      case .hours(let number): number > 24 ? [due - 24 * 3_600_000] : []
      case .schoolDays(let number): mornings(isLong: number > 7)
      case .days(let number): mornings(isLong: number > 10)
      case .weeks(let number): mornings(isLong: number > 1)
      case .moment(let time): mornings(isLong: time - clock.start > 10 * Ladder.day)
      }
    return candidates.compactMap { $0 }.filter { $0 > clock.start }
  }

  /// When school begins, so many days before the day of a moment; nil when the calendar has no such day.
  private func morning(_ number: Int, before due: Int64, inSchoolTime: Bool, _ local: LocalClock) -> Int64? {
    let last = local.day(of: due)
    let usual = hours.compactMap { $0?.opens }.min() ?? 0
    var left = number
    for offset in 1...Self.horizon {
      let day = last + -offset
      if inSchoolTime ? !isSchoolDay(day) : day.isWeekend || PublicHoliday.on(day) != nil { continue }
      left -= 1
      if left == 0 { return local.time(day, minute: hours(on: day)?.opens ?? usual) }
    }
    return nil
  }
}
