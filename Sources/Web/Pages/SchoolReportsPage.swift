import Conduct
import Foundation
import Hummingbird
import Letters
import Store

/// The reports that wait for somebody of the school, and one of them: what was reported, and what to do with it. Who
/// reported is told only to who has it in hand.
struct SchoolReportsPage {
  static let routes: [Route] = [
    .get("/meldingen-school", .desks(.handlers)) { visit in
      let visitor = try visit.person()
      let files = try await visit.store.reports(for: visitor.member.id, school: visitor.school.id, at: visit.now)
      return visit.page(
        "case-reports", title: visit.texts("school_report.title_many"),
        ["reports": files.map { row($0, visit) }, "has_reports": !files.isEmpty])
    },
    .get("/meldingen-school/:number", .desks(.handlers)) { visit in try await show(visit) },
    .get("/meldingen-school/:number/bijlage/:place", .desks(.handlers)) { visit in try await enclosure(visit) },
    .post("/meldingen-school/:number", .desks(.handlers)) { visit in
      try await visit.attempt {
        try await take(visit)
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
  ]

  /// A report in a list.
  static func row(_ file: ReportFile, _ visit: Visit) -> [String: Any] {
    let (report, texts) = (file.report, visit.texts)
    return [
      "path": "/meldingen-school/\(report.number)", "what": file.category,
      "mark_text": texts("cases.report", ["number": String(report.number)]),
      "severity": SeverityMark(report.severity, texts).values, "state": texts("report_state.\(report.state.rawValue)"),
      "facts": texts("cases.came_in", ["day": visit.day(report.submittedAt)]), "is_acute": report.isAcute,
      "due": file.dueAt.map { visit.until($0) } as Any, "late": file.dueAt.map { $0 < visit.now } ?? false,
    ]
  }

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let (member, school) = (visitor.member.id, visitor.school.id)
    let file = try await visit.store.report(visit.parameter("number"), for: member, school: school, at: visit.now)
    let (report, texts) = (file.report, visit.texts)
    let people = Set(file.notes.compactMap(\.author) + [report.handler, report.enteredBy].compactMap(\.self))
    let names = try await visit.store.names(of: people, school: school)
    let steps = try await steps(visit, file)
    let letters: [LetterKind] =
      report.handler != member ? [] : report.outcome == nil ? [.receipt] : [.receipt, .outcome]
    let values: [String: Any] = [
      "number": report.number, "category": file.category, "severity": SeverityMark(report.severity, texts).values,
      "state": texts("report_state.\(report.state.rawValue)"), "route": texts("report_route.\(report.route.rawValue)"),
      "sent": visit.moment(report.submittedAt), "manner": texts("report_manner.\(report.manner.rawValue)"),
      "reporter": file.reporter, "about": file.about as Any, "is_acute": report.isAcute,
      "entered_by": report.enteredBy.flatMap { names[$0] } as Any,
      "handler": report.handler.flatMap { names[$0] } as Any,
      "is_mine": report.handler == member, "due": file.dueAt.map { visit.until($0) } as Any,
      "late": file.dueAt.map { $0 < visit.now } ?? false, "told": file.text as Any, "hopes": file.hopes as Any,
      "is_closed_to_reader": file.text == nil, "quotation": file.quotation as Any,
      "evidence": texts("report_evidence.\(report.evidence.rawValue)"),
      "review": file.review.map { "/wachtrij/\($0)" } as Any,
      "outcome": report.outcome.map { texts("report_outcome_is.\($0.rawValue)") } as Any,
      "notes": file.notes.map { note in
        [
          "what": texts("note.\(note.kind.rawValue)"), "words": note.text, "at": visit.moment(note.at),
          "who": note.author.flatMap { names[$0] } ?? texts("timeline.fatsoen"),
        ]
      },
      "has_notes": !file.notes.isEmpty, "report_steps": steps, "has_steps": !steps.isEmpty,
      "enclosures": report.handler != member
        ? []
        : file.enclosures.enumerated().map { place, kind in
          [
            "path": "/meldingen-school/\(report.number)/bijlage/\(place + 1)",
            "label": "\(place + 1) (\(kind.rawValue))",
          ]
        },
      "has_enclosures": report.handler == member && !file.enclosures.isEmpty,
      "letters": letters.map {
        ["path": "/brieven/\($0.rawValue)/\(report.number)", "label": texts("letter.\($0.rawValue)")]
      },
      "has_letters": !letters.isEmpty, "problem": problem as Any,
    ]
    return visit.page(
      "case-report", title: texts("school_report.title", ["number": String(report.number)]), values,
      status: problem == nil ? .ok : .unprocessableContent)
  }

  // MARK: Steps

  private static func steps(_ visit: Visit, _ file: ReportFile) async throws -> [[String: Any]] {
    let report = file.report
    let forms = StepForms(
      visit: visit, prefix: "report_step", path: "/meldingen-school/\(report.number)", version: report.version)
    let order: [Report.Action] = [.claim, .resolve, .askReporter, .escalate, .assign, .release, .reopen]
    var steps: [[String: Any]] = []
    for action in order where file.actions.contains(action) {
      switch action {
      case .resolve:
        let outcomes: [Report.Outcome] = [.actionTaken, .noAction, .duplicate, .outOfScope]
        steps.append(
          forms.values(
            "resolve",
            choices: outcomes.map { .init(value: $0.rawValue, name: visit.texts("report_outcome_is.\($0.rawValue)")) }))
      case .assign:
        let colleagues = try await colleagues(visit, report)
        if colleagues.isEmpty { continue }
        steps.append(forms.values("assign", choices: colleagues.map { .init(value: $0.id.rawValue, name: $0.name) }))
      case .escalate: steps.append(forms.values(report.route == .groupAdmin ? "escalate" : "escalate_board"))
      default: steps.append(forms.values(action.rawValue))
      }
    }
    return steps
  }

  /// Who could take the report in hand, by the domain's own word.
  private static func colleagues(_ visit: Visit, _ report: Report) async throws -> [Member] {
    let visitor = try visit.person()
    return try await visit.store.members(school: visitor.school.id).filter { colleague in
      colleague.id != visitor.member.id && colleague.register(at: visit.now) == .staff
        && report.refusal(of: .view, for: colleague, in: .init(), at: visit.now) == nil
    }
  }

  private static func take(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let (store, member, school, now) = (visit.store, visitor.member.id, visitor.school.id, visit.now)
    let report = try await store.report(visit.parameter("number"), for: member, school: school, at: now).report
    let (code, text, choice) = (visit.form["step"], visit.form["text"], visit.form["choice"])
    try visit.checkStep("report_step", code, version: report.version)
    let step: Report.Step
    switch code {
    case "claim": step = .claim
    case "release": step = .release
    case "ask_reporter": step = .askReporter(question: text)
    case "escalate", "escalate_board": step = .escalate(reason: text)
    case "reopen": step = .reopen(reason: text)
    case "assign":
      guard !choice.isEmpty else { throw StoreError.invalid(visit.texts("report_step.assign.none")) }
      step = .assign(to: try await store.member(choice, school: school))
    case "resolve":
      guard let outcome = Report.Outcome(rawValue: choice) else {
        throw StoreError.invalid(visit.texts("report_step.resolve.none"))
      }
      step = .resolve(outcome, motivation: text)
    default: throw PageError.badForm
    }
    try await store.advance(report.id, step, expecting: report.version, by: member, school: school, at: now)
    // Who gave it away may no longer see it.
    let isGone: Set<String> = ["release", "assign", "escalate", "escalate_board"]
    return visit.back(
      to: isGone.contains(code) ? "/meldingen-school" : "/meldingen-school/\(report.number)", done: "report_\(code)")
  }

  /// A picture or PDF of the report, as a file to keep: it is never shown as part of a page.
  private static func enclosure(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    guard let place = Int(visit.parameter("place")) else { throw PageError.notFound }
    let (kind, bytes) = try await visit.store.enclosure(
      place, of: visit.parameter("number"), for: visitor.member.id, school: visitor.school.id, at: visit.now)
    return .file(bytes, type: "application/octet-stream", name: "bijlage-\(place).\(kind.rawValue)")
  }
}
