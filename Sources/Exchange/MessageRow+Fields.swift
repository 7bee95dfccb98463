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
    var role: Role?
    if let name = value(.role) {
      guard let known = Role(name: name) else {
        throw refused(
          "onbekende rol \"\(name)\"; kies uit ouder, leerkracht, medewerker, directeur, bestuur, ondersteuning")
      }
      role = known
    }
    var kind = Message.Kind.post
    if let name = value(.kind) {
      guard let known = Message.Kind(name: name) else {
        throw refused("onbekende soort \"\(name)\"; kies uit bericht, reactie, 1-op-1")
      }
      kind = known
    }
    var postedAt: Date?
    if let text = value(.at) {
      guard let date = PortalTime.parse(text, in: zone) else {
        throw refused("\"\(text)\" is geen tijd; schrijf bijvoorbeeld 2026-03-03 14:05")
      }
      postedAt = date
    }
    self.init(
      line: line, id: id, text: bytesOfText, author: author, role: role, group: value(.group), kind: kind,
      postedAt: postedAt)
  }
}
