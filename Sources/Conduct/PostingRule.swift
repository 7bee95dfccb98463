/// A rule about who posts what, where, when and about whom. A policy's clauses say which ones hold at a school, and whether
/// a breach is told to the author only or waits for a person.
public enum PostingRule: String, Codable, Sendable, CaseIterable {
  // Who and where
  case authorWithoutRole = "author_without_role"
  case personaNotHeld = "persona_not_held"
  case teacherElsewhere = "teacher_elsewhere"
  case parentElsewhere = "parent_elsewhere"
  case parentWithoutChild = "parent_without_child"
  case teacherReacts = "teacher_reacts"
  case parentPosts = "parent_posts"
  case reactionWhileClosed = "reaction_while_closed"
  case outsiderInFunctionGroup = "outsider_in_function_group"
  case inNameOfCircle = "in_name_of_circle"
  case schoolGroupWithoutMandate = "school_group_without_mandate"
  case teacherAsParent = "teacher_as_parent"
  // About what
  case topicMissing = "topic_missing"
  case topicOther = "topic_other"
  case kindOfContent = "kind_of_content"
  // About whom
  case pupilNamed = "pupil_named"
  case pupilPrivate = "pupil_private"
  case pupilAchievement = "pupil_achievement"
  case ownChildPrivate = "own_child_private"
  case listOfNames = "list_of_names"
  // With what consent
  case nameWithoutConsent = "name_without_consent"
  case nameNotAsked = "name_not_asked"
  case pictureWithoutConsent = "picture_without_consent"
  case externalWithoutConsent = "external_without_consent"
  case pictureUndeclared = "picture_undeclared"
  case ownDevice = "own_device"
  case ownDeviceUndeclared = "own_device_undeclared"
  case locationInPicture = "location_in_picture"
  case attachmentNotAllowed = "attachment_not_allowed"
  // When and how often
  case weekFull = "week_full"
  case outsideWorkingHours = "outside_working_hours"
  case inLessonHours = "in_lesson_hours"
  case atNight = "at_night"
  case manyToOne = "many_to_one"

  /// The name in signals, such as `posting.scope.teacher-elsewhere`.
  public var id: RuleID {
    RuleID("posting.\(category).\(rawValue.replacing("_", with: "-"))")
  }

  /// The rule with the name that a signal gives; nil for a rule about text.
  public init?(_ id: RuleID) {
    guard id.rawValue.hasPrefix("posting."), let name = id.rawValue.split(separator: ".").last,
      let rule = PostingRule(rawValue: String(name).replacing("-", with: "_"))
    else { return nil }
    self = rule
  }

  /// The category of its signals.
  public var category: CategoryID {
    switch self {
    case .authorWithoutRole, .personaNotHeld, .teacherElsewhere, .parentElsewhere, .parentWithoutChild, .teacherReacts,
      .parentPosts, .reactionWhileClosed, .outsiderInFunctionGroup, .inNameOfCircle, .schoolGroupWithoutMandate,
      .teacherAsParent:
      CategoryID("scope")
    case .topicMissing, .topicOther, .kindOfContent: CategoryID("topic")
    case .pupilNamed, .pupilPrivate, .pupilAchievement, .ownChildPrivate, .listOfNames: CategoryID("pupil_named")
    case .nameWithoutConsent, .nameNotAsked, .pictureWithoutConsent, .externalWithoutConsent, .pictureUndeclared,
      .ownDevice, .ownDeviceUndeclared, .attachmentNotAllowed:
      CategoryID("consent")
    case .locationInPicture: CategoryID("personal_data")
    case .weekFull, .outsideWorkingHours, .inLessonHours, .atNight, .manyToOne: CategoryID("rhythm")
    }
  }

  /// How fast a person should look (domain §1, the column of proposed severities).
  public var severity: Severity {
    switch self {
    case .externalWithoutConsent: .high
    case .parentElsewhere, .parentWithoutChild, .pupilPrivate, .nameWithoutConsent, .pictureWithoutConsent: .medium
    case .authorWithoutRole, .teacherElsewhere, .teacherReacts, .parentPosts, .reactionWhileClosed,
      .outsiderInFunctionGroup, .inNameOfCircle, .schoolGroupWithoutMandate, .pupilNamed, .pupilAchievement,
      .ownChildPrivate, .pictureUndeclared, .locationInPicture:
      .low
    case .personaNotHeld, .teacherAsParent, .topicMissing, .topicOther, .kindOfContent, .listOfNames, .nameNotAsked,
      .ownDevice, .ownDeviceUndeclared, .attachmentNotAllowed, .weekFull, .outsideWorkingHours, .inLessonHours,
      .atNight, .manyToOne:
      .information
    }
  }

  /// Whether it never asks for a person, whatever a policy says: when and how often one writes is soft (A27, A40, A41).
  public var isAdviceOnly: Bool { category == CategoryID("rhythm") }

  /// The name on screen.
  public var title: String {
    switch self {
    case .authorWithoutRole: "Schrijver zonder rol"
    case .personaNotHeld: "Rol die de schrijver niet heeft"
    case .teacherElsewhere: "Leerkracht in een andere groep"
    case .parentElsewhere: "Ouder in een andere groep"
    case .parentWithoutChild: "Ouder zonder kind op school"
    case .teacherReacts: "Leerkracht reageert"
    case .parentPosts: "Ouder plaatst een bericht"
    case .reactionWhileClosed: "Reactie terwijl dat uit staat"
    case .outsiderInFunctionGroup: "Geen lid van deze raad"
    case .inNameOfCircle: "Namens MR, OR of TSO"
    case .schoolGroupWithoutMandate: "Schoolbericht zonder opdracht"
    case .teacherAsParent: "Leerkracht schrijft als ouder"
    case .topicMissing: "Geen onderwerp gekozen"
    case .topicOther: "Ander onderwerp"
    case .kindOfContent: "Andere soort inhoud"
    case .pupilNamed: "Leerling bij naam"
    case .pupilPrivate: "Persoonlijk over een leerling"
    case .pupilAchievement: "Prestatie van één leerling"
    case .ownChildPrivate: "Persoonlijk over het eigen kind"
    case .listOfNames: "Lijst met namen"
    case .nameWithoutConsent: "Naam zonder toestemming"
    case .nameNotAsked: "Toestemming voor naam onbekend"
    case .pictureWithoutConsent: "Beeld zonder toestemming"
    case .externalWithoutConsent: "Beeld buiten het portaal zonder toestemming"
    case .pictureUndeclared: "Wie staat erop?"
    case .ownDevice: "Eigen apparaat"
    case .ownDeviceUndeclared: "Geen verklaring voor eigen apparaat"
    case .locationInPicture: "Plaats in de foto"
    case .attachmentNotAllowed: "Soort of grootte van de bijlage"
    case .weekFull: "Veel berichten deze week"
    case .outsideWorkingHours: "Buiten werktijd"
    case .inLessonHours: "Onder lestijd"
    case .atNight: "’s Nachts"
    case .manyToOne: "Veel berichten aan één persoon"
    }
  }

  /// Why this is doubtful and what helps, in plain Dutch.
  public var explanation: String {
    switch self {
    case .authorWithoutRole:
      "De schrijver heeft op school geen rol. Kijk de gegevens na; dit is geen overtreding."
    case .personaNotHeld: "De schrijver heeft deze rol niet. Kijk na in welke rol het bericht is bedoeld."
    case .teacherElsewhere:
      "Een leerkracht plaatst in de eigen groepen. Een invaller krijgt een rol met een begin en een eind."
    case .parentElsewhere:
      "Een ouder schrijft in de groepen van de eigen kinderen. Kijk na of deze ouder hier nog lid hoort te zijn."
    case .parentWithoutChild: "Bij deze ouder staat geen kind op school. Kijk na of de ouder is toegelaten."
    case .teacherReacts: "Een leerkracht reageert niet in de groep. Antwoord één op één, of met een nieuw bericht."
    case .parentPosts: "Ouders lezen in deze groep. Kijk na hoe het portaal is ingesteld."
    case .reactionWhileClosed: "Reageren staat volgens de afspraken uit. Kijk na hoe het portaal is ingesteld."
    case .outsiderInFunctionGroup: "Deze groep is voor overleg van wie er lid van is."
    case .inNameOfCircle: "Een bericht namens MR, OR of TSO aan ouders plaatst de directie."
    case .schoolGroupWithoutMandate: "In de algemene groep schrijft de directie, of wie dat namens haar doet."
    case .teacherAsParent: "Wie in deze groep werkt, schrijft er vanuit de rol op school."
    case .topicMissing: "Kies waar het bericht over gaat."
    case .topicOther: "Past dit bij wat de school in het portaal bespreekt?"
    case .kindOfContent: "De school plaatst foto’s en films, tekst, uitnodigingen en verwijzingen."
    case .pupilNamed:
      "Een bericht gaat over de school of de groep, niet over één kind. Kan het zonder naam, of één op één?"
    case .pupilPrivate: "Dit is persoonlijk en gaat over een kind van een ander. Zo iets hoort één op één."
    case .pupilAchievement: "Een prestatie van één kind krijgt alleen nadruk als ieder kind eraan mee kon doen."
    case .ownChildPrivate: "Dit is persoonlijk. Een gesprek of een bericht aan de leerkracht past beter dan de groep."
    case .listOfNames:
      "Er staan veel namen bij elkaar. Is het een rooster, dan telt alleen de toestemming voor de namen."
    case .nameWithoutConsent: "De ouders gaven geen toestemming om deze naam te noemen."
    case .nameNotAsked: "Voor deze naam is geen toestemming bekend."
    case .pictureWithoutConsent: "Voor een herkenbare leerling is geen toestemming. Kies een ander beeld."
    case .externalWithoutConsent: "Voor deze plek buiten het portaal is geen toestemming. Plaats het beeld daar niet."
    case .pictureUndeclared: "Geef op welke leerlingen te herkennen zijn, of dat niemand te herkennen is."
    case .ownDevice: "Wis dit beeld na het plaatsen van het eigen apparaat en uit de eigen opslag."
    case .ownDeviceUndeclared: "Voor dit schooljaar is er nog geen verklaring over het eigen apparaat."
    case .locationInPicture: "In het bestand staat waar het gemaakt is. Haal dat eruit voor u het plaatst."
    case .attachmentNotAllowed: "Deze soort of grootte is niet afgesproken."
    case .weekFull: "Deze groep kreeg deze week al genoeg berichten. Kan het wachten of erbij?"
    case .outsideWorkingHours: "Dit valt buiten uw werktijd. U mag het plannen voor morgen."
    case .inLessonHours: "Deze groep heeft nu les. Bij een uitje hoort een uitzondering."
    case .atNight: "Dit is ’s nachts geschreven. Morgen nog eens lezen kan helpen."
    case .manyToOne: "Er gingen vandaag al veel berichten naar deze persoon."
    }
  }

  /// Names a child that left.
  public static let someonePast = "een leerling die van school is"

  /// Says whom a signal is about.
  public static func about(_ names: [String]) -> String {
    names.isEmpty ? "" : "Het gaat om \(names.joined(separator: ", "))."
  }
}
