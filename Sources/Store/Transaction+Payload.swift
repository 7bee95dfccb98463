import Conduct

extension Transaction {
  /// A payload that was just saved.
  struct Saved {
    let id: String
    fileprivate let commit: () -> String
    /// What the log says of it; of the text of a clear message it says nothing.
    var commitment: String { commit() }
  }

  /// Encrypts personal content into a side row.
  func save(_ plain: String, about member: MemberID?, _ retention: Retention, due: Int64?) throws -> Saved {
    try save(Array(plain.utf8), about: member, retention, due: due)
  }

  /// Encrypts personal content that is no text, such as a picture, into a side row.
  func save(_ plain: [UInt8], about member: MemberID?, _ retention: Retention, due: Int64?) throws -> Saved {
    let id = nextName("p")
    let (box, commitment) = try key.close(plain, name: name(of: id))
    try connection.insert(
      into: "payload",
      [
        "school": SQLValue(school.id), "id": .text(id), "member": SQLValue(member), "class": .text(retention.rawValue),
        "box": .bytes(box), "created_at": .integer(at), "due_at": SQLValue(due),
      ])
    return Saved(id: id, commit: commitment)
  }

  /// Decrypts a payload; nil when it was purged or never kept.
  func payload(_ id: String?) throws -> String? {
    try box(id).map { String(decoding: try key.plain($0.box, name: $0.name), as: UTF8.self) }
  }

  /// Decrypts a payload that need be no text, with its commitment; nil when it was purged or never kept.
  func contents(of id: String?) throws -> (plain: [UInt8], commitment: String)? {
    try box(id).map { try key.open($0.box, name: $0.name) }
  }

  private func box(_ id: String?) throws -> (box: [UInt8], name: String)? {
    guard let id else { return nil }
    let rows = try run("SELECT box FROM payload WHERE school = $1 AND id = $2", .text(id))
    return try rows.first.map { (try $0.bytes("box"), name(of: id)) }
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

/// A new name: a letter and 60 random bits.
func makeID(_ letter: Character) -> String {
  // One call of the system for all signs.
  "\(letter)-\(signs(of: UInt64.random(in: .min ... .max)))"
}

/// The lowest 60 bits, highest first, in signs that are not mistaken for each other and stand in order of their value.
func signs(of bits: UInt64) -> String {
  let signs = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  return String(decoding: (0..<12).map { signs[Int(bits >> ((11 - $0) * 5) & 31)] }, as: UTF8.self)
}
