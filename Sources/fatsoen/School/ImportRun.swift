import Conduct
import Exchange
import Foundation
import Scanner
import Store

/// One import under way.
struct ImportRun {
  private static let batchSize = 500

  private let desk: Desk
  private let rules: LoadedRules
  private let worker: ContentScanner.Worker
  private let senders: Senders
  private(set) var tally = ImportTally()
  private var batch: [(message: Message, bytes: [UInt8])] = []
  private var progress = Progress("berichten")

  /// Prepares an import into the school at this desk.
  init(desk: Desk, rules: LoadedRules) async throws {
    self.desk = desk
    self.rules = rules
    worker = rules.scanner.makeWorker()
    senders = try await Senders(
      members: desk.store.members(school: desk.id), groups: desk.store.groups(school: desk.id))
  }

  mutating func take(_ file: inout MessageFile, from input: Input) async throws {
    let now = Moment.now
    do {
      while let next = try file.next() {
        // A reader that was interrupted gives the torn end of its file: that is no row.
        if Interruption.isRequested { return }
        do throws(RefusedRow) {
          let row = try next.get()
          batch.append((try senders.message(of: row, now: now), row.text))
        } catch {
          tally.refused += 1
          progress.end()
          Screen.complain("error: \(input.name ?? "standaardinvoer"):\(error.line): \(error.reason)")
        }
        if batch.count == Self.batchSize { try await flush(input) }
      }
    } catch let error as ExchangeError {
      if Interruption.isRequested { return }
      try await flush(input)
      throw CommandError("\(input.name ?? "standaardinvoer"): \(error.message)")
    }
    try await flush(input)
  }

  private mutating func flush(_ input: Input) async throws {
    let full = batch
    batch = []
    guard !full.isEmpty else { return }
    let receipts = try await desk.store.take(
      full, under: rules.ruleSet, categories: rules.categories, school: desk.id, at: Moment.now
    ) { text in
      text.withUnsafeBufferPointer { worker.scan($0, context: rules.context) }
    }
    tally.add(receipts)
    let fraction = input.size.map { Double(input.taken) / Double(max(1, $0)) }
    progress.show(tally.taken + tally.known + tally.refused, fraction: fraction)
  }

  mutating func end() { progress.end() }
}

/// What became of the rows of an import.
struct ImportTally {
  var taken = 0
  var known = 0
  var refused = 0
  var queued = 0
  var outOfScope = 0

  mutating func add(_ receipts: [Receipt]) {
    for receipt in receipts {
      switch receipt.outcome {
      case .known: known += 1
      case .clear, .cleared: taken += 1
      case .queued:
        taken += 1
        queued += 1
      case .outOfScope:
        taken += 1
        outOfScope += 1
      }
    }
  }

  /// "120 overgenomen (8 op de wachtrij) · 3 al bekend · 1 geweigerd".
  var sentence: String {
    var parts = ["\(grouped(taken)) overgenomen"]
    if queued > 0 { parts[0] += ", waarvan \(grouped(queued)) op de wachtrij" }
    if outOfScope > 0 { parts.append("\(grouped(outOfScope)) 1-op-1") }
    if known > 0 { parts.append("\(grouped(known)) al bekend") }
    if refused > 0 { parts.append("\(grouped(refused)) geweigerd") }
    return parts.joined(separator: " · ")
  }

  var json: String {
    var object = JSONObjectText()
    object.add("taken", number: taken)
    object.add("queued", number: queued)
    object.add("out_of_scope", number: outOfScope)
    object.add("known", number: known)
    object.add("refused", number: refused)
    return object.text
  }
}
