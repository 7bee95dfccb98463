import Conduct
import Foundation
import Hummingbird
import Store

/// One person: the roles with their dates, and the way in.
struct MemberPage {
  let visit: Visit
  let visitor: Visitor
  let member: Member

  static let routes: [Route] = [
    .get("/beheer/lid/:id", .desks(.staff)) { try await show($0) },
    .post("/beheer/lid/:id/rol", .desks(.directors)) { visit in
      try await step(visit, "role_given") { page in
        try await visit.store.assign(
          try RoleForm.assignment(visit), to: page.member.id, by: page.visitor.member.id, school: page.school,
          at: visit.now)
      }
    },
    .post("/beheer/lid/:id/rol-einde", .desks(.directors)) { visit in
      try await step(visit, "role_ended") { page in
        guard let role = Role(rawValue: visit.form["role"]) else { throw PageError.badForm }
        try await visit.store.end(
          role, in: visit.form["group"].isEmpty ? nil : GroupID(visit.form["group"]), of: page.member.id,
          by: page.visitor.member.id, school: page.school, at: visit.now)
      }
    },
    .post("/beheer/lid/:id/uitnodiging", .desks(.staff)) { visit in
      let page = try await MemberPage(visit)
      return try await visit.attempt {
        let (token, until) = try await visit.store.invite(
          page.member.id, by: page.visitor.member.id, school: page.school, at: visit.now)
        return visit.page(
          "manage-invited", title: visit.texts("manage.invited"),
          [
            "who": page.member.name, "link": "\(visit.site.settings.address)/uitnodiging/\(token.text)",
            "ends": visit.moment(until), "path": page.path,
          ])
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
    .post("/beheer/lid/:id/uitloggen", .desks(.staff)) { visit in
      try await step(visit, "signed_out_everywhere") { page in
        try await visit.store.signOut(page.member.id, by: page.visitor.member.id, school: page.school, at: visit.now)
      }
    },
    .post("/beheer/lid/:id/tweede-stap", .desks(.directors)) { visit in
      try await step(visit, "factor_removed") { page in
        try await visit.store.removeFactor(
          of: page.member.id, reason: visit.form["reason"], by: page.visitor.member.id, school: page.school,
          at: visit.now)
      }
    },
  ]

  init(_ visit: Visit) async throws {
    self.visit = visit
    visitor = try visit.keeper()
    member = try await visit.store.member(visit.parameter("id"), school: visitor.school.id)
  }

  var school: SchoolID { visitor.school.id }
  var path: String { "/beheer/lid/\(member.id)" }

  private static func step(
    _ visit: Visit, _ done: String, _ body: (MemberPage) async throws -> Void
  ) async throws -> Answer {
    let page = try await MemberPage(visit)
    return try await visit.attempt {
      try await body(page)
      return .redirect("\(page.path)?gedaan=\(done)")
    } otherwise: {
      try await show(visit, problem: $0)
    }
  }

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let page = try await MemberPage(visit)
    var values = try await page.values()
    values["problem"] = problem
    return visit.page(
      "manage-member", title: page.member.name, values, status: problem == nil ? .ok : .unprocessableContent)
  }

  private func values() async throws -> [String: Any] {
    let texts = visit.texts
    let groups = try await visit.groupNames()
    let me = visitor.member
    let isDirector = me.holds(.director, in: nil, at: visit.now)
    let state = try await visit.store.signIns(for: me.id, school: school, at: visit.now)[member.id]
    func line(_ assignment: Assignment) -> [String: Any] {
      [
        "what": visit.name(of: assignment.role, assignment.function, in: assignment.group.map { groups[$0] ?? "" }),
        "begin": visit.day(assignment.from), "end": assignment.until.map { visit.day($0) } as Any,
        "stands_in": assignment.inPlaceOf != nil, "can_end": isDirector && assignment.inPlaceOf == nil,
        "role_code": assignment.role.rawValue, "group_code": assignment.group?.rawValue ?? "",
      ]
    }
    let now = member.assignments.filter { $0.isHeld(at: visit.now) }
    let later = member.assignments.filter { $0.from > visit.now }
    let past = member.assignments.filter { ($0.until ?? .max) <= visit.now }
    var values: [String: Any] = try await RoleForm.values(visit)
    let mayInvite = me.mayInvite(member, at: visit.now) && !member.roles(at: visit.now).isEmpty
    values.merge([
      "path": path, "portal": member.externalID as Any, "email": member.email as Any,
      "family": member.family?.rawValue as Any,
      "now": now.map(line), "has_none": now.isEmpty, "coming": later.map(line), "has_coming": !later.isEmpty,
      "past": past.map(line), "has_past": !past.isEmpty, "is_director": isDirector,
      "state": texts("manage.sign_in.\(state?.isOpen == true ? "open" : state?.linkUntil != nil ? "invited" : "none")"),
      "has_factor": state?.hasFactor ?? false, "may_invite": mayInvite, "is_open": state?.isOpen ?? false,
      "link_until": state?.linkUntil.map { visit.moment($0) } as Any,
      "may_sign_out": mayInvite && state?.sessions ?? 0 > 0,
      "sessions": texts.count("manage.sessions", state?.sessions ?? 0),
      "may_remove": isDirector && state?.hasFactor == true && member.account != me.account,
      "typed_reason": visit.form["reason"], "log": "/beheer/logboek?lid=\(member.id)",
      "readings": "/beheer/leeslog?lid=\(member.id)", "tried_role": visit.path.hasSuffix("/rol"),
      "tried_factor": visit.path.hasSuffix("/tweede-stap"),
    ]) { $1 }
    return values
  }
}
