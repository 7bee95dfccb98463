/// What a person concerned, or a reporter, brings against a decision; another person than the deciders looks at it anew.
public struct Appeal: Hashable, Codable, Sendable {
  /// Who objects to what.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// The person concerned, to a measure or an established violation.
    case measureAppeal = "measure_appeal"
    /// The reporter, to what was done with the report.
    case reporterComplaint = "reporter_complaint"

    /// The name on screen.
    public var name: String {
      switch self {
      case .measureAppeal: "bezwaar"
      case .reporterComplaint: "klacht van de melder"
      }
    }
  }

  /// What it is against.
  public enum Target: Hashable, Codable, Sendable {
    case measure(MeasureID)
    case decision(DecisionID)
    /// What was done with a report.
    case report(ReportID)

    /// The identifier of the measure, decision or report.
    public var id: String {
      switch self {
      case .measure(let id): id.rawValue
      case .decision(let id): id.rawValue
      case .report(let id): id.rawValue
      }
    }
  }

  /// How far it is.
  public enum State: String, Codable, Sendable, CaseIterable {
    case filed
    case inadmissible
    case admitted
    case assigned
    case underReview = "under_review"
    case infoRequested = "info_requested"
    case decided
    case executed
    case referredNextInstance = "referred_next_instance"
    case closed
    case withdrawn
    case superseded

    /// Whether somebody still has to decide.
    public var isOpen: Bool {
      switch self {
      case .filed, .admitted, .assigned, .underReview, .infoRequested: true
      case .inadmissible, .decided, .executed, .referredNextInstance, .closed, .withdrawn, .superseded: false
      }
    }

    /// Whether the file must stay available.
    public var holdsFile: Bool { isOpen || self == .decided || self == .executed || self == .referredNextInstance }

    /// The words on screen.
    public var name: String {
      switch self {
      case .filed: "ingediend"
      case .inadmissible: "niet-ontvankelijk"
      case .admitted: "ontvankelijk"
      case .assigned: "toegewezen"
      case .underReview: "in behandeling"
      case .infoRequested: "wacht op antwoord"
      case .decided: "beslist"
      case .executed: "beslist en uitgevoerd"
      case .referredNextInstance: "naar de volgende instantie"
      case .closed: "afgesloten"
      case .withdrawn: "ingetrokken"
      case .superseded: "achterhaald"
      }
    }
  }

  /// Why it is not looked at.
  public enum Inadmissibility: String, Codable, Sendable, CaseIterable {
    case late
    case duplicate
    case notConcerned = "not_concerned"

    /// The words on screen.
    public var name: String {
      switch self {
      case .late: "te laat"
      case .duplicate: "al eerder ingediend"
      case .notConcerned: "gaat niet over de indiener"
      }
    }
  }

  /// What comes of it; "upheld" means opposite things in different places and is not used.
  public enum Outcome: String, Codable, Sendable, CaseIterable {
    case confirmed
    case varied
    case reversed

    /// The words on screen.
    public var name: String {
      switch self {
      case .confirmed: "het besluit blijft"
      case .varied: "het besluit verandert"
      case .reversed: "het besluit is herroepen"
      }
    }
  }

  /// Where one can go next.
  public enum NextInstance: String, Codable, Sendable, CaseIterable {
    case board
    case complaintsCommittee = "complaints_committee"

    /// The words on screen.
    public var name: String {
      switch self {
      case .board: "het bestuur"
      case .complaintsCommittee: "de klachtencommissie"
      }
    }
  }

  /// The identifier.
  public var id: AppealID
  /// A short number within the school, for people.
  public var number: Int
  /// Who objects to what.
  public var kind: Kind
  /// What it is against.
  public var target: Target
  /// Who filed it.
  public var appellant: MemberID
  /// Whose conduct it was about; nil when a report named nobody.
  public var subject: MemberID?
  /// How far it is.
  public var state: State
  /// Counts every change.
  public var version: Int
  /// When it was filed, in milliseconds.
  public var filedAt: Int64
  /// The last moment that was in time, in milliseconds.
  public var termEnds: Int64
  /// Who looks at it anew.
  public var reviewer: MemberID?
  /// Why it was not looked at; nil when it was.
  public var inadmissibility: Inadmissibility?
  /// What came of it.
  public var outcome: Outcome?
  /// Where one can go next, once it is decided.
  public var nextInstance: NextInstance?

  /// Makes an appeal that was just filed.
  public init(
    id: AppealID, number: Int, kind: Kind, target: Target, appellant: MemberID, subject: MemberID?,
    state: State = .filed, version: Int = 1, filedAt: Int64, termEnds: Int64, reviewer: MemberID? = nil,
    inadmissibility: Inadmissibility? = nil, outcome: Outcome? = nil, nextInstance: NextInstance? = nil
  ) {
    self.id = id
    self.number = number
    self.kind = kind
    self.target = target
    self.appellant = appellant
    self.subject = subject
    self.state = state
    self.version = version
    self.filedAt = filedAt
    self.termEnds = termEnds
    self.reviewer = reviewer
    self.inadmissibility = inadmissibility
    self.outcome = outcome
    self.nextInstance = nextInstance
  }

  /// Whether it came after the term.
  public var isLate: Bool { filedAt > termEnds }
}
