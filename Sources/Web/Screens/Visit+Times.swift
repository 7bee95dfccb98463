import Conduct
import Letters

extension Visit {
  /// The clock of the school.
  var localClock: LocalClock { wording.clock }

  /// "dinsdag 3 maart, 14.05 uur"; with the year when it is another one, and "vandaag" or "gisteren" where that is shorter.
  func moment(_ time: Int64) -> String { "\(day(time)), \(clock(time))" }

  /// "14.05 uur".
  func clock(_ time: Int64) -> String {
    let (hour, minute) = wording.clock.minute(of: time).quotientAndRemainder(dividingBy: 60)
    return texts("time.clock", ["hour": String(hour), "minute": minute < 10 ? "0\(minute)" : String(minute)])
  }

  /// "dinsdag 3 maart".
  func day(_ time: Int64) -> String {
    switch days(to: time) {
    case 0: return texts("time.today")
    case -1: return texts("time.yesterday")
    case 1: return texts("time.tomorrow")
    default: break
    }
    let whole = wording.day(time)
    let year = wording.clock.day(of: now).parts.year
    return whole.hasSuffix(" \(year)") ? String(whole.dropLast(5)) : whole
  }

  /// How many midnights lie between now and then; below zero for the past.
  func days(to time: Int64) -> Int {
    wording.clock.day(of: time).number - wording.clock.day(of: now).number
  }

  /// "3 dagen", "2 uur": how long ago it was.
  func ago(_ time: Int64) -> String {
    let minutes = Int(max(0, now - time) / 60_000)
    if minutes < 60 { return texts.count("time.minutes", max(1, minutes)) }
    if minutes < 24 * 60 { return texts.count("time.hours", minutes / 60) }
    return texts.count("time.days", minutes / (24 * 60))
  }

  /// "nog vandaag", "tot donderdag 12.00 uur", "had gisteren gemoeten".
  func until(_ time: Int64) -> String {
    if time < now { return texts("time.was_due", ["moment": moment(time)]) }
    if days(to: time) == 0 { return texts("time.due_today", ["clock": clock(time)]) }
    return texts("time.due", ["moment": moment(time)])
  }
}
