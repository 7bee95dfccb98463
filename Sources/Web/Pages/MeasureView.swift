import Conduct
import Foundation
import Store

/// One measure as a page shows it: who had a hand in it, why, what the checklist still asks, and what can be done now.
struct MeasureView {
  let visit: Visit
  let file: MeasureFile
  let policy: Policy
  let names: [MemberID: String]
  /// The page that a step leads back to.
  var back: String?
  /// What the person was heard on, to begin a plan with.
  var heardAt: Int64?

  private var measure: Measure { file.measure }
  private var texts: Texts { visit.texts }

  var values: [String: Any] {
    var values: [String: Any] = [
      "number": measure.number, "kind": texts("measure.\(measure.kind.rawValue)"),
      "state": texts("measure_state.\(measure.state.rawValue)"), "about": file.member.name,
      "origin": origin, "facts": facts, "plan": plan, "has_plan": !plan.isEmpty, "checklist": checklist,
      "has_checklist": measure.state.isOpen && !checklist.isEmpty, "is_complete": file.preflight.isComplete,
      "missing": texts.count("checklist.missing", file.preflight.missing.count),
      "warnings": file.preflight.warnings.map { ["warning": $0] },
      "has_warnings": measure.state.isOpen && !file.preflight.warnings.isEmpty,
      "unsettled": file.preflight.unsettled.map { ["warning": $0] },
      "has_unsettled": measure.state.isOpen && !file.preflight.unsettled.isEmpty,
      "unsettled_count": texts.count("checklist.unsettled", file.preflight.unsettled.count),
      "rectifications": file.rectifications.map {
        ["words": $0.text ?? "", "at": visit.moment($0.at)] as [String: Any]
      },
      "signatures": signatures, "needs_two": measure.needsTwo(policy), "measure_steps": steps,
      "has_steps": !steps.isEmpty,
      "awaits_confirmation": measure.awaitsConfirmation,
    ]
    if let kind = letterKind { values["letter"] = "/brieven/\(kind)/\(measure.number)" }
    if let referral = file.referral { values.merge(ReferralView(measure: self, referral: referral).values) { $1 } }
    return values
  }

  /// The letter that belongs to it.
  private var letterKind: String? {
    guard measure.plan != nil, !measure.kind.profile.isExternal else { return nil }
    switch measure.kind.profile.level {
    case 200: return "warning"
    case 300...500: return "restriction"
    default: return nil
    }
  }

  func name(_ member: MemberID?) -> String? { member.map { names[$0] ?? texts("measure_page.somebody") } }

  private var origin: String {
    guard let proposer = name(measure.proposedBy) else {
      return texts("measure_page.by_ladder", ["day": visit.day(measure.proposedAt)])
    }
    return texts("measure_page.by_person", ["day": visit.day(measure.proposedAt), "who": proposer])
  }

  /// Dates and numbers, each as a term and what it says.
  private var facts: [[String: Any]] {
    let rows: [(String, String?)] = [
      (
        "grounds",
        measure.violations == 0
          ? nil
          : texts.count("measure_page.violations", measure.violations) + ", "
            + texts.count("measure_page.strikes", measure.strikes)
      ),
      ("from", measure.from.map(visit.day)), ("until", measure.until.map(visit.day)),
      ("review_at", measure.state.isInForce ? measure.plan?.reviewAt.map(visit.day) : nil),
      ("respond_by", measure.state == .announced ? measure.respondBy.map { visit.until($0) } : nil),
      ("prepared_by", name(measure.preparedBy)), ("approved_by", name(measure.approvedBy)),
      ("imposed_by", name(measure.imposedBy)), ("read_at", measure.acknowledgedAt.map(visit.moment)),
    ]
    return rows.compactMap { key, value in value.map { ["term": texts("measure_page.\(key)"), "said": $0] } }
  }

  /// The two places for signatures, filled in or open.
  var signatures: [[String: Any]] {
    guard measure.needsTwo(policy) else { return [] }
    return [("first", measure.preparedBy), ("second", measure.approvedBy)].map { key, member in
      ["place": texts("ladder.signature_\(key)"), "signed": name(member) as Any]
    }
  }

  private var plan: [[String: Any]] {
    guard let plan = measure.plan else { return [] }
    let rows: [(String, String)] = [
      ("motivation", plan.motivation), ("facts", plan.facts), ("weighing", plan.weighing), ("hearing", plan.hearing),
      ("rule_known", plan.ruleKnown), ("prior_warning", plan.priorWarning), ("contact", plan.contactPoint),
      ("redress", plan.redress), ("scope", plan.scope ?? ""), ("substitute", plan.substituteChannel ?? ""),
      ("internal_steps", plan.internalSteps ?? ""), ("mandate", plan.mandate ?? ""),
      ("clauses", (plan.clauses ?? []).map(\.rawValue).joined(separator: ", ")), ("urgency", plan.urgency ?? ""),
    ]
    return rows.filter { !$0.1.isEmpty }.map { ["term": texts("plan.\($0.0)"), "said": $0.1] }
  }

  /// The lines of the checklist that count for this measure: those that an empty plan would lack.
  var asked: [Preflight.Item] {
    var blank = measure
    blank.plan = Measure.Plan(isUrgent: measure.plan?.isUrgent ?? false)
    let all = Preflight(
      of: blank, policy: policy, isCompetent: false, earlier: file.others, at: visit.now
    ).missing
    return Set(all).union(file.preflight.missing).sorted()
  }

  private var checklist: [[String: Any]] {
    let missing = Set(file.preflight.missing)
    return asked.map { item in
      [
        "letter": item.rawValue, "line": texts("checklist.\(item.rawValue)"), "is_missing": missing.contains(item),
        "sign": texts(missing.contains(item) ? "checklist.open" : "checklist.done"),
      ]
    }
  }

  // MARK: Steps

  private var steps: [[String: Any]] {
    let forms = StepForms(
      visit: visit, prefix: "measure_step", path: "/maatregelen/\(measure.number)", version: measure.version,
      carried: back.map { ["back": $0] } ?? [:])
    let person = ["person": file.member.name]
    // First what goes on, then what takes it back; what is not prepared yet begins with that.
    let order: [Measure.Action] = [
      .approve, .impose, .announce, .respond, .prepare, .acknowledge, .reaffirm, .lift, .refuse,
    ]
    return order.filter(file.actions.contains).compactMap { action in
      switch action {
      case .prepare:
        let code = measure.plan == nil ? "prepare" : "prepare_again"
        return forms.values(code, fields: PlanForm(self).fields, isOpen: false, person)
      case .impose:
        // What the checklist still asks stands beside it; it would be refused.
        guard file.preflight.isComplete else { return nil }
        return forms.values(measure.kind.profile.isExternal ? "impose_external" : "impose", person)
      case .announce:
        let day = visit.localClock.day(of: earliestAnswer)
        return forms.values("announce", day: day.description, earliest: day.description, person)
      case .reaffirm: return forms.values("reaffirm", person)
      default: return forms.values(action.rawValue, person)
      }
    }
  }

  /// The first moment until which the person may be asked to respond.
  var earliestAnswer: Int64 {
    policy.earliestAnswer(for: file.member.register(at: visit.now), at: visit.now)
  }
}

extension Policy {
  /// The first moment that somebody may be asked to respond by: never sooner than the term of the policy.
  func earliestAnswer(for register: Register, at time: Int64) -> Int64 {
    guard case .days(let days) = term(Self.responseTerm(for: register)).value else { return time }
    return time + Int64(days) * Ladder.day
  }
}
