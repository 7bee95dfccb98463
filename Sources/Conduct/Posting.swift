/// What a message says of itself besides its text: its topic, on whose behalf it stands there, and what is attached.
public struct Posting: Hashable, Codable, Sendable {
  /// What a message of the school is about (A24).
  public enum Topic: String, Codable, Sendable, CaseIterable {
    case classLife = "class_life"
    case lessonMaterial = "lesson_material"
    case schoolMessage = "school_message"
    case activity
    case appointment
    case requestForHelp = "request_for_help"
    /// Something that fits with these.
    case fitting
    case other
  }

  /// The topic that the author chose; nil when none was chosen.
  public var topic: Topic?
  /// The circle on whose behalf it was placed: MR, OR or TSO (A13).
  public var onBehalfOf: Assignment.Function?
  /// When it was written, in milliseconds, when that is not when it appeared: a planned message.
  public var writtenAt: Int64?
  /// Whether it tells of an emergency.
  public var isEmergency: Bool
  /// What is attached.
  public var attachments: [Attachment]
  /// The one person it was sent to, when it was sent to one.
  public var recipient: MemberID?

  /// Makes what a message says of itself.
  public init(
    topic: Topic? = nil, onBehalfOf: Assignment.Function? = nil, writtenAt: Int64? = nil, isEmergency: Bool = false,
    attachments: [Attachment] = [], recipient: MemberID? = nil
  ) {
    self.topic = topic
    self.onBehalfOf = onBehalfOf
    self.writtenAt = writtenAt
    self.isEmergency = isEmergency
    self.attachments = attachments
    self.recipient = recipient
  }
}

/// What is attached to a message. Pictures are never kept, only what was declared of them.
public struct Attachment: Hashable, Codable, Sendable {
  /// What it is.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case photo
    case film
    case invitation
    case link
    case document
  }

  /// The name of the file or the address.
  public var name: String
  /// What it is.
  public var kind: Kind
  /// The media type ("image/jpeg"), when it is known.
  public var mediaType: String?
  /// The size in bytes, when it is known.
  public var size: Int?
  /// The pupils who can be recognised, as the author declared; empty when nobody can be, nil when nothing was declared.
  public var pupils: [PupilID]?
  /// Whether it was made with the author's own device; nil when that was not declared.
  public var isOwnDevice: Bool?
  /// Whether the file says where it was made; nil when it was not looked into.
  public var hasLocation: Bool?
  /// Where it is shown.
  public var channel: Consent.Channel

  /// Makes an attachment.
  public init(
    name: String, kind: Kind, mediaType: String? = nil, size: Int? = nil, pupils: [PupilID]? = nil,
    isOwnDevice: Bool? = nil, hasLocation: Bool? = nil, channel: Consent.Channel = .portal
  ) {
    self.name = name
    self.kind = kind
    self.mediaType = mediaType
    self.size = size
    self.pupils = pupils
    self.isOwnDevice = isOwnDevice
    self.hasLocation = hasLocation
    self.channel = channel
  }

  /// The kind of consent that showing a recognisable pupil asks; nil when none does.
  public var consent: Consent.Kind? {
    switch kind {
    case .photo: .photo
    case .film: .film
    case .invitation, .link, .document: nil
    }
  }
}
