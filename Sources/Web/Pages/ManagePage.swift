import Conduct
import Foundation
import Hummingbird
import Store

/// Where the director looks after the school: a way in to each part, with what waits there.
enum ManagePage {
  static let routes: [Route] = [
    .get("/beheer", .desks(.directors)) { visit in
      visit.page("manage", title: visit.texts("manage.title"), ["parts": try await parts(visit)])
    }
  ]

  private static func parts(_ visit: Visit) async throws -> [[String: Any]] {
    let visitor = try visit.person()
    let (store, school, now, texts) = (visit.store, visitor.school.id, visit.now, visit.texts)
    let members = try await store.members(school: school)
    let proposals = try await store.roleProposals(school: school).count
    let away = try await store.absences(school: school, at: now).count
    let policy = try await store.policy(school: school)
    let faults = try await MembershipsPage.faults(visit).count
    let holds = try await store.holds(for: visitor.member.id, school: school, at: now).count { $0.liftedAt == nil }
    let asked = try await store.ruleChanges(for: visitor.member.id, in: .asked, school: school, at: now).count {
      $0.steps.contains(.approve)
    }
    let changes = try await store.ruleChangesInForce(school: school).count
    func part(_ key: String, _ path: String, _ state: String, waits: Bool = false) -> [String: Any] {
      [
        "path": path, "name": texts("manage.part.\(key)"), "about": texts("manage.about.\(key)"), "state": state,
        "waits": waits,
      ]
    }
    return [
      part("people", "/beheer/mensen", texts.count("manage.people", members.count { !$0.roles(at: now).isEmpty })),
      part("proposals", "/beheer/voorstellen", texts.count("manage.proposals", proposals), waits: proposals > 0),
      part("memberships", "/beheer/klopt", texts.count("manage.faults", faults), waits: faults > 0),
      part("absences", "/beheer/afwezig", texts.count("manage.absences", away)),
      part("groups", "/beheer/groepen", ""),
      part("roster", "/beheer/inlezen", ""),
      part("policy", "/beheer/beleid", policy.title),
      part(
        "rules", "/regels",
        asked > 0
          ? texts.count("manage.rules_asked", asked)
          : texts.count("manage.rules", changes), waits: asked > 0),
      part("timetable", "/beheer/rooster", ""),
      part("register", "/beheer/register", ""),
      part("log", "/beheer/logboek", ""),
      part("readings", "/beheer/leeslog", ""),
      part("retention", "/beheer/bewaren", texts.count("manage.holds", holds)),
      part("begin", "/beheer/begin", ""),
    ]
  }
}
