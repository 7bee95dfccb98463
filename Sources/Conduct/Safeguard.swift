/// What serves a clause besides signals: something that is registered, or a way that work goes. A policy's clauses name
/// theirs, and `fatsoen norms` tries each one.
public enum Safeguard: String, Codable, Sendable, CaseIterable {
  // Registered
  case memberships
  case admission
  case mandate
  case consents
  case consentLapse = "consent_lapse"
  case consentCampaign = "consent_campaign"
  case ownDeviceDeclaration = "own_device_declaration"
  case devices
  case training
  case buddies
  case publication
  case evaluation
  case delivery
  case securityCheck = "security_check"
  // Ways of working
  case adders
  case takeDown = "take_down"
  case ownDeviceRemoval = "own_device_removal"
  case weighing
  case removal
  case reporting
  case redistribution
  case questions
  case addressing
  case measures
  case internalFirst = "internal_first"
  case externalSteps = "external_steps"
  case readings

  /// Whether something is registered; else it is a way of working.
  public var isRegister: Bool {
    switch self {
    case .memberships, .admission, .mandate, .consents, .consentLapse, .consentCampaign, .ownDeviceDeclaration,
      .devices,
      .training, .buddies, .publication, .evaluation, .delivery, .securityCheck:
      true
    case .adders, .takeDown, .ownDeviceRemoval, .weighing, .removal, .reporting, .redistribution, .questions,
      .addressing, .measures, .internalFirst, .externalSteps, .readings:
      false
    }
  }

  /// What it does, in Dutch.
  public var name: String {
    switch self {
    case .memberships: "lijst van wie in een groep ontbreekt of te veel is"
    case .adders: "alleen de leerkracht van de groep of de directie voegt iemand toe"
    case .admission: "wie is toegelaten, door wie en wanneer"
    case .mandate: "wie namens de directie schrijft, van wanneer tot wanneer"
    case .consents: "toestemming per kind, soort en plaats"
    case .consentLapse: "toestemming die afloopt"
    case .consentCampaign: "de jaarlijkse vraag om toestemming, met wie nog niet antwoordde"
    case .takeDown: "weghalen na het intrekken van toestemming"
    case .ownDeviceDeclaration: "jaarlijkse verklaring over het eigen apparaat"
    case .ownDeviceRemoval: "herinnering om beelden van het eigen apparaat te wissen"
    case .devices: "apparaten van de school"
    case .training: "wie is opgeleid"
    case .buddies: "tweetallen"
    case .publication: "wanneer en hoe de afspraken bekend zijn gemaakt"
    case .evaluation: "de volgende keer dat de school terugkijkt"
    case .delivery: "hoe een ouder berichten wil krijgen"
    case .securityCheck: "de controle van beveiliging en privacy"
    case .weighing: "vooraf zien wat opvalt, en aanvinken dat het is overwogen"
    case .removal: "weghalen met een reden, en bericht aan de schrijver"
    case .reporting: "melden bij de leerkracht, of bij de directie als het over die leerkracht gaat"
    case .redistribution: "melden dat iets buiten het portaal is verspreid"
    case .questions: "vragen gaan naar de leerkracht, dan naar ICT en de administratie"
    case .addressing: "vastleggen dat iemand is aangesproken, zonder dossier"
    case .measures: "een maatregel met feiten, afweging en motivering"
    case .internalFirst: "eerst iets binnen de school, of een reden waarom niet"
    case .externalSteps: "een stap buiten de school, door twee mensen"
    case .readings: "bijhouden wie een dossier inziet"
    }
  }

  /// The lines of the log that say that it was used.
  public var events: Set<Event.Kind> {
    switch self {
    case .memberships: [.roleGiven, .roleEnded]
    case .adders: [.roleGiven]
    case .admission, .mandate, .ownDeviceDeclaration, .devices, .training, .buddies, .publication, .evaluation,
      .delivery,
      .securityCheck:
      [.entryAdded]
    case .consents, .consentLapse: [.consentAnswered]
    case .consentCampaign: [.consentAsked]
    case .takeDown, .ownDeviceRemoval: [.pictureSettled]
    case .weighing: [.suitabilityWeighed]
    case .removal: [.removed]
    case .reporting, .redistribution: [.reportSubmitted]
    case .questions: [.questionAsked]
    case .addressing: [.personAddressed]
    case .measures: [.measureImposed]
    case .internalFirst: [.measureImposed]
    case .externalSteps: [.referralSent]
    case .readings: []
    }
  }
}
