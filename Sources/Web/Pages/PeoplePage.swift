import Conduct
import Foundation
import Hummingbird
import Store

/// The people of the school: who has which role, and who can sign in.
struct PeoplePage {
  let visit: Visit
  let visitor: Visitor
  let members: [Member]
  let groups: [GroupID: String]
  let signIns: [MemberID: SignInState]

  static let size = 50

  static let routes: [Route] = [
    .get("/beheer/mensen", .desks(.staff)) { visit in
      let page = try await PeoplePage(visit)
      return visit.page("manage-people", title: visit.texts("manage.part.people"), page.values)
    },
    .get("/beheer/mensen/nieuw", .desks(.directors)) { try await add($0) },
    .post("/beheer/mensen/nieuw", .desks(.directors)) { visit in
      try await visit.attempt {
        let visitor = try visit.person()
        let member = try await visit.store.addMember(
          MemberDraft(
            name: visit.form["name"], externalID: visit.form["portal"].isEmpty ? nil : visit.form["portal"],
            family: visit.form["family"].isEmpty ? nil : FamilyID(visit.form["family"]),
            assignments: [try RoleForm.assignment(visit)]),
          by: visitor.member.id, school: visitor.school.id, at: visit.now)
        return .redirect("/beheer/lid/\(member.id)?gedaan=member_added")
      } otherwise: {
        try await add(visit, problem: $0)
      }
    },
  ]

  init(_ visit: Visit) async throws {
    self.visit = visit
    visitor = try visit.keeper()
    let (store, school) = (visit.store, visitor.school.id)
    members = try await store.members(school: school)
    groups = try await visit.groupNames()
    signIns = try await store.signIns(for: visitor.member.id, school: school, at: visit.now)
  }

  var values: [String: Any] {
    let words = SearchResult.plain(visit.query("zoek"))
    let role = Role(rawValue: visit.query("rol"))
    let past = visit.query("ook") == "vroeger"
    let found = members.filter { member in
      let roles = member.roles(at: visit.now)
      let named = [member.name, member.externalID ?? "", member.email ?? ""].map(SearchResult.plain)
      return (words.isEmpty || named.contains { $0.contains(words) }) && (role.map(roles.contains) ?? true)
        && (past || !roles.isEmpty || !words.isEmpty)
    }
    let page = max(1, Int(visit.query("bladzijde")) ?? 1)
    let shown = found.dropFirst((page - 1) * Self.size).prefix(Self.size)
    func address(_ page: Int) -> String {
      let query = [
        ("zoek", visit.query("zoek")), ("rol", visit.query("rol")), ("ook", visit.query("ook")),
        ("bladzijde", String(page)),
      ]
      return "/beheer/mensen?" + Self.query(query)
    }
    return [
      "search": visit.query("zoek"), "count": visit.texts.count("manage.people", found.count), "nobody": found.isEmpty,
      "roles": RoleForm.roles(visit, chosen: role), "with_past": past,
      "people": shown.map(line), "is_director": visitor.member.holds(.director, in: nil, at: visit.now),
      "earlier": page > 1 ? address(page - 1) : "", "later": found.count > page * Self.size ? address(page + 1) : "",
    ]
  }

  private func line(_ member: Member) -> [String: Any] {
    let held = member.assignments.filter { $0.isHeld(at: visit.now) }.map { assignment in
      visit.name(of: assignment.role, assignment.function, in: assignment.group.map { groups[$0] ?? "" })
    }
    let state = signIns[member.id]
    let key = state?.isOpen == true ? "open" : state?.linkUntil != nil ? "invited" : "none"
    return [
      "path": "/beheer/lid/\(member.id)", "who": member.name,
      "held": held.isEmpty ? visit.texts("manage.no_role") : held.joined(separator: " · "),
      "sign_in": held.isEmpty ? "" : visit.texts("manage.sign_in.\(key)"), "can_sign_in": state?.isOpen == true,
      "away": member.isAway(at: visit.now),
    ]
  }

  /// `a=1&b=2`, without what is empty.
  static func query(_ values: [(String, String)]) -> String {
    values.filter { !$0.1.isEmpty }.map { name, value in
      "\(name)=" + (value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
    }.joined(separator: "&")
  }

  private static func add(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    var values = try await RoleForm.values(visit)
    values.merge([
      "problem": problem as Any, "typed_name": visit.form["name"], "typed_portal": visit.form["portal"],
      "typed_family": visit.form["family"],
    ]) { $1 }
    return visit.page(
      "manage-member-new", title: visit.texts("manage.add_member"), values,
      status: problem == nil ? .ok : .unprocessableContent)
  }
}

/// The fields by which a role is given: which one, for what, where, from when and until when.
enum RoleForm {
  /// What the fields offer, with what was typed.
  static func values(_ visit: Visit) async throws -> [String: Any] {
    let visitor = try visit.person()
    let groups = try await visit.store.groups(school: visitor.school.id).filter {
      $0.until == nil && $0.kind != .oneToOne
    }
    return [
      "roles": roles(visit, chosen: Role(rawValue: visit.form["role"])),
      "functions": Assignment.Function.allCases.map {
        choice($0.rawValue, visit.texts("manage.function.\($0.rawValue)"), visit.form["function"])
      },
      "groups": groups.map { choice($0.id.rawValue, $0.name, visit.form["group"]) },
      "typed_from": visit.form["from"], "typed_until": visit.form["until"],
    ]
  }

  static func roles(_ visit: Visit, chosen: Role?) -> [[String: Any]] {
    Role.allCases.map { choice($0.rawValue, visit.texts("manage.role.\($0.rawValue)"), chosen?.rawValue ?? "") }
  }

  static func choice(_ value: String, _ name: String, _ chosen: String) -> [String: Any] {
    ["value": value, "label": name, "chosen": value == chosen]
  }

  /// The role that was filled in.
  static func assignment(_ visit: Visit) throws -> Assignment {
    guard let role = Role(rawValue: visit.form["role"]) else {
      throw StoreError.invalid(visit.texts("manage.role_missing"))
    }
    let from = try visit.start(of: "from")
    return Assignment(
      role: role, function: Assignment.Function(rawValue: visit.form["function"]),
      group: visit.form["group"].isEmpty ? nil : GroupID(visit.form["group"]), from: from ?? visit.now,
      until: try visit.start(of: "until"))
  }
}
