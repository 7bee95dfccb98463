public import Conduct

extension Store {
  /// Writes down that somebody was spoken to; anybody may, about anybody else, without a case, and it counts for nothing.
  @discardableResult
  public func address(
    _ member: MemberID, text: String, clause: ClauseID? = nil, on spokenAt: Int64, by author: MemberID,
    school: SchoolID, at time: Int64
  ) async throws -> Addressing {
    if text.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: vul in wat er is gezegd.") }
    if spokenAt > time { throw StoreError.invalid("Dit moment moet nog komen. Noem wanneer u de ander sprak.") }
    return try await write(school, at: time) { transaction in
      let (speaker, person) = (try transaction.member(author), try transaction.member(member))
      if speaker.id == person.id || speaker.account == person.account { throw StoreError.notAllowed(.samePerson) }
      let policy = try transaction.policy()
      if let clause, policy.clause(clause) == nil { throw ConductError.unknownClause(clause, policy: policy.id) }
      let saved = try transaction.save(text, about: member, .minor, due: Retention.minor.due(from: time, policy))
      let note = Addressing(
        id: AddressingID(makeID("e")), author: author, member: member, at: spokenAt, clause: clause, text: text)
      try transaction.connection.insert(
        into: "addressing",
        [
          "school": SQLValue(school), "id": SQLValue(note.id), "author": SQLValue(author),
          "member": SQLValue(member), "at": .integer(spokenAt), "clause": SQLValue(clause?.rawValue),
          "payload": .text(saved.id),
        ])
      try transaction.log(.personAddressed, by: author) {
        $0.member = member
        $0.item = "addressing \(note.id)"
        $0.clauses = clause.map { [$0] }
        $0.commitments = [saved.id: saved.commitment]
      }
      return note
    }
  }

  /// Notes that somebody was spoken to, by or about the viewer, oldest first.
  public func ownAddressings(of viewer: MemberID, school: SchoolID) async throws -> [Addressing] {
    try await read(school) { transaction in
      _ = try transaction.member(viewer)
      return try transaction.addressings(where: "(author = $2 OR member = $2)", SQLValue(viewer))
    }
  }

  /// Notes that somebody was spoken to, about one person, for whoever may see that person's record; that it was read is
  /// noted.
  public func addressings(
    of member: MemberID, for viewer: MemberID, why: Reading.Purpose = .oversight, school: SchoolID, at time: Int64
  ) async throws -> [Addressing] {
    try await write(school, at: time) { transaction in
      let (person, reader) = (try transaction.member(member), try transaction.member(viewer))
      if let refusal = person.refusalOfHistory(to: reader, at: time) { throw StoreError.notAllowed(refusal) }
      try transaction.recordReading(.history, of: member, by: viewer, why: why)
      return try transaction.addressings(where: "member = $2", SQLValue(member))
    }
  }

  /// Writes down that a member of staff weighed whether a draft of one's own, in which something was found, is suitable.
  /// Of the text only a keyed hash is kept, for as long as what was clear; who handles the message sees the tick, and it
  /// changes nothing by itself.
  public func weighSuitability(
    of text: String, rules: [RuleID], ruleset: String, by author: MemberID, school: SchoolID, at time: Int64
  ) async throws {
    if text.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er is geen tekst om te overwegen.") }
    if rules.isEmpty { throw StoreError.invalid("In deze tekst viel niets op. U hoeft niets te overwegen.") }
    try await write(school, at: time) { transaction in
      guard try transaction.member(author).register(at: time) == .staff else {
        throw StoreError.notAllowed(.roleMayNot)
      }
      let id = makeID("i")
      try transaction.connection.insert(
        into: "weighed_draft",
        [
          "school": SQLValue(school), "id": .text(id), "author": SQLValue(author),
          "fingerprint": .bytes(transaction.key.fingerprint(text, purpose: "text")), "at": .integer(time),
          "due_at": .integer(time + Transaction.metadataTerm),
        ])
      try transaction.log(.suitabilityWeighed, by: author) {
        $0.item = "draft \(id)"
        $0.rules = Set(rules).sorted()
        $0.ruleset = ruleset
      }
    }
  }
}

extension Transaction {
  func addressings(where condition: String, _ arguments: SQLValue...) throws -> [Addressing] {
    try connection.run(
      "SELECT id, author, member, at, clause, payload FROM addressing WHERE school = $1 AND \(condition) ORDER BY at, id",
      [SQLValue(school.id)] + arguments
    ).map { row in
      Addressing(
        id: try row.id("id"), author: try row.id("author"), member: try row.id("member"), at: try row.integer("at"),
        clause: try row.optionalText("clause").map { ClauseID($0) }, text: try payload(try row.text("payload")))
    }
  }

  /// Takes the people out of notes whose words go, and forgets drafts that are over.
  func purgeEveryday(of payloads: [String]) throws {
    for payload in payloads {
      let rows = try run("SELECT id FROM addressing WHERE school = $1 AND payload = $2", .text(payload))
      for row in rows {
        let id = try row.text("id")
        try connection.update("addressing", ["author": .null, "member": .null], school: school.id, id: id)
        try log(.addressingPurged, by: nil) { $0.item = "addressing \(id)" }
      }
    }
    try run("DELETE FROM weighed_draft WHERE school = $1 AND due_at <= $2", .integer(at))
  }

  /// When the author of a message weighed its suitability before it was sent; nil when that was not ticked.
  func suitabilityWeighed(_ message: Message) throws -> Int64? {
    try run(
      """
      SELECT MAX(at) AS at FROM weighed_draft WHERE school = $1 AND fingerprint = $2 AND author = $3
      """, .bytes(key.fingerprint(message.text, purpose: "text")), SQLValue(message.author)
    ).first?.optionalInteger("at")
  }
}
