import Conduct
import Foundation
import TestSupport
import Testing

@testable import Library

struct EvasionTests {
  /// A listed word with what finds it.
  private struct Listed {
    var word: String
    var category: String
    /// Sentences around the word, `%` in its place.
    var carriers: [String]
  }

  /// Sentences in which a word may need to stand to count.
  private static let carriers = [
    "%", "Jij bent een %.", "Jullie zijn %.", "Wat een % ben jij.", "Vuile %, ga weg.",
    "Alle buitenlanders zijn een %.",
  ]

  /// The words of all lists of rules from severity 2.
  private static func words() throws -> [Listed] {
    var reader = WordlistReader()
    reader.readShipped(try Folder.read(Scan.root.appendingPathComponent("Wordlists").path))
    var seen: Set<String> = []
    var words: [Listed] = []
    for draft in reader.drafts where draft.rule.severity >= .medium && draft.rule.status == .live {
      guard let name = draft.wordFile, let slash = draft.rule.source.file.lastIndex(of: "/"),
        let list = reader.wordLists[draft.rule.source.file[...slash] + name]
      else { continue }
      for entry in list.words {
        guard let form = entry.forms.first, form.count >= 3, Self.isLatin(form) else { continue }
        let word = entry.after == .heads ? form + "school" : form
        guard seen.insert(draft.rule.category.rawValue + word).inserted else { continue }
        let own = draft.rule.matches.flatMap { example in
          list.words.lazy.flatMap(\.forms).filter { $0.count >= 3 }.compactMap { form in
            example.range(of: form, options: .caseInsensitive).map { example.replacingCharacters(in: $0, with: "%") }
          }.prefix(1)
        }
        words.append(
          Listed(word: word, category: draft.rule.category.rawValue, carriers: carriers + own))
      }
    }
    return words
  }

  /// The disguises are those of the Latin alphabet.
  private static func isLatin(_ word: String) -> Bool {
    word.decomposedStringWithCanonicalMapping.contains { $0.isASCII && $0.isLetter }
  }

  @Test(
    "of twenty disguised forms of every word from severity 2, 95 in a hundred are found", .enabled(if: !TestRun.isQuick)
  )
  func evasion() throws {
    // A debug build would take minutes for all of them.
    let all = try Self.words()
    let words = Scan.release == nil ? stride(from: 0, to: all.count, by: 20).map { all[$0] } : all
    let tries = words.flatMap { listed in
      listed.carriers.map { (listed, $0.replacingOccurrences(of: "%", with: listed.word), $0) }
    }
    var carriers: [String: String] = [:]
    for ((listed, _, carrier), verdict) in zip(tries, try Scan.verdicts(on: tries.map(\.1)))
    where carriers[listed.category + listed.word] == nil && verdict.categories.contains(listed.category) {
      carriers[listed.category + listed.word] = carrier
    }
    let unseen = words.filter { carriers[$0.category + $0.word] == nil }
    #expect(unseen.count * 50 <= words.count, "found in no sentence: \(unseen.map(\.word))")

    var disguised: [(listed: Listed, form: String, text: String)] = []
    for listed in words {
      guard let carrier = carriers[listed.category + listed.word] else { continue }
      let forms = Disguise.forms(of: listed.word)
      #expect(forms.count == 20, "\(listed.word) has \(forms.count) forms")
      for form in forms {
        disguised.append((listed, form, carrier.replacingOccurrences(of: "%", with: form)))
      }
    }
    let verdicts = try Scan.verdicts(on: disguised.map(\.text))
    let missed = zip(disguised, verdicts).filter { !$1.categories.contains($0.listed.category) }.map(\.0)
    let found = disguised.count - missed.count
    print(
      "evasion: \(found) of \(disguised.count) disguised forms of \(words.count) words found, \(100 * found / max(1, disguised.count)) %"
    )
    #expect(found * 100 >= disguised.count * 95, "\(missed.prefix(40).map(\.form))")
    if ProcessInfo.processInfo.environment["FATSOEN_SHOW"] == "1" {
      for form in missed { print("missed: \(form.text)") }
    }
  }
}
