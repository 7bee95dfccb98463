import Conduct

/// What a line of the log tells of the rows that changed with it, so that the log alone gives every row again.
struct LoggedRows {
  /// What is told of one row.
  struct Row {
    var columns: LoggedColumns = LoggedColumns()
    /// Whether it was added, so that all columns that are not told are null.
    var isNew = false
  }

  /// By table and key, such as `review r-1`.
  var rows: [String: Row] = [:]

  /// The columns by row as they stand in the log; the name of an added row begins with `+`.
  var json: String {
    var text = "{"
    for (name, row) in rows.sorted(by: { $0.key < $1.key }) {
      if text.utf8.count > 1 { text += "," }
      text += LoggedValue.text(row.isNew ? "+\(name)" : name).json + ":" + row.columns.json
    }
    return text + "}"
  }
}

/// Columns of one row with their values. There are few of them, so that looking along them is faster than a table.
struct LoggedColumns {
  private var told: [(column: String, value: LoggedValue)] = []

  /// The value of a column; nil when it is not told.
  subscript(column: String) -> LoggedValue? {
    get { told.first { $0.column == column }?.value }
    set {
      let place = told.firstIndex { $0.column == column }
      switch (place, newValue) {
      case (let place?, let value?): told[place].value = value
      case (nil, let value?): told.append((column, value))
      case (let place?, nil): told.remove(at: place)
      case (nil, nil): break
      }
    }
  }

  var isEmpty: Bool { told.isEmpty }

  /// Takes over what is told later.
  mutating func merge(_ later: LoggedColumns) {
    for (column, value) in later.told { self[column] = value }
  }

  fileprivate var json: String {
    var text = "{"
    for (index, (column, value)) in told.sorted(by: { $0.column < $1.column }).enumerated() {
      text += (index == 0 ? "" : ",") + LoggedValue.text(column).json + ":" + value.json
    }
    return text + "}"
  }
}

/// A value of a row as a line of the log tells it.
enum LoggedValue: Hashable {
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

  /// The bare value in JSON.
  fileprivate var json: String {
    switch self {
    case .null: return "null"
    case .integer(let number): return String(number)
    case .text(let text):
      var quoted = "\""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": quoted += "\\\(scalar)"
        case "\u{0}"..<" ": quoted += "\\u00\(hex([UInt8(scalar.value)]))"
        default: quoted.unicodeScalars.append(scalar)
        }
      }
      return quoted + "\""
    }
  }
}
