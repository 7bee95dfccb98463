/// How long personal content is kept, by class; the policy sets the days, the product's choice serves where it does not.
public enum Retention: String, Codable, Sendable, CaseIterable {
  case register
  case open
  case recent
  case dismissed
  case minor
  case warning
  case restriction
  case external
  case consent
  /// What was declared of a posted picture; it ends with the next school year, not with a number of days.
  case picture
  case audit

  /// The class on screen.
  public var name: String {
    switch self {
    case .register: "namen en rollen"
    case .open: "nog in behandeling"
    case .recent: "berichten zonder signaal"
    case .dismissed: "niets aan de hand"
    case .minor: "lichte overtredingen"
    case .warning: "waarschuwingen"
    case .restriction: "beperkingen"
    case .external: "stappen buiten de school"
    case .consent: "toestemmingen"
    case .picture: "verklaringen over beelden, na het volgende schooljaar"
    case .audit: "wie wat inzag"
    }
  }

  /// The most that a policy may say, in days; nil for classes that end with something else than a term.
  public var longestDays: Int? {
    switch self {
    case .register, .open, .picture: nil
    case .recent: 14
    case .dismissed, .minor, .warning, .restriction, .external, .consent, .audit: 3650
    }
  }

  /// The days and where they come from; nil for classes without a term of their own.
  public func term(_ policy: Policy) -> Sourced<Int>? {
    guard let longestDays else { return nil }
    guard var term = policy.retention[rawValue] else {
      return Sourced(productDays, from: .productDefault(reason: "Het beleid van de school zegt hierover niets."))
    }
    term.value = min(max(term.value, 0), longestDays)
    return term
  }

  /// When content of this class is due, counted from a moment; nil without a term.
  public func due(from time: Int64, _ policy: Policy) -> Int64? {
    term(policy).map { time + Int64($0.value) * Ladder.day }
  }

  private var productDays: Int {
    switch self {
    case .register, .open, .picture: 0
    case .recent: 14
    case .dismissed: 28
    case .minor, .restriction, .consent: 365
    case .warning, .external, .audit: 730
    }
  }
}

extension Measure.Kind {
  /// The class that its words are kept in, by how heavy it is.
  public var retention: Retention {
    switch profile.level {
    case ..<200: .minor
    case ..<300: .warning
    case ..<600: .restriction
    default: .external
    }
  }
}
