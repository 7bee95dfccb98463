/// Why a person may not do something.
public enum Refusal: Hashable, Codable, Sendable, CustomStringConvertible {
  /// It concerns the person's own message or conduct.
  case ownMessage
  /// It concerns somebody of the person's family.
  case ownFamily
  /// The person, or somebody of the person's family, is concerned in another way; which way is nobody's business.
  case involved
  /// The person is concerned, so that it is for that role; nil when nobody there is left either.
  case leavesTo(Role?)
  /// Nobody of the board may handle it.
  case noBoard
  /// The person decided on it before.
  case ownDecision
  /// The person's roles do not reach it.
  case outsideScope
  /// The person's role may see it, but not do this.
  case roleMayNot
  /// It has gone to the director.
  case handedUp
  /// A colleague is at work on it until the given moment.
  case claimedByAnother(MemberID, until: Int64)
  /// It must be claimed first.
  case notClaimed
  /// Its state does not allow it.
  case wrongState(Review.State)
  /// A care review establishes no violation.
  case careOnly
  /// It is no care review.
  case notCare
  /// It is with the people of care already.
  case alreadyCare
  /// The time to correct a slip of one's own is over.
  case graceOver
  /// The colleague may not take it.
  case colleagueMayNot
  /// A deputy must be staff.
  case noDeputy
  /// A second opinion was given already, or is not needed any more.
  case opinionSettled
  /// The same person may not take both steps.
  case samePerson
  /// The measure's state does not allow it.
  case wrongMeasureState(Measure.State)
  /// The checklist is not complete.
  case incomplete([Preflight.Item])
  /// Two people must agree, and one has not yet.
  case needsSecondPerson
  /// The policy in force does not use this measure.
  case switchedOff(Measure.Kind)
  /// The measure is meant for the other register.
  case wrongRegister(Measure.Kind)
  /// The person must be told first, and may respond.
  case notAnnounced
  /// The person may still respond, until the given moment.
  case mayStillRespond(until: Int64)
  /// The state of something else than a review or measure does not allow it; what it is, and the state in Dutch.
  case notNow(String, state: String)
  /// What was reported is decided on in the review of the message.
  case throughReview
  /// A colleague has it in hand.
  case heldByAnother
  /// A person limited the member in reporting.
  case reportingLimited
  /// Only the owner of the device can say so.
  case onlyOwner
  /// The member is no guardian of the child who is told about it.
  case noGuardian
  /// Fields of a step outside the school that must be filled in first, in Dutch.
  case fieldsMissing([String])

  /// A Dutch sentence that says why, and what can be done.
  public var description: String {
    switch self {
    case .ownMessage: "Dit gaat over uzelf. Een ander moet dit behandelen."
    case .ownFamily: "Dit gaat over iemand van uw gezin. Een ander moet dit behandelen."
    case .involved: "U bent hierbij betrokken. Een ander moet dit behandelen."
    case .leavesTo(let role?):
      "U bent hierbij betrokken. Een ander van \(role == .board ? "het bestuur" : "de directie") moet dit doen."
    case .leavesTo(nil): "U bent hierbij betrokken. \(Self.noBoard.description)"
    case .noBoard:
      "Er is nu niemand van het bestuur die dit mag behandelen. Geef eerst iemand die rol (bij Mensen, of met fatsoen "
        + "member add NAAM --role bestuur); tot dan blijft het waar het is."
    case .ownDecision: "U hebt hier eerder over besloten. Een ander moet er nu naar kijken."
    case .outsideScope: "U kunt dit niet zien. Uw rol geldt niet voor deze groep."
    case .roleMayNot: "Uw rol mag dit niet doen. Vraag het de directie."
    case .handedUp: "Dit is naar boven doorgegeven. U kunt het nog wel lezen."
    case .claimedByAnother(let member, _):
      "Een collega (\(member)) heeft dit in behandeling. Wacht tot het is teruggegeven, of vraag de directie."
    case .notClaimed: "Neem dit eerst in behandeling."
    case .wrongState(let state): "Dit kan niet meer: de beoordeling is \(state.name)."
    case .careOnly: "Dit is een zorgsignaal. Er wordt geen overtreding vastgesteld; leg vast dat zorg is geregeld."
    case .notCare: "Dit is geen zorgsignaal. Kies vaststellen of niets aan de hand."
    case .alreadyCare: "Dit is al bij de zorgpersoon."
    case .graceOver: "Herstellen van een eigen vergissing kan niet meer. Vraag de directie om het besluit te herroepen."
    case .colleagueMayNot: "Deze collega mag dit niet behandelen. Kies een ander, of geef het door aan de directie."
    case .noDeputy: "Een vervanger moet zelf een rol als medewerker hebben. Kies een ander."
    case .opinionSettled: "Dit tweede oordeel is al gegeven, of niet meer nodig."
    case .samePerson: "U hebt de vorige stap al gezet. Een tweede persoon moet dit doen."
    case .wrongMeasureState(let state): "Dit kan nu niet: de maatregel is \(state.name)."
    case .incomplete(let items):
      "De controlelijst is niet af: " + items.map { "(\($0.rawValue)) \($0.text)" }.joined(separator: "; ") + "."
    case .needsSecondPerson: "Hiervoor is het akkoord van een tweede persoon nodig."
    case .switchedOff(let kind): "Het beleid van de school gebruikt deze maatregel niet: \(kind.profile.name)."
    case .wrongRegister(let kind): "Deze maatregel past niet bij deze persoon: \(kind.profile.name)."
    case .notAnnounced:
      "Kondig de maatregel eerst aan; de ander mag reageren. Bij haast voor de veiligheid hoeft dat niet."
    case .mayStillRespond: "De ander mag nog reageren op de aankondiging. Wacht dat af, of leg de reactie vast."
    case .notNow(let what, let state): "Dit kan nu niet: \(what) is \(state)."
    case .throughReview: "Deze melding loopt mee met de beoordeling van het bericht. Beslis daar."
    case .heldByAnother: "Een collega heeft dit in behandeling. Wacht tot het is teruggegeven, of vraag de directie."
    case .reportingLimited:
      "U kunt nu niet melden; de school heeft u laten weten waarom en tot wanneer. Bij gevaar voor een mens kan het altijd."
    case .onlyOwner: "Alleen wie het toestel heeft, kan verklaren dat het beeld daar gewist is."
    case .noGuardian: "Dit lid is geen ouder of verzorger met recht op informatie over deze leerling."
    case .fieldsMissing(let names): "Vul eerst in: \(names.joined(separator: ", "))."
    }
  }
}
