public import Conduct

/// A letter as it went out: kept word for word, so that nobody has to rely on what would be written today.
public struct KeptLetter: Hashable, Sendable {
  /// What a letter is about.
  public struct Matter: Hashable, Sendable {
    /// The kinds of things that letters are about.
    public enum Kind: String, Sendable, CaseIterable {
      case review
      case measure
      case conductCase = "case"
      case appeal
      case report
      case month
    }

    /// The kind.
    public var kind: Kind
    /// The identifier; of a month the year and month, such as `2026-10`.
    public var id: String

    /// Makes a matter.
    public init(_ kind: Kind, id: String) {
      self.kind = kind
      self.id = id
    }
  }

  /// The identifier.
  public var id: LetterID
  /// A short number within the school, for people.
  public var number: Int
  /// The template that it was written with, such as `warning`.
  public var kind: String
  /// The language, such as `nl`.
  public var language: String
  /// The form: `txt` or `html`.
  public var form: String
  /// What it is about.
  public var matter: Matter
  /// By which the school finds it again.
  public var reference: String
  /// To whom it went; nil for a report of figures, and for a letter to who reported.
  public var addressee: MemberID?
  /// Who made it final.
  public var finalisedBy: MemberID
  /// When, in milliseconds.
  public var finalisedAt: Int64
  let payload: String
  /// The letter; nil in a list, and after it was purged.
  public var text: String?

  init(
    id: LetterID, number: Int, kind: String, language: String, form: String, matter: Matter, reference: String,
    addressee: MemberID?, finalisedBy: MemberID, finalisedAt: Int64, payload: String, text: String? = nil
  ) {
    self.id = id
    self.number = number
    self.kind = kind
    self.language = language
    self.form = form
    self.matter = matter
    self.reference = reference
    self.addressee = addressee
    self.finalisedBy = finalisedBy
    self.finalisedAt = finalisedAt
    self.payload = payload
    self.text = text
  }
}

/// Names a letter that was kept.
public typealias LetterID = Identifier<KeptLetter>

/// A letter that is complete, as it will go out.
public struct LetterDraft: Hashable, Sendable {
  /// The template that it was written with.
  public var kind: String
  /// The language.
  public var language: String
  /// The form.
  public var form: String
  /// What it is about.
  public var matter: KeptLetter.Matter
  /// By which the school finds it again.
  public var reference: String
  /// The letter.
  public var text: String

  /// Makes a draft.
  public init(
    kind: String, language: String, form: String, matter: KeptLetter.Matter, reference: String, text: String
  ) {
    self.kind = kind
    self.language = language
    self.form = form
    self.matter = matter
    self.reference = reference
    self.text = text
  }
}
