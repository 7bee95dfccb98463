extension MessageBuffer {
  /// The number of the reading in which typing errors are undone; it comes after all others.
  static let corrected: Int16 = 1 << 12

  /// Adds for each message with misspelt words a reading with what was meant; names of the people given are spelt right.
  mutating func addCorrections(_ speller: Speller, people: NameTable?) {
    for index in subjects.indices {
      let subject = subjects[index]
      guard subject.isAlone || subject.reading == 0 else { continue }
      let edits = speller.edits(in: text(of: subject))
      if !edits.isEmpty { addCorrection(edits, of: subject, people: people) }
    }
  }

  private mutating func addCorrection(_ edits: [Speller.Edit], of subject: Subject, people: NameTable?) {
    let message = Int(subject.message)
    let given = given(messages[message])
    let scalars = Array(String(decoding: given, as: UTF8.self).unicodeScalars)
    let base =
      subject.reading < 0
      ? composed[message] ?? NormalisedText.View(scalars)
      : readings[message]?.views.first ?? Normaliser.readings(given).views.first
    guard let base, base.bytes.count == Int(subject.textCount) else { return }
    let kept = edits.filter { edit in
      let word = base.origin(of: edit.range)
      if let people, let first = word.first, scalars[first].properties.isUppercase,
        people.isName(WordHash(base.bytes[edit.range].lazy.map { $0 | 0x20 }).value)
      {
        return false
      }
      return !MessageBuffer.isName(word, in: scalars)
    }
    if !kept.isEmpty { add(base.applying(kept), of: message) }
  }

  /// Whether a word is written as a name: with a capital that no start of a sentence explains.
  private static func isName(_ word: Range<Int>, in scalars: [Unicode.Scalar]) -> Bool {
    guard let first = word.first, scalars[first].properties.isUppercase else { return false }
    // All capitals are shouting, not a name.
    if first + 1 < word.upperBound, scalars[first + 1].properties.isUppercase { return false }
    var before = first
    while before > 0, !scalars[before - 1].properties.isAlphabetic, !isEnd(scalars[before - 1]) { before -= 1 }
    guard before == 0 || isEnd(scalars[before - 1]) else { return true }
    // Names stand alone or beside other names; a sentence goes on in small letters.
    var after = word.upperBound
    while after < scalars.count, !scalars[after].properties.isAlphabetic {
      if scalars[after] == "!" { return false }
      after += 1
    }
    return after == scalars.count || scalars[after].properties.isUppercase
  }

  private static func isEnd(_ scalar: Unicode.Scalar) -> Bool { ".!?:\n…".unicodeScalars.contains(scalar) }
}

extension NormalisedText.View {
  /// A text as it was given.
  init(_ scalars: [Unicode.Scalar]) {
    self.init(capacity: scalars.count)
    for (place, scalar) in scalars.enumerated() {
      append(scalar.value, Origin(start: UInt32(place), end: UInt32(place + 1), marks: 0))
    }
  }

  /// This reading with some stretches read otherwise, in order.
  func applying(_ edits: [Speller.Edit]) -> NormalisedText.View {
    var view = NormalisedText.View(capacity: bytes.count + 2 * edits.count)
    var place = 0
    for edit in edits {
      view.append(contentsOf: self, place..<edit.range.lowerBound)
      let whole = origin(of: edit.range)
      let origin = Origin(
        start: UInt32(whole.lowerBound), end: UInt32(whole.upperBound), marks: marks(of: edit.range) | edit.marks)
      for letter in edit.reading { view.append(UInt32(letter), origin) }
      place = edit.range.upperBound
    }
    view.append(contentsOf: self, place..<bytes.count)
    return view
  }
}
