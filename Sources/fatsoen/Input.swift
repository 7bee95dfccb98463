import Exchange
import Foundation

/// One file, or standard input, that is read as a stream.
final class Input: @unchecked Sendable {
  // Reads take turns: `OrderedBlocks` and the importers call from one thread at a time.
  /// The name as it was given; nil for standard input.
  let name: String?
  /// The length in bytes when it is known.
  let size: Int?
  private let descriptor: Int32
  private(set) var taken = 0
  /// Bytes that were looked at but not handed out yet.
  private var waiting: [UInt8] = []

  /// Opens a path; `-` is standard input.
  init(path: String) throws {
    if path == "-" {
      name = nil
      descriptor = STDIN_FILENO
    } else {
      name = path
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw CommandError(Self.fault(errno, path)) }
    }
    let status = FileStatus(descriptor: descriptor)
    if status?.isFolder == true {
      throw CommandError("\(path) is een map; noem een bestand")
    }
    size = status?.size
  }

  deinit { if descriptor > STDERR_FILENO { close(descriptor) } }

  /// Fills the buffer; 0 at the end, or when a person asked to stop.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if !waiting.isEmpty {
      let count = min(waiting.count, buffer.count)
      buffer.copyBytes(from: waiting[..<count])
      waiting.removeFirst(count)
      return count
    }
    while true {
      if size == nil {
        guard Interruption.waitToRead(descriptor) else { return 0 }
      } else if Interruption.isRequested {
        return 0
      }
      let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 {
        taken += count
        return count
      }
      if errno != EINTR {
        throw CommandError("\(name ?? "invoer"): lezen lukt niet: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// The first byte that is not white space or a byte order mark, without taking it.
  func firstSign() throws -> UInt8? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = try bytes.withUnsafeMutableBytes { try read(into: $0) }
    bytes.removeLast(bytes.count - count)
    waiting = bytes + waiting
    return bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
  }

  /// All bytes of a file; `-` is standard input.
  static func contents(of path: String) throws -> [UInt8] { try Input(path: path).all() }

  /// All that is left to read.
  func all() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var count = 1
    while count > 0 {
      let kept = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: 1 << 16))
      count = try bytes.withUnsafeMutableBytes { try read(into: UnsafeMutableRawBufferPointer(rebasing: $0[kept...])) }
      bytes.removeLast((1 << 16) - count)
    }
    return bytes
  }

  /// Says in Dutch why a file cannot be opened.
  static func fault(_ code: Int32, _ path: String) -> String {
    switch code {
    case ENOENT: "\(path) bestaat niet; controleer de naam"
    case EACCES: "\(path) mag niet worden gelezen; vraag de rechten op dit bestand"
    default: "\(path) kan niet worden geopend: \(String(cString: strerror(code)))"
    }
  }
}
