/// How long something may take, in the unit that counts for it.
public enum Term: Hashable, Sendable {
  /// Minutes of the clock, day and night.
  case minutes(Int)
  /// Hours of the clock, day and night.
  case hours(Int)
  /// Minutes during which school is on.
  case schoolMinutes(Int)
  /// School days, until school is over; 0 is the same school day, or the next one when school is over.
  case schoolDays(Int)
  /// Calendar days, until the end of the last one, moved off weekends and public holidays (Algemene termijnenwet).
  case days(Int)
  /// Calendar weeks, counted as days are.
  case weeks(Int)
  /// Until a moment that a person chose, in milliseconds; pauses put it off.
  case moment(Int64)

  /// Whether the school's holidays count for it.
  public var isInSchoolTime: Bool {
    switch self {
    case .schoolMinutes, .schoolDays: true
    case .minutes, .hours, .days, .weeks, .moment: false
    }
  }

  /// The words on screen.
  public var name: String {
    func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
    return switch self {
    case .minutes(let number): count(number, "minuut", "minuten")
    case .hours(let number): "\(number) uur"
    case .schoolMinutes(let number): count(number, "minuut", "minuten") + " in schooltijd"
    case .schoolDays(0): "dezelfde schooldag"
    case .schoolDays(let number): count(number, "schooldag", "schooldagen")
    case .days(let number): count(number, "dag", "dagen")
    case .weeks(let number): count(number, "week", "weken")
    case .moment: "tot een gekozen dag"
    }
  }
}

extension Term: Codable, CustomStringConvertible {
  private static let units: [(name: String, make: @Sendable (Int) -> Term)] = [
    ("moment", { .moment(Int64($0)) }), ("school_minutes", { .schoolMinutes($0) }),
    ("school_days", { .schoolDays($0) }), ("minutes", { .minutes($0) }),
    ("hours", { .hours($0) }), ("days", { .days($0) }), ("weeks", { .weeks($0) }),
  ]

  /// Reads what `description` writes; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let number = Int(parts[0]), number >= 0,
      let unit = Self.units.first(where: { $0.name == parts[1] })
    else { return nil }
    self = unit.make(number)
  }

  /// The number and the unit, such as `5 school_days`.
  public var description: String {
    switch self {
    case .minutes(let number): "\(number) minutes"
    case .hours(let number): "\(number) hours"
    case .schoolMinutes(let number): "\(number) school_minutes"
    case .schoolDays(let number): "\(number) school_days"
    case .days(let number): "\(number) days"
    case .weeks(let number): "\(number) weeks"
    case .moment(let time): "\(time) moment"
    }
  }

  /// Reads what `description` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let term = Term(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no term")
    }
    self = term
  }

  /// Writes the number and the unit.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Policy {
  /// A term that a policy may set, by its name in the file, which ends in its unit.
  public enum TermName: String, Codable, Sendable, CaseIterable {
    case reviewLow = "review_severity_1_school_days"
    case reviewMedium = "review_severity_2_school_days"
    case reviewHigh = "review_severity_3_school_days"
    case hold = "hold_school_days"
    case claim = "claim_minutes"
    case reportAcknowledged = "report_acknowledged_hours"
    case care = "care_minutes"
    case talk = "talk_school_days"
    case hearingResponse = "hearing_response_days"
    case proposal = "proposal_school_days"
    case urgentHearing = "urgent_hearing_days"
    case urgentReview = "urgent_review_days"
    case appeal = "appeal_days"
    case appealDecision = "appeal_decision_days"
    case committeeAnswer = "committee_answer_days"
    case staffResponse = "staff_response_days"
    case dataBreach = "data_breach_hours"

    /// What holds when the policy says nothing.
    var productDefault: Int {
      switch self {
      case .reviewHigh, .reportAcknowledged: 0
      case .hold: 1
      case .reviewMedium: 2
      case .reviewLow: 5
      case .urgentHearing: 7
      case .talk, .proposal: 10
      case .hearingResponse, .urgentReview: 14
      case .claim: 15
      case .staffResponse: 21
      case .appealDecision, .committeeAnswer: 28
      case .appeal: 42
      case .care: 60
      case .dataBreach: 72
      }
    }

    fileprivate func term(_ number: Int) -> Term {
      // "Binnen het uur, in schooltijd": the one term in minutes that stands still while school is out.
      if self == .care { return .schoolMinutes(number) }
      if rawValue.hasSuffix("_school_days") { return .schoolDays(number) }
      if rawValue.hasSuffix("_minutes") { return .minutes(number) }
      return rawValue.hasSuffix("_hours") ? .hours(number) : .days(number)
    }
  }

  /// The term in which somebody responds before anything is decided.
  public static func responseTerm(for register: Register) -> TermName {
    register == .staff ? .staffResponse : .hearingResponse
  }

  /// Throws `ConductError.missing` when somebody gets less time to respond than the policy gives. Whoever wants to be done
  /// sooner answers sooner.
  func checkResponse(until respondBy: Int64?, for register: Register, at time: Int64) throws {
    let term = term(Self.responseTerm(for: register)).value
    guard case .days(let days) = term, let respondBy, respondBy > time, respondBy >= time + Int64(days) * Ladder.day
    else { throw ConductError.missing("een dag om te reageren, niet eerder dan over \(term.name)") }
  }

  /// A term as this policy sets it, or the product's own.
  public func term(_ name: TermName) -> Sourced<Term> {
    guard let set = terms[name.rawValue] else {
      return Sourced(
        name.term(name.productDefault), from: .productDefault(reason: "Het beleid van de school zegt hierover niets."))
    }
    return Sourced(name.term(set.value), from: set.source)
  }
}
