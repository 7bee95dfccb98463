import CBlocks
import CVectorscan

/// Collects what the prefilter finds: the number of a literal or rule, and the byte after the match.
struct Candidates: ~Copyable {
  private let sink: UnsafeMutablePointer<words_found>
  private let wordSink: UnsafeMutablePointer<words_found>
  private var scratch: OpaquePointer?

  init() {
    sink = Candidates.makeSink()
    wordSink = Candidates.makeSink()
  }

  deinit {
    for sink in [sink, wordSink] {
      sink.pointee.items.deallocate()
      sink.deallocate()
    }
    if let scratch { hs_free_scratch(scratch) }
  }

  var count: Int { sink.pointee.count }

  /// The number and the end of a candidate.
  @inline(__always)
  subscript(index: Int) -> (number: Int, end: Int) {
    let item = sink.pointee.items.unsafelyUnwrapped[index]
    return (Int(item & 0xFFFF_FFFF), Int(item >> 32))
  }

  /// Collects the candidates in a text of less than 4 GiB, by rising ends but for words that start in the same place or
  /// overlap; false when Vectorscan could not finish.
  mutating func collect(
    _ database: Prefilter.Database?, _ words: WordTable?, in text: UnsafePointer<UInt8>, count: Int
  ) -> Bool {
    sink.pointee.count = 0
    wordSink.pointee.count = 0
    guard count > 0 else { return true }
    if let database, !scan(database, text, count: count) { return false }
    if let words {
      find(words, text, count: count)
      merge()
    }
    return true
  }

  private mutating func scan(_ database: Prefilter.Database, _ text: UnsafePointer<UInt8>, count: Int) -> Bool {
    // Grows when a database asks for more, and costs little otherwise.
    guard hs_alloc_scratch(database.pointer, &scratch) == HS_SUCCESS else { return false }
    let status = text.withMemoryRebound(to: CChar.self, capacity: count) { bytes in
      hs_scan(
        database.pointer, bytes, UInt32(count), 0, scratch,
        { number, _, end, _, context in
          guard let sink = context?.assumingMemoryBound(to: words_found.self) else { return 1 }
          if sink.pointee.count == sink.pointee.capacity { Candidates.grow(sink, to: 2 * sink.pointee.capacity) }
          sink.pointee.items.unsafelyUnwrapped[sink.pointee.count] = UInt64(number) | end << 32
          sink.pointee.count += 1
          return 0
        }, sink)
    }
    return status == HS_SUCCESS
  }

  private func find(_ words: WordTable, _ text: UnsafePointer<UInt8>, count: Int) {
    var place = words.find(in: text, from: 0, count: count, into: wordSink)
    while place < count {
      Candidates.grow(wordSink, to: 2 * wordSink.pointee.capacity)
      place = words.find(in: text, from: place, count: count, into: wordSink)
    }
  }

  /// Puts the words among the rest, from the back so that it needs no third place.
  private mutating func merge() {
    let (mine, words) = (sink.pointee.count, wordSink.pointee.count)
    if mine + words > sink.pointee.capacity { Candidates.grow(sink, to: 2 * (mine + words)) }
    let items = sink.pointee.items.unsafelyUnwrapped
    let others = wordSink.pointee.items.unsafelyUnwrapped
    sink.pointee.count = mine + words
    guard mine > 0 else {
      items.update(from: others, count: words)
      return
    }
    var (left, right) = (mine, words)
    while right > 0 {
      if left > 0, items[left - 1] >> 32 > others[right - 1] >> 32 {
        left -= 1
        items[left + right] = items[left]
      } else {
        right -= 1
        items[left + right] = others[right]
      }
    }
  }

  private static func makeSink() -> UnsafeMutablePointer<words_found> {
    let sink = UnsafeMutablePointer<words_found>.allocate(capacity: 1)
    sink.initialize(to: words_found(items: .allocate(capacity: 1024), count: 0, capacity: 1024))
    return sink
  }

  private static func grow(_ sink: UnsafeMutablePointer<words_found>, to capacity: Int) {
    let bigger = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    bigger.update(from: sink.pointee.items.unsafelyUnwrapped, count: sink.pointee.count)
    sink.pointee.items.deallocate()
    sink.pointee.items = bigger
    sink.pointee.capacity = capacity
  }
}
