import CBlocks

/// Tells contents apart and finds damage in what is cached; no proof against forgery.
struct ContentHash: Hashable {
  private var state = content_hash_start()

  /// Adds bytes; where one piece ends and the next begins counts too.
  mutating func add(_ bytes: UnsafeRawBufferPointer) { content_hash_add(&state, bytes.baseAddress, bytes.count) }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  mutating func add(_ number: Int) { withUnsafeBytes(of: UInt64(bitPattern: Int64(number))) { add($0) } }

  /// A hash of bytes alone.
  static func of(_ bytes: UnsafeRawBufferPointer) -> ContentHash {
    var hash = ContentHash()
    hash.add(bytes)
    return hash
  }

  /// Half of it as it is kept in a file.
  var bytes: [UInt8] {
    withUnsafeBytes(of: (state.lanes.0 ^ state.lanes.2, state.lanes.1 ^ state.lanes.3)) { Array($0) }
  }

  static func == (one: ContentHash, other: ContentHash) -> Bool {
    one.state.lanes == other.state.lanes
  }

  func hash(into hasher: inout Hasher) { hasher.combine(state.lanes.0) }

  /// As hexadecimal digits, for the name of a file.
  var digits: String { bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}
