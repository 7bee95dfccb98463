import Exchange
import Foundation

/// A file with messages in one of the forms that `import` reads.
enum MessageFile {
  case ndjson(MessageNDJSON)
  case csv(MessageCSV)

  /// The forms by name.
  enum Form: String {
    case ndjson
    case csv
  }

  /// Opens a file; without a form its name decides, then its first sign.
  init(_ input: Input, form: Form?, zone: TimeZone) throws {
    let form = try form ?? Self.form(of: input)
    switch form {
    case .ndjson: self = .ndjson(MessageNDJSON(zone: zone, read: input.read(into:)))
    case .csv:
      do {
        self = .csv(try MessageCSV(zone: zone, read: input.read(into:)))
      } catch let error as ExchangeError {
        throw CommandError("\(input.name ?? "standaardinvoer"): \(error.message)")
      }
    }
  }

  private static func form(of input: Input) throws -> Form {
    switch (input.name as NSString?)?.pathExtension.lowercased() {
    case "csv", "tsv", "txt": return .csv
    case "ndjson", "jsonl", "json": return .ndjson
    default: return try input.firstSign() == UInt8(ascii: "{") ? .ndjson : .csv
    }
  }

  /// The next message, or why it was refused; nil at the end.
  mutating func next() throws -> Result<MessageRow, RefusedRow>? {
    switch self {
    case .ndjson(var file):
      defer { self = .ndjson(file) }
      return try file.next()
    case .csv(var file):
      defer { self = .csv(file) }
      return try file.next()
    }
  }
}
