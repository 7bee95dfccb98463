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
    var rules = rules
    try await rules.know(desk)
    self.rules = rules
    worker = rules.scanner.makeWorker()
    senders = Senders(try await desk.store.peopleRegister(school: desk.id, at: Moment.now))
  }

  /// Takes in a file; its attachments are in `folder`, or else beside it.
  mutating func take(_ file: inout MessageFile, from input: Input, attachments folder: AttachmentFolder? = nil)
    async throws
  {
    let now = Moment.now
    let beside = try input.name.map {
      try AttachmentFolder(path: URL(fileURLWithPath: $0).deletingLastPathComponent().path)
    }
    do {
      while let next = try file.next() {
        // A reader that was interrupted gives the torn end of its file: that is no row.
        if Interruption.isRequested { return }
        do throws(RefusedRow) {
          let row = try next.get()
          var message = try senders.message(of: row, now: now)
          try AttachmentFolder.look(into: &message.posting.attachments, of: row, in: folder ?? beside)
          for (given, seen) in zip(row.attachments, message.posting.attachments) where given.file != nil {
            tally.add(seen)
          }
          batch.append((message, row.text))
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
      full, under: rules.ruleSet, categories: rules.categories, frames: rules.frames, school: desk.id, at: Moment.now
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
  /// Pictures and films that were looked into, and of those: they say where they were made, or could not be read.
  var pictures = 0
  var located = 0
  var unread = 0

  mutating func add(_ attachment: Attachment) {
    guard attachment.consent != nil else { return }
    pictures += 1
    switch attachment.hasLocation {
    case true?: located += 1
    case false?: break
    case nil: unread += 1
    }
  }

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
    if pictures > 0 {
      var sentence = count(pictures, "foto of film", "foto's en films") + " bekeken"
      if located > 0 { sentence += ", waarvan \(grouped(located)) met de plaats erin" }
      if unread > 0 { sentence += ", \(grouped(unread)) niet te lezen" }
      parts.append(sentence)
    }
    return parts.joined(separator: " · ")
  }

  var json: String {
    var object = JSONObjectText()
    object.add("taken", number: taken)
    object.add("queued", number: queued)
    object.add("out_of_scope", number: outOfScope)
    object.add("known", number: known)
    object.add("refused", number: refused)
    object.add("pictures", number: pictures)
    object.add("with_location", number: located)
    object.add("not_looked_into", number: unread)
    return object.text
  }
}
