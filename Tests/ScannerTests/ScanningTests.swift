import Conduct
import Testing

@testable import Scanner

/// A scanner over a few invented rules.
func scanner(_ rules: [Rule], settings: ContentScanner.Settings = .init(), names: [String] = []) -> ContentScanner {
  ContentScanner(RuleSet(version: "sha256:test", rules: rules), names: NameList(names), settings: settings)
}

func rule(
  _ id: String, _ pattern: String, allow: [String] = [], conditions: [Condition] = [], yieldsToNames: Bool = false,
  status: Rule.Status = .live, view: Rule.View = .both
) -> Rule {
  Rule(
    id: RuleID(id), title: id, category: CategoryID("abuse"), severity: .high, status: status, pattern: pattern,
    view: view, allow: allow, conditions: conditions, yieldsToNames: yieldsToNames)
}

let disease = rule("nl.abuse.disease", #"\b(?:kanker|tyfus)(?:lijer|wijf|zooi|irritant)?\w*"#)
let kut = rule("nl.abuse.kut", #"\bkut\w*\b"#)
let hoer = rule("nl.abuse.hoer", #"\bhoer(?:en|tje)?\b"#)
let teef = rule("nl.abuse.teef", #"\bteef\b"#)

struct ScanningTests {
  @Test(
    "evasions are found and told by how they were written",
    arguments: [
      ("kut", "kut", Signal.View.original, []),
      ("Wat een KUTschool", "KUTschool", .original, []),
      ("kuuuut", "kuuuut", .folded, [.stretched]),
      ("teeeeef", "teeeeef", .folded, [.stretched]),
      ("k@nk3r irritant", "k@nk3r", .folded, [.leet]),
      ("h03r", "h03r", .folded, [.leet]),
      ("k a n k e r z o o i", "k a n k e r z o o i", .folded, [.spacing]),
      ("k.a.n.k.e.r", "k.a.n.k.e.r", .folded, [.spacing]),
      ("k-u-t", "k-u-t", .folded, [.spacing]),
      ("k_u_t", "k_u_t", .folded, [.spacing]),
      ("k*t", "k*t", .folded, [.masked]),
      ("k#nker", "k#nker", .folded, [.masked]),
      ("kаnkеr", "kаnkеr", .folded, [.confusables]),
      ("ｋｕｔ", "ｋｕｔ", .folded, [.confusables]),
      ("𝓴𝓾𝓽", "𝓴𝓾𝓽", .folded, [.confusables]),
      ("ⓚⓤⓣ", "ⓚⓤⓣ", .folded, [.confusables]),
      ("ᴋᴜᴛ", "ᴋᴜᴛ", .folded, [.confusables]),
      ("k\u{200B}u\u{200D}t", "k\u{200B}u\u{200D}t", .folded, [.invisibles]),
      ("kút", "kút", .folded, []),
      ("ku\u{301}t", "ku\u{301}t", .folded, []),
      ("\u{212A}UT", "\u{212A}UT", .original, []),
    ] as [(String, String, Signal.View, Set<Signal.Mark>)])
  func evasion(_ text: String, _ hit: String, _ view: Signal.View, _ marks: Set<Signal.Mark>) throws {
    for prefix in ["", "Nou é ", "Nou, "] {
      let result = scanner([disease, kut, hoer, teef]).scan(prefix + text)
      let signal = try #require(result.signals.first, "nothing in \(prefix + text)")
      #expect(result.signals.count == 1)
      #expect(signal.text == hit)
      #expect(signal.view == view)
      #expect(signal.marks == marks)
      let scalars = Array((prefix + text).unicodeScalars)
      #expect(String(String.UnicodeScalarView(scalars[signal.span])) == hit)
    }
  }

  @Test(
    "ordinary words stay what they are",
    arguments: [
      "ik ut", "De skûtsje vaart uit", "Hoera!", "we gaan naar groep 3b", "a u b", "J.P. en K.U.", "5 + 7 = 12",
      "d.w.z. kun t u",
      "kan ker", "kunt u", "Kees: k. Ook u? Ta!",
    ])
  func ordinary(_ text: String) {
    #expect(scanner([disease, kut, hoer, teef]).scan(text).signals.isEmpty)
  }
}
