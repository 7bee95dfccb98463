/// What must be in order before a measure is imposed: the checklist of domain §2.2. It blocks imposing, not preparing.
public struct Preflight: Hashable, Codable, Sendable {
  /// One line of the checklist.
  public enum Item: String, Codable, Sendable, CaseIterable, Comparable {
    case ruleKnown = "a"
    case priorWarning = "b"
    case facts = "c"
    case weighing = "d"
    case term = "e"
    case contactPoint = "f"
    case redress = "g"
    case decider = "h"
    case hearing = "i"
    case scope = "j"
    case substituteChannel = "k"
    case internalSteps = "l"
    case mandate = "m"
    case clause = "n"
    case urgency = "o"

    /// Orders as the checklist does.
    public static func < (a: Item, b: Item) -> Bool { a.rawValue < b.rawValue }

    /// The line on screen.
    public var text: String {
      switch self {
      case .ruleKnown: "de persoon kende de afspraak"
      case .priorWarning: "er is eerder gewaarschuwd, of er staat waarom niet"
      case .facts: "de feiten staan er"
      case .weighing: "beide belangen zijn afgewogen"
      case .term: "er is een einddatum of een datum om opnieuw te kijken, binnen de langste termijn"
      case .contactPoint: "er is een contactpersoon"
      case .redress: "er staat hoe de persoon bezwaar maakt"
      case .decider: "een bevoegd persoon beslist, en die is niet zelf de klager"
      case .hearing: "de persoon is gehoord, of er is haast voor de veiligheid"
      case .scope: "er staat waarvoor het geldt"
      case .substituteChannel: "er is een andere weg voor informatie van de school"
      case .internalSteps: "eerst is binnen de school iets geprobeerd, of er staat waarom dat niet kan"
      case .mandate: "er staat namens wie wordt besloten, of het bestuur besluit zelf"
      case .clause: "er is een overtreding vastgesteld, of er staat om welke afspraak het gaat"
      case .urgency: "er staat welk gevaar haast vraagt"
      }
    }
  }

  /// Lines that are not in order yet.
  public var missing: [Item]
  /// Where the measure itself leans on a choice of the product, in Dutch.
  public var warnings: [String]
  /// What the school did not settle, and the product did, in Dutch; the same for every measure from a warning upwards.
  public var unsettled: [String]

  /// Whether the measure may be imposed.
  public var isComplete: Bool { missing.isEmpty }

  /// Checks a measure by its plan, the policy in force, and whether the one who imposes is competent. Talks and
  /// reminders need facts and a competent person; from warnings upwards every line counts. `earlier` are the person's
  /// other measures; `isPublished` says that the policy was made known, which some policies ask before anything inside the
  /// school is imposed, unless safety does not wait.
  public init(
    of measure: Measure, policy: Policy, isCompetent: Bool, isBoard: Bool = false, earlier: [Measure] = [],
    isPublished: Bool = true, at time: Int64
  ) {
    let plan = measure.plan ?? Measure.Plan()
    let profile = measure.kind.profile
    let setting = policy.ladder.setting(for: measure.kind)
    var missing: Set<Item> = isCompetent ? [] : [.decider]
    if plan.facts.isBlank { missing.insert(.facts) }
    if profile.level >= 200 {
      if plan.weighing.isBlank { missing.insert(.weighing) }
      if plan.contactPoint.isBlank { missing.insert(.contactPoint) }
      if plan.redress.isBlank { missing.insert(.redress) }
      if plan.ruleKnown.isBlank { missing.insert(.ruleKnown) }
      if plan.priorWarning.isBlank { missing.insert(.priorWarning) }
      if setting.value.needsHearing && plan.hearing.isBlank && !plan.isUrgent { missing.insert(.hearing) }
    }
    let lacksPublication =
      (200..<600).contains(profile.level) && !plan.isUrgent && policy.needsPublication && !isPublished
    if lacksPublication { missing.insert(.ruleKnown) }
    if (100..<600).contains(profile.level) && measure.violations == 0 && (plan.clauses ?? []).isEmpty {
      missing.insert(.clause)
    }
    if plan.isUrgent && (plan.urgency ?? "").isBlank { missing.insert(.urgency) }
    if profile.needsEnd && (plan.scope ?? "").isBlank { missing.insert(.scope) }
    if measure.kind.limitsInformation && (plan.substituteChannel ?? "").isBlank { missing.insert(.substituteChannel) }
    if profile.level == 500 && !isBoard && (plan.mandate ?? "").isBlank { missing.insert(.mandate) }
    let hasTriedInside = earlier.contains { other in
      (100..<600).contains(other.kind.profile.level) && other.imposedBy != nil && other.state != .reversed
    }
    if measure.kind.comesAfterInternalSteps && !hasTriedInside && (plan.internalSteps ?? "").isBlank {
      missing.insert(.internalSteps)
    }
    let start = max(plan.from ?? time, time)
    let hasDate = profile.needsEnd ? plan.until != nil : plan.until != nil || plan.reviewAt != nil
    if profile.level >= 200 && !hasDate { missing.insert(.term) }
    if let reviewAt = plan.reviewAt, reviewAt <= time { missing.insert(.term) }
    if let until = plan.until {
      let longest = setting.value.longestTermDays ?? profile.longestTermDays
      if until <= start { missing.insert(.term) }
      if let longest, until - start > Int64(longest) * Ladder.day { missing.insert(.term) }
    }
    self.missing = missing.sorted()
    var warnings = [policy.ladder.steps.source.warning, setting.source.warning].compactMap { $0 }
    if lacksPublication {
      warnings.append(
        "Volgens het register zijn de afspraken niet bekendgemaakt. Leg vast hoe en wanneer: fatsoen register add "
          + "bekendmaking.")
    }
    if measure.proposedBy != nil { warnings.removeAll { $0 == policy.ladder.steps.source.warning } }
    // A talk or a reminder imposes nothing that a missing term or way of appeal could weaken.
    unsettled = profile.level >= 200 ? policy.lacks.filter { !warnings.contains($0) } : []
    self.warnings = warnings
  }
}
