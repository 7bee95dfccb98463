public import Conduct

/// What re-computing a school's log found.
public struct Verification: Hashable, Sendable {
  /// The lines of the log.
  public var events: Int
  /// Payloads that are there and match their commitment.
  public var payloads: Int
  /// Payloads that were deleted by the rules.
  public var purged: Int
  /// Notes of who looked into a record.
  public var readings: Int
  /// Rows that the log gave again, by table.
  public var rows: [String: Int]
  /// Whether the log tells of rows from its first line on; one that an older program began does not, and then a row that
  /// was put in beside the program is not found.
  public var isToldFromTheStart: Bool
  /// Rows of which the log does not tell, for that reason, so that they could not be checked.
  public var untoldRows: Int
  /// The last hash, in hexadecimal digits; it belongs in every export.
  public var head: String
  /// When the head that was kept elsewhere was the last, in milliseconds; nil when none was given or it is not there.
  public var keptHeadAt: Int64?
  /// What is wrong, first one first; empty when all is well.
  public var faults: [Fault]

  /// Whether all is well.
  public var isWhole: Bool { faults.isEmpty }

  /// One thing that is wrong.
  public enum Fault: Hashable, Sendable, CustomStringConvertible {
    /// A line was changed after it was written.
    case changed(sequence: Int64, position: Int, kind: String)
    /// A line does not follow the one before it: something was taken out or put in.
    case gap(sequence: Int64, position: Int)
    /// The last line is not the one that the school's row names.
    case head(sequence: Int64)
    /// A head that was kept elsewhere stands nowhere in the log.
    case keptHead
    /// The whole log was written anew without the school's key.
    case seal
    /// A payload is not what the log committed to.
    case payload(String, sequence: Int64)
    /// A payload is gone, and no line says that it was purged.
    case missing(String, sequence: Int64)
    /// The notes of who looked into a record were changed, in a year, at a note or after it.
    case reading(year: Int64, number: Int64)
    /// A column of a row is not what the log says.
    case column(table: String, row: String, column: String, sequence: Int64)
    /// A row that the log does not tell of.
    case unknownRow(table: String, row: String)
    /// A row that the log tells of is gone.
    case missingRow(table: String, row: String, sequence: Int64)

    /// A Dutch sentence that says where.
    public var description: String {
      switch self {
      case .changed(let sequence, let position, let kind):
        "Logregel \(sequence).\(position) (\(kind)) is na het schrijven veranderd."
      case .gap(let sequence, let position):
        "Logregel \(sequence).\(position) sluit niet aan op de regel ervoor: er is iets weggehaald of tussengevoegd."
      case .head(let sequence): "Het log houdt op bij regel \(sequence), maar er hoort meer te zijn."
      case .keptHead:
        "De bewaarde kop staat niet in dit logboek: het logboek is opnieuw geschreven, of een oudere kopie is teruggezet."
      case .seal: "Het zegel op het log klopt niet: het log is buiten het programma om herschreven."
      case .payload(let id, let sequence): "De inhoud \(id) is niet meer wat logregel \(sequence) heeft vastgelegd."
      case .missing(let id, let sequence):
        "De inhoud \(id) van logregel \(sequence) is weg, zonder dat het log zegt dat zij is gewist."
      case .reading(let year, let number): "Het leeslog van \(year) klopt niet, bij of na regel \(number)."
      case .column(let table, let row, let column, let sequence):
        "Tabel \(table), rij \(row), kolom \(column): staat anders in de database dan logregel \(sequence) zegt."
      case .unknownRow(let table, let row): "Tabel \(table), rij \(row): het log weet niet van deze rij."
      case .missingRow(let table, let row, let sequence):
        "Tabel \(table), rij \(row): volgens logregel \(sequence) hoort zij er te zijn, maar zij is weg."
      }
    }
  }
}

extension Store {
  /// Re-computes the hash chain, opens every payload that still exists against its commitment, rebuilds every row of
  /// the state from the log alone and compares, and says where something does not fit. Deleting payloads by `purge`
  /// breaks nothing. A head that was kept elsewhere must stand in the log: no log that was written anew holds it.
  public func verify(school: SchoolID, keptHead: String? = nil) async throws -> Verification {
    try await read(school) { transaction in
      var result = try transaction.audit()
      guard let keptHead else { return result }
      let rows = try bytes(hex: keptHead).map {
        try transaction.run("SELECT at FROM event WHERE school = $1 AND hash = $2", .bytes($0))
      }
      result.keptHeadAt = try rows?.first?.integer("at")
      if result.keptHeadAt == nil { result.faults.append(.keptHead) }
      return result
    }
  }
}

extension Transaction {
  /// Re-computes the school's log as this transaction sees it.
  func audit() throws -> Verification {
    var audit = Audit(transaction: self)
    try audit.walk()
    try audit.checkPayloads()
    try audit.checkRows()
    try audit.checkReadings()
    return audit.result
  }
}
