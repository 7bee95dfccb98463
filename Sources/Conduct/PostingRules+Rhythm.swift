extension PostingRules.Look {
  /// How often and when the school writes (A27, A40, A41). All of it is advice to the author.
  mutating func lookAtRhythm() {
    guard isBySchool, !message.posting.isEmergency, !kind.isByFunction else { return }
    let day = register.clock.day(of: message.sentAt)
    if message.kind == .post && kind == .class && recent.inWeek >= rules.perWeek && register.calendar.isFullWeek(day) {
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
    return register.timetable.works(message.author, on: day, minute: minute) == false
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

/// Whose posts must fall within working hours, and which moment counts (A40).
struct WorkingHours: Sendable {
  /// Whether other staff is bound besides teachers.
  let bindsStaff: Bool
  private let counts: String

  init(_ parameters: [String: String]) {
    bindsStaff = parameters["other_staff"] == "yes"
    counts = parameters["counts"] ?? "publication"
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
