import Testing

@testable import Scanner

struct WordTableTests {
  /// What the table should find, by looking at every place.
  private static func expected(_ literals: [[UInt8]], in text: [UInt8]) -> Set<[Int]> {
    func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
    func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
    var found: Set<[Int]> = []
    for place in text.indices where place == 0 || !isLetter(text[place - 1]) {
      for (number, literal) in literals.enumerated()
      where text[place...].prefix(literal.count).map(lower) == literal {
        found.insert([number, place + literal.count])
      }
    }
    return found
  }

  @Test("literals of every length are found at the starts of words, and nowhere else", arguments: [1, 3, 40, 5000])
  func findsAll(_ copies: Int) throws {
    let words = [
      "a", "ab", "kut", "hoer", "hoera", "kanker", "kankers", "kankerlijer", "één", "é", "x1", "1 2", "kanker lul",
    ]
    let literals = words.map { Array($0.utf8) }
    var texts = LiteralTexts()
    for literal in literals { texts.append(literal) }
    let table = try #require(WordTable(texts, first: literals.count, standingAtEnd: literals.map { _ in false }))
    let sentence = "Kut, HOERA! eenkanker KANKERLIJER kanker lul één_é 1 2 x1 ab-a hoers\n"
    let text = Array(String(repeating: sentence, count: copies).utf8)
    var buffer = ByteBuffer(capacity: 16)
    text.withUnsafeBufferPointer { buffer.append($0) }
    var candidates = Candidates()
    let isDone = candidates.collect(nil, table, in: UnsafePointer(buffer.base), count: buffer.count)
    #expect(isDone)
    let found = (0..<candidates.count).map { [candidates[$0].number, candidates[$0].end] }
    #expect(Set(found).count == found.count)
    let whole = literals.indices.map { $0.isMultiple(of: 2) }
    let fewer = try #require(WordTable(texts, first: literals.count, standingAtEnd: whole))
    let isDoneAgain = candidates.collect(nil, fewer, in: UnsafePointer(buffer.base), count: buffer.count)
    #expect(isDoneAgain)
    let kept = (0..<candidates.count).map { [candidates[$0].number, candidates[$0].end] }
    #expect(
      Set(kept) == Set(found.filter { !whole[$0[0]] || $0[1] == text.count || !isLetterByte(text[$0[1]]) }))
    if copies < 100 {
      #expect(Set(found) == Self.expected(literals, in: text))
    } else {
      #expect(found.count == copies * Self.expected(literals, in: Array(sentence.utf8)).count)
    }
  }
}
