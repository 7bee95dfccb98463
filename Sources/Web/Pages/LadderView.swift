import Conduct
import Foundation
import Store

/// The ladder of measures for one person: what was done, what holds now, and what comes next with why.
struct LadderView {
  private let page: DossierPage
  private let register: Register

  init(_ page: DossierPage) {
    self.page = page
    register = page.dossier.member.register(at: page.visit.now)
  }

  private var texts: Texts { page.visit.texts }
  private var ladder: Ladder { page.policy.ladder }

  /// The kinds that this school uses for such a person, heaviest first.
  private var kinds: [Measure.Kind] {
    Measure.Kind.allCases.filter { $0.profile.audience.contains(register) && ladder.isEnabled($0) }.reversed()
  }

  var values: [String: Any] {
    let external = kinds.filter(\.profile.isExternal).map { rung($0) }
    let used = external.filter { ($0["is_used"] as? Bool) == true }
    return [
      "inside": kinds.filter { !$0.profile.isExternal }.map { rung($0) }, "outside": used,
      "unused": external.filter { ($0["is_used"] as? Bool) != true }, "signatures": signatures,
    ]
  }

  private func files(_ kind: Measure.Kind) -> [MeasureFile] { page.dossier.measures.filter { $0.measure.kind == kind } }

  private func rung(_ kind: Measure.Kind) -> [String: Any] {
    let all = files(kind).map(\.measure)
    let open = all.last { $0.state.isOpen }
    let inForce = all.last { $0.state.isInForce }
    let past = all.last { !$0.state.isOpen && !$0.state.isInForce && $0.state != .refused }
    let next = inForce == nil && nextStep?.proposes == kind
    let state = inForce != nil ? "present" : open != nil || next ? "next" : past != nil ? "past" : "none"
    var rung: [String: Any] = [
      "kind": texts("measure.\(kind.rawValue)"), "state": state, "is_used": state != "none",
      "is_reversed": past?.state == .reversed && state == "past", "rung_word": texts("ladder.\(state)"),
    ]
    if let shown = open ?? inForce ?? past {
      rung["path"] = "/maatregelen/\(shown.number)"
      rung["told"] = told(shown)
    }
    if let open { rung["reason"] = reason(open) }
    if next, let step = nextStep { rung["reason"] = reason(step) }
    return rung
  }

  private func told(_ measure: Measure) -> String {
    let state = texts("measure_state.\(measure.state.rawValue)")
    let visit = page.visit
    if measure.state.isInForce, let until = measure.until {
      return texts("ladder.until", ["state": state, "day": visit.day(until)])
    }
    return texts("ladder.since", ["state": state, "day": visit.day(measure.from ?? measure.proposedAt)])
  }

  /// Why this step: the ladder's count, or the words of who proposed it.
  private func reason(_ measure: Measure) -> String {
    let words = page.dossier.lines.first { $0.event.kind == .measureProposed && $0.event.body.measure == measure.id }?
      .words
    if let words, !words.isEmpty { return words }
    let counted =
      texts.count("measure_page.violations", measure.violations) + ", "
      + texts.count("measure_page.strikes", measure.strikes)
    return texts("ladder.why_counted", ["counted": counted])
  }

  private func reason(_ step: Ladder.Step) -> String {
    texts(
      "ladder.why_next",
      [
        "strikes": texts.count("measure_page.strikes", step.strikes), "now": String(page.dossier.total),
        "violations": texts.count("measure_page.violations", step.violations),
      ])
  }

  /// The lowest step that the count has not reached; what is proposed already comes first.
  private var nextStep: Ladder.Step? {
    if page.dossier.measures.contains(where: \.measure.state.isOpen) { return nil }
    return ladder.steps.value.first {
      (page.dossier.total < $0.strikes || page.dossier.violations < $0.violations)
        && $0.proposes.profile.audience.contains(register) && ladder.isEnabled($0.proposes)
    }
  }

  /// The two places for signatures above the line: of the last step that needs them, or open.
  private var signatures: [[String: Any]] {
    let last = page.dossier.measures.last {
      $0.measure.kind.profile.isExternal && ($0.measure.state.isOpen || $0.measure.state.isInForce)
    }
    guard let last else {
      return ["first", "second"].map { ["place": texts("ladder.signature_\($0)")] }
    }
    return MeasureView(visit: page.visit, file: last, policy: page.policy, names: page.dossier.names).signatures
  }
}
