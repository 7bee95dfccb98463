import Conduct

/// How long payload is kept, as a class of retention.
enum Retention: String {
  case register
  case open
  case recent
  case dismissed
  case minor
  case warning
  case restriction
  case external
  case audit

  /// Days when the school's policy does not say; classes without an end of their own have none.
  private var defaultDays: Int? {
    switch self {
    case .register, .open: nil
    case .recent: 14
    case .dismissed: 28
    case .minor: 365
    case .warning: 730
    case .restriction: 365
    case .external, .audit: 730
    }
  }

  /// Days by the school's policy, or the product's choice; `recent` stays within 0 to 14.
  func days(_ policy: Policy) -> Int? {
    guard let days = policy.retention[rawValue]?.value ?? defaultDays else { return nil }
    return self == .recent ? min(max(days, 0), 14) : max(days, 0)
  }

  /// When payload of this class is due, counted from a moment.
  func due(from time: Int64, _ policy: Policy) -> Int64? {
    days(policy).map { time + Int64($0) * Ladder.day }
  }
}

extension Transaction {
  /// A payload that was just saved.
  struct Saved {
    let id: String
    let commitment: String
  }

  /// Encrypts personal content into a side row.
  func save(_ plain: String, about member: MemberID?, _ retention: Retention, due: Int64?) throws -> Saved {
    let id = makeID("p")
    let (box, commitment) = try key.close(Array(plain.utf8), name: name(of: id))
    try connection.insert(
      into: "payload",
      [
        "school": SQLValue(school.id), "id": .text(id), "member": SQLValue(member), "class": .text(retention.rawValue),
        "box": .bytes(box), "created_at": .integer(at), "due_at": SQLValue(due),
      ])
    return Saved(id: id, commitment: commitment)
  }

  /// Decrypts a payload; nil when it was purged or never kept.
  func payload(_ id: String?) throws -> String? {
    guard let id else { return nil }
    guard let row = try run("SELECT box FROM payload WHERE school = $1 AND id = $2", .text(id)).first else {
      return nil
    }
    return String(decoding: try key.open(try row.bytes("box"), name: name(of: id)).plain, as: UTF8.self)
  }

  /// Moves payloads to another class with another end.
  func keep(_ ids: [String], as retention: Retention, until due: Int64?) throws {
    for id in ids {
      try connection.run(
        "UPDATE payload SET class = $1, due_at = $2 WHERE school = $3 AND id = $4",
        [.text(retention.rawValue), SQLValue(due), SQLValue(school.id), .text(id)])
    }
  }

  /// The name that binds a box to its row and school.
  func name(of payload: String) -> String { "\(school.id)/\(payload)" }
}

/// A new name: a letter and 60 random bits, in signs that are not mistaken for each other.
func makeID(_ letter: Character) -> String {
  let signs = Array("0123456789abcdefghjkmnpqrstvwxyz")
  return "\(letter)-" + String((0..<12).map { _ in signs[Int.random(in: 0..<32)] })
}
