import Conduct

extension Transaction {
  /// The register by which postings are looked at.
  func postingRegister() throws -> PostingRegister {
    // What this use case itself changed is not yet what others may know.
    if connection.changedRegister { return try readPostingRegister() }
    return try registers.register(
      of: school.id, at: RegisterCache.Moment(number: registerAt, policy: policyVersion, day: today),
      read: readPostingRegister)
  }

  private func readPostingRegister() throws -> PostingRegister {
    PostingRegister(
      try peopleRegister(at: at), consents: try consentRegister(), timetable: try timetable(), calendar: try calendar(),
      mandated: try mandates(at: at),
      declared: Set(
        try entries(
          where: "kind = $2 AND from_at <= $3 AND (until_at IS NULL OR until_at > $3)", .text("own_device"),
          .integer(at)
        )
        .compactMap(\.entry.member)))
  }

  /// What stands out in the way a message is posted.
  func placed(_ message: Message, _ mentions: [Mention], _ frames: PostingFrames) throws -> [Signal] {
    let policy = try policy()
    guard policy.clauses.contains(where: { !$0.posting.isEmpty }) else { return [] }
    let rules = PostingRules(policy: policy, register: try postingRegister(), frames: frames)
    return rules.signals(for: message, mentions: mentions, recent: try recent(message, rules.rules))
  }

  /// Whether a message is between two people: by its own kind, or by that of its group.
  func isOneToOne(_ message: Message) throws -> Bool {
    if message.kind == .oneToOne { return true }
    guard let group = message.group else { return false }
    if let known = oneToOneGroups { return known.contains(group) }
    let rows = try run("SELECT id FROM school_group WHERE school = $1 AND kind = 'one_to_one'")
    let found: Set<GroupID> = Set(try rows.map { try $0.id("id") })
    oneToOneGroups = found
    return found.contains(group)
  }

  private func recent(_ message: Message, _ rules: Set<PostingRule>) throws -> RecentPostings {
    var recent = RecentPostings()
    if rules.contains(.weekFull), message.kind == .post, message.persona != .parent, let group = message.group {
      let day = clock.day(of: message.sentAt)
      let monday = day + (1 - day.weekday)
      recent.inWeek = try run(
        """
        SELECT COUNT(DISTINCT COALESCE(external_id, id)) AS n FROM message
        WHERE school = $1 AND group_id = $2 AND sent_at >= $3 AND sent_at <= $4 AND kind = 'post'
          AND persona <> 'parent' AND (CAST($5 AS TEXT) IS NULL OR external_id IS NULL OR external_id <> $5)
        """, SQLValue(group), .integer(clock.time(monday, minute: 0)), .integer(message.sentAt),
        SQLValue(message.externalID))[0].int("n")
    }
    if rules.contains(.manyToOne), let recipient = message.posting.recipient {
      recent.toRecipient =
        try run(
          "SELECT count FROM contact_count WHERE school = $1 AND day = $2 AND author = $3 AND recipient = $4",
          .text(day(of: message.sentAt)), SQLValue(message.author), SQLValue(recipient)
        ).first?.int("count") ?? 0
    }
    return recent
  }

  // MARK: Figures

  /// Counts that somebody wrote to one person, for the day itself only.
  func countContact(_ message: Message) throws {
    guard let recipient = message.posting.recipient, day(of: message.sentAt) >= today else { return }
    try require(recipient)
    try run(
      """
      INSERT INTO contact_count (school, day, author, recipient, count) VALUES ($1, $2, $3, $4, 1)
      ON CONFLICT (school, day, author, recipient) DO UPDATE SET count = contact_count.count + 1
      """, .text(day(of: message.sentAt)), SQLValue(message.author), SQLValue(recipient))
  }

  /// Forgets how often somebody wrote to one person on days that are over.
  func forgetContacts() throws {
    try run("DELETE FROM contact_count WHERE school = $1 AND day < $2", .text(today))
  }

  /// Adds to the figures of rules.
  func count(_ found: RuleFigures) throws {
    for (key, count) in found.counts.sorted(by: { $0.key < $1.key }) {
      try run(
        """
        INSERT INTO rule_count (school, week, rule, group_id, effect, count, last_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (school, week, rule, group_id, effect) DO UPDATE SET count = rule_count.count + excluded.count,
          last_at = CASE WHEN excluded.last_at > rule_count.last_at THEN excluded.last_at ELSE rule_count.last_at END
        """, .text(key.week), .text(key.rule), .text(key.group), .text(key.effect), SQLValue(count.number),
        .integer(count.last))
    }
  }
}

/// How often rules found something in the messages of one use case, by week. Of whom is not kept, and of which group only
/// where the group itself is what counts.
struct RuleFigures {
  struct Key: Hashable, Comparable {
    var week: String
    var rule: String
    var group: String
    var effect: String

    static func < (a: Key, b: Key) -> Bool {
      (a.week, a.rule, a.group, a.effect) < (b.week, b.rule, b.group, b.effect)
    }
  }

  private(set) var counts: [Key: (number: Int, last: Int64)] = [:]

  mutating func add(_ signals: [Signal], of message: Message, on day: Day) {
    guard !signals.isEmpty else { return }
    let week = (day + (1 - day.weekday)).description
    var seen: Set<RuleID> = []
    for signal in signals where seen.insert(signal.rule).inserted {
      let group = PostingRule(signal.rule) == .weekFull ? message.group?.rawValue ?? "" : ""
      let key = Key(week: week, rule: signal.rule.rawValue, group: group, effect: signal.effect.rawValue)
      let known = counts[key] ?? (0, 0)
      counts[key] = (known.number + 1, max(known.last, message.sentAt))
    }
  }
}
