public import Conduct
import Foundation

/// A message as it comes in, with what the scanner found in it.
public struct Intake: Hashable, Sendable {
  /// The message; author and group are members and groups of the school.
  public var message: Message
  /// What the scanner found; it is weighed by the policy in force when it is received.
  public var found: ScanResult
  /// The version of the rules; kept by `keep` before.
  public var ruleset: String
  /// The closed list of categories.
  public var categories: [Category]
  /// Words that say how a message speaks of a child whom it names.
  public var frames: PostingFrames

  /// Makes an intake.
  public init(
    message: Message, found: ScanResult, ruleset: String, categories: [Category] = [],
    frames: PostingFrames = PostingFrames()
  ) {
    self.message = message
    self.found = found
    self.ruleset = ruleset
    self.categories = categories
    self.frames = frames
  }
}

/// What became of a message that came in.
public struct Receipt: Hashable, Sendable {
  /// What became of it.
  public enum Outcome: String, Sendable {
    case clear
    case queued
    /// It was there already; nothing changed.
    case known
    case outOfScope = "out_of_scope"
    /// A person found the same text fine before.
    case cleared
  }

  /// What became of it.
  public var outcome: Outcome
  /// The message.
  public var message: MessageID
  /// The review, when a person looks at it or has looked at the same text.
  public var review: ReviewID?
  /// The open review of an earlier text of the same message, which is now closed.
  public var supersedes: ReviewID?
}

extension Store {
  /// The way of messages into the store, for whoever has a scanner: keeps the rules that signals will name, scans each
  /// text as it came in, and receives them all.
  public func take(
    _ batch: [(message: Message, bytes: [UInt8])], under rules: RuleSet, categories: [Category],
    frames: PostingFrames = PostingFrames(), school: SchoolID, at time: Int64, scan: ([UInt8]) -> ScanResult
  ) async throws -> [Receipt] {
    try await keep(rules, school: school, at: time)
    let intakes = batch.map {
      Intake(message: $0.message, found: scan($0.bytes), ruleset: rules.version, categories: categories, frames: frames)
    }
    return try await receive(intakes, school: school, at: time)
  }

  /// Takes messages in, all in one transaction, and weighs them by the policy in force: clear ones leave a metadata row,
  /// the others wait for a person. A message that was taken in before, by its external id, text and time of editing,
  /// changes nothing.
  public func receive(_ intakes: [Intake], school: SchoolID, at time: Int64) async throws -> [Receipt] {
    try await write(school, at: time) { transaction in
      try transaction.closeDays()
      var tally: [Verdict.Disposition: Int] = [:]
      var figures = RuleFigures()
      var asking: [RuleID: Int] = [:]
      var receipts: [Receipt] = []
      for intake in intakes {
        let message = intake.message
        var verdict = Verdict(
          intake.found, placed: try transaction.placed(message, intake.found.mentions, intake.frames),
          policies: [try transaction.policy()], categories: intake.categories,
          isOutOfScope: try transaction.isOneToOne(message))
        let found = verdict.signals
        // What is advice to who posts is never kept as conduct.
        verdict.signals.removeAll { $0.effect == .advice && PostingRule($0.rule) != nil }
        let receipt = try transaction.receive(intake, verdict)
        if receipt.outcome != .known {
          tally[verdict.disposition, default: 0] += 1
          figures.add(found, of: message, on: transaction.clock.day(of: message.sentAt))
          if message.editedAt == nil { try transaction.countContact(message) }
        }
        // Only what was just sent: taking in an old archive is no burst.
        if receipt.outcome == .queued, message.sentAt >= time - Ladder.day {
          for rule in Set(Clearance.asking(verdict.signals).map(\.rule)) { asking[rule, default: 0] += 1 }
        }
        receipts.append(receipt)
      }
      try transaction.count(tally)
      try transaction.count(figures)
      try transaction.count(asking)
      return receipts
    }
  }
}

extension Transaction {
  /// How long the metadata row of a clear message stays, in milliseconds: 28 days.
  static let metadataTerm: Int64 = 28 * Ladder.day

  fileprivate func receive(_ intake: Intake, _ verdict: Verdict) throws -> Receipt {
    let message = intake.message
    let fingerprint = key.fingerprint(message.text, purpose: "text")
    var revision: Int64 = 1
    if let externalID = message.externalID {
      let earlier = try run(
        """
        SELECT id, revision, fingerprint, edited_at FROM message
        WHERE school = $1 AND external_id = $2 ORDER BY revision
        """, .text(externalID))
      for row in earlier
      where try row.bytes("fingerprint") == fingerprint && row.optionalInteger("edited_at") == message.editedAt {
        return Receipt(outcome: .known, message: try row.id("id"))
      }
      revision = try (earlier.last?.integer("revision") ?? 0) + 1
    }
    let id = MessageID(nextName("b"))
    let superseded = revision > 1 ? try supersede(message.externalID ?? "") : nil
    try require(message.author)
    try require(message.group)
    let disposition = verdict.disposition
    let asks = disposition != .clear && disposition != .outOfScope
    // Somebody in need is looked after every time.
    let isCare = Self.isCare(verdict, intake.categories)
    let cleared = asks && !isCare ? try clearance(of: message, fingerprint: fingerprint, verdict) : nil
    let isQueued = asks && cleared == nil
    let policy = try policy()
    let retention: Retention = isQueued ? .open : .recent
    var saved: Saved?
    if isQueued || retention.term(policy)?.value != 0 {
      saved = try save(message.text, about: message.author, retention, due: retention.due(from: at, policy))
    }
    try connection.insert(
      into: "message",
      [
        "school": SQLValue(school.id), "id": SQLValue(id), "external_id": SQLValue(message.externalID),
        "revision": .integer(revision), "author": SQLValue(message.author), "persona": .text(message.persona.rawValue),
        "group_id": SQLValue(message.group), "kind": .text(message.kind.rawValue), "sent_at": .integer(message.sentAt),
        "edited_at": SQLValue(message.editedAt), "received_at": .integer(at), "fingerprint": .bytes(fingerprint),
        "disposition": .text(disposition.rawValue), "ruleset": .text(intake.ruleset), "payload": SQLValue(saved?.id),
        "due_at": isQueued ? .null : .integer(at + Self.metadataTerm),
      ])
    try record(verdict, of: id)
    if !message.posting.attachments.isEmpty, try !isOneToOne(message) { try keepPictures(of: message, id: id) }
    var receipt = Receipt(
      outcome: disposition == .outOfScope ? .outOfScope : .clear, message: id, supersedes: superseded)
    if let cleared {
      receipt.outcome = .cleared
      receipt.review = cleared
      try log(.cleared, by: nil) {
        $0.member = message.author
        $0.message = id
        $0.item = "review \(cleared)"
        $0.rules = Set(verdict.signals.map(\.rule)).sorted()
        $0.ruleset = intake.ruleset
      }
    }
    if isQueued {
      receipt.outcome = .queued
      receipt.review = try enqueue(intake, verdict, message: id, policy: policy, text: saved)
    }
    return receipt
  }

  private func record(_ verdict: Verdict, of message: MessageID) throws {
    let signals = verdict.signals.map { ($0, false) } + verdict.shadow.map { ($0, true) }
    for (number, (signal, isShadow)) in signals.enumerated() {
      try connection.insert(
        into: "signal",
        [
          "school": SQLValue(school.id), "message": SQLValue(message), "number": SQLValue(number),
          "rule": .text(signal.rule.rawValue), "category": .text(signal.category.rawValue),
          "severity": SQLValue(signal.severity.rawValue), "effect": .text(signal.effect.rawValue),
          "span_start": SQLValue(signal.span.lowerBound), "span_end": SQLValue(signal.span.upperBound),
          "view": .text(signal.view.rawValue),
          "marks": .text(signal.marks.map(\.rawValue).sorted().joined(separator: " ")),
          "clauses": .text(signal.clauses.joined(separator: " ")), "shadow": SQLValue(isShadow),
          "about": .text(signal.about.map(\.rawValue).joined(separator: " ")),
        ])
    }
    var seen: Set<RuleID> = []
    for fault in verdict.faults where seen.insert(fault.rule).inserted {
      try connection.insert(
        into: "scan_fault",
        [
          "school": SQLValue(school.id), "message": SQLValue(message), "rule": .text(fault.rule.rawValue),
          "reached": .text(fault.limit.rawValue),
        ])
    }
  }

  private static func isCare(_ verdict: Verdict, _ categories: [Category]) -> Bool {
    let care = Set(categories.filter(\.isCareRoute).map(\.id))
    return Clearance.asking(verdict.signals).contains { care.contains($0.category) }
  }

  private func enqueue(
    _ intake: Intake, _ verdict: Verdict, message id: MessageID, policy: Policy, text: Saved?
  ) throws -> ReviewID {
    let message = intake.message
    let author = try member(message.author)
    let isCare = Self.isCare(verdict, intake.categories)
    let clauses = Clearance.asking(verdict.signals).flatMap(\.clauses).map { ClauseID($0) }
    let matter = Review.Matter(
      author: author, group: message.group, isCare: isCare,
      isDirectors: policy.isDirectors(clauses: clauses, severity: verdict.severity))
    let route = Review.route(matter, handlers: try handlers(), at: at)
    let review = Review(
      id: ReviewID(makeID("r")), number: try nextReviewNumber(), message: id,
      subject: Review.Subject(
        author: author.id, account: author.account, family: author.family, group: message.group),
      visibility: verdict.disposition == .hold ? .held : .visible, severity: verdict.severity,
      reason: verdict.signals.contains { $0.effect >= .review } ? .signals : .notScanned, route: route,
      receivedAt: at, ruleset: intake.ruleset, policy: policy.version)
    try add(review) {
      $0.rules = Set(verdict.signals.map(\.rule)).sorted()
      if let text { $0.commitments = [text.id: text.commitment] }
    }
    if review.visibility == .held { try tell(.held, to: author.id, about: "review \(review.id)", isUrgent: true) }
    if isCare { try tellCare(about: review) }
    return review.id
  }

  /// Closes the open review of the latest text of a message that was edited.
  private func supersede(_ externalID: String) throws -> ReviewID? {
    let rows = try run(
      """
      SELECT review.id FROM review JOIN message ON message.school = review.school AND message.id = review.message
      WHERE review.school = $1 AND message.external_id = $2 ORDER BY message.revision DESC
      """, .text(externalID))
    guard let row = rows.first else { return nil }
    let review = try review(try row.id("id"))
    // What was reported is judged as it was: nobody edits a report away.
    guard review.state.isOpen, try reports(where: "review = $2 AND \(Self.isOpenReport)", SQLValue(review.id)).isEmpty
    else { return nil }
    try save(review.superseded(), after: review, .superseded, by: nil)
    let payloads = try payloads(of: review)
    try keep(payloads, as: .dismissed, until: Retention.dismissed.due(from: at, try policy()))
    return review.id
  }

  // MARK: Counting

  /// Logs the counts of days that are over: one event a day instead of one per clear message.
  func closeDays() throws {
    try forgetContacts()
    try forgetRuleDays()
    let rows = try run(
      "SELECT day, disposition, count FROM tally WHERE school = $1 AND logged = 0 AND day < $2 ORDER BY day, disposition",
      .text(today))
    let days = Dictionary(grouping: rows) { $0["day"] }
    for (_, rows) in days.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      let day = try rows[0].text("day")
      let counts = try Dictionary(uniqueKeysWithValues: rows.map { (try $0.text("disposition"), try $0.int("count")) })
      try log(.counted, by: nil) {
        $0.outcome = day
        $0.counts = counts
      }
      try run("UPDATE tally SET logged = 1 WHERE school = $1 AND day = $2", .text(day))
    }
  }

  fileprivate func count(_ tally: [Verdict.Disposition: Int]) throws {
    for (disposition, count) in tally.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try run(
        """
        INSERT INTO tally (school, day, disposition, count, logged) VALUES ($1, $2, $3, $4, 0)
        ON CONFLICT (school, day, disposition) DO UPDATE SET count = tally.count + excluded.count
        """, .text(today), .text(disposition.rawValue), SQLValue(count))
    }
  }

  /// A moment's day in the school's time zone.
  func day(of time: Int64) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: school.timeZone) ?? .gmt
    let parts = calendar.dateComponents(
      [.year, .month, .day], from: Date(timeIntervalSince1970: Double(time) / 1000))
    func padded(_ number: Int?, _ width: Int) -> String {
      let digits = String(number ?? 0)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
  }
}
