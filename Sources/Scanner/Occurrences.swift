/// Where literals occur in a long text, place by place. Of a short text it is enough to know where each list occurs first
/// and last; in a long one nearly all words occur somewhere, and patterns would be tried almost everywhere.
struct Occurrences: ~Copyable {
  /// Between which places matches of a rule start.
  struct Stretch: BitwiseCopyable {
    var rule: UInt32
    var first: Int32
    var last: Int32
  }

  /// A text with more bytes than this is long.
  static let longest: Int32 = 1024
  /// A list that occurs more often than this in one text tells little, and looking at each place costs more than trying.
  static let most = 256
  /// Stretches nearer than this are tried as one.
  private static let gap: Int32 = 32

  /// The list in the upper half, the place in the lower.
  private var sightings = Rows<UInt64>(capacity: 64)
  /// Kept for its memory.
  private var sorted = Rows<UInt64>(capacity: 64)
  private var stretches = Rows<Stretch>(capacity: 64)

  /// Notes where a literal of a list starts.
  mutating func add(_ list: Int, _ place: Int32) {
    sightings.append(UInt64(list) << 32 | UInt64(UInt32(bitPattern: place)))
  }

  /// Notes between which places matches of a rule start.
  mutating func add(_ stretch: Stretch) { stretches.append(stretch) }

  /// Sorts by list, and then by place. Sightings come nearly from left to right, so that what is left to do within a list
  /// is little.
  mutating func sort() {
    guard sightings.count > 64 else { return sightings.sort(by: <) }
    let lists = sightings.indices.reduce(0) { max($0, Int(sightings[$1] >> 32)) } + 1
    var ends = [Int](repeating: 0, count: lists)
    for index in sightings.indices { ends[Int(sightings[index] >> 32)] += 1 }
    for list in ends.indices.dropFirst() { ends[list] += ends[list - 1] }
    sorted.removeAll()
    for index in sightings.indices { sorted.append(sightings[index]) }
    for index in sightings.indices.reversed() {
      let sighting = sightings[index]
      ends[Int(sighting >> 32)] -= 1
      sorted[ends[Int(sighting >> 32)]] = sighting
    }
    for index in sorted.indices.dropFirst() {
      let sighting = sorted[index]
      var place = index
      while place > 0, sorted[place - 1] > sighting {
        sorted[place] = sorted[place - 1]
        place -= 1
      }
      sorted[place] = sighting
    }
    swap(&sightings, &sorted)
  }

  mutating func removeAll() {
    sightings.removeAll()
    stretches.removeAll()
  }

  /// The numbers of a list's sightings, which are sorted by place.
  func sightings(of list: Int) -> Range<Int> { index(list, 0)..<index(list + 1, 0) }

  /// The place of a sighting.
  func place(_ sighting: Int) -> Int32 { Int32(bitPattern: UInt32(truncatingIfNeeded: sightings[sighting])) }

  /// The first place from `place` on where a literal of a list starts, or nil.
  func next(_ list: Int, from place: Int32) -> Int32? {
    let found = index(list, place)
    return found < sightings.count && Int(sightings[found] >> 32) == list ? self.place(found) : nil
  }

  private func index(_ list: Int, _ place: Int32) -> Int {
    let key = UInt64(list) << 32 | UInt64(UInt32(bitPattern: max(place, 0)))
    var (low, high) = (0, sightings.count)
    while low < high {
      let middle = (low + high) / 2
      if sightings[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Hands out the stretches rule by rule, from left to right, near ones as one.
  mutating func tell(_ body: (Stretch) -> Void) {
    stretches.sort { ($0.rule, $0.first) < ($1.rule, $1.first) }
    var open: Stretch?
    for index in stretches.indices {
      let stretch = stretches[index]
      if let known = open, known.rule == stretch.rule,
        Int64(stretch.first) <= Int64(known.last) + Int64(Occurrences.gap)
      {
        open?.last = max(known.last, stretch.last)
      } else {
        if let known = open { body(known) }
        open = stretch
      }
    }
    if let open { body(open) }
  }
}
