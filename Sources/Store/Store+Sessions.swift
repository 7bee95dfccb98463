public import Conduct

/// Somebody who signed in.
public struct Session: Hashable, Sendable {
  /// The account.
  public var account: AccountID
  /// As which member of the account the person is at work.
  public var member: Member
  /// Other members that the account stands for.
  public var others: [Member]
  /// The school.
  public var school: School
  /// Whether the second step was taken, or is not asked.
  public var isConfirmed: Bool
  /// When it ends whatever happens, in milliseconds.
  public var until: Int64
}

extension Store {
  /// How long a session lasts without anything being asked, in milliseconds: an hour.
  public static let idleTerm: Int64 = 3_600_000
  /// How long a session lasts at most, in milliseconds: twelve hours.
  public static let sessionTerm: Int64 = 12 * 3_600_000

  /// Begins a session of an account as one of its members; one that is not confirmed opens nothing but the second step.
  public func beginSession(
    of account: AccountID, as member: MemberID, isConfirmed: Bool, school: SchoolID, at time: Int64
  ) async throws -> SecretToken {
    let token = SecretToken(school: school)
    try await write(school, at: time) { transaction in
      guard try transaction.member(member).account == account else {
        throw StoreError.notFound("Lid", handle: member.rawValue)
      }
      _ = try transaction.required(account)
      try transaction.insert(
        token, account, member, isConfirmed: isConfirmed, until: time + Self.sessionTerm)
    }
    return token
  }

  /// The session of a token; nil when it ended. Looking is being there: it lasts an hour from now on, unless a page that is
  /// open looks by itself.
  public func session(_ token: SecretToken, isThere: Bool = true, at time: Int64) async throws -> Session? {
    let found: (session: Session, isStale: Bool)?
    do {
      found = try await read(token.school, at: time) { try $0.session(token) }
    } catch StoreError.notFound { return nil }
    guard let found else { return nil }
    if found.isStale && isThere {
      _ = try await write(token.school, at: time) { transaction in
        try transaction.connection.run(
          "UPDATE session SET seen_at = $1 WHERE school = $2 AND id = $3",
          [.integer(time), SQLValue(token.school), .text(token.hash)])
      }
    }
    return found.session
  }

  /// Whether the session of a token has not ended; asking is not being there.
  public func isOpen(_ token: SecretToken, at time: Int64) async throws -> Bool {
    do {
      return try await read(token.school, at: time) { try $0.session(token) } != nil
    } catch StoreError.notFound { return false }
  }

  /// Puts a new token in the place of one, confirmed; throws `notFound` when the session has ended.
  public func confirmSession(_ token: SecretToken, at time: Int64) async throws -> SecretToken {
    try await replace(token, at: time) { _, _ in (nil, true) }
  }

  /// Goes on as another member of the same account, under a new token.
  public func switchMember(
    to member: MemberID, in token: SecretToken, at time: Int64
  ) async throws -> SecretToken {
    try await replace(token, at: time) { transaction, session in
      guard try transaction.member(member).account == session.account else {
        throw StoreError.notFound("Lid", handle: member.rawValue)
      }
      return (member, session.isConfirmed)
    }
  }

  /// Goes on with a session as it stands, under a new token; throws `notFound` when it has ended.
  public func renewSession(_ token: SecretToken, at time: Int64) async throws -> SecretToken {
    try await replace(token, at: time) { _, session in (nil, session.isConfirmed) }
  }

  private func replace(
    _ token: SecretToken, at time: Int64,
    _ change: @escaping @Sendable (Transaction, Session) throws -> (member: MemberID?, isConfirmed: Bool)
  ) async throws -> SecretToken {
    let next = SecretToken(school: token.school)
    try await write(token.school, at: time) { transaction in
      guard let session = try transaction.session(token)?.session else {
        throw StoreError.notFound("Sessie", handle: "…")
      }
      let (member, isConfirmed) = try change(transaction, session)
      try transaction.run("DELETE FROM session WHERE school = $1 AND id = $2", .text(token.hash))
      try transaction.insert(
        next, session.account, member ?? session.member.id, isConfirmed: isConfirmed, until: session.until)
    }
    return next
  }

  /// Ends a session; one that has ended is no error.
  public func endSession(_ token: SecretToken, at time: Int64) async throws {
    _ = try await write(token.school, at: time) { transaction in
      try transaction.run("DELETE FROM session WHERE school = $1 AND id = $2", .text(token.hash))
    }
  }

  /// Ends every session of an account.
  public func endSessions(of account: AccountID, school: SchoolID, at time: Int64) async throws {
    try await write(school, at: time) { try $0.endSessions(of: account) }
  }

  /// The number of the last change at a school after one that is known, whoever and whatever program made it; nil when
  /// nothing changed since. Without one it is where to begin.
  public func lastChange(at school: SchoolID, after known: Int64?) async throws -> Int64? {
    try await database.read { connection in
      guard let known else {
        let rows = try connection.run("SELECT sequence FROM school WHERE id = $1", [SQLValue(school)])
        guard let row = rows.first else { throw StoreError.notFound("School", handle: school.rawValue) }
        return try row.integer("sequence")
      }
      return try connection.run(
        "SELECT MAX(sequence) AS number FROM event WHERE school = $1 AND sequence > $2",
        [SQLValue(school), .integer(known)])[0].optionalInteger("number")
    }
  }
}

extension Transaction {
  /// Forgets sessions and links that ended, and how people signed in who hold no role any more.
  func forgetSignIns() throws {
    try run(
      "DELETE FROM session WHERE school = $1 AND (until_at <= $2 OR seen_at <= $3)", .integer(at),
      .integer(at - Store.idleTerm))
    try run("DELETE FROM one_time_link WHERE school = $1 AND until_at <= $2", .integer(at))
    let gone = try run(
      """
      SELECT account, factor FROM credential WHERE school = $1 AND NOT EXISTS (
        SELECT 1 FROM member JOIN assignment ON assignment.school = member.school AND assignment.member = member.id
        WHERE member.school = credential.school AND member.account = credential.account
          AND (assignment.until_at IS NULL OR assignment.until_at > $2))
      """, .integer(at))
    for row in gone {
      let account: AccountID = try row.id("account")
      try keep([try row.optionalText("factor")].compactMap(\.self), as: .register, until: at)
      try endSessions(of: account)
      try run("DELETE FROM recovery_code WHERE school = $1 AND account = $2", SQLValue(account))
      try run("DELETE FROM credential WHERE school = $1 AND account = $2", SQLValue(account))
    }
  }

  fileprivate func insert(
    _ token: SecretToken, _ account: AccountID, _ member: MemberID, isConfirmed: Bool, until: Int64
  ) throws {
    try connection.insert(
      into: "session",
      [
        "school": SQLValue(school.id), "id": .text(token.hash), "account": SQLValue(account),
        "member": SQLValue(member),
        "confirmed": .integer(isConfirmed ? 1 : 0), "seen_at": .integer(at), "until_at": .integer(until),
      ])
  }

  /// A session that has not ended, and whether it is a minute since it was last seen.
  fileprivate func session(_ token: SecretToken) throws -> (session: Session, isStale: Bool)? {
    let rows = try run(
      "SELECT account, member, confirmed, seen_at, until_at FROM session WHERE school = $1 AND id = $2 AND until_at > $3",
      .text(token.hash), .integer(at))
    guard let row = rows.first else { return nil }
    let seen = try row.integer("seen_at")
    guard at - seen < Store.idleTerm else { return nil }
    let account: AccountID = try row.id("account")
    let id: MemberID = try row.id("member")
    let members = try members(where: "member.account = $2", SQLValue(account))
    guard let member = members.first(where: { $0.id == id }) else { return nil }
    remember(member)
    return (
      Session(
        account: account, member: member, others: members.filter { $0.id != id }, school: school,
        isConfirmed: try row.integer("confirmed") == 1, until: try row.integer("until_at")), at - seen >= 60_000
    )
  }
}
