/// What is wrong with a file of others, and where.
public enum ExchangeError: Error, Hashable, Sendable {
  /// A line is longer than any message can be.
  case lineTooLong(bytes: Int)
  /// A file without a single line.
  case empty
  /// Columns that cannot be missed, with the columns that were found.
  case missingColumns([String], found: [String])
  /// Two columns that mean the same.
  case doubleColumn(String)
  /// A quotation mark that is never closed, with the line that it stands on.
  case openQuote(line: Int)

  /// The fault in Dutch, saying what to do.
  public var message: String {
    switch self {
    case .lineTooLong(let bytes):
      "een regel is langer dan \(bytes >> 20) MB; is dit een bestand met een bericht per regel?"
    case .empty: "het bestand is leeg"
    case .missingColumns(let missing, let found):
      "\(missing.count == 1 ? "de kolom" : "de kolommen") \(missing.joined(separator: ", ")) "
        + "\(missing.count == 1 ? "ontbreekt" : "ontbreken"); gevonden: \(found.joined(separator: ", "))"
    case .doubleColumn(let name): "de kolom \(name) staat er twee keer"
    case .openQuote(let line):
      "het aanhalingsteken op regel \(line) wordt nergens gesloten; zet er een \" achter of haal het weg"
    }
  }
}
