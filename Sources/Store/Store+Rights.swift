public import Conduct

/// What a request to be forgotten brought about.
public struct ErasureReport: Hashable, Sendable {
  /// Why something stays.
  public enum Reason: String, Sendable, CaseIterable {
    /// A complaint, a report to the police or a court case.
    case hold
    /// Somebody is still at work on it.
    case open
    /// An appeal that is not closed.
    case appeal
    /// The term of the policy runs: to answer a complaint or a claim.
    case term
    /// The person still belongs to the school.
    case register

    /// The words on screen.
    public var name: String {
      switch self {
      case .hold: "er geldt een bewaarplicht"
      case .open: "het is nog in behandeling"
      case .appeal: "er loopt een bezwaar"
      case .term: "nodig om een klacht of rechtsvordering te kunnen beantwoorden, tot de bewaartermijn om is"
      case .register: "naam en rollen, zolang iemand bij de school hoort"
      }
    }
  }

  /// Contents that stay, of one class, for one reason.
  public struct Kept: Hashable, Sendable {
    /// The class.
    public var retention: Retention
    /// Why.
    public var reason: Reason
    /// How many.
    public var count: Int
    /// When the last of them goes, in milliseconds; nil when that is not known yet.
    public var until: Int64?
  }

  /// Contents that went, by class.
  public var erased: [Retention: Int]
  /// Contents that stay.
  public var kept: [Kept]
}

/// Ends a rehearsal: the transaction is undone, and what it would have done is known.
private struct Rehearsed: Error {
  var report: ErasureReport
}

extension Store {
  /// Deletes at once, at a person's own request, what the school does not need: texts in which nothing stood out, and what
  /// turned out to be nothing. Says of all else why it stays. A rehearsal changes nothing.
  public func erase(
    _ subject: MemberID, isRehearsal: Bool = false, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> ErasureReport {
    do {
      let report = try await write(school, at: time) { transaction in
        try transaction.mayKeep(subject, by: member)
        let report = try transaction.erase(subject, by: member)
        if isRehearsal { throw Rehearsed(report: report) }
        return report
      }
      if !report.erased.isEmpty { try await database.forgetDeleted(in: ["payload"]) }
      return report
    } catch let rehearsed as Rehearsed { return rehearsed.report }
  }

  /// Writes down what a person says is not right in what is kept about the person. It stays with what it is about as long
  /// as that stays, and changes nothing in it.
  @discardableResult
  public func rectify(
    _ kind: Rectification.Subject, _ number: Int, text: String, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Rectification {
    if text.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: vul in wat niet klopt.") }
    return try await write(school, at: time) { transaction in
      let unknown = StoreError.notFound(
        kind.name.prefix(1).uppercased() + kind.name.dropFirst(), handle: String(number))
      let (table, column) = kind.place
      let rows = try transaction.run(
        "SELECT id, \(column) AS member FROM \(table) WHERE school = $1 AND number = $2", SQLValue(number))
      guard let row = rows.first else { throw unknown }
      guard let subject: MemberID = try row.optionalID("member") else { throw unknown }
      let id = try row.text("id")
      // Whoever may not see it does not learn that it exists.
      guard try transaction.mayRectify(kind, id, of: subject, by: member) else { throw unknown }
      return try transaction.add(text, to: kind, id, of: subject, by: member)
    }
  }

  /// Writes down what somebody oneself says is not right in a message's review or a measure, of which the person knows.
  @discardableResult
  public func rectifyOwn(
    _ kind: Rectification.Subject, _ id: String, text: String, by person: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Rectification {
    if text.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: vul in wat niet klopt.") }
    return try await write(school, at: time) { transaction in
      let matters = try transaction.ownMatters(of: try transaction.member(person))
      let isKnown =
        switch kind {
        case .review: matters.messages.contains { $0.id.rawValue == id }
        case .measure: matters.measures.contains { $0.measure.id.rawValue == id }
        case .appeal, .conductCase: false
        }
      guard isKnown else { throw StoreError.notFound(kind.name, handle: id) }
      return try transaction.add(text, to: kind, id, of: person, by: person)
    }
  }
}

extension Transaction {
  fileprivate func erase(_ subject: MemberID, by member: MemberID) throws -> ErasureReport {
    let isHeld = try !holds(where: "member = $2 AND lifted_at IS NULL", SQLValue(subject)).isEmpty
    let appeals = try self.appeals(where: "member = $2", SQLValue(subject)).contains { $0.state.holdsFile }
    var report = ErasureReport(erased: [:], kept: [])
    var going: [String] = []
    let rows = try run(
      "SELECT id, class, due_at FROM payload WHERE school = $1 AND member = $2 ORDER BY id", SQLValue(subject))
    for row in rows {
      let retention: Retention = try row.value("class")
      let reason: ErasureReport.Reason? =
        switch retention {
        case .register: .register
        case _ where isHeld: .hold
        case .open: .open
        case _ where appeals: .appeal
        case .recent, .dismissed: nil
        case .minor, .warning, .restriction, .external, .consent, .picture, .audit: .term
        }
      guard let reason else {
        going.append(try row.text("id"))
        report.erased[retention, default: 0] += 1
        continue
      }
      let until = try row.optionalInteger("due_at")
      if let index = report.kept.firstIndex(where: { $0.retention == retention && $0.reason == reason }) {
        report.kept[index].count += 1
        report.kept[index].until = until.flatMap { due in report.kept[index].until.map { max($0, due) } }
      } else {
        report.kept.append(ErasureReport.Kept(retention: retention, reason: reason, count: 1, until: until))
      }
    }
    report.kept.sort { ($0.retention.rawValue, $0.reason.rawValue) < ($1.retention.rawValue, $1.reason.rawValue) }
    _ = try purgeReviews(of: going)
    try delete(going)
    let counts = Dictionary(uniqueKeysWithValues: report.erased.map { ("payloads.\($0.rawValue)", $1) })
    try log(.erased, by: member) {
      $0.member = subject
      $0.counts = counts.merging(["payloads": going.count, "kept": rows.count - going.count]) { $1 }
      $0.deleted = going.isEmpty ? nil : going
    }
    return report
  }

  /// Whether a member may add the words of a person to something: who decides what is kept on that person, and reported
  /// neither the message nor, before it began, the person.
  fileprivate func mayRectify(
    _ kind: Rectification.Subject, _ id: String, of subject: MemberID, by member: MemberID
  ) throws -> Bool {
    var began: Int64?
    switch kind {
    case .review:
      let reader = try self.member(member)
      let parties = try review(ReviewID(id)).parties
      if parties.contains(where: { $0.kind == .reporter && $0.isClose(to: reader) }) { return false }
    case .measure: began = try measure(MeasureID(id)).from
    case .appeal: began = try appeal(AppealID(id)).filedAt
    case .conductCase: break
    }
    return try refusalOfRecord(of: subject, to: member, until: began, at: at) == nil
  }

  fileprivate func add(
    _ text: String, to kind: Rectification.Subject, _ about: String, of subject: MemberID, by member: MemberID
  ) throws -> Rectification {
    let saved = try save(text, about: subject, .open, due: nil)
    let added = Rectification(
      id: RectificationID(makeID("q")), number: try nextNumber(in: "rectification"), member: subject, kind: kind,
      about: about,
      at: at, text: text)
    try connection.insert(
      into: "rectification",
      [
        "school": SQLValue(school.id), "id": SQLValue(added.id), "number": SQLValue(added.number),
        "member": SQLValue(subject), "about_kind": .text(kind.rawValue), "about": .text(about),
        "recorded_by": SQLValue(member), "at": .integer(at), "payload": .text(saved.id),
      ])
    try log(.rectified, by: member) {
      $0.member = subject
      $0.item = "rectification \(added.id)"
      $0.commitments = [saved.id: saved.commitment]
    }
    try keep(saved.id, like: try payloads(ofRecord: kind, about))
    return added
  }

  /// Everything encrypted that belongs to something that is about a person.
  func payloads(ofRecord kind: Rectification.Subject, _ id: String) throws -> [String] {
    switch kind {
    case .review: try payloads(of: try review(ReviewID(id)))
    case .measure: try payloads(of: try measure(MeasureID(id)))
    case .appeal: try payloads(of: try appeal(AppealID(id)))
    case .conductCase: try cases(where: "id = $2", .text(id)).first.map(payloads) ?? []
    }
  }

  /// Payloads that stay with something as long as the rest of it: what the person said is not right in it, and letters.
  func attached(to kind: KeptLetter.Matter.Kind, _ id: String) throws -> [String] {
    try ["rectification", "letter"].flatMap { table in
      try run(
        "SELECT payload FROM \(table) WHERE school = $1 AND about_kind = $2 AND about = $3 ORDER BY number",
        .text(kind.rawValue), .text(id)
      ).map { try $0.text("payload") }
    }
  }

  /// What a person said is not right in something.
  func rectifications(of kind: Rectification.Subject, _ id: String) throws -> [Rectification] {
    try rectifications(where: "about_kind = $2 AND about = $3", .text(kind.rawValue), .text(id))
  }

  /// What a person said is not right in what is kept on that person.
  func rectifications(by member: MemberID) throws -> [Rectification] {
    try rectifications(where: "member = $2", SQLValue(member))
  }

  private func rectifications(where condition: String, _ arguments: SQLValue...) throws -> [Rectification] {
    try connection.run(
      """
      SELECT id, number, member, about_kind, about, at, payload FROM rectification
      WHERE school = $1 AND \(condition) ORDER BY number
      """, [SQLValue(school.id)] + arguments
    ).map { row in
      Rectification(
        id: try row.id("id"), number: try row.int("number"), member: try row.id("member"),
        kind: try row.value("about_kind"), about: try row.text("about"), at: try row.integer("at"),
        text: try payload(try row.text("payload")))
    }
  }
}

extension Rectification.Subject {
  /// Where such things are kept, and the column that names the person.
  fileprivate var place: (table: String, column: String) {
    switch self {
    case .review: ("review", "author")
    case .measure: ("measure", "member")
    // A complaint is no part of anybody's record.
    case .appeal: ("appeal", "CASE WHEN kind = 'measure_appeal' THEN member END")
    case .conductCase: ("conduct_case", "member")
    }
  }
}
