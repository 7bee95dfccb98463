import Conduct

/// Weighs messages by a list of weights, for the rules that share it.
final class WordScale: Sendable {
  /// What weighs enough: the rule for its kind, where it lies, and the words that weigh the most.
  struct Outcome {
    var rule: Int
    /// The stretch that adds the most.
    var range: Range<Int>
    /// The heaviest words, heaviest first, as places in the text.
    var heaviest: [Range<Int>]
  }

  private static let mostNamed = 3

  private let threshold: Int
  private let leastHeaviest: Int
  private let starts: [Int]
  /// The rule that stands for each kind, or nil.
  let rules: [Int?]
  /// The fingerprints of the entries in an open table, 0 where none is, and beside each the entry's number.
  private let slots: [UInt64]
  private let entries: [UInt32]
  private let weights: [Int16]
  /// Where the kinds of each entry start; one more at the end.
  private let firstKinds: [UInt32]
  private let kinds: [(kind: UInt8, weight: Int16)]

  /// Makes a scale of weights; `rules` names the rule of a category.
  init(_ list: WordWeights, rules: (CategoryID) -> Int?) {
    threshold = list.threshold
    leastHeaviest = list.heaviest
    starts = list.kinds.map(\.start)
    self.rules = list.kinds.map { rules($0.category) }
    var hashes: [UInt64] = []
    var (weights, kinds, firstKinds): ([Int16], [(kind: UInt8, weight: Int16)], [UInt32]) = ([], [], [0])
    let kindCount = list.kinds.count
    list.forEach { text, numbers in
      hashes.append(WordHash(text).value | 1)
      weights.append(Int16(clamping: numbers[0]))
      for place in stride(from: 1, to: numbers.count - 1, by: 2) where (0..<kindCount).contains(numbers[place]) {
        kinds.append((UInt8(clamping: numbers[place]), Int16(clamping: numbers[place + 1])))
      }
      firstKinds.append(UInt32(kinds.count))
    }
    var size = 64
    while size < 2 * hashes.count { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    var entries = [UInt32](repeating: 0, count: size)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash >> 1) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = hash
      entries[slot] = UInt32(number)
    }
    (self.slots, self.entries, self.weights, self.kinds, self.firstKinds) = (slots, entries, weights, kinds, firstKinds)
  }

  /// What a text is, when it weighs enough.
  func weigh(_ text: UnsafeBufferPointer<UInt8>) -> Outcome? {
    var (sum, count) = (0, 0)
    read(text) { _, _ in
      count += 1
    } _: { entry, _ in
      sum += Int(weights[entry])
    }
    guard count > WordWeights.mostWords else {
      return reaches(sum, count) ? outcome(of: text, in: 0..<text.count, count) : nil
    }
    let stretch = heaviestWords(of: text, count)
    return reaches(stretch.sum, WordWeights.mostWords)
      ? outcome(of: text, in: stretch.range, WordWeights.mostWords) : nil
  }

  /// The heaviest words in a row of a long text.
  private func heaviestWords(of text: UnsafeBufferPointer<UInt8>, _ count: Int) -> (range: Range<Int>, sum: Int) {
    var words: [(range: Range<Int>, weight: Int)] = []
    words.reserveCapacity(count)
    read(text) { start, end in
      words.append((start..<end, 0))
    } _: { entry, _ in
      words[words.count - 1].weight += Int(weights[entry])
    }
    var (sum, best, last) = (0, Int.min, 0)
    for place in words.indices {
      sum += words[place].weight
      if place >= WordWeights.mostWords { sum -= words[place - WordWeights.mostWords].weight }
      if place + 1 >= WordWeights.mostWords, sum > best { (best, last) = (sum, place) }
    }
    return (words[last + 1 - WordWeights.mostWords].range.lowerBound..<words[last].range.upperBound, best)
  }

  /// Whether a sum reaches the threshold, without the root of the number of words.
  private func reaches(_ sum: Int, _ count: Int) -> Bool {
    sum > 0 && sum * sum >= threshold * threshold * max(count, WordWeights.leastWords)
  }

  private func outcome(of text: UnsafeBufferPointer<UInt8>, in part: Range<Int>, _ count: Int) -> Outcome? {
    var words: [(range: Range<Int>, share: Int)] = []
    var most = 0
    var own = 0
    var leanings = [Int](repeating: 0, count: starts.count)
    read(UnsafeBufferPointer(rebasing: text[part])) { start, end in
      words.append((part.lowerBound + start..<part.lowerBound + end, 0))
      own = 0
    } _: { entry, isPair in
      let weight = 2 * Int(weights[entry])
      // Two words bear the weight of their pair together.
      if isPair {
        words[words.count - 1].share += weight / 2
        words[words.count - 2].share += weight / 2
      } else {
        words[words.count - 1].share += weight
        own += Int(weights[entry])
        most = max(most, own)
      }
      for kind in kinds[Int(firstKinds[entry])..<Int(firstKinds[entry + 1])] {
        leanings[Int(kind.kind)] += Int(kind.weight)
      }
    }
    guard most >= leastHeaviest else { return nil }
    var heaviest: [Range<Int>] = []
    for word in words.filter({ $0.share > 0 }).sorted(by: {
      ($1.share, $0.range.lowerBound) < ($0.share, $1.range.lowerBound)
    })
    where heaviest.count < WordScale.mostNamed {
      if !heaviest.contains(where: { WordScale.isSame(text[$0], text[word.range]) }) { heaviest.append(word.range) }
    }
    // One word, however often it comes, is never enough.
    guard heaviest.count > 1 else { return nil }
    let size = Double(max(count, WordWeights.leastWords)).squareRoot()
    let said = starts.indices.max {
      Double(starts[$0]) + Double(leanings[$0]) / size < Double(starts[$1]) + Double(leanings[$1]) / size
    }
    guard let kind = said, let rule = rules[kind] else { return nil }
    return Outcome(rule: rule, range: WordScale.heaviestStretch(of: words), heaviest: heaviest)
  }

  private static func isSame(_ one: Slice<UnsafeBufferPointer<UInt8>>, _ other: Slice<UnsafeBufferPointer<UInt8>>)
    -> Bool
  {
    one.elementsEqual(other) { $0 | 0x20 == $1 | 0x20 }
  }

  /// The run of words with the highest sum.
  private static func heaviestStretch(of words: [(range: Range<Int>, share: Int)]) -> Range<Int> {
    var (best, sum, start) = (Int.min, 0, 0)
    var range = 0..<0
    for (place, word) in words.enumerated() {
      if sum <= 0 { (sum, start) = (0, place) }
      sum += word.share
      if sum > best { (best, range) = (sum, words[start].range.lowerBound..<word.range.upperBound) }
    }
    return range
  }

  /// Tells each word, and after it its entries: of the word, of its beginning, and of it with the word before.
  @inline(__always)
  private func read(
    _ text: UnsafeBufferPointer<UInt8>, word: (_ start: Int, _ end: Int) -> Void,
    _ entry: (_ number: Int, _ isPair: Bool) -> Void
  ) {
    var place = 0
    var previous: WordHash?
    while place < text.count {
      guard isLetterByte(text[place]) else {
        place += 1
        continue
      }
      let start = place
      var (own, pair, stem) = (WordHash(), previous ?? WordHash(), WordHash())
      while place < text.count, isLetterByte(text[place]) {
        let letter = text[place] | 0x20
        own.add(letter)
        pair.add(letter)
        place += 1
        if place - start == WordWeights.stemLetters { stem = own }
      }
      word(start, place)
      if let found = number(of: own) { entry(found, false) }
      if place - start > WordWeights.stemLetters {
        stem.add(0x2A)
        if let found = number(of: stem) { entry(found, false) }
      }
      if previous != nil, let found = number(of: pair) { entry(found, true) }
      own.add(0x20)
      previous = own
    }
  }

  /// The number of an entry by its fingerprint.
  @inline(__always)
  private func number(of hash: WordHash) -> Int? {
    let value = hash.value | 1
    var slot = Int(truncatingIfNeeded: value >> 1) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == value { return Int(entries[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }
}

extension ScanRun {
  /// Weighs the words of all that was added, as folding reads them.
  mutating func weigh(_ table: RuleTable, isOwn: Bool) {
    for scale in table.scales {
      for index in buffer.subjects.indices {
        let subject = buffer.subjects[index]
        guard subject.isAlone || subject.reading == 0, let outcome = scale.weigh(buffer.text(of: subject)) else {
          continue
        }
        note(subject, index, outcome.rule, isOwn: isOwn, outcome.range, .folded)
      }
    }
  }
}

extension RuleTable {
  /// Scales for the lists of weights of some rules; rules with the same list share one.
  static func scales(of rules: [Rule]) -> [WordScale] {
    var lists: [(weights: WordWeights, rules: [CategoryID: Int])] = []
    for (number, rule) in rules.enumerated() where rule.status != .retired {
      guard let weights = rule.weights else { continue }
      if let known = lists.firstIndex(where: { $0.weights == weights }) {
        // A rule on trial does not push a live one aside.
        if let other = lists[known].rules[rule.category], rules[other].status == .live { continue }
        lists[known].rules[rule.category] = number
      } else {
        lists.append((weights, [rule.category: number]))
      }
    }
    return lists.map { list in WordScale(list.weights) { list.rules[$0] } }
  }

  /// Where the words of a hit stand that weigh the most, heaviest first; nowhere for a rule that weighs nothing.
  func heaviestWords(of rule: Int, in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    guard entries[rule].weighs, let scale = scales.first(where: { $0.rules.contains(rule) }) else { return [] }
    return scale.weigh(text)?.heaviest ?? []
  }
}
