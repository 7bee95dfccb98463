public import Conduct

/// To the person concerned: a warning, or a restriction that is announced or imposed.
public struct MeasureLetter: Letter {
  /// Its template.
  public var kind: LetterKind { measure.kind.profile.level < 300 ? .warning : .restriction }
  /// Who writes to whom.
  public var head: LetterHead
  /// The measure.
  public var measure: Measure
  /// The lines of the checklist that are not in order yet.
  public var unmet: [Preflight.Item]
  /// The violations that it rests on.
  public var grounds: [Ground]
  /// The clauses that it names besides, as they stood.
  public var clauses: [StatementOfReasons.ClauseText]
  /// The policy that these stand in; nil when it names none.
  public var policy: Policy?
  /// How to object.
  public var redress: Redress
  /// What is kept.
  public var records: Records

  /// Makes a letter; nil for a measure that no letter to a parent goes with: a talk, a step outside the school, or a
  /// measure about staff, which has a course of its own.
  public init?(
    head: LetterHead, measure: Measure, unmet: [Preflight.Item] = [], grounds: [Ground],
    clauses: [StatementOfReasons.ClauseText] = [], policy: Policy? = nil, redress: Redress, records: Records
  ) {
    let profile = measure.kind.profile
    guard (200...500).contains(profile.level), profile.audience.contains(.parents) else { return nil }
    self.head = head
    self.measure = measure
    self.unmet = unmet
    self.grounds = grounds
    self.clauses = clauses
    self.policy = policy
    self.redress = redress
    self.records = records
  }

  /// Whether the person is told beforehand, and may respond first.
  private var isAnnouncement: Bool { measure.state.isOpen && measure.kind.profile.needsAnnouncement && !isUrgent }
  private var isUrgent: Bool { measure.plan?.isUrgent == true }

  /// What must be in order first, in Dutch.
  public var obstacles: [String] {
    var result = measure.state.isOpen ? unmet.map { "controlelijst (\($0.rawValue)): \($0.text)" } : []
    switch measure.state {
    case .proposed, .approvalPending: result.append("de maatregel is nog niet goedgekeurd (nu: \(measure.state.name))")
    case .approved:
      result.append(isAnnouncement ? "de maatregel is nog niet aangekondigd" : "de maatregel is nog niet opgelegd")
    case .announced, .active: break
    case .refused, .suspended, .expired, .lifted, .superseded, .closed, .reversed:
      result.append("de maatregel geldt niet (nu: \(measure.state.name))")
    }
    return result
  }

  /// Its places, in the order in which a reader meets them.
  public func places(in wording: Wording) -> [Place] {
    let plan = measure.plan
    let isLimited = measure.kind.limitsInformation
    let start = measure.from ?? plan?.from
    let isRestriction = kind == .restriction
    let end = measure.until ?? plan?.until
    var respondBy = Place.optional(
      "respond_by", "tot wanneer men kan reageren", measure.respondBy.map(wording.day))
    respondBy.isRequired = isAnnouncement
    var until = Place.optional("until", "tot wanneer het geldt", end.map(wording.day))
    until.isRequired = isRestriction
    var scope = Place.optional("scope", "waarvoor het geldt", plan?.scope, isWritten: true)
    scope.isRequired = isRestriction
    var substitute = Place.optional("substitute", "hoe men intussen informatie krijgt", plan?.substituteChannel)
    substitute.isRequired = isLimited
    var hearing = Place.optional("hearing", "wat de persoon zelf zei", plan?.hearing, isWritten: true)
    hearing.isRequired = !isUrgent && !isAnnouncement
    var objection = redress.places(in: wording, head.details)
    for index in objection.indices where isAnnouncement && objection[index].name != "complaints" {
      objection[index].isRequired = false
    }
    var name = Place.required("measure", "de maatregel", wording.name(measure.kind))
    name.isRequired = isRestriction
    return head.places(in: wording) + grounds.places(in: wording, besides: clauses, of: policy) + [
      name, .flag("announced", isAnnouncement), .flag("imposed", !isAnnouncement), .flag("urgent", isUrgent),
      .optional("urgency", "welk gevaar haast vroeg", plan?.urgency, isWritten: true), respondBy,
      .optional("from", "vanaf wanneer het geldt", start.map(wording.day)), until, scope, substitute,
      .optional("review_at", "wanneer opnieuw wordt gekeken", plan?.reviewAt.map(wording.day)),
      .written("facts", "wat er is gebeurd", plan?.facts),
      .written("motivation", "waarom deze maatregel", plan?.motivation),
      .written("weighing", "wat is afgewogen, en waarom niet lichter", plan?.weighing),
      .written("prior_warning", "wanneer eerder is gewaarschuwd, of waarom niet", plan?.priorWarning),
      .written("rule_known", "hoe men de afspraak kende", plan?.ruleKnown), hearing,
      .required("contact_person", "bij wie men terechtkan", plan?.contactPoint),
      .required("redress", "hoe men bezwaar maakt", plan?.redress),
      .optional("mandate", "namens wie is besloten", plan?.mandate),
    ] + objection + records.places(in: wording, head.details)
  }
}
