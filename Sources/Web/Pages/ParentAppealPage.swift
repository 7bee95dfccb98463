import Conduct
import Hummingbird
import Store

/// An appeal or complaint of one's own: how far it is, what was said, and what came of it.
struct ParentAppealPage: ParentPage {
  static let path = "/start/bezwaar/:number"

  private let visit: Visit
  private let visitor: Visitor
  private let file: AppealFile
  private let words: [AppealWords]

  init(_ visit: Visit) async throws {
    self.visit = visit
    visitor = try visit.person()
    let number = visit.parameter("number")
    guard !number.isEmpty, number.allSatisfy(\.isNumber) else { throw PageError.notFound }
    (file, words) = try await visit.store.ownAppeal(
      number, of: visitor.member.id, school: visitor.school.id, at: visit.now)
  }

  func answer(_ problem: String?) throws -> Answer {
    let (texts, appeal) = (visit.texts, file.appeal)
    let isComplaint = appeal.kind == .reporterComplaint
    let title = texts("own_appeal.\(appeal.kind.rawValue)", ["number": String(appeal.number)])
    return visit.page(
      "parent-appeal", title: title,
      [
        "draft": "bezwaar-\(appeal.number)", "state": texts("own_appeal_state.\(appeal.state.rawValue)"),
        "filed": visit.day(appeal.filedAt),
        "outcome": appeal.outcome.map {
          texts((isComplaint ? "own_complaint_outcome." : "own_appeal_outcome.") + $0.rawValue)
        } as Any,
        "inadmissible": appeal.inadmissibility.map { texts("own_appeal_not.\($0.rawValue)") } as Any,
        "due": file.due.map { texts("own_report.hear_by", ["moment": visit.moment($0)]) } as Any,
        "next": appeal.state == .executed || appeal.state == .decided
          ? appeal.nextInstance.map { texts("own_appeal_next.\($0.rawValue)") } as Any : nil as String? as Any,
        "said": words.map { words in
          [
            "who": texts(words.isOwn ? "own_appeal.you" : "own_appeal.school"), "own": words.isOwn,
            "at": visit.moment(words.at),
            "step": texts("own_appeal_step.\(words.step.rawValue)"), "said_words": words.text,
          ] as [String: Any]
        },
        "can_answer": file.actions.contains(.answer), "can_withdraw": file.actions.contains(.withdraw),
      ], after: problem)
  }

  func take(_ step: String) async throws -> Answer {
    let (appeal, words) = (file.appeal, visit.form["words"])
    let taken: Appeal.Step
    switch step {
    case "answer": taken = .answer(words)
    case "withdraw": taken = .withdraw
    default: throw PageError.badForm
    }
    try await visit.store.advance(
      appeal.id, taken, expecting: appeal.version, by: visitor.member.id, school: visitor.school.id, at: visit.now)
    return .redirect(
      "/start/bezwaar/\(appeal.number)?gedaan=" + (step == "answer" ? "own_answered" : "own_appeal_withdrawn"))
  }
}
