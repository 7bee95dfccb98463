import ArgumentParser
import Conduct
import Exchange
import Foundation
import Scanner
import Synchronization

/// `fatsoen bench`: the speed of the whole path on given patterns and messages.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Meet de snelheid van de scanner.",
    discussion: """
      Leest patronen (PCRE2, een per regel) en berichten (NDJSON), scant alle
      berichten en schrijft als laatste regel één JSON-object met de cijfers.
      Zonder patronen scant het met de regels die ook scan gebruikt.

      Voorbeelden:
        fatsoen bench --patterns patronen.txt --messages berichten.ndjson
        fatsoen bench --messages berichten.ndjson
      """)

  @OptionGroup var options: RuleOptions

  @Option(
    help: ArgumentHelp("Een PCRE2-patroon per regel, in plaats van de regels.", valueName: "bestand"),
    completion: .file())
  var patterns: String?

  @Option(help: ArgumentHelp("Berichten als NDJSON.", valueName: "bestand"), completion: .file())
  var messages: String

  @Option(help: ArgumentHelp("Aantal draden.", valueName: "aantal"))
  var threads = 1

  func validate() throws {
    if threads < 1 { throw ValidationError("--threads is ten minste 1") }
    if patterns != nil, options.wordlists != nil || options.overlay != nil || !options.policy.isEmpty {
      throw ValidationError("met --patterns gelden geen woordenlijsten of beleid: laat een van beide weg")
    }
  }

  func run() throws {
    let rules = try patterns.map(readPatterns)
    let texts = try MessageTexts(path: messages)
    let start = ContinuousClock.now
    let scanner = try rules.map { ContentScanner(RuleSet(version: "bench", rules: $0)) } ?? options.load().scanner
    // Everything that is compiled once is compiled before the clock of the scan starts, as the peers do.
    scanner.prepare()
    let compiled = ContinuousClock.now
    let next = Atomic<Int>(0)
    let original = Atomic<Int>(0)
    let folded = Atomic<Int>(0)
    let work: @Sendable () -> Void = {
      let worker = scanner.makeWorker()
      var pairs = PairCount()
      while true {
        let first = next.add(1024, ordering: .relaxed).oldValue
        if first >= texts.count { break }
        for i in first..<min(first + 1024, texts.count) { texts.withText(i) { worker.add($0, number: i) } }
        worker.scanAdded { _, result in pairs.add(Verdict(result, policies: [], categories: [])) }
      }
      original.add(pairs.original, ordering: .relaxed)
      folded.add(pairs.folded, ordering: .relaxed)
    }
    let group = DispatchGroup()
    for _ in 1..<threads {
      group.enter()
      let thread = Thread {
        work()
        group.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    work()
    group.wait()
    let end = ContinuousClock.now
    try Screen.print(
      record(
        rules: scanner.rules.count, texts: texts, compile: (compiled - start).seconds, scan: (end - compiled).seconds,
        original: original.load(ordering: .relaxed), folded: folded.load(ordering: .relaxed)))
  }

  private func readPatterns(_ patterns: String) throws -> [Rule] {
    let lines = try Input.contents(of: patterns).split(separator: 0x0A, omittingEmptySubsequences: false)
    var rules: [Rule] = []
    for (i, line) in lines.enumerated() where !line.isEmpty && line != [0x0D] {
      let pattern = String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      if let fault = ContentScanner.validate(pattern) {
        throw CommandError("\(patterns):\(i + 1): \(fault.message) (teken \(fault.offset + 1))")
      }
      rules.append(
        Rule(
          id: RuleID("bench.pattern.\(i + 1)"), title: "", category: CategoryID("bench"), severity: .medium,
          pattern: pattern, source: SourceLocation(file: patterns, line: i + 1)))
    }
    guard !rules.isEmpty else { throw CommandError("\(patterns) bevat geen patronen") }
    return rules
  }

  private func record(rules: Int, texts: MessageTexts, compile: Double, scan: Double, original: Int, folded: Int)
    -> String
  {
    let seconds = max(scan, 1e-9)
    return """
      {"rules":\(rules),"messages":\(texts.count),"bytes":\(texts.bytes),"compile_s":\(fixed(compile, 4)),\
      "scan_s":\(fixed(scan, 4)),"messages_per_s":\(fixed(Double(texts.count) / seconds, 0)),\
      "mb_per_s":\(fixed(Double(texts.bytes) / 1e6 / seconds, 2)),"matched":\(original),"matched_folded":\(folded),\
      "peak_rss_mb":\(fixed(peakMemory(), 1)),"threads":\(threads)}
      """
  }

  private func fixed(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}

/// The texts of all messages, one after another in memory.
struct MessageTexts: Sendable {
  private var storage: [UInt8] = []
  private var ends: [Int] = []

  var count: Int { ends.count }
  var bytes: Int { storage.count }

  init(path: String) throws {
    var stream = LineStream([try Input(path: path)])
    var json = JSONObjectScanner()
    while let block = try stream.next() {
      var number = block.firstLine
      for line in block.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
        defer { number += 1 }
        if line.isEmpty { continue }
        try line.withUnsafeBufferPointer { bytes in
          do throws(JSONFault) {
            json.forget()
            let object = try json.scan(bytes)
            guard let field = object.field("text"), field.isString else {
              throw JSONFault(.missingField("text"), column: 1)
            }
            let raw = object.inside(field)
            if field.hasEscapes { JSONText.decode(raw, into: &storage) } else { storage.append(contentsOf: raw) }
            ends.append(storage.count)
          } catch {
            throw CommandError("\(path):\(number): \(error.message)")
          }
        }
      }
    }
  }

  func withText(_ i: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    storage.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[(i == 0 ? 0 : ends[i - 1])..<ends[i]])) }
  }
}

/// Pairs of message and rule, each counted once, in the view where it was found first.
private struct PairCount {
  var original = 0
  var folded = 0
  private var seen: [RuleID: Signal.View] = [:]

  mutating func add(_ verdict: Verdict) {
    if verdict.signals.isEmpty { return }
    if verdict.signals.count == 1 {
      if verdict.signals[0].view == .original { original += 1 } else { folded += 1 }
      return
    }
    seen.removeAll(keepingCapacity: true)
    for signal in verdict.signals where seen[signal.rule] != .original { seen[signal.rule] = signal.view }
    for view in seen.values { if view == .original { original += 1 } else { folded += 1 } }
  }
}
