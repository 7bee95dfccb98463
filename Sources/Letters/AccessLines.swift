extension AccessLetter {
  /// One thing that is kept.
  public struct Record: Hashable, Sendable {
    /// One value of it.
    public struct Field: Hashable, Sendable {
      /// What it is called where it is kept.
      public var name: String
      /// The value; nil where there is none.
      public var value: String?
      /// Whether it is a moment, in milliseconds.
      public var isMoment: Bool

      /// Makes one.
      public init(name: String, value: String?, isMoment: Bool) {
        self.name = name
        self.value = value
        self.isMoment = isMoment
      }
    }

    /// Where it is kept.
    public var table: String
    /// What it is called there.
    public var row: String
    /// Whether the person only worked on it.
    public var isWork: Bool
    /// What it says.
    public var fields: [Field]

    /// Makes one.
    public init(table: String, row: String, isWork: Bool, fields: [Field]) {
      self.table = table
      self.row = row
      self.isWork = isWork
      self.fields = fields
    }
  }

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

  /// All values, each with its headings; what the person worked on for the school comes last.
  public static func lines(of records: [Record], moment: (Int64) -> String) -> [Line] {
    var result: [Line] = []
    var table: String?
    for record in records.filter({ !$0.isWork }).sorted(by: { $0.table < $1.table }) {
      let section = record.table == table ? "" : tables[record.table] ?? record.table
      table = record.table
      result += lines(of: record, section, moment)
    }
    var isFirst = true
    for record in records where record.isWork {
      result += lines(of: record, isFirst ? "Waar u voor de school aan werkte" : "", moment)
      isFirst = false
    }
    return result
  }

  private static func lines(of record: Record, _ section: String, _ moment: (Int64) -> String) -> [Line] {
    var lines = record.fields.compactMap { field -> Line? in
      guard let value = field.value, !value.isEmpty else { return nil }
      let text = field.isMoment ? Int64(value).map(moment) ?? value : value
      return Line(label: labels[field.name] ?? field.name, text: text)
    }
    if lines.isEmpty { lines = [Line(label: "bewaard", text: record.row)] }
    lines[0].section = section
    lines[0].record = "\(tables[record.table] ?? record.table) \(record.row)"
    return lines
  }
}
