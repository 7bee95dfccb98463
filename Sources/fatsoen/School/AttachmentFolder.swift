import Conduct
import Exchange
import Foundation

/// The folder in which the files of attachments are; nothing outside it is read.
struct AttachmentFolder {
  private let root: String

  /// Takes a folder; throws when it is not there.
  init(path: String) throws {
    guard let root = Self.real(path) else { throw CommandError(Input.fault(errno, path)) }
    guard FileStatus(path: root)?.isFolder == true else {
      throw CommandError("\(path) is geen map; noem met --attachments de map met de bijlagen")
    }
    self.root = root
  }

  /// What a file in the folder tells of itself; throws `CommandError` when it is not there, or not inside.
  func metadata(of file: String) throws -> ImageMetadata {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    if file.hasPrefix("/") || parts.contains("..") || file.utf8.contains(0) {
      throw CommandError("\"\(file)\" wijst naar een plaats buiten de map met bijlagen; schrijf een pad vanaf die map")
    }
    guard let path = Self.real("\(root)/\(file)") else {
      throw CommandError(errno == ENOENT ? "\"\(file)\" staat niet in \(root)" : Input.fault(errno, file))
    }
    guard path.hasPrefix(root == "/" ? root : root + "/") else {
      throw CommandError(
        "\"\(file)\" is een verwijzing naar een plaats buiten de map met bijlagen; zet het bestand zelf erin")
    }
    return try ImageMetadata(path: path)
  }

  /// Asks the files of a message's attachments what they are: their bytes count, whatever was declared.
  static func look(
    into attachments: inout [Attachment], of row: MessageRow, in folder: AttachmentFolder?
  ) throws(RefusedRow) {
    for (index, given) in row.attachments.enumerated() {
      guard let file = given.file else { continue }
      func refused(_ reason: String) -> RefusedRow {
        RefusedRow(line: row.line, reason: "bijlage \"\(given.name)\", bestand: \(reason)")
      }
      guard let folder else {
        throw refused("standaardinvoer staat in geen map; noem de map met bijlagen met --attachments")
      }
      do {
        let facts = try folder.metadata(of: file)
        attachments[index].mediaType = facts.mediaType ?? given.mediaType
        attachments[index].size = facts.size
        // A picture asks for consent whatever it was called.
        if let kind = facts.kind, [.photo, .film].contains(kind) { attachments[index].kind = kind }
        attachments[index].hasLocation = facts.hasLocation
      } catch let error as CommandError {
        throw refused(error.message)
      } catch {
        throw refused("\(error)")
      }
    }
  }

  /// The path without links; nil when nothing is there, with the reason in `errno`.
  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

extension ImageMetadata {
  /// Reads a file on disk; throws `CommandError` when it cannot be read or is no file.
  init(path: String) throws {
    // Whoever put a pipe in the folder must not make the reader wait.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw CommandError(Input.fault(errno, path)) }
    defer { close(descriptor) }
    guard let size = FileStatus(descriptor: descriptor)?.size else {
      throw CommandError("\(path) is geen gewoon bestand; noem een foto of film")
    }
    try self.init(size: size) { place, buffer in
      while true {
        let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(place))
        if count >= 0 { return count }
        if errno != EINTR { throw CommandError("\(path): lezen lukt niet: \(String(cString: strerror(errno)))") }
      }
    }
  }
}
