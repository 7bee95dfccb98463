import CBlocks
import Crypto
import Foundation

/// The compiled form of a rule book on disk: one file per combination of paths, good only for the very bytes it was made
/// from. Whatever is wrong with it, the answer is nil and the sources are read.
struct RulebookCache {
  /// Goes up with every change of the packed form or of how sources are read.
  static let format: UInt8 = 9

  private static let magic = Array("fatsoen rulebook".utf8)
  private let path: String
  private let directory: String
  private let key: [UInt8]

  /// The cache of the files given.
  init(directory: String, folders: [Folder], policies: [Folder.File]) {
    var places = SHA256()
    var content = content_hash_start()
    Self.add([Self.format], to: &content)
    for folder in folders {
      places.update(data: Data((folder.path + "\n").utf8))
      for file in folder.files { Self.add(file, to: &content) }
      Self.add([0], to: &content)
    }
    for file in policies {
      places.update(data: Data((file.name + "\n").utf8))
      Self.add(file, to: &content)
    }
    let place = Array(places.finalize())
    Self.add(place, to: &content)
    key = Self.bytes(content)
    self.directory = directory
    path = directory + "/rulebook-" + place.prefix(8).hexadecimal + ".cache"
  }

  private static func add(_ file: Folder.File, to hash: inout content_hash) {
    add(file.name.utf8, to: &hash)
    add(file.bytes, to: &hash)
  }

  private static func add(_ bytes: some Collection<UInt8>, to hash: inout content_hash) {
    let isDone = bytes.withContiguousStorageIfAvailable { content_hash_add(&hash, $0.baseAddress, $0.count) } != nil
    if !isDone { add(Array(bytes), to: &hash) }
  }

  private static func bytes(_ hash: content_hash) -> [UInt8] { withUnsafeBytes(of: hash.lanes) { Array($0) } }

  /// What tells whether a packed book is whole.
  private static func sum(of payload: some Collection<UInt8>) -> [UInt8] {
    var hash = content_hash_start()
    add(payload, to: &hash)
    return bytes(hash)
  }

  /// The rule book, when the file is there, whole, and made from the same sources by the same format.
  func read() -> Rulebook? {
    // A cache that cannot be read is a cache that is not there.
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else { return nil }
    let header = Self.magic + [Self.format] + key
    let start = header.count + key.count
    guard data.count > start, data.prefix(header.count).elementsEqual(header) else { return nil }
    let payload = data.dropFirst(start)
    guard Self.sum(of: payload).elementsEqual(data[header.count..<start]) else { return nil }
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
    data.append(contentsOf: Self.sum(of: packer.bytes))
    data.append(contentsOf: packer.bytes)
    // A cache saves time only; where it cannot be written, every start reads the sources.
    try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try? data.write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
