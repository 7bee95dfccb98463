import Foundation

/// What an open file is. Here and not where files are opened: which module `stat` belongs to differs with what else is
/// linked there.
public struct FileStatus: Sendable {
  /// Whether it is a folder.
  public let isFolder: Bool
  /// The length in bytes of a regular file; nil for anything else.
  public let size: Int?

  /// Asks an open file; nil when it cannot say.
  public init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Asks what is at a path, behind links; nil when nothing is.
  public init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }
}
