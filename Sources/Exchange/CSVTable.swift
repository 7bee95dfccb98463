import Conduct
import Foundation

/// A CSV file whose columns are found by name, whatever their order, case and spelling of spaces.
struct CSVTable {
  /// One row, with its fields by column.
  struct Row {
    /// The line of the file that it begins on, counted from 1.
    let line: Int
    fileprivate let fields: [String]
    fileprivate let columns: [String: Int]

    /// The text of a column, without white space around it; nil when the column is missing or the field is empty.
    subscript(_ names: String...) -> String? {
      for name in names {
        guard let column = columns[name], column < fields.count else { continue }
        let text = fields[column].trimmingCharacters(in: .whitespacesAndNewlines)
        if !text.isEmpty { return text }
      }
      return nil
    }
  }

  /// The names of the columns as the file writes them.
  let header: [String]
  private let columns: [String: Int]
  private var records: CSVRecords

  /// Reads the header; throws `ExchangeError` for an empty file, or an encoding that is not read.
  init(_ source: RosterSource) throws {
    records = try CSVRecords(read: source.reader())
    guard let first = try records.next() else { throw ExchangeError.empty }
    var names = first.fields.map { String(decoding: $0, as: UTF8.self) }
    // Spreadsheets end each line with the separators of empty columns.
    while names.last?.isEmpty == true { names.removeLast() }
    header = names
    columns = Dictionary(names.enumerated().map { (Self.key($1), $0) }) { first, _ in first }
    if let double = Dictionary(grouping: names.map(Self.key), by: { $0 }).first(where: { $1.count > 1 })?.key {
      throw ExchangeError.doubleColumn(double)
    }
  }

  /// Whether all these columns are there.
  func has(_ names: String...) -> Bool { names.allSatisfy { columns[$0] != nil } }

  /// Throws `missingColumns` unless all these columns are there.
  func require(_ names: String...) throws {
    let missing = names.filter { columns[$0] == nil }
    if !missing.isEmpty { throw ExchangeError.missingColumns(missing, found: header) }
  }

  /// The next row, or nil at the end. A row with other fields than the header is a remark of its own: nothing is guessed.
  mutating func next() throws -> Result<Row, RefusedRow>? {
    while let record = try records.next() {
      var fields = record.fields.map { String(decoding: $0, as: UTF8.self) }
      while fields.count > header.count, fields.last?.allSatisfy(\.isWhitespace) == true { fields.removeLast() }
      if fields.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { continue }
      guard fields.count <= header.count else {
        return .failure(
          RefusedRow(
            line: record.line,
            reason: "\(fields.count) velden, maar de kopregel heeft er \(header.count); staat een tekst met een "
              + "scheidingsteken niet tussen aanhalingstekens?"))
      }
      return .success(Row(line: record.line, fields: fields, columns: columns))
    }
    return nil
  }

  /// A name of a column for comparing: letters and digits in lower case, without the star of a compulsory column and
  /// what stands between brackets.
  static func key(_ name: String) -> String {
    let bare = name.prefix { $0 != "(" }
    return PersonName.fold(String(bare)).filter { $0.isLetter || $0.isNumber }
  }
}

extension Day {
  /// Reads a day as files write it: `2026-03-01`, `1-3-2026`, `01/03/2026`; nil for anything else.
  init?(anyForm text: String) {
    guard let date = PortalTime.parse(text, in: .gmt), text.count < 11 else { return nil }
    self.init(number: Int((date.timeIntervalSince1970 / 86_400).rounded(.down)))
  }
}
