import Conduct
import Foundation
import Testing

@testable import Scanner

struct SpellingTests {
  private static let words = """
    ben bent de die dit een en hele hond honden homoseksueel jij jullie kan man mannen meer met niet paard rustig sukade
    te van voor vrouw vrouwen wat wel wijn ziek zieke zijn zo zoveel pikdonker schommel pallet
    """

  private static let rules = [
    rule("nl.abuse.insult", #"\b(?:sukkels?|klootzak(?:ken)?|smeerlap(?:pen)?)\b"#),
    rule("nl.abuse.disease", #"\b(?:kanker|tering)[-\s]?(?:hond|juf|school)\p{L}*"#),
    rule("nl.discrimination.hate", #"\b(?:minachting|walging)\s+voor\s+\p{L}+"#),
    rule("nl.discrimination.you", #"\bjij\s+bent\s+een\s+homoseksueel\b"#),
    rule("nl.discrimination.sick", #"\bmaken\s+me\s+ziek\b"#),
    rule("nl.threat.exact", #"\bafmaken\b"#, view: .original),
    rule("en.abuse.insult", #"\bbastards\b"#),
  ]

  private static let scanner: ContentScanner = {
    let file = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID().uuidString)")
    try? Data(words.split(whereSeparator: \.isWhitespace).joined(separator: "\n").utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return ContentScanner(
      RuleSet(version: "sha256:test", rules: rules), names: NameList(["Smeerlop"]),
      dictionary: SpellingDictionary(language: "nl", path: file.path))
  }()

  @Test(
    "a listed word within one typing error is found, and the reason says how it was read",
    arguments: [
      ("die klotozak", "klotozak", "klootzak", Signal.Mark.typo),
      ("die klotzak", "klotzak", "klootzak", .typo),
      ("die klootzzak", "klootzzak", "klootzak", .typo),
      ("die klootzat", "klootzat", "klootzak", .typo),
      ("DIE KLOTZAK", "KLOTZAK", "klootzak", .typo),
      ("Klotzak dat je bent", "Klotzak", "klootzak", .typo),
      ("een kankerhodn", "kankerhodn", "kankerhond", .typo),
      ("een kanekrhond", "kanekrhond", "kankerhond", .typo),
      ("wat een suk kel", "suk kel", "sukkel", .spacing),
      ("minahcting voor vrouwen", "minahcting voor vrouwen", "minachting voor vrouwen", .typo),
      ("minachtingvoor vrouwen", "minachtingvoor vrouwen", "minachting voor vrouwen", .typo),
      ("jijbent een homoseskueel", "jijbent een homoseskueel", "jij bent een homoseksueel", .typo),
      ("jullie maken me zeik", "maken me zeik", "maken me ziek", .typo),
      ("wat een kl00tzka", "kl00tzka", "klootzak", .typo),
      ("één klotzak", "klotzak", "klootzak", .typo),
    ])
  func found(_ text: String, _ hit: String, _ reading: String, _ mark: Signal.Mark) throws {
    let signal = try #require(Self.scanner.scan(text).signals.first, "nothing in \(text)")
    #expect(signal.text == hit)
    #expect(signal.view == .folded)
    #expect(signal.marks.contains(mark))
    #expect(signal.explanation.contains("gelezen als “\(reading)”"))
    let scalars = Array(text.unicodeScalars)
    #expect(String(String.UnicodeScalarView(scalars[signal.span])) == hit)
  }

  @Test(
    "what is spelt well, is a name, an address, too short or in another language is left alone",
    arguments: [
      "de schommel en een pallet", "met Klotzak en Piet", "Klotzak", "Jan Klotzak", "Smeerlop is er", "sukkl",
      "www.klotzak.nl", "info@klotzak", "klotzak3", "die bastrds", "iemand afmakn",
      "klotzak powiedziała wczoraj bardzo dziwne rzeczy naszym dzieciom",
    ])
  func left(_ text: String) {
    #expect(Self.scanner.scan(text).signals.isEmpty, "\(text)")
  }

  @Test("a word that was spelt well hits once, without a mark")
  func once() throws {
    let signals = Self.scanner.scan("die klootzak met zijn paadr").signals
    #expect(signals.count == 1)
    #expect(signals.first?.marks.isEmpty == true)
  }

  @Test("without the dictionary typing errors stay unseen, and nothing else changes")
  func without() {
    let scanner = ContentScanner(
      RuleSet(version: "sha256:test", rules: Self.rules),
      dictionary: SpellingDictionary(language: "nl", path: "/nowhere/words"))
    #expect(scanner.scan("die klotzak").signals.isEmpty)
    #expect(scanner.scan("die klootzak").signals.count == 1)
  }

  @Test("the speller comes from the cache as it was made, and a damaged cache is made anew")
  func cache() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "speller-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let words = folder.appending(path: "words")
    try Data(Self.words.utf8).write(to: words)
    let dictionary = SpellingDictionary(language: "nl", path: words.path)
    func load() throws -> Speller {
      try #require(
        Speller.load(Self.rules, names: NameList([]), dictionary: dictionary, cacheDirectory: folder.path))
    }
    let made = try load()
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter {
      $0.pathExtension == "bin"
    }
    #expect(files.count == 2)
    #expect(try load().long.letters == made.long.letters)
    #expect(try load().nearest(to: Array("klotzak".utf8)) == Array("klootzak".utf8))
    for file in files {
      let kept = try Data(contentsOf: file)
      var damaged = kept
      damaged[damaged.count / 2] ^= 0xFF
      for spoilt in [damaged, kept.prefix(20), Data()] {
        try spoilt.write(to: file)
        #expect(try load().dictionary.slots == made.dictionary.slots)
        #expect(try load().listed.slots == made.listed.slots)
        #expect(try Data(contentsOf: file) == kept)
      }
    }
  }

  @Test("a long hostile text of unknown words ends in time")
  func hostile() {
    let text =
      (0..<20_000).map { "sukk\(["q", "x", "z"][$0 % 3])lw " }.joined() + String(repeating: "de ", count: 60_000)
    #expect(Self.scanner.scan(text).faults.isEmpty)
  }

  @Test(
    "a pattern's words are spelt out",
    arguments: [
      (#"\b(?:ge)?haat\b"#, ["gehaat", "haat"]),
      (#"\bho(?:er(?:en)?|nd)\b"#, ["hoer", "hoeren", "hond"]),
      (
        #"(?<![\p{L}\p{N}])(?:kut|rot)[-\s]?(?:juf|hond)\p{L}*"#,
        ["hond", "juf", "kut", "kuthond", "kutjuf", "rot", "rothond", "rotjuf"]
      ),
      (#"\bklo{1,2}t\b|\w+wijf"#, ["kloot", "klot"]),
      (#"\bhersens?\s+(?:weg|[ln]iet)\b"#, ["hersen", "hersens", "liet", "niet", "weg"]),
      (#"\bfranç(?:ais)?e\b"#, ["francaise", "france"]),
    ])
  func vocabulary(_ pattern: String, _ words: [String]) {
    var vocabulary = PatternVocabulary()
    vocabulary.add(pattern)
    #expect(vocabulary.words.map { String(decoding: $0, as: UTF8.self) }.sorted() == words.sorted())
  }
}
