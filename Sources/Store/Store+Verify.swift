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
  /// The last hash, in hexadecimal digits; it belongs in every export.
  public var head: String
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
    /// The whole log was written anew without the school's key.
    case seal
    /// A payload is not what the log committed to.
    case payload(String, sequence: Int64)
    /// A payload is gone, and no line says that it was purged.
    case missing(String, sequence: Int64)
    /// The notes of who looked into a record were changed, in a year, at a note or after it.
    case reading(year: Int64, number: Int64)
    /// A stored state is not what the log says.
    case state(what: String, id: String, sequence: Int64)

    /// A Dutch sentence that says where.
    public var description: String {
      switch self {
      case .changed(let sequence, let position, let kind):
        "Logregel \(sequence).\(position) (\(kind)) is na het schrijven veranderd."
      case .gap(let sequence, let position):
        "Logregel \(sequence).\(position) sluit niet aan op de regel ervoor: er is iets weggehaald of tussengevoegd."
      case .head(let sequence): "Het log houdt op bij regel \(sequence), maar er hoort meer te zijn."
      case .seal: "Het zegel op het log klopt niet: het log is buiten het programma om herschreven."
      case .payload(let id, let sequence): "De inhoud \(id) is niet meer wat logregel \(sequence) heeft vastgelegd."
      case .missing(let id, let sequence):
        "De inhoud \(id) van logregel \(sequence) is weg, zonder dat het log zegt dat zij is gewist."
      case .reading(let year, let number): "Het leeslog van \(year) klopt niet, bij of na regel \(number)."
      case .state(let what, let id, let sequence):
        "\(what) \(id) staat anders in de database dan logregel \(sequence) zegt."
      }
    }
  }
}

extension Store {
  /// Re-computes the hash chain, opens every payload that still exists against its commitment, replays the log, and says
  /// where something does not fit. Deleting payloads by `purge` breaks nothing.
  public func verify(school: SchoolID) async throws -> Verification {
    try await read(school) { try $0.audit() }
  }
}

extension Transaction {
  /// Re-computes the school's log as this transaction sees it.
  func audit() throws -> Verification {
    var audit = Audit(transaction: self)
    try audit.walk()
    try audit.checkPayloads()
    try audit.checkStates()
    try audit.checkReadings()
    return audit.result
  }
}
