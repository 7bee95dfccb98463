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

    /// The line on screen.
    public var name: String {
      switch self {
      case .reminder: "de termijn loopt bijna af"
      case .escalated: "de termijn is verstreken; dit is nu aan u"
      case .passed: "de termijn is verstreken zonder reactie"
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
