public import Conduct

/// The Dutch words by which files name what a message says of itself; the English ones are those of the values.
extension Posting.Topic {
  /// What can be chosen, in Dutch.
  static let choices = "klas, lesstof, schoolbericht, activiteit, afspraak, hulpvraag, passend, anders"

  /// Reads the English or the Dutch name ("lesstof"); nil when it is neither.
  public init?(name: String) {
    switch name.bare {
    case "classlife", "klas", "klassenleven": self = .classLife
    case "lessonmaterial", "lesstof": self = .lessonMaterial
    case "schoolmessage", "schoolbericht": self = .schoolMessage
    case "activity", "activiteit": self = .activity
    case "appointment", "afspraak", "gesprek": self = .appointment
    case "requestforhelp", "hulpvraag": self = .requestForHelp
    case "fitting", "passend": self = .fitting
    case "other", "anders": self = .other
    default: return nil
    }
  }
}

extension Attachment.Kind {
  /// What can be chosen, in Dutch.
  static let choices = "foto, film, document, uitnodiging, link"

  /// Reads the English or the Dutch name ("uitnodiging"); nil when it is neither.
  public init?(name: String) {
    switch name.bare {
    case "photo", "foto", "image", "afbeelding": self = .photo
    case "film", "video": self = .film
    case "document", "bestand", "file": self = .document
    case "invitation", "uitnodiging": self = .invitation
    case "link", "koppeling": self = .link
    default: return nil
    }
  }
}

extension Consent.Channel {
  /// What can be chosen, in Dutch.
  static let choices = allCases.map(\.name).joined(separator: ", ")

  /// Reads the English or the Dutch name ("sociale media"); nil when it is neither.
  public init?(name: String) {
    guard let channel = Self.allCases.first(where: { [$0.name.bare, $0.rawValue.bare].contains(name.bare) }) else {
      return nil
    }
    self = channel
  }
}

extension Bool {
  /// Reads yes or no, in Dutch or English; nil when it is neither.
  init?(dutch text: String) {
    switch text.bare {
    case "ja", "yes", "true": self = true
    case "nee", "no", "false": self = false
    default: return nil
    }
  }
}

extension String {
  /// The letters and digits in lower case, for comparing words of a file.
  var bare: String { lowercased().filter { $0.isLetter || $0.isNumber } }
}
