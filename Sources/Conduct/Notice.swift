/// Something that somebody is to be told; it waits in the outbox until it is sent.
public struct Notice: Hashable, Codable, Sendable {
  /// What it is about.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// To who must do something: its term nears the end.
    case reminder
    /// To the next person: a term passed, and what was to be done is now theirs.
    case escalated = "duty_escalated"
    /// To who waited for somebody: the term passed.
    case passed = "duty_passed"
    /// To an author: the message is hidden until a person has looked.
    case held
    /// To an author: a violation was established, with the reasons.
    case decided
    /// To an author: the school asks something about the message.
    case authorAsked = "author_asked"
    /// To who waited for somebody: the answer came.
    case answered
    /// To an author: the message is visible again.
    case restored
    /// To an author: criticism is no violation, and there is a complaints route.
    case complaintsRoute = "complaints_route"
    /// To the people of care.
    case care
    /// To a reporter: the report came in.
    case reportReceived = "report_received"
    /// To a reporter: something is asked.
    case reportQuestion = "report_question"
    /// To a reporter: what became of it.
    case reportOutcome = "report_outcome"
    /// To a reporter: it is looked at anew.
    case reportReopened = "report_reopened"
    /// To who filed an appeal or complaint: something is asked.
    case appealQuestion = "appeal_question"
    /// To who filed an appeal or complaint: it was decided, or not looked at, with the reasons.
    case appealDecided = "appeal_decided"
    /// To who stands above: somebody may be in danger.
    case danger
    /// To a member who was limited in reporting, with the reason and the end.
    case reportingLimited = "reporting_limited"
    /// To a member who may report again.
    case reportingFreed = "reporting_freed"
    /// To who sits at a desk: a question about the portal.
    case questionAsked = "question_asked"
    /// To who asked: the answer.
    case questionAnswered = "question_answered"
    /// To a colleague who was handed something.
    case handedOver = "handed_over"
    /// To a guardian: the school asks for consent.
    case consentAsked = "consent_asked"
    /// To a guardian: the school asked for consent and has no answer.
    case consentReminder = "consent_reminder"
    /// To who posted a picture: it must go.
    case takeDown = "take_down"
    /// To who looks after the rules: a rule suddenly hits much.
    case ruleBurst = "rule_burst"

    /// The line on screen.
    public var name: String {
      switch self {
      case .reminder: "de termijn loopt bijna af"
      case .escalated: "de termijn is verstreken; dit is nu aan u"
      case .passed: "de termijn is verstreken zonder reactie"
      case .held: "uw bericht is verborgen tot iemand heeft gekeken"
      case .decided: "er is een besluit over uw bericht"
      case .authorAsked: "de school heeft een vraag over uw bericht"
      case .answered: "er is antwoord van de persoon op wie u wachtte"
      case .restored: "uw bericht is weer te lezen"
      case .complaintsRoute: "voor kritiek op de school is er een klachtenregeling"
      case .care: "zorg om een mens: graag contact opnemen"
      case .reportReceived: "uw melding is binnen"
      case .reportQuestion: "de school heeft een vraag over uw melding"
      case .reportOutcome: "uw melding is bekeken"
      case .reportReopened: "uw melding wordt opnieuw bekeken"
      case .appealQuestion: "er is een vraag over uw bezwaar of klacht"
      case .appealDecided: "er is beslist op uw bezwaar of klacht"
      case .danger: "melding van gevaar: kijk nu"
      case .reportingLimited: "u kunt voorlopig niet melden"
      case .reportingFreed: "u kunt weer melden"
      case .questionAsked: "een vraag over het portaal"
      case .questionAnswered: "uw vraag is beantwoord"
      case .handedOver: "een collega heeft u iets overgedragen"
      case .consentAsked: "de school vraagt uw toestemming voor beeld en gegevens"
      case .consentReminder: "de school heeft nog geen antwoord op de vraag om toestemming"
      case .takeDown: "haal een beeld weg: er is geen toestemming voor"
      case .ruleBurst: "een regel valt opeens vaak op"
      }
    }
  }

  /// What it is about.
  public var kind: Kind
  /// Whom it is for.
  public var recipient: MemberID
  /// The thing: its kind and its id, such as `duty u-1`.
  public var item: String
  /// Whether it does not wait for working hours.
  public var isUrgent: Bool
  /// What it says besides; nil when the kind says all.
  public var text: String?
  /// When it was written, in milliseconds.
  public var at: Int64

  /// Makes a notice.
  public init(
    _ kind: Kind, to recipient: MemberID, about item: String, isUrgent: Bool = false, text: String? = nil, at: Int64
  ) {
    self.kind = kind
    self.recipient = recipient
    self.item = item
    self.isUrgent = isUrgent
    self.text = text
    self.at = at
  }
}
