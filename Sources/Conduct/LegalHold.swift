/// A reason not to delete what is kept on a person, such as a complaint, a report to the police or a court case: somebody
/// answers for it, and looks at it again on a date.
public struct LegalHold: Hashable, Codable, Sendable {
  /// The identifier.
  public var id: LegalHoldID
  /// A short number within the school, for people.
  public var number: Int
  /// Whose data.
  public var member: MemberID
  /// Who answers for it.
  public var holder: MemberID
  /// From when, in milliseconds.
  public var placedAt: Int64
  /// When it is looked at again, in milliseconds.
  public var reviewAt: Int64
  /// Who lifted it; nil while it holds.
  public var liftedBy: MemberID?
  /// When, in milliseconds.
  public var liftedAt: Int64?
  /// Why, first reason first; those that were purged are left out.
  public var reasons: [String]

  /// Makes a hold.
  public init(
    id: LegalHoldID, number: Int, member: MemberID, holder: MemberID, placedAt: Int64, reviewAt: Int64,
    liftedBy: MemberID? = nil, liftedAt: Int64? = nil, reasons: [String] = []
  ) {
    self.id = id
    self.number = number
    self.member = member
    self.holder = holder
    self.placedAt = placedAt
    self.reviewAt = reviewAt
    self.liftedBy = liftedBy
    self.liftedAt = liftedAt
    self.reasons = reasons
  }
}

/// What a person says is not right in what is kept: it is added and changes nothing, so that the evidence stays as it was.
public struct Rectification: Hashable, Codable, Sendable {
  /// What it may stay with.
  public enum Subject: String, Codable, Sendable, CaseIterable {
    case review
    case measure
    case appeal
    case conductCase = "case"

    /// The word on screen.
    public var name: String {
      switch self {
      case .review: "beoordeling"
      case .measure: "maatregel"
      case .appeal: "bezwaar"
      case .conductCase: "zaak"
      }
    }
  }

  /// The identifier.
  public var id: RectificationID
  /// A short number within the school, for people.
  public var number: Int
  /// Whose words.
  public var member: MemberID
  /// What sort of thing it is about.
  public var kind: Subject
  /// Its identifier.
  public var about: String
  /// When it was written down, in milliseconds.
  public var at: Int64
  /// The words; nil after they were purged.
  public var text: String?

  /// Makes a rectification.
  public init(
    id: RectificationID, number: Int, member: MemberID, kind: Subject, about: String, at: Int64, text: String?
  ) {
    self.id = id
    self.number = number
    self.member = member
    self.kind = kind
    self.about = about
    self.at = at
    self.text = text
  }
}
