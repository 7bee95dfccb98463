/// The long words of rules, found by either half of a word that was typed: one edit, wherever it is, leaves the letters
/// before it or those behind it as they were.
struct NearWords: Sendable {
  /// Where a word starts in `letters`, and how long it is.
  private struct Place: BitwiseCopyable {
    private let bits: UInt32

    init(start: Int, count: Int) { bits = UInt32(start) << 5 | UInt32(count) }

    var start: Int { Int(bits >> 5) }
    var count: Int { Int(bits & 31) }
  }

  /// The words one after another.
  let letters: [UInt8]
  /// For each value of a key where its own start in `places`; one more at the end.
  private let firsts: [UInt32]
  private let places: [Place]

  /// Words of small letters in alphabetical order, none longer than a pattern spells out.
  init(_ words: [[UInt8]]) {
    letters = Array(words.joined())
    var keys: [Int] = []
    var known: [Place] = []
    var bits = 4
    while 1 << bits < 2 * words.count { bits += 1 }
    var start = 0
    for word in words {
      let place = Place(start: start, count: word.count)
      start += word.count
      for isEnd in [false, true] {
        let half = NearWords.half(of: word.count, isEnd: isEnd)
        keys.append(NearWords.key(isEnd ? word.suffix(half) : word.prefix(half), word.count, isEnd: isEnd, bits: bits))
        known.append(place)
      }
    }
    var firsts = [UInt32](repeating: 0, count: 1 << bits + 1)
    for key in keys { firsts[key + 1] += 1 }
    for key in firsts.indices.dropFirst() { firsts[key] += firsts[key - 1] }
    var next = firsts
    var places = [Place](repeating: Place(start: 0, count: 0), count: known.count)
    for (place, key) in zip(known, keys) {
      places[Int(next[key])] = place
      next[key] += 1
    }
    (self.firsts, self.places) = (firsts, places)
  }

  /// Reads what `sections` gave, from a number on; nil when it does not fit together.
  init?(_ sections: CacheFile.Sections, from number: Int) {
    guard let letters = sections.array(number, of: UInt8.self),
      let firsts = sections.array(number + 1, of: UInt32.self),
      let places = sections.array(number + 2, of: Place.self), firsts.count > 16,
      (firsts.count - 1).nonzeroBitCount == 1, firsts.last.map(Int.init) == places.count
    else { return nil }
    (self.letters, self.firsts, self.places) = (letters, firsts, places)
  }

  /// As they are kept in the cache.
  var sections: [CacheFile.Section] { [.init(letters), .init(firsts), .init(places)] }

  /// The word within one edit, the likeliest first; of those that are as likely one that begins alike, and of those the
  /// first by the alphabet.
  func nearest(to typed: [UInt8]) -> ArraySlice<UInt8>? {
    var best: (word: ArraySlice<UInt8>, rank: Int)?
    let bits = (firsts.count - 1).trailingZeroBitCount
    for count in (typed.count - 1)...(typed.count + 1) where count >= Speller.leastLength {
      for isEnd in [false, true] {
        let half = NearWords.half(of: count, isEnd: isEnd)
        let key = NearWords.key(isEnd ? typed.suffix(half) : typed.prefix(half), count, isEnd: isEnd, bits: bits)
        for number in Int(firsts[key])..<Int(firsts[key + 1]) where places[number].count == count {
          let start = places[number].start
          let word = letters[start..<(start + count)]
          guard let error = TypingError(word, typed: typed) else { continue }
          if error == .wrong && count < Speller.leastLengthForWrongLetter { continue }
          let rank = 2 * error.rawValue + (word.prefix(3).elementsEqual(typed.prefix(3)) ? 0 : 1)
          if let best, (best.rank, best.word.startIndex) <= (rank, start) { continue }
          best = (word, rank)
        }
      }
    }
    return best?.word
  }

  /// Letters on either side of the middle one: two that change places touch one side only.
  private static func half(of count: Int, isEnd: Bool) -> Int { isEnd ? count - 1 - (count - 1) / 2 : (count - 1) / 2 }

  @inline(__always)
  private static func key(_ letters: ArraySlice<UInt8>, _ count: Int, isEnd: Bool, bits: Int) -> Int {
    var hash = WordHash()
    hash.add(UInt8(2 * count + (isEnd ? 1 : 0)))
    for letter in letters { hash.add(letter) }
    return Int(hash.value >> UInt64(64 - bits))
  }
}
