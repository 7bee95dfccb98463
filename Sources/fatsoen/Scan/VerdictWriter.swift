import Conduct
import Exchange
import Foundation

/// Writes one scanned message for a machine or for a person.
protocol VerdictWriter: Sendable {
  func write(_ message: ScannedMessage, to text: inout JSONText)
}

/// One JSON object a line, with all other fields of the message as they came in.
struct NDJSONVerdicts: VerdictWriter {
  let json: VerdictJSON

  func write(_ message: ScannedMessage, to text: inout JSONText) {
    text.raw("{\"id\":")
    guard let (line, scanner) = message.fields else {
      if let name = message.name { text.string(name) } else { number(message.line, &text) }
      json.write(message.verdict, to: &text)
      text.raw("}\n")
      return
    }
    if let id = scanner.field("id", in: line) {
      text.raw(UnsafeBufferPointer(rebasing: line[id.value]))
    } else {
      number(message.line, &text)
    }
    json.write(message.verdict, to: &text)
    for field in scanner.fields {
      let isNamed = { (name: StaticString) in scanner.isNamed(field, name, in: line) }
      if isNamed("text") || isNamed("id") || json.owns(message.verdict, isNamed) { continue }
      text.raw(",\"")
      text.raw(UnsafeBufferPointer(rebasing: line[field.key]))
      text.raw("\":")
      text.raw(UnsafeBufferPointer(rebasing: line[field.value]))
    }
    text.raw("}\n")
  }

  private func number(_ line: Int, _ text: inout JSONText) {
    text.raw("\"")
    text.number(line)
    text.raw("\"")
  }
}

/// What is not clear, as a person reads it.
struct ReadableVerdicts: VerdictWriter {
  let terminal: Terminal

  func write(_ message: ScannedMessage, to text: inout JSONText) {
    let verdict = message.verdict
    guard verdict.disposition != .clear || !verdict.signals.isEmpty else { return }
    var id = message.name ?? String(message.line)
    if let (line, scanner) = message.fields, let field = scanner.field("id", in: line) {
      id = field.isString ? scanner.text(field, in: line) : String(decoding: line[field.value], as: UTF8.self)
    }
    let content = String(decoding: message.text, as: UTF8.self)
    for line in VerdictText(terminal: terminal).lines(verdict, id: id, text: content) {
      var line = line + "\n"
      line.withUTF8 { text.raw($0) }
    }
  }
}
