/// Which lists of literals occur in the subject at hand, and where. A common word stands in dozens of lists, and hardly ever is
/// more asked than whether one occurs, so in a short text that is a bit, and where is looked up when it matters.
struct SeenLists: ~Copyable {
  /// Where in a subject the literals of a list start; no places when it was asked for and does not occur.
  struct Seen: BitwiseCopyable {
    var stamp: UInt32 = 0
    var first: Int32 = 0
    var last: Int32 = 0
    /// How many places that is.
    var count: UInt32 = 0
  }

  /// A literal that occurs in the subject.
  struct Found: BitwiseCopyable {
    var number: UInt32
    var start: Int32
    /// Whether a letter comes right after it.
    var goesOn: Bool
  }

  /// So many lists are looked for one by one; with the next one all are noted.
  private static let mostAsked = 8

  /// A bit for each list that occurs.
  private var bits: Rows<UInt64>
  private var seen: Rows<Seen>
  private var found = Rows<Found>(capacity: 64)
  /// The lists that were asked for, and one more once all are noted.
  private var asked = Rows<UInt32>(capacity: SeenLists.mostAsked + 1)

  init(count: Int) {
    bits = Rows(repeating: 0, count: (count + 63) / 64)
    seen = Rows(repeating: Seen(), count: count)
  }

  /// What is known of a list, of whichever subject.
  subscript(list: Int) -> Seen { seen[list] }

  /// Whether a list occurs.
  @inline(__always)
  func has(_ list: UInt32) -> Bool { bits[Int(list >> 6)] >> UInt64(list & 63) & 1 != 0 }

  /// Notes that a list occurs; whether that is new.
  @inline(__always)
  mutating func add(_ list: Int) -> Bool {
    let bit = UInt64(1) << UInt64(list & 63)
    if bits[list >> 6] & bit != 0 { return false }
    bits[list >> 6] |= bit
    return true
  }

  /// Notes where a literal of a list occurs.
  @inline(__always)
  mutating func see(_ list: Int, at start: Int32, stamp: UInt32) {
    guard seen[list].stamp == stamp, seen[list].count > 0 else {
      seen[list] = Seen(stamp: stamp, first: start, last: start, count: 1)
      return
    }
    if start != seen[list].last { seen[list].count += 1 }
    seen[list].first = min(seen[list].first, start)
    seen[list].last = max(seen[list].last, start)
  }

  /// Notes that a literal occurs, for lists of which the places may be asked for.
  @inline(__always)
  mutating func note(_ literal: Int, at start: Int32, goesOn: Bool) {
    found.append(Found(number: UInt32(literal), start: start, goesOn: goesOn))
  }

  /// Before the next subject.
  mutating func forget() {
    for word in bits.indices { bits[word] = 0 }
    found.removeAll()
    asked.removeAll()
  }

  /// Where the literals of a list start in the subject; no places when it does not occur.
  @inline(__always)
  mutating func places(of list: Int, _ plan: Prefilter.Plan, stamp: UInt32) -> Seen {
    if seen[list].stamp == stamp { return seen[list] }
    if asked.count < SeenLists.mostAsked {
      ask(list, plan, stamp: stamp)
    } else if asked.count == SeenLists.mostAsked {
      askAll(plan, stamp: stamp)
    }
    return seen[list].stamp == stamp ? seen[list] : Seen(stamp: stamp)
  }

  /// Looks where a list occurs.
  private mutating func ask(_ list: Int, _ plan: Prefilter.Plan, stamp: UInt32) {
    asked.append(UInt32(list))
    seen[list] = Seen(stamp: stamp)
    for index in found.indices {
      let one = found[index]
      var low = Int(plan.firstLists[Int(one.number)])
      let end = Int(plan.firstSightings[Int(one.number) + 1])
      var high = end
      while low < high {
        let middle = (low + high) / 2
        if plan.sightings[middle].target < list { low = middle + 1 } else { high = middle }
      }
      while low < end, plan.sightings[low].target == list {
        if !one.goesOn || !plan.sightings[low].standsAtEnd {
          see(list, at: one.start, stamp: stamp)
          break
        }
        low += 1
      }
    }
  }

  /// Looks where all lists occur.
  private mutating func askAll(_ plan: Prefilter.Plan, stamp: UInt32) {
    for index in asked.indices { seen[Int(asked[index])].stamp = 0 }
    asked.append(.max)
    for index in found.indices {
      let one = found[index]
      let number = Int(one.number)
      for place in Int(plan.firstLists[number])..<Int(plan.firstSightings[number + 1]) {
        let sighting = plan.sightings[place]
        if !one.goesOn || !sighting.standsAtEnd { see(sighting.target, at: one.start, stamp: stamp) }
      }
    }
  }
}
