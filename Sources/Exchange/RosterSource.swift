import Foundation

/// A file of which a roster is read: a file on disk, or an entry of a zip.
struct RosterSource {
  /// The most that is read of one file, in bytes; a school of 600 pupils fits in a few million.
  static let largest = 64 << 20

  /// The name as it was given.
  let name: String
  private let content: Content

  private enum Content {
    case file(URL)
    case bytes([UInt8])
  }

  /// A file on disk; throws `tooLarge` before anything of it is read.
  init(_ url: URL, name: String) throws {
    self.name = name
    content = .file(url)
    let size = try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    if size > Self.largest { throw ExchangeError.tooLarge(bytes: size, most: Self.largest) }
  }

  /// Bytes in memory.
  init(_ bytes: [UInt8], name: String) {
    self.name = name
    content = .bytes(bytes)
  }

  /// A stream of the bytes.
  func stream() throws -> InputStream {
    switch content {
    case .file(let url):
      guard let stream = InputStream(url: url) else { throw CocoaError(.fileReadUnknown) }
      return stream
    case .bytes(let bytes): return InputStream(data: Data(bytes))
    }
  }

  /// Reads the bytes from the start, block by block.
  func reader() throws -> LineBlocks.Read {
    switch content {
    case .file(let url):
      let handle = try FileHandle(forReadingFrom: url)
      return { buffer in
        let data = try handle.read(upToCount: buffer.count) ?? Data()
        return data.copyBytes(to: buffer)
      }
    case .bytes(let bytes):
      var rest = bytes[...]
      return { buffer in
        let part = rest.prefix(buffer.count)
        buffer.copyBytes(from: part)
        rest = rest.dropFirst(part.count)
        return part.count
      }
    }
  }

  /// The first bytes, at most so many.
  func start(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let read = try reader()
    while bytes.count < count, try bytes.append(from: read, atMost: count - bytes.count) > 0 {}
    return bytes
  }

  /// All bytes.
  func all() throws -> [UInt8] {
    switch content {
    case .file(let url): return Array(try Data(contentsOf: url))
    case .bytes(let bytes): return bytes
    }
  }
}
