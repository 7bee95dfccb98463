import Conduct
import Foundation

extension MessageRow {
  /// Makes a row from fields by column, or says what is wrong with it.
  init(line: Int, fields: [MessageColumn: [UInt8]], zone: TimeZone, bytesOfText: [UInt8]) throws(RefusedRow) {
    func value(_ column: MessageColumn) -> String? {
      guard let bytes = fields[column] else { return nil }
      let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      return text.isEmpty ? nil : text
    }
    func refused(_ reason: String) -> RefusedRow { RefusedRow(line: line, reason: reason) }
    guard let id = value(.id) else { throw refused("het id ontbreekt") }
    guard let author = value(.author) else { throw refused("de auteur ontbreekt") }
    guard !bytesOfText.isEmpty else { throw refused("de tekst ontbreekt") }
    func known<Value>(_ column: MessageColumn, _ what: String, _ choices: String, _ read: (String) -> Value?)
      throws(RefusedRow) -> Value?
    {
      guard let name = value(column) else { return nil }
      guard let known = read(name) else { throw refused("\(what) \"\(name)\"; kies uit \(choices)") }
      return known
    }
    func time(_ column: MessageColumn) throws(RefusedRow) -> Date? {
      guard let text = value(column) else { return nil }
      guard let date = PortalTime.parse(text, in: zone) else {
        throw refused("\"\(text)\" is geen tijd; schrijf bijvoorbeeld 2026-03-03 14:05")
      }
      return date
    }
    self.init(
      line: line, id: id, text: bytesOfText, author: author,
      role: try known(
        .role, "onbekende rol", "ouder, leerkracht, medewerker, directeur, bestuur, ondersteuning", Role.init(name:)),
      group: value(.group),
      kind: try known(.kind, "onbekende soort", "bericht, reactie, 1-op-1", Message.Kind.init(name:)) ?? .post,
      postedAt: try time(.at))
    topic = try known(.topic, "onbekend topic", Posting.Topic.choices, Posting.Topic.init(name:))
    onBehalfOf = try known(.onBehalfOf, "onbekend namens", "mr, or, tso") { name in
      Assignment.Function(rawValue: name.lowercased()).flatMap { [.mr, .or, .tso].contains($0) ? $0 : nil }
    }
    writtenAt = try time(.writtenAt)
    isEmergency = try known(.emergency, "onbekende waarde voor spoed", "ja, nee", Bool.init(dutch:)) ?? false
    recipient = value(.recipient)
    do throws(AttachmentFault) {
      attachments = try AttachmentRow.all(in: fields[.attachments] ?? [])
    } catch {
      throw refused("bijlagen: \(error.reason)")
    }
  }
}
