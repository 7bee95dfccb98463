import CBlocks

/// The literals of a prefilter that count at the start of a word only: most of what a word list holds. A hash of each word's
/// first letters finds them, so that twenty thousand cost hardly more than two hundred.
final class WordTable: @unchecked Sendable {
  // Written once, here, and then only read.
  private var table = words_table()
  private var owned: [UnsafeMutableRawPointer] = []

  /// Bytes that tell literals apart, most first: fewer words of a text share a longer key.
  private static let keyLengths = [8, 6, 4, 3, 2, 1]

  /// Makes a table of literals, numbered from nought; nil when there are none. For each, whether a letter right after it
  /// rules it out.
  init?(_ literals: ArraySlice<[UInt8]>, standingAtEnd: [Bool]) {
    guard !literals.isEmpty else { return nil }
    var starts: [Int] = []
    var bytes: [UInt8] = []
    for literal in literals {
      starts.append(bytes.count)
      bytes += literal
    }
    var keys: [(key: UInt64, entry: words_entry)] = []
    keys.reserveCapacity(literals.count)
    var masks: [UInt64] = []
    var upper = Int.max
    for length in WordTable.keyLengths {
      let mine = literals.indices.filter { literals[$0].count >= length && literals[$0].count < upper }
      upper = length
      guard !mine.isEmpty else { continue }
      masks.append(UInt64.max >> UInt64(64 - 8 * length))
      for number in mine {
        let literal = literals[number]
        let key = literal.prefix(length).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1 | 0x20) }
        let entry = words_entry(
          number: UInt32(number), start: UInt32(starts[number]), length: UInt16(literal.count),
          known: UInt8(literal.prefix(length).prefix(while: isLetterByte).count),
          is_whole: standingAtEnd[number] ? 1 : 0)
        keys.append((key, entry))
      }
    }
    table.class_count = masks.count
    withUnsafeMutableBytes(of: &table.masks) { bytes in
      for (place, mask) in masks.enumerated() { bytes.storeBytes(of: mask, toByteOffset: 8 * place, as: UInt64.self) }
    }
    keys.sort { ($0.key, $0.entry.number) < ($1.key, $1.entry.number) }
    addKeys(keys)
    table.bytes = keep(bytes)
  }

  deinit {
    for memory in owned { memory.deallocate() }
  }

  /// Adds the literals in so many bytes of text from `place` on; gives how far it came, which is all the way unless there
  /// was no room.
  @inline(__always)
  func find(
    in text: UnsafePointer<UInt8>, from place: Int, count: Int, into found: UnsafeMutablePointer<words_found>
  ) -> Int {
    withUnsafePointer(to: table) { words_find($0, text, place, count, found) }
  }

  private func addKeys(_ keys: [(key: UInt64, entry: words_entry)]) {
    let distinct = keys.indices.count { $0 == 0 || keys[$0].key != keys[$0 - 1].key }
    // Sixty-four bits for a key keep most words that are not listed away from the slots, as long as they stay in a near
    // cache; two slots keep the chains short.
    let knownBits = min(max(12, WordTable.bits(64 * distinct)), 19)
    let slotBits = max(4, WordTable.bits(2 * distinct))
    var known = [UInt64](repeating: 0, count: 1 << (knownBits - 6))
    var slots = [words_slot](repeating: words_slot(), count: 1 << slotBits)
    var first = 0
    while first < keys.count {
      let key = keys[first].key
      let end = keys[first...].firstIndex { $0.key != key } ?? keys.count
      let hash = words_hash(key)
      let bit = Int(hash >> UInt64(64 - knownBits))
      known[bit >> 6] |= 1 << UInt64(bit & 63)
      var slot = Int(hash >> UInt64(64 - slotBits))
      while slots[slot].key != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = words_slot(key: key, first: UInt32(first), count: UInt32(end - first))
      first = end
    }
    table.known = keep(known)
    table.known_shift = Int32(64 - knownBits)
    table.slots = keep(slots)
    table.slots_shift = Int32(64 - slotBits)
    table.entries = keep(keys.map(\.entry))
  }

  /// The least number of bits that count so many values.
  private static func bits(_ values: Int) -> Int { Int.bitWidth - (values - 1).leadingZeroBitCount }

  private func keep<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
    memory.initialize(from: elements, count: elements.count)
    owned.append(UnsafeMutableRawPointer(memory))
    return UnsafePointer(memory)
  }
}
