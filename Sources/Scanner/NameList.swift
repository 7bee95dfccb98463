/// Proper names and place names; a name-like word inside one of them, written with a capital, is no insult.
public struct NameList: Sendable, Hashable {
  private let phrases: Set<String>
  private let longest: Int

  /// The names, folded.
  var words: Set<String> { phrases }

  /// Takes names as people write them, of one word or more ("De Cock").
  public init(_ names: some Sequence<String>) {
    phrases = Set(names.map { NameList.key($0) })
    longest = min(4, phrases.map { $0.count { $0 == " " } + 1 }.max() ?? 0)
  }

  /// The name that covers a hit in a text, or nil. The hit's word must start with a capital, and not be all capitals.
  func name(covering hit: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> String? {
    guard longest > 0 else { return nil }
    let surroundings = Surroundings(text: text, hit: hit)
    let word = surroundings.wholeWords
    guard isCapitalised(word, in: text) else { return nil }
    for before in 0..<longest {
      for after in 0..<(longest - before) {
        let range = surroundings.window(wordsBefore: before, wordsAfter: after)
        let phrase = String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self)
        if phrases.contains(NameList.key(phrase)) { return phrase }
      }
    }
    return nil
  }

  private func isCapitalised(_ word: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let scalar = String(decoding: UnsafeBufferPointer(rebasing: text[word]), as: UTF8.self).unicodeScalars.first,
      scalar.properties.isUppercase
    else { return false }
    let letters = text[word].filter { isWordByte($0) }
    return letters.count <= 2 || letters.contains { $0 >= 0x61 && $0 <= 0x7A }
  }

  private static func key(_ name: String) -> String {
    var key: [UInt8] = []
    for scalar in name.unicodeScalars {
      if scalar.properties.isWhitespace {
        if key.last != 0x20 && !key.isEmpty { key.append(0x20) }
        continue
      }
      let fold = UnicodeTables.fold(scalar.value)
      if scalar.value >= 0x80, fold.isPresent, !fold.isScalar {
        fold.forEachByte { key.append($0) }
      } else {
        appendUTF8(UnicodeTables.simpleCase(scalar.value), to: &key)
      }
    }
    while key.last == 0x20 { key.removeLast() }
    return String(decoding: key, as: UTF8.self)
  }
}
