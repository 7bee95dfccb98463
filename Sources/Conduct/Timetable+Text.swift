extension Timetable {
  /// Reads the hours of a week as people write them: `ma-vr 08:00-16:30, wo 08:00-12:30`. After the days come the times, more
  /// of them with a space between; `vrij` for none. A later part that names fewer days is the exception to an earlier one.
  /// Throws `invalid` with the part that cannot be read.
  public static func week(_ text: String) throws(ConductError) -> Week {
    var week: Week = Array(repeating: [], count: 7)
    // How many days the part named that a day's times come from.
    var breadth: [Int?] = Array(repeating: nil, count: 7)
    for part in text.split(separator: ",") {
      let words = part.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
      guard let first = words.first else { throw fault(text, "er staat niets tussen twee komma's") }
      let days = try days(first)
      let times = try times(Array(words.dropFirst()), in: words.joined(separator: " "))
      for day in days {
        if let before = breadth[day], before <= days.count {
          throw fault(text, "\(names[day]) staat er twee keer; zet al haar tijden achter één keer \(names[day])")
        }
        (week[day], breadth[day]) = (times, days.count)
      }
    }
    if breadth.allSatisfy({ $0 == nil }) { throw fault(text, "er staat geen dag in") }
    return week
  }

  /// The hours of a week as `week` reads them, days with the same times together; Monday comes first.
  public static func text(_ week: Week) -> String {
    var parts: [String] = []
    var first = 0
    while first < week.count {
      var last = first
      while last + 1 < week.count, week[last + 1] == week[first] { last += 1 }
      if !week[first].isEmpty {
        let days = first == last ? names[first] : "\(names[first])-\(names[last])"
        let times = week[first].map { "\(clock($0.opens))-\(clock($0.closes))" }
        parts.append(([days] + times).joined(separator: " "))
      }
      first = last + 1
    }
    return parts.isEmpty ? "ma-zo vrij" : parts.joined(separator: ", ")
  }

  private static let names = ["ma", "di", "wo", "do", "vr", "za", "zo"]
  private static let numbers: [String: Int] = {
    let other = [
      ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
      ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    ]
    return Dictionary(uniqueKeysWithValues: ([names] + other).flatMap { list in list.enumerated().map { ($1, $0) } })
  }()

  private static func fault(_ text: String, _ problem: String) -> ConductError {
    .invalid("“\(text)”: \(problem). Schrijf bijvoorbeeld: ma-vr 08:00-16:30, wo 08:00-12:30.")
  }

  /// `ma`, `ma-vr` or `ma+wo`.
  private static func days(_ text: String) throws(ConductError) -> [Int] {
    var days: [Int] = []
    for part in text.split(separator: "+", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { numbers[String($0)] }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else {
        throw fault(text, "dit zijn geen dagen (ma, di, wo, do, vr, za, zo)")
      }
      guard first <= last else { throw fault(text, "de laatste dag ligt voor de eerste") }
      days += first...last
    }
    guard Set(days).count == days.count else { throw fault(text, "een dag staat er twee keer") }
    return days
  }

  private static func times(_ words: [String], in part: String) throws(ConductError) -> [SchoolCalendar.Hours] {
    if words == ["vrij"] { return [] }
    if words.isEmpty { throw fault(part, "er staan geen tijden bij") }
    var hours: [SchoolCalendar.Hours] = []
    for word in words {
      let ends = word.split(separator: "-", omittingEmptySubsequences: false).map(minute)
      guard ends.count == 2, let opens = ends[0], let closes = ends[1] else {
        throw fault(part, "“\(word)” zijn geen tijden")
      }
      guard opens < closes else { throw fault(part, "“\(word)” eindigt niet na het begin") }
      guard (hours.last?.closes ?? -1) < opens else {
        throw fault(part, "“\(word)” begint niet na de tijden ervoor")
      }
      hours.append(SchoolCalendar.Hours(opens: opens, closes: closes))
    }
    return hours
  }

  /// Minutes after midnight of `8:30`, `08:30` or `8.30`; `24:00` is the end of the day.
  private static func minute(_ text: Substring) -> Int? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1440
    else { return nil }
    return hour * 60 + minute
  }

  private static func clock(_ minute: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minute / 60)):\(two(minute % 60))"
  }
}

extension Clause {
  /// The hours in which people work, when the clause says so with its parameters `days` and `hours` (A40); nil when it has
  /// none. Throws `invalid` when they cannot be read.
  public func workingHours() throws(ConductError) -> Timetable.Week? {
    guard let days = parameters["days"]?.value, let hours = parameters["hours"]?.value else { return nil }
    return try Timetable.week(days.split(separator: ",").map { "\($0) \(hours)" }.joined(separator: ","))
  }
}

extension Policy {
  /// The school's usual working hours, from the first clause that says them; nil when none does.
  public var workingHours: Timetable.Week? {
    // What cannot be read was named when the policy was checked.
    clauses.lazy.compactMap { (try? $0.workingHours()) ?? nil }.first
  }
}
