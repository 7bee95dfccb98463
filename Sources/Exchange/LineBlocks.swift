/// Reads a stream in large blocks that end where a line ends, so that any number of lines costs the same memory.
public struct LineBlocks {
  /// Fills the buffer from the stream and gives the number of bytes; 0 at its end.
  public typealias Read = (UnsafeMutableRawBufferPointer) throws -> Int

  private let read: Read
  private let blockSize: Int
  private let longestLine: Int
  private var rest: [UInt8] = []
  private var isAtEnd = false

  /// Reads through `read`, about `blockSize` bytes at a time; a single line may be `longestLine` bytes long.
  public init(blockSize: Int = 1 << 20, longestLine: Int = 64 << 20, read: @escaping Read) {
    self.read = read
    self.blockSize = blockSize
    self.longestLine = longestLine
  }

  /// The next block of whole lines, each with its line feed (the last line of a stream may lack it), or nil at the end.
  /// A slow stream is handed on as it arrives. A line longer than allowed throws `ExchangeError.lineTooLong`.
  public mutating func next() throws -> [UInt8]? {
    while !isAtEnd {
      var block: [UInt8] = []
      block.reserveCapacity(rest.count + blockSize)
      block.append(contentsOf: rest)
      let kept = rest.count
      if try block.append(from: read, atMost: blockSize) == 0 {
        isAtEnd = true
        rest = []
        return block.isEmpty ? nil : block
      }
      guard let end = block[kept...].lastIndex(of: 0x0A) else {
        guard block.count <= longestLine else { throw ExchangeError.lineTooLong(bytes: longestLine) }
        rest = block
        continue
      }
      rest = Array(block[(end + 1)...])
      block.removeLast(block.count - end - 1)
      return block
    }
    return nil
  }
}

extension [UInt8] {
  /// Adds what one read of a stream gives; says how many bytes, 0 at its end.
  mutating func append(from read: LineBlocks.Read, atMost room: Int) throws -> Int {
    let kept = count
    self += [UInt8](repeating: 0, count: room)
    let added = try withUnsafeMutableBytes { try read(UnsafeMutableRawBufferPointer(rebasing: $0[kept...])) }
    removeLast(room - added)
    return added
  }
}
