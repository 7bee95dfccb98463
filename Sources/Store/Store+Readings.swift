public import Conduct

/// One time that somebody looked into what is on record about a person.
public struct Reading: Hashable, Sendable {
  /// What was looked into.
  public enum Kind: String, Sendable, CaseIterable {
    case history
    case review
    case measure
    case conductCase = "case"
    case appeal
    case readings
    case subjectAccess = "subject_access"
    /// What somebody reported.
    case report
    /// A text that is kept, to see what a rule would do.
    case keptText = "kept_text"

    /// The words on screen.
    public var name: String {
      switch self {
      case .history: "alles over de persoon"
      case .review: "een beoordeling"
      case .measure: "een maatregel"
      case .conductCase: "een zaak"
      case .appeal: "een bezwaar"
      case .readings: "het leeslog"
      case .subjectAccess: "een inzageverzoek"
      case .report: "een melding"
      case .keptText: "een bericht, om een regel te proberen"
      }
    }
  }

  /// Why somebody looked; whoever looks says so. A closed list, since a reason in free words would be personal content.
  public enum Purpose: String, Sendable, CaseIterable {
    /// To take a step in it.
    case handling
    /// To see whether it goes as it should.
    case oversight
    /// The person asked something about it.
    case question
    /// The person asked what is kept.
    case request
    /// For an appeal or complaint.
    case appeal
    /// To write a letter about it.
    case letter
    /// In the person's own place, as who wrote it down for the person.
    case onBehalf = "on_behalf"

    /// The words on screen.
    public var name: String {
      switch self {
      case .handling: "om eraan te werken"
      case .oversight: "om toe te zien"
      case .question: "voor een vraag van de persoon"
      case .request: "voor een verzoek van de persoon"
      case .appeal: "voor een bezwaar"
      case .letter: "voor een brief"
      case .onBehalf: "namens de persoon"
      }
    }
  }

  /// When, in milliseconds.
  public var at: Int64
  /// Who looked.
  public var reader: MemberID
  /// What was looked into.
  public var kind: Kind
  /// Whom it is about.
  public var subject: MemberID
  /// Why; nil for what was read before that was asked.
  public var purpose: Purpose?
}

extension Store {
  /// Who looked into what is on record about a person, and why, oldest first; for whoever may see that record, and for the
  /// board, but for nobody who reported the person. That the person reported something is for the board only: it may have been about the director.
  public func readings(
    about subject: MemberID, for viewer: MemberID, why: Reading.Purpose = .oversight, school: SchoolID, at time: Int64
  ) async throws -> [Reading] {
    try await write(school, at: time) { transaction in
      let reader = try transaction.member(viewer)
      let person = try transaction.member(subject)
      if !reader.mayOversee(person, at: time) {
        throw StoreError.notAllowed(person.refusalOfHistory(to: reader, at: time) ?? .outsideScope)
      }
      // That somebody read a measure tells that there is one.
      if try transaction.complainants(about: subject, until: time).contains(where: { $0.isClose(to: reader) }) {
        let refusal = try transaction.refusalOfRecord(of: subject, to: viewer, at: time)
        throw StoreError.notAllowed(refusal ?? .involved)
      }
      let rows = try transaction.run(
        """
        SELECT at, reader, kind, subject, purpose FROM reading
        WHERE school = $1 AND subject = $2 AND (kind <> 'report' OR CAST($3 AS BIGINT) = 1) ORDER BY year, number
        """, SQLValue(subject), SQLValue(reader.holds(.board, in: nil, at: time)))
      try transaction.recordReading(.readings, of: subject, by: viewer, why: why)
      return try rows.map {
        Reading(
          at: try $0.integer("at"), reader: try $0.id("reader"), kind: try $0.value("kind"),
          subject: try $0.id("subject"), purpose: Reading.Purpose(rawValue: try $0.text("purpose")))
      }
    }
  }
}

extension Transaction {
  /// Notes that somebody looked into a record, and why. These notes are a chain of their own in yearly segments, so that a year
  /// can be purged; the log says which years there were.
  func recordReading(_ kind: Reading.Kind, of subject: MemberID, by reader: MemberID, why: Reading.Purpose) throws {
    let year = Int64(today.prefix(4)) ?? 0
    var count: Int64 = 0
    var head = Self.readingOrigin(school.id, year: year)
    let segment = try run(
      "SELECT count, chain_head FROM reading_segment WHERE school = $1 AND year = $2", .integer(year))
    if let row = segment.first {
      count = try row.integer("count")
      head = try row.bytes("chain_head")
    } else {
      try connection.insert(
        into: "reading_segment",
        [
          "school": SQLValue(school.id), "year": .integer(year), "count": .integer(0), "chain_head": .bytes(head),
          "seal": .bytes(head),
        ])
      try log(.readingsBegun, by: nil) { $0.outcome = String(year) }
    }
    count += 1
    head =
      Self.readingLink(
        school.id, number: count, at: at, kind: kind.rawValue, reader: reader.rawValue, subject: subject.rawValue,
        purpose: why.rawValue, previous: head
      ).hash
    try connection.insert(
      into: "reading",
      [
        "school": SQLValue(school.id), "year": .integer(year), "number": .integer(count), "at": .integer(at),
        "reader": SQLValue(reader), "kind": .text(kind.rawValue), "subject": SQLValue(subject),
        "purpose": .text(why.rawValue),
        "hash": .bytes(head),
      ])
    try connection.run(
      "UPDATE reading_segment SET count = $1, chain_head = $2, seal = $3 WHERE school = $4 AND year = $5",
      [
        .integer(count), .bytes(head), .bytes(key.seal(head, of: "\(school.id) \(year)")), SQLValue(school.id),
        .integer(year),
      ])
  }

  /// Notes that somebody looked into a report; why follows from the reader's place in it, unless it was for something else.
  /// It is noted with the reporter, or who wrote it down for somebody who is no member; with nobody once both are purged.
  func recordReading(of report: Report, by reader: MemberID, why: Reading.Purpose? = nil) throws {
    guard let subject = report.reporter ?? report.enteredBy, try !member(reader).isOne(of: [subject]) else { return }
    let place: Reading.Purpose =
      report.handler == reader ? .handling : report.enteredBy == reader ? .onBehalf : .oversight
    try recordReading(.report, of: subject, by: reader, why: why ?? place)
  }

  /// Checks the segments; gives the number of notes, the years that exist, and the first fault of each.
  func auditReadings() throws -> (count: Int, years: Set<String>, faults: [Verification.Fault]) {
    var total = 0
    var years: Set<String> = []
    var faults: [Verification.Fault] = []
    let segments = try run("SELECT year, count, chain_head, seal FROM reading_segment WHERE school = $1 ORDER BY year")
    for segment in segments {
      let year = try segment.integer("year")
      years.insert(String(year))
      var head = Self.readingOrigin(school.id, year: year)
      var fault: Verification.Fault?
      let rows = try run(
        """
        SELECT number, at, reader, kind, subject, purpose, hash FROM reading
        WHERE school = $1 AND year = $2 ORDER BY number
        """, .integer(year))
      for row in rows where fault == nil {
        let number = try row.integer("number")
        let link = Self.readingLink(
          school.id, number: number, at: try row.integer("at"), kind: try row.text("kind"),
          reader: try row.text("reader"), subject: try row.text("subject"),
          purpose: try row.text("purpose"), previous: head)
        head = try row.bytes("hash")
        if link.hash != head { fault = .reading(year: year, number: number) }
      }
      total += rows.count
      let seal = key.seal(head, of: "\(school.id) \(year)")
      let isEnd = try segment.int("count") == rows.count && segment.bytes("chain_head") == head
      if fault == nil, try !isEnd || segment.bytes("seal") != seal {
        fault = .reading(year: year, number: Int64(rows.count))
      }
      if let fault { faults.append(fault) }
    }
    return (total, years, faults)
  }

  /// Deletes the yearly segments that are older than the term of audits; gives what the log names them.
  func deleteReadings() throws -> [String] {
    guard let term = Retention.audit.term(try policy()),
      let latest = Int64(day(of: at - Int64(term.value) * Ladder.day).prefix(4))
    else { return [] }
    let rows = try run(
      "SELECT year FROM reading_segment WHERE school = $1 AND year < $2 ORDER BY year", .integer(latest))
    return try rows.map { row in
      let year = try row.integer("year")
      try run("DELETE FROM reading WHERE school = $1 AND year = $2", .integer(year))
      try run("DELETE FROM reading_segment WHERE school = $1 AND year = $2", .integer(year))
      return "readings-\(year)"
    }
  }

  private static func readingOrigin(_ school: SchoolID, year: Int64) -> [UInt8] {
    Link.origin(of: SchoolID("\(school) readings \(year)"))
  }

  private static func readingLink(
    _ school: SchoolID, number: Int64, at: Int64, kind: String, reader: String, subject: String, purpose: String,
    previous: [UInt8]
  ) -> Link {
    Link(
      school: school.rawValue, sequence: number, position: 0, at: at, kind: "reading.\(kind)", actor: reader,
      member: subject, review: nil, body: purpose, previous: previous)
  }
}
