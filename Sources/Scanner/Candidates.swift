import CVectorscan

/// Collects what Vectorscan reports: the number of a literal or rule, and the byte after the match.
struct Candidates: ~Copyable {
  /// What Vectorscan's callback is handed; one plain piece of memory.
  private struct Sink {
    var items: UnsafeMutablePointer<UInt64>
    var count: Int
    var capacity: Int
  }

  private let sink: UnsafeMutablePointer<Sink>
  private var scratch: OpaquePointer?

  init() {
    sink = .allocate(capacity: 1)
    sink.initialize(to: Sink(items: .allocate(capacity: 1024), count: 0, capacity: 1024))
  }

  deinit {
    sink.pointee.items.deallocate()
    sink.deallocate()
    if let scratch { hs_free_scratch(scratch) }
  }

  var count: Int { sink.pointee.count }

  /// The number and the end of a candidate.
  @inline(__always)
  subscript(index: Int) -> (number: Int, end: Int) {
    let item = sink.pointee.items[index]
    return (Int(item & 0xFFFF_FFFF), Int(item >> 32))
  }

  mutating func removeAll() { sink.pointee.count = 0 }

  /// Collects the candidates in a text of less than 4 GiB; false when Vectorscan could not finish.
  mutating func collect(_ database: Prefilter.Database, _ text: UnsafePointer<UInt8>, count: Int) -> Bool {
    sink.pointee.count = 0
    // Grows when a database asks for more, and costs little otherwise.
    guard hs_alloc_scratch(database.pointer, &scratch) == HS_SUCCESS else { return false }
    let status = text.withMemoryRebound(to: CChar.self, capacity: count) { bytes in
      hs_scan(
        database.pointer, bytes, UInt32(count), 0, scratch,
        { number, _, end, _, context in
          guard let sink = context?.assumingMemoryBound(to: Sink.self) else { return 1 }
          if sink.pointee.count == sink.pointee.capacity { Candidates.grow(sink) }
          sink.pointee.items[sink.pointee.count] = UInt64(number) | end << 32
          sink.pointee.count += 1
          return 0
        }, sink)
    }
    return status == HS_SUCCESS
  }

  private static func grow(_ sink: UnsafeMutablePointer<Sink>) {
    let capacity = sink.pointee.capacity * 2
    let bigger = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    bigger.update(from: sink.pointee.items, count: sink.pointee.count)
    sink.pointee.items.deallocate()
    sink.pointee.items = bigger
    sink.pointee.capacity = capacity
  }
}
