public import Conduct
import Crypto
import Foundation

/// What a sign-in is checked against.
public struct Credential: Hashable, Sendable {
  /// The school.
  public var school: SchoolID
  /// The account.
  public var account: AccountID
  /// The hash of the password, as `savePassword` was handed it.
  public var password: String
  /// The members that the account stands for, by name; usually one.
  public var members: [Member]
  /// The secret of the second step; nil when none was set up.
  public var factor: [UInt8]?
  /// The last step of the clock whose code was used.
  public var factorStep: Int64
}

/// A link that works once.
public struct OneTimeLink: Hashable, Sendable {
  /// What it is for.
  public enum Kind: String, Sendable {
    case invitation
    case reset
  }

  /// What it is for.
  public var kind: Kind
  /// For whom.
  public var member: Member
  /// When it ends, in milliseconds.
  public var until: Int64
}

extension Store {
  /// How long an invitation can be used, in milliseconds: fourteen days.
  public static let invitationTerm: Int64 = 14 * 86_400_000
  /// How long a link to choose a new password can be used, in milliseconds: one day.
  public static let resetTerm: Int64 = 86_400_000

  /// Makes a link with which a member chooses a sign-in name and a password; an earlier one of that member ends. Only a
  /// director or ICT may ask for it; without an actor it is whoever administers the machine.
  public func invite(
    _ member: MemberID, by actor: MemberID? = nil, school: SchoolID, at time: Int64
  ) async throws -> (token: SecretToken, until: Int64) {
    let token = SecretToken(school: school)
    return try await write(school, at: time) { transaction in
      let person = try transaction.member(member)
      if let actor, !(try transaction.member(actor).mayInvite(person, at: time)) {
        throw StoreError.notAllowed(.roleMayNot)
      }
      let known = try transaction.credential(where: "account = $2", .text(person.account.rawValue)) != nil
      let until = time + (known ? Self.resetTerm : Self.invitationTerm)
      try transaction.run("DELETE FROM one_time_link WHERE school = $1 AND member = $2", SQLValue(member))
      try transaction.connection.insert(
        into: "one_time_link",
        [
          "school": SQLValue(school), "id": .text(token.hash), "member": SQLValue(member),
          "kind": .text((known ? OneTimeLink.Kind.reset : .invitation).rawValue), "until_at": .integer(until),
        ])
      try transaction.log(.accountInvited, by: actor) { $0.member = member }
      return (token, until)
    }
  }

  /// What a link is for; throws `notFound` for one that was used, has ended or never was.
  public func link(_ token: SecretToken, at time: Int64) async throws -> OneTimeLink {
    try await read(token.school) { try $0.link(token, at: time) }
  }

  /// Uses a link: the member signs in with this name and password from now on, and every session that was open ends.
  /// Throws `invalid` for a name that another account of the school has.
  public func redeem(
    _ token: SecretToken, login: String, password hash: String, at time: Int64
  ) async throws -> Credential {
    try await write(token.school, at: time) { transaction in
      let link = try transaction.link(token, at: time)
      try transaction.run("DELETE FROM one_time_link WHERE school = $1 AND id = $2", .text(token.hash))
      return try transaction.save(login: login, password: hash, of: link.member)
    }
  }

  /// Gives a member a sign-in name and password at once; for whoever administers the machine. Every session that was
  /// open ends.
  @discardableResult
  public func saveCredential(
    login: String, password hash: String, of member: MemberID, school: SchoolID, at time: Int64
  ) async throws -> Credential {
    try await write(school, at: time) { transaction in
      try transaction.save(login: login, password: hash, of: try transaction.member(member))
    }
  }

  /// Puts a new password in the place of the old one; every session of the account ends.
  public func savePassword(_ hash: String, of account: AccountID, school: SchoolID, at time: Int64) async throws {
    try await write(school, at: time) { transaction in
      let found = try transaction.required(account)
      try transaction.connection.run(
        "UPDATE credential SET password = $1, changed_at = $2 WHERE school = $3 AND account = $4",
        [.text(hash), .integer(time), SQLValue(school), SQLValue(account)])
      try transaction.endSessions(of: account)
      try transaction.log(.accountChanged, by: found.members.first?.id) { $0.outcome = "password" }
    }
  }

  /// The accounts with a sign-in name, at every school of this database; several when somebody belongs to several schools.
  public func credentials(login: String) async throws -> [Credential] {
    var found: [Credential] = []
    for school in try await schools() {
      let credential = try await read(school.id) { transaction in
        try transaction.credential(
          where: "login = $2", .bytes(transaction.key.fingerprint(Self.plain(login), purpose: "login")))
      }
      if let credential { found.append(credential) }
    }
    return found
  }

  /// An account; throws `notFound` for one that nobody signs in with yet.
  public func credential(of account: AccountID, school: SchoolID) async throws -> Credential {
    try await read(school) { try $0.required(account) }
  }

  /// Sets up the second step, with hashes of the codes that may stand in for it once each; nil takes it away.
  public func saveFactor(
    _ secret: [UInt8]?, recoveryCodes: [String], of account: AccountID, school: SchoolID, at time: Int64
  ) async throws {
    try await write(school, at: time) { transaction in
      let found = try transaction.required(account)
      let rows = try transaction.run(
        "SELECT factor FROM credential WHERE school = $1 AND account = $2", SQLValue(account))
      let old = try rows.compactMap { try $0.optionalText("factor") }
      try transaction.keep(old, as: .register, until: time)
      let saved = try secret.map { try transaction.save($0, about: found.members.first?.id, .register, due: nil) }
      try transaction.connection.run(
        "UPDATE credential SET factor = $1, factor_step = 0 WHERE school = $2 AND account = $3",
        [SQLValue(saved?.id), SQLValue(school), SQLValue(account)])
      try transaction.run("DELETE FROM recovery_code WHERE school = $1 AND account = $2", SQLValue(account))
      for code in secret == nil ? [] : recoveryCodes {
        try transaction.connection.insert(
          into: "recovery_code",
          ["school": SQLValue(school), "account": SQLValue(account), "code": .text(Self.hash(of: code))])
      }
      try transaction.log(.accountChanged, by: found.members.first?.id) {
        $0.outcome = secret == nil ? "factor removed" : "factor"
        if let saved { $0.commitments = [saved.id: saved.commitment] }
      }
    }
  }

  /// Notes that the code of a step of the clock was used; false when that step, or a later one, was used before.
  public func useFactor(step: Int64, of account: AccountID, school: SchoolID, at time: Int64) async throws -> Bool {
    try await write(school, at: time) { transaction in
      try !transaction.connection.run(
        """
        UPDATE credential SET factor_step = $1 WHERE school = $2 AND account = $3 AND factor_step < $1
        RETURNING factor_step
        """, [.integer(step), SQLValue(school), SQLValue(account)]
      ).isEmpty
    }
  }

  /// Uses a recovery code; false when there is no such code, or it was used.
  public func useRecoveryCode(
    _ code: String, of account: AccountID, school: SchoolID, at time: Int64
  ) async throws -> Bool {
    try await write(school, at: time) { transaction in
      try !transaction.run(
        "DELETE FROM recovery_code WHERE school = $1 AND account = $2 AND code = $3 RETURNING code", SQLValue(account),
        .text(Self.hash(of: code))
      ).isEmpty
    }
  }

  /// A hash by which a secret of many random bits is found again.
  static func hash(of secret: String) -> String { hex(Array(SHA256.hash(data: Data(secret.utf8)))) }

  /// A sign-in name as it is compared: people type capitals and spaces as it comes.
  static func plain(_ login: String) -> String {
    login.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
  }
}

extension Transaction {
  func credential(where condition: String, _ argument: SQLValue) throws -> Credential? {
    let rows = try run(
      "SELECT account, password, factor, factor_step FROM credential WHERE school = $1 AND \(condition)", argument)
    guard let row = rows.first else { return nil }
    let account: AccountID = try row.id("account")
    let members = try members(where: "member.account = $2", SQLValue(account)).sorted {
      ($0.name, $0.id) < ($1.name, $1.id)
    }
    return Credential(
      school: school.id, account: account, password: try row.text("password"), members: members,
      factor: try contents(of: try row.optionalText("factor"))?.plain, factorStep: try row.integer("factor_step"))
  }

  func required(_ account: AccountID) throws -> Credential {
    guard let found = try credential(where: "account = $2", SQLValue(account)) else {
      throw StoreError.notFound("Account", handle: account.rawValue)
    }
    return found
  }

  fileprivate func link(_ token: SecretToken, at time: Int64) throws -> OneTimeLink {
    let rows = try run(
      "SELECT member, kind, until_at FROM one_time_link WHERE school = $1 AND id = $2 AND until_at > $3",
      .text(token.hash), .integer(time))
    guard let row = rows.first else { throw StoreError.notFound("Link", handle: "…") }
    return OneTimeLink(
      kind: OneTimeLink.Kind(rawValue: try row.text("kind")) ?? .invitation,
      member: try member(try row.id("member")), until: try row.integer("until_at"))
  }

  fileprivate func save(login: String, password: String, of member: Member) throws -> Credential {
    let name = Store.plain(login)
    if name.isEmpty { throw StoreError.invalid("Kies een naam om mee in te loggen, bijvoorbeeld uw e-mailadres.") }
    let print = SQLValue.bytes(key.fingerprint(name, purpose: "login"))
    if let other = try credential(where: "login = $2", print), other.account != member.account {
      throw StoreError.invalid("Met deze naam logt al iemand anders in. Kies een andere.")
    }
    try run("DELETE FROM one_time_link WHERE school = $1 AND member = $2", SQLValue(member.id))
    try endSessions(of: member.account)
    try connection.run(
      """
      INSERT INTO credential (school, account, login, password, factor_step, changed_at) VALUES ($1, $2, $3, $4, 0, $5)
      ON CONFLICT (school, account) DO UPDATE SET login = excluded.login, password = excluded.password,
        changed_at = excluded.changed_at
      """, [SQLValue(school.id), SQLValue(member.account), print, .text(password), .integer(at)])
    try log(.accountChanged, by: member.id) { $0.outcome = "opened" }
    return try required(member.account)
  }

  func endSessions(of account: AccountID) throws {
    try run("DELETE FROM session WHERE school = $1 AND account = $2", SQLValue(account))
  }
}
