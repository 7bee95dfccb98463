public import Conduct

/// What is on record about one person's conduct.
public struct History: Hashable, Sendable {
  /// The person.
  public var member: Member
  /// The reviews of the person's messages, oldest first.
  public var reviews: [Review]
  /// The decisions on them.
  public var decisions: [Decision]
  /// The strikes, past ones included.
  public var strikes: [Strike]
  /// The measures.
  public var measures: [Measure]
  /// What the person said is not right in it.
  public var rectifications: [Rectification]
  /// The lines of the log that are about the person.
  public var events: [Event]
  /// The sum of the strikes that count now.
  public var total: Int
  /// The number of violations that count now.
  public var violations: Int
  /// From when they count, in milliseconds.
  public var since: Int64
}

extension Store {
  /// What is on record about a person; only the director sees it, and the board when it is the director's own. That it
  /// was read, and why, is noted.
  public func history(
    of subject: MemberID, for viewer: MemberID, why: Reading.Purpose, school: SchoolID, at time: Int64
  ) async throws -> History {
    try await write(school, at: time) { try $0.history(of: subject, for: viewer, why: why) }
  }

  /// The school's log from a number on, oldest first; for nobody's eyes, since it tells who reported what.
  package func log(school: SchoolID, after sequence: Int64 = 0, limit: Int = 1000) async throws -> [Event] {
    try await read(school) { transaction in
      try transaction.events(
        where: "sequence > $2 ORDER BY sequence, position LIMIT $3", .integer(sequence), SQLValue(limit))
    }
  }
}

extension Transaction {
  /// What is on record about a person, for who may see it; notes that it was read.
  func history(of subject: MemberID, for viewer: MemberID, why: Reading.Purpose) throws -> History {
    let person = try member(subject)
    let reader = try member(viewer)
    if let refusal = person.refusalOfHistory(to: reader, at: at) { throw StoreError.notAllowed(refusal) }
    try recordReading(.history, of: subject, by: viewer, why: why)
    let ladder = try policy().ladder
    let zone = school.timeZone
    // What the reader reported is not the reader's to see, nor what the reader decided before and is open anew; of that
    // the earlier decision stays to be read.
    let all = try reviews(by: subject)
    let hidden = Set(
      all.filter { $0.parties.contains { $0.kind == .reporter && $0.isClose(to: reader) } }.map(\.id))
    let reviews = all.filter { !hidden.contains($0.id) }
    let strikes = try strikes(of: subject).filter { !hidden.contains($0.review) }
    let measures = try measures(of: subject).map { try withComplainants($0) }.filter {
      measure in !measure.complainants.contains { $0.isClose(to: reader) }
    }
    let rectifications = try rectifications(by: subject)
    let veil = HistoryVeil(
      reviews: hidden, measures: Set(measures.map(\.id)),
      hidesCasework: try complainants(about: subject, until: at).contains { $0.isClose(to: reader) },
      matters: try mattersOnRecord(of: subject, rectifications))
    let counted = ladder.counting(strikes, at: at, timeZone: zone)
    return History(
      member: person, reviews: reviews.filter { $0.conflict(of: reader) == nil },
      decisions: try reviews.flatMap { try decisions(on: $0.id) },
      strikes: strikes, measures: measures,
      rectifications: rectifications.filter { veil.shows(.init($0.kind), $0.about) },
      events: try events(about: subject).filter(veil.shows),
      total: counted.reduce(0) { $0 + $1.weight },
      violations: counted.count, since: ladder.since(at, timeZone: zone))
  }

  func events(about member: MemberID) throws -> [Event] {
    try events(where: "member = $2 ORDER BY sequence, position", SQLValue(member))
  }

  func events(onReview review: ReviewID) throws -> [Event] {
    try events(where: "review = $2 ORDER BY sequence, position", SQLValue(review))
  }

  func events(ofKinds kinds: [Event.Kind]) throws -> [Event] {
    let list = kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try events(where: "kind IN (\(list)) ORDER BY sequence, position")
  }

  fileprivate func events(where condition: String, _ arguments: SQLValue...) throws -> [Event] {
    try connection.run(
      "SELECT sequence, position, at, kind, actor, body FROM event WHERE school = $1 AND \(condition)",
      [SQLValue(school.id)] + arguments
    ).map(Event.init)
  }
}

extension Event {
  init(_ row: SQLRow) throws {
    let sequence = try row.integer("sequence")
    self.init(
      sequence: sequence, position: try row.int("position"), at: try row.integer("at"), kind: try row.value("kind"),
      actor: try row.optionalID("actor"),
      body: try Transaction.decode(Array(try row.text("body").utf8), what: "logregel \(sequence)"))
  }
}
