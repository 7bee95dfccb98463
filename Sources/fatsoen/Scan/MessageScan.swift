import Conduct
import Exchange
import Foundation
import Scanner

/// Turns blocks of lines into written verdicts; one value per thread.
struct MessageScan {
  /// How messages stand in the input.
  enum Form: Sendable {
    case ndjson
    case lines
    case wholeFiles
  }

  /// A block's verdicts as bytes for standard output, its refusals for standard error, and counts.
  struct Output: Sendable {
    var verdicts: [UInt8]
    var refusals: [UInt8]
    var tally: Tally
    var fraction: Double?
  }

  /// Text that is scanned in one go: enough to keep the prefilter busy, little enough to stay in the cache.
  private static let batchBytes = 128 << 10

  /// A message that waits to be scanned and written.
  private struct Waiting {
    var line: Int
    /// The line's place in the block.
    var place: Range<Int>
    /// Where its fields are; empty for plain text.
    var fields: Range<Int>
    var isOneToOne: Bool
  }

  private let rules: LoadedRules
  private let form: Form
  private let writer: any VerdictWriter
  private let worker: ContentScanner.Worker
  private let includesOneToOne: Bool
  private let clear: Verdict
  private let clearOneToOne: Verdict
  private var json = JSONObjectScanner()
  private var decoded: [UInt8] = []
  private var waiting: [Waiting] = []
  private var out = JSONText()
  private var refusals = JSONText()
  private var tally = Tally()

  init(_ rules: LoadedRules, form: Form, writer: any VerdictWriter, includesOneToOne: Bool) {
    self.rules = rules
    self.form = form
    self.writer = writer
    self.includesOneToOne = includesOneToOne
    worker = rules.scanner.makeWorker()
    clear = rules.weigh(ScanResult())
    clearOneToOne = rules.weigh(ScanResult(), isOutOfScope: true)
  }

  /// Scans all messages of a block.
  mutating func scan(_ block: LineStream.Block) -> Output {
    out = JSONText()
    out.bytes.reserveCapacity(block.bytes.count * 2)
    refusals = JSONText()
    tally = Tally()
    block.bytes.withUnsafeBufferPointer { bytes in
      if form == .wholeFiles {
        worker.add(bytes, number: 0)
        waiting.append(Waiting(line: 1, place: 0..<bytes.count, fields: 0..<0, isOneToOne: false))
      } else {
        addLines(bytes, block)
      }
      finish(bytes, block)
    }
    return Output(verdicts: out.bytes, refusals: refusals.bytes, tally: tally, fraction: block.fraction)
  }

  private mutating func addLines(_ bytes: UnsafeBufferPointer<UInt8>, _ block: LineStream.Block) {
    guard let base = bytes.baseAddress else { return }
    var at = 0
    var number = block.firstLine
    if number == 1, bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    while at < bytes.count {
      let found = memchr(base + at, 0x0A, bytes.count - at)
      var end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
      let next = end + 1
      if end > at, bytes[end - 1] == 0x0D { end -= 1 }
      if form == .lines {
        worker.add(UnsafeBufferPointer(rebasing: bytes[at..<end]), number: waiting.count)
        waiting.append(Waiting(line: number, place: at..<end, fields: 0..<0, isOneToOne: false))
      } else {
        addObject(bytes, at..<end, number, block.file)
      }
      if worker.addedBytes >= Self.batchBytes { finish(bytes, block) }
      at = next
      number += 1
    }
  }

  private mutating func addObject(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: Range<Int>, _ number: Int, _ file: String?
  ) {
    let line = UnsafeBufferPointer(rebasing: bytes[place])
    if line.first != UInt8(ascii: "{"), line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
    do throws(JSONFault) {
      let fields = try json.scanPlaces(line)
      let object = json.object(fields, in: line)
      guard let text = object.field("text") else { throw JSONFault(.missingField("text"), column: 1) }
      guard text.isString else { throw JSONFault(.fieldNotText("text"), column: text.value.lowerBound + 1) }
      if text.hasEscapes {
        decoded.removeAll(keepingCapacity: true)
        JSONText.decode(object.inside(text), into: &decoded)
        decoded.withUnsafeBufferPointer { worker.add($0, number: waiting.count) }
      } else {
        worker.add(object.inside(text), number: waiting.count)
      }
      let isOneToOne = !includesOneToOne && isOneToOne(object)
      waiting.append(Waiting(line: number, place: place, fields: fields, isOneToOne: isOneToOne))
    } catch {
      refuse(error, number, file)
    }
  }

  /// Scans what waits, and writes it in order; messages with nothing to tell share one verdict.
  private mutating func finish(_ bytes: UnsafeBufferPointer<UInt8>, _ block: LineStream.Block) {
    var next = 0
    worker.scanAdded(context: rules.context) { number, result in
      while next < number {
        write(waiting[next], nil, bytes, block)
        next += 1
      }
      write(waiting[number], result, bytes, block)
      next = number + 1
    }
    while next < waiting.count {
      write(waiting[next], nil, bytes, block)
      next += 1
    }
    waiting.removeAll(keepingCapacity: true)
    json.forget()
  }

  private mutating func write(
    _ message: Waiting, _ result: ScanResult?, _ bytes: UnsafeBufferPointer<UInt8>, _ block: LineStream.Block
  ) {
    let verdict =
      result.map { rules.weigh($0, isOutOfScope: message.isOneToOne) } ?? (message.isOneToOne ? clearOneToOne : clear)
    tally.count(verdict)
    let line = UnsafeBufferPointer(rebasing: bytes[message.place])
    writer.write(
      ScannedMessage(
        line: message.line, name: form == .wholeFiles ? block.file : nil, bytes: line, verdict: verdict,
        object: form == .ndjson ? json.object(message.fields, in: line) : nil),
      to: &out)
  }

  private func isOneToOne(_ object: JSONObject) -> Bool {
    for field in object.fields where field.isString {
      guard object.isNamed(field, "kind") || object.isNamed(field, "soort") else { continue }
      // "post" is too short to be it: only the rest is worth a string.
      if object.inside(field).count > 5, Message.Kind(name: object.text(field)) == .oneToOne { return true }
    }
    return false
  }

  private mutating func refuse(_ fault: JSONFault, _ number: Int, _ file: String?) {
    tally.refused += 1
    refusals.raw("{\"line\":")
    refusals.number(number)
    if let file {
      refusals.raw(",\"file\":")
      refusals.string(file)
    }
    refusals.raw(",\"error\":")
    refusals.string(fault.message)
    refusals.raw("}\n")
  }
}

/// One message with its verdict, as far as it lives: its bytes belong to the block that is being scanned.
struct ScannedMessage {
  var line: Int
  /// The file's name when a message is a file.
  var name: String?
  /// The line, or the whole file.
  var bytes: UnsafeBufferPointer<UInt8>
  var verdict: Verdict
  /// The object that the line is, for NDJSON.
  var object: JSONObject?

  /// The text of the message.
  var content: String {
    if let object { return object.field("text").map { object.text($0) } ?? "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// How many messages went where.
struct Tally: Sendable {
  var messages = 0
  var refused = 0
  private var byDisposition: [Int] = Array(repeating: 0, count: Verdict.Disposition.allCases.count)

  subscript(disposition: Verdict.Disposition) -> Int {
    get { byDisposition[Self.place(disposition)] }
    set { byDisposition[Self.place(disposition)] = newValue }
  }

  mutating func count(_ verdict: Verdict) {
    messages += 1
    self[verdict.disposition] += 1
  }

  mutating func add(_ other: Tally) {
    messages += other.messages
    refused += other.refused
    for i in byDisposition.indices { byDisposition[i] += other.byDisposition[i] }
  }

  /// "120 berichten · 118 niets gevonden · 2 beoordelen".
  var sentence: String {
    var parts = [fatsoen.count(messages, "bericht", "berichten")]
    for disposition in Verdict.Disposition.allCases where self[disposition] > 0 {
      parts.append("\(grouped(self[disposition])) \(disposition.word)")
    }
    if refused > 0 { parts.append("\(grouped(refused)) geweigerd") }
    return parts.joined(separator: " · ")
  }

  private static func place(_ disposition: Verdict.Disposition) -> Int {
    switch disposition {
    case .clear: 0
    case .review: 1
    case .hold: 2
    case .notScanned: 3
    case .outOfScope: 4
    }
  }
}
