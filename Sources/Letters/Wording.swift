public import Conduct
public import Foundation

/// The language that a letter is written in.
public enum LetterLanguage: String, Sendable, CaseIterable {
  case dutch = "nl"
  case english = "en"
}

/// How dates, terms, roles and measures read in a letter.
public struct Wording: Sendable {
  /// The language.
  public var language: LetterLanguage
  /// The school's own clock.
  public let clock: LocalClock

  /// Makes a wording in the school's time zone.
  public init(_ language: LetterLanguage, zone: TimeZone) {
    self.language = language
    clock = LocalClock(zone.identifier)
  }

  private static let weekdays: [LetterLanguage: [String]] = [
    .dutch: ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
    .english: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  ]
  private static let months: [LetterLanguage: [String]] = [
    .dutch: [
      "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
      "december",
    ],
    .english: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ],
  ]

  /// "dinsdag 3 maart 2026".
  public func day(_ milliseconds: Int64) -> String {
    let day = clock.day(of: milliseconds)
    let parts = day.parts
    return "\(weekday(day.weekday % 7)) \(parts.day) \(month(parts.month)) \(parts.year)"
  }

  /// "dinsdag 3 maart 2026, 14.05 uur".
  public func moment(_ milliseconds: Int64) -> String {
    let (hour, minute) = clock.minute(of: milliseconds).quotientAndRemainder(dividingBy: 60)
    let minutes = minute < 10 ? "0\(minute)" : "\(minute)"
    return "\(day(milliseconds)), " + (language == .dutch ? "\(hour).\(minutes) uur" : "\(hour):\(minutes)")
  }

  /// "dinsdag"; 0 is Sunday.
  func weekday(_ number: Int) -> String { Self.weekdays[language]?[number] ?? "" }

  /// "maart".
  public func month(_ number: Int) -> String { Self.months[language]?[number - 1] ?? "" }

  /// "2 jaar", "28 dagen".
  public func duration(days: Int) -> String {
    let (number, one, many) =
      if days > 0 && days % 365 == 0 {
        language == .dutch ? (days / 365, "jaar", "jaar") : (days / 365, "year", "years")
      } else {
        language == .dutch ? (days, "dag", "dagen") : (days, "day", "days")
      }
    return "\(number) \(number == 1 ? one : many)"
  }

  /// "de directie".
  public func function(_ role: Role, in group: String? = nil) -> String {
    switch (role, language) {
    case (.director, .dutch): "de directie"
    case (.director, .english): "the head of the school"
    case (.board, .dutch): "het bestuur"
    case (.board, .english): "the board"
    case (.teacher, .dutch): group.map { "de leerkracht van \($0.lowercased())" } ?? "de leerkracht"
    case (.teacher, .english): group.map { "the teacher of \($0.lowercased())" } ?? "the teacher"
    case (_, .dutch): "de school"
    case (_, .english): "the school"
    }
  }

  /// The name of a measure.
  public func name(_ kind: Measure.Kind) -> String {
    if language == .dutch { return kind.profile.name }
    return switch kind {
    case .explanation: "explanation"
    case .addressed: "being addressed"
    case .talk: "talk"
    case .reminder: "reminder of the agreements"
    case .formalWarning: "written warning"
    case .staffReprimand: "written reprimand"
    case .preModeration: "messages looked at beforehand"
    case .arrangement: "communication arrangement"
    case .postingRestriction: "restriction on reacting"
    case .portalSuspension: "temporarily no access to the portal"
    case .contactRestriction: "one fixed contact person"
    case .premisesBan: "no access to building and schoolyard"
    case .staffSuspension: "suspension of staff"
    case .boardInformed: "board informed"
    case .confidentialAdviser: "confidential adviser"
    case .complaintsCommittee: "complaints committee"
    case .confidentialInspector: "confidential inspector"
    case .veiligThuis: "reporting code and Veilig Thuis"
    case .schoolAttendance: "school attendance officer"
    case .communityOfficer: "community police officer"
    case .policeReport: "report to the police"
    case .civilProceedings: "civil proceedings"
    case .dataBreachReport: "report of a data breach"
    }
  }
}
