import Crypto
import Foundation

/// The compiled form of a rule book on disk: one file per combination of paths, good only for the very bytes it was made
/// from. Whatever is wrong with it, the answer is nil and the sources are read.
struct RulebookCache {
  /// Goes up with every change of the packed form or of how sources are read.
  static let format: UInt8 = 7

  private static let magic = Array("fatsoen rulebook".utf8)
  private let path: String
  private let directory: String
  private let key: [UInt8]

  /// The cache of the files given.
  init(directory: String, folders: [Folder], policies: [Folder.File]) {
    var places = SHA256()
    var content = SHA256()
    content.update(data: [Self.format])
    for folder in folders {
      places.update(data: Data((folder.path + "\n").utf8))
      for file in folder.files { Self.add(file, to: &content) }
      content.update(data: [0])
    }
    for file in policies {
      places.update(data: Data((file.name + "\n").utf8))
      Self.add(file, to: &content)
    }
    let place = Array(places.finalize())
    content.update(data: place)
    key = Array(content.finalize())
    self.directory = directory
    path = directory + "/rulebook-" + place.prefix(8).hexadecimal + ".cache"
  }

  private static func add(_ file: Folder.File, to hash: inout SHA256) {
    hash.update(data: Data("\(file.name)\n\(file.bytes.count)\n".utf8))
    hash.update(data: file.bytes)
  }

  /// The rule book, when the file is there, whole, and made from the same sources by the same format.
  func read() -> Rulebook? {
    // A cache that cannot be read is a cache that is not there.
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return nil }
    let start = Self.magic.count + 1 + key.count
    let header = Self.magic + [Self.format] + key
    guard data.count > start + SHA256.byteCount, data.prefix(start).elementsEqual(header) else { return nil }
    let payload = data.dropFirst(start + SHA256.byteCount)
    guard SHA256.hash(data: payload).elementsEqual(data.dropFirst(start).prefix(SHA256.byteCount)) else { return nil }
    return payload.withUnsafeBytes { bytes in
      var unpacker = Unpacker(bytes)
      guard let book = try? Rulebook(from: &unpacker), unpacker.isAtEnd else { return nil }
      return book
    }
  }

  /// Writes the file in one go; a reader sees the old one or the new one.
  func write(_ book: Rulebook) {
    var packer = Packer(sharing: true)
    packer.add(book)
    var data = Data(Self.magic + [Self.format] + key)
    data.append(contentsOf: SHA256.hash(data: packer.bytes))
    data.append(contentsOf: packer.bytes)
    // A cache saves time only; where it cannot be written, every start reads the sources.
    try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try? data.write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
