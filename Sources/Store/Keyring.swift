public import Conduct
import Foundation

/// Where the keys of schools are kept: a folder outside the database, one file a school, readable by the owner only.
public struct Keyring: Sendable {
  /// The folder.
  public let directory: String

  /// Names a folder; it is made when the first key is.
  public init(directory: String) { self.directory = directory }

  /// The file of a school's key.
  public func path(of school: SchoolID) -> String { "\(directory)/\(school).key" }

  /// Reads a school's key; throws when the file is missing, is no key, or can be read by others.
  public func key(of school: SchoolID) throws -> SchoolKey {
    let path = path(of: school)
    var status = stat()
    guard Self.isFileName(school.rawValue), stat(path, &status) == 0 else { throw StoreError.missingKey(path: path) }
    if status.st_mode & 0o077 != 0 { throw StoreError.exposedKey(path: path) }
    guard let data = FileManager.default.contents(atPath: path) else { throw StoreError.missingKey(path: path) }
    let text = String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace }
    guard let key = bytes(hex: text).flatMap(SchoolKey.init(bytes:)) else { throw StoreError.wrongKey(path: path) }
    return key
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
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else { throw unwritable }
    defer { close(file) }
    let line = Array((hex(key.bytes) + "\n").utf8)
    guard write(file, line, line.count) == line.count, fsync(file) == 0 else {
      unlink(path)
      throw StoreError.diskFull
    }
    return key
  }

  private static func isFileName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }
}
