/// To a person who asked what the school keeps: all of it, in order.
public struct AccessLetter: Letter {
  /// One value that is kept; the first of a sort or of a thing says so.
  public struct Line: Hashable, Sendable {
    /// The heading of the sort, where one begins.
    public var section: String
    /// The heading of the thing, where one begins.
    public var record: String
    /// What the value is.
    public var label: String
    /// The value.
    public var text: String

    /// Makes a line.
    public init(section: String = "", record: String = "", label: String, text: String) {
      self.section = section
      self.record = record
      self.label = label
      self.text = text
    }
  }

  /// Its template.
  public let kind = LetterKind.access
  /// Who writes to whom.
  public var head: LetterHead
  /// What is kept.
  public var lines: [Line]
  /// How much was left out.
  public var omissions: Int

  /// Makes a letter.
  public init(head: LetterHead, lines: [Line], omissions: Int) {
    self.head = head
    self.lines = lines
    self.omissions = omissions
  }

  /// Its places, in the order in which a reader meets them.
  public func places(in wording: Wording) -> [Place] {
    head.places(in: wording) + [
      .rows(
        "lines", ["section", "record", "label", "text"],
        lines.map { ["section": $0.section, "record": $0.record, "label": $0.label, "text": $0.text] }),
      .flag("left_out", omissions > 0),
      .required("complaints", "de klachtencommissie (klachten in school.txt)", head.details.complaints),
      .required("privacy_contact", "wie toeziet op gegevens (privacy in school.txt)", head.details.privacy),
    ]
  }
}
