import Conduct
import Store

/// One measure as a person reads it.
struct MeasurePage {
  var file: MeasureFile
  var desk: Desk
  var names: [MemberID: String]
  var terminal: Terminal
  /// Whether what the school did not settle is written out.
  var showsAll = false

  var lines: [String] {
    let measure = file.measure
    var result = [
      terminal.style("Maatregel \(measure.number)", .bold) + " · \(measure.kind.profile.name) · \(measure.state.name)",
      terminal.style("voor \(file.member.name.onOneLine) · \(origin)", .soft), "",
    ]
    result += facts
    if !file.strikes.isEmpty {
      result += ["", terminal.style("Aantekeningen die tellen", .bold)]
      result += StrikeTable(strikes: file.strikes, desk: desk, terminal: terminal).lines
    }
    if let plan = measure.plan { result += planLines(plan) }
    let notes = RectificationLines(rectifications: file.rectifications, zone: desk.zone, terminal: terminal).lines
    if !notes.isEmpty { result += [""] + notes }
    if measure.state.isOpen {
      if !file.preflight.missing.isEmpty {
        result += ["", terminal.style("Wat nog ontbreekt", .bold)]
        result += file.preflight.missing.map { "  (\($0.rawValue)) \($0.text)" }
      }
      let remarks = file.preflight.warnings + unsettled
      if !remarks.isEmpty {
        result += ["", terminal.style("Let op", .bold)]
        for remark in remarks {
          for (i, line) in remark.wrapped(to: terminal.width - 4).enumerated() {
            result.append((i == 0 ? "  · " : "    ") + line)
          }
        }
      }
    }
    return result + [""] + next
  }

  /// What the school did not settle: in one line, unless all of it was asked for.
  private var unsettled: [String] {
    let lines = file.preflight.unsettled
    if lines.isEmpty || showsAll { return lines }
    return [
      "Het programma koos bij \(count(lines.count, "punt", "punten")) die de school openliet: "
        + "measure show \(file.measure.number) --all"
    ]
  }

  private var origin: String {
    let when = desk.time(file.measure.proposedAt)
    guard let proposer = file.measure.proposedBy else { return "voorgesteld door de ladder, \(when)" }
    return "voorgesteld door \(names[proposer] ?? proposer.rawValue), \(when)"
  }

  private var facts: [String] {
    let measure = file.measure
    var result = [
      "  \(count(measure.violations, "vastgestelde overtreding", "vastgestelde overtredingen")), "
        + count(measure.strikes, "aantekening", "aantekeningen")
    ]
    if let from = measure.from { result.append("  van \(Moment.date(from, in: desk.zone))") }
    if let until = measure.until { result.append("  tot \(Moment.date(until, in: desk.zone))") }
    if measure.state == .announced, let respondBy = measure.respondBy {
      result.append("  reageren kan tot \(desk.time(respondBy))")
    }
    if let read = measure.acknowledgedAt { result.append("  gelezen \(desk.time(read))") }
    if measure.awaitsConfirmation { result.append("  opgelegd in nood; wacht op een tweede persoon") }
    for (label, member) in [
      ("voorbereid door", measure.preparedBy), ("akkoord van", measure.approvedBy),
      ("opgelegd door", measure.imposedBy),
    ] {
      if let member { result.append("  \(label) \(names[member] ?? member.rawValue)") }
    }
    return result
  }

  private func planLines(_ plan: Measure.Plan) -> [String] {
    let parts = [
      ("Motivering", plan.motivation), ("Feiten", plan.facts), ("Weging", plan.weighing), ("Gehoord", plan.hearing),
      ("Contact", plan.contactPoint), ("Bezwaar", plan.redress), ("Waarvoor", plan.scope ?? ""),
      ("Informatie", plan.substituteChannel ?? ""), ("Eerst binnen", plan.internalSteps ?? ""),
      ("Namens", plan.mandate ?? ""),
      ("Afspraak", (plan.clauses ?? []).map(\.rawValue).joined(separator: ", ")), ("Haast", plan.urgency ?? ""),
    ].filter { !$0.1.isEmpty }
    var result: [String] = [""]
    for (label, text) in parts {
      for (i, line) in text.wrapped(to: max(20, terminal.width - 16)).enumerated() {
        result.append("  " + terminal.style((i == 0 ? label : "").padded(to: 14), .soft) + line)
      }
    }
    return result
  }

  private var next: [String] {
    let number = file.measure.number
    var rows: [(String, String)] = []
    for action in file.actions {
      switch action {
      case .view: continue
      case .prepare:
        rows.append((action.name, "fatsoen measure prepare \(number) --motivation \"…\" --facts \"…\""))
      case .approve: rows.append((action.name, "fatsoen measure approve \(number)"))
      case .refuse: rows.append((action.name, "fatsoen measure refuse \(number) --reason \"…\""))
      case .announce: rows.append((action.name, "fatsoen measure announce \(number)"))
      case .respond: rows.append((action.name, "fatsoen measure respond \(number) --answer \"…\""))
      case .impose: rows.append((action.name, "fatsoen measure impose \(number)"))
      case .acknowledge: rows.append((action.name, "fatsoen measure acknowledge \(number)"))
      case .reaffirm: rows.append((action.name, "fatsoen measure reaffirm \(number) --reason \"…\""))
      case .lift: rows.append((action.name, "fatsoen measure lift \(number) --reason \"…\""))
      }
    }
    if !file.referralActions.isEmpty {
      rows.append(("de stap buiten de school", "fatsoen referral \(number)"))
    }
    if rows.isEmpty { return [terminal.style("U kunt hier nu niets doen.", .soft)] }
    let width = rows.map(\.0.columns).max() ?? 0
    return [terminal.style("U kunt", .bold)]
      + rows.map { "  \($0.0.padded(to: width))  " + terminal.style($0.1, .accent) }
  }

  static func json(_ file: MeasureFile) -> String {
    var object = JSONObjectText()
    object.add("measure", JSONObjectText.measure(file.measure))
    object.add("member_name", text: file.member.name)
    object.add("strikes", "[" + file.strikes.map(JSONObjectText.strike).joined(separator: ",") + "]")
    object.add("missing", texts: file.preflight.missing.map(\.rawValue))
    object.add("warnings", texts: file.preflight.warnings)
    object.add("unsettled", texts: file.preflight.unsettled)
    object.add("rectifications", JSONObjectText.rectifications(file.rectifications))
    object.add("actions", texts: file.actions.map(\.rawValue))
    return object.text
  }
}

/// Strikes in a table.
struct StrikeTable {
  var strikes: [Strike]
  var desk: Desk
  var terminal: Terminal

  var lines: [String] {
    var table = Table([
      .init(" "), .init("op"), .init("afspraak", mayShrink: true), .init("ernst"), .init("weegt", isNumber: true),
      .init("telt tot"),
    ])
    for strike in strikes {
      table.add([
        .init(strike.severity.shape, strike.severity.style), .init(Moment.date(strike.at, in: desk.zone)),
        .init(strike.clauses.map(\.rawValue).joined(separator: " ")), .init(strike.severity.name),
        .init(String(strike.weight)),
        .init(strike.state == .overruled ? "vervallen" : Moment.date(strike.expiresAt, in: desk.zone)),
      ])
    }
    return table.lines(on: terminal)
  }
}
