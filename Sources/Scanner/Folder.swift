/// Undoes evasions in a text, scalar by scalar, keeping for each the place it came from.
struct Folder {
  /// One letter or sign of the reading to be.
  private struct Cell {
    var scalar: UInt32
    /// A second letter that the sign may stand for, or 0.
    var other: UInt32 = 0
    var start: UInt32
    var end: UInt32
    var marks: UInt8 = 0
    /// A stretched letter may stand once or twice.
    var mayDouble = false
    var isMask = false

    var isChoice: Bool { other != 0 || mayDouble }
  }

  /// Readings are bounded; a word with more doubtful signs than this allows is read in the first so many ways, and in four
  /// in a long text.
  static let mostReadings = 16

  private var cells: [Cell] = []
  /// Per word with choices: its cells, and in how many ways it can be read.
  private var words: [(range: Range<Int>, ways: Int)] = []

  init(_ scalars: [UInt32]) {
    fold(scalars)
    joinSpelledWords()
    if cells.contains(where: { LeetTable.letters($0.scalar) != nil || LeetTable.isMask($0.scalar) }) { readSigns() }
    squeezeStretched()
    guard cells.contains(where: \.isChoice) else { return }
    for word in wordRanges() {
      var ways = 1
      let most = cells.count > 4096 ? 4 : Folder.mostReadings
      for index in word where cells[index].isChoice { ways = min(ways * 2, most) }
      if ways > 1 { words.append((word, ways)) }
    }
  }

  /// All readings, and the bytes of the first one that are masked letters.
  func readings() -> NormalisedText.Readings {
    var result = NormalisedText.Readings()
    for number in 0..<(words.map(\.ways).max() ?? 1) {
      var view = NormalisedText.View(capacity: cells.count + 16)
      var next = 0
      var digits = 0
      for index in cells.indices {
        let cell = cells[index]
        if next < words.count, words[next].range.upperBound <= index { next += 1 }
        if next < words.count, index == words[next].range.lowerBound { digits = number % words[next].ways }
        var scalar = cell.scalar
        let origin = NormalisedText.View.Origin(start: cell.start, end: cell.end, marks: cell.marks)
        if cell.isChoice {
          if digits & 1 == 1 {
            if cell.mayDouble { view.append(scalar, origin) } else { scalar = cell.other }
          }
          digits >>= 1
        }
        if scalar == 0 { continue }
        if cell.isMask, number == 0 { result.masks.append(view.bytes.count) }
        view.append(scalar, origin)
      }
      result.views.append(view)
    }
    return result
  }

  /// Case, accents, compatibility forms, confusables and invisible signs.
  private mutating func fold(_ scalars: [UInt32]) {
    cells.reserveCapacity(scalars.count)
    var hidden: UInt32?
    for (index, scalar) in scalars.enumerated() {
      let place = UInt32(index)
      if scalar < 0x80 {
        append(UInt32(Normaliser.plain(UInt8(scalar))), at: place, marks: 0, hidden: &hidden)
        continue
      }
      if let sign = Folder.wideSign(scalar) {
        append(sign, at: place, marks: Marks.confusables, hidden: &hidden)
        continue
      }
      let fold = UnicodeTables.fold(scalar)
      guard fold.isPresent else {
        append(UnicodeTables.simpleCase(scalar), at: place, marks: 0, hidden: &hidden)
        continue
      }
      if Folder.isSign(scalar), !Folder.standsInWord(index, scalars) {
        append(scalar, at: place, marks: 0, hidden: &hidden)
        continue
      }
      switch fold.kind {
      case .invisible:
        hidden = hidden ?? place
        continue
      case .combining: continue
      case .ordinary, .confusable: break
      }
      let marks = fold.kind == .confusable ? Marks.confusables : 0
      if fold.isScalar {
        append(fold.value, at: place, marks: marks, hidden: &hidden)
      } else {
        fold.forEachByte { append(UInt32($0), at: place, marks: marks, hidden: &hidden) }
      }
    }
  }

  /// A full-width sign that is no letter or digit as its ASCII one: ＠ ＊ ＄.
  private static func wideSign(_ scalar: UInt32) -> UInt32? {
    guard scalar >= 0xFF01, scalar <= 0xFF5E else { return nil }
    let sign = scalar - 0xFEE0
    return isWordByte(UInt8(sign)) ? nil : sign
  }

  private mutating func append(_ scalar: UInt32, at place: UInt32, marks: UInt8, hidden: inout UInt32?) {
    var marks = marks
    if hidden != nil, Folder.isLetter(scalar), let last = cells.last, Folder.isLetter(last.scalar) {
      marks |= Marks.invisibles
    }
    hidden = nil
    cells.append(Cell(scalar: scalar, start: place, end: place + 1, marks: marks))
  }

  /// "k a n k e r", "k.a.n.k.e.r": at least three single letters with the same separator, or single separators,
  /// between them. Words of more than one letter are never joined.
  private mutating func joinSpelledWords() {
    var index = 0
    var kept: [Cell] = []
    var copied = 0
    guard singles() >= 3 else { return }
    while index < cells.count {
      guard isSingle(index), let run = spelledRun(from: index) else {
        index += 1
        continue
      }
      kept.append(contentsOf: cells[copied..<index])
      for place in run.letters {
        var cell = cells[place]
        cell.marks |= Marks.spacing
        kept.append(cell)
        // "u k u t": the first letter may be a word by itself.
        if place == run.letters[0], cells[place + 1].scalar == 0x20, Folder.isWord(cell.scalar) {
          kept.append(Cell(scalar: 0, other: 0x20, start: cell.end, end: cell.end + 1))
        }
      }
      copied = run.end
      index = run.end
    }
    guard copied > 0 else { return }
    kept.append(contentsOf: cells[copied...])
    cells = kept
  }

  /// Letters and leet signs without a letter beside them: at least as many as `isSingle` finds.
  private func singles() -> Int {
    var count = 0
    var (before, isLetter) = (false, cells.first.map { Folder.isLetter($0.scalar) } ?? false)
    for index in cells.indices {
      let after = index + 1 < cells.count && Folder.isLetter(cells[index + 1].scalar)
      if !before && !after && (isLetter || LeetTable.letters(cells[index].scalar) != nil) { count += 1 }
      (before, isLetter) = (isLetter, after)
    }
    return count
  }

  private func isSingle(_ index: Int) -> Bool {
    let scalar = cells[index].scalar
    guard Folder.isLetter(scalar) || LeetTable.letters(scalar) != nil && !LeetTable.isSeparator(scalar) else {
      return false
    }
    return (index == 0 || !isWordish(cells[index - 1].scalar))
      && (index + 1 == cells.count || !isWordish(cells[index + 1].scalar))
  }

  private func isWordish(_ scalar: UInt32) -> Bool {
    Folder.isLetter(scalar) || (scalar >= 0x30 && scalar <= 0x39)
      || LeetTable.letters(scalar) != nil && !LeetTable.isInner(scalar)
  }

  /// A run with one and the same separator, or failing that with any single ones; a letter before such a run of its own
  /// ("u k.u.t") is left out.
  private func spelledRun(from start: Int) -> (letters: [Int], end: Int)? {
    if let run = spelledRun(from: start, isMixed: false) {
      guard let mixed = spelledRun(from: start, isMixed: true), mixed.letters.count > run.letters.count else {
        return run
      }
      return mixed
    }
    guard let next = (start + 1..<min(start + 5, cells.count)).first(where: { isSingle($0) }),
      spelledRun(from: next, isMixed: false) == nil
    else { return nil }
    return spelledRun(from: start, isMixed: true)
  }

  private func spelledRun(from start: Int, isMixed: Bool) -> (letters: [Int], end: Int)? {
    var letters = [start]
    var firstGap: [UInt32]?
    var place = start + 1
    while place < cells.count {
      var next = place
      while next < cells.count, next - place < 4, LeetTable.isSeparator(cells[next].scalar) { next += 1 }
      guard next > place, next < cells.count, isSingle(next) else { break }
      let gap = cells[place..<next].map(\.scalar)
      guard isMixed ? Folder.mayMix(gap) : gap == firstGap ?? gap else { break }
      firstGap = firstGap ?? gap
      letters.append(next)
      place = next + 1
    }
    let real = letters.count { Folder.isLetter(cells[$0].scalar) }
    // A leet sign at either end is more likely a number or punctuation.
    while let last = letters.last, !Folder.isLetter(cells[last].scalar) { letters.removeLast() }
    guard letters.count >= 3, real * 2 >= letters.count, Folder.isLetter(cells[start].scalar) else { return nil }
    return (letters, letters[letters.count - 1] + 1)
  }

  /// Whether a gap may stand between spelt letters beside other gaps: any one separator but a mask, or spaces around a dash.
  private static func mayMix(_ gap: [UInt32]) -> Bool {
    if gap.count == 1 { return !LeetTable.isMask(gap[0]) }
    return gap.allSatisfy { $0 == 0x20 || $0 == 0x2D || $0 == 0x2013 } && gap.contains { $0 != 0x20 }
  }

  /// Leet signs and masks inside words become letters.
  private mutating func readSigns() {
    for range in wordRanges() {
      // Signs that end or open a sentence are no part of the word.
      var word = range
      while let end = word.last, isOuter(end) { word = word.lowerBound..<end }
      while let start = word.first, isOuter(start) { word = (start + 1)..<word.upperBound }
      var letters = 0
      var signs = 0
      for index in word {
        if Folder.isLetter(cells[index].scalar) { letters += 1 } else { signs += 1 }
      }
      guard signs > 0, letters > 0, signs <= letters + 1,
        let first = word.first(where: { Folder.isLetter(cells[$0].scalar) }),
        let last = word.last(where: { Folder.isLetter(cells[$0].scalar) })
      else { continue }
      for index in word where !Folder.isLetter(cells[index].scalar) {
        let isInside = index > first && index < last
        if LeetTable.isMask(cells[index].scalar) {
          guard isInside, letters >= 2 else { continue }
          // The underscore is a word character that no listed letter equals.
          cells[index].scalar = 0x5F
          cells[index].isMask = true
          cells[index].marks |= Marks.masked
        } else if let (letter, other) = LeetTable.letters(cells[index].scalar) {
          guard isInside || (letters >= 2 && !LeetTable.isInner(cells[index].scalar)) else { continue }
          cells[index].scalar = letter
          cells[index].other = other
          cells[index].marks |= Marks.leet
        }
      }
    }
  }

  private func isOuter(_ index: Int) -> Bool {
    LeetTable.isInner(cells[index].scalar) || LeetTable.isMask(cells[index].scalar)
  }

  /// Three or more of the same letter may stand for one or for two.
  private mutating func squeezeStretched() {
    var kept = 0
    var index = 0
    while index < cells.count {
      var cell = cells[index]
      var end = index + 1
      if cell.other == 0, Folder.isLetter(cell.scalar) {
        while end < cells.count, cells[end].scalar == cell.scalar, cells[end].other == 0 { end += 1 }
      }
      if end - index >= 3 {
        cell.end = cells[end - 1].end
        for place in index..<end { cell.marks |= cells[place].marks }
        cell.marks |= Marks.stretched
        cell.mayDouble = true
        end -= 1
        index = end
      } else {
        end = index
      }
      cells[kept] = cell
      kept += 1
      index = end + 1
    }
    cells.removeLast(cells.count - kept)
  }

  /// Runs of letters, leet signs and masks.
  private func wordRanges() -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start: Int?
    for index in cells.indices {
      let scalar = cells[index].scalar
      let isPart =
        cells[index].isMask || cells[index].isChoice || Folder.isLetter(scalar) || LeetTable.letters(scalar) != nil
        || LeetTable.isMask(scalar)
      if isPart {
        start = start ?? index
      } else if let from = start {
        ranges.append(from..<index)
        start = nil
      }
    }
    if let from = start { ranges.append(from..<cells.count) }
    return ranges
  }

  /// Signs above ASCII that only stand for a letter inside a word: ¡ ¢ £ ¥ ² ³ ¹ and the euro.
  static func isSign(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA1...0xA5, 0xB2, 0xB3, 0xB9, 0x20AC: true
    default: false
    }
  }

  private static func standsInWord(_ index: Int, _ scalars: [UInt32]) -> Bool {
    func isLetterAt(_ place: Int) -> Bool {
      scalars.indices.contains(place) && isLetter(UnicodeTables.simpleCase(scalars[place]))
    }
    return isLetterAt(index - 1) || isLetterAt(index + 1)
  }

  /// Whether a letter is a Dutch word by itself: u, à, é (as in the stressed "en"), o.
  private static func isWord(_ scalar: UInt32) -> Bool {
    scalar == 0x75 || scalar == 0x61 || scalar == 0x65 || scalar == 0x6F
  }

  /// Whether a folded scalar is a letter.
  static func isLetter(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return scalar >= 0x61 && scalar <= 0x7A }
    return Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
  }
}
