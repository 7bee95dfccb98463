extension Schema {
  /// How the log tells the rows of a table.
  struct Layout {
    let table: String
    /// The columns that name a row within a school.
    let key: [String]
    /// Columns that the log leaves out.
    let untold: Set<String>
    /// Columns that are somebody's, of which the log keeps a keyed hash.
    let sealed: Set<String>

    /// Whether the log tells a column.
    func tells(_ column: String) -> Bool { !key.contains(column) && !untold.contains(column) }

    /// The name of a row in the log.
    func name(of value: (String) -> SQLValue?) -> String {
      key.reduce(into: table) { name, column in
        switch value(column) {
        case .text(let text): name += " \(text)"
        case .integer(let number): name += " \(number)"
        default: name += " ?"
        }
      }
    }
  }

  /// Tables by which postings are looked at: who and where, with what consent, and when.
  static let postingTables: Set<String> = [
    "member", "assignment", "absence", "school_group", "pupil", "pupil_group", "guardianship", "calendar",
    "hours", "timetable_exception", "timetable_exception_group", "register_entry", "consent_statement",
  ]

  /// Tables whose rows the log gives again. Not among them: messages with what was found in them, their pictures and
  /// their counts (a clear message leaves no line), payloads (the log commits to them), the notes of who looked into what
  /// (a chain of their own), notices (the mail's), and the log itself.
  static let logged: [String: Layout] = {
    let sealed = [
      "member": ["family"], "hours": ["week"], "school_group": ["name", "external_id", "roster_key"],
      // Whoever reads the log learns of nobody that they reported or were reported.
      "report": ["about", "reporter", "entered_by", "handler"],
    ]
    // A longer lease is no transition, a place in the queue follows from the rest, and the head of the log cannot stand in
    // it.
    let untold = [
      "review": ["claimed_until", "rank"],
      "school": ["name", "board_name", "sequence", "chain_head", "seal", "key_check", "created_at", "register_at"],
    ]
    let names = [
      "school", "version", "calendar", "account", "member", "school_group", "assignment", "absence", "review",
      "decision", "decision_effect", "note", "strike", "clearance", "clearance_hit", "second_opinion", "measure",
      "measure_note", "referral", "appeal", "appeal_note", "conduct_case", "conduct_case_review", "conduct_case_note",
      "duty", "duty_pause", "report", "report_note", "enclosure", "report_limit", "legal_hold", "legal_hold_note",
      "rectification", "pupil", "pupil_group", "guardianship", "role_proposal", "question", "question_note",
      "addressing", "letter", "hours", "timetable_exception", "timetable_exception_group", "register_entry",
      "rule_change", "rule_change_note", "consent_campaign", "consent_request", "consent_statement",
    ]
    let layouts = tables.filter { names.contains($0.name) }.map { table in
      Layout(
        table: table.name, key: table.key.filter { $0 != table.owner },
        untold: Set(untold[table.name] ?? []).union([table.owner]), sealed: Set(sealed[table.name] ?? []))
    }
    return Dictionary(uniqueKeysWithValues: layouts.map { ($0.table, $0) })
  }()
}
