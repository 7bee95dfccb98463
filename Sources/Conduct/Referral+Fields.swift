extension Referral {
  /// Something to fill in; each body has its own (domain §2.2, rungs 12 to 22).
  public enum Field: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
    case recipient
    case facts
    case shared
    case question
    case contact
    case caseNumber = "case_number"
    case advice
    case signals
    case consulted
    case parentsTold = "parents_told"
    case whyNotTold = "why_not_told"
    case weighing
    case decision
    case complaint
    case statement
    case absence
    case offence
    case reporter
    case evidence
    case lawyer
    case demand
    case urgency
    case knownAt = "known_at"
    case breach
    case people
    case effects
    case remedy
    case informed
    case notifying
    case delayReason = "delay_reason"

    /// The question on screen.
    public var name: String {
      switch self {
      case .recipient: "ontvanger (naam en adres)"
      case .facts: "de feiten"
      case .shared: "welke gegevens worden gedeeld, en waarom die nodig zijn"
      case .question: "de vraag"
      case .contact: "met wie gesproken, en wanneer"
      case .caseNumber: "nummer bij de ontvanger"
      case .advice: "het advies"
      case .signals: "stap 1: de signalen, met datum"
      case .consulted: "stap 2: met wie overlegd, met datum"
      case .parentsTold: "stap 3: gesprek met de ouders, met datum"
      case .whyNotTold: "stap 3: waarom geen gesprek (veiligheid)"
      case .weighing: "stap 4: de weging met het afwegingskader, met datum"
      case .decision: "stap 5: de beslissing (hulp of melden), met datum"
      case .complaint: "waarover de klacht gaat"
      case .statement: "het verweer van de school"
      case .absence: "het verzuim dat hiervan komt, met datums"
      case .offence: "wat er strafbaar lijkt"
      case .reporter: "wie aangifte doet (school, of de werkgever voor een werknemer)"
      case .evidence: "bewijsstukken, elk met hash"
      case .lawyer: "de advocaat"
      case .demand: "wat wordt gevorderd"
      case .urgency: "het spoedeisend belang"
      case .knownAt: "wanneer de school het wist"
      case .breach: "wat er met de gegevens is gebeurd"
      case .people: "om hoeveel mensen het gaat"
      case .effects: "de gevolgen voor hen"
      case .remedy: "wat eraan is gedaan"
      case .informed: "of zij het zelf horen, en waarom (niet)"
      case .notifying: "melden of niet melden, met de reden"
      case .delayReason: "waarom het later is dan de wet toestaat"
      }
    }
  }

  /// A field of one body's form.
  public struct FormField: Hashable, Sendable {
    /// The field.
    public let field: Field
    /// Whether it must be filled in before it is sent.
    public let isNeeded: Bool
  }
}

extension Measure.Kind {
  /// What is to be filled in for a step outside the school; empty for measures inside.
  public var referralFields: [Referral.FormField] {
    let (needed, optional): ([Referral.Field], [Referral.Field]) =
      switch self {
      case .boardInformed: ([.recipient, .facts, .shared], [.question])
      // Only that it was referred; the content stays with the adviser.
      case .confidentialAdviser: ([.recipient], [])
      case .complaintsCommittee: ([.recipient, .complaint, .statement, .shared], [.caseNumber, .advice])
      case .confidentialInspector: ([.recipient, .question], [.contact, .advice])
      case .veiligThuis:
        (
          [.recipient, .signals, .consulted, .parentsTold, .weighing, .decision, .shared],
          [.whyNotTold, .contact, .caseNumber]
        )
      case .schoolAttendance: ([.recipient, .absence, .shared], [.contact, .caseNumber])
      case .communityOfficer: ([.recipient, .facts, .shared, .contact], [])
      case .policeReport: ([.recipient, .facts, .offence, .reporter, .evidence, .shared], [.contact, .caseNumber])
      case .civilProceedings: ([.recipient, .lawyer, .demand, .urgency, .evidence, .shared], [.caseNumber])
      case .dataBreachReport:
        ([.recipient, .knownAt, .breach, .people, .effects, .remedy, .informed, .notifying], [.caseNumber])
      case .explanation, .addressed, .talk, .reminder, .formalWarning, .staffReprimand, .preModeration, .arrangement,
        .postingRestriction, .portalSuspension, .contactRestriction, .premisesBan, .staffSuspension:
        ([], [])
      }
    return needed.map { Referral.FormField(field: $0, isNeeded: true) }
      + optional.map { Referral.FormField(field: $0, isNeeded: false) }
  }
}
