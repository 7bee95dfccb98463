import Conduct
import Hummingbird
import Store

/// What a guardian allows for each child: what may be shown, and where.
struct ParentConsentPage: ParentPage {
  static let path = "/gegevens/toestemming"

  private let visit: Visit
  private let visitor: Visitor
  private let children: [OwnConsents]

  init(_ visit: Visit) async throws {
    self.visit = visit
    visitor = try visit.person()
    children = try await visit.store.ownConsents(of: visitor.member.id, school: visitor.school.id, at: visit.now)
  }

  func answer(_ problem: String?) throws -> Answer {
    let texts = visit.texts
    let children = self.children.map { child -> [String: Any] in
      // What was typed is shown again, not what is kept.
      let isTyped = problem != nil && visit.form["pupil"] == child.pupil.rawValue
      let kinds = Consent.Kind.allCases.compactMap { kind -> [String: Any]? in
        let questions = child.questions.filter { $0.kind == kind }
        guard !questions.isEmpty else { return nil }
        return [
          "kind": texts("consent_kind.\(kind.rawValue)"),
          "questions": questions.map { question -> [String: Any] in
            let typed = isTyped ? Consent.Answer(rawValue: visit.form[question.description]) : nil
            let own = typed ?? child.answers[question]
            let isOverruled = child.answers[question] == .yes && child.standing[question] == .no
            return [
              "field": question.description, "where": texts("consent_channel.\(question.channel.rawValue)"),
              "yes": own == .yes, "no": own == .no, "overruled": isOverruled,
            ]
          },
        ]
      }
      return [
        "pupil": child.pupil.rawValue, "name": child.name, "asked": child.isAsked, "kinds": kinds,
        "year": texts("consent.year", ["year": "\(child.year)-\(child.year + 1)"]),
        "can_withdraw": child.answers.questions.contains { child.answers[$0] == .yes },
      ]
    }
    return visit.page(
      "parent-consent", title: texts("consent.title"), ["children": children, "is_empty": children.isEmpty],
      after: problem)
  }

  func take(_ step: String) async throws -> Answer {
    let (member, school) = (visitor.member.id, visitor.school.id)
    guard let child = children.first(where: { $0.pupil.rawValue == visit.form["pupil"] }) else {
      throw PageError.notFound
    }
    switch step {
    case "answer":
      var answers = ConsentAnswers()
      for question in child.questions {
        if let answer = Consent.Answer(rawValue: visit.form[question.description]), answer != child.answers[question] {
          answers[question] = answer
        }
      }
      if answers.isEmpty { throw StoreError.invalid(visit.texts("consent.nothing")) }
      try await visit.store.answerConsent(
        answers, of: child.pupil, for: member, by: member, school: school, at: visit.now)
      return .redirect("/gegevens/toestemming?gedaan=consent_saved")
    case "withdraw":
      try await visit.store.withdrawConsent(of: child.pupil, for: member, by: member, school: school, at: visit.now)
      return .redirect("/gegevens/toestemming?gedaan=consent_withdrawn")
    default: throw PageError.badForm
    }
  }
}

/// Choosing another password, or another name to sign in with.
enum PasswordPage {
  static let routes: [Route] = [
    .get("/gegevens/wachtwoord", .desks(.all)) { page($0) },
    .post("/gegevens/wachtwoord", .desks(.all)) { try await change($0) },
  ]

  private static func page(_ visit: Visit, problems: [String: String] = [:]) -> Answer {
    var values = FormProblems(problems, in: ["current", "login", "fresh"]).values
    values["login"] = visit.form["login"]
    return visit.page(
      "password", title: visit.texts("password.title"), values, status: problems.isEmpty ? .ok : .unprocessableContent)
  }

  private static func change(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let (account, school) = (visitor.session.account, visitor.school.id)
    let (current, fresh) = (visit.form.fields["current"]?.first ?? "", visit.form.fields["fresh"]?.first ?? "")
    let login = visit.form["login"]
    // Whoever sits down at an open page cannot try passwords here either.
    let name = "wachtwoord \(school) \(account)"
    if await visit.site.throttle.wait(account: name, address: visit.address, at: visit.now) > 0 {
      return page(visit, problems: ["current": visit.texts("sign_in.slow")])
    }
    let credential = try await visit.store.credential(of: account, school: school)
    let hash = visit.site.settings.passwordHash
    var problems: [String: String] = [:]
    if try await !hash.matches(current, credential.password) {
      await visit.site.throttle.fail(account: name, address: visit.address, at: visit.now)
      problems["current"] = visit.texts("password.wrong")
    }
    if login.isEmpty && fresh.isEmpty { problems["fresh"] = visit.texts("password.nothing") }
    if !fresh.isEmpty, let fault = PasswordHash.fault(in: fresh, login: login) {
      problems["fresh"] = visit.texts(fault)
    }
    guard problems.isEmpty else { return page(visit, problems: problems) }
    await visit.site.throttle.succeed(account: name)
    let kept = fresh.isEmpty ? credential.password : try await hash.make(fresh)
    do {
      if login.isEmpty {
        try await visit.store.savePassword(kept, of: account, school: school, at: visit.now)
      } else {
        try await visit.store.saveCredential(
          login: login, password: kept, of: visitor.member.id, school: school, at: visit.now)
      }
    } catch StoreError.invalid(let advice) { return page(visit, problems: ["login": advice]) }
    // Every session ended, this one too: whoever just gave the password goes on in a new one.
    let token = try await visit.store.beginSession(
      of: account, as: visitor.member.id, isConfirmed: true, school: school, at: visit.now)
    return .signedIn(
      token, .redirect((visitor.desk == .parent ? "/gegevens" : visitor.desk.home) + "?gedaan=password_changed"))
  }
}
