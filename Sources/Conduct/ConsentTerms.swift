/// What a school's policy says of consent: for what, how long, and when its absence is late.
public struct ConsentTerms: Hashable, Sendable {
  /// What consent is asked for.
  public var kinds: [Consent.Kind]
  /// Where a picture or name may be shown with it.
  public var channels: [Consent.Channel]
  /// Whether an answer holds for one school year only; otherwise the last answer holds.
  public var isYearly: Bool
  /// The month and day on which the answers for a school year lapse.
  public var lapsesOn: (month: Int, day: Int) {
    get { (lapseMonth, lapseDay) }
    set { (lapseMonth, lapseDay) = newValue }
  }
  /// After how many weeks without an answer it is late.
  public var overdueWeeks: Int
  /// Within how many days pictures are to be deleted from somebody's own device; nil when the policy does not say.
  public var removalDays: Int?
  /// The clauses that ask for consent.
  public var clauses: [ClauseID]
  private var lapseMonth = 8
  private var lapseDay = 1

  /// How long taking a picture away may take: a choice of the product.
  public static let takeDown = Term.schoolDays(1)

  /// Makes terms.
  public init(
    kinds: [Consent.Kind] = Consent.Kind.allCases, channels: [Consent.Channel] = Consent.Channel.allCases,
    isYearly: Bool = true, lapsesOn: (month: Int, day: Int) = (8, 1), overdueWeeks: Int = 6, removalDays: Int? = nil,
    clauses: [ClauseID] = []
  ) {
    self.kinds = kinds
    self.channels = channels
    self.isYearly = isYearly
    self.overdueWeeks = overdueWeeks
    self.removalDays = removalDays
    self.clauses = clauses
    self.lapsesOn = lapsesOn
  }

  /// Reads the parameters of the clauses that cover consent: `consent_for`, `channel` and `channels`, `valid_for`, `asked`,
  /// `lapses_on` and `overdue_after_weeks`; and `days_after_posting` of any clause. A policy that says nothing of them
  /// asks consent for everything, everywhere, and its answers hold until they change.
  public init(_ policy: Policy) {
    let asking = policy.clauses.filter(\.asksConsent)
    func values(_ names: String...) -> [String] {
      asking.flatMap { clause in names.compactMap { clause.parameters[$0]?.value } }
    }
    func words(_ names: String...) -> [String] {
      asking.flatMap { clause in names.compactMap { clause.parameters[$0]?.value } }
        .flatMap { $0.split(separator: ",") }.map { String($0.filter { !$0.isWhitespace }) }
    }
    let kinds = Set(words("consent_for").flatMap { $0 == "image" ? ["photo", "film"] : [$0] })
    let channels = Set(words("channel", "channels"))
    self.init(isYearly: values("valid_for").contains("school_year") || values("asked").contains("school_year_start"))
    if !kinds.isEmpty { self.kinds = Consent.Kind.allCases.filter { kinds.contains($0.rawValue) } }
    if !channels.isEmpty { self.channels = Consent.Channel.allCases.filter { channels.contains($0.rawValue) } }
    if let lapse = values("lapses_on").first.flatMap(Self.monthAndDay) { lapsesOn = lapse }
    if let weeks = values("overdue_after_weeks").first.flatMap({ Int($0) }) { overdueWeeks = max(0, weeks) }
    removalDays = policy.clauses.compactMap { $0.parameters["days_after_posting"].flatMap { Int($0.value) } }.first
    clauses = asking.map(\.id)
  }

  /// The questions that the policy has for every guardian.
  public var questions: [Consent.Question] {
    kinds.flatMap { kind in channels.map { Consent.Question(kind, $0) } }
  }

  /// The first day on which the answers for a school year do not hold any more; nil when they hold until they change.
  public func lapse(of year: Int) -> Day? { isYearly ? Day(year + 1, lapseMonth, lapseDay) : nil }

  /// Whether the answers for a school year hold on a day.
  public func isInForce(_ year: Int, on day: Day) -> Bool {
    Day(year, 8, 1) <= day && lapse(of: year).map { day < $0 } ?? true
  }

  /// Whether something that was asked at a day is late on another.
  public func isOverdue(asked: Day, on day: Day) -> Bool { asked + overdueWeeks * 7 < day }

  /// Parameters of a clause whose values are not understood, with what they may be: they would not do what they say.
  public static func faults(in clause: Clause) -> [(name: String, value: String, allowed: String)] {
    guard clause.asksConsent else { return [] }
    let kinds = Consent.Kind.allCases.map(\.rawValue) + ["image"]
    let channels = Consent.Channel.allCases.map(\.rawValue)
    let words = ["consent_for": kinds, "channel": channels, "channels": channels]
    let single = [
      "valid_for": ["school_year", "until_changed"], "asked": ["school_year_start", "at_enrolment"],
      "parents_disagree": ["counts_as_no"], "without_answer": ["counts_as_no"], "unknown_consent": ["counts_as_no"],
    ]
    return clause.parameters.sorted { $0.key < $1.key }.compactMap { name, parameter in
      let value = parameter.value
      if let allowed = words[name] ?? single[name] {
        let said = words[name] == nil ? [value] : value.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        return said.allSatisfy(allowed.contains) ? nil : (name, value, allowed.joined(separator: ", "))
      }
      switch name {
      case "lapses_on": return monthAndDay(value) == nil ? (name, value, "een maand en dag, zoals 08-01") : nil
      case "overdue_after_weeks": return Int(value).map { $0 >= 0 } == true ? nil : (name, value, "een aantal weken")
      default: return nil
      }
    }
  }

  private static func monthAndDay(_ text: String) -> (month: Int, day: Int)? {
    guard let day = Day("2024-\(text)") else { return nil }  // a leap year, so that 29 February is a day
    return (day.parts.month, day.parts.day)
  }
}

extension Clause {
  /// Whether it is about what parents allow.
  var asksConsent: Bool {
    covers.contains { $0.category == CategoryID("consent") }
      || !Set(safeguards).isDisjoint(with: [.consents, .consentLapse, .consentCampaign])
  }
}
