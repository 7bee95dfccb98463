public import Conduct

/// To a person about whose conduct there is a case: an invitation to give one's own side.
public struct Invitation: Letter {
  /// Its template.
  public let kind = LetterKind.invitation
  /// Who writes to whom.
  public var head: LetterHead
  /// The case's number.
  public var number: Int
  /// What it is about, in the words of who invites.
  public var about: String?
  /// What was established; empty before anything was.
  public var grounds: [Ground]
  /// Until when the person can respond, in milliseconds.
  public var respondBy: Int64?
  /// When and where there is a talk; nil when the person may choose.
  public var meeting: String?
  /// What is kept.
  public var records: Records

  /// Makes an invitation.
  public init(
    head: LetterHead, number: Int, about: String?, grounds: [Ground], respondBy: Int64?, meeting: String?,
    records: Records
  ) {
    self.head = head
    self.number = number
    self.about = about
    self.grounds = grounds
    self.respondBy = respondBy
    self.meeting = meeting
    self.records = records
  }

  /// Its places, in the order in which a reader meets them.
  public func places(in wording: Wording) -> [Place] {
    var facts = grounds.places(in: wording)
    for index in facts.indices { facts[index].isRequired = false }
    return head.places(in: wording) + [
      .required("number", "het nummer van de zaak", String(number)),
      .written("about", "waar het over gaat", about),
      .required("respond_by", "tot wanneer men kan reageren", respondBy.map(wording.day)),
      .optional("meeting", "wanneer en waar het gesprek is", meeting),
    ] + facts + records.places(in: wording, head.details)
  }
}
