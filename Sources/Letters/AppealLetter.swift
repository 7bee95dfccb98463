public import Conduct

/// To who filed an appeal: what was decided on it, and why.
public struct AppealLetter: Letter {
  /// Its template.
  public let kind = LetterKind.appeal
  /// Who writes to whom.
  public var head: LetterHead
  /// The appeal.
  public var appeal: Appeal
  /// The kind of measure that it was against; nil when it was against a decision on a message.
  public var measure: Measure.Kind?
  /// Why; the reviewer's words.
  public var motivation: String?
  /// When it was decided, in milliseconds.
  public var decidedAt: Int64?
  /// The new end of the measure, in milliseconds, when it changed.
  public var until: Int64?
  /// What cannot be taken back.
  public var irreversible: [Irreversible]
  /// Until when one can go to the next instance, in milliseconds.
  public var nextUntil: Int64?
  /// What is kept.
  public var records: Records

  /// Makes a letter.
  public init(
    head: LetterHead, appeal: Appeal, measure: Measure.Kind?, motivation: String?, decidedAt: Int64?, until: Int64?,
    irreversible: [Irreversible], nextUntil: Int64?, records: Records
  ) {
    self.head = head
    self.appeal = appeal
    self.measure = measure
    self.motivation = motivation
    self.decidedAt = decidedAt
    self.until = until
    self.irreversible = irreversible
    self.nextUntil = nextUntil
    self.records = records
  }

  /// What must be in order first, in Dutch.
  public var obstacles: [String] {
    appeal.outcome == nil && appeal.state != .inadmissible
      ? ["er is nog niet op het bezwaar beslist (nu: \(appeal.state.name))"] : []
  }

  /// Its places, in the order in which a reader meets them.
  public func places(in wording: Wording) -> [Place] {
    // Whoever was turned away can still go to the committee.
    let next: Appeal.NextInstance? = appeal.state == .inadmissible ? .complaintsCommittee : appeal.nextInstance
    return head.places(in: wording) + [
      .required("number", "het nummer van het bezwaar", String(appeal.number)),
      .required("filed", "wanneer het is ingediend", wording.day(appeal.filedAt)),
      .required("decided", "wanneer is beslist", decidedAt.map(wording.day)),
      .optional("measure", "de maatregel", measure.map(wording.name)),
      .flag("about_measure", measure != nil),
      .flag("about_message", measure == nil && appeal.kind == .measureAppeal),
      .flag("complaint", appeal.kind == .reporterComplaint),
      .flag("inadmissible", appeal.state == .inadmissible), .flag("late", appeal.inadmissibility == .late),
      .flag("duplicate", appeal.inadmissibility == .duplicate),
      .flag("not_concerned", appeal.inadmissibility == .notConcerned),
      .flag("confirmed", appeal.outcome == .confirmed), .flag("varied", appeal.outcome == .varied),
      .flag("reversed", appeal.outcome == .reversed), .optional("until", "het nieuwe einde", until.map(wording.day)),
      .written("motivation", "waarom zo is beslist", motivation),
      .flag("has_irreversible", !irreversible.isEmpty),
      .rows("irreversible", ["fact"], irreversible.map { ["fact": wording.sentence($0)] }),
      .flag("next_board", next == .board), .flag("next_committee", next == .complaintsCommittee),
      .required("next_until", "tot wanneer men verder kan", nextUntil.map(wording.day)),
      .required("complaints", "de klachtencommissie (klachten in school.txt)", head.details.complaints),
    ] + records.places(in: wording, head.details)
  }
}

extension Wording {
  /// What cannot be taken back, as a sentence.
  func sentence(_ fact: Irreversible) -> String {
    if language == .dutch { return fact.name }
    return switch fact {
    case .timeServed(let days): "The measure was in force for \(duration(days: days))."
    case .toldOutside(let kind): "Another body was told: \(name(kind)). You can ask there for a correction."
    case .messageAway(let days): "Your message could not be read for \(duration(days: days))."
    }
  }
}
