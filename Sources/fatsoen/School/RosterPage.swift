import Conduct

/// What a roster changes, as a table with what was odd below it.
struct RosterPage {
  let plan: RosterPlan
  /// Whether it was carried out.
  let isDone: Bool

  private static let parts: [(part: Roster.Part, name: String)] = [
    (.groups, "groepen"), (.pupils, "leerlingen"), (.guardians, "ouders"), (.workers, "medewerkers"),
  ]
  /// The most that is listed of one kind; the rest is counted.
  private static let most = 20

  func lines(on terminal: Terminal) -> [String] {
    var table = Table([
      .init(""), .init("nieuw", isNumber: true), .init("veranderd", isNumber: true),
      .init("vertrokken", isNumber: true), .init("gelijk", isNumber: true),
    ])
    for (part, name) in Self.parts {
      let counts: [RosterPlan.Action] = [.add, .change, .end, .keep]
      table.add([.init(name, .bold)] + counts.map { .init("\(plan.count($0, of: part))") })
    }
    var lines = table.lines(on: terminal)
    lines += listed("Veranderd", names(.change), on: terminal)
    lines += listed("Vertrokken", names(.end), on: terminal)
    lines += listed("Voorgestelde rollen, te bevestigen met fatsoen role", proposals, on: terminal)
    let refused = plan.remarks.filter(\.isRefusal).map { "\($0.place): \($0.text)" }
    let odd = plan.remarks.filter { !$0.isRefusal }.map { "\($0.place): \($0.text)" }
    lines += listed("Niet overgenomen", refused, on: terminal)
    lines += listed("Let op", odd, on: terminal)
    return lines + ["", ending]
  }

  private var ending: String {
    if plan.changesNothing { return "Er verandert niets." }
    if isDone { return "Overgenomen." }
    if plan.isDrastic {
      return "Er is nog niets veranderd. Er zouden \(plan.count(.end, of: .pupils)) leerlingen vertrekken en "
        + "\(plan.renamed) een heel andere naam krijgen; is dit het goede en volledige bestand, geef dan --apply --accept-leavers."
    }
    return "Er is nog niets veranderd. Geef dezelfde opdracht met --apply om dit over te nemen."
  }

  private func listed(_ title: String, _ items: [String], on terminal: Terminal) -> [String] {
    if items.isEmpty { return [] }
    let rest = items.count - Self.most
    return ["", terminal.style(title, .bold)] + items.prefix(Self.most).map { "  \($0)" }
      + (rest > 0 ? ["  … en nog \(rest)"] : [])
  }

  private func names(_ action: RosterPlan.Action) -> [String] {
    plan.groups.filter { $0.action == action }.map { "groep: \($0.name)" }
      + plan.pupils.filter { $0.action == action }.map { "leerling: \($0.name.full)" }
      + plan.members.filter { $0.action == action }.map { "\($0.isWorker == nil ? "ouder" : "medewerker"): \($0.name)" }
  }

  private var proposals: [String] {
    plan.proposals.map { step in
      plan.members[step.member].name + ": "
        + step.role.text(in: step.group.map { plan.groups[$0].name }, as: step.function)
    }
  }

  var json: String {
    var object = JSONObjectText()
    object.add("applied", isDone ? "true" : "false")
    for (part, _) in Self.parts {
      var counts = JSONObjectText()
      for action in RosterPlan.Action.allCases { counts.add(action.rawValue, number: plan.count(action, of: part)) }
      object.add(part.rawValue, counts.text)
    }
    object.add("proposals", number: plan.proposals.count)
    let remarks = plan.remarks.map { remark in
      var one = JSONObjectText()
      one.add("place", text: remark.place)
      one.add("text", text: remark.text)
      one.add("refused", remark.isRefusal ? "true" : "false")
      return one.text
    }
    object.add("remarks", "[" + remarks.joined(separator: ",") + "]")
    return object.text
  }
}
