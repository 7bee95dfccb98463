import Conduct
import Foundation
import Hummingbird
import Store

/// Files that were read and are looked at before they are carried out. They stay in memory, for half an hour and a few at
/// a time: there are names of children in them.
actor RosterDrafts {
  private struct Draft {
    var member: MemberID
    var school: SchoolID
    var at: Int64
    var roster: Roster
  }

  private var drafts: [String: Draft] = [:]

  /// Keeps a roster for a member; gives the name by which it is asked for.
  func keep(_ roster: Roster, for member: MemberID, school: SchoolID, at time: Int64) -> String {
    drafts = drafts.filter { time - $0.value.at < 1_800_000 }
    while drafts.count >= 8, let oldest = drafts.min(by: { $0.value.at < $1.value.at }) { drafts[oldest.key] = nil }
    let id = UUID().uuidString
    drafts[id] = Draft(member: member, school: school, at: time, roster: roster)
    return id
  }

  /// The roster that a member looked at; nil when it is gone.
  func take(_ id: String, for member: MemberID, school: SchoolID, at time: Int64) -> Roster? {
    guard let draft = drafts[id], draft.member == member, draft.school == school, time - draft.at < 1_800_000 else {
      return nil
    }
    return draft.roster
  }

  /// Forgets one that was carried out.
  func forget(_ id: String) { drafts[id] = nil }
}

/// Taking over groups, pupils, parents and staff from a file: first what would change, then the change.
enum RosterImportPage {
  static let routes: [Route] = [
    .get("/beheer/inlezen", .desks(.directors)) { page($0) },
    .post("/beheer/inlezen", .desks(.directors), limit: 20_971_520) { visit in
      let visitor = try visit.person()
      let files = visit.form.files["file"] ?? []
      if files.isEmpty { return page(visit, problem: visit.texts("roster.no_file")) }
      let today = visit.localClock.day(of: visit.now)
      let roster: Roster
      do {
        roster = try visit.site.setup.readRoster(
          files.map { SiteSetup.RosterFile(name: $0.name, bytes: $0.bytes) }, today)
      } catch let error as SiteError {
        return page(visit, problem: error.description)
      }
      let plan = try await visit.store.rosterPlan(roster, school: visitor.school.id, at: visit.now)
      let draft = await visit.site.rosterDrafts.keep(
        roster, for: visitor.member.id, school: visitor.school.id, at: visit.now)
      return show(plan, visit, draft: draft)
    },
    .post("/beheer/inlezen/overnemen", .desks(.directors)) { visit in
      let visitor = try visit.person()
      let (member, school) = (visitor.member.id, visitor.school.id)
      let draft = visit.form["draft"]
      guard let roster = await visit.site.rosterDrafts.take(draft, for: member, school: school, at: visit.now) else {
        return page(visit, problem: visit.texts("roster.gone"))
      }
      let plan = try await visit.store.rosterPlan(roster, school: school, at: visit.now)
      if plan.isDrastic, !visit.form.has("sure") {
        return show(plan, visit, draft: draft, problem: visit.texts("roster.sure_missing"))
      }
      _ = try await visit.store.adopt(
        roster, mayEndMany: visit.form.has("sure"), by: member, school: school, at: visit.now)
      await visit.site.rosterDrafts.forget(draft)
      return .redirect(
        plan.proposals.isEmpty ? "/beheer/mensen?gedaan=roster_adopted" : "/beheer/voorstellen?gedaan=roster_adopted")
    },
  ]

  private static func page(_ visit: Visit, problem: String? = nil) -> Answer {
    visit.page(
      "manage-roster", title: visit.texts("roster.title"), ["problem": problem as Any],
      status: problem == nil ? .ok : .unprocessableContent)
  }

  private static let most = 100

  private static func show(_ plan: RosterPlan, _ visit: Visit, draft: String, problem: String? = nil) -> Answer {
    let texts = visit.texts
    func names(_ action: RosterPlan.Action) -> [[String: Any]] {
      let all =
        plan.groups.filter { $0.action == action }.map(\.name)
        + plan.pupils.filter { $0.action == action }.map(\.name.full)
        + plan.members.filter { $0.action == action }.map(\.name)
      return all.prefix(most).map { ["name": $0] }
    }
    func remarks(_ isRefusal: Bool) -> [[String: Any]] {
      plan.remarks.filter { $0.isRefusal == isRefusal }.prefix(most).map { ["place": $0.place, "remark": $0.text] }
    }
    let parts: [(Roster.Part, String)] = [
      (.groups, "groups"), (.pupils, "pupils"), (.guardians, "guardians"), (.workers, "workers"),
    ]
    return visit.page(
      "manage-roster-plan", title: texts("roster.plan"),
      [
        "problem": problem as Any, "draft": draft, "changes_nothing": plan.changesNothing, "drastic": plan.isDrastic,
        "drastic_text": texts(
          "roster.drastic",
          ["ends": String(plan.count(.end, of: .pupils)), "renamed": String(plan.renamed)]),
        "parts": parts.map { part, key in
          [
            "name": texts("roster.part.\(key)"), "added": plan.count(.add, of: part),
            "changed": plan.count(.change, of: part),
            "ended": plan.count(.end, of: part), "same": plan.count(.keep, of: part),
          ] as [String: Any]
        },
        "changed_names": names(.change), "has_changed": !names(.change).isEmpty,
        "ended_names": names(.end), "has_ended": !names(.end).isEmpty,
        "proposed": plan.proposals.prefix(most).map { step in
          [
            "name": plan.members[step.member].name,
            "what": visit.name(of: step.role, step.function, in: step.group.map { plan.groups[$0].name }),
          ]
        }, "has_proposed": !plan.proposals.isEmpty,
        "refused": remarks(true), "has_refused": !remarks(true).isEmpty, "odd": remarks(false),
        "has_odd": !remarks(false).isEmpty,
      ], status: problem == nil ? .ok : .unprocessableContent)
  }
}
