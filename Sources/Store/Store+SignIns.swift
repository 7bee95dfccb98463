public import Conduct

/// How somebody can sign in.
public struct SignInState: Hashable, Sendable {
  /// Whether a name and password were chosen.
  public var isOpen: Bool
  /// Whether a second step is set up.
  public var hasFactor: Bool
  /// How many sessions are open now.
  public var sessions: Int
  /// Until when an invitation or a link for a new password can be used, in milliseconds; nil when there is none.
  public var linkUntil: Int64?
}

extension Store {
  /// How each member can sign in; for whoever may hand out a way in.
  public func signIns(
    for viewer: MemberID, school: SchoolID, at time: Int64
  ) async throws -> [MemberID: SignInState] {
    try await read(school, at: time) { transaction in
      let reader = try transaction.member(viewer)
      if !reader.holds(.director, in: nil, at: time) && !reader.holds(.ict, at: time) {
        throw StoreError.notAllowed(.roleMayNot)
      }
      let open = try transaction.run(
        "SELECT account, COUNT(*) AS n FROM session WHERE school = $1 AND until_at > $2 AND seen_at > $3 GROUP BY account",
        .integer(time), .integer(time - Self.idleTerm)
      ).reduce(into: [:]) { $0[try $1.text("account")] = try $1.int("n") }
      let links = try transaction.run(
        "SELECT member, until_at FROM one_time_link WHERE school = $1 AND until_at > $2", .integer(time)
      ).reduce(into: [:]) { $0[try $1.text("member")] = try $1.integer("until_at") }
      let rows = try transaction.run(
        """
        SELECT member.id, member.account, credential.login, credential.factor FROM member
          LEFT JOIN credential ON credential.school = member.school AND credential.account = member.account
        WHERE member.school = $1
        """)
      return try rows.reduce(into: [:]) { states, row in
        let id: MemberID = try row.id("id")
        states[id] = SignInState(
          isOpen: row["login"] != .null, hasFactor: try row.optionalText("factor") != nil,
          sessions: open[try row.text("account")] ?? 0, linkUntil: links[id.rawValue])
      }
    }
  }

  /// Ends every session of a member, as when a telephone was lost; who may invite somebody may do so.
  public func signOut(_ member: MemberID, by actor: MemberID, school: SchoolID, at time: Int64) async throws {
    try await write(school, at: time) { transaction in
      let person = try transaction.member(member)
      guard try transaction.member(actor).mayInvite(person, at: time) else { throw StoreError.notAllowed(.roleMayNot) }
      try transaction.endSessions(of: person.account)
      try transaction.log(.accountChanged, by: actor) {
        $0.member = member
        $0.outcome = "signed out"
      }
    }
  }

  /// Takes the second step of a member away, who sets it up anew at the next sign-in; every session ends. Only a director
  /// does so, for somebody else, and says why: whoever lost both telephone and codes is recognised by a person.
  public func removeFactor(
    of member: MemberID, reason: String, by actor: MemberID, school: SchoolID, at time: Int64
  ) async throws {
    if reason.allSatisfy(\.isWhitespace) { throw StoreError.invalid("Er ontbreekt iets: vul een reden in.") }
    try await write(school, at: time) { transaction in
      let person = try transaction.member(member)
      let director = try transaction.member(actor)
      if !director.holds(.director, in: nil, at: time) { throw StoreError.notAllowed(.roleMayNot) }
      if director.account == person.account { throw StoreError.notAllowed(.samePerson) }
      guard try transaction.required(person.account).factor != nil else {
        throw StoreError.invalid("Voor deze persoon is geen tweede stap ingesteld.")
      }
      let saved = try transaction.save(
        reason, about: member, .audit, due: Retention.audit.due(from: time, try transaction.policy()))
      try transaction.removeFactor(of: person.account)
      try transaction.endSessions(of: person.account)
      try transaction.log(.accountChanged, by: actor) {
        $0.member = member
        $0.outcome = "factor removed"
        $0.commitments = [saved.id: saved.commitment]
      }
    }
  }
}

extension Transaction {
  fileprivate func removeFactor(of account: AccountID) throws {
    let rows = try run("SELECT factor FROM credential WHERE school = $1 AND account = $2", SQLValue(account))
    try keep(try rows.compactMap { try $0.optionalText("factor") }, as: .register, until: at)
    try connection.run(
      "UPDATE credential SET factor = $1, factor_step = 0 WHERE school = $2 AND account = $3",
      [.null, SQLValue(school.id), SQLValue(account)])
    try run("DELETE FROM recovery_code WHERE school = $1 AND account = $2", SQLValue(account))
  }
}
