import CBlocks

/// The literals of a prefilter that count at the start of a word only: most of what a word list holds. A hash of each word's
/// first letters finds them, so that twenty thousand cost hardly more than two hundred.
final class WordTable: @unchecked Sendable {
  // Written once, here, and then only read.
  private var table = words_table()
  /// What the table points to: the letters of the literals, the bits of known keys, slots and entries.
  private var owned: [UnsafeMutableRawBufferPointer] = []

  /// Bytes that tell literals apart, most first: fewer words of a text share a longer key.
  private static let keyLengths = [8, 6, 4, 3, 2, 1]

  /// Makes a table of the first so many literals; nil when there are none. For each, whether a letter right after it rules
  /// it out.
  init?(_ literals: LiteralTexts, first count: Int, standingAtEnd: [Bool]) {
    guard count > 0 else { return nil }
    let numbers = 0..<count
    var keys: [(key: UInt64, entry: words_entry)] = []
    keys.reserveCapacity(count)
    var masks: [UInt64] = []
    var upper = Int.max
    for length in WordTable.keyLengths {
      let mine = numbers.filter { literals[$0].count >= length && literals[$0].count < upper }
      upper = length
      guard !mine.isEmpty else { continue }
      masks.append(UInt64.max >> UInt64(64 - 8 * length))
      for number in mine {
        let literal = literals[number]
        let key = literal.prefix(length).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1 | 0x20) }
        let entry = words_entry(
          number: UInt32(number), start: UInt32(literal.startIndex), length: UInt16(literal.count),
          known: UInt8(literal.prefix(length).prefix(while: isLetterByte).count),
          is_whole: standingAtEnd[number] ? 1 : 0)
        keys.append((key, entry))
      }
    }
    keys.sort { ($0.key, $0.entry.number) < ($1.key, $1.entry.number) }
    let (known, slots) = WordTable.places(of: keys.map(\.key))
    let letters = literals.bytes[..<literals[count - 1].endIndex]
    letters.withUnsafeBytes { letters in
      known.withUnsafeBytes { known in
        slots.withUnsafeBytes { slots in
          keys.map(\.entry).withUnsafeBytes { entries in fill([letters, known, slots, entries], masks) }
        }
      }
    }
  }

  /// Reads what `sections` gave, from a number on; nil when there is none.
  init?(_ kept: CacheFile.Sections, from number: Int) {
    guard let masks = kept.array(number, of: UInt64.self), !masks.isEmpty, masks.count <= WordTable.keyLengths.count
    else { return nil }
    kept.withBytes(number + 1) { letters in
      kept.withBytes(number + 2) { known in
        kept.withBytes(number + 3) { slots in
          kept.withBytes(number + 4) { entries in fill([letters, known, slots, entries], masks) }
        }
      }
    }
  }

  /// How many sections it takes in the cache.
  static let sectionCount = 5

  /// As it is kept in the cache.
  var sections: [CacheFile.Section] {
    let masks = withUnsafeBytes(of: table.masks) { Array($0.bindMemory(to: UInt64.self).prefix(table.class_count)) }
    return [.init(masks)] + owned.map { .init(UnsafeRawBufferPointer($0)) }
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

  /// The bits that tell whether a key is known, and the slots that say where its entries are.
  private static func places(of keys: [UInt64]) -> (known: [UInt64], slots: [words_slot]) {
    let distinct = keys.indices.count { $0 == 0 || keys[$0] != keys[$0 - 1] }
    // Sixty-four bits for a key keep most words that are not listed away from the slots, as long as they stay in a near
    // cache; two slots keep the chains short.
    let knownBits = min(max(12, bits(64 * distinct)), 19)
    let slotBits = max(4, bits(2 * distinct))
    var known = [UInt64](repeating: 0, count: 1 << (knownBits - 6))
    var slots = [words_slot](repeating: words_slot(), count: 1 << slotBits)
    var first = 0
    while first < keys.count {
      let key = keys[first]
      let end = keys[first...].firstIndex { $0 != key } ?? keys.count
      let hash = words_hash(key)
      let bit = Int(hash >> UInt64(64 - knownBits))
      known[bit >> 6] |= 1 << UInt64(bit & 63)
      var slot = Int(hash >> UInt64(64 - slotBits))
      while slots[slot].key != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = words_slot(key: key, first: UInt32(first), count: UInt32(end - first))
      first = end
    }
    return (known, slots)
  }

  /// The least number of bits that count so many values.
  private static func bits(_ values: Int) -> Int { Int.bitWidth - (values - 1).leadingZeroBitCount }

  /// Keeps the letters, known bits, slots and entries, and points to them.
  private func fill(_ parts: [UnsafeRawBufferPointer], _ masks: [UInt64]) {
    owned = parts.map { part in
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(part.count, 1), alignment: 64)
      memory.copyMemory(from: part)
      return UnsafeMutableRawBufferPointer(rebasing: memory[..<part.count])
    }
    table.class_count = masks.count
    withUnsafeMutableBytes(of: &table.masks) { bytes in
      for (place, mask) in masks.enumerated() { bytes.storeBytes(of: mask, toByteOffset: 8 * place, as: UInt64.self) }
    }
    table.bytes = address(0)
    table.known = address(1)
    table.known_shift = Int32(64 - WordTable.bits(8 * owned[1].count))
    table.slots = address(2)
    table.slots_shift = Int32(64 - WordTable.bits(owned[2].count / MemoryLayout<words_slot>.stride))
    table.entries = address(3)
  }

  private func address<Element>(_ part: Int) -> UnsafePointer<Element>? {
    owned[part].baseAddress.map { UnsafePointer($0.assumingMemoryBound(to: Element.self)) }
  }
}
