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
  /// A file larger than any school's, with the most that is read, in bytes.
  case tooLarge(bytes: Int, most: Int)
  /// XML that cannot be read, with the place and the parser's own words.
  case brokenXML(line: Int, column: Int, reason: String)
  /// XML with a document type, through which a file could read others or grow without end.
  case documentType(line: Int)
  /// XML of another kind, with its first element.
  case otherXML(root: String)
  /// A text in an encoding that is not read.
  case otherEncoding(String)
  /// Bytes that are no UTF-8, though the file says they are, with the line.
  case notUTF8(line: Int)
  /// A zip that cannot be read, or that holds what no roster holds.
  case refusedZip(String)
  /// A file of a kind that is not known, with what can be done.
  case unknownKind(String)
  /// Files of more than one school, with their names.
  case severalSchools([String])
  /// Lines that cannot be read, each with its number and what is wrong.
  case refusedLines([String])
  /// A file of another school than the one asked for.
  case noSuchSchool(String, found: [String])

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
    case .tooLarge(let bytes, let most):
      "het bestand is \(bytes >> 20) MB en er wordt hoogstens \(most >> 20) MB gelezen; een school van 600 leerlingen "
        + "past in enkele MB"
    case .brokenXML(let line, let column, let reason):
      "geen geldige XML op regel \(line), teken \(column) (\(reason)); exporteer het bestand opnieuw"
    case .documentType(let line):
      "regel \(line) heeft een DOCTYPE; dat hoort niet in EDEXML en wordt om veiligheid geweigerd"
    case .otherXML(let root):
      "dit is XML met <\(root)> als begin, geen EDEXML (dat begint met <EDEX>); kies in de administratie de export EDEXML"
    case .otherEncoding(let name): "de tekens staan in \(name); sla het bestand op als UTF-8"
    case .notUTF8(let line): "regel \(line) heeft tekens die geen UTF-8 zijn; exporteer het bestand opnieuw als UTF-8"
    case .refusedZip(let reason): "het zipbestand wordt niet gelezen: \(reason)"
    case .unknownKind(let advice): "dit soort bestand is niet bekend; \(advice)"
    case .refusedLines(let lines): lines.joined(separator: "; ")
    case .severalSchools(let names):
      "het bestand is van meer scholen (\(names.joined(separator: ", "))); kies er een met --of NAAM"
    case .noSuchSchool(let name, let found):
      "de school \(name) staat niet in het bestand; wel: \(found.joined(separator: ", "))"
    }
  }
}
