import Conduct
import Foundation
import Hummingbird
import Store

/// The first page of a new program: it makes the school and its director, and is gone after that.
enum FirstRunPage {
  static let routes: [Route] = [
    .get("/begin", .everyone) { visit in
      try await check(visit)
      return page(visit)
    },
    .post("/begin", .everyone) { visit in
      try await check(visit)
      return try await make(visit)
    },
    .get("/beheer/begin", .desks(.directors)) { try await steps($0) },
  ]

  /// Throws when there is a school with people already.
  private static func check(_ visit: Visit) async throws {
    if try await visit.store.setup() == .done { throw PageError.notFound }
  }

  private static func page(_ visit: Visit, problems: [String: String] = [:]) -> Answer {
    let chosen = visit.form["policy"]
    let policies = visit.site.setup.policies
    return visit.page(
      "first-run", title: visit.texts("first.title"),
      [
        "asks_code": visit.site.setup.code != nil, "typed_code": visit.form["code"],
        "typed_name": visit.form["school_name"],
        "typed_director": visit.form["director"], "typed_login": visit.form["login"],
        "policies": policies.enumerated().map { place, policy in
          var choice = RoleForm.choice(
            policy.version, policy.title, chosen.isEmpty && place == 0 ? policy.version : chosen)
          choice["about"] = policy.origin
          choice["clauses"] = visit.texts.count("policy.clauses", policy.clauses.count)
          return choice
        },
        "has_problems": !problems.isEmpty,
        "problems": problems.sorted { $0.key < $1.key }.map { ["field": $0.key, "problem": $0.value] },
        "code_problem": problems["code"] as Any, "name_problem": problems["school_name"] as Any,
        "policy_problem": problems["policy"] as Any, "director_problem": problems["director"] as Any,
        "login_problem": problems["login"] as Any, "password_problem": problems["password"] as Any,
      ], status: problems.isEmpty ? .ok : .unprocessableContent)
  }

  private static func make(_ visit: Visit) async throws -> Answer {
    let (form, texts, site) = (visit.form, visit.texts, visit.site)
    let password = form.fields["password"]?.first ?? ""
    var problems: [String: String] = [:]
    if let code = site.setup.code {
      let wait = await site.throttle.wait(account: "begin", address: visit.address, at: visit.now)
      if wait > 0 {
        problems["code"] = texts("sign_in.slow")
      } else if form["code"].uppercased().filter({ $0.isLetter || $0.isNumber }) != code.filter({ $0 != "-" }) {
        await site.throttle.fail(account: "begin", address: visit.address, at: visit.now)
        problems["code"] = texts("first.code_wrong")
      }
    }
    if form["school_name"].isEmpty { problems["school_name"] = texts("first.name_missing") }
    if form["director"].isEmpty { problems["director"] = texts("first.director_missing") }
    if form["login"].isEmpty { problems["login"] = texts("invitation.login_missing") }
    if let fault = PasswordHash.fault(in: password, login: form["login"]) { problems["password"] = texts(fault) }
    let policy = site.setup.policies.first { $0.version == form["policy"] }
    if policy == nil { problems["policy"] = texts("policy.choose_one") }
    guard problems.isEmpty, let policy else { return page(visit, problems: problems) }
    let hash = try await site.settings.passwordHash.make(password)
    let school: SchoolID
    if case .withoutPeople(let found) = try await visit.store.setup() {
      // It was made before, and then something went wrong: what was begun is finished.
      school = found
      try await visit.store.adopt(policy, school: school, at: visit.now)
    } else {
      school = SchoolID(identifier(form["school_name"]))
      try await visit.store.createSchool(
        School(id: school, name: form["school_name"], language: visit.texts.language), policy: policy, at: visit.now)
    }
    let director = try await visit.store.addMember(
      MemberDraft(name: form["director"], assignments: [Assignment(role: .director, from: visit.now)]), school: school,
      at: visit.now)
    try await visit.store.saveCredential(
      login: form["login"], password: hash, of: director.id, school: school, at: visit.now)
    return .redirect("/inloggen?gedaan=school_made&verder=%2Fbeheer%2Fbegin")
  }

  /// A short name of small letters, digits and hyphens.
  static func identifier(_ name: String) -> String {
    let plain = name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    let words = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let id = words.joined(separator: "-").prefix(40)
    return id.isEmpty ? "school" : String(id)
  }

  /// What comes after it: people from a file, invitations, and what the school looks at once.
  private static func steps(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let (store, school) = (visit.store, visitor.school.id)
    let members = try await store.members(school: school)
    let signIns = try await store.signIns(for: visitor.member.id, school: school, at: visit.now)
    let proposals = try await store.roleProposals(school: school).count
    let hasPeople = members.count > 1
    let isInvited = signIns.contains { $0.key != visitor.member.id && ($0.value.isOpen || $0.value.linkUntil != nil) }
    func step(_ key: String, _ path: String, done: Bool) -> [String: Any] {
      [
        "name": visit.texts("first.step.\(key)"), "about": visit.texts("first.about.\(key)"), "path": path,
        "is_ready": done,
      ]
    }
    return visit.page(
      "manage-begin", title: visit.texts("first.steps"),
      [
        "steps": [
          step("school", "/beheer/beleid", done: true), step("roster", "/beheer/inlezen", done: hasPeople),
          step("roles", "/beheer/voorstellen", done: hasPeople && proposals == 0),
          step("invite", "/beheer/mensen", done: isInvited),
        ]
      ])
  }
}
