import Conduct
import Letters
import Store

/// What is kept on a person, as the person reads it.
struct AccessPage {
  var access: SubjectAccess
  var desk: Desk

  /// The headings of tables that people know by another name.
  private static let tables = [
    "absence": "Afwezigheid", "appeal": "Bezwaren", "appeal_note": "Bij een bezwaar geschreven",
    "assignment": "Rollen", "clearance": "Teksten die in orde zijn bevonden", "conduct_case": "Zaken",
    "conduct_case_note": "In een zaak geschreven", "conduct_case_review": "Beoordelingen in een zaak",
    "decision": "Besluiten", "decision_effect": "Gevolgen van besluiten", "duty": "Termijnen",
    "enclosure": "Bijlagen bij uw meldingen",
    "event": "Logboek",
    "letter": "Brieven aan u", "legal_hold": "Bewaarplicht", "legal_hold_note": "Redenen van een bewaarplicht",
    "measure": "Maatregelen",
    "measure_note": "Bij een maatregel geschreven", "member": "Inschrijving", "message": "Berichten",
    "note": "Bij een beoordeling geschreven", "outbox": "Wat aan u is verteld", "reading": "Wie dit inzag",
    "rectification": "Uw kanttekeningen", "referral": "Stappen buiten de school", "review": "Beoordelingen",
    "scan_fault": "Regels die niet klaar kwamen", "second_opinion": "Tweede oordelen",
    "signal": "Wat het programma aanwees", "strike": "Aantekeningen",
  ]

  private static let labels = [
    "at": "op", "author": "schrijver", "sent_at": "verstuurd", "received_at": "ontvangen", "text": "tekst",
    "file": "bestand",
    "state": "stand", "kind": "soort", "number": "nummer", "reason": "reden", "group_id": "groep",
    "severity": "ernst", "clauses": "afspraken", "outcome": "uitkomst", "expires_at": "telt tot", "name": "naam",
    "motivation": "motivering", "facts": "feiten", "weighing": "afweging", "created_at": "gemaakt",
    "purpose": "waarom", "reader": "door", "due_at": "bewaard tot of uiterlijk",
  ]

  /// All values, each with its headings.
  var lines: [AccessLetter.Line] {
    var result: [AccessLetter.Line] = []
    var table: String?
    let own = access.records.filter { !$0.isWork }.sorted { $0.table < $1.table }
    for record in own {
      var section = ""
      if record.table != table { section = Self.tables[record.table] ?? record.table }
      table = record.table
      result += lines(of: record, section)
    }
    var isFirst = true
    for record in access.records where record.isWork {
      result += lines(of: record, isFirst ? "Waar u voor de school aan werkte" : "")
      isFirst = false
    }
    return result
  }

  private func lines(of record: SubjectAccess.Record, _ section: String) -> [AccessLetter.Line] {
    var lines = record.fields.compactMap { field -> AccessLetter.Line? in
      guard let value = field.value, !value.isEmpty else { return nil }
      let text = field.isMoment ? Int64(value).map(desk.time) ?? value : value
      return AccessLetter.Line(label: Self.labels[field.name] ?? field.name, text: text)
    }
    if lines.isEmpty { lines = [AccessLetter.Line(label: "bewaard", text: record.row)] }
    lines[0].section = section
    lines[0].record = "\(Self.tables[record.table] ?? record.table) \(record.row)"
    return lines
  }

  /// The same for a machine.
  var json: String {
    let records = access.records.map { record in
      var fields = JSONObjectText()
      for field in record.fields { fields.add(field.name, text: field.value) }
      var object = JSONObjectText()
      object.add("table", text: record.table)
      object.add("row", text: record.row)
      object.add("work_for_school", record.isWork ? "true" : "false")
      object.add("fields", fields.text)
      return object.text
    }
    var object = JSONObjectText()
    object.add("member", text: access.member.id.rawValue)
    object.add("name", text: access.member.name)
    object.add("records", "[\n" + records.joined(separator: ",\n") + "\n]")
    return object.text + "\n"
  }

  /// What was left out and why, for the school.
  var omissions: String {
    let lines = access.omissions.map { omission in
      var object = JSONObjectText()
      object.add("table", text: omission.table)
      object.add("row", text: omission.row)
      object.add("field", text: omission.field)
      object.add("rule", text: omission.rule.rawValue)
      object.add("why", text: omission.rule.name)
      return object.text
    }
    return "[\n" + lines.joined(separator: ",\n") + "\n]\n"
  }
}
