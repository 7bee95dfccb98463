import CBlocks
import Conduct

/// What stands around a hit: words, sentence, quotation marks. Works on UTF-8 bytes of one view.
struct Surroundings {
  let text: UnsafeBufferPointer<UInt8>
  let hit: Range<Int>

  /// The hit, widened to whole words.
  var wholeWords: Range<Int> {
    var (start, end) = (hit.lowerBound, hit.upperBound)
    while start > 0, isWord(start - 1) { start -= 1 }
    while end < text.count, isWord(end) { end += 1 }
    return start..<end
  }

  /// The hit's words with so many more on each side.
  func window(wordsBefore: Int, wordsAfter: Int) -> Range<Int> {
    let words = wholeWords
    return start(of: wordsBefore, before: words.lowerBound)..<end(of: wordsAfter, after: words.upperBound)
  }

  /// The stretch of text that a window names, and the other one when it names two.
  func stretches(_ window: Condition.Window) -> (Range<Int>, other: Range<Int>?) {
    let low: Int
    let high: Int
    switch window.reach {
    case .words(let count):
      low = start(of: count, before: hit.lowerBound)
      high = end(of: count, after: hit.upperBound)
    case .sentence:
      low = sentenceStart
      high = sentenceEnd
    case .message:
      low = 0
      high = text.count
    }
    switch window.side {
    case .before: return (low..<hit.lowerBound, nil)
    case .after: return (hit.upperBound..<high, nil)
    case .either: return (low..<hit.lowerBound, hit.upperBound..<high)
    case .around: return (low..<high, nil)
    }
  }

  private func start(of count: Int, before place: Int) -> Int {
    var place = place
    for _ in 0..<count {
      var next = place
      while next > 0, !isWord(next - 1) { next -= 1 }
      guard next > 0 else { return 0 }
      while next > 0, isWord(next - 1) { next -= 1 }
      place = next
    }
    return place
  }

  private func end(of count: Int, after place: Int) -> Int {
    var place = place
    for _ in 0..<count {
      while place < text.count, !isWord(place) { place += 1 }
      while place < text.count, isWord(place) { place += 1 }
    }
    return place
  }

  /// How far, in bytes, a sentence may go on before a hit, and after it: nobody means what stands further away.
  private static let sentence = 512

  private var sentenceStart: Int {
    let first = max(0, hit.lowerBound - Surroundings.sentence)
    var place = hit.lowerBound
    while place > first, !endsSentence(place - 1) { place -= 1 }
    while place < hit.lowerBound, text[place] & 0xC0 == 0x80 { place += 1 }
    return place
  }

  private var sentenceEnd: Int {
    let last = min(text.count, hit.upperBound + Surroundings.sentence)
    var place = hit.upperBound
    while place < last, !endsSentence(place) { place += 1 }
    place = min(place + 1, text.count)
    while place < text.count, text[place] & 0xC0 == 0x80 { place += 1 }
    return place
  }

  /// A line break, `…`, or `.`, `!`, `?` before white space or the end.
  private func endsSentence(_ place: Int) -> Bool {
    let byte = text[place]
    if byte == 0x0A { return true }
    if byte == 0xA6 { return place >= 2 && text[place - 1] == 0x80 && text[place - 2] == 0xE2 }
    guard byte == 0x2E || byte == 0x21 || byte == 0x3F else { return false }
    return place + 1 == text.count || text[place + 1] <= 0x20
  }

  /// Letters, digits, the underscore, and whatever stands above ASCII but general punctuation.
  private func isWord(_ place: Int) -> Bool {
    let byte = text[place]
    if byte < 0x80 { return isWordByte(byte) }
    var lead = place
    while lead > 0, text[lead] & 0xC0 == 0x80 { lead -= 1 }
    if text[lead] == 0xE2, lead + 1 < text.count, text[lead + 1] == 0x80 { return false }
    if text[lead] == 0xC2 { return text[lead + 1 < text.count ? lead + 1 : lead] == 0xB5 }
    return true
  }

  /// How far, in bytes, a quotation mark may stand from the hit.
  private static let quotation = 2048

  /// Whether the hit stands between quotation marks of the same line.
  var isQuoted: Bool {
    // Most texts that might hold a quotation mark hold none.
    guard hasMark(from: max(0, hit.lowerBound - Surroundings.quotation)) else { return false }
    var (low, high) = (hit.lowerBound, hit.upperBound)
    while low > max(0, hit.lowerBound - Surroundings.quotation), text[low - 1] != 0x0A { low -= 1 }
    while low < hit.lowerBound, text[low] & 0xC0 == 0x80 { low += 1 }
    while high < min(text.count, hit.upperBound + Surroundings.quotation), text[high] != 0x0A { high += 1 }
    while high < text.count, text[high] & 0xC0 == 0x80 { high += 1 }
    var open: [(mark: UInt32, place: Int)] = []
    var place = low
    var previous: UInt32 = 0x20
    while place < high {
      let at = place
      let scalar = nextScalar(text, &place)
      let next = place < text.count ? text[place] : 0x20
      if let mark = Surroundings.closed(scalar, open.last?.mark, previous: previous, next: next) {
        if let last = open.popLast(), last.place < hit.lowerBound, at >= hit.upperBound, last.mark == mark {
          return true
        }
      } else if let mark = Surroundings.opened(scalar, previous: previous, next: next) {
        open.append((mark, at))
      }
      previous = scalar
    }
    return false
  }

  /// Whether a byte that may belong to a quotation mark stands before the hit.
  private func hasMark(from low: Int) -> Bool {
    guard let base = text.baseAddress else { return false }
    let count = hit.lowerBound - low
    return blocks_has(base + low, count, 0x22) || blocks_has(base + low, count, 0x27)
      || blocks_has(base + low, count, 0xE2) || blocks_has(base + low, count, 0xC2)
  }

  /// The mark that a quotation opened with, if this sign closes it.
  static func closed(_ scalar: UInt32, _ open: UInt32?, previous: UInt32, next: UInt8) -> UInt32? {
    guard let open else { return nil }
    switch (open, scalar) {
    case (0x22, 0x22), (0x201C, 0x201D), (0x201E, 0x201D), (0x201E, 0x201C), (0xAB, 0xBB), (0x201C, 0x22): return open
    case (0x27, 0x27), (0x27, 0x2019), (0x2018, 0x2019), (0x201A, 0x2018), (0x201A, 0x2019), (0x2018, 0x27):
      // An apostrophe inside a word closes nothing ("z'n").
      return previous > 0x20 && !isWordByte(next) ? open : nil
    default: return nil
    }
  }

  /// The kind of quotation that this sign opens.
  static func opened(_ scalar: UInt32, previous: UInt32, next: UInt8) -> UInt32? {
    switch scalar {
    case 0x22, 0x201C, 0x201E, 0xAB: return scalar
    case 0x27, 0x2018, 0x201A:
      return next > 0x20 && !Folder.isLetter(UnicodeTables.simpleCase(previous)) ? scalar : nil
    default: return nil
    }
  }
}
