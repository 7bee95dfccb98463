import Conduct
import Foundation
import Store

extension ReviewPage {
  /// What a form held that was not carried out: it is shown again, so that nothing typed is lost.
  private var tried: Form? { visit.form.has("step") ? visit.form : nil }

  /// The signals that make it as grave as it is.
  private var gravest: [Signal] {
    guard let top = file.signals.map(\.severity).max() else { return [] }
    return places.map(\.gravest).filter { $0.severity == top }
  }

  /// The clauses that the gravest signals name, in the order of the policy.
  private var proposed: [Clause] {
    let named = Set(gravest.flatMap(\.clauses))
    return policy.clauses.filter { named.contains($0.id.rawValue) }
  }

  /// The clauses of the policy that belong to what was found: those of the gravest signals, and the others.
  var clauseValues: [String: Any]? {
    let named = Set(file.signals.flatMap(\.clauses))
    let ids = Set(proposed.map(\.id))
    let others = policy.clauses.filter { named.contains($0.id.rawValue) && !ids.contains($0.id) }
    if isCare || proposed.isEmpty && others.isEmpty { return nil }
    return [
      "first": proposed.map(clause), "rest": others.map(clause), "has_rest": !others.isEmpty,
    ]
  }

  private func clause(_ clause: Clause) -> [String: Any] {
    ["id": clause.id.rawValue, "label": clause.label, "says": clause.text, "ready": motivation(for: [clause])]
  }

  /// What can be done, in the order of the keys 1, 2, 3 …
  var choices: [String: Any] {
    let texts = visit.texts
    var values: [String: Any] = [:]
    var key = 0
    func offer(_ name: String, _ action: Review.Action, _ more: [String: Any] = [:]) {
      guard actions.contains(action) else { return }
      key += 1
      let isTried = tried.map { $0["step"] == name || name == "establish" && $0["step"] == "fit" } ?? false
      values["can_\(name)"] = [
        "key": key, "open": isTried, "typed": isTried ? tried?["text"] as Any : nil as String? as Any,
      ].merging(more) { $1 }
    }
    func offerCare() { offer("care", .arrangeCare) }
    if isCare { offerCare() }
    let mayPropose = RuleChange.refusalOfProposal(.exception([]), by: visitor.member, at: visit.now) == nil
    offer(
      "dismiss", .dismiss,
      ["reasons": reasons, "may_propose": !isCare && mayPropose && !foundWords.isEmpty, "found_words": foundWords])
    if actions.contains(.establish) { offer("establish", .establish, establishing) }
    if !isCare { offerCare() }
    offer("ask", .askInformation, ["question": texts("review.question_ready", ["author": file.author.name])])
    offer("answer", .recordAnswer)
    let isDirectors = file.review.route == .director
    offer(
      "escalate", .escalate,
      [
        "to": texts(isDirectors ? "review.to_board" : "review.to_director"),
        "short": texts(isDirectors ? "review.short_board" : "review.short_director"),
      ])
    offer("give_to_care", .giveToCare)
    let mine = file.review.claim?.member == visitor.member.id
    values["can_claim"] = actions.contains(.claim) && file.review.state != .claimed
    values["can_release"] = actions.contains(.release) && mine
    for (name, action) in [("note", Review.Action.note), ("undo", .undo), ("reopen", .reopen)]
    where actions.contains(action) {
      let isTried = tried?["step"] == name
      values["can_\(name)"] = ["open": isTried, "typed": isTried ? tried?["text"] as Any : nil as String? as Any]
    }
    if actions.contains(.handOver), !surroundings.colleagues.isEmpty {
      let isTried = tried?["step"] == "hand_over"
      values["can_hand_over"] = [
        "open": isTried, "typed": isTried ? tried?["text"] as Any : nil as String? as Any,
        "colleagues": surroundings.colleagues.map {
          ["id": $0.id.rawValue, "name": $0.name, "here": tried?["colleague"] == $0.id.rawValue] as [String: Any]
        },
      ]
    }
    values["can_decide"] = key > 0
    return values
  }

  /// The words that were found, each on a line, to allow from now on.
  private var foundWords: String {
    var seen: Set<String> = []
    return places.filter { $0.number != nil && ($0.gravest.severity > .information || places.count == 1) }
      .map { MarkedText.wholeWords(file.message.text, $0.gravest.span) }
      .filter { !$0.isEmpty && seen.insert($0).inserted }.joined(separator: "\n")
  }

  /// Why there may be nothing wrong; with care only what can be said of somebody's safety.
  private var reasons: [[String: Any]] {
    let isCriticism = !file.signals.isEmpty && file.signals.allSatisfy { $0.category.rawValue == "negativity" }
    let offered: [Dismissal] =
      isCare ? [.context, .falseHit] : Dismissal.allCases.filter { $0 != .duplicate }
    let chosen =
      tried.flatMap { Dismissal(rawValue: $0["reason"]) } ?? (isCare ? .context : isCriticism ? .criticism : .falseHit)
    return offered.map { reason in
      let key = isCare ? "dismissal_care.\(reason.rawValue)" : "dismissal.\(reason.rawValue)"
      return ["code": reason.rawValue, "name": visit.texts(key), "here": reason == chosen]
    }
  }

  private var establishing: [String: Any] {
    let tried = tried.flatMap { ["establish", "fit"].contains($0["step"]) ? $0 : nil }
    let named = Set(file.signals.flatMap(\.clauses))
    let ticked = tried.map { Set($0.all("clause").map(ClauseID.init(_:))) } ?? Set(proposed.map(\.id))
    let offered = policy.clauses.filter {
      named.contains($0.id.rawValue) || ticked.contains($0.id) || !$0.covers.isEmpty
    }
    func option(_ clause: Clause) -> [String: Any] {
      self.clause(clause).merging(["here": ticked.contains(clause.id)]) { $1 }
    }
    let first = offered.filter { ticked.contains($0.id) }
    let fits = visit.form["step"] == "fit"
    let severity = tried?.number("severity").flatMap(Severity.init(rawValue:)) ?? file.review.severity
    return [
      "ticked": first.map(option), "others": offered.filter { !ticked.contains($0.id) }.map(option),
      "has_ticked": !first.isEmpty,
      "severities": Severity.allCases.map { one in
        SeverityMark(one, visit.texts).values.merging(["here": one == severity]) { $1 }
      },
      "typed": fits || tried == nil ? motivation(for: tried == nil ? proposed : first) : tried?["text"] ?? "",
      "keeps": tried?["message"] == "keep", "facts": tried?["facts"] as Any, "weighing": tried?["weighing"] as Any,
      "no_strike": tried?.has("no_strike") ?? false, "tell_care": tried?.has("tell_care") ?? false,
      "has_more": ["facts", "weighing", "no_strike", "tell_care"].contains { tried?.has($0) ?? false },
    ]
  }

  /// A reason that is ready from what was found, for the gravest of some clauses; the person makes it fit.
  private func motivation(for clauses: [Clause]) -> String {
    let signals = places.map(\.gravest).sorted { $0.severity > $1.severity }
    func serving(_ clause: Clause) -> Signal? {
      signals.first { $0.clauses.contains(clause.id.rawValue) }
        ?? file.signals.filter { $0.clauses.contains(clause.id.rawValue) }.max { $0.severity < $1.severity }
    }
    let ranked = clauses.map { (clause: $0, signal: serving($0)) }
    guard
      let best = ranked.max(by: { ($0.signal?.severity ?? .information) < ($1.signal?.severity ?? .information) })
    else { return "" }
    let clause = ["clause": best.clause.id.rawValue, "label": best.clause.label]
    guard let signal = best.signal, !signal.span.isEmpty, file.isTextKept else {
      return visit.texts("review.motivation_plain", clause)
    }
    let words = MarkedText.words(file.message.text, signal.span)
    return visit.texts("review.motivation_ready", clause.merging(["words": words]) { $1 })
  }
}
