public import Conduct

extension Store {
  /// Writes down a fact that the policy asks to keep.
  @discardableResult
  public func enter(
    _ draft: RegisterDraft, by member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> RegisterEntry {
    try await write(school, at: time) { transaction in
      let actor = try transaction.member(member)
      let (subject, other) = (try draft.member.map(transaction.member), try draft.other.map(transaction.member))
      if let refusal = RegisterEntry.refusal(of: draft.kind, about: subject, by: actor, at: time) {
        throw StoreError.notAllowed(refusal)
      }
      try draft.check(about: subject, and: other, at: time)
      return try transaction.add(draft, by: member)
    }
  }

  /// Ends an entry: it does not hold any more.
  public func endEntry(_ id: RegisterEntryID, by member: MemberID, school: SchoolID, at time: Int64) async throws {
    try await write(school, at: time) { transaction in
      let actor = try transaction.member(member)
      let unknown = StoreError.notFound("Gegeven", handle: id.rawValue)
      guard let (entry, payload) = try transaction.entries(where: "id = $2", SQLValue(id)).first,
        entry.isVisible(to: actor, at: time)
      else { throw unknown }
      let subject = try entry.member.map(transaction.member)
      if let refusal = RegisterEntry.refusal(of: entry.kind, about: subject, by: actor, at: time) {
        throw StoreError.notAllowed(refusal)
      }
      if let until = entry.until, until <= time { throw StoreError.invalid("Dit geldt al niet meer.") }
      try transaction.end(entry, payload, by: member)
    }
  }

  /// What was written down and somebody may see, oldest first.
  public func entries(
    _ kind: RegisterEntry.Kind? = nil, for viewer: MemberID, school: SchoolID, at time: Int64
  ) async throws -> [RegisterEntry] {
    try await read(school) { transaction in
      let reader = try transaction.member(viewer)
      return try transaction.entries(where: "CAST($2 AS TEXT) IS NULL OR kind = $2", SQLValue(kind?.rawValue))
        .map(\.entry).filter { $0.isVisible(to: reader, at: time) }
    }
  }

  /// What the register lacks, for the director, the board and the administration.
  public func registerGaps(for viewer: MemberID, school: SchoolID, at time: Int64) async throws -> RegisterGaps {
    try await read(school) { transaction in
      let reader = try transaction.member(viewer)
      guard reader.keepsRegister(at: time) || reader.holds(.board, in: nil, at: time) else {
        throw StoreError.notAllowed(.roleMayNot)
      }
      return try transaction.registerGaps(at: time)
    }
  }
}

extension Transaction {
  /// How long the words of an entry are kept when it is over, in milliseconds: a year, a choice of the product.
  private static let entryTerm: Int64 = 365 * 86_400_000

  /// Who may write to the whole school by virtue of the director at a moment.
  func mandates(at time: Int64) throws -> Set<MemberID> {
    let rows = try run(
      """
      SELECT member FROM register_entry WHERE school = $1 AND kind = 'mandate' AND from_at <= $2
        AND (until_at IS NULL OR until_at > $2)
      """, .integer(time))
    return Set(try rows.map { try $0.id("member") })
  }

  /// Whether a version of the policy was made known by a moment.
  func isPublished(_ version: String, at time: Int64) throws -> Bool {
    try !run(
      """
      SELECT 1 AS found FROM register_entry WHERE school = $1 AND kind = 'publication' AND policy = $2
        AND from_at <= $3 LIMIT 1
      """, .text(version), .integer(time)
    ).isEmpty
  }

  /// What the register lacks at a moment.
  func registerGaps(at time: Int64) throws -> RegisterGaps {
    RegisterGaps(
      members: try members(where: "member.id <> ''"),
      entries: try entries(where: "from_at <= $2", .integer(time)).map(\.entry),
      policy: try policy(), calendar: try calendar(), at: time)
  }

  func add(_ draft: RegisterDraft, by member: MemberID) throws -> RegisterEntry {
    let profile = draft.kind.profile
    let from = draft.from ?? at
    let clock = try calendar()
    let until =
      profile.lastsSchoolYear ? clock.end(of: Day(clock.day(of: from).schoolYear + 1, 7, 31)) + 1 : draft.until
    let entry = RegisterEntry(
      id: RegisterEntryID(makeID("e")), kind: draft.kind, member: draft.member, other: draft.other,
      value: draft.value, policy: profile.isOfPolicy ? policyVersion : nil, from: from, until: until,
      text: draft.text, addedBy: member)
    if profile.replaces {
      let lasting = try entries(where: "kind = $2 AND member = $3", .text(draft.kind.rawValue), SQLValue(draft.member))
      for (before, payload) in lasting where before.holds(at: at) { try end(before, payload, by: member) }
    }
    let saved = try draft.text.map {
      try save($0, about: draft.member, .register, due: until.map { $0 + Self.entryTerm })
    }
    try connection.insert(
      into: "register_entry",
      [
        "school": SQLValue(school.id), "id": SQLValue(entry.id), "kind": .text(entry.kind.rawValue),
        "member": SQLValue(entry.member), "other": SQLValue(entry.other), "value": SQLValue(entry.value?.rawValue),
        "policy": SQLValue(entry.policy), "from_at": .integer(from), "until_at": SQLValue(until),
        "added_by": SQLValue(member), "at": .integer(at), "payload": SQLValue(saved?.id),
      ])
    try log(.entryAdded, by: member) {
      $0.member = entry.member
      $0.other = entry.other
      $0.item = "register_entry \(entry.id)"
      $0.outcome = entry.kind.rawValue
      $0.policy = entry.policy
      $0.commitments = saved.map { [$0.id: $0.commitment] }
    }
    return entry
  }

  fileprivate func end(_ entry: RegisterEntry, _ payload: String?, by member: MemberID) throws {
    let until = max(at, entry.from + 1)
    try connection.update("register_entry", ["until_at": .integer(until)], school: school.id, id: entry.id.rawValue)
    if let payload { try keep([payload], as: .register, until: until + Self.entryTerm) }
    try log(.entryEnded, by: member) {
      $0.member = entry.member
      $0.other = entry.other
      $0.item = "register_entry \(entry.id)"
      $0.outcome = entry.kind.rawValue
    }
  }

  /// Entries that meet a condition, which may use `$2` and further places, each with the name of its words.
  func entries(
    where condition: String, _ arguments: SQLValue...
  ) throws -> [(entry: RegisterEntry, payload: String?)] {
    try connection.run(
      """
      SELECT id, kind, member, other, value, policy, from_at, until_at, added_by, payload FROM register_entry
      WHERE school = $1 AND (\(condition)) ORDER BY from_at, id
      """, [SQLValue(school.id)] + arguments
    ).map { row in
      let words = try row.optionalText("payload")
      let entry = RegisterEntry(
        id: try row.id("id"), kind: try row.value("kind"), member: try row.optionalID("member"),
        other: try row.optionalID("other"),
        value: row["value"] == .null ? nil : try row.value("value") as RegisterEntry.Value,
        policy: try row.optionalText("policy"), from: try row.integer("from_at"),
        until: try row.optionalInteger("until_at"), text: try payload(words), addedBy: try row.id("added_by"))
      return (entry, words)
    }
  }
}
