import Crypto
import FoundationEssentials

/// A file of the cache with parts of a speller, good only for the very sources that it was made from.
struct SpellerFile {
  private static let format = "fatsoen-speller-3"

  private let file: URL?
  private let kind: String
  private let key: [UInt8]

  /// Names a file by what it is made from; without a directory nothing is read or written.
  init(directory: String?, name: String, of sources: [String]) {
    var hash = SHA256()
    for text in [SpellerFile.format] + sources { hash.update(data: Array((text + "\n").utf8)) }
    key = Array(hash.finalize())
    let digits = key.prefix(12).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    kind = name
    file = directory.map { URL(filePath: $0).appending(path: "\(name)-\(digits).bin") }
  }

  /// The parts, or nil when the file is absent, damaged, or of other sources.
  func read(parts count: Int) -> [ArraySlice<UInt8>]? {
    guard let file, let data = try? Data(contentsOf: file) else { return nil }
    let bytes = Array(data)
    var place = key.count + 4 * count
    guard bytes.count >= place + 8, bytes.starts(with: key),
      SpellerFile.checksum(bytes.dropLast(8)).elementsEqual(bytes.suffix(8))
    else { return nil }
    var parts: [ArraySlice<UInt8>] = []
    for part in 0..<count {
      let size = (0..<4).reduce(0) { $0 | Int(bytes[key.count + 4 * part + $1]) << (8 * $1) }
      guard place + size <= bytes.count - 8 else { return nil }
      parts.append(bytes[place..<(place + size)])
      place += size
    }
    return place == bytes.count - 8 ? parts : nil
  }

  /// Writes the parts.
  func write(_ parts: [ArraySlice<UInt8>]) {
    guard let file else { return }
    var out = key
    for part in parts { withUnsafeBytes(of: UInt32(part.count).littleEndian) { out.append(contentsOf: $0) } }
    for part in parts { out += part }
    CacheFolder.write(Data(out + SpellerFile.checksum(out[...])), to: file, kind: kind)
  }

  /// Finds damage; who could write the file could do anything, so that no more is needed.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var sum: UInt64 = 0
    bytes.withUnsafeBytes { bytes in
      for place in stride(from: 0, through: bytes.count - 8, by: 8) {
        sum = (sum ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
        sum ^= sum >> 32
      }
      for byte in bytes.suffix(bytes.count % 8) { sum = (sum ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15 }
    }
    return withUnsafeBytes(of: sum.littleEndian) { Array($0) }
  }
}
