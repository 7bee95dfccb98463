/// The words of one text and what stands between them.
struct NameReading {
  let text: UnsafeBufferPointer<UInt8>
  let words: UnsafeBufferPointer<NameWord>

  /// What stands before a word.
  struct Gap {
    /// Only white space of one line, or the full stop of an abbreviation besides.
    var isSpace = true
    /// A sentence begins, a line, a quotation or something between brackets.
    var isBreak = false
    /// Nothing but what stands between the items of a list.
    var isList = true
    /// White space, hyphen, apostrophe: what stands inside a name.
    var isJoint = true
    /// A comma is all, but for white space.
    var isComma = false
  }

  /// Whether a sentence, or what looks like one, begins with a word.
  func startsSentence(_ word: Int) -> Bool { word == 0 || gap(before: word).isBreak }

  /// Looks at what stands before a word, and after the word before.
  func gap(before word: Int) -> Gap {
    var gap = Gap()
    var place = word == 0 ? 0 : Int(words[word - 1].end)
    let end = word < words.count ? Int(words[word].start) : text.count
    let start = place
    var (items, commas, others) = (0, 0, 0)
    if place == end { gap.isSpace = false }
    while place < end {
      let at = place
      switch nextScalar(text, &place) {
      case 0x20, 0x09, 0xA0: continue
      case 0x0A, 0x0D:
        (gap.isSpace, gap.isJoint, gap.isBreak) = (false, false, true)
        items += 1
      case 0x2E:
        if at == start, word > 0, isAbbreviation(word - 1) { continue }
        let isNumbering = at > start && text[at - 1] >= 0x30 && text[at - 1] <= 0x39
        (gap.isSpace, gap.isJoint, gap.isBreak) = (false, false, true)
        gap.isList = gap.isList && isNumbering
      case 0x2C:
        (gap.isSpace, gap.isJoint) = (false, false)
        (items, commas) = (items + 1, commas + 1)
      case 0x26, 0x2B, 0x2F, 0x3B:
        (gap.isSpace, gap.isJoint) = (false, gap.isJoint && place - at == 1 && text[at] == 0x2F)
        (items, others) = (items + 1, others + 1)
      case 0x30...0x39, 0x29:
        (gap.isSpace, gap.isJoint) = (false, false)
        others += 1
      case 0x2D, 0x2010, 0x2011:
        gap.isSpace = false
        others += 1
        // A dash between spaces opens something; a bullet at the start of a line stands in a list.
        if end - start > 1 { (gap.isJoint, gap.isBreak) = (false, true) }
      case 0x27, 0x2019, 0x2018, 0x60, 0xB4:
        (gap.isSpace, gap.isList) = (false, false)
        if at > start || word == 0 {
          // "'t Hart" goes on; "'Roos" opens a quotation.
          gap.isBreak = gap.isBreak || place != end || (word < words.count && words[word].count > 1)
        }
      case 0x2022, 0x2A, 0xB7:
        (gap.isSpace, gap.isJoint, gap.isBreak) = (false, false, true)
        items += 1
      case 0x21, 0x3F, 0x3A, 0x22, 0x28, 0x3E, 0x5B, 0x2026, 0x201C, 0x201D, 0x201E, 0xAB, 0xBB, 0x1F000...:
        gap = Gap(isSpace: false, isBreak: true, isList: false, isJoint: false)
      default:
        (gap.isSpace, gap.isList, gap.isJoint) = (false, false, false)
      }
    }
    gap.isComma = commas == 1 && items == 1 && others == 0 && !gap.isBreak
    gap.isList = gap.isList && items > 0
    return gap
  }

  /// Whether a full stop right after a word does not end a sentence.
  private func isAbbreviation(_ word: Int) -> Bool {
    words[word].count == 1 || NameSigns.abbreviations.contains(words[word].hash)
  }

  /// Whether words with a white space before each stand so: the gap before `word` is one of white space only.
  func follows(_ word: Int) -> Bool { word > 0 && word < words.count && gap(before: word).isSpace }

  /// Whether a stretch stands for itself, and is no part of an address, a handle, a code or a longer word.
  func isFree(_ range: Range<Int>) -> Bool {
    let (start, end) = (range.lowerBound, range.upperBound)
    let after = byte(end)
    var before = byte(start - 1)
    // "@Ingrid" speaks to somebody; "@daan" and "x@Ingrid" are addresses.
    if before == 0x40, byte(start - 2) <= 0x20, byte(start) & 0x20 == 0, after <= 0x20 || after == 0x2C {
      before = 0x20
    }
    if isWordByte(before) || before == 0x40 || before == 0x23 || before == 0x5C { return false }
    if isWordByte(after) || after == 0x40 || after == 0x5C { return false }
    // A compound is another word, or another name.
    if before == 0x2D || isApostrophe(endingAt: start), isLetter(before: start) { return false }
    if after == 0x2D, isLetter(at: end + 1) { return false }
    if after == 0x2E, case let next = byte(end + 1), next >= 0x61 && next <= 0x7A || next >= 0x30 && next <= 0x39 {
      return false
    }
    return before <= 0x20 && (after <= 0x20 || after == 0x2C) || !isAddress(range)
  }

  private func byte(_ place: Int) -> UInt8 { text.indices.contains(place) ? text[place] : 0x20 }

  private func isLetter(at place: Int) -> Bool { byte(place) >= 0x80 || isLetterByte(byte(place)) }

  /// Whether a letter stands before a sign that ends at a place.
  private func isLetter(before place: Int) -> Bool {
    isLetter(at: place - (byte(place - 1) < 0x80 ? 2 : 4))
  }

  private func isApostrophe(endingAt place: Int) -> Bool {
    byte(place - 1) == 0x27
      || (place >= 3 && byte(place - 3) == 0xE2 && byte(place - 2) == 0x80 && byte(place - 1) & 0xFE == 0x98)
  }

  /// Whether an apostrophe right after a place sets off an ending ("Roos'", "Anna's").
  func hasApostrophe(at place: Int) -> Bool {
    byte(place) == 0x27 || (byte(place) == 0xE2 && byte(place + 1) == 0x80 && byte(place + 2) == 0x99)
  }

  /// Whether what stands between white space around a stretch looks like an address.
  private func isAddress(_ range: Range<Int>) -> Bool {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low > 0, text[low - 1] > 0x20, range.lowerBound - low < 120 { low -= 1 }
    while high < text.count, text[high] > 0x20, high - range.upperBound < 120 { high += 1 }
    for place in low..<high {
      if text[place] == 0x40 { return true }
      if text[place] == 0x3A, byte(place + 1) == 0x2F { return true }
      if text[place] | 0x20 == 0x77, byte(place + 1) | 0x20 == 0x77, byte(place + 2) | 0x20 == 0x77,
        byte(place + 3) == 0x2E
      {
        return true
      }
    }
    return false
  }

  func isCapital(_ word: Int) -> Bool { words[word].shape != .small }
}
