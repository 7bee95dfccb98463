extension PostingRules.Look {
  /// How often and when the school writes (A27, A40, A41). All of it is advice to the author.
  mutating func lookAtRhythm() {
    guard isBySchool, !message.posting.isEmergency else { return }
    let day = register.clock.day(of: message.sentAt)
    if message.kind == .post && kind == .class && recent.inWeek >= rules.perWeek && register.isFullWeek(day) {
      add(.weekFull, detail: "Het is het bericht nummer \(recent.inWeek + 1) van deze week.")
    }
    guard !register.timetable.isExcepted(message.group, at: message.sentAt) else { return }
    if message.persona == .teacher || (message.persona == .staff && rules.hours.bindsStaff) {
      let times = rules.hours.times(of: message)
      if times.contains(where: { isOutsideWorkingHours($0) }) { add(.outsideWorkingHours) }
    }
    if message.persona == .teacher, kind == .class, let group = message.group, register.calendar.isSchoolDay(day),
      register.timetable.hasLessons(group, on: day, minute: register.clock.minute(of: message.sentAt)) == true
    {
      add(.inLessonHours)
    }
  }

  private func isOutsideWorkingHours(_ time: Int64) -> Bool {
    let day = register.clock.day(of: time)
    if register.isHoliday(day) { return true }
    let minute = register.clock.minute(of: time)
    let works = register.timetable.works(message.author, on: day, minute: minute)
    return !(works ?? rules.hours.contains(day, minute))
  }

  /// When anybody writes at night, or very often to one person: a signal only.
  mutating func lookAtAttention() {
    if recent.toRecipient >= rules.perDay {
      add(.manyToOne, detail: "Het zijn er vandaag \(recent.toRecipient + 1).")
    }
    if !isBySchool && !isOneToOne {
      let minute = register.clock.minute(of: message.posting.writtenAt ?? message.sentAt)
      if minute >= 23 * 60 || minute < 6 * 60 { add(.atNight) }
    }
  }
}

/// The school's working hours as its policy says them, for whoever has no hours of their own in the register (A40).
struct WorkingHours: Sendable {
  private var opens = 8 * 60
  private var closes = 17 * 60
  private var days: Set<Int> = [1, 2, 3, 4, 5]
  /// Whether other staff is bound besides teachers.
  private(set) var bindsStaff = false
  private var counts = "publication"

  init(_ parameters: [String: String]) {
    if let hours = parameters["hours"].flatMap(SchoolCalendar.Hours.init(text:)) {
      (opens, closes) = (hours.opens, hours.closes)
    }
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    if let text = parameters["days"] {
      let words = Set(text.split { $0 == "," || $0 == " " }.map(String.init))
      days = Set(names.indices.filter { words.contains(names[$0]) }.map { $0 + 1 })
    }
    bindsStaff = parameters["other_staff"] == "yes"
    counts = parameters["counts"] ?? counts
  }

  /// Whether a time of a day falls within them.
  func contains(_ day: Day, _ minute: Int) -> Bool {
    days.contains(day.weekday) && opens <= minute && minute < closes
  }

  /// The moments that count: when a message appears, when it was written, or both.
  func times(of message: Message) -> [Int64] {
    let written = message.posting.writtenAt ?? message.sentAt
    return switch counts {
    case "writing": [written]
    case "both": [written, message.sentAt]
    default: [message.sentAt]
    }
  }
}

extension SchoolCalendar.Hours {
  /// Reads `08:00-17:00`; nil for anything else.
  public init?(text: String) {
    let parts = text.split(separator: "-").map { $0.split(separator: ":").map { Int($0) } }
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }),
      let fromHour = parts[0][0], let fromMinute = parts[0][1], let toHour = parts[1][0], let toMinute = parts[1][1],
      (0...23).contains(fromHour), (0...24).contains(toHour), (0...59).contains(fromMinute),
      (0...59).contains(toMinute)
    else { return nil }
    let (opens, closes) = (fromHour * 60 + fromMinute, toHour * 60 + toMinute)
    guard opens < closes, closes <= 1440 else { return nil }
    self.init(opens: opens, closes: closes)
  }
}
