import Conduct
import Hummingbird
import Store

/// Choosing a name and a password, with a link that works once.
enum InvitationPage {
  static let routes: [Route] = [
    .get("/uitnodiging/:link", .everyone) { try await page($0) },
    .post("/uitnodiging/:link", .everyone) { try await accept($0) },
  ]

  private static func page(_ visit: Visit, problems: [String: String] = [:]) async throws -> Answer {
    guard let token = SecretToken(visit.parameter("link")) else { throw PageError.notFound }
    let link: OneTimeLink
    do {
      link = try await visit.store.link(token, at: visit.now)
    } catch StoreError.notFound { return visit.errorPage("link_over", .gone) }
    return visit.page(
      "invitation", title: visit.texts("invitation.\(link.kind.rawValue)"),
      [
        "person": link.member.name, "link": token.text, "login": visit.form["login"],
        "has_problems": !problems.isEmpty, "login_problem": problems["login"] as Any,
        "password_problem": problems["password"] as Any, "is_reset": link.kind == .reset,
      ], status: problems.isEmpty ? .ok : .unprocessableContent)
  }

  private static func accept(_ visit: Visit) async throws -> Answer {
    guard let token = SecretToken(visit.parameter("link")) else { throw PageError.notFound }
    let (login, password) = (visit.form["login"], visit.form.fields["password"]?.first ?? "")
    var problems: [String: String] = [:]
    if login.isEmpty { problems["login"] = visit.texts("invitation.login_missing") }
    if let fault = PasswordHash.fault(in: password, login: login) { problems["password"] = visit.texts(fault) }
    guard problems.isEmpty else { return try await page(visit, problems: problems) }
    _ = try await visit.store.link(token, at: visit.now)
    let hash = try await visit.site.settings.passwordHash.make(password)
    do {
      _ = try await visit.store.redeem(token, login: login, password: hash, at: visit.now)
    } catch StoreError.invalid(let advice) { return try await page(visit, problems: ["login": advice]) }
    return .redirect("/inloggen?gedaan=account_ready")
  }
}
