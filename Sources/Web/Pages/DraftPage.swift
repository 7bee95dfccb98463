import Conduct
import Foundation
import Hummingbird
import Store

/// A post that is tried before it is placed: what stands out in it, and by which clause. Nothing is kept of the text.
struct DraftPage {
  static let routes: [Route] = [
    .get("/proefbericht", .desks(.staff)) { try await show($0) },
    .post("/proefbericht", .desks(.staff)) { visit in
      if visit.form["text"].isEmpty {
        return try await show(visit, problem: visit.texts("draft.text_missing"))
      }
      return visit.form["step"] == "weigh" ? try await weigh(visit) : try await look(visit)
    },
  ]

  private static func look(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let draft = try await draft(visit)
    let verdict = try await visit.site.rules.look(draft, try visit.person().school.id)
    return try await show(visit, verdict: verdict, problem: problem)
  }

  private static func weigh(_ visit: Visit) async throws -> Answer {
    guard visit.form.has("weighed") else {
      return try await look(visit, problem: visit.texts("draft.weigh_missing"))
    }
    do {
      try await visit.site.rules.weigh(try await draft(visit), try visit.person().school.id)
    } catch StoreError.invalid(let advice) {
      return try await look(visit, problem: advice)
    } catch StoreError.notAllowed(let refusal) { return try await look(visit, problem: refusal.description) }
    return .redirect("/proefbericht?gedaan=weighed")
  }

  /// What was filled in, in the name of who filled it in.
  private static func draft(_ visit: Visit) async throws -> SiteRules.Draft {
    let visitor = try visit.person()
    let groups = try await groups(visit)
    return SiteRules.Draft(
      text: visit.form["text"], author: visitor.member,
      group: groups.first { $0.id.rawValue == visit.form["group"] }?.id,
      isReaction: visit.form["kind"] == "reaction", topic: Posting.Topic(rawValue: visit.form["topic"]), at: visit.now)
  }

  /// Where the person may post: the own groups first, then those of the whole school; for the director all.
  private static func groups(_ visit: Visit) async throws -> [Group] {
    let visitor = try visit.person()
    let held = Set(visitor.member.assignments.filter { $0.isHeld(at: visit.now) }.compactMap(\.group))
    let all = try await visit.store.groups(school: visitor.school.id).filter { $0.kind != .oneToOne }
    let isDirector = visitor.desks.contains(.director)
    return all.filter { held.contains($0.id) }
      + all.filter { !held.contains($0.id) && (isDirector || $0.kind == .school) }
  }

  private static func show(_ visit: Visit, verdict: Verdict? = nil, problem: String? = nil) async throws -> Answer {
    let (texts, form) = (visit.texts, visit.form)
    let chosen = form.has("group") ? form["group"] : visit.query("groep")
    var values: [String: Any] = [
      "typed": form["text"], "problem": problem as Any, "reacts": form["kind"] == "reaction",
      "groups": try await groups(visit).map {
        ["id": $0.id.rawValue, "name": $0.name, "here": $0.id.rawValue == chosen] as [String: Any]
      },
      "topics": Posting.Topic.allCases.map {
        ["topic": $0.rawValue, "name": texts("topic.\($0.rawValue)"), "here": $0.rawValue == form["topic"]]
          as [String: Any]
      },
    ]
    if let verdict { values["verdict"] = try await self.values(of: verdict, visit) }
    return visit.page(
      "draft", title: texts("draft.title"), values, status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func values(of verdict: Verdict, _ visit: Visit) async throws -> [String: Any] {
    let texts = visit.texts
    let policy = try await visit.store.policy(school: try visit.person().school.id)
    let places = SignalPlace.places(of: verdict.signals)
    let named = Set(verdict.signals.flatMap(\.clauses))
    let outcome = verdict.disposition == .clear && !places.isEmpty ? "advice" : verdict.disposition.rawValue
    return [
      "outcome": texts("draft.outcome.\(outcome)"), "is_clear": places.isEmpty && verdict.disposition == .clear,
      "text": MarkedText(
        visit.form["text"], places.compactMap { place in place.number.map { (place.gravest.span, $0) } }
      )
      .values,
      "signals": places.filter { $0.number != nil }.map { $0.values(visit, policy) },
      "others_found": places.filter { $0.number == nil }.map { $0.values(visit, policy) },
      "clauses": policy.clauses.filter { named.contains($0.id.rawValue) }.map {
        ["id": $0.id.rawValue, "label": $0.label, "says": $0.text]
      },
      "may_weigh": !places.isEmpty,
    ]
  }
}
