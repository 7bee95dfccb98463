/// Something that somebody must do, or wait for, until a moment. Deadlines are data: each stands in a row of its own.
public struct Duty: Hashable, Sendable {
  /// What is to be done.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case review
    case hold
    case care
    case report
    case hearingResponse = "hearing_response"
    case urgentHearing = "urgent_hearing"
    case urgentReview = "urgent_review"
    case announcedResponse = "announced_response"
    case proposal
    case measureReview = "measure_review"
    case followUp = "follow_up"
    case appealDecision = "appeal_decision"
    case committeeAnswer = "committee_answer"
    case delivery
    case dataBreach = "data_breach"
    case holdReview = "hold_review"
    /// A picture of a child without consent.
    case takeDown = "take_down"
    /// A picture on a member of staff's own device (A20).
    case deviceRemoval = "device_removal"

    /// The words on screen.
    public var name: String {
      switch self {
      case .review: "beoordelen"
      case .hold: "oordelen over een verborgen bericht"
      case .care: "zorg bieden"
      case .report: "melding beantwoorden"
      case .hearingResponse: "reactie van de ander"
      case .urgentHearing: "alsnog horen na spoed"
      case .urgentReview: "spoed opnieuw bekijken"
      case .announcedResponse: "reactie op een aankondiging"
      case .proposal: "beslissen over een voorstel"
      case .measureReview: "maatregel opnieuw bekijken"
      case .followUp: "nagaan hoe het gaat"
      case .appealDecision: "beslissen op bezwaar"
      case .committeeAnswer: "antwoorden op het advies"
      case .delivery: "versturen of ontvangst nagaan"
      case .dataBreach: "datalek melden bij de AP"
      case .holdReview: "nagaan of wissen nog tegengehouden moet worden"
      case .takeDown: "weghalen: er is geen toestemming"
      case .deviceRemoval: "wissen van het eigen toestel"
      }
    }

    /// Whether its notices do not wait for working hours.
    public var isUrgent: Bool { self == .care || self == .dataBreach || self == .hold }

    /// Whether it goes to the next person when its term passes; a wait for somebody outside is only told of.
    public var escalates: Bool { self != .hearingResponse && self != .announcedResponse }

    /// Whether it ends with the director: only the owner of a device can delete from it, and the director asks for it.
    var staysAtSchool: Bool { self == .deviceRemoval }
  }

  /// How far it is.
  public enum State: String, Codable, Sendable, CaseIterable {
    case running
    case paused
    /// It was done.
    case done
    /// It was no longer needed.
    case dropped
    /// Its term passed, and there was nobody to do it.
    case passed

    /// Whether it still waits.
    public var isOpen: Bool { self == .running || self == .paused }

    /// The word on screen.
    public var name: String {
      switch self {
      case .running: "loopt"
      case .paused: "staat stil"
      case .done: "gedaan"
      case .dropped: "vervallen"
      case .passed: "verstreken"
      }
    }
  }

  /// What it is about.
  public struct Subject: Hashable, Codable, Sendable {
    /// The kinds of things that have terms.
    public enum Kind: String, Codable, Sendable, CaseIterable {
      case review
      case report
      case measure
      case appeal
      case conductCase = "case"
      case legalHold = "legal_hold"
      case picture

      /// The word on screen.
      public var name: String {
        switch self {
        case .review: "beoordeling"
        case .report: "melding"
        case .measure: "maatregel"
        case .appeal: "bezwaar"
        case .conductCase: "zaak"
        case .legalHold: "bewaarplicht"
        case .picture: "beeld"
        }
      }
    }

    /// The kind.
    public var kind: Kind
    /// The identifier.
    public var id: String
    /// The number on screen.
    public var number: Int
    /// Whom it is about; that person and their family never hear of it.
    public var member: MemberID?

    /// Makes a subject.
    public init(_ kind: Kind, id: String, number: Int, about member: MemberID?) {
      self.kind = kind
      self.id = id
      self.number = number
      self.member = member
    }
  }

  /// Who must do it: a role, in a group or the whole school, or one member in that role.
  public struct Holder: Hashable, Codable, Sendable {
    /// The role.
    public var role: Role
    /// The group; nil is the whole school.
    public var group: GroupID?
    /// The one member; nil is everybody in the role.
    public var member: MemberID?

    /// Makes a holder.
    public init(_ role: Role, in group: GroupID? = nil, member: MemberID? = nil) {
      self.role = role
      self.group = group
      self.member = member
    }

    /// Who comes next when the term passes: the director after a teacher, the board after the director, and the board
    /// again after the board.
    public var next: Holder { role == .director || role == .board ? Holder(.board) : Holder(.director) }
  }

  /// The identifier.
  public var id: DutyID
  /// What is to be done.
  public var kind: Kind
  /// What it is about.
  public var subject: Subject
  /// Who must do it.
  public var holder: Holder
  /// How far it is.
  public var state: State
  /// Its term and pauses.
  public var clock: TermClock
  /// How many of its reminders were given.
  public var reminded: Int
  /// How often it went to the next person.
  public var escalations: Int
  /// When it was due before it went to the next person, in milliseconds; nil while it never did.
  public var firstDue: Int64?
  /// Counts every change.
  public var version: Int

  /// Makes a duty that runs.
  public init(
    id: DutyID, _ kind: Kind, on subject: Subject, by holder: Holder, clock: TermClock, state: State = .running,
    reminded: Int = 0, escalations: Int = 0, firstDue: Int64? = nil, version: Int = 1
  ) {
    self.id = id
    self.kind = kind
    self.subject = subject
    self.holder = holder
    self.clock = clock
    self.state = state
    self.reminded = reminded
    self.escalations = escalations
    self.firstDue = firstDue
    self.version = version
  }
}
