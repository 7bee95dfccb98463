/// Bytes in one piece of memory that is kept between uses, with readable room on both sides for block-wise reading.
struct ByteBuffer: ByteSink, ~Copyable {
  private static let margin = 64

  private var memory: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    memory = ByteBuffer.allocate(self.capacity)
  }

  deinit { memory.deallocate() }

  /// The first byte.
  var base: UnsafeMutablePointer<UInt8> {
    @inline(__always) get { memory + ByteBuffer.margin }
  }

  /// Line feeds all over, so that whatever is read beyond the bytes is no letter and no garbage.
  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 2 * margin)
    memory.initialize(repeating: 0x0A, count: capacity + 2 * margin)
    return memory
  }

  /// Makes room for so many more bytes.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(to: count + more) }
  }

  private mutating func grow(to least: Int) {
    capacity = max(least, capacity * 2)
    let bigger = ByteBuffer.allocate(capacity)
    (bigger + ByteBuffer.margin).update(from: base, count: count)
    memory.deallocate()
    memory = bigger
  }

  /// Appends one byte, making room.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  /// Appends bytes, making room.
  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    reserve(bytes.count)
    if let from = bytes.baseAddress { (base + count).update(from: from, count: bytes.count) }
    count += bytes.count
  }

  mutating func truncate(to size: Int) { count = size }

  /// The bytes in a range.
  @inline(__always)
  func slice(_ start: Int, _ length: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + start, count: length)
  }
}

/// What bytes can be appended to.
protocol ByteSink: ~Copyable {
  mutating func append(_ byte: UInt8)
}

extension [UInt8]: ByteSink {}

/// Appends one scalar in UTF-8.
@inline(__always)
func appendUTF8<Bytes: ByteSink & ~Copyable>(_ scalar: UInt32, to bytes: inout Bytes) {
  if scalar < 0x80 {
    bytes.append(UInt8(scalar))
  } else if scalar < 0x800 {
    bytes.append(UInt8(0xC0 | scalar >> 6))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  } else if scalar < 0x10000 {
    bytes.append(UInt8(0xE0 | scalar >> 12))
    bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  } else {
    bytes.append(UInt8(0xF0 | scalar >> 18))
    bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
    bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  }
}
