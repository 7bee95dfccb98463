public import Conduct

extension Store {
  /// Replaces a school's key: encrypts every content anew, all or nothing, and seals the log with the new key. Gives the
  /// file that the old key is kept in, which old backups need. When this is broken off, the old key serves, or the next
  /// use of the database finishes it.
  public func replaceKey(of school: SchoolID, by member: MemberID, at time: Int64) async throws -> String {
    // Whose key it is, and that it is the right one, is known before a new one is made.
    let old = try await read(school) { transaction in
      let actor = try transaction.member(member)
      if !actor.mayOversee(nil, at: time) { throw StoreError.notAllowed(.roleMayNot) }
      return transaction.key
    }
    let key = old.replaced()
    try keyring.prepare(key, of: school)
    try await database.write { connection in
      let transaction = try Transaction(writing: school, in: self, on: connection, at: time)
      try transaction.reclose(with: key)
      try transaction.log(.keyRotated, by: member) { _ in }
      try transaction.finish()
      try transaction.reseal(with: key)
    }
    let kept = try keyring.promote(school)
    try await database.forgetDeleted(in: ["payload"])
    return kept
  }
}

extension Transaction {
  fileprivate func reclose(with other: SchoolKey) throws {
    guard let table = Schema.tables.first(where: { $0.name == "payload" }) else { return }
    try Store.eachPage(of: table, school.id, on: connection) { rows in
      for row in rows {
        let id = try row.text("id")
        let box = try key.reclose(try row.bytes("box"), name: name(of: id), with: other)
        try connection.update("payload", ["box": .bytes(box)], school: school.id, id: id)
      }
    }
  }

  /// Seals the log and the notes of readings with another key, and lets the school know it by that.
  fileprivate func reseal(with other: SchoolKey) throws {
    let heads = try run("SELECT chain_head FROM school WHERE id = $1")
    let id = school.id.rawValue
    try connection.run(
      "UPDATE school SET seal = $1, key_check = $2 WHERE id = $3",
      [
        .bytes(other.seal(try heads[0].bytes("chain_head"), of: id)), .bytes(other.check(of: id)), SQLValue(school.id),
      ])
    for row in try run("SELECT year, chain_head FROM reading_segment WHERE school = $1") {
      let year = try row.integer("year")
      try connection.run(
        "UPDATE reading_segment SET seal = $1 WHERE school = $2 AND year = $3",
        [
          .bytes(other.seal(try row.bytes("chain_head"), of: "\(school.id) \(year)")), SQLValue(school.id),
          .integer(year),
        ])
    }
  }
}
