import Conduct
import Testing

@testable import Scanner

struct WordScaleTests {
  private static let kinds = [
    WordWeights.Kind(CategoryID("abuse"), start: 2), WordWeights.Kind(CategoryID("threat"), start: 0),
  ]

  /// Rules for both kinds by one list: six words need 10 together, after the root of six 24.5.
  private static func rules(
    _ entries: [WordWeights.Entry], categories: [String] = ["abuse", "threat"], conditions: [Condition] = []
  ) -> [Rule] {
    let weights = WordWeights(threshold: 10, heaviest: 12, kinds: kinds, entries: entries)
    return categories.map { category in
      Rule(
        id: RuleID("nl.\(category).tone"), title: category, category: CategoryID(category), severity: .low,
        pattern: Rule.noPattern, weights: weights, conditions: conditions, explanation: "Samen telt het.")
    }
  }

  private static let entries = [
    WordWeights.Entry("sneu", weight: 12, kinds: [(0, 5)]), WordWeights.Entry("figuur", weight: 8),
    WordWeights.Entry("figuu*", weight: 5), WordWeights.Entry("mens", weight: -20),
    WordWeights.Entry("wacht maar", weight: 22, kinds: [(1, 60)]), WordWeights.Entry("jij", weight: 3),
    WordWeights.Entry("jij toch", weight: 20),
    WordWeights.Entry("vod", weight: 30),
  ]

  @Test(
    "a message is remarked on when its words weigh enough together, and by more than one",
    arguments: [
      // 12 + 8 + 5 = 25 reaches 24.5, and 12 + 8 does not.
      ("wat een sneu figuurtje", false), ("wat een sneu figuur", true), ("Wat een SNEU figuur!", true),
      ("wat een snéú figuur", true), ("wat een s n e u figuur", true), ("vod vod", false), ("vod figuur", true),
      // Small words alone are never enough.
      ("jij toch jij toch", false),
      ("wat een figuur", false),
      // 25 for eleven words asks for 33.2, and a kind word takes away.
      ("sneu dat dit figuur op het doosje van de lijm staat", false), ("een sneu figuur is ook een mens", false),
      // A word with other letters beside it is another word.
      ("wat een sneue figuranten", false),
    ])
  func weighs(_ text: String, _ isHit: Bool) {
    for usesPrefilter in [true, false] {
      let found = scanner(Self.rules(Self.entries), settings: .init(usesPrefilter: usesPrefilter)).scan(text)
      #expect(found.signals.map(\.rule.rawValue) == (isHit ? ["nl.abuse.tone"] : []), "\(text)")
    }
  }

  @Test("what the words point to decides the category, and the reason names the heaviest and marks where they stand")
  func saysWhich() throws {
    let text = "Nou, wacht maar, jij sneu figuur. Tot morgen."
    let signal = try #require(scanner(Self.rules(Self.entries)).scan(text).signals.first)
    #expect(signal.category == CategoryID("threat"))
    #expect(signal.text == "wacht maar, jij sneu figuur")
    #expect(signal.explanation == "Samen telt het. Het zwaarst wegen “figuur”, “sneu” en “wacht”.")
  }

  @Test("without a rule for what it is nothing is said, and a condition clears as with every rule")
  func otherRules() {
    #expect(scanner(Self.rules(Self.entries, categories: ["abuse"])).scan("wacht maar sneu figuur").signals.isEmpty)
    let text = "wat een sneu figuur"
    let playful = Condition(
      sense: .forbids, anyOf: [.near(pattern: "haha", window: .init(side: .after, reach: .message))], label: "grapje")
    let found = scanner(Self.rules(Self.entries, conditions: [playful])).scan("\(text) haha", explaining: true)
    #expect(found.signals.isEmpty && found.clearings.map(\.reason) == [.condition("grapje")])
  }

  @Test("of a long message the heaviest words in a row count, so that what many words add a little to says nothing")
  func longMessages() throws {
    let found = scanner(Self.rules(Self.entries))
    let plain = String(repeating: "en toen kwam jij er ook nog bij, ", count: 400)
    #expect(found.scan(plain).signals.isEmpty)
    let signal = try #require(
      found.scan(plain + "wat een sneu figuur, een sneu figuur, sneu vod. " + plain).signals.first)
    #expect(signal.text.hasPrefix("sneu figuur, een sneu figuur, sneu vod") || signal.text.hasSuffix("sneu vod"))
    #expect(
      signal.explanation.hasSuffix("Het zwaarst wegen “vod”, “sneu” en “figuur”.")
        || signal.explanation.contains("“vod”"))
  }

  @Test("what is never remarked on at a school weighs nothing there when it is among the heaviest")
  func exceptions() {
    let text = "wat een sneu figuur"
    let school = SchoolContext(Overlay(ruleSet: RuleSet(version: "x", rules: []), exceptions: [#"\bfiguur\b"#]))
    let found = scanner(Self.rules(Self.entries)).scan(text, context: school, explaining: true)
    #expect(found.signals.isEmpty && found.clearings.map(\.reason) == [.allowed("figuur")])
    let other = SchoolContext(Overlay(ruleSet: RuleSet(version: "x", rules: []), exceptions: [#"\been\b"#]))
    #expect(scanner(Self.rules(Self.entries)).scan(text, context: other).signals.count == 1)
  }

  @Test("a school weighs by a list of its own, and a rule on trial changes nothing")
  func ofASchool() {
    let own = SchoolContext(rules: Self.rules(Self.entries, categories: ["abuse"]))
    #expect(scanner([kut]).scan("wat een sneu figuur", context: own).signals.count == 1)
    #expect(scanner([kut]).scan("wat een sneu figuur").signals.isEmpty)
    var trial = Self.rules(Self.entries, categories: ["abuse"])[0]
    trial.status = .shadow
    #expect(scanner([trial]).scan("wat een sneu figuur").signals.map(\.isShadow) == [true])
    trial.status = .retired
    #expect(scanner([trial]).scan("wat een sneu figuur").signals.isEmpty)
  }

  @Test("entries come back as they were given, and a list that is damaged tells what it can")
  func reading() {
    func read(_ weights: WordWeights) -> [String] {
      var lines: [String] = []
      weights.forEach { text, numbers in lines.append("\(String(decoding: text, as: UTF8.self)) \(numbers)") }
      return lines
    }
    #expect(
      read(WordWeights(threshold: 1, heaviest: 1, kinds: Self.kinds, entries: Self.entries)) == [
        "sneu [12, 0, 5]", "figuur [8]", "figuu* [5]", "mens [-20]", "wacht maar [22, 1, 60]", "jij [3]",
        "jij toch [20]", "vod [30]",
      ])
    #expect(
      read(WordWeights(threshold: 1, heaviest: 1, kinds: [], list: "een\ntwee\t\tdrie\nvier\t-4\t")) == [
        "twee [0, 0]", "vier [-4, 0]",
      ])
    #expect(read(WordWeights(threshold: 1, heaviest: 1, kinds: [], list: "")) == [])
  }
}
