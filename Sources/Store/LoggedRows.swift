import Conduct

/// What a line of the log tells of the rows that changed with it, so that the log alone gives every row again.
struct LoggedRows: Codable {
  /// What is told of one row.
  struct Row {
    var columns: [String: LoggedValue] = [:]
    /// Whether it was added, so that all columns that are not told are null.
    var isNew = false
  }

  /// By table and key, such as `review r-1`.
  var rows: [String: Row] = [:]

  init() {}

  subscript(name: String) -> Row {
    get { rows[name] ?? Row() }
    set { if newValue.isNew || !newValue.columns.isEmpty { rows[name] = newValue } }
  }

  /// Reads what `encode` writes.
  init(from decoder: any Decoder) throws {
    for (name, columns) in try [String: [String: LoggedValue]](from: decoder) {
      let isNew = name.hasPrefix("+")
      rows[isNew ? String(name.dropFirst()) : name] = Row(columns: columns, isNew: isNew)
    }
  }

  /// Writes the columns by row; the name of an added row begins with `+`.
  func encode(to encoder: any Encoder) throws {
    let named = rows.map { ($1.isNew ? "+\($0)" : $0, $1.columns) }
    try Dictionary(named) { first, _ in first }.encode(to: encoder)
  }
}

/// A value of a row as a line of the log tells it.
enum LoggedValue: Hashable, Codable {
  case null
  case integer(Int64)
  case text(String)

  /// Takes a value over; bytes, and texts that are somebody's, only as a keyed hash.
  init(_ value: SQLValue, isSealed: Bool, by key: SchoolKey) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(number)
    case .real(let number): self = .text("\(number)")
    case .text(let text): self = .text(isSealed ? Self.hash(text, by: key) : text)
    case .bytes(let bytes): self = .text(Self.hash(hex(bytes), by: key))
    }
  }

  private static func hash(_ text: String, by key: SchoolKey) -> String {
    hex(Array(key.fingerprint(text, purpose: "row").prefix(16)))
  }

  /// Reads what `encode` writes.
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let number = try? container.decode(Int64.self) {  // no number is a text
      self = .integer(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  /// Writes the bare value.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .integer(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }
}

/// The particulars of an event together with the rows that changed, as they stand in the log.
struct LogLine: Codable {
  var body: Event.Body?
  var rows: LoggedRows?

  private enum CodingKeys: String, CodingKey { case rows }

  init(body: Event.Body, rows: LoggedRows?) {
    self.body = body
    self.rows = rows
  }

  /// Reads the rows; the particulars are read by `Event`.
  init(from decoder: any Decoder) throws {
    rows = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(LoggedRows.self, forKey: .rows)
  }

  /// Writes the rows beside the particulars.
  func encode(to encoder: any Encoder) throws {
    try body?.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(rows, forKey: .rows)
  }
}
