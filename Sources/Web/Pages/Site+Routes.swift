import Conduct
import Hummingbird
import Store

extension Site {
  /// For everybody: files of pages, signing in, and what machines ask.
  static let publicRoutes: [Route] =
    SignInPage.routes + InvitationPage.routes + [
      .get("/assets/:hash/:name", .everyone) { visit in
        guard let asset = visit.site.screens.assets[visit.parameter("name")],
          asset.address == visit.path
        else { throw PageError.notFound }
        return .asset(asset)
      },
      // Every component of the pages in one place, for whoever makes a new one.
      .get("/stijl", .everyone) { visit in
        visit.page(
          "style", title: visit.texts("style.title"),
          ["severities": Severity.allCases.map { SeverityMark($0, visit.texts).values }])
      },
      // The program runs.
      .get("/health", .everyone) { _ in .plain("ok\n", .ok) },
      // The database answers too.
      .get("/ready", .everyone) { visit in
        do {
          _ = try await visit.store.schools()
          return .plain("ok\n", .ok)
        } catch {
          visit.site.report(error)
          return .plain("database\n", .serviceUnavailable)
        }
      },
      .post("/taal", .everyone) { visit in
        let language = visit.form["language"]
        guard visit.site.screens.languages.contains(language) else { throw PageError.badForm }
        return .remembering(languageCookie, language, .redirect(SignInPage.safe(visit.form["back"]) ?? "/"))
      },
    ]

  /// For whoever is signed in.
  static let accountRoutes: [Route] = [
    .post("/plek", .desks(.all)) { visit in
      let visitor = try visit.person()
      let words = visit.form["to"].split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2 else { throw PageError.badForm }
      if words[0] == "desk", let desk = Desk(rawValue: words[1]), visitor.desks.contains(desk) {
        return .remembering(deskCookie, desk.rawValue, .redirect(desk.home))
      }
      guard words[0] == "member", let other = visitor.session.others.first(where: { $0.id.rawValue == words[1] }) else {
        throw PageError.forbidden
      }
      let token = try await visit.store.switchMember(to: other.id, in: visitor.token, at: visit.now)
      return .signedIn(token, .redirect("/"))
    },
    // Another school of the same person, which asks for its own second step where it has one.
    .post("/school-kiezen", .signedIn) { visit in
      let visitor = try visit.person()
      guard let chosen = visitor.elsewhere.first(where: { $0.school.id.rawValue == visit.form["to"] }) else {
        throw PageError.forbidden
      }
      let token = try await visit.store.renewSession(chosen.token, at: visit.now)
      let left = try await visit.store.renewSession(visitor.token, at: visit.now)
      let others = visitor.elsewhere.filter { $0.school.id != chosen.school.id }.map(\.token)
      return .withOthers(others + [left], .signedIn(token, .redirect("/")))
    },
    .get("/nieuws", .desks(.all)) { visit in
      let visitor = try visit.person()
      let site = visit.site
      let changes = await site.news.listen(to: visitor.school.id) {
        // A database that is busy ends no session.
        (try? await site.store.isOpen(visitor.token, at: site.clock())) ?? true
      }
      guard let changes else { return .plain("", .serviceUnavailable) }
      return .news(changes)
    },
  ]
}
