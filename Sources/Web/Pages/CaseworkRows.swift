import Conduct
import Store

/// Lines of casework in a list: what it is, how it stands, who has it and until when.
struct CaseworkRows {
  let visit: Visit

  private var texts: Texts { visit.texts }

  private func due(_ time: Int64?) -> [String: Any] {
    guard let time else { return [:] }
    return ["due": visit.until(time), "late": time < visit.now]
  }

  func callAsFunction(_ item: Caseload.CaseItem) -> [String: Any] {
    let found = item.conductCase
    return [
      "path": "/zaken/\(found.number)", "what": item.name,
      "mark_text": texts("case.title", ["number": String(found.number)]),
      "state": texts("case_state.\(found.state.rawValue)"),
      "holder": found.state.isOpen ? texts(found.boardSince == nil ? "case.with_director" : "case.with_board") : "",
      "facts": texts("cases.since", ["day": visit.day(found.openedAt)]),
    ].merging(due(item.due)) { $1 }
  }

  func callAsFunction(_ item: Caseload.Person) -> [String: Any] {
    [
      "path": "/personen/\(item.member.id)", "what": item.member.name,
      "state": texts.count("cases.violations", item.violations), "is_repeat": item.violations > 1,
      "points": texts.count("case.points", item.total),
      "facts": item.inForce.map { texts("measure.\($0.kind.rawValue)") }.joined(separator: ", "),
      "last": item.lastAt.map { texts("cases.last", ["day": visit.day($0)]) } as Any,
      "mark_text": item.openCase.map { texts("cases.open_case", ["number": String($0)]) } as Any,
    ]
  }

  func callAsFunction(_ item: Caseload.Proposal) -> [String: Any] {
    let measure = item.measure
    return [
      "path": "/maatregelen/\(measure.number)", "what": texts("measure.\(measure.kind.rawValue)"),
      "mark_text": item.name,
      "state": texts("measure_state.\(measure.state.rawValue)"),
      "holder": texts(
        item.actions.contains(.approve)
          ? "cases.your_signature" : measure.state == .approvalPending ? "cases.other_signature" : "cases.yours"),
      "facts": texts("cases.proposed", ["day": visit.day(measure.proposedAt)]),
    ].merging(due(item.due)) { $1 }
  }

  func callAsFunction(_ item: Caseload.AppealItem) -> [String: Any] {
    let appeal = item.appeal
    return [
      "path": "/bezwaren/\(appeal.number)", "what": texts("appeal_kind.\(appeal.kind.rawValue)"),
      "mark_text": item.appellant, "state": texts("appeal_stand.\(appeal.state.rawValue)"),
      "holder": appeal.state.isOpen
        ? item.reviewer ?? texts("cases.nobody") : appeal.outcome.map { texts("appeal_outcome.\($0.rawValue)") } ?? "",
      "facts": texts("cases.filed", ["day": visit.day(appeal.filedAt)]),
    ].merging(due(item.due)) { $1 }
  }
}
