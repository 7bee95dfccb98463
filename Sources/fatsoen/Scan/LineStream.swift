import Exchange

/// The lines of several files, one after another, in blocks that know their first line.
struct LineStream {
  /// Whole lines of one file.
  struct Block: Sendable {
    var bytes: [UInt8]
    var file: String?
    /// The number of the first line, counted from 1 in its file.
    var firstLine: Int
    /// How much of all files has been read, 0 to 1, when it is known.
    var fraction: Double?
  }

  private let inputs: [Input]
  private let wholeFiles: Bool
  private var current = 0
  private var blocks: LineBlocks?
  private var line = 1

  /// Reads lines, or with `wholeFiles` a file as one block.
  init(_ inputs: [Input], wholeFiles: Bool = false) {
    self.inputs = inputs
    self.wholeFiles = wholeFiles
  }

  mutating func next() throws -> Block? {
    while current < inputs.count, !Interruption.isRequested {
      let input = inputs[current]
      if wholeFiles {
        current += 1
        let bytes = try input.all()
        return Block(bytes: bytes, file: input.name, firstLine: 1, fraction: Double(current) / Double(inputs.count))
      }
      if blocks == nil { blocks = LineBlocks(read: input.read(into:)) }
      do {
        if let bytes = try blocks?.next(), !Interruption.isRequested {
          let block = Block(bytes: bytes, file: input.name, firstLine: line, fraction: fraction)
          line += bytes.withUnsafeBufferPointer { $0.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) } }
          return block
        }
      } catch let error as ExchangeError {
        throw CommandError("\(input.name.map { $0 + ": " } ?? "")\(error.message)")
      }
      current += 1
      blocks = nil
      line = 1
    }
    return nil
  }

  private var fraction: Double? {
    var total = 0
    for input in inputs {
      guard let size = input.size else { return nil }
      total += size
    }
    return total > 0 ? Double(inputs.reduce(0) { $0 + $1.taken }) / Double(total) : nil
  }
}
