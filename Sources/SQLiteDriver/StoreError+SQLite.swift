import GRDB
import Store

extension StoreError {
  /// Says in the store's words what SQLite reports.
  init(_ error: DatabaseError, path: String) {
    let detail = error.message ?? "code \(error.extendedResultCode.rawValue)"
    // The index of the write-ahead log could not grow: the disk is full too.
    if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE {
      self = .diskFull
      return
    }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
    case .SQLITE_FULL: self = .diskFull
    case .SQLITE_IOERR: self = .diskFault("\(detail), code \(error.extendedResultCode.rawValue)")
    case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly
    case .SQLITE_NOTADB: self = .notADatabase(path: path)
    case .SQLITE_CORRUPT: self = .damaged(detail)
    case .SQLITE_CANTOPEN: self = .cannotOpen(path: path, detail: detail)
    case .SQLITE_CONSTRAINT: self = .constraint(detail)
    case .SQLITE_ERROR where detail.hasPrefix("no such table"): self = .missingTable(detail)
    default: self = .damaged("\(detail) (code \(error.extendedResultCode.rawValue))")
    }
  }
}
