public import Conduct
import Foundation
import Synchronization

/// Where the keys of schools are kept: a folder outside the database, one file a school, readable by the owner only.
public struct Keyring: Sendable {
  /// The folder.
  public let directory: String
  private let known = KnownKeys()

  /// Names a folder; it is made when the first key is.
  public init(directory: String) { self.directory = directory }

  /// The file of a school's key.
  public func path(of school: SchoolID) -> String { "\(directory)/\(school).key" }

  /// The file of the key that takes the place of a school's key, while that is being done.
  private func nextPath(of school: SchoolID) -> String { path(of: school) + ".new" }

  /// Reads a school's key; throws when the file is missing, is no key, or can be read by others.
  public func key(of school: SchoolID) throws -> SchoolKey { try read(path(of: school), of: school).key }

  /// Reads a school's key, and throws `wrongKey` for another than the school's. When replacing it was broken off after
  /// the database had the new one, that is finished first.
  func key(of school: SchoolID, thatPasses check: [UInt8]) throws -> SchoolKey {
    let present = try read(path(of: school), of: school)
    if present.check == check { return present.key }
    guard let next = nextKey(of: school), next.check(of: school.rawValue) == check else {
      throw StoreError.wrongKey(path: path(of: school))
    }
    try promote(school)
    return next
  }

  /// The key that was written to take the place of the present one; nil when there is none, or it cannot be read.
  func nextKey(of school: SchoolID) -> SchoolKey? { try? read(nextPath(of: school), of: school).key }

  private func read(_ path: String, of school: SchoolID) throws -> KnownKeys.Known {
    var status = stat()
    guard Self.isFileName(school.rawValue), stat(path, &status) == 0 else { throw StoreError.missingKey(path: path) }
    if status.st_mode & 0o077 != 0 { throw StoreError.exposedKey(path: path) }
    if let known = known.key(path, as: status) { return known }
    guard let data = FileManager.default.contents(atPath: path) else { throw StoreError.missingKey(path: path) }
    let text = String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace }
    guard let key = bytes(hex: text).flatMap(SchoolKey.init(bytes:)) else { throw StoreError.wrongKey(path: path) }
    return known.keep(key, check: key.check(of: school.rawValue), path, as: status)
  }

  /// Reads a school's key, or makes it when there is none yet.
  func keyOrNew(of school: SchoolID) throws -> SchoolKey {
    guard Self.isFileName(school.rawValue) else {
      throw StoreError.invalid("De schoolnaam “\(school)” mag alleen kleine letters, cijfers en streepjes hebben.")
    }
    let path = path(of: school)
    if FileManager.default.fileExists(atPath: path) { return try key(of: school) }
    let unwritable = StoreError.cannotOpen(path: path, detail: "sleutelbestand niet te schrijven")
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw unwritable }
    let key = SchoolKey()
    try write(key, to: path)
    return key
  }

  /// Writes a key beside the present one, so that it is there before anything is encrypted with it. One that was left
  /// over from a time when that was broken off is written over.
  func prepare(_ key: SchoolKey, of school: SchoolID) throws {
    unlink(nextPath(of: school))
    try write(key, to: nextPath(of: school))
  }

  /// Puts the prepared key in the place of the present one, which is kept under another name for old backups; gives that
  /// name.
  @discardableResult
  func promote(_ school: SchoolID) throws -> String {
    let path = path(of: school)
    var number = 1
    while FileManager.default.fileExists(atPath: "\(path).\(number)") { number += 1 }
    guard link(path, "\(path).\(number)") == 0, rename(nextPath(of: school), path) == 0 else {
      throw StoreError.cannotOpen(path: path, detail: "sleutelbestand niet te vervangen")
    }
    return "\(path).\(number)"
  }

  private func write(_ key: SchoolKey, to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else { throw StoreError.cannotOpen(path: path, detail: "sleutelbestand niet te schrijven") }
    defer { close(file) }
    let line = Array((hex(key.bytes) + "\n").utf8)
    guard Foundation.write(file, line, line.count) == line.count, fsync(file) == 0 else {
      unlink(path)
      throw StoreError.diskFull
    }
  }

  private static func isFileName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }
}

/// Keys that were read before, for as long as their files are the same: every transaction asks for one.
private final class KnownKeys: Sendable {
  struct Known {
    var key: SchoolKey
    /// By which a database knows the key.
    var check: [UInt8]
    fileprivate var file: [Int]
  }

  private let keys = Mutex<[String: Known]>([:])

  func key(_ path: String, as status: stat) -> Known? {
    keys.withLock { keys in keys[path].flatMap { $0.file == Self.file(status) ? $0 : nil } }
  }

  func keep(_ key: SchoolKey, check: [UInt8], _ path: String, as status: stat) -> Known {
    let known = Known(key: key, check: check, file: Self.file(status))
    keys.withLock { $0[path] = known }
    return known
  }

  /// What is another when the file was replaced or written.
  private static func file(_ status: stat) -> [Int] {
    [
      Int(truncatingIfNeeded: status.st_dev), Int(truncatingIfNeeded: status.st_ino), Int(status.st_size),
      status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
    ]
  }
}
