import Conduct
import Exchange
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

  private let rules: LoadedRules
  private let form: Form
  private let writer: any VerdictWriter
  private let worker: ContentScanner.Worker
  private let includesOneToOne: Bool
  private var json = JSONObjectScanner()
  private var decoded: [UInt8] = []
  private var out = JSONText()
  private var refusals = JSONText()
  private var tally = Tally()

  init(_ rules: LoadedRules, form: Form, writer: any VerdictWriter, includesOneToOne: Bool) {
    self.rules = rules
    self.form = form
    self.writer = writer
    self.includesOneToOne = includesOneToOne
    worker = rules.scanner.makeWorker()
  }

  /// Scans all messages of a block.
  mutating func scan(_ block: LineStream.Block) -> Output {
    out.bytes.removeAll(keepingCapacity: true)
    refusals.bytes.removeAll(keepingCapacity: true)
    tally = Tally()
    block.bytes.withUnsafeBufferPointer { bytes in
      if form == .wholeFiles {
        scanText(bytes, number: 1, name: block.file)
      } else {
        scanLines(bytes, block)
      }
    }
    return Output(verdicts: out.bytes, refusals: refusals.bytes, tally: tally, fraction: block.fraction)
  }

  private mutating func scanLines(_ bytes: UnsafeBufferPointer<UInt8>, _ block: LineStream.Block) {
    var at = 0
    var number = block.firstLine
    if number == 1, bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    while at < bytes.count {
      var end = at
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let next = end + 1
      if end > at, bytes[end - 1] == 0x0D { end -= 1 }
      let line = UnsafeBufferPointer(rebasing: bytes[at..<end])
      if form == .lines { scanText(line, number: number, name: nil) } else { scanObject(line, number, block.file) }
      at = next
      number += 1
    }
  }

  private mutating func scanText(_ text: UnsafeBufferPointer<UInt8>, number: Int, name: String?) {
    let verdict = rules.weigh(worker.scan(text, context: rules.context))
    tally.count(verdict)
    let message = ScannedMessage(line: number, name: name, text: text, verdict: verdict, fields: nil)
    writer.write(message, to: &out)
  }

  private mutating func scanObject(_ line: UnsafeBufferPointer<UInt8>, _ number: Int, _ file: String?) {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
    let field: JSONObjectScanner.Field
    do throws(JSONFault) {
      try json.scan(line)
      guard let text = json.field("text", in: line) else { throw JSONFault(.missingField("text"), column: 1) }
      guard text.isString else { throw JSONFault(.fieldNotText("text"), column: text.value.lowerBound + 1) }
      field = text
    } catch {
      return refuse(error, number, file)
    }
    let raw = json.inside(field, in: line)
    let isOneToOne = !includesOneToOne && isOneToOne(line)
    if field.hasEscapes {
      decoded.removeAll(keepingCapacity: true)
      JSONText.decode(raw, into: &decoded)
      let bytes = decoded
      bytes.withUnsafeBufferPointer { finish($0, line, number, isOneToOne) }
    } else {
      finish(raw, line, number, isOneToOne)
    }
  }

  private mutating func finish(
    _ text: UnsafeBufferPointer<UInt8>, _ line: UnsafeBufferPointer<UInt8>, _ number: Int, _ isOneToOne: Bool
  ) {
    let verdict = rules.weigh(worker.scan(text, context: rules.context), isOutOfScope: isOneToOne)
    tally.count(verdict)
    let message = ScannedMessage(line: number, name: nil, text: text, verdict: verdict, fields: (line, json))
    writer.write(message, to: &out)
  }

  private func isOneToOne(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    for field in json.fields where field.isString {
      guard json.isNamed(field, "kind", in: line) || json.isNamed(field, "soort", in: line) else { continue }
      // Most lines say "post" or "reaction": only the rest is worth a string.
      if json.inside(field, in: line).count > 5, Message.Kind(name: json.text(field, in: line)) == .oneToOne {
        return true
      }
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
  var text: UnsafeBufferPointer<UInt8>
  var verdict: Verdict
  /// The line of NDJSON and its fields.
  var fields: (line: UnsafeBufferPointer<UInt8>, json: JSONObjectScanner)?
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
