/// What was written in the portal.
public struct Message: Hashable, Codable, Sendable {
  /// Where it stands in the portal.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case post
    case reaction
    /// Between two people: never queued of itself, always reportable.
    case oneToOne = "one_to_one"
  }

  /// The portal's own name for the message; importing the same one twice doubles nothing.
  public var externalID: String?
  /// Who wrote it.
  public var author: MemberID
  /// The role it was written in.
  public var persona: Role
  /// The group it was written for; nil is the whole school.
  public var group: GroupID?
  /// Post, reaction or one to one.
  public var kind: Kind
  /// When it was sent, in milliseconds.
  public var sentAt: Int64
  /// When this text was last changed by its author, in milliseconds; nil when it never was.
  public var editedAt: Int64?
  /// The text as it was given.
  public var text: String
  /// What it says of itself besides its text.
  public var posting: Posting

  /// Makes a message.
  public init(
    externalID: String? = nil, author: MemberID, persona: Role = .parent, group: GroupID? = nil, kind: Kind = .post,
    sentAt: Int64, editedAt: Int64? = nil, text: String, posting: Posting = Posting()
  ) {
    self.externalID = externalID
    self.author = author
    self.persona = persona
    self.group = group
    self.kind = kind
    self.sentAt = sentAt
    self.editedAt = editedAt
    self.text = text
    self.posting = posting
  }
}
