import Conduct
import Hummingbird
import Store

/// Somebody's own reports: how far each is, and what the reporter can still do.
struct ParentReportsPage {
  static let routes: [Route] = [
    .get("/meldingen", .desks(.parents)) { try await list($0) },
    .get("/meldingen/:number", .desks(.parents)) { try await ParentReportsPage($0).answer() },
    .post("/meldingen/:number", .desks(.parents), limit: ParentReportPage.limit) { try await take($0) },
    .get("/meldingen/:number/ontvangst", .desks(.parents)) { visit in
      let page = try await ParentReportsPage(visit)
      return visit.page("parent-receipt", title: visit.texts("own_report.receipt"), page.values)
    },
    .get("/meldingen/:number/bijlage/:which", .desks(.parents)) { visit in
      let visitor = try visit.person()
      guard let which = Int(visit.parameter("which")) else { throw PageError.notFound }
      let number = visit.parameter("number")
      let found = try await visit.store.enclosure(
        which, of: number, for: visitor.member.id, school: visitor.school.id, at: visit.now)
      return .file(
        found.bytes, type: "application/octet-stream", name: "bijlage-\(number)-\(which).\(found.kind.rawValue)")
    },
  ]

  private let visit: Visit
  private let visitor: Visitor
  private let report: OwnReport

  private init(_ visit: Visit) async throws {
    self.visit = visit
    visitor = try visit.person()
    report = try await visit.store.ownReport(
      visit.parameter("number"), of: visitor.member.id, school: visitor.school.id, at: visit.now)
  }

  private static func list(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let reports = try await visit.store.ownReports(of: visitor.member.id, school: visitor.school.id, at: visit.now)
    return visit.page(
      "parent-reports", title: visit.texts("own_report.mine"),
      ["reports": reports.map { card($0, visit) }, "is_empty": reports.isEmpty])
  }

  /// One of them in a list.
  static func card(_ report: OwnReport, _ visit: Visit) -> [String: Any] {
    [
      "number": report.number, "category": categoryName(of: report, visit), "sent": visit.day(report.submittedAt),
      "state": visit.texts("own_report_shown.\(report.shown.rawValue)"), "asks": report.shown == .answerNeeded,
      "due": (report.dueAt ?? report.complaintDue).map {
        visit.texts("own_report.hear_by", ["moment": visit.moment($0)])
      }
        as Any,
    ]
  }

  private static func categoryName(of report: OwnReport, _ visit: Visit) -> String {
    let known = visit.site.rules.reportCategories.first { $0.name == report.category }
    return known.map(visit.name(of:)) ?? report.category
  }

  private func answer(_ problems: [String: String] = [:]) throws -> Answer {
    var values = self.values
    values.merge(FormProblems(problems, in: ["form"]).values) { $1 }
    if !problems.isEmpty {
      values["tried_\(visit.form["step"])"] = true
      values["typed"] = visit.form["words"]
      values["lost_files"] = !(visit.form.files["enclosure"] ?? []).isEmpty
    }
    return visit.page(
      "parent-report-one", title: visit.texts("own_report.one", ["number": String(report.number)]), values,
      status: problems.isEmpty ? .ok : .unprocessableContent)
  }

  var values: [String: Any] {
    let texts = visit.texts
    let category = visit.site.rules.reportCategories.first { $0.name == report.category }
    var values: [String: Any] = Self.card(report, visit)
    values["sent"] = visit.moment(report.submittedAt)
    values["is_acute"] = category?.isAcute ?? false
    values["is_sent"] = true
    values["is_care"] = category?.isCare ?? false
    values["question"] = report.question
    values["outcome"] = report.outcome.map { texts("own_report_outcome.\($0.rawValue)") }
    values["own_words"] = report.texts
    values["enclosures"] = report.enclosures.enumerated().map {
      ["which": $0.offset + 1, "kind": $0.element.rawValue.uppercased()] as [String: Any]
    }
    values["has_enclosures"] = !report.enclosures.isEmpty
    for action in report.actions { values["can_\(action.rawValue)"] = true }
    values["can_complain"] = report.mayComplain
    // A complaint can still come after the term, with the reason why it is late.
    values["object_until"] = report.objectUntil.map { texts("own_report.object_until", ["day": visit.day($0)]) }
    values["is_late"] = report.objectUntil.map { $0 < visit.now } ?? false
    if let complaint = report.complaint, report.maySeeComplaint {
      values["complaint"] = [
        "appeal": complaint.number,
        "words": complaint.outcome.map { texts("own_complaint_outcome.\($0.rawValue)") }
          ?? texts("own_appeal_state.\(complaint.state.rawValue)"),
        "by": report.complaintDue.map { texts("own_report.hear_by", ["moment": visit.moment($0)]) } as Any,
      ]
    }
    return values
  }

  /// Takes the step that a form asks for.
  private static func take(_ visit: Visit) async throws -> Answer {
    let page = try await ParentReportsPage(visit)
    return try await visit.attempt {
      try await page.take(visit.form["step"])
    } otherwise: {
      try page.answer(["form": $0])
    }
  }

  private func take(_ step: String) async throws -> Answer {
    let words = visit.form["words"]
    let files = (visit.form.files["enclosure"] ?? []).map(\.bytes)
    let here = "/meldingen/\(report.number)"
    func advance(_ step: Report.Step, done: String) async throws -> Answer {
      _ = try await visit.store.advanceOwn(
        report.id, step, enclosures: files, by: visitor.member.id, school: visitor.school.id, at: visit.now)
      return .redirect(here + "?gedaan=\(done)")
    }
    switch step {
    case "add": return try await advance(.add(text: words), done: "report_added")
    case "answer": return try await advance(.answer(text: words), done: "report_answered")
    case "withdraw": return try await advance(.withdraw(reason: words), done: "report_withdrawn")
    case "complain":
      let complaint = try await visit.store.complain(
        about: String(report.number), grounds: words, by: visitor.member.id, school: visitor.school.id, at: visit.now)
      return .redirect("/start/bezwaar/\(complaint.number)?gedaan=own_complaint_filed")
    default: throw PageError.badForm
    }
  }
}
