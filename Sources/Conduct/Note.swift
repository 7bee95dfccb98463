/// Something that a person wrote while handling a matter.
public struct Note: Hashable, Codable, Sendable {
  /// What it was written for.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// For colleagues, of one's own accord.
    case note
    case question
    case answer
    case handOver = "hand_over"
    case escalation
    case care
    case undoing
    case reopening
    /// What a reporter added, or took back.
    case addition
    case withdrawal
    /// What was told to the person who asked or reported.
    case outcome

    /// The name on screen.
    public var name: String {
      switch self {
      case .note: "aantekening voor collega's"
      case .question: "vraag"
      case .answer: "antwoord"
      case .handOver: "bij het overdragen"
      case .escalation: "bij het doorgeven"
      case .care: "naar de zorgpersoon"
      case .undoing: "bij het herroepen"
      case .reopening: "bij het heropenen"
      case .addition: "aanvulling"
      case .withdrawal: "bij het intrekken"
      case .outcome: "uitkomst"
      }
    }
  }

  /// What for.
  public var kind: Kind
  /// Who wrote it; nil is the product itself.
  public var author: MemberID?
  /// When, in milliseconds.
  public var at: Int64
  /// The words.
  public var text: String

  /// Makes a note.
  public init(_ kind: Kind, by author: MemberID?, at: Int64, text: String) {
    self.kind = kind
    self.author = author
    self.at = at
    self.text = text
  }
}
