import Foundation
import TestSupport
import Testing

struct TrapTests {
  /// What a list of single words and names hits, as lines of category and word.
  private static func hits(_ words: [String]) throws -> [String] {
    var lines: Set<String> = []
    var counts: [String: Int] = [:]
    for (word, verdict) in zip(words, try Scan.verdicts(on: words)) {
      for category in verdict.categories {
        counts[category, default: 0] += 1
        lines.insert("\(category) \(word)")
      }
    }
    print("traps: \(words.count) words,", counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
    return lines.sorted()
  }

  private static func check(_ words: [String], against record: Record) throws {
    let found = try hits(words)
    if Record.isWriting { return try record.write(found) }
    let reviewed = Set(record.lines)
    let new = found.filter { !reviewed.contains($0) }
    #expect(new.isEmpty, "not reviewed: \(new.prefix(60))")
    let gone = reviewed.subtracting(found)
    if !gone.isEmpty { print("traps: no longer hit:", gone.sorted().prefix(60)) }
  }

  private static let words = "/usr/share/dict/dutch"

  @Test(
    "a single word of the dictionary hits only where a person has read that it should",
    .enabled(if: FileManager.default.isReadableFile(atPath: words) && Scan.release != nil))
  func dictionary() throws {
    let words = try String(contentsOfFile: Self.words, encoding: .utf8).split(separator: "\n").map(String.init)
    try Self.check(words, against: Record("dictionary"))
  }

  @Test("no name and no place is a hit")
  func names() throws {
    let folder = Scan.root.appendingPathComponent("Wordlists")
    var names: [String] = []
    for language in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      for file in ["names.txt", "places.txt"] {
        // A language need not have either.
        let text =
          (try? String(contentsOf: folder.appendingPathComponent("\(language)/\(file)"), encoding: .utf8)) ?? ""
        names += text.split(separator: "\n").map { $0.split(separator: "#", omittingEmptySubsequences: false)[0] }
          .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      }
    }
    #expect(names.count > 50)
    for sentence in ["%", "Mevrouw % belt morgen.", "Groetjes, de moeder van %", "We gaan naar % op schoolreis."] {
      let texts = names.map { sentence.replacingOccurrences(of: "%", with: $0) }
      for (text, verdict) in zip(texts, try Scan.verdicts(on: texts)) {
        #expect(verdict.disposition == "clear", "\(text) [\(verdict.signals.map(\.rule))]")
      }
    }
  }

  @Test("names and places from outside stay clear", .enabled(if: Noise.evaluation != nil))
  func outside() throws {
    let file = try #require(Noise.evaluation).appendingPathComponent("benign_names_places.ndjson")
    let names = try Scan.objects(in: file).compactMap { $0["text"] as? String }
    for (name, verdict) in zip(names, try Scan.verdicts(on: names)) {
      #expect(verdict.disposition == "clear", "\(name) [\(verdict.signals.map(\.rule))]")
    }
  }
}
