import Conduct
import Foundation
import Hummingbird
import Letters
import Store

/// What is kept how long, what would go now, and what somebody keeps from going.
enum RetentionPage {
  static let routes: [Route] = [
    .get("/beheer/bewaren", .desks(.directors)) { try await show($0) },
    .post("/beheer/bewaren", .desks(.directors)) { visit in
      try await step(visit, "hold_placed") { visitor in
        if visit.form["member"].isEmpty { throw StoreError.invalid(visit.texts("manage.person_missing")) }
        try await visit.store.placeHold(
          on: MemberID(visit.form["member"]), reason: visit.form["reason"], reviewAt: try review(visit),
          by: visitor.member.id, school: visitor.school.id, at: visit.now)
      }
    },
    .post("/beheer/bewaren/:number/verlengen", .desks(.directors)) { visit in
      try await step(visit, "hold_prolonged") { visitor in
        try await visit.store.prolongHold(
          try number(visit), reason: visit.form["reason"], reviewAt: try review(visit), by: visitor.member.id,
          school: visitor.school.id, at: visit.now)
      }
    },
    .post("/beheer/bewaren/:number/opheffen", .desks(.directors)) { visit in
      try await step(visit, "hold_lifted") { visitor in
        try await visit.store.liftHold(
          try number(visit), reason: visit.form["reason"], by: visitor.member.id, school: visitor.school.id,
          at: visit.now)
      }
    },
  ]

  private static func number(_ visit: Visit) throws -> Int {
    guard let number = Int(visit.parameter("number")) else { throw PageError.notFound }
    return number
  }

  private static func review(_ visit: Visit) throws -> Int64 {
    try visit.start(of: "review", called: visit.texts("retention.review"))
  }

  private static func step(
    _ visit: Visit, _ done: String, _ body: (Visitor) async throws -> Void
  ) async throws -> Answer {
    try await visit.attempt {
      try await body(try visit.person())
      return .redirect("/beheer/bewaren?gedaan=\(done)")
    } otherwise: {
      try await show(visit, problem: $0)
    }
  }

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let (texts, school) = (visit.texts, visitor.school.id)
    let holds = try await visit.store.holds(for: visitor.member.id, school: school, at: visit.now)
    let members = try await visit.store.members(school: school)
    let names = Dictionary(uniqueKeysWithValues: members.map { ($0.id, $0.name) })
    let policy = try await visit.store.policy(school: school)
    func line(_ hold: LegalHold) -> [String: Any] {
      [
        "number": hold.number, "who": names[hold.member] ?? "", "holder": names[hold.holder] ?? "",
        "since": visit.day(hold.placedAt), "review_on": visit.day(hold.reviewAt), "is_late": hold.reviewAt < visit.now,
        "reasons": hold.reasons.map { ["reason": $0] }, "lifted": hold.liftedAt.map { visit.day($0) } as Any,
      ]
    }
    var values: [String: Any] = [
      "problem": problem as Any, "holds": holds.filter { $0.liftedAt == nil }.map(line),
      "has_holds": holds.contains { $0.liftedAt == nil }, "lifted_holds": holds.filter { $0.liftedAt != nil }.map(line),
      "has_lifted": holds.contains { $0.liftedAt != nil },
      "people": members.map { RoleForm.choice($0.id.rawValue, $0.name, visit.form["member"]) },
      "typed_reason": visit.form["reason"], "typed_review": visit.form["review"],
      "kept": Retention.allCases.compactMap { kind -> [String: Any]? in
        guard let term = kind.term(policy) else { return nil }
        return ["name": texts("policy.kept.\(kind.rawValue)"), "value": visit.wording.duration(days: term.value)]
      },
    ]
    if visit.query("proef") == "1" {
      let report = try await visit.store.purgeRehearsal(school: school, at: visit.now)
      var rows: [(String, Int)] = Retention.allCases.compactMap { kind in
        report.contents[kind].map { (texts("policy.kept.\(kind.rawValue)"), $0) }
      }
      rows += [
        (texts("retention.messages"), report.messages), (texts("retention.reading_years"), report.readingYears),
        (texts("retention.pictures"), report.pictures), (texts("retention.expired"), report.expiredMeasures),
      ].filter { $0.1 > 0 }
      values["rehearsed"] = true
      values["goes"] = rows.map { ["name": $0.0, "number": texts.grouped($0.1)] }
      values["goes_nothing"] = rows.isEmpty
      values["held_back"] = report.held > 0 ? texts.count("retention.held", report.held) : ""
    }
    return visit.page(
      "manage-retention", title: texts("retention.title"), values, status: problem == nil ? .ok : .unprocessableContent)
  }
}
