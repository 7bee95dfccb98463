public import Conduct

/// One attachment as a file of others gives it, before the register is asked who the pupils are and the file itself what
/// it is.
public struct AttachmentRow: Sendable, Hashable {
  /// The name of the file or the address.
  public var name: String
  /// What it is.
  public var kind: Attachment.Kind
  /// The media type, when it is given.
  public var mediaType: String?
  /// The size in bytes, when it is given.
  public var size: Int?
  /// The pupils who can be recognised, by name or id; empty when nobody can be, nil when nothing was declared.
  public var pupils: [String]?
  /// Whether it was made with the author's own device; nil when that was not declared.
  public var isOwnDevice: Bool?
  /// Where it is shown.
  public var channel: Consent.Channel
  /// Where the file itself is, from a folder on; nil when it is not at hand.
  public var file: String?

  /// Makes a row.
  public init(
    name: String, kind: Attachment.Kind, mediaType: String? = nil, size: Int? = nil, pupils: [String]? = nil,
    isOwnDevice: Bool? = nil, channel: Consent.Channel = .portal, file: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.mediaType = mediaType
    self.size = size
    self.pupils = pupils
    self.isOwnDevice = isOwnDevice
    self.channel = channel
    self.file = file
  }
}

/// What a file says of an attachment, by its English and Dutch names.
enum AttachmentField: String, CaseIterable {
  case name
  case kind
  case type
  case size
  case pupils
  case ownDevice = "own_device"
  case channel
  case file

  /// The Dutch name first.
  var names: [String] {
    switch self {
    case .name: ["naam", "name"]
    case .kind: ["soort", "kind"]
    case .type: ["type", "media_type"]
    case .size: ["grootte", "size"]
    case .pupils: ["leerlingen", "pupils"]
    case .ownDevice: ["eigen toestel", "own_device"]
    case .channel: ["kanaal", "channel"]
    case .file: ["bestand", "file"]
    }
  }

  init?(name: String) {
    guard let field = Self.allCases.first(where: { $0.names.contains { $0.bare == name.bare } }) else { return nil }
    self = field
  }

  /// All Dutch names, for who wrote another.
  static var choices: String { allCases.map { $0.names[0] }.joined(separator: ", ") }
}

/// What is wrong with one attachment, in Dutch.
public struct AttachmentFault: Error {
  /// Why, in Dutch.
  public var reason: String

  init(_ reason: String) { self.reason = reason }
}

/// An attachment being read field by field, whatever the notation.
struct AttachmentDraft {
  private var texts: [AttachmentField: String] = [:]
  private var pupils: [String]?
  private var seen: Set<AttachmentField> = []

  /// Finds a field by its name; a field twice or an unknown one is a fault.
  mutating func field(named name: String) throws(AttachmentFault) -> AttachmentField {
    guard let field = AttachmentField(name: name) else {
      throw AttachmentFault("onbekend veld \"\(name)\"; kies uit \(AttachmentField.choices)")
    }
    guard seen.insert(field).inserted else { throw AttachmentFault("het veld \(field.names[0]) staat er twee keer") }
    return field
  }

  mutating func set(_ field: AttachmentField, _ text: String) {
    let text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if !text.isEmpty { texts[field] = text }
  }

  mutating func set(pupils: [String]) { self.pupils = pupils }

  /// The attachment; throws when something is missing or has a value that is not known.
  func row() throws(AttachmentFault) -> AttachmentRow {
    guard let name = texts[.name] else { throw AttachmentFault("de naam ontbreekt") }
    func fault(_ reason: String) -> AttachmentFault { AttachmentFault("\"\(name)\": \(reason)") }
    func value<Value>(_ field: AttachmentField, _ choices: String, _ read: (String) -> Value?)
      throws(AttachmentFault) -> Value?
    {
      guard let text = texts[field] else { return nil }
      guard let value = read(text) else {
        throw fault("\(field.names[0]) \"\(text)\" is niet bekend; \(choices)")
      }
      return value
    }
    guard let kind = try value(.kind, "kies uit \(Attachment.Kind.choices)", Attachment.Kind.init(name:)) else {
      throw fault("de soort ontbreekt; kies uit \(Attachment.Kind.choices)")
    }
    if pupils?.contains("") == true { throw fault("bij leerlingen staat een lege naam") }
    return AttachmentRow(
      name: name, kind: kind,
      mediaType: try value(.type, "schrijf bijvoorbeeld image/jpeg") { $0.contains("/") ? $0.lowercased() : nil },
      size: try value(.size, "schrijf het aantal bytes als een heel getal") { Int($0).flatMap { $0 >= 0 ? $0 : nil } },
      pupils: pupils, isOwnDevice: try value(.ownDevice, "kies uit ja, nee", Bool.init(dutch:)),
      channel: try value(.channel, "kies uit \(Consent.Channel.choices)", Consent.Channel.init(name:)) ?? .portal,
      file: texts[.file])
  }
}
