import Conduct
import Foundation
import Letters
import Store

/// What somebody fills in before a measure: only what the checklist asks for this kind, begun with what is on record.
struct PlanForm {
  private let view: MeasureView
  private let visit: Visit

  init(_ view: MeasureView) {
    self.view = view
    visit = view.visit
  }

  private var measure: Measure { view.file.measure }
  private var plan: Measure.Plan? { measure.plan }
  private var texts: Texts { visit.texts }

  var fields: [StepForms.Field] {
    let asked = Set(view.asked)
    let profile = measure.kind.profile
    var fields = [field("motivation", plan?.motivation, isNeeded: true), field("facts", plan?.facts ?? facts)]
    func add(_ item: Preflight.Item, _ name: String, _ text: String?) {
      if asked.contains(item) { fields.append(field(name, text)) }
    }
    add(.weighing, "weighing", plan?.weighing)
    add(.ruleKnown, "rule_known", plan?.ruleKnown)
    add(.priorWarning, "prior_warning", plan?.priorWarning ?? earlier)
    add(
      .hearing, "hearing",
      plan?.hearing ?? view.heardAt.map { texts("plan.heard_ready", ["day": visit.wording.day($0)]) })
    add(.contactPoint, "contact", plan?.contactPoint ?? texts("plan.contact_ready"))
    add(.redress, "redress", plan?.redress ?? texts("plan.redress_ready"))
    add(.scope, "scope", plan?.scope)
    add(.substituteChannel, "substitute", plan?.substituteChannel)
    add(.internalSteps, "internal_steps", plan?.internalSteps)
    add(.mandate, "mandate", plan?.mandate)
    if asked.contains(.clause) || plan?.clauses != nil {
      fields.append(field("clauses", plan?.clauses?.map(\.rawValue).joined(separator: " "), kind: .line))
    }
    if !profile.isExternal {
      fields.append(field("from", visit.dayValue(plan?.from), kind: .day))
      fields.append(field("until", visit.dayValue(plan?.until), kind: .day))
    }
    fields.append(field("review_at", visit.dayValue(plan?.reviewAt), kind: .day))
    if profile.level >= 200 { fields.append(field("urgency", plan?.urgency)) }
    return fields
  }

  private func field(
    _ name: String, _ text: String?, isNeeded: Bool = false, kind: StepForms.Field.Kind = .words
  ) -> StepForms.Field {
    StepForms.Field(
      name: "plan_\(name)", label: texts("plan.\(name)"), hint: texts.ifAny("plan.\(name)_hint"), text: text ?? "",
      isNeeded: isNeeded, kind: kind)
  }

  /// What happened, from the violations that count.
  private var facts: String {
    view.file.strikes.filter { $0.counts(at: visit.now) }.map { strike in
      let clauses = strike.clauses.map(\.rawValue).joined(separator: ", ")
      return texts("plan.facts_ready", ["day": visit.wording.day(strike.at), "clauses": clauses])
    }.joined(separator: "\n")
  }

  /// The measures that came before.
  private var earlier: String {
    view.file.others.filter { $0.imposedBy != nil && $0.state != .reversed }.map { other in
      let kind = texts("measure.\(other.kind.rawValue)")
      return texts("plan.prior_ready", ["day": visit.wording.day(other.from ?? other.proposedAt), "measure": kind])
    }.joined(separator: "\n")
  }

  /// The plan as it was filled in.
  static func plan(_ visit: Visit) throws -> Measure.Plan {
    func text(_ name: String) -> String { visit.form["plan_\(name)"] }
    func ifAny(_ name: String) -> String? { text(name).isEmpty ? nil : text(name) }
    let clauses = text("clauses").split(whereSeparator: { $0 == " " || $0 == "," }).map {
      ClauseID(String($0).uppercased())
    }
    return Measure.Plan(
      motivation: text("motivation"), ruleKnown: text("rule_known"), priorWarning: text("prior_warning"),
      facts: text("facts"), weighing: text("weighing"), contactPoint: text("contact"), redress: text("redress"),
      hearing: text("hearing"), isUrgent: ifAny("urgency") != nil, from: try visit.start(of: "plan_from"),
      until: try visit.end(of: "plan_until"), reviewAt: try visit.start(of: "plan_review_at"), scope: ifAny("scope"),
      substituteChannel: ifAny("substitute"), internalSteps: ifAny("internal_steps"), mandate: ifAny("mandate"),
      clauses: clauses.isEmpty ? nil : clauses, urgency: ifAny("urgency"))
  }
}
