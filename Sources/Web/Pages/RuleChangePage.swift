import Conduct
import Foundation
import Hummingbird
import Store

/// Changing the rules of a school: writing a change, seeing what it would do, and going through its steps.
struct RuleChangePage {
  static let routes: [Route] = [
    .get("/regels/nieuw", .desks(.staff)) { try await write($0, form($0)) },
    .post("/regels/nieuw", .desks(.staff), limit: 4_194_304) { try await take($0) },
    .get("/regels/wijziging/:number", .desks(.staff)) { try await show($0) },
    .post("/regels/wijziging/:number", .desks(.staff)) { visit in
      let number = Int(visit.parameter("number")) ?? 0
      return try await visit.attempt {
        guard let step = RuleChange.Step(rawValue: visit.form["step"]), step != .propose else {
          throw PageError.badForm
        }
        let visitor = try visit.person()
        let file = try await change(number, visit)
        try visit.checkStep("change_step", step.rawValue, version: file.history.count)
        if step == .ask || step == .approve { try await checkSound(file.change.content, visit) }
        try await visit.store.advanceRuleChange(
          number, step, reason: visit.form["text"], by: visitor.member.id, school: visitor.school.id, at: visit.now)
        return done("rule_\(step.rawValue)", number)
      } otherwise: {
        try await show(visit, problem: $0)
      }
    },
  ]

  private static func changes(_ visit: Visit) async throws -> [RuleChangeFile] {
    let visitor = try visit.person()
    return try await visit.store.ruleChanges(for: visitor.member.id, school: visitor.school.id, at: visit.now)
  }

  /// To the page of a change, which says what was done.
  private static func done(_ done: String, _ number: Int) -> Answer {
    .redirect("/regels/wijziging/\(number)?gedaan=\(done)")
  }

  private static func change(_ number: Int, _ visit: Visit) async throws -> RuleChangeFile {
    guard let file = try await changes(visit).first(where: { $0.change.number == number }) else {
      throw PageError.notFound
    }
    return file
  }

  /// Throws when a change that is to be live would do nothing: the lists may be others than when it was written.
  static func checkSound(_ content: RuleChange.Content, _ visit: Visit) async throws {
    let draft = RuleChangeForm.draft(content, by: try visit.person(), visit)
    let faults = try await visit.site.rules.workbench.check(draft).filter(\.isError)
    if let first = faults.first {
      throw StoreError.invalid(visit.texts("change.does_nothing", ["fault": first.problem]))
    }
  }

  /// Throws unless somebody may write a change of a sort.
  private static func admit(_ sort: RuleChangeForm.Sort, _ visit: Visit) throws {
    let content: RuleChange.Content =
      sort == .setting ? .setting(rule: RuleID(""), to: .off, severity: nil) : .exception([])
    let member = try visit.person().member
    let isOpen = RuleChange.refusalOfProposal(content, by: member, at: visit.now) == nil
    guard isOpen, sort != .rule || member.keepsRules(at: visit.now) else { throw PageError.forbidden }
  }

  // MARK: Writing

  /// What stands beside the form.
  private struct Found {
    var problem: String?
    var problems = FormProblems([:], in: [])
    var faults: [RuleWorkbench.Fault]?
    var preview: [String: Any]?
  }

  /// The form that was asked for or sent; throws unless the person may write such a change.
  private static func form(_ visit: Visit) async throws -> RuleChangeForm {
    let form = try RuleChangeForm(visit, changes: try await changes(visit))
    try admit(form.sort, visit)
    return form
  }

  private static func write(_ visit: Visit, _ form: RuleChangeForm, _ found: Found = Found()) async throws -> Answer {
    let visitor = try visit.person()
    var values = form.values(conditions: form.sort == .rule ? try await visit.site.rules.workbench.conditions() : [])
    values["problem"] = found.problem as Any
    values.merge(found.problems.values) { $1 }
    values["keeps"] = visitor.member.keepsRules(at: visit.now)
    if let faults = found.faults { values["checked"] = checked(faults, form.sort, visit.texts) }
    values["preview"] = found.preview as Any
    if visit.wantsPart { return .html(visit.screen.render("rule-checked", values), .ok) }
    return visit.page(
      "rule-change-form", title: visit.texts("\(form.sort.key).title"), values,
      status: found.problem == nil && found.problems.isEmpty ? .ok : .unprocessableContent)
  }

  private static func checked(
    _ faults: [RuleWorkbench.Fault], _ sort: RuleChangeForm.Sort, _ texts: Texts
  ) -> [String: Any] {
    [
      "is_sound": faults.isEmpty, "sound": texts("\(sort.key).sound"),
      "faults": faults.map { fault in
        // What the command line advises is not for a page.
        let advice = texts.ifAny("change.advice.\(fault.code)") ?? fault.advice
        return ["says": fault.problem, "advice": advice, "is_error": fault.isError] as [String: Any]
      },
    ]
  }

  private static func take(_ visit: Visit) async throws -> Answer {
    let form = try await form(visit)
    return try await visit.attempt {
      let problems = form.problems(saving: visit.form["step"] == "save")
      // While somebody writes, nothing is said of fields that are still empty.
      if !problems.isEmpty {
        return try await write(visit, form, visit.wantsPart ? Found() : Found(problems: problems))
      }
      let draft = try form.draft()
      let faults = try await visit.site.rules.workbench.check(draft)
      let isSound = !faults.contains { $0.isError }
      // While somebody writes only the check is asked for.
      if visit.wantsPart { return try await write(visit, form, Found(faults: faults)) }
      if visit.form["step"] != "save" || !isSound {
        let preview = isSound ? try await RuleChangePreview(visit: visit, change: draft).values() : nil
        let problem = visit.form["step"] == "save" ? visit.texts("change.unsound") : nil
        return try await write(visit, form, Found(problem: problem, faults: faults, preview: preview))
      }
      let visitor = try visit.person()
      let made = try await visit.store.proposeRuleChange(
        draft.content, reason: visit.form["reason"], replacing: form.replaced?.number, by: visitor.member.id,
        school: visitor.school.id, at: visit.now)
      return done("rule_\(made.state.rawValue)", made.number)
    } otherwise: {
      try await write(visit, form, visit.wantsPart ? Found() : Found(problem: $0))
    }
  }

  // MARK: One change

  private static func show(_ visit: Visit, problem: String? = nil) async throws -> Answer {
    let all = try await changes(visit)
    guard let file = all.first(where: { String($0.change.number) == visit.parameter("number") }) else {
      throw PageError.notFound
    }
    let visitor = try visit.person()
    let texts = visit.texts
    let view = RuleChangeView(visit: visit)
    let change = file.change
    let path = "/regels/wijziging/\(change.number)"
    var values = view.row(file)
    values["problem"] = problem as Any
    values["lines"] = view.lines(of: change.content).map {
      ["label": $0.label, "parts": $0.lines.map { ["line": $0] }]
    }
    if let replaced = file.replaced {
      values["differences"] = view.differences(from: replaced.content, to: change.content)
      values["replaced_path"] = "/regels/wijziging/\(replaced.number)"
      values["replaced_number"] = replaced.number
    }
    if let later = file.replacedBy {
      values["later_path"] = "/regels/wijziging/\(later)"
      values["later_number"] = later
    }
    values["history"] = file.history.map {
      ["what": texts("change.took.\($0.step.rawValue)"), "who": $0.by, "at": visit.moment($0.at), "reason": $0.reason]
    }
    let unfit = try await visit.site.rules.workbench.unfit(visitor.school.id)[change.id] ?? []
    values["unfit"] = unfit.map { ["line": $0] }
    values["is_unfit"] = !unfit.isEmpty
    let steps = StepForms(visit: visit, prefix: "change_step", path: path, version: file.history.count)
    values["steps"] = file.steps.map { steps.values($0.rawValue) }
    values["has_steps"] = !file.steps.isEmpty
    if visitor.member.keepsRules(at: visit.now) {
      // What is over is put back in the place of what came after it.
      var place = file.replacedBy
      while let later = all.first(where: { $0.change.number == place }), later.change.state == .ended {
        place = later.replacedBy
      }
      values["again_path"] =
        "/regels/nieuw?van=\(change.number)"
        + (change.state == .ended ? place.map { "&vervangt=\($0)" } ?? "" : "&vervangt=\(change.number)")
      values["again"] = texts(change.state == .ended ? "change.restore" : "change.rewrite")
    }
    return visit.page(
      "rule-change", title: view.title(of: change), values, status: problem == nil ? .ok : .unprocessableContent)
  }
}
