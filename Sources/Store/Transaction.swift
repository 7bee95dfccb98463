import Conduct
import Crypto
import Foundation

/// One use case at work: the connection, the school with its key, and the end of the log. Never outlives its body.
final class Transaction {
  let connection: RecordingConnection
  let school: School
  let key: SchoolKey
  let at: Int64
  let policyVersion: String
  /// The number of the use case that last changed the register.
  let registerAt: Int64
  private let sequence: Int64
  private var head: [UInt8]
  private var position = 0
  private var namesMade: UInt64 = 0
  private var pinned: Policy?
  /// The calendar in force, once it was read.
  var pinnedCalendar: SchoolCalendar?
  private var people: [MemberID: Member] = [:]
  /// The groups between two people, once they were asked for.
  var oneToOneGroups: Set<GroupID>?
  /// Who handles reviews, remembered for the rest of the use case.
  var knownHandlers: [Member]?
  /// How many can read what is written for a group, or for the whole school, once it was asked for.
  var knownReaders: [GroupID?: Int] = [:]
  private var knownMembers: Set<MemberID> = []
  private var knownGroups: Set<GroupID> = []
  /// The school's own clock.
  private(set) lazy var clock = LocalClock(school.timeZone)
  /// The school's own day, such as `2026-11-21`.
  private(set) lazy var today = day(of: at)

  private let policies: PolicyCache
  let registers: RegisterCache

  private static let columns = "\(School.columns), policy, sequence, chain_head, key_check, register_at"

  /// Begins a use case that only reads.
  convenience init(
    reading school: SchoolID, in store: Store, on connection: any SQLConnection, at time: Int64 = 0
  ) throws {
    let rows = try connection.run("SELECT \(Self.columns) FROM school WHERE id = $1", [SQLValue(school)])
    try self.init(rows, of: school, in: store, on: connection, at: time)
  }

  /// Begins a use case that writes: the school's row is taken first, so that two of them never overlap.
  convenience init(writing school: SchoolID, in store: Store, on connection: any SQLConnection, at time: Int64) throws {
    let rows = try connection.run(
      "UPDATE school SET sequence = sequence + 1 WHERE id = $1 RETURNING \(Self.columns)", [SQLValue(school)])
    try self.init(rows, of: school, in: store, on: connection, at: time)
  }

  /// A school that does not exist is told apart from a key that is missing or wrong.
  private init(
    _ rows: [SQLRow], of school: SchoolID, in store: Store, on connection: any SQLConnection, at time: Int64
  ) throws {
    guard let row = rows.first else { throw StoreError.notFound("School", handle: school.rawValue) }
    let key = try store.keyring.key(of: school, thatPasses: try row.bytes("key_check"))
    self.connection = RecordingConnection(connection, key: key)
    self.key = key
    policies = store.policies
    registers = store.registers
    at = time
    self.school = try School(row)
    policyVersion = try row.text("policy")
    registerAt = try row.integer("register_at")
    sequence = try row.integer("sequence")
    head = try row.bytes("chain_head")
  }

  /// Runs one statement with the school as `$1`.
  @discardableResult
  func run(_ sql: String, _ more: SQLValue...) throws -> [SQLRow] {
    try connection.run(sql, [SQLValue(school.id)] + more)
  }

  /// A new name that comes after all earlier ones of the school, so that what is added together lies together in the
  /// database and a page is written once: the use case's number, a count within it, and ten random bits, which keep the
  /// names of a backup apart from those made after it was put back.
  func nextName(_ letter: Character) -> String {
    namesMade += 1
    let bits = UInt64(sequence) << 30 | (namesMade & 0xF_FFFF) << 10 | UInt64.random(in: 0..<1024)
    return "\(letter)-\(signs(of: bits))"
  }

  /// The number after the highest one in a table of the school, or among its rows that meet a condition, which may use
  /// `$2`.
  func nextNumber(in table: String, where condition: String? = nil, _ more: SQLValue...) throws -> Int {
    let rest = condition.map { " AND \($0)" } ?? ""
    return try connection.run(
      "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM \(table) WHERE school = $1\(rest)",
      [SQLValue(school.id)] + more)[0].int("number")
  }

  /// Appends one line to the log, with the rows that changed since the last one.
  func log(_ kind: Event.Kind, by actor: MemberID?, _ fill: (inout Event.Body) -> Void) throws {
    var body = Event.Body()
    fill(&body)
    let text = try LogLine.text(body, connection.takeChanges())
    let previous = head
    let link = Link(
      school: school.id.rawValue, sequence: sequence, position: position, at: at, kind: kind.rawValue,
      actor: actor?.rawValue, member: body.member?.rawValue, review: body.review?.rawValue, body: text,
      previous: previous)
    head = link.hash
    try connection.insert(
      into: "event",
      [
        "school": SQLValue(school.id), "sequence": .integer(sequence), "position": SQLValue(position),
        "at": .integer(at), "kind": .text(kind.rawValue), "actor": SQLValue(actor), "member": SQLValue(body.member),
        "review": SQLValue(body.review), "body": .text(text), "previous": .bytes(previous), "hash": .bytes(head),
      ])
    position += 1
  }

  /// Seals the log when anything was added. Throws when a row changed of which no line tells.
  func finish() throws {
    if let untold = connection.takeChanges()?.rows.keys.min() {
      throw StoreError.damaged("\(untold) is veranderd zonder regel in het log")
    }
    guard position > 0 else { return }
    try connection.run(
      "UPDATE school SET chain_head = $1, seal = $2, register_at = $3 WHERE id = $4",
      [
        .bytes(head), .bytes(key.seal(head, of: school.id.rawValue)),
        .integer(connection.changedRegister ? sequence : registerAt), SQLValue(school.id),
      ])
  }

  /// The policy in force.
  func policy() throws -> Policy {
    if let pinned { return pinned }
    let policy = try policies.policy(policyVersion, of: school.id) { try version(policyVersion) }
    pinned = policy
    return policy
  }

  /// Goes on under a policy that was adopted in this use case.
  func pin(_ policy: Policy) { pinned = policy }

  /// A kept version of a policy or a rule set, by its hash.
  func version<Value: Decodable>(_ hash: String) throws -> Value {
    let rows = try run("SELECT content FROM version WHERE school = $1 AND hash = $2", .text(hash))
    guard let row = rows.first else { throw StoreError.notFound("Versie", handle: hash) }
    return try Self.decode(try row.bytes("content"), what: "versie \(hash)")
  }

  /// A member, remembered for the rest of the use case.
  func member(_ id: MemberID) throws -> Member {
    if let member = people[id] { return member }
    guard let member = try members(where: "member.id = $2", .text(id.rawValue)).first else {
      throw StoreError.notFound("Lid", handle: id.rawValue)
    }
    remember(member)
    return member
  }

  /// Keeps a member for the rest of the use case.
  func remember(_ member: Member) { people[member.id] = member }

  /// Reads people anew, after something about them changed.
  func forgetPeople() {
    people = [:]
    knownHandlers = nil
    knownReaders = [:]
  }

  /// Throws `notFound` for a member that the school does not have.
  func require(_ member: MemberID) throws {
    guard people[member] == nil, !knownMembers.contains(member) else { return }
    let rows = try run("SELECT id FROM member WHERE school = $1 AND id = $2", SQLValue(member))
    if rows.isEmpty { throw StoreError.notFound("Lid", handle: member.rawValue) }
    knownMembers.insert(member)
  }

  /// Throws `notFound` for a group that the school does not have.
  func require(_ group: GroupID?) throws {
    guard let group, knownGroups.contains(group) == false else { return }
    let rows = try run("SELECT id FROM school_group WHERE school = $1 AND id = $2", SQLValue(group))
    if rows.isEmpty { throw StoreError.notFound("Groep", handle: group.rawValue) }
    knownGroups.insert(group)
  }

  /// Fifty places in a statement, after the school, so that it is prepared once whatever the number of values.
  static let places = (2...51).map { "$\($0)" }.joined(separator: ", ")

  /// Values in parts of fifty, the last one filled up with its own first value.
  static func parts(of values: [String]) -> [[SQLValue]] {
    stride(from: 0, to: values.count, by: 50).map { start in
      let part = values[start..<min(start + 50, values.count)]
      return part.map(SQLValue.text) + Array(repeating: .text(values[start]), count: 50 - part.count)
    }
  }

  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(_ bytes: [UInt8], what: String) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(bytes))
    } catch is DecodingError { throw StoreError.damaged("\(what) is niet te lezen") }
  }
}

/// What the hash of one line of the log is taken over.
struct Link {
  var school: String
  var sequence: Int64
  var position: Int
  var at: Int64
  var kind: String
  var actor: String?
  var member: String?
  var review: String?
  var body: String
  var previous: [UInt8]

  /// SHA-256 over all fields, each with its length before it, so that no two lines read alike.
  var hash: [UInt8] {
    let fields = [
      "fatsoen.event.1", school, String(sequence), String(position), String(at), kind, actor ?? "", member ?? "",
      review ?? "", body,
    ]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(body.utf8.count + 400)
    for field in fields {
      withUnsafeBytes(of: UInt32(field.utf8.count).bigEndian) { bytes += $0 }
      bytes += field.utf8
    }
    return Array(SHA256.hash(data: bytes + previous))
  }

  /// What stands before the first line of a school's log.
  static func origin(of school: SchoolID) -> [UInt8] { Array(SHA256.hash(data: Data("fatsoen.log.\(school)".utf8))) }
}

extension School {
  /// What is read of a school.
  static let columns = "id, name, time_zone, language, board, board_name"

  init(_ row: SQLRow) throws {
    self.init(
      id: try row.id("id"), name: try row.text("name"), timeZone: try row.text("time_zone"),
      language: try row.text("language"),
      board: try row.optionalText("board").map { board in
        GoverningBoard(id: board, name: try row.optionalText("board_name") ?? board)
      })
  }
}
