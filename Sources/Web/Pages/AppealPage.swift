import Conduct
import Foundation
import Hummingbird
import Store

/// An appeal, or a reporter's complaint, for who looks at it: never somebody who had a hand in what it is against.
struct AppealPage {
  static let routes: [Route] = [
    .get("/bezwaren/:number", .desks([.director, .board])) { visit in try await show(visit) },
    .post("/bezwaren/:number", .desks([.director, .board])) { visit in
      try await visit.attempt {
        try await take(visit)
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
  ]

  private static func file(_ visit: Visit) async throws -> AppealFile {
    let visitor = try visit.person()
    return try await visit.store.appeal(
      visit.parameter("number"), for: visitor.member.id, why: .appeal, school: visitor.school.id, at: visit.now)
  }

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let visitor = try visit.person()
    let file = try await file(visit)
    let (appeal, texts) = (file.appeal, visit.texts)
    let reviewer = try await visit.store.names(of: Set([appeal.reviewer].compactMap(\.self)), school: visitor.school.id)
    let steps = try await steps(visit, file)
    var values: [String: Any] = [
      "number": appeal.number, "kind": texts("appeal_kind.\(appeal.kind.rawValue)"),
      "state": texts("appeal_stand.\(appeal.state.rawValue)"), "appellant": file.appellant.name,
      "filed": visit.day(appeal.filedAt), "is_late": appeal.isLate, "term_ends": visit.day(appeal.termEnds),
      "due": file.due.map { visit.until($0) } as Any, "late": file.due.map { $0 < visit.now } ?? false,
      "reviewer": appeal.reviewer.flatMap { reviewer[$0] } as Any,
      "outcome": appeal.outcome.map { texts("appeal_outcome.\($0.rawValue)") } as Any,
      "ground": appeal.inadmissibility.map { texts("appeal_ground.\($0.rawValue)") } as Any,
      "next": appeal.nextInstance.map { texts("appeal_next.\($0.rawValue)") } as Any,
      "grounds": file.words.first as Any, "words_after": file.words.dropFirst().map { ["words": $0] },
      "has_words_after": file.words.count > 1, "appeal_steps": steps, "has_steps": !steps.isEmpty,
      "rectifications": file.rectifications.map {
        ["words": $0.text ?? "", "at": visit.moment($0.at)] as [String: Any]
      },
      "list_path": visitor.desk == .board ? "/verwezen" : "/zaken", "problem": problem as Any,
    ]
    if case .measure(let id) = appeal.target {
      do {
        let measure = try await visit.store.measure(
          id.rawValue, for: visitor.member.id, why: .appeal, school: visitor.school.id, at: visit.now
        ).measure
        values["target_path"] = "/maatregelen/\(measure.number)"
        values["target"] = texts("measure.\(measure.kind.rawValue)")
      } catch StoreError.notFound {}  // whoever may not see the measure still looks at the appeal
    }
    if appeal.outcome != nil || appeal.inadmissibility != nil { values["letter"] = "/brieven/appeal/\(appeal.number)" }
    return visit.page(
      "case-appeal", title: "\(texts("appeal_kind.\(appeal.kind.rawValue)")) \(appeal.number)", values,
      status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func steps(_ visit: Visit, _ file: AppealFile) async throws -> [[String: Any]] {
    let (appeal, texts) = (file.appeal, visit.texts)
    let forms = StepForms(
      visit: visit, prefix: "appeal_step", path: "/bezwaren/\(appeal.number)", version: appeal.version)
    let named = ["person": file.appellant.name]
    let isMeasure = if case .measure = appeal.target { true } else { false }
    var steps: [[String: Any]] = []
    for action in file.actions where action != .view && action != .withdraw {
      switch action {
      case .admit:
        let rest = StepForms.Choice(value: "suspend", name: texts("appeal_step.admit.suspend"))
        steps.append(forms.values(appeal.isLate ? "admit_late" : "admit", ticks: isMeasure ? [rest] : [], named))
      case .reject:
        let grounds: [Appeal.Inadmissibility] =
          appeal.isLate ? [.late, .duplicate, .notConcerned] : [.duplicate, .notConcerned]
        steps.append(
          forms.values(
            "reject", choices: grounds.map { .init(value: $0.rawValue, name: texts("appeal_ground.\($0.rawValue)")) },
            named))
      case .assign:
        let reviewers = try await reviewers(visit)
        steps.append(
          forms.values(
            "assign",
            choices: reviewers.map { .init(value: $0.id.rawValue, name: $0.name, isChosen: $0.id == appeal.reviewer) },
            named))
      case .decide:
        let outcomes: [Appeal.Outcome] =
          appeal.kind == .reporterComplaint ? [.confirmed, .reversed] : [.confirmed, .varied, .reversed]
        let effects =
          isMeasure
          ? []
          : ["strike", "message"].map {
            StepForms.Choice(value: $0, name: texts("appeal_step.decide.\($0)"))
          }
        steps.append(
          forms.values(
            "decide", choices: outcomes.map { .init(value: $0.rawValue, name: texts("appeal_outcome.\($0.rawValue)")) },
            ticks: appeal.kind == .reporterComplaint ? [] : effects,
            fields: isMeasure ? [.init(name: "until", label: texts("appeal_step.decide.until"), kind: .day)] : [], named
          ))
      default: steps.append(forms.values(action.rawValue, named))
      }
    }
    return steps
  }

  /// The director and the board; whether somebody may look at this one, the domain says when it is given to them.
  private static func reviewers(_ visit: Visit) async throws -> [Member] {
    try await visit.store.members(school: try visit.person().school.id).filter {
      $0.holds(.director, in: nil, at: visit.now) || $0.holds(.board, in: nil, at: visit.now)
    }
  }

  private static func take(_ visit: Visit) async throws -> Answer {
    let visitor = try visit.person()
    let (store, member, school, now) = (visit.store, visitor.member.id, visitor.school.id, visit.now)
    let appeal = try await file(visit).appeal
    let (code, text, choice) = (visit.form["step"], visit.form["text"], visit.form["choice"])
    let ticks = visit.form.all("tick")
    try visit.checkStep("appeal_step", code, version: appeal.version)
    let step: Appeal.Step
    switch code {
    case "admit", "admit_late":
      step = .admit(excuse: text.isEmpty ? nil : text, suspends: ticks.contains("suspend"))
    case "reject":
      guard let ground = Appeal.Inadmissibility(rawValue: choice) else {
        throw StoreError.invalid(visit.texts("appeal_step.reject.none"))
      }
      step = .reject(ground, reason: text)
    case "assign":
      guard !choice.isEmpty else { throw StoreError.invalid(visit.texts("appeal_step.assign.none")) }
      step = .assign(try await store.member(choice, school: school))
    case "begin": step = .begin
    case "ask": step = .ask(question: text)
    case "answer": step = .answer(text)
    case "refer": step = .refer(note: text)
    case "close": step = .close
    case "decide":
      let ruling: Appeal.Ruling
      switch Appeal.Outcome(rawValue: choice) {
      case .confirmed: ruling = .confirmed
      case .varied:
        ruling = .varied(
          Appeal.Variation(
            until: try visit.end(of: "until"), overrulesStrike: ticks.contains("strike"),
            restoresMessage: ticks.contains("message")))
      case .reversed: ruling = .reversed(alsoUndoing: [])
      case nil: throw StoreError.invalid(visit.texts("appeal_step.decide.none"))
      }
      _ = try await store.decide(
        appeal.id, ruling, motivation: text, expecting: appeal.version, by: member, school: school, at: now)
      return .redirect("/bezwaren/\(appeal.number)?gedaan=appeal_decide")
    default: throw PageError.badForm
    }
    try await store.advance(appeal.id, step, expecting: appeal.version, by: member, school: school, at: now)
    return visit.back(to: "/bezwaren/\(appeal.number)", done: "appeal_\(code)")
  }
}
