extension Measure {
  /// What holds for a kind of measure whatever the school: one row per rung of domain §2.2.
  public struct Profile: Hashable, Sendable {
    /// How a measure reaches the person.
    public enum Form: String, Sendable {
      /// Said, or written in a short note.
      case note
      /// An invitation and a report of a talk.
      case report
      /// A dated letter with reasons.
      case letter
      /// A registered letter.
      case registeredLetter = "registered_letter"
      /// A memo to another body.
      case memo
      /// A form or statement of another body.
      case externalForm = "external_form"
    }

    /// When the person is heard.
    public enum Hearing: String, Sendable {
      case none
      /// Before it is imposed; when safety asks for haste, soon after.
      case before
      /// The measure itself is the talk.
      case itself
      /// The other body hears.
      case elsewhere
    }

    /// Who decides by default; a policy may say otherwise.
    public let decider: Role
    /// 0 talk, 100 reminder, 200 warning, 300 arrangement, 400 posting, 500 access, 600 external.
    public let level: Int
    /// How it reaches the person.
    public let form: Form
    /// When the person is heard.
    public let hearing: Hearing
    /// The longest term in days; nil when it has none.
    public let longestTermDays: Int?
    /// Whether it punishes; an arrangement does not.
    public let isSanction: Bool
    /// The registers it is meant for.
    public let audience: Set<Register>
    /// The Dutch name.
    public let name: String

    /// Whether it goes outside the school.
    public var isExternal: Bool { level >= 600 }
    /// Whether two people must agree: always from access restrictions upwards.
    public var needsFourEyes: Bool { level >= 500 }
    /// Whether an end is compulsory: from arrangements to access restrictions.
    public var needsEnd: Bool { (300...500).contains(level) }
    /// Whether the person is told beforehand and may respond, unless safety asks for haste: for restrictions, and for all
    /// that touches somebody's post.
    public var needsAnnouncement: Bool { isSanction && (level >= 400 || audience == [.staff]) }

    init(
      _ level: Int, _ name: String, by decider: Role, _ form: Form, hearing: Hearing = .none, days: Int? = nil,
      sanction: Bool = false, for audience: Set<Register> = [.parents, .staff]
    ) {
      self.level = level
      self.name = name
      self.decider = decider
      self.form = form
      self.hearing = hearing
      longestTermDays = days
      isSanction = sanction
      self.audience = audience
    }
  }
}

extension Measure.Kind {
  /// Whether it cuts the person off from what the school tells parents, so that another way is compulsory.
  public var limitsInformation: Bool {
    self == .portalSuspension || self == .contactRestriction || self == .premisesBan
  }

  /// Whether steps inside the school come first, unless there is a reason; not where safety or the law goes ahead.
  public var comesAfterInternalSteps: Bool {
    switch self {
    case .boardInformed, .complaintsCommittee, .schoolAttendance, .communityOfficer, .policeReport, .civilProceedings:
      true
    default: false
    }
  }

  /// What holds for this kind whatever the school (domain §2.2; terms without a source are the product's defaults).
  public var profile: Measure.Profile {
    switch self {
    case .explanation: .init(0, "uitleg", by: .teacher, .note)
    case .addressed: .init(0, "aanspreken", by: .teacher, .note)
    case .talk: .init(0, "gesprek", by: .teacher, .report, hearing: .itself)
    case .reminder: .init(100, "herinnering aan de afspraken", by: .teacher, .note)
    case .formalWarning:
      .init(
        200, "schriftelijke waarschuwing", by: .director, .letter, hearing: .before, days: 730, sanction: true,
        for: [.parents])
    case .staffReprimand:
      .init(
        200, "schriftelijke berisping", by: .board, .registeredLetter, hearing: .before, sanction: true, for: [.staff])
    case .preModeration:
      .init(300, "berichten vooraf bekijken", by: .director, .letter, hearing: .before, days: 90, for: [.parents])
    case .arrangement:
      .init(300, "regieafspraak", by: .director, .letter, hearing: .before, days: 365, for: [.parents])
    case .postingRestriction:
      .init(
        400, "beperking van reageren", by: .director, .letter, hearing: .before, days: 92, sanction: true,
        for: [.parents])
    case .portalSuspension:
      .init(
        500, "tijdelijk geen toegang tot het portaal", by: .director, .letter, hearing: .before, days: 183,
        sanction: true, for: [.parents])
    case .contactRestriction:
      .init(
        500, "vast contactpersoon", by: .director, .letter, hearing: .before, days: 183, sanction: true,
        for: [.parents])
    case .premisesBan:
      .init(
        500, "toegangsverbod gebouw en plein", by: .director, .letter, hearing: .before, days: 183, sanction: true,
        for: [.parents])
    case .staffSuspension:
      .init(
        500, "schorsing van personeel", by: .board, .registeredLetter, hearing: .before, days: 28, sanction: true,
        for: [.staff])
    case .boardInformed: .init(600, "bestuur geïnformeerd", by: .director, .memo)
    case .confidentialAdviser: .init(600, "vertrouwenspersoon", by: .director, .memo)
    case .complaintsCommittee: .init(600, "klachtencommissie", by: .director, .externalForm, hearing: .elsewhere)
    case .confidentialInspector: .init(600, "vertrouwensinspecteur", by: .director, .memo)
    case .veiligThuis: .init(600, "meldcode en Veilig Thuis", by: .director, .externalForm, hearing: .before)
    case .schoolAttendance: .init(600, "leerplicht", by: .director, .externalForm)
    case .communityOfficer: .init(600, "wijkagent", by: .director, .memo)
    case .policeReport: .init(600, "aangifte bij de politie", by: .director, .externalForm)
    case .civilProceedings: .init(600, "kort geding", by: .board, .externalForm, hearing: .elsewhere)
    case .dataBreachReport: .init(600, "melding van een datalek", by: .director, .externalForm)
    }
  }
}
