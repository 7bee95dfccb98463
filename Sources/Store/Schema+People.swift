extension Schema {
  /// What a column that names a member says of the row.
  enum Part: Sendable {
    /// The row is about the member, or the member's own: all of it is theirs to see.
    case concerned
    /// The member did something with it for the school: that is theirs to see, what it is about is not.
    case handled
    /// The row would tell of whoever reported.
    case shielded
    /// The content that another row names; that row says whose it is.
    case content
  }

  /// Every column that names a member, by table and column. A test holds this against the schema, so that no new table
  /// is left out of what a person may see.
  static let people: [String: Part] = [
    "absence.deputy": .handled, "absence.member": .concerned, "addressing.author": .handled,
    "addressing.member": .concerned, "appeal.appellant": .concerned,
    "appeal.member": .concerned, "appeal.reviewer": .handled, "assignment.added_by": .handled,
    "assignment.member": .concerned,
    "clearance.author": .concerned, "contact_count.author": .concerned, "contact_count.recipient": .shielded,
    "conduct_case.approved_by": .handled, "conduct_case.decided_by": .handled,
    "conduct_case.member": .concerned, "conduct_case.opened_by": .handled,
    "consent_campaign.asked_by": .handled, "consent_request.guardian": .concerned,
    "consent_statement.guardian": .concerned, "consent_statement.recorded_by": .handled,
    "decision.decider": .handled,
    "decision.undone_by": .handled, "duty.holder": .handled, "duty.member": .concerned, "event.actor": .handled,
    "event.member": .concerned, "guardianship.member": .concerned, "hours.member": .concerned,
    "legal_hold.holder": .handled,
    "legal_hold.lifted_by": .handled,
    "legal_hold.member": .concerned, "letter.addressee": .concerned, "letter.finalised_by": .handled,
    "measure.approved_by": .handled, "measure.imposed_by": .handled,
    "measure.member": .concerned, "measure.prepared_by": .handled, "measure.proposed_by": .handled,
    "member.id": .concerned, "message.author": .concerned, "note.author": .handled, "outbox.recipient": .concerned,
    "payload.member": .content, "picture.author": .handled, "question.asker": .concerned,
    "question_note.author": .handled,
    "reading.reader": .handled, "reading.subject": .concerned, "register_entry.added_by": .handled,
    "register_entry.member": .concerned, "register_entry.other": .concerned,
    "report.about": .shielded, "report.entered_by": .handled, "report.handler": .handled,
    "report.reporter": .concerned, "report_limit.imposed_by": .handled, "report_limit.member": .concerned,
    "report_note.author": .handled, "rectification.member": .concerned, "rectification.recorded_by": .handled,
    "review.author": .concerned, "role_proposal.decided_by": .handled, "role_proposal.member": .concerned,
    "review.claimed_by": .handled, "review.decided_by": .handled, "review.escalated_by": .handled,
    "one_time_link.member": .concerned, "rule_change.approver": .handled, "rule_change.author": .handled,
    "rule_change_note.author": .handled,
    "second_opinion.given_by": .handled, "session.member": .concerned, "strike.member": .concerned,
    "timetable_exception.added_by": .handled, "weighed_draft.author": .concerned,
  ]

  /// Rows that belong to a row that concerns somebody, by the table that they name. Nothing is followed to a report: that
  /// there is one is the reporter's.
  static func parts(of table: String) -> [(table: Table, column: String)] {
    if ["member", "school_group", "version", "account", "pupil", "reading_segment"].contains(table) { return [] }
    return tables.flatMap { child in
      let isReport = child.columns.contains { people["\(child.name).\($0)"] == .shielded }
      return isReport ? [] : child.links.filter { $0.value == table }.keys.sorted().map { (child, $0) }
    }
  }
}
