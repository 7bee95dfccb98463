public import Conduct

/// One line of a member's queue.
public struct QueueItem: Hashable, Sendable {
  /// The review.
  public var review: Review
  /// The author's name.
  public var author: String
  /// The group's name.
  public var group: String?
  /// The categories of its signals, gravest first.
  public var categories: [CategoryID]
  /// The name of who is at work on it.
  public var claimedBy: String?
  /// The beginning of the text; nil when it is not kept.
  public var excerpt: String?
  /// The rule, when it is the only one that hit and suddenly hits much.
  public var burst: RuleBurst?
  /// How urgent it is, and why.
  public var priority: Priority
  /// What the member may do with it.
  public var actions: [Review.Action]
}

/// A review with all that its handler may see.
public struct ReviewFile: Hashable, Sendable {
  /// The review.
  public var review: Review
  /// The message; its text is empty when `isTextKept` is false.
  public var message: Message
  /// Whether the text is still there.
  public var isTextKept: Bool
  /// The author.
  public var author: Member
  /// The group.
  public var group: Group?
  /// Signals that count, with title and explanation as the rules stood.
  public var signals: [Signal]
  /// Signals of shadow rules.
  public var shadow: [Signal]
  /// Rules that did not finish.
  public var faults: [ScanFault]
  /// Decisions, first one first.
  public var decisions: [Decision]
  /// What was written along the way, first one first.
  public var notes: [Note]
  /// What its author says is not right in it.
  public var rectifications: [Rectification]
  /// What members reported about it.
  public var reports: [ReportFile]
  /// When its author weighed whether it is suitable, in milliseconds; nil when that was not ticked.
  public var suitabilityWeighed: Int64?
  /// How urgent it is, and why.
  public var priority: Priority
  /// Open reviews of the same text by the same author.
  public var duplicates: [Int]
  /// What the member may do with it.
  public var actions: [Review.Action]
  /// The review's lines of the log.
  public var events: [Event]
}

extension Store {
  /// What waits for a member, most urgent first. What concerns the member's own messages or family is left out.
  public func queue(
    for member: MemberID, school: SchoolID, at time: Int64, limit: Int = 200
  ) async throws -> [QueueItem] {
    try await read(school, at: time) { transaction in
      let viewer = try transaction.member(member)
      let groups = Dictionary(uniqueKeysWithValues: try transaction.groups().map { ($0.id, $0.name) })
      let page = try transaction.waiting(for: viewer, limit: limit, at: time)
      let priority = try transaction.priority(of: page, at: time)
      let contents = try transaction.contents(of: page)
      let bursts = page.count < RuleBurst.fewest ? [] : try transaction.ruleBursts()
      return try page.map { review in
        var item = try transaction.item(
          review, priority(review), contents[review.message], groups: groups, for: viewer, at: time)
        if let rules = contents[review.message]?.rules, rules.count == 1, review.reason == .signals {
          item.burst = bursts.first { $0.rule == rules.first }
        }
        return item
      }
    }
  }

  /// The reviews that wait for a member, as `queue` orders them, without what a line of a queue shows of them.
  public func waiting(for member: MemberID, school: SchoolID, at time: Int64, limit: Int) async throws -> [Review] {
    try await read(school, at: time) { try $0.waiting(for: try $0.member(member), limit: limit, at: time) }
  }

  /// The identifier behind what a person types: a number (`12`, `#12`) or the identifier itself; throws `notFound` when it
  /// is not for the member.
  public func reviewID(
    _ handle: String, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> ReviewID {
    try await read(school) { transaction in
      let digits = handle.numberDigits
      let rows = try transaction.run(
        "SELECT id FROM review WHERE school = $1 AND (number = CAST($2 AS BIGINT) OR id = $3)",
        .integer(Int64(digits) ?? 0), .text(handle))
      guard let row = rows.first else { throw StoreError.notFound("Beoordeling", handle: digits) }
      return try transaction.review(try row.id("id"), for: try transaction.member(member), at: time).id
    }
  }

  /// A review with all that a member may see of it; throws `notFound` when it is not for the member. For whoever is at
  /// work on it, looking is being at work: the claim begins anew, and that the words of reporters were read is noted.
  public func review(
    _ id: ReviewID, for member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> ReviewFile {
    let file = try await read(school) { transaction in
      let viewer = try transaction.member(member)
      let review = try transaction.review(id, for: viewer, at: time)
      let (message, isTextKept) = try transaction.message(review.message)
      let signals = try transaction.signals(of: review.message, ruleset: review.ruleset, text: message.text)
      return ReviewFile(
        review: review, message: message, isTextKept: isTextKept,
        author: try transaction.member(review.subject.author),
        group: try transaction.groups().first { $0.id == review.subject.group },
        signals: signals.filter { !$0.isShadow }, shadow: signals.filter(\.isShadow),
        faults: try transaction.faults(of: review.message), decisions: try transaction.decisions(on: id),
        notes: try transaction.notes(on: id), rectifications: try transaction.rectifications(of: .review, id.rawValue),
        reports: try transaction.reports(where: "review = $2", SQLValue(id)).map {
          try transaction.file($0, for: viewer, at: time)
        }, suitabilityWeighed: try transaction.suitabilityWeighed(message),
        priority: try transaction.priority(of: [review], at: time)(review),
        duplicates: try transaction.duplicates(of: review, for: viewer, at: time).map(\.number),
        actions: review.actions(for: viewer, at: time), events: try transaction.events(onReview: id))
    }
    if file.review.claim?.member == member { try await renew(id, by: member, school: school, at: time) }
    return file
  }
}

extension Transaction {
  /// What a line of a queue shows of a message.
  struct Contents {
    /// The beginning of the text; nil when it is not kept.
    var excerpt: String?
    /// The categories of its signals, gravest first.
    var categories: [CategoryID] = []
    /// The rules that hit.
    var rules: Set<RuleID> = []
  }

  /// What lines of a queue show of their messages. Their people are remembered too, so that a page costs a few questions
  /// to the database whatever its length: over a network each one counts.
  func contents(of reviews: [Review]) throws -> [MessageID: Contents] {
    var contents: [MessageID: Contents] = [:]
    let people = Set(reviews.flatMap { [$0.subject.author, $0.claim?.member].compactMap(\.self) })
    for part in Self.parts(of: people.map(\.rawValue).sorted()) {
      for member in try members(where: "member.id IN (\(Self.places))", part) { remember(member) }
    }
    for part in Self.parts(of: reviews.map(\.message.rawValue)) {
      let messages = try connection.run(
        """
        SELECT message.id, message.payload, payload.box FROM message
          LEFT JOIN payload ON payload.school = message.school AND payload.id = message.payload
        WHERE message.school = $1 AND message.id IN (\(Self.places))
        """, [SQLValue(school.id)] + part)
      for row in messages {
        var one = Contents()
        if row["box"] != .null {
          let plain = try key.plain(try row.bytes("box"), name: name(of: try row.text("payload")))
          one.excerpt = String(String(decoding: plain, as: UTF8.self).prefix(80))
        }
        contents[try row.id("id")] = one
      }
      let signals = try connection.run(
        """
        SELECT message, category, rule FROM signal WHERE school = $1 AND message IN (\(Self.places)) AND shadow = 0
        ORDER BY message, severity DESC, number
        """, [SQLValue(school.id)] + part)
      for row in signals {
        let (message, category): (MessageID, CategoryID) = (try row.id("message"), CategoryID(try row.text("category")))
        if contents[message]?.categories.contains(category) == false { contents[message]?.categories.append(category) }
        contents[message]?.rules.insert(RuleID(try row.text("rule")))
      }
    }
    return contents
  }

  /// One line of a queue.
  func item(
    _ review: Review, _ priority: Priority, _ contents: Contents?, groups: [GroupID: String], for viewer: Member,
    at time: Int64
  ) throws -> QueueItem {
    QueueItem(
      review: review, author: try member(review.subject.author).name,
      group: review.subject.group.flatMap { groups[$0] }, categories: contents?.categories ?? [],
      claimedBy: try review.claim.map { try member($0.member).name }, excerpt: contents?.excerpt, priority: priority,
      actions: review.actions(for: viewer, at: time))
  }
}
