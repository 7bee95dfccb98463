public import Foundation

/// Messages from a CSV export: semicolons, commas or tabs, UTF-8 (with or without byte order mark) or Windows-1252,
/// Dutch or English column names, line breaks inside quotation marks; read as a stream.
public struct MessageCSV {
  private var records: CSVRecords
  private let columns: [MessageColumn?]
  private let zone: TimeZone
  private var lines: [String: Int] = [:]

  /// Reads the header; throws `ExchangeError` when a column that cannot be missed is not there.
  public init(zone: TimeZone, read: @escaping LineBlocks.Read) throws {
    records = try CSVRecords(read: read)
    guard let header = try records.next() else { throw ExchangeError.empty }
    let names = header.fields.map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespaces) }
    columns = names.map(MessageColumn.init(name:))
    self.zone = zone
    for column in MessageColumn.allCases where columns.count(where: { $0 == column }) > 1 {
      throw ExchangeError.doubleColumn(column.names[0])
    }
    let missing = MessageColumn.required.filter { !columns.contains($0) }
    if !missing.isEmpty { throw ExchangeError.missingColumns(missing.map { $0.names[0] }, found: names) }
  }

  /// The next message, or why a row was refused; nil at the end. Throws when the rest cannot be read.
  public mutating func next() throws -> Result<MessageRow, RefusedRow>? {
    guard let record = try records.next() else { return nil }
    guard record.fields.count == columns.count else {
      return .failure(
        RefusedRow(
          line: record.line,
          reason: "\(record.fields.count) velden, maar de kopregel heeft er \(columns.count); "
            + "staat een tekst met een scheidingsteken niet tussen aanhalingstekens?"))
    }
    var fields: [MessageColumn: [UInt8]] = [:]
    for (column, field) in zip(columns, record.fields) {
      if let column { fields[column] = field }
    }
    do {
      let row = try MessageRow(line: record.line, fields: fields, zone: zone, bytesOfText: fields[.text] ?? [])
      if let first = lines[row.id] {
        return .failure(RefusedRow(line: record.line, reason: "het id \(row.id) staat al op regel \(first)"))
      }
      lines[row.id] = record.line
      return .success(row)
    } catch {
      return .failure(error)
    }
  }
}
