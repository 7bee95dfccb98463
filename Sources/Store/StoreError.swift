public import Conduct

/// What went wrong in the store, in words that say what to do.
public enum StoreError: Error, Hashable, CustomStringConvertible {
  /// Somebody changed it since it was read.
  case conflict(Conflict)
  /// There is no such thing at this school, or the person may not know of it.
  case notFound(String, handle: String)
  /// The domain does not allow it.
  case notAllowed(Refusal)
  /// Something that was handed in is wrong; the text says what and what to do.
  case invalid(String)
  /// A newer program made the database.
  case newerDatabase(found: Int, known: Int)
  /// Another program holds the database.
  case locked
  /// The disk is full.
  case diskFull
  /// The disk does not do what the database asks, such as beyond a quota or a limit on the size of files.
  case diskFault(String)
  /// The school's key file is not there.
  case missingKey(path: String)
  /// The key file is not the one that the school was made with, or is no key at all.
  case wrongKey(path: String)
  /// Others can read the key file.
  case exposedKey(path: String)
  /// The file is something else than a database.
  case notADatabase(path: String)
  /// The file cannot be opened or made.
  case cannotOpen(path: String, detail: String)
  /// The database cannot be written.
  case readOnly
  /// What is stored cannot be right.
  case damaged(String)
  /// A table is not there: the database has no store in it yet.
  case missingTable(String)
  /// A rule of the schema forbids it.
  case constraint(String)
  /// There is no connection to the server of the database.
  case noConnection(server: String, detail: String, advice: String)
  /// The server went away before anything was saved.
  case connectionLost(server: String)
  /// The server went away while it saved: nobody knows whether it did.
  case uncertain(server: String)

  /// A Dutch sentence that says what happened and what to do.
  public var description: String {
    switch self {
    case .conflict(let conflict): conflict.description
    case .notFound(let what, let handle):
      "\(what) “\(handle)” bestaat niet bij deze school, of is niet voor u. Kijk het na."
    case .notAllowed(let refusal): refusal.description
    case .invalid(let advice): advice
    case .newerDatabase(let found, let known):
      "De database is van een nieuwere versie (\(found)); dit programma kent versie \(known). "
        + "Werk Fatsoen bij. Er is niets veranderd."
    case .locked: "De database is bezet door een ander programma. Wacht even en probeer het opnieuw."
    case .diskFull: "De schijf is vol. Maak ruimte vrij en doe het opnieuw; wat al bewaard was, blijft bewaard."
    case .diskFault(let detail):
      "De schijf weigert (\(detail)). Kijk na of er ruimte is en of een quotum of limiet is bereikt, en doe het opnieuw; "
        + "wat al bewaard was, blijft bewaard."
    case .missingKey(let path):
      "Het sleutelbestand \(path) ontbreekt. Zet het terug uit uw reservekopie; zonder sleutel is de inhoud onleesbaar."
    case .wrongKey(let path):
      "Het sleutelbestand \(path) hoort niet bij deze school. Zet het juiste bestand terug uit uw reservekopie."
    case .exposedKey(let path): "Anderen kunnen het sleutelbestand \(path) lezen. Doe eerst: chmod 600 '\(path)'"
    case .notADatabase(let path): "\(path) is geen database van Fatsoen. Kies een ander bestand."
    case .cannotOpen(let path, let detail):
      "De database \(path) kan niet worden geopend (\(detail)). Bestaat de map, en mag u erin schrijven?"
    case .readOnly:
      "De database kan niet worden beschreven. Kijk de rechten na: van het bestand en de map, of van de gebruiker op de "
        + "server."
    case .damaged(let detail): "De database is beschadigd: \(detail). Zet een reservekopie terug."
    case .missingTable(let detail): "In deze database staat nog geen school (\(detail)). Maak er eerst een aan."
    case .constraint(let detail): "De database weigert dit: \(detail)."
    case .noConnection(let server, let detail, let advice):
      "Geen verbinding met de database \(server). \(advice) (Melding: \(detail))"
    case .connectionLost(let server):
      "De verbinding met de database \(server) is weggevallen. Er is niets opgeslagen. Doe het opnieuw als de server draait."
    case .uncertain(let server):
      "De verbinding met de database \(server) viel weg tijdens het opslaan. Kijk eerst na of het gelukt is, voor u het "
        + "opnieuw doet."
    }
  }
}

/// A step on something that somebody else changed first; it shows how things stand now.
public struct Conflict: Hashable, Sendable, CustomStringConvertible {
  /// The review as it is now, when it is about a review.
  public var review: Review?
  /// The measure as it is now, when it is about a measure.
  public var measure: Measure?
  /// The step outside the school as it is now, when it is about that.
  public var referral: Referral?
  /// The appeal as it is now, when it is about that.
  public var appeal: Appeal?
  /// The report as it is now, when it is about that.
  public var report: Report?
  /// The decision that was taken first, when there is one.
  public var decision: Decision?

  /// Makes a conflict.
  public init(
    review: Review? = nil, measure: Measure? = nil, referral: Referral? = nil, appeal: Appeal? = nil,
    report: Report? = nil, decision: Decision? = nil
  ) {
    self.appeal = appeal
    self.report = report
    self.review = review
    self.referral = referral
    self.measure = measure
    self.decision = decision
  }

  /// A Dutch sentence that says what changed and what to do.
  public var description: String {
    if let review {
      let first = decision.map { " Het besluit is: \($0.outcome.name)." } ?? ""
      return "Beoordeling \(review.number) is intussen veranderd: \(review.state.name).\(first) "
        + "Er is niets opgeslagen. Lees haar opnieuw."
    }
    if let measure {
      return "Maatregel \(measure.number) is intussen veranderd: \(measure.state.name). "
        + "Er is niets opgeslagen. Lees hem opnieuw."
    }
    if let referral {
      return
        "De doorverwijzing is intussen veranderd: \(referral.state.name). Er is niets opgeslagen. Lees haar opnieuw."
    }
    if let appeal {
      return
        "Bezwaar \(appeal.number) is intussen veranderd: \(appeal.state.name). Er is niets opgeslagen. Lees het opnieuw."
    }
    if let report {
      return
        "Melding \(report.number) is intussen veranderd: \(report.state.name). Er is niets opgeslagen. Lees haar opnieuw."
    }
    return "Dit is intussen veranderd. Er is niets opgeslagen. Lees het opnieuw."
  }
}
