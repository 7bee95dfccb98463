import Conduct

extension Transaction {
  /// Carries out what a reviewer decided: measure, strikes, visibility and terms at once. Gives what cannot be taken back.
  func execute(_ ruling: Appeal.Ruling, of appeal: Appeal, by reviewer: Member) throws -> [Irreversible] {
    switch appeal.target {
    case .measure(let id): return try execute(ruling, on: try measure(id), by: reviewer)
    case .report(let id):
      if ruling.outcome == .reversed { try reopen(id, after: appeal, by: reviewer) }
      return []
    case .decision(let id):
      let decision = try decision(id)
      // A complaint of before complaints were about a report.
      if appeal.kind == .reporterComplaint {
        if ruling.outcome == .reversed { try reopen(decision.review, by: reviewer) }
        return []
      }
      switch ruling {
      case .confirmed: return []
      case .reversed: return try undo(decision, variation: .whole, by: reviewer)
      case .varied(let variation):
        if variation.until != nil || variation == Appeal.Variation() {
          throw StoreError.invalid("Zeg wat er verandert: de aantekening vervalt, of het bericht komt terug.")
        }
        return try undo(decision, variation: variation, by: reviewer)
      }
    }
  }

  private func execute(
    _ ruling: Appeal.Ruling, on measure: Measure, by reviewer: Member
  ) throws -> [Irreversible] {
    switch ruling {
    case .confirmed:
      if let resumed = measure.moved(to: .active) {
        try save(resumed, after: measure, .measureResumed, by: reviewer.id)
      }
      return []
    case .varied(let variation):
      guard let end = variation.until, let varied = measure.shortened(to: end, at: at) else {
        throw StoreError.invalid("Noem een einde dat eerder ligt dan nu, en in de toekomst.")
      }
      try save(varied, after: measure, .measureVaried, by: reviewer.id)
      try closeDuties(of: measure.id.rawValue, [.followUp], as: .dropped, by: reviewer.id)
      try begin(
        .followUp, on: varied.duty, by: Duty.Holder(reviewer.leadingRole(at: at), member: reviewer.id),
        within: .moment(end), actor: reviewer.id)
      try retain(varied)
      return []
    case .reversed(let decisions):
      var left = measure.irreversible(sent: try referral(of: measure.id), at: at)
      guard let reversed = measure.moved(to: .reversed) else {
        throw StoreError.notAllowed(.wrongMeasureState(measure.state))
      }
      try save(reversed, after: measure, .measureReversed, by: reviewer.id)
      try closeDuties(of: measure.id.rawValue, as: .dropped, by: reviewer.id)
      try retain(reversed)
      for id in decisions {
        let decision = try decision(id)
        guard try review(decision.review).subject.author == measure.member else {
          throw StoreError.invalid("Besluit \(id) gaat niet over deze persoon, en kan niet mee herroepen worden.")
        }
        guard try stands(decision) else {
          throw StoreError.invalid("Besluit \(id) geldt al niet meer, en kan niet mee herroepen worden. Laat het weg.")
        }
        left += try undo(decision, variation: .whole, by: reviewer)
      }
      return left
    }
  }

  /// Undoes a decision in whole or in part: strikes, what leaned on them, and the message.
  private func undo(
    _ decision: Decision, variation: Appeal.Variation, by reviewer: Member
  ) throws -> [Irreversible] {
    var left: [Irreversible] = []
    let review = try review(decision.review)
    if variation == .whole {
      try supersedeAppeals(against: decision.id.rawValue)
      try withdrawEffects(of: decision.id, about: review.subject.author, by: reviewer.id)
      try reverseReports(of: decision.review, by: reviewer.id)
    } else if variation.overrulesStrike {
      try overruleStrike(of: decision.id, by: reviewer.id)
    }
    if variation.restoresMessage, let restored = review.restored() {
      if at > decision.at { left.append(.messageAway(days: Int((at - decision.at + Ladder.day - 1) / Ladder.day))) }
      try save(restored, after: review, .restored, by: reviewer.id)
      try tell(.restored, to: review.subject.author, about: "decision \(decision.id)")
      try letDoublesFollow(restored, by: reviewer.id)
    }
    return left
  }

  /// A report is looked at anew by somebody who had no hand in its outcome: in its review, or on a desk above.
  private func reopen(_ id: ReportID, after complaint: Appeal, by reviewer: Member) throws {
    guard let report = try reports(where: "id = $2", SQLValue(id)).first, !report.state.isOpen else { return }
    if let review = report.review { return try reopen(review, by: reviewer) }
    let deciders = try deciders(of: complaint.target).map(member)
    let isDirectors = deciders.contains { $0.holds(.director, in: nil, at: at) }
    let above = isDirectors ? Review.Route.board : try route(report, startsAbove: true)
    var reopened = report.reopened(on: report.route == .care ? .care : above)
    // Care stays with the people of care, without who decided.
    if report.route == .care { reopened.route = try route(reopened, isCare: true) }
    try save(reopened, after: report, .reportReopened, by: reviewer.id)
    if report.route == .care { try tellCare(of: reopened) }
  }

  private func reopen(_ id: ReviewID, by reviewer: Member) throws {
    let before = try review(id)
    // The reviewer may judge the complaint, whoever handles the review itself.
    var reopened = before.reopenedFromAbove(on: try onward(before).again)
    reopened.dueAt = try due(of: reopened)
    try save(reopened, after: before, .reopened, by: reviewer.id)
    try beginAnew(reopened, by: reviewer.id)
  }
}

extension Appeal.Variation {
  /// All that a decision brought about.
  static let whole = Appeal.Variation(overrulesStrike: true, restoresMessage: true)
}
