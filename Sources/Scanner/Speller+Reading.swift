extension Speller {
  /// A text with more unknown words than this, and mostly unknown words, is in another language.
  private static let mostUnknown = 3
  /// Words looked up in one go, so that a hostile text of unknown words costs little.
  private static let mostLookups = 1000

  /// Finds the unknown words of a text in one pass, and what they should be read as.
  func edits(in text: UnsafeBufferPointer<UInt8>) -> [Edit] {
    var unknown: [Range<Int>] = []
    var words = 0
    var start = 0
    var hash = WordHash()
    for place in 0...text.count {
      if place < text.count, isLetterByte(text[place]) {
        hash.add(text[place] | 0x20)
        continue
      }
      if place - start >= 3 {
        words += 1
        if !isKnown(hash.value), place - start <= PatternVocabulary.lengths.upperBound {
          unknown.append(start..<place)
        }
      }
      start = place + 1
      hash = WordHash()
    }
    guard !unknown.isEmpty, unknown.count <= Speller.mostUnknown || unknown.count * 2 < words else { return [] }
    var edits: [Edit] = []
    for range in unknown.prefix(Speller.mostLookups) where range.lowerBound >= edits.last?.range.upperBound ?? 0 {
      if let edit = edit(of: range, in: text) { edits.append(edit) }
    }
    return edits
  }

  private func edit(of range: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Edit? {
    guard isFree(range, in: text) else { return nil }
    if let edit = joined(range, in: text) { return edit }
    let word = letters(range, in: text)
    if let reading = nearest(to: word) ?? split(word) { return Edit(range: range, reading: reading, marks: Marks.typo) }
    return nil
  }

  /// Parts of addresses, file names, handles and codes are no words.
  private func isFree(_ range: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    func joins(_ place: Int, _ beyond: Int) -> Bool {
      guard text.indices.contains(place) else { return false }
      let byte = text[place]
      if byte >= 0x80 { return byte != 0xC2 && byte != 0xE2 }
      if byte == 0x2E { return text.indices.contains(beyond) && isWordByte(text[beyond]) }
      return isWordByte(byte) || byte == 0x40 || byte == 0x2F || byte == 0x23 || byte == 0x5C
    }
    return !joins(range.lowerBound - 1, range.lowerBound - 2) && !joins(range.upperBound, range.upperBound + 1)
  }

  private func letters(_ range: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    text[range].map { $0 | 0x20 }
  }

  /// A word cut in two by a space or hyphen.
  private func joined(_ range: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Edit? {
    func isLetter(_ place: Int) -> Bool { text.indices.contains(place) && isLetterByte(text[place]) }
    func isGap(_ place: Int) -> Bool { text.indices.contains(place) && (text[place] == 0x20 || text[place] == 0x2D) }
    func whole(_ first: Range<Int>, _ second: Range<Int>) -> Edit? {
      guard first.count + second.count >= Speller.leastLength - 1 else { return nil }
      var hash = WordHash()
      for place in first { hash.add(text[place] | 0x20) }
      for place in second { hash.add(text[place] | 0x20) }
      guard listed.contains(hash.value) else { return nil }
      return Edit(
        range: first.lowerBound..<second.upperBound, reading: letters(first, in: text) + letters(second, in: text),
        marks: Marks.spacing)
    }
    var end = range.upperBound
    if isGap(end), isLetter(end + 1) {
      end += 1
      while isLetter(end) { end += 1 }
      if let edit = whole(range, (range.upperBound + 1)..<end) { return edit }
    }
    var start = range.lowerBound
    if isGap(start - 1), isLetter(start - 2) {
      start -= 1
      while isLetter(start - 1) { start -= 1 }
      return whole(start..<(range.lowerBound - 1), range)
    }
    return nil
  }
}
