import Conduct
import Hummingbird
import Store

/// A message of one's own that was hidden, asked about or decided on: why, and what one can do.
struct ParentMessagePage: ParentPage {
  static let path = "/start/bericht/:id"

  private let visit: Visit
  private let visitor: Visitor
  private let message: OwnMessage
  private let reasons: ReasonsNotice?

  init(_ visit: Visit) async throws {
    self.visit = visit
    visitor = try visit.person()
    let (member, school) = (visitor.member.id, visitor.school.id)
    let matters = try await visit.store.ownMatters(of: member, school: school, at: visit.now)
    guard let message = matters.messages.first(where: { $0.id.rawValue == visit.parameter("id") }) else {
      throw PageError.notFound
    }
    self.message = message
    reasons =
      if let decision = message.decision {
        try await visit.store.reasons(of: decision, for: member, school: school, at: visit.now)
      } else { nil }
  }

  func answer(_ problem: String?) throws -> Answer {
    let texts = visit.texts
    var values: [String: Any] = [
      "draft": message.id.rawValue, "kind": texts("message_kind.\(message.kind.rawValue)"),
      "group": message.group ?? texts("queue.whole_school"), "sent": visit.moment(message.sentAt),
      "words": message.text as Any, "state": texts("own_message.\(message.standing)"),
      "explanation": texts("own_message_text.\(message.standing)"), "question": message.question as Any,
      "is_criticism": message.isCriticism,
    ]
    if let reasons { values["reasons"] = self.values(of: reasons) }
    values["rectified"] = message.rectifications.map { ["line": $0.text ?? "", "at": visit.moment($0.at)] }
    values["can_rectify"] = message.decision != nil
    values["has_rectified"] = !message.rectifications.isEmpty
    values.merge(RedressPart(message.redress, visit).values) { $1 }
    return visit.page("parent-message", title: texts("own_message.title"), values, after: problem)
  }

  private func values(of reasons: ReasonsNotice) -> [String: Any] {
    let texts = visit.texts
    return [
      "decided": texts(
        "own_reasons.decided",
        ["day": visit.day(reasons.date), "role": texts("own_role.\(reasons.decidedAs.rawValue)")]),
      "rules": reasons.rules.map { ["clause": $0.clause.rawValue, "label": $0.label, "content": $0.text] },
      "motivation": reasons.motivation, "facts": reasons.facts, "weighing": reasons.weighing,
      "source": texts("own_reasons.source_\(reasons.source.rawValue)"),
      "effects": reasons.effects.map { ["line": $0] }, "has_effects": !reasons.effects.isEmpty,
      "counts": reasons.countsUntil.map { texts("own_reasons.counts", ["day": visit.day($0)]) } as Any,
      "earlier": reasons.earlier.map { ["day": visit.day($0.at), "line": $0.name] },
      "has_earlier": !reasons.earlier.isEmpty,
      "kept": reasons.keptUntil.map { texts("own_reasons.kept", ["day": visit.day($0)]) } as Any,
      "left_out": reasons.namesLeftOut > 0,
    ]
  }

  func take(_ step: String) async throws -> Answer {
    let (member, school, words) = (visitor.member.id, visitor.school.id, visit.form["words"])
    switch step {
    case "answer":
      try await visit.store.answerQuestion(about: message.id, text: words, by: member, school: school, at: visit.now)
      return .redirect("/start?gedaan=own_answered")
    case "rectify":
      try await visit.store.rectifyOwn(
        .review, message.id.rawValue, text: words, by: member, school: school, at: visit.now)
      return .redirect("/start/bericht/\(message.id)?gedaan=own_rectified")
    case "appeal":
      guard let decision = message.decision else { throw PageError.notFound }
      let appeal = try await visit.store.appeal(
        against: .decision(decision), for: member, grounds: words, by: member, school: school, at: visit.now)
      return .redirect("/start/bezwaar/\(appeal.number)?gedaan=own_appeal_filed")
    default: throw PageError.badForm
    }
  }
}

/// How one can object: the term as a date, where it stands, or the form.
struct RedressPart {
  private let redress: OwnRedress?
  private let visit: Visit

  init(_ redress: OwnRedress?, _ visit: Visit) {
    self.redress = redress
    self.visit = visit
  }

  var values: [String: Any] {
    guard let redress else { return [:] }
    let isLate = redress.until < visit.now
    var values: [String: Any] = [
      "can_appeal": redress.mayAppeal, "is_late": isLate,
      "object_until": visit.texts(
        isLate ? "own_appeal.was_until" : "own_appeal.until", ["day": visit.day(redress.until)]),
    ]
    if let appeal = redress.appeal {
      values["appeal"] = [
        "appeal": appeal.number,
        "line": appeal.outcome.map { visit.texts("own_appeal_outcome.\($0.rawValue)") }
          ?? visit.texts("own_appeal_state.\(appeal.state.rawValue)"),
      ]
    }
    return values
  }
}

extension Visit {
  /// A page, with what went wrong in the form that was sent and what was typed in it.
  func page(_ template: String, title: String, _ values: [String: Any], after problem: String?) -> Answer {
    guard let problem else { return page(template, title: title, values) }
    var values = values.merging(FormProblems(["form": problem], in: ["form"]).values) { $1 }
    values["tried_\(form["step"])"] = true
    values["typed"] = form["words"]
    return page(template, title: title, values, status: .unprocessableContent)
  }
}
