import Conduct
import Foundation
import HTTPTypes
import Hummingbird
import Letters
import NIOCore
import ServiceLifecycle
import Store

extension Site {
  /// Answers one request: who asks, whether that person may come here, and what the page says.
  func answer(_ route: Route, _ request: Request, _ context: SiteContext) async throws -> Response {
    var visit = try await visit(request, context)
    do {
      if route.method == .post {
        let body: ByteBuffer
        do {
          body = try await request.body.collect(upTo: route.limit)
        } catch is NIOTooManyBytesError {
          return response(to: visit, visit.errorPage("too_big", .contentTooLarge))
        }
        guard let form = Form(body, contentType: request.headers[.contentType]) else { throw PageError.badForm }
        visit.form = form
        try visit.checkOrigin()
      }
      try visit.admit(to: route.audience)
      if case .desks = route.audience {
        let tasks = try await tasks(of: visit)
        visit.visitor?.tasks = tasks
      }
      let answer = try await route.handler(visit)
      if route.method == .post, let member = visit.visitor?.member.id { await taskCounts.forget(member) }
      return response(to: visit, answer)
    } catch {
      return response(to: visit, try visit.answer(to: error))
    }
  }

  /// A request with who asks; also for requests that no route takes.
  func visit(_ request: Request, _ context: SiteContext) async throws -> Visit {
    let now = clock()
    let cookies = Cookies(from: request.headers[values: .cookie])
    let token = cookies[sessionCookie].flatMap { SecretToken($0.value) }
    var visitor: Visitor?
    if let token, let session = try await store.session(token, isThere: !request.asksByItself, at: now) {
      let desks = Desk.desks(of: session.member, at: now)
      let chosen = cookies[Self.deskCookie].flatMap { Desk(rawValue: $0.value) }
      if let first = desks.first {
        let desk = chosen.flatMap { desks.contains($0) ? $0 : nil } ?? first
        visitor = Visitor(
          session: session, token: token, desks: desks, desk: desk,
          elsewhere: try await elsewhere(cookies, besides: session.school.id, request, at: now))
      }
    }
    let known = Set(screens.languages)
    let asked = request.headers[.acceptLanguage]?.split(separator: ",").lazy.map { String($0.prefix(2)).lowercased() }
      .first { known.contains($0) }
    let language =
      cookies[Self.languageCookie].map(\.value).flatMap { known.contains($0) ? $0 : nil } ?? visitor?.school.language
      ?? asked ?? Screens.standard
    let guest = cookies[guestCookie].flatMap { SecretToken($0.value) } ?? SecretToken(school: SchoolID("gast"))
    let zone = TimeZone(identifier: visitor?.school.timeZone ?? "Europe/Amsterdam") ?? .gmt
    return Visit(
      site: self, request: request, parameters: context.parameters, visitor: visitor, now: now,
      screen: screens.screen(language), wording: Wording(LetterLanguage(rawValue: language) ?? .dutch, zone: zone),
      address: forwarded(request) ?? context.address,
      guest: guest, formToken: (visitor?.token ?? guest).derived(for: "form"))
  }

  /// How many tasks lie with whoever asks for a page; nil for who has none to do.
  private func tasks(of visit: Visit) async throws -> Int? {
    guard let visitor = visit.visitor, visitor.session.isConfirmed, !visit.wantsPart,
      Set<Desk>.handlers.contains(visitor.desk)
    else { return nil }
    let (member, school, now) = (visitor.member.id, visitor.school.id, visit.now)
    return try await taskCounts.count(for: member, at: now) {
      try await store.due(for: member, school: school, at: now).count
    }
  }

  /// The sessions at other schools that have not ended; looking at one school is being there at all.
  private func elsewhere(_ cookies: Cookies, besides school: SchoolID, _ request: Request, at now: Int64) async throws
    -> [Visitor.Elsewhere]
  {
    guard let kept = cookies[othersCookie]?.value else { return [] }
    var found: [Visitor.Elsewhere] = []
    for token in kept.split(separator: "|").prefix(Self.mostSchools).compactMap({ SecretToken(String($0)) })
    where token.school != school && !found.contains(where: { $0.school.id == token.school }) {
      guard let session = try await store.session(token, isThere: !request.asksByItself, at: now) else { continue }
      found.append(Visitor.Elsewhere(school: session.school, token: token))
    }
    return found.sorted { $0.school.name < $1.school.name }
  }

  /// More schools than anybody works at.
  static let mostSchools = 30

  private func forwarded(_ request: Request) -> String? {
    guard settings.trustsProxy else { return nil }
    // The last one is the proxy's own word; all before it may be made up.
    return request.headers[HTTPField.Name("X-Forwarded-For")!]?.split(separator: ",").last
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// Cookies that only this host may set, where the connection is encrypted.
  var sessionCookie: String { settings.isSecure ? "__Host-fatsoen" : "fatsoen" }
  var guestCookie: String { settings.isSecure ? "__Host-fatsoen-gast" : "fatsoen-gast" }
  var othersCookie: String { settings.isSecure ? "__Host-fatsoen-ook" : "fatsoen-ook" }
  static let deskCookie = "fatsoen-plek"
  static let languageCookie = "fatsoen-taal"

  private func cookie(_ name: String, _ value: String, seconds: Int?) -> String {
    "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax" + (settings.isSecure ? "; Secure" : "")
      + (seconds.map { "; Max-Age=\($0)" } ?? "")
  }

  /// An answer as it goes over the line.
  func response(to visit: Visit, _ answer: Answer) -> Response {
    switch answer {
    case .html(let text, let status):
      var response = Response(
        status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
        body: .init(byteBuffer: ByteBuffer(string: text)))
      // A form needs something to prove itself by, also before anybody signed in.
      if visit.visitor == nil {
        response.headers.append(.init(name: .setCookie, value: cookie(guestCookie, visit.guest.text, seconds: nil)))
      }
      return response
    case .redirect(let address):
      return Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
    case .file(let bytes, let type, let name):
      let plain = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") ? $0 : "_" }
      return Response(
        status: .ok,
        headers: [
          .contentType: type, .cacheControl: "no-store",
          .contentDisposition: "attachment; filename=\"\(String(plain))\"",
        ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    case .asset(let asset):
      return Response(
        status: .ok,
        headers: [.contentType: asset.type, .cacheControl: "public, max-age=31536000, immutable"],
        body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    case .plain(let text, let status):
      return Response(
        status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
        body: .init(byteBuffer: ByteBuffer(string: text)))
    case .news(let changes):
      return Response(
        status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
        body: .init { writer in
          try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
          // The program does not wait for whoever listens when it stops.
          for await change in changes.cancelOnGracefulShutdown() {
            try await writer.write(ByteBuffer(string: change.text))
          }
          try await writer.finish(nil)
        })
    case .signedIn(let token, let then):
      var response = response(to: visit, then)
      response.headers.append(.init(name: .setCookie, value: cookie(sessionCookie, token.text, seconds: nil)))
      return response
    case .withOthers(let tokens, let then):
      var response = response(to: visit, then)
      let kept = tokens.map(\.text).joined(separator: "|")
      response.headers.append(
        .init(name: .setCookie, value: cookie(othersCookie, kept, seconds: tokens.isEmpty ? 0 : nil)))
      return response
    case .signedOut(let then):
      var response = response(to: visit, then)
      for name in [sessionCookie, othersCookie] {
        response.headers.append(.init(name: .setCookie, value: cookie(name, "", seconds: 0)))
      }
      return response
    case .remembering(let name, let value, let then):
      var response = response(to: visit, then)
      response.headers.append(.init(name: .setCookie, value: cookie(name, value, seconds: 31_536_000)))
      return response
    }
  }
}

extension Visit {
  /// Throws unless a form came from a page of ours: it brings the token of the session along, and the browser, where it
  /// says whose page sent the form, says ours.
  func checkOrigin() throws {
    if let site = request.headers[HTTPField.Name("Sec-Fetch-Site")!], site != "same-origin", site != "none" {
      throw PageError.foreignForm
    }
    if let origin = request.headers[.origin], origin != "null" {
      let host = origin.split(separator: "/").last.map(String.init)
      guard host == request.head.authority else { throw PageError.foreignForm }
    }
    guard form["token"] == formToken else { throw visitor == nil ? PageError.signIn : PageError.foreignForm }
  }

  /// Throws when whoever asks may not come here.
  func admit(to audience: Route.Audience) throws {
    switch audience {
    case .everyone: return
    case .halfway:
      guard let visitor else { throw PageError.signIn }
      if visitor.session.isConfirmed { throw PageError.notFound }
    case .signedIn: if visitor == nil { throw PageError.signIn }
    case .desks(let desks):
      guard let visitor else { throw PageError.signIn }
      guard visitor.session.isConfirmed else { throw PageError.secondStep }
      if desks.isDisjoint(with: visitor.desks) { throw PageError.forbidden }
    }
  }

  /// What somebody sees when something went wrong: one table from errors to answers.
  func answer(to error: any Error) throws -> Answer {
    switch error {
    case PageError.signIn: return SignInPage.ask(self)
    case PageError.secondStep: return .redirect("/inloggen/code")
    case PageError.notFound: return errorPage("not_found", .notFound)
    case PageError.forbidden: return errorPage("forbidden", .forbidden)
    case PageError.foreignForm: return errorPage("foreign_form", .forbidden)
    case PageError.badForm: return errorPage("bad_form", .badRequest)
    case let error as StoreError:
      switch error {
      case .notFound: return errorPage("not_found", .notFound)
      case .notAllowed(let refusal): return errorPage("forbidden", .forbidden, detail: refusal.description)
      case .conflict(let conflict): return errorPage("conflict", .conflict, detail: conflict.description)
      case .invalid(let advice): return errorPage("invalid", .unprocessableContent, detail: advice)
      case .locked, .noConnection, .connectionLost, .uncertain:
        return errorPage("busy", .serviceUnavailable)
      default:
        site.report(error)
        return errorPage("broken", .internalServerError)
      }
    case let error as ConductError: return errorPage("invalid", .unprocessableContent, detail: error.description)
    default:
      site.report(error)
      return errorPage("broken", .internalServerError)
    }
  }

  /// A page that says what happened, what is kept and what to do.
  func errorPage(_ key: String, _ status: HTTPResponse.Status, detail: String? = nil) -> Answer {
    page(
      "error", title: texts("error.\(key).title"),
      [
        "detail": detail as Any, "text": texts("error.\(key).text"), "home": visitor?.desk.home ?? "/",
        // What was typed is not lost: it is shown again, to be copied.
        "typed": form.fields.filter { !["token", "password", "code"].contains($0.key) && $0.value.joined().count > 12 }
          .sorted { $0.key < $1.key }.map { ["text": $0.value.joined(separator: "\n")] },
      ], status: status)
  }
}

/// Stands before all routes: gives every answer the headers that keep others out, and a page of ours to what no route takes.
struct Gate: RouterMiddleware {
  let site: Site

  func handle(
    _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      let status = (error as? any HTTPResponseError)?.status ?? .internalServerError
      if status == .internalServerError { site.report(error) }
      let visit = try await site.visit(request, context)
      let key = status == .notFound || status == .methodNotAllowed ? "not_found" : "broken"
      response = site.response(to: visit, visit.errorPage(key, status))
    }
    for (name, value) in site.guards { response.headers[name] = value }
    return response
  }
}

extension Site {
  /// Headers of every answer: nothing of others, nothing in a frame, nothing guessed, and no word to others where a
  /// reader came from.
  var guards: [(HTTPField.Name, String)] {
    [
      (
        .contentSecurityPolicy,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
          + "base-uri 'none'; frame-ancestors 'none'"
      ),
      (.xContentTypeOptions, "nosniff"),
      (HTTPField.Name("X-Frame-Options")!, "DENY"),
      (HTTPField.Name("Referrer-Policy")!, "same-origin"),
      (HTTPField.Name("Permissions-Policy")!, "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
      (HTTPField.Name("Cross-Origin-Opener-Policy")!, "same-origin"),
      (HTTPField.Name("Cross-Origin-Resource-Policy")!, "same-origin"),
    ] + (settings.isSecure ? [(.strictTransportSecurity, "max-age=31536000")] : [])
  }

  /// Tells whoever runs the program what went wrong; never what people wrote.
  func report(_ error: any Error) {
    FileHandle.standardError.write(Data("error: \(type(of: error)): \(String(describing: error).prefix(300))\n".utf8))
  }
}
