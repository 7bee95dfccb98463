import Testing

@testable import Scanner

struct NearWordsTests {
  private static let words = ["achterlijke", "kankerhond", "klootzak", "smeerlap", "sukkels", "teringwijf", "varkens"]
    .map { Array($0.utf8) }
  private static let near = NearWords(words)

  /// Every word that one typing error away from it people type, but for the first letter.
  private static func edits(of word: [UInt8]) -> [[UInt8]] {
    var edits: [[UInt8]] = []
    for place in word.indices.dropFirst() {
      var one = word
      one.remove(at: place)
      edits.append(one)
      one = word
      one.insert(word[place], at: place)
      edits.append(one)
      one = word
      one.insert(UInt8(ascii: "q"), at: place)
      edits.append(one)
      if word.count >= Speller.leastLengthForWrongLetter {
        one = word
        one[place] = UInt8(ascii: "q")
        edits.append(one)
      }
      if place + 1 < word.count, word[place] != word[place + 1] {
        one = word
        one.swapAt(place, place + 1)
        edits.append(one)
      }
    }
    return edits + [word + [UInt8(ascii: "q")]]
  }

  @Test("a word is found from each of its typing errors, in whichever half that is", arguments: words)
  func found(_ word: [UInt8]) {
    for typed in Self.edits(of: word) {
      #expect(Self.near.nearest(to: typed).map(Array.init) == word, "\(String(decoding: typed, as: UTF8.self))")
    }
  }

  @Test("two errors, and words that are not there, give none", arguments: ["kloozk", "smerlapp", "voetbal", "sukels2"])
  func notFound(_ typed: String) { #expect(Self.near.nearest(to: Array(typed.utf8)) == nil) }

  @Test("the likelier error goes first, then the word that begins alike, then the alphabet")
  func likeliest() {
    func nearest(_ typed: String, among words: [String]) -> String? {
      NearWords(words.sorted().map { Array($0.utf8) }).nearest(to: Array(typed.utf8)).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    #expect(nearest("klootazk", among: ["klootank", "klootzak"]) == "klootzak")
    #expect(nearest("karbonae", among: ["karbonade", "karbonare"]) == "karbonade")
    #expect(nearest("sloffenz", among: ["slaffenz", "sloffend"]) == "sloffend")
  }

  @Test("no words give no word")
  func none() { #expect(NearWords([]).nearest(to: Array("klootzak".utf8)) == nil) }
}
