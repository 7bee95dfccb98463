import Conduct

/// The text of one line of the log: the particulars of an event, and beside them the rows that changed with it. What an
/// audit needs of a line is read in one pass, since it reads every line that there is.
struct LogLine {
  /// Keyed commitments to payloads, by payload.
  var commitments: [(payload: String, value: String)] = []
  /// Payloads that were deleted.
  var deleted: [String] = []
  /// The outcome of the event.
  var outcome: String?
  /// The rows that changed; nil in the log of an older program.
  var rows: [(name: String, row: LoggedRows.Row)]?

  /// The text that goes into the log.
  static func text(_ body: Event.Body, _ rows: LoggedRows?) throws -> String {
    let particulars = try Transaction.json(body)
    guard let rows else { return particulars }
    return particulars.dropLast() + (particulars == "{}" ? "" : ",") + "\"rows\":\(rows.json)}"
  }

  /// Reads a text that `text` made; throws `JSONReader.Fault` for anything else.
  init(_ text: String) throws {
    self = try JSONReader.read(text) { reader in
      var line = LogLine()
      try reader.members { name, reader in
        switch name {
        case "commitments":
          try reader.members { payload, reader in line.commitments.append((payload, try reader.string())) }
        case "deleted": try reader.elements { line.deleted.append(try $0.string()) }
        case "outcome": line.outcome = try reader.string()
        case "rows":
          var rows: [(name: String, row: LoggedRows.Row)] = []
          try reader.members { name, reader in
            var row = LoggedRows.Row(isNew: name.hasPrefix("+"))
            try reader.members { column, reader in row.columns[column] = try Self.value(&reader) }
            rows.append((row.isNew ? String(name.dropFirst()) : name, row))
          }
          line.rows = rows
        default: try reader.skip()
        }
      }
      return line
    }
  }

  private init() {}

  private static func value(_ reader: inout JSONReader) throws -> LoggedValue {
    if reader.next == UInt8(ascii: "\"") { return .text(try reader.string()) }
    guard reader.next == UInt8(ascii: "n") else { return .integer(try reader.integer()) }
    try reader.skip()
    return .null
  }
}
