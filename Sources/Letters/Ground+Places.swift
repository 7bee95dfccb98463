import Conduct

extension [Ground] {
  /// The violations that a letter rests on: what was written where and when, and which clauses it does not fit; with
  /// clauses that are named besides, there need be no message.
  func places(
    in wording: Wording, besides named: [StatementOfReasons.ClauseText] = [], of policy: Policy? = nil
  ) -> [Place] {
    var seen: Set<ClauseID> = []
    let clauses = (flatMap(\.clauses) + named).filter { seen.insert($0.id).inserted }
    return [
      .flag("has_messages", !isEmpty),
      .rows(
        "messages", ["sent", "group", "quote", "numbers"],
        map { ground in
          [
            "sent": wording.moment(ground.sentAt), "group": ground.group?.lowercased() ?? "",
            "quote": ground.text.map { $0.quoted(upTo: 300) } ?? "",
            "numbers": ground.clauses.map(\.id.rawValue).joined(separator: ", "),
          ]
        }, required: named.isEmpty ? "om welke berichten het gaat" : nil),
      .rows(
        "clauses", ["number", "label", "text"],
        clauses.map { ["number": $0.id.rawValue, "label": $0.label, "text": $0.text] },
        required: "de afspraken waar het om gaat"),
      .required("policy", "de naam van de afspraken", first?.policy ?? policy?.title),
      .optional(
        "policy_since", "sinds wanneer de afspraken gelden",
        (first?.policySince ?? policy?.validFrom).flatMap(Day.init).map(wording.day)),
      .required(
        "policy_version", "de versie van de afspraken", (first?.policyVersion ?? policy?.version)?.shortVersion),
      .flag("found_by_scan", contains { $0.isAutomaticallyFound }),
      .flag("found_by_person", contains { !$0.isAutomaticallyFound }),
      .rows("rules", ["rule"], Set(flatMap(\.rules)).sorted().map { ["rule": $0] }),
    ]
  }
}

extension String {
  /// The beginning of a hash, enough to tell versions apart.
  var shortVersion: String { String((hasPrefix("sha256:") ? String(dropFirst(7)) : self).prefix(12)) }
}

extension Wording {
  /// "dinsdag 3 maart 2026", of a day of the calendar.
  func day(_ day: Day) -> String {
    let parts = day.parts
    return "\(weekday(day.weekday % 7)) \(parts.day) \(month(parts.month)) \(parts.year)"
  }
}
