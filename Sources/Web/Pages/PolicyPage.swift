import Conduct
import Foundation
import Hummingbird
import Letters
import Store

/// The policy in force: what was agreed, how each clause is looked after, and what the program chose where it is silent.
enum PolicyPage {
  static let routes: [Route] = [
    .get("/beheer/beleid", .desks(.directors)) { try await show($0) },
    .post("/beheer/beleid", .desks(.directors)) { visit in
      try await visit.attempt {
        let visitor = try visit.person()
        guard let policy = visit.site.setup.policies.first(where: { $0.version == visit.form["version"] }) else {
          throw StoreError.invalid(visit.texts("policy.choose_one"))
        }
        try await visit.store.adopt(policy, school: visitor.school.id, at: visit.now)
        return .redirect("/beheer/beleid?gedaan=policy_adopted")
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
  ]

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let policy = try await visit.store.policy(school: visitor.school.id)
    let texts = visit.texts
    var values: [String: Any] = [
      "problem": problem as Any, "policy": policy.title, "origin": policy.origin,
      "valid_from": policy.validFrom as Any, "evaluation": policy.evaluationDate as Any,
      "lacks": policy.lacks.map { ["lack": $0] }, "has_lacks": !policy.lacks.isEmpty,
      "clauses": policy.clauses.map { clause($0, texts) }, "count": texts.count("policy.clauses", policy.clauses.count),
      "choices": visit.site.setup.policies.map {
        var choice = RoleForm.choice($0.version, $0.title, policy.version)
        choice["clauses"] = texts.count("policy.clauses", $0.clauses.count)
        return choice
      },
    ]
    values.merge(ladder(policy, visit)) { $1 }
    values["terms"] = Policy.TermName.allCases.map { name in
      let term = policy.term(name)
      return line(texts("policy.term.\(name.rawValue)"), term.value.name, term.source, texts)
    }
    values["retention"] = Retention.allCases.compactMap { kind -> [String: Any]? in
      guard let term = kind.term(policy) else { return nil }
      return line(texts("policy.kept.\(kind.rawValue)"), visit.wording.duration(days: term.value), term.source, texts)
    }
    return visit.page(
      "manage-policy", title: texts("policy.title"), values, status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func clause(_ clause: Clause, _ texts: Texts) -> [String: Any] {
    let chosen = clause.parameters.sorted { $0.key < $1.key }.compactMap { _, value -> [String: Any]? in
      guard case .productDefault(let reason) = value.source else { return nil }
      return ["reason": reason]
    }
    return [
      "id": clause.id.rawValue, "label": clause.label, "text": clause.text,
      "binds": clause.binds.map { texts("policy.party.\($0.rawValue)") }.joined(separator: ", "),
      "checks": clause.checks.map { texts("policy.check.\($0.rawValue)") }.joined(separator: ", "),
      "safeguards": clause.safeguards.map { ["safeguard": texts("policy.safeguard.\($0.rawValue)")] },
      "has_safeguards": !clause.safeguards.isEmpty, "product": chosen, "has_product": !chosen.isEmpty,
    ]
  }

  private static func line(_ name: String, _ value: String, _ source: Provenance, _ texts: Texts) -> [String: Any] {
    ["name": name, "value": value, "source": words(source, texts), "is_own": isOwn(source)]
  }

  private static func words(_ source: Provenance, _ texts: Texts) -> String {
    switch source {
    case .clause(let id): texts("policy.by_clause", ["clause": id.rawValue])
    case .productDefault(let reason): texts("policy.by_product", ["reason": reason])
    }
  }

  private static func isOwn(_ source: Provenance) -> Bool {
    if case .clause = source { true } else { false }
  }

  private static func ladder(_ policy: Policy, _ visit: Visit) -> [String: Any] {
    let (ladder, texts) = (policy.ladder, visit.texts)
    return [
      "steps": ladder.steps.value.map { step in
        [
          "measure": visit.wording.name(step.proposes),
          "when": texts("policy.step", ["strikes": String(step.strikes), "violations": String(step.violations)]),
        ]
      },
      "ladder_source": words(ladder.steps.source, texts),
      "weights": Severity.allCases.map { severity in
        [
          "severity": SeverityMark(severity, texts).values, "first": ladder.weights.value.first[severity.rawValue],
          "again": ladder.weights.value.again[severity.rawValue],
        ] as [String: Any]
      },
      "weights_source": words(ladder.weights.source, texts),
      "look_back": texts("policy.look_back", ["time": visit.wording.duration(days: ladder.lookBackDays.value)]),
      "look_back_source": words(ladder.lookBackDays.source, texts),
      "resets": texts(ladder.resetsEachSchoolYear.value ? "policy.resets" : "policy.goes_on"),
      "measures": ladder.measures.sorted { $0.key.profile.level < $1.key.profile.level }.map { kind, setting in
        [
          "measure": visit.wording.name(kind), "enabled": setting.value.isEnabled,
          "decider": texts("manage.role.\(setting.value.decider.rawValue)"), "two": setting.value.needsFourEyes,
          "heard": setting.value.needsHearing,
          "longest": setting.value.longestTermDays.map { visit.wording.duration(days: $0) } as Any,
          "source": words(setting.source, texts),
        ] as [String: Any]
      },
    ]
  }
}
