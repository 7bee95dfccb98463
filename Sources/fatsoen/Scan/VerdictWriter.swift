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
    guard let object = message.object else {
      if let name = message.name { text.string(name) } else { number(message.line, &text) }
      json.write(message.verdict, to: &text)
      text.raw("}\n")
      return
    }
    if let id = object.field("id") {
      text.raw(object.raw(id))
    } else {
      number(message.line, &text)
    }
    json.write(message.verdict, to: &text)
    for field in object.fields {
      let isNamed = { (name: StaticString) in object.isNamed(field, name) }
      if isNamed("text") || isNamed("id") || json.owns(message.verdict, isNamed) { continue }
      text.raw(",\"")
      text.raw(UnsafeBufferPointer(rebasing: object.line[field.key]))
      text.raw("\":")
      text.raw(object.raw(field))
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
    if let object = message.object, let field = object.field("id") {
      id = field.isString ? object.text(field) : String(decoding: object.raw(field), as: UTF8.self)
    }
    let content = message.content
    for line in VerdictText(terminal: terminal).lines(verdict, id: id, text: content) {
      var line = line + "\n"
      line.withUTF8 { text.raw($0) }
    }
  }
}
