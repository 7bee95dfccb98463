public import Conduct

/// Which lines of the log somebody asks for.
public struct LogFilter: Hashable, Sendable {
  /// What they are about; nil for everything.
  public var topic: Event.Topic?
  /// Who did it, or about whom it is; nil for everybody.
  public var person: MemberID?
  /// From when, in milliseconds.
  public var from: Int64?
  /// Until before when, in milliseconds.
  public var until: Int64?
  /// Only lines before this one.
  public var before: LogPage.Place?

  /// Makes a filter that lets everything through.
  public init() {}
}

/// Some lines of the log, newest first, as a person may read them.
public struct LogPage: Hashable, Sendable {
  /// Where a line stands.
  public struct Place: Hashable, Sendable {
    /// The number of the write.
    public var sequence: Int64
    /// The place within it.
    public var position: Int

    /// Makes a place.
    public init(sequence: Int64, position: Int) {
      self.sequence = sequence
      self.position = position
    }
  }

  /// One line.
  public struct Line: Hashable, Sendable {
    /// Where it stands.
    public var place: Place
    /// When, in milliseconds.
    public var at: Int64
    /// What happened.
    public var kind: Event.Kind
    /// Who did it; nil for the program, and for whoever is not the reader's to know.
    public var actor: MemberID?
    /// Whether somebody did it who is not the reader's to know.
    public var hidesActor: Bool
    /// About whom; nil when that is nobody, or not the reader's to know here.
    public var member: MemberID?
    /// The number of the message's review.
    public var review: Int?
    /// The role given or ended.
    public var role: Role?
    /// The clauses.
    public var clauses: [ClauseID]
  }

  /// The lines.
  public var lines: [Line]
  /// After which line the next page begins; nil at the end.
  public var next: Place?
}

extension Store {
  /// The log as a director may read it: without what concerns the director or the director's family, without what waits
  /// for others, and without who reported. On record about whom something is, is told only when that person is asked for,
  /// and then it is noted that it was read.
  public func logPage(
    _ filter: LogFilter, limit: Int = 50, for viewer: MemberID, school: SchoolID, at time: Int64
  ) async throws -> LogPage {
    if let person = filter.person {
      return try await write(school, at: time) { transaction in
        let page = try transaction.logPage(filter, limit: limit, for: viewer)
        if page.lines.contains(where: { $0.kind.topic == .conduct }) {
          try transaction.recordReading(.history, of: person, by: viewer, why: .oversight)
        }
        return page
      }
    }
    return try await read(school, at: time) { try $0.logPage(filter, limit: limit, for: viewer) }
  }
}

extension Transaction {
  private static let batch = 200

  fileprivate func logPage(_ filter: LogFilter, limit: Int, for viewer: MemberID) throws -> LogPage {
    let reader = try member(viewer)
    if !reader.holds(.director, in: nil, at: at) { throw StoreError.notAllowed(.roleMayNot) }
    if let person = filter.person { try require(person) }
    var veil = LogVeil(transaction: self, reader: reader, person: filter.person)
    var lines: [LogPage.Line] = []
    var place = filter.before ?? LogPage.Place(sequence: .max, position: 0)
    while true {
      let events = try events(of: filter, before: place)
      for event in events {
        place = LogPage.Place(sequence: event.sequence, position: event.position)
        if let line = try veil.line(event) { lines.append(line) }
        if lines.count == limit { return LogPage(lines: lines, next: place) }
      }
      if events.count < Self.batch { return LogPage(lines: lines, next: nil) }
    }
  }

  private func events(of filter: LogFilter, before place: LogPage.Place) throws -> [Event] {
    let kinds = filter.topic.map { topic in
      let names = Event.Kind.allCases.filter { $0.topic == topic }.map { "'\($0.rawValue)'" }
      return " AND kind IN (\(names.joined(separator: ", ")))"
    }
    return try run(
      """
      SELECT sequence, position, at, kind, actor, body FROM event
      WHERE school = $1 AND (sequence < $2 OR (sequence = $2 AND position < $3))
        AND (CAST($4 AS TEXT) IS NULL OR member = $4 OR actor = $4) AND at >= $5 AND at < $6\(kinds ?? "")
      ORDER BY sequence DESC, position DESC LIMIT \(Self.batch)
      """, .integer(place.sequence), SQLValue(place.position), SQLValue(filter.person),
      .integer(filter.from ?? 0), .integer(filter.until ?? .max)
    ).map(Event.init)
  }
}

/// What a director reads of the log, line by line.
private struct LogVeil {
  let transaction: Transaction
  let reader: Member
  /// The person who was asked for.
  let person: MemberID?
  private var reviews: [ReviewID: Int?] = [:]
  private var reports: [ReportID: Report?] = [:]
  private var records: [MemberID: Bool] = [:]

  init(transaction: Transaction, reader: Member, person: MemberID?) {
    self.transaction = transaction
    self.reader = reader
    self.person = person
  }

  /// The line as it may be read; nil when it may not.
  mutating func line(_ event: Event) throws -> LogPage.Line? {
    let body = event.body
    var line = LogPage.Line(
      place: .init(sequence: event.sequence, position: event.position), at: event.at, kind: event.kind,
      actor: event.actor, hidesActor: false, member: body.member, review: nil, role: body.role,
      clauses: body.clauses ?? [])
    if let review = body.review {
      guard let number = try number(of: review) else { return nil }
      line.review = number
    }
    if let id = body.report, try !allow(id, &line) { return nil }
    switch event.kind.topic {
    case .people, .school, .consent, .questions: break
    case .messages: if body.review == nil { return nil }
    case .reports:
      if body.report == nil, let member = body.member, try !isOpen(member) { return nil }
      line.member = nil
    case .conduct:
      guard let member = body.member, try isOpen(member) else { return nil }
      if member != person { line.member = nil }
    case .terms: if let duty = body.duty, try !allow(duty, &line) { return nil }
    }
    // Whoever is looked for is found only where the name may be read.
    if let person, line.actor != person, line.member != person { return nil }
    return line
  }

  private mutating func number(of id: ReviewID) throws -> Int? {
    if let known = reviews[id] { return known }
    let review = try transaction.review(id, at: transaction.at)
    let mayView = review.refusal(of: .view, for: reader, at: transaction.at) == nil
    let number = mayView ? review.number : nil
    reviews.updateValue(number, forKey: id)
    return number
  }

  /// Whether a line about a report may be read; who reported, or wrote it down, is never told.
  private mutating func allow(_ id: ReportID, _ line: inout LogPage.Line) throws -> Bool {
    var found: Report?
    if let known = reports[id] {
      found = known
    } else {
      do {
        found = try transaction.report(id, for: reader, at: transaction.at)
      } catch StoreError.notFound, StoreError.notAllowed {
        found = nil
      }
      reports.updateValue(found, forKey: id)
    }
    guard let report = found else { return false }
    line.member = nil
    if let actor = line.actor, actor != report.handler || actor == report.reporter {
      line.actor = nil
      line.hidesActor = true
    }
    return true
  }

  private mutating func allow(_ duty: DutyID, _ line: inout LogPage.Line) throws -> Bool {
    let rows = try transaction.run(
      "SELECT subject_kind, subject FROM duty WHERE school = $1 AND id = $2", SQLValue(duty))
    guard let row = rows.first, let kind = Duty.Subject.Kind(rawValue: try row.text("subject_kind")) else {
      return false
    }
    switch kind {
    case .report: return try allow(ReportID(try row.text("subject")), &line)
    case .review:
      line.review = try number(of: ReviewID(try row.text("subject")))
      return line.review != nil
    case .picture: return true
    case .measure, .appeal, .conductCase, .legalHold:
      guard let member = line.member, try isOpen(member) else { return false }
      if member != person { line.member = nil }
      return true
    }
  }

  /// Whether the reader may see what is on record about a member.
  private mutating func isOpen(_ member: MemberID) throws -> Bool {
    if let known = records[member] { return known }
    let isOpen = try transaction.refusalOfRecord(of: member, to: reader.id, at: transaction.at) == nil
    records[member] = isOpen
    return isOpen
  }
}
