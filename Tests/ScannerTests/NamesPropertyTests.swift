import Conduct
import Foundation
import TestSupport
import Testing

@testable import Scanner

/// The finder against slow and simple ones, on random schools and texts.
struct NamesPropertyTests {
  private static let givens = [
    "Aurelio", "Zoë", "Tygo", "Fenna", "Loïs", "Anne-Fleur", "Björn", "Tess", "Yfke", "Ömer", "Siebe", "Marit", "Jelte",
    "Hugo",
    "Pepijn", "Élise", "Rasmus", "Thirza", "Bowie", "Douwe",
  ]
  private static let families = [
    ("", "Hoekzema"), ("van der", "Zwaluw"), ("van", "Ommeren"), ("de", "Ruyter"), ("El", "Idrissi"), ("ten", "Broeke"),
    ("van 't", "Oever"), ("", "Çelik"), ("", "Kwakkel"), ("Ben", "Salah"), ("van den", "Eijnden"), ("", "Fässler"),
  ]
  private static let fillers = [
    "gisteren", "zag", "ik", "met", "toen", "op", "school", "lief", "tas", "kreeg", "even", "mooi",
  ]

  private static func people(_ random: inout Seeded) -> [NamedPerson] {
    (0..<Int.random(in: 1...40, using: &random)).map { number in
      let family = families.randomElement(using: &random)!
      let name = PersonName(given: givens.randomElement(using: &random)!, infix: family.0, family: family.1)
      return NamedPerson(number % 2 == 0 ? .pupil(PupilID("\(number)")) : .member(MemberID("\(number)")), name)
    }
  }

  /// Words of a name or text, for comparing.
  private static func words(_ text: String) -> [String] {
    PersonName.fold(text).split { !$0.isLetter }.map(String.init)
  }

  private static func varied(_ text: String, _ random: inout Seeded) -> String {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: text.lowercased()
    case 1: text.uppercased()
    case 2: text.decomposedStringWithCanonicalMapping
    case 3: PersonName.fold(text)
    default: text
    }
  }

  /// Everybody whose name stands at a word, and of how many words the longest is: all people and all forms, one by one.
  private static func slow(_ text: [String], at place: Int, _ people: [NamedPerson]) -> (Int, Set<Mention.Person>)? {
    var best: (Int, Set<Mention.Person>)?
    for one in people {
      let (given, family) = (words(one.name.given), words(one.name.infix) + words(one.name.family))
      for form in [given + family, given, family] where text[place...].starts(with: form) {
        if best == nil || form.count > best!.0 { best = (form.count, []) }
        if form.count == best!.0 { best!.1.insert(one.person) }
      }
    }
    return best
  }

  @Test("names among ordinary words are those that a search of all people, one by one, finds")
  func likeSearching() {
    var random = Seeded(20_261_122)
    let scanner = ContentScanner(RuleSet(version: "test", rules: []))
    for _ in 0..<60 {
      let people = Self.people(&random)
      let context = SchoolContext(people: people)
      for _ in 0..<30 {
        // A small letter first, so that every capital means something, and a word between names.
        var parts = [Self.fillers.randomElement(using: &random)!]
        for _ in 0..<Int.random(in: 1...8, using: &random) {
          let name = people.randomElement(using: &random)!.name
          let text = [name.full, name.given, "\(name.infix) \(name.family)"].randomElement(using: &random)!
          parts.append(Self.varied(text.trimmingCharacters(in: .whitespaces), &random))
          parts.append(Self.fillers.randomElement(using: &random)!)
        }
        let text = parts.joined(separator: " ")
        let words = Self.words(text)
        var expected: [Set<Mention.Person>] = []
        var place = 0
        while place < words.count {
          if let (count, who) = Self.slow(words, at: place, people) {
            expected.append(who)
            place += count
          } else {
            place += 1
          }
        }
        #expect(scanner.scan(text, context: context).mentions.map { Set($0.people) } == expected, "\(text)")
      }
    }
  }

  @Test("the first look at a word passes over none that would be a name, whatever the text")
  func missesNothing() throws {
    var random = Seeded(7)
    let signs = [
      " ", " ", " ", "\n", ", ", ". ", "-", "'", "’", "s ", "je ", "tje ", "/", " (", ") ", "! ", "\u{301}", "ë", "9",
      "@",
    ]
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("names-\(UUID().uuidString).txt").path
    try Self.fillers.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let speller = Speller.load(
      [], names: NameList([]), dictionary: SpellingDictionary(language: "nl", path: file), cacheDirectory: nil)
    let lexicon = Lexicon(own: NameWords(words: ["Tess", "Bowie"]), speller: speller)
    var fast = NameFinder()
    var slow = NameFinder()
    slow.looksUpAll = true
    var found = 0
    for _ in 0..<80 {
      let people = Self.people(&random)
      let table = try #require(SchoolContext(people: people).people)
      for _ in 0..<100 {
        var text = ""
        for _ in 0..<Int.random(in: 1...25, using: &random) {
          let name = people.randomElement(using: &random)!.name
          var part = [name.full, name.given, name.family, name.infix, Self.fillers[0], Self.fillers[3]]
            .randomElement(using: &random)!
          // One letter off, now and then.
          if part.count > 4, Int.random(in: 0..<6, using: &random) == 0 {
            part.remove(at: part.index(part.startIndex, offsetBy: Int.random(in: 1..<part.count, using: &random)))
          }
          text += Self.varied(part, &random) + signs.randomElement(using: &random)!
        }
        func names(_ finder: inout NameFinder) -> [String] {
          var names: [String] = []
          Array(text.utf8).withUnsafeBufferPointer { bytes in
            finder.find(table, lexicon, in: bytes) { names.append("\($0) \($1.form) \($2.map { $0 })") }
          }
          return names
        }
        let expected = names(&slow)
        #expect(names(&fast) == expected, "\(text)")
        found += expected.count
      }
    }
    #expect(found > 5_000)
  }
}
