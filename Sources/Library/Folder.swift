import Conduct
import Crypto
import Foundation

/// The text files of a folder and its subfolders, read once and in a fixed order.
struct Folder {
  /// A file and its bytes.
  struct File {
    /// The path from the folder, with `/`.
    var name: String
    var bytes: Data

    /// `sha256:` and 64 hexadecimal digits of the bytes.
    var version: String { "sha256:" + SHA256.hash(data: bytes).hexadecimal }

    /// The text without a byte order mark; a complaint and nil when it is no UTF-8.
    func text(at path: String, complaints: inout [Complaint]) -> String? {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        complaints.append(
          Complaint(
            .error, code: "Y006", at: SourceLocation(file: path, line: 1), problem: "het bestand is geen UTF-8",
            advice: "sla het op als UTF-8"))
        return nil
      }
      return (text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text).unixLines
    }
  }

  /// The path as given, without a final `/`.
  let path: String
  let files: [File]

  /// Reads all `.yaml` and `.txt` files, one level of subfolders deep.
  static func read(_ path: String) throws(LibraryError) -> Folder {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    var files: [File] = []
    for entry in try names(in: path) {
      let place = path + "/" + entry
      if isText(entry) {
        files.append(File(name: entry, bytes: try bytes(of: place)))
      } else if isDirectory(place), !entry.hasPrefix(".") {
        for inner in try names(in: place) where isText(inner) {
          files.append(File(name: entry + "/" + inner, bytes: try bytes(of: place + "/" + inner)))
        }
      }
    }
    return Folder(path: path, files: files)
  }

  /// The bytes of one file.
  static func bytes(of path: String) throws(LibraryError) -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw LibraryError.unreadable(path: path, reason: reason(error, path))
    }
  }

  /// The path of a file as complaints show it.
  func path(of file: File) -> String { path + "/" + file.name }

  private static func names(in path: String) throws(LibraryError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw LibraryError.unreadable(path: path, reason: reason(error, path))
    }
  }

  private static func reason(_ error: any Error, _ path: String) -> String {
    FileManager.default.fileExists(atPath: path) ? "niet te lezen (\(error.localizedDescription))" : "bestaat niet"
  }

  private static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }

  private static func isText(_ name: String) -> Bool {
    !name.hasPrefix(".") && [".yaml", ".txt", ".weights"].contains { name.hasSuffix($0) }
  }
}

extension String {
  /// The same text with `\n` alone as line end.
  fileprivate var unixLines: String {
    utf8.contains(13) ? replacingOccurrences(of: "\r\n", with: "\n") : self
  }
}
