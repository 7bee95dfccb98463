import Conduct
import Hummingbird
import Store

/// A second look at a decision that was drawn by lot: the message, and nothing of what the first person made of it.
struct SecondOpinionPage {
  static let routes: [Route] = [
    .get("/tweede-blik", .desks(.handlers)) { try await show($0) },
    .post("/tweede-blik", .desks(.handlers)) { try await give($0) },
  ]

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let files = try await visit.store.secondOpinions(for: visitor.member.id, school: visitor.school.id, at: visit.now)
    // One at a time; after a problem the same one.
    let file = files.first { String($0.opinion.number) == visit.form["opinion"] } ?? files.first
    var values: [String: Any] = ["problem": problem as Any, "is_empty": files.isEmpty]
    if let file {
      let policy = try await visit.store.policy(school: visitor.school.id)
      let named = Set(file.signals.flatMap(\.clauses))
      let places = SignalPlace.places(of: file.signals)
      let ticked = Set(visit.form.all("clause"))
      func option(_ clause: Clause) -> [String: Any] {
        ["id": clause.id.rawValue, "label": clause.label, "here": ticked.contains(clause.id.rawValue)]
      }
      values["file"] = [
        "opinion": file.opinion.number, "author": file.author, "sent": visit.moment(file.message.sentAt),
        "group": file.group ?? visit.texts("queue.whole_school"),
        "text": MarkedText(
          file.message.text, places.compactMap { place in place.number.map { (place.gravest.span, $0) } }
        ).values,
        "signals": places.filter { $0.number != nil }.map { $0.values(visit, policy) },
        "others_found": places.filter { $0.number == nil }.map { $0.values(visit, policy) },
        "reasons": Dismissal.allCases.filter { $0 != .duplicate }.map {
          [
            "code": $0.rawValue, "name": visit.texts("dismissal.\($0.rawValue)"),
            "here": $0.rawValue == visit.form["reason"],
          ] as [String: Any]
        },
        "first": policy.clauses.filter { named.contains($0.id.rawValue) }.map(option),
        "others": policy.clauses.filter { !named.contains($0.id.rawValue) && !$0.covers.isEmpty }.map(option),
      ]
    }
    return visit.page(
      "second-opinion", title: visit.texts("opinion.title"), values,
      status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func give(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let finding: SecondOpinion.Finding
    switch visit.form["finding"] {
    case "fine":
      guard let reason = Dismissal(rawValue: visit.form["reason"]) else {
        return try await show(visit, problem: visit.texts("review.reason_missing"))
      }
      finding = .dismissed(reason)
    case "not_fitting": finding = .established(visit.form.all("clause").map(ClauseID.init(_:)))
    default: return try await show(visit, problem: visit.texts("opinion.choose"))
    }
    return try await visit.attempt {
      _ = try await visit.store.giveSecondOpinion(
        visit.form["opinion"], finding, by: visitor.member.id, school: visitor.school.id, at: visit.now)
      return .redirect("/tweede-blik?gedaan=opinion_given")
    } otherwise: {
      try await show(visit, problem: $0)
    }
  }
}
