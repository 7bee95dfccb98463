import Foundation
import TestSupport
import Testing

/// Ordinary sentences, to count on which a rule hits.
enum Noise {
  /// A folder of labelled text from outside, when there is one.
  static let evaluation = ProcessInfo.processInfo.environment["FATSOEN_EVAL"].map { URL(fileURLWithPath: $0) }

  /// So many different messages such as a school and its parents write, each time the same, from the grammar in the
  /// corpus.
  static func messages(_ count: Int) throws -> [String] {
    var grammar = try NoiseGrammar(Scan.root.appendingPathComponent("Tests/Corpus/ordinary.txt"))
    var seen: Set<String> = []
    var messages: [String] = []
    while messages.count < count {
      let message = grammar.message()
      if seen.insert(message).inserted { messages.append(message) }
    }
    return messages
  }
}

struct NoiseTests {
  /// Hits by rule.
  private static func hits(_ sentences: [String]) throws -> [String: Int] {
    var hits: [String: Int] = [:]
    for verdict in try Scan.verdicts(on: sentences) {
      for rule in Set(verdict.signals.map(\.rule)) { hits[rule, default: 0] += 1 }
    }
    return hits
  }

  /// One number out of so many as another, rounded up: among few sentences a single hit is no more than was recorded.
  private static func portion(_ number: Int, of: Int, outOf whole: Int) -> Int { (number * of + whole - 1) / whole }

  private static func check(_ sentences: [String], against record: Record) throws {
    let hits = try hits(sentences)
    print("noise: \(sentences.count) sentences,", hits.sorted { ($1.value, $0.key) < ($0.value, $1.key) })
    if Record.isWriting {
      return try record.write(
        hits.sorted { $0.key < $1.key }.map { "\($0.key) \(portion($0.value, of: 10_000, outOf: sentences.count))" })
    }
    let figures = record.figures
    for (rule, count) in hits.sorted(by: { $0.key < $1.key }) {
      let allowed = portion(figures[rule] ?? 0, of: sentences.count, outOf: 10_000)
      #expect(count <= allowed, "\(rule): \(count), recorded \(figures[rule] ?? 0) per 10,000")
    }
  }

  @Test("no rule hits ordinary messages of a school more often than was recorded", .enabled(if: !TestRun.isQuick))
  func own() throws {
    try Self.check(Noise.messages(Scan.release == nil ? 1000 : 30_000), against: Record("noise-own"))
  }

  @Test("no rule hits the harmless half of the corpus but as advice")
  func corpus() throws {
    let folder = Scan.root.appendingPathComponent("Tests/Corpus")
    let rows = try ["portal", "complaints"].flatMap {
      try Scan.objects(in: folder.appendingPathComponent($0 + ".ndjson"))
    }
    let sentences = rows.filter { ($0["expect"] as? [String])?.isEmpty == true }.compactMap { $0["text"] as? String }
    try Self.check(sentences, against: Record("noise-corpus"))
  }

  @Test(
    "no rule hits ordinary Dutch from outside more often than was recorded",
    .enabled(if: Noise.evaluation != nil && Scan.release != nil),
    arguments: ["benign_nl_commonvoice", "benign_nl_lassysmall", "benign_nl_tatoeba1k"])
  func outside(_ name: String) throws {
    let file = try #require(Noise.evaluation).appendingPathComponent(name + ".ndjson")
    let sentences = try Scan.objects(in: file).compactMap { $0["text"] as? String }
    try Self.check(sentences, against: Record("noise-" + name))
  }
}
