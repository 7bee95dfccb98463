public import Conduct

extension Store {
  /// Sets up a school with its policy; makes its key file first, outside the database.
  public func createSchool(_ school: School, policy: Policy, at time: Int64) async throws {
    let exists = try await database.read { connection in
      try !connection.run("SELECT id FROM school WHERE id = $1", [SQLValue(school.id)]).isEmpty
    }
    if exists { throw StoreError.invalid("De school “\(school.id)” bestaat al. Kies een andere naam.") }
    let key = try keyring.keyOrNew(of: school.id)
    try await database.write { connection in
      let origin = Link.origin(of: school.id)
      try connection.insert(
        into: "school",
        [
          "id": SQLValue(school.id), "name": .text(school.name), "time_zone": .text(school.timeZone),
          "language": .text(school.language), "policy": .text(policy.version), "sequence": .integer(0),
          "chain_head": .bytes(origin), "seal": .bytes(key.seal(origin, of: school.id.rawValue)),
          "key_check": .bytes(key.check(of: school.id.rawValue)), "created_at": .integer(time),
          "board": SQLValue(school.board?.id), "board_name": SQLValue(school.board?.name),
        ])
      let transaction = try Transaction(writing: school.id, in: self, on: connection, at: time)
      transaction.connection.record(
        "school",
        [
          "time_zone": .text(school.timeZone), "language": .text(school.language), "policy": .text(policy.version),
          "board": SQLValue(school.board?.id),
        ], isNew: true)
      try transaction.log(.schoolCreated, by: nil) { _ in }
      try transaction.adopt(policy)
      try transaction.finish()
    }
  }

  /// All schools of this database, for choosing one.
  public func schools() async throws -> [School] {
    try await database.read { connection in
      try connection.run("SELECT \(School.columns) FROM school ORDER BY id", []).map(School.init)
    }
  }

  /// Says which board governs the school; nil when none does.
  public func setBoard(_ board: GoverningBoard?, school: SchoolID, at time: Int64) async throws {
    for text in [board?.id, board?.name] where text?.allSatisfy(\.isWhitespace) == true {
      throw StoreError.invalid("Een bestuur heeft een id en een naam nodig.")
    }
    try await write(school, at: time) { transaction in
      if transaction.school.board == board { return }
      try transaction.connection.run(
        "UPDATE school SET board = $1, board_name = $2 WHERE id = $3",
        [SQLValue(board?.id), SQLValue(board?.name), SQLValue(school)])
      transaction.connection.record("school", ["board": SQLValue(board?.id)])
      try transaction.log(.boardNamed, by: nil) { $0.outcome = board?.id }
    }
  }

  /// Pins a version of a policy; decisions from now on name it.
  public func adopt(_ policy: Policy, school: SchoolID, at time: Int64) async throws {
    try await write(school, at: time) { transaction in
      guard transaction.policyVersion != policy.version else { return }
      let handsOver = try !transaction.policy().givesDirectorTheSame(as: policy)
      try transaction.adopt(policy)
      if handsOver { try transaction.reroute(underNewPolicy: true) }
    }
  }

  /// The policy in force.
  public func policy(school: SchoolID) async throws -> Policy {
    try await read(school) { try $0.policy() }
  }

  /// A policy as it stood, by the version that a decision names.
  public func policy(version: String, school: SchoolID) async throws -> Policy {
    try await read(school) { try $0.version(version) }
  }

  /// Keeps a rule set by its hash, so that what a signal names can always be shown; doing so twice changes nothing.
  public func keep(_ ruleset: RuleSet, school: SchoolID, at time: Int64) async throws {
    let isKept = try await read(school) { transaction in
      try !transaction.run("SELECT hash FROM version WHERE school = $1 AND hash = $2", .text(ruleset.version)).isEmpty
    }
    if isKept { return }
    try await write(school, at: time) { transaction in
      guard try transaction.keep(ruleset, hash: ruleset.version, kind: "ruleset") else { return }
      for rule in ruleset.rules {
        try transaction.connection.insert(
          into: "rule_text",
          [
            "school": SQLValue(school), "ruleset": .text(ruleset.version), "rule": .text(rule.id.rawValue),
            "title": .text(rule.title), "explanation": .text(rule.explanation),
          ])
      }
      try transaction.log(.rulesetKept, by: nil) { $0.ruleset = ruleset.version }
    }
  }

  /// A rule set as it stood, by the version that a signal names.
  public func ruleset(version: String, school: SchoolID) async throws -> RuleSet {
    try await read(school) { try $0.version(version) }
  }
}

extension Transaction {
  /// Pins a policy.
  func adopt(_ policy: Policy) throws {
    _ = try keep(policy, hash: policy.version, kind: "policy")
    try connection.run(
      "UPDATE school SET policy = $1 WHERE id = $2", [.text(policy.version), SQLValue(school.id)])
    connection.record("school", ["policy": .text(policy.version)])
    pin(policy)
    try log(.policyAdopted, by: nil) { $0.policy = policy.version }
  }

  /// Keeps a value by its hash; false when it was kept already.
  func keep(_ value: some Encodable, hash: String, kind: String) throws -> Bool {
    let rows = try run("SELECT hash FROM version WHERE school = $1 AND hash = $2", .text(hash))
    guard rows.isEmpty else { return false }
    try connection.insert(
      into: "version",
      [
        "school": SQLValue(school.id), "hash": .text(hash), "kind": .text(kind),
        "content": .bytes(Array(try Self.json(value).utf8)), "kept_at": .integer(at),
      ])
    return true
  }
}
