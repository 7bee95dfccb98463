import Conduct

/// What of a person's record stays away from somebody who reported the person: neither it, nor any line that tells of it.
struct HistoryVeil {
  /// What letters, terms, holds and the person's own words are about.
  struct Matter {
    var kind: Duty.Subject.Kind
    var id: String
  }

  /// Reviews that the reader brought about.
  var reviews: Set<ReviewID>
  /// The measures that the reader may see.
  var measures: Set<MeasureID>
  /// Whether cases, appeals and holds are not the reader's to see.
  var hidesCasework: Bool
  /// What the letters, terms and words on record are about, by what names them in the log.
  var matters: [String: Matter]

  /// Whether the reader may see something on record.
  func shows(_ kind: Duty.Subject.Kind, _ id: String) -> Bool {
    switch kind {
    case .review: !reviews.contains(ReviewID(id))
    case .measure: measures.contains(MeasureID(id))
    case .appeal, .conductCase, .legalHold: !hidesCasework
    // Nothing on a person's record is about a report.
    case .report: false
    // A picture is no part of anybody's record.
    case .picture: true
    }
  }

  /// Whether the reader may see a line of the log.
  func shows(_ event: Event) -> Bool {
    let body = event.body
    if let review = body.review, !shows(.review, review.rawValue) { return false }
    if let measure = body.measure, !shows(.measure, measure.rawValue) { return false }
    if hidesCasework && (body.conductCase != nil || body.appeal != nil) { return false }
    guard let name = body.duty.map({ "duty \($0)" }) ?? body.item else { return true }
    return matters[name].map { shows($0.kind, $0.id) } ?? true
  }
}

extension Duty.Subject.Kind {
  init(_ kind: Rectification.Subject) {
    self =
      switch kind {
      case .review: .review
      case .measure: .measure
      case .appeal: .appeal
      case .conductCase: .conductCase
      }
  }
}

extension Transaction {
  /// What the letters to a person, the terms and holds about the person and the person's own words are about, by what names
  /// them in the log.
  func mattersOnRecord(
    of subject: MemberID, _ rectifications: [Rectification]
  ) throws -> [String: HistoryVeil.Matter] {
    let rows = try run(
      """
      SELECT 'duty' AS what, id, subject_kind AS kind, subject AS about FROM duty WHERE school = $1 AND member = $2
      UNION ALL SELECT 'letter', id, about_kind, about FROM letter WHERE school = $1 AND addressee = $2
      UNION ALL SELECT 'legal_hold', id, 'legal_hold', id FROM legal_hold WHERE school = $1 AND member = $2
      """, SQLValue(subject))
    var matters = try rows.reduce(into: [String: HistoryVeil.Matter]()) { matters, row in
      // A letter of figures is about nobody.
      guard let kind = Duty.Subject.Kind(rawValue: try row.text("kind")) else { return }
      matters["\(try row.text("what")) \(try row.text("id"))"] = HistoryVeil.Matter(
        kind: kind, id: try row.text("about"))
    }
    for note in rectifications {
      matters["rectification \(note.id)"] = HistoryVeil.Matter(kind: .init(note.kind), id: note.about)
    }
    return matters
  }
}
