import Conduct
import Foundation
import Hummingbird
import Store

/// Signing in: name and password, and for whoever decides about others a code from the phone.
enum SignInPage {
  static let routes: [Route] = [
    .get("/", .everyone) { visit in
      if let visitor = visit.visitor {
        return .redirect(visitor.session.isConfirmed ? visitor.desk.home : "/inloggen/code")
      }
      return .redirect(try await visit.store.setup() == .done ? "/inloggen" : "/begin")
    },
    .get("/inloggen", .everyone) { visit in
      if let visitor = visit.visitor, visitor.session.isConfirmed { return .redirect(visitor.desk.home) }
      return page(visit, then: safe(visit.query("verder")))
    },
    .post("/inloggen", .everyone) { try await signIn($0) },
    .get("/inloggen/code", .halfway) { try await codePage($0) },
    .post("/inloggen/code", .halfway) { try await confirm($0) },
    .post("/uitloggen", .signedIn) { visit in
      let visitor = try visit.person()
      for token in [visitor.token] + visitor.elsewhere.map(\.token) {
        try await visit.store.endSession(token, at: visit.now)
      }
      return .signedOut(.redirect("/inloggen?gedaan=signed_out"))
    },
  ]

  /// Asks who it is. What somebody was about to send goes along, and is not lost.
  static func ask(_ visit: Visit) -> Answer {
    guard visit.request.method == .post else {
      let here = visit.path + (visit.request.uri.query.map { "?\($0)" } ?? "")
      return .redirect("/inloggen?verder=" + (here.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""))
    }
    let kept = visit.form.fields.filter { !["token", "password", "code"].contains($0.key) }
    return page(visit, then: nil, carried: (visit.path, kept), key: "expired", status: .unauthorized)
  }

  /// A way back on this site; nil for an address of anybody else.
  static func safe(_ path: String) -> String? {
    guard path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"), !path.contains(where: \.isNewline),
      path.unicodeScalars.allSatisfy({ $0.value > 31 })
    else { return nil }
    return path
  }

  private static func page(
    _ visit: Visit, then: String?, carried: (path: String, fields: [String: [String]])? = nil, key: String? = nil,
    login: String = "", status: HTTPResponse.Status = .ok
  ) -> Answer {
    var fields = carried?.fields.flatMap { name, values in values.map { (name, $0) } } ?? []
    if let carried { fields.append(("path", carried.path)) }
    return visit.page(
      "sign-in", title: visit.texts("sign_in.title"),
      [
        "then": then as Any, "login": login, "problem": key.map { visit.texts("sign_in.\($0)") } as Any,
        "carried": fields.sorted { $0.0 < $1.0 }.map { ["name": "carried-\($0.0)", "value": $0.1] },
        "accounts": visit.site.settings.demoAccounts.map {
          ["who": $0.who, "login": $0.login, "password": $0.password]
        },
        "is_demo": !visit.site.settings.demoAccounts.isEmpty,
      ], status: status)
  }

  private static func signIn(_ visit: Visit) async throws -> Answer {
    let (login, password) = (visit.form["login"], visit.form.fields["password"]?.first ?? "")
    let then = safe(visit.form["then"])
    let carried = carried(by: visit.form)
    let account = Throttle.name(of: login)
    let wait = await visit.site.throttle.wait(account: account, address: visit.address, at: visit.now)
    if wait > 0 {
      return page(visit, then: then, carried: carried, key: "slow", login: login, status: .tooManyRequests)
    }
    let hash = visit.site.settings.passwordHash
    var found: [(credential: Credential, member: Member)] = []
    let all = login.isEmpty ? [] : try await visit.store.credentials(login: login)
    for credential in all where try await hash.matches(password, credential.password) {
      let member = credential.members.first { !Desk.desks(of: $0, at: visit.now).isEmpty }
      if let member { found.append((credential, member)) }
    }
    if all.isEmpty { try await hash.pretend(password) }
    guard let (first, member) = found.first else {
      await visit.site.throttle.fail(account: account, address: visit.address, at: visit.now)
      return page(visit, then: then, carried: carried, key: "wrong", login: login, status: .unauthorized)
    }
    await visit.site.throttle.succeed(account: account)
    for old in visit.visitor.map({ [$0.token] + $0.elsewhere.map(\.token) }) ?? [] {
      try await visit.store.endSession(old, at: visit.now)
    }
    let asks = needsFactor(first, at: visit.now)
    let token = try await begin(first, as: member, visit)
    // Whoever knows the password of several schools works at all of them, and goes from the one to the other.
    var others: [SecretToken] = []
    for (credential, member) in found.dropFirst().prefix(Site.mostSchools) {
      others.append(try await begin(credential, as: member, visit))
    }
    if asks {
      let query = then.flatMap { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) }.map {
        "?verder=\($0)"
      }
      return .withOthers(others, .signedIn(token, .redirect("/inloggen/code" + (query ?? ""))))
    }
    let home = Desk.desks(of: member, at: visit.now)
    return .withOthers(others, .signedIn(token, goOn(visit, as: token, then: then, carried: carried, home: home)))
  }

  private static func begin(_ credential: Credential, as member: Member, _ visit: Visit) async throws -> SecretToken {
    try await visit.store.beginSession(
      of: credential.account, as: member.id, isConfirmed: !needsFactor(credential, at: visit.now),
      school: credential.school, at: visit.now)
  }

  /// Whether the second step is asked: of whoever decides about others, and of whoever set it up.
  static func needsFactor(_ credential: Credential, at time: Int64) -> Bool {
    credential.factor != nil
      || credential.members.contains { !$0.roles(at: time).isDisjoint(with: [.director, .board]) }
  }

  private static func carried(by form: Form) -> (path: String, fields: [String: [String]])? {
    guard let path = safe(form["carried-path"]) else { return nil }
    let fields = form.fields.filter { $0.key.hasPrefix("carried-") && $0.key != "carried-path" }
    return (path, Dictionary(uniqueKeysWithValues: fields.map { (String($0.key.dropFirst(8)), $0.value) }))
  }

  /// Where the person was going. What was typed before the session ended is shown, to be sent after all.
  private static func goOn(
    _ visit: Visit, as token: SecretToken, then: String?, carried: (path: String, fields: [String: [String]])?,
    home: [Desk]
  ) -> Answer {
    guard let carried else { return .redirect(then ?? home.first?.home ?? "/") }
    let fields = carried.fields.flatMap { name, values in values.map { ["name": name, "value": $0] } }
    var signedIn = visit
    signedIn.formToken = token.derived(for: "form")
    return signedIn.page(
      "resume", title: visit.texts("resume.title"),
      [
        "path": carried.path, "fields": fields.filter { ($0["value"]?.count ?? 0) <= 40 },
        "texts": fields.filter { ($0["value"]?.count ?? 0) > 40 },
      ])
  }

  // MARK: The second step

  private static func codePage(_ visit: Visit, problem: String? = nil, status: HTTPResponse.Status = .ok) async throws
    -> Answer
  {
    let visitor = try visit.person()
    let credential = try await visit.store.credential(of: visitor.session.account, school: visitor.school.id)
    var values: [String: Any] = [
      "then": safe(visit.query("verder")) ?? safe(visit.form["then"]) as Any, "problem": problem as Any,
      "ways_back": visitor.elsewhere.map { ["back_name": $0.school.name, "back_to": $0.school.id.rawValue] },
    ]
    if let secret = credential.factor {
      let demo = visit.site.settings.demoAccounts.first { $0.factor == secret }
      values["shown"] = demo.map { _ in OneTimeCode(secret: secret).code(step: OneTimeCode.step(at: visit.now)) } as Any
      return visit.page("code", title: visit.texts("code.title"), values, status: status)
    }
    // A first time: the secret travels with the form, and counts once a code of it came back.
    let secret = OneTimeCode.bytes(of: visit.form["secret"]) ?? OneTimeCode.newSecret()
    let code = OneTimeCode(secret: secret)
    let picture = QRCode(code.address(school: visitor.school.name, person: visitor.member.name))
    values["secret"] = code.text
    values["spaced"] = code.text.enumerated().map {
      $0.offset % 4 == 0 && $0.offset > 0 ? " \($0.element)" : "\($0.element)"
    }
    .joined()
    values["picture"] = picture?.path as Any
    values["size"] = picture?.size as Any
    return visit.page("code-setup", title: visit.texts("code.setup_title"), values, status: status)
  }

  private static func confirm(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let (account, school) = (visitor.session.account, visitor.school.id)
    let name = "\(school) \(account)"
    if await visit.site.throttle.wait(account: name, address: visit.address, at: visit.now) > 0 {
      return try await codePage(visit, problem: visit.texts("sign_in.slow"), status: .tooManyRequests)
    }
    let credential = try await visit.store.credential(of: account, school: school)
    let typed = visit.form["code"]
    let secret = credential.factor ?? OneTimeCode.bytes(of: visit.form["secret"]) ?? []
    var passes = false
    if let step = secret.isEmpty ? nil : OneTimeCode(secret: secret).step(of: typed, at: visit.now) {
      passes =
        credential.factor == nil
        ? true : try await visit.store.useFactor(step: step, of: account, school: school, at: visit.now)
    } else if credential.factor != nil {
      passes = try await visit.store.useRecoveryCode(typed.lowercased(), of: account, school: school, at: visit.now)
    }
    guard passes else {
      await visit.site.throttle.fail(account: name, address: visit.address, at: visit.now)
      return try await codePage(visit, problem: visit.texts("code.wrong"), status: .unauthorized)
    }
    await visit.site.throttle.succeed(account: name)
    let token = try await visit.store.confirmSession(visitor.token, at: visit.now)
    let home = safe(visit.form["then"]) ?? visitor.desk.home
    guard credential.factor == nil else { return .signedIn(token, .redirect(home)) }
    let codes = OneTimeCode.recoveryCodes()
    try await visit.store.saveFactor(secret, recoveryCodes: codes, of: account, school: school, at: visit.now)
    var signedIn = visit
    signedIn.formToken = token.derived(for: "form")
    signedIn.visitor?.session.isConfirmed = true
    return .signedIn(
      token, signedIn.page("recovery", title: visit.texts("recovery.title"), ["codes": codes, "home": home]))
  }
}

extension Throttle {
  /// The name by which the failures of an account are counted.
  static func name(of login: String) -> String { login.lowercased().filter { !$0.isWhitespace } }
}
