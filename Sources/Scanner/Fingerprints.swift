/// A set of words by sixteen bits of their hash: one word in some thirty thousand is taken for another, and none is missed.
struct Fingerprints: Sendable {
  /// Slots, a power of two; zero is empty.
  private(set) var slots: [UInt16]

  /// Room for so many words.
  init(capacity: Int) {
    var count = 64
    while count < capacity * 2 { count *= 2 }
    slots = [UInt16](repeating: 0, count: count)
  }

  /// Slots as they were kept; nil when their number cannot be right.
  init?(_ slots: [UInt16]?) {
    guard let slots, slots.count >= 64, slots.count.nonzeroBitCount == 1, slots.contains(0) else { return nil }
    self.slots = slots
  }

  @inline(__always)
  private static func print(_ hash: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: hash >> 48) | 1 }

  mutating func insert(_ hash: UInt64) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if slots[slot] == Fingerprints.print(hash) { return }
      slot = (slot + 1) & mask
    }
    slots[slot] = Fingerprints.print(hash)
  }

  @inline(__always)
  func contains(_ hash: UInt64) -> Bool {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        if slots[slot] == Fingerprints.print(hash) { return true }
        slot = (slot + 1) & mask
      }
      return false
    }
  }
}

/// The hash of a word in small ASCII letters, letter by letter.
struct WordHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  init() {}

  init(_ word: some Sequence<UInt8>) {
    for letter in word { add(letter) }
  }

  @inline(__always)
  mutating func add(_ letter: UInt8) { state = (state ^ UInt64(letter)) &* 0x100_0000_01B3 }

  var value: UInt64 {
    @inline(__always) get {
      let mixed = (state ^ state >> 31) &* 0x9E37_79B9_7F4A_7C15
      return mixed ^ mixed >> 29
    }
  }
}
