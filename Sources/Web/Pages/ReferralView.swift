import Conduct
import Store

/// The step outside the school that carries out a measure: what is told to whom, and whether it arrived.
struct ReferralView {
  let measure: MeasureView
  let referral: Referral

  private var visit: Visit { measure.visit }
  private var texts: Texts { visit.texts }

  var values: [String: Any] {
    let missing = Set(referral.missing(at: visit.now))
    return [
      "referral": texts("referral_state.\(referral.state.rawValue)"),
      "referral_due": referral.legalDue.map { visit.until($0) } as Any,
      "referral_sent": referral.sentAt.map(visit.moment) as Any,
      "referral_fields": referral.kind.referralFields.map { form in
        [
          "label": texts("referral_field.\(form.field.rawValue)"), "said": referral.fields[form.field] as Any,
          "is_missing": missing.contains(form.field),
        ]
      },
      "referral_missing": missing.isEmpty ? nil as String? as Any : texts.count("referral.missing", missing.count),
      "referral_steps": steps,
    ]
  }

  private var steps: [[String: Any]] {
    let path = "/maatregelen/\(measure.file.measure.number)/buiten"
    let forms = StepForms(
      visit: visit, prefix: "referral_step", path: path, version: referral.version,
      carried: measure.back.map { ["back": $0] } ?? [:])
    return measure.file.referralActions.map { action in
      guard action == .fill else { return forms.values(action.rawValue, choices: choices(of: action)) }
      let needed = Set(referral.missing(at: visit.now))
      var asked = referral.kind.referralFields.map(\.field)
      if needed.contains(.delayReason) || referral.fields[.delayReason] != nil { asked.append(.delayReason) }
      return forms.values(
        "fill",
        fields: asked.map { field in
          StepForms.Field(
            name: "field_\(field.rawValue)", label: texts("referral_field.\(field.rawValue)"),
            hint: needed.contains(field) ? texts("referral.needed") : nil, text: referral.fields[field] ?? "")
        })
    }
  }

  private func choices(of action: Referral.Action) -> [StepForms.Choice] {
    guard action == .fail else { return [] }
    return ["retry", "final"].map { .init(value: $0, name: texts("referral_step.fail.\($0)"), isChosen: $0 == "retry") }
  }

  /// Takes the step that a form asks for.
  static func take(_ visit: Visit) async throws {
    let visitor = try visit.person()
    let (store, school, member, now) = (visit.store, visitor.school.id, visitor.member.id, visit.now)
    let file = try await store.measure(visit.parameter("number"), for: member, school: school, at: now)
    guard let referral = file.referral, let action = Referral.Action(rawValue: visit.form["step"]) else {
      throw PageError.badForm
    }
    try visit.checkStep("referral_step", action.rawValue, version: referral.version)
    let (id, version, text) = (file.measure.id, referral.version, visit.form["text"])
    switch action {
    case .fill:
      var values: [Referral.Field: String] = [:]
      for field in Referral.Field.allCases where visit.form.fields["field_\(field.rawValue)"] != nil {
        values[field] = visit.form["field_\(field.rawValue)"]
      }
      try await store.fill(values, of: id, expecting: version, by: member, school: school, at: now)
    case .send: try await store.send(id, expecting: version, by: member, school: school, at: now)
    case .receive: try await store.confirmReceipt(of: id, expecting: version, by: member, school: school, at: now)
    case .fail:
      try await store.reportFailure(
        of: id, reason: text, canRetry: visit.form["choice"] != "final", expecting: version, by: member, school: school,
        at: now)
    case .close: try await store.close(id, outcome: text, expecting: version, by: member, school: school, at: now)
    }
  }
}
