public import Conduct

/// A letter as a value: who writes to whom, and what is filled in. Its template gives it words.
public protocol Letter: Sendable {
  /// Which template it is written with.
  var kind: LetterKind { get }
  /// Who writes to whom.
  var head: LetterHead { get set }
  /// What must be in order before it can be final, besides places that are filled in; in Dutch.
  var obstacles: [String] { get }
  /// Its places, empty ones included, in the order in which a reader meets them.
  func places(in wording: Wording) -> [Place]
}

extension Letter {
  /// Nothing by itself.
  public var obstacles: [String] { [] }
}

/// Who writes to whom.
public struct LetterHead: Hashable, Sendable {
  /// The school's name.
  public var school: String
  /// What stands in each of its letters.
  public var details: SchoolDetails
  /// To whom; nil for a report that goes to a role.
  public var addressee: String?
  /// When it is written, in milliseconds.
  public var date: Int64
  /// By which the school finds it again.
  public var reference: String
  /// In which role it is signed; no handler's name stands in a letter.
  public var signer: Role
  /// The group of a teacher who signs.
  public var signerGroup: String?
  /// Names that may not stand in what people wrote: other parents.
  public var others: [String]

  /// Makes a head.
  public init(
    school: String, details: SchoolDetails, addressee: String?, date: Int64, reference: String, signer: Role,
    signerGroup: String? = nil, others: [String] = []
  ) {
    self.school = school
    self.details = details
    self.addressee = addressee
    self.date = date
    self.reference = reference
    self.signer = signer
    self.signerGroup = signerGroup
    self.others = others
  }

  func places(in wording: Wording) -> [Place] {
    [
      .required("school", "de naam van de school", school),
      .optional("address", "het adres van de school", details.address),
      .required("addressee", "aan wie", addressee), .required("date", "de datum", wording.day(date)),
      .required("reference", "het kenmerk", reference),
      .required("signer", "wie ondertekent", wording.function(signer, in: signerGroup)),
      .required("contact", "bij wie men terechtkan (contact in school.txt)", details.contact),
      .optional("privacy_contact", "wie toeziet op gegevens", details.privacy),
    ]
  }
}

/// How a person can object, and until when.
public struct Redress: Hashable, Sendable {
  /// The last moment, in milliseconds.
  public var until: Int64?
  /// Who looks at it: the director, or the board.
  public var to: Role

  /// Makes it.
  public init(until: Int64?, to: Role) {
    self.until = until
    self.to = to
  }

  func places(in wording: Wording, _ details: SchoolDetails) -> [Place] {
    [
      .required("appeal_until", "tot wanneer bezwaar kan", until.map(wording.day)),
      .required("appeal_to", "wie het bezwaar bekijkt", wording.function(to)),
      .required("complaints", "de klachtencommissie (klachten in school.txt)", details.complaints),
    ]
  }
}

/// What the school keeps of it, and for how long.
public struct Records: Hashable, Sendable {
  /// The days.
  public var days: Int?

  /// Makes it.
  public init(days: Int?) { self.days = days }

  func places(in wording: Wording, _ details: SchoolDetails) -> [Place] {
    [
      .required("kept_for", "hoe lang het bewaard blijft", days.map(wording.duration(days:))),
      .required("privacy_contact", "wie toeziet op gegevens (privacy in school.txt)", details.privacy),
    ]
  }
}
