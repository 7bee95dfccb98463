import Conduct
import Foundation
import Library
import Testing

@testable import Scanner

struct ShippedEqualityTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Wordlists").path

  /// At most so many lines of a folder of labelled text, spread over its files.
  private static func sample(_ folder: String, _ most: Int) -> [String] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
      $0.hasSuffix(".ndjson")
    }
    return names.sorted().flatMap { name -> [String] in
      guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return [] }
      let lines = data.split(separator: 0x0A)
      return stride(from: 0, to: lines.count, by: max(1, lines.count * names.count / most)).compactMap { index in
        (try? JSONSerialization.jsonObject(with: Data(lines[index])) as? [String: Any])?["text"] as? String
      }
    }
  }

  @Test("the shipped rules give the same results with the prefilter on and off")
  func shipped() throws {
    let lists = try Wordlists.load(directory: Self.folder)
    let names = NameList(lists.names + lists.places)
    // Compiled once for both, since that is what takes time.
    let cache = FileManager.default.temporaryDirectory.appending(path: "fatsoen-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: cache) }
    let fast = ContentScanner(
      lists.ruleSet, names: names, settings: .init(milliseconds: 60_000), cacheDirectory: cache.path)
    let slow = ContentScanner(
      lists.ruleSet, names: names, settings: .init(milliseconds: 60_000, usesPrefilter: false),
      cacheDirectory: cache.path)
    // A rule without a word to look for costs something on every message.
    #expect(fast.rulesWithoutWords == [RuleID("nl.language.other-script")] && fast.rulesWithoutPrefilter.isEmpty)
    var texts = lists.ruleSet.rules.flatMap { Array($0.matches.prefix(2)) + $0.passes.prefix(1) }
    if let folder = ProcessInfo.processInfo.environment["FATSOEN_EVAL"] { texts += Self.sample(folder, 1000) }
    // Everything together in long texts, in which what belongs together lies near and far.
    texts += (0..<24).map { number in
      stride(from: number, to: texts.count, by: 24).map { texts[$0] }
        .joined(separator: number.isMultiple(of: 2) ? " " : "\n")
    }
    for text in texts {
      let (found, expected) = (fast.scan(text, explaining: true), slow.scan(text, explaining: true))
      let odd = Set(found.signals.map(\.rule)).symmetricDifference(Set(expected.signals.map(\.rule)))
      #expect(found == expected, "\(text.prefix(80)): \(odd)")
    }
  }
}
