public import Conduct
public import Foundation

/// One message as a file of others gives it, before the register is asked who and where.
public struct MessageRow: Sendable, Hashable {
  /// The line of the file that it begins on, counted from 1.
  public var line: Int
  /// The portal's own id.
  public var id: String
  /// The text's bytes: UTF-8, or what the file gave for it.
  public var text: [UInt8]
  /// The author's id or name in the register.
  public var author: String
  /// The author's role when the file names one.
  public var role: Role?
  /// The group's id or name in the register; nil for the school as a whole.
  public var group: String?
  /// Post, reaction or one-to-one.
  public var kind: Message.Kind
  /// When it was posted; nil when the file does not say.
  public var postedAt: Date?
  /// The topic that the author chose.
  public var topic: Posting.Topic?
  /// The circle on whose behalf it was placed: MR, OR or TSO.
  public var onBehalfOf: Assignment.Function?
  /// When it was written, when the file says so.
  public var writtenAt: Date?
  /// Whether it tells of an emergency.
  public var isEmergency = false
  /// The id or name in the register of the one person it was sent to.
  public var recipient: String?
  /// What is attached.
  public var attachments: [AttachmentRow] = []

  /// Makes a row.
  public init(
    line: Int, id: String, text: [UInt8], author: String, role: Role? = nil, group: String? = nil,
    kind: Message.Kind = .post, postedAt: Date? = nil
  ) {
    self.line = line
    self.id = id
    self.text = text
    self.author = author
    self.role = role
    self.group = group
    self.kind = kind
    self.postedAt = postedAt
  }
}

/// A line that was not taken, and why.
public struct RefusedRow: Error, Sendable, Hashable {
  /// The line of the file, counted from 1.
  public var line: Int
  /// Why, in Dutch.
  public var reason: String

  /// Names a line and a reason.
  public init(line: Int, reason: String) {
    self.line = line
    self.reason = reason
  }
}

/// The columns, or fields, of a file with messages, by their English and Dutch names.
public enum MessageColumn: String, CaseIterable, Sendable {
  case id
  case text
  case author
  case role
  case group
  case kind
  case at
  case topic
  case onBehalfOf = "on_behalf_of"
  case writtenAt = "written_at"
  case emergency
  case recipient
  case attachments

  /// The columns that cannot be missed.
  public static let required: [MessageColumn] = [.id, .text, .author, .group]

  /// The names that a file may use, the Dutch one for messages first.
  public var names: [String] {
    switch self {
    case .id: ["id", "nummer", "berichtid", "messageid"]
    case .text: ["tekst", "text", "bericht", "message", "inhoud", "content", "body"]
    case .author: ["auteur", "author", "schrijver", "afzender", "lid", "member", "from"]
    case .role: ["rol", "role"]
    case .group: ["groep", "group", "klas", "class"]
    case .kind: ["soort", "kind", "type"]
    case .at: ["datum", "at", "date", "tijd", "time", "geplaatst", "geplaatstop", "verzonden", "postedat", "createdat"]
    case .topic: ["topic", "rubriek"]
    case .onBehalfOf: ["namens", "onbehalfof"]
    case .writtenAt: ["geschreven", "writtenat", "geschrevenop"]
    case .emergency: ["spoed", "emergency"]
    case .recipient: ["ontvanger", "recipient"]
    case .attachments: ["bijlagen", "attachments", "bijlage", "attachment"]
    }
  }

  /// Finds the column by a name from a file; capitals, spaces, hyphens and underscores do not matter.
  public init?(name: String) {
    guard let column = Self.allCases.first(where: { $0.names.contains(name.bare) }) else { return nil }
    self = column
  }
}

extension Message.Kind {
  /// Reads the English or a Dutch name ("reactie", "1-op-1"); nil when it is neither.
  public init?(name: String) {
    switch name.bare {
    case "post", "bericht", "plaatsing": self = .post
    case "reaction", "reactie", "comment", "opmerking": self = .reaction
    case "onetoone", "1op1", "1to1", "1on1", "direct", "eenopeen", "éénopéén", "persoonlijk": self = .oneToOne
    default: return nil
    }
  }
}

extension Role {
  /// Reads the English name or a Dutch one ("ouder", "leerkracht"); nil when it is neither.
  public init?(name: String) {
    switch name.lowercased().trimmingCharacters(in: .whitespaces) {
    case "parent", "ouder", "verzorger", "ouder/verzorger", "guardian": self = .parent
    case "teacher", "leerkracht", "leraar", "docent", "juf", "meester", "groepsbeheerder": self = .teacher
    case "staff", "medewerker", "personeel": self = .staff
    case "director", "directeur", "directie", "schoolleider": self = .director
    case "board", "bestuur": self = .board
    case "support", "ondersteuning", "ict", "administratie", "administration": self = .support
    default: return nil
    }
  }
}
