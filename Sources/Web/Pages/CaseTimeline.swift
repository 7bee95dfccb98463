import Conduct
import Foundation
import Store

/// What happened in order, as a reader tells it: messages with what was decided, talks, steps of measures and of the case,
/// both sides beside each other, appeals and letters.
struct CaseTimeline {
  private let page: DossierPage
  private let reviews: [ReviewID: Review]
  private let decisions: [DecisionID: Decision]
  private let measures: [MeasureID: Measure]
  private let numbers: [CaseID: Int]
  private let appeals: [AppealID: Appeal]

  init(_ page: DossierPage) {
    self.page = page
    let dossier = page.dossier
    reviews = Dictionary(uniqueKeysWithValues: dossier.reviews.map { ($0.id, $0) })
    decisions = Dictionary(dossier.decisions.map { ($0.id, $0) }) { first, _ in first }
    measures = Dictionary(uniqueKeysWithValues: dossier.measures.map { ($0.measure.id, $0.measure) })
    numbers = Dictionary(dossier.cases.map { ($0.id, $0.number) }) { first, _ in first }
    appeals = Dictionary(uniqueKeysWithValues: dossier.appeals.map { ($0.id, $0) })
  }

  private var visit: Visit { page.visit }
  private var texts: Texts { page.visit.texts }

  var items: [[String: Any]] {
    var items: [[String: Any]] = []
    let lines = page.dossier.lines
    var index = 0
    while index < lines.count {
      // Both sides that were heard after one another stand beside each other.
      let run = lines[index...].prefix { side(of: $0) != nil }
      if run.count > 1, Set(run.compactMap(side)).count == 2 {
        items.append(voices(Array(run)))
        index += run.count
      } else {
        if let item = item(lines[index]) { items.append(item) }
        index += 1
      }
    }
    for review in page.dossier.reviews where review.state.isOpen { items.append(waiting(review)) }
    return items
  }

  private func who(_ line: Dossier.Line) -> String {
    line.event.actor.flatMap { page.dossier.names[$0] } ?? texts("timeline.fatsoen")
  }

  private func base(_ line: Dossier.Line, _ icon: String, _ title: String) -> [String: Any] {
    [
      "at": visit.moment(line.event.at), "who": who(line), "icon": icon, "what": title, "words": line.words as Any,
      "plain_line": line.words == nil,
    ]
  }

  private func item(_ line: Dossier.Line) -> [String: Any]? {
    let (event, body) = (line.event, line.event.body)
    switch event.kind {
    case .decided: return decided(line)
    case .undone:
      guard let review = body.review.flatMap({ reviews[$0] }) else { return nil }
      return base(line, "message", texts("timeline.undone", ["number": String(review.number)]))
    case .personAddressed: return base(line, "talk", texts("timeline.addressed"))
    case .letterFinalised:
      return base(line, "letter", texts("timeline.letter", ["letter": texts("letter.\(body.outcome ?? "")")]))
    case .rectified: return base(line, "talk", texts("timeline.rectified"))
    case .caseOpened, .caseMoved:
      guard let id = body.conductCase, let number = numbers[id] else { return nil }
      let action = body.outcome ?? ""
      let key = event.kind == .caseOpened ? "timeline.case_opened" : "timeline.case.\(action)"
      var item = base(
        line, "case", texts.ifAny(key) ?? texts("timeline.case_moved", ["state": texts("case_state.\(body.to ?? "")")]))
      item["from"] = texts("case.title", ["number": String(number)])
      return item
    case .appealFiled, .appealInadmissible, .appealDecided, .appealWithdrawn:
      guard let appeal = body.appeal.flatMap({ appeals[$0] }) else { return nil }
      let outcome = body.outcome.map { texts("appeal_outcome.\($0)") } ?? ""
      var item = base(
        line, "appeal",
        texts("timeline.\(event.kind.rawValue)", ["number": String(appeal.number), "outcome": outcome]))
      item["path"] = "/bezwaren/\(appeal.number)"
      return item
    default: return measured(line)
    }
  }

  /// A step of a measure, or of what carries it out outside the school.
  private func measured(_ line: Dossier.Line) -> [String: Any]? {
    guard let measure = line.event.body.measure.flatMap({ measures[$0] }) else { return nil }
    let kind = texts("measure.\(measure.kind.rawValue)")
    var item = base(line, "measure", texts("timeline.\(line.event.kind.rawValue)", ["measure": kind]))
    item["path"] = "/maatregelen/\(measure.number)"
    return item
  }

  /// A message and what was decided on it.
  private func decided(_ line: Dossier.Line) -> [String: Any]? {
    guard let decision = line.event.body.decision.flatMap({ decisions[$0] }) else { return nil }
    let review = reviews[decision.review]
    let outcome = texts("outcome.\(decision.outcome.key)")
    var item = base(
      line, "message",
      review.map { texts("timeline.decided", ["number": String($0.number), "outcome": outcome]) }
        ?? texts("timeline.decided_hidden", ["outcome": outcome]))
    item["words"] = decision.statement?.incompatibleContentExplanation ?? decision.note ?? ""
    item["is_undone"] = decision.undoneBy != nil
    item["clauses"] = decision.clauses.map(\.rawValue).joined(separator: ", ")
    if let severity = decision.severity { item["severity"] = SeverityMark(severity, texts).values }
    if let review {
      item["path"] = "/wachtrij/\(review.number)"
      let text = page.dossier.texts[review.id]
      item[max(decision.severity ?? review.severity, review.severity) == .critical ? "covered_text" : "text"] =
        text as Any
      if text == nil { item["text_gone"] = true }
    }
    return item
  }

  private func waiting(_ review: Review) -> [String: Any] {
    var item: [String: Any] = [
      "at": visit.moment(review.receivedAt), "who": "", "icon": "open", "path": "/wachtrij/\(review.number)",
      "what": texts("timeline.waiting", ["number": String(review.number)]),
      "severity": SeverityMark(review.severity, texts).values,
    ]
    let text = page.dossier.texts[review.id]
    item[review.severity == .critical ? "covered_text" : "text"] = text as Any
    return item
  }

  // MARK: Two voices

  private enum Side { case own, other }

  private func side(of line: Dossier.Line) -> Side? {
    guard line.event.kind == .caseMoved else { return nil }
    switch line.event.body.outcome.flatMap(Case.Action.init) {
    case .hear: return .own
    case .hearOther: return .other
    default: return nil
    }
  }

  private func voices(_ lines: [Dossier.Line]) -> [String: Any] {
    func told(_ wanted: Side) -> [[String: Any]] {
      lines.filter { side(of: $0) == wanted }.map {
        [
          "said": $0.words ?? texts("timeline.gone"),
          "noted": texts("timeline.noted", ["day": visit.day($0.event.at), "who": who($0)]),
        ]
      }
    }
    return [
      "is_voices": true, "icon": "talk", "at": visit.moment(lines[0].event.at), "what": texts("timeline.both_sides"),
      "own": told(.own), "other": told(.other), "own_name": page.dossier.member.name,
    ]
  }
}
